"""The front door for whoever edits a scheme in tables: a draft, what is wrong with it, its text.

    draft = draft_from_text(text)                                # the cells of all tables, each as it is read
    draft = draft.filled("criterion", 3, "weight", "30")         # another draft; undo is keeping the old one
    found = look(draft, text)                                    # its mistakes, each at its cell, or its text
    differences(draft_from_text(text), draft)                    # 评比项“工业投资”的权重由25改为30
    workbook_from_text(text, path); draft_from_workbook(path, text)
    renewed(text, "2022H2", "2023-01-10")                        # the scheme of the next period

Comments and order of the text stay where that can be done; it is checked afterwards that nothing else has changed.
"""

from pingbi.scheme_book.words import choice
from pingbi.scheme_draft.checking import Checked, Mistake, Spot, look
from pingbi.scheme_draft.differences import differences
from pingbi.scheme_draft.draft import Draft, Row, draft_of, kept, matched, restored
from pingbi.scheme_draft.exchange import (
    built_in,
    draft_from_file,
    draft_from_text,
    draft_from_workbook,
    renewed,
    scheme_text_of,
    with_deadline,
    workbook_from_text,
)
from pingbi.scheme_draft.fields import Field, Offer, Table, meant, offered, said, tables
from pingbi.scheme_draft.methods import Method, fitted, methods, parameter, with_parameter

__all__ = [
    "Checked",
    "Draft",
    "Field",
    "Method",
    "Mistake",
    "Offer",
    "Row",
    "Spot",
    "Table",
    "built_in",
    "choice",
    "differences",
    "draft_from_file",
    "draft_from_text",
    "draft_from_workbook",
    "draft_of",
    "fitted",
    "kept",
    "look",
    "matched",
    "meant",
    "methods",
    "offered",
    "parameter",
    "renewed",
    "restored",
    "said",
    "scheme_text_of",
    "tables",
    "with_deadline",
    "with_parameter",
    "workbook_from_text",
]
