"""A draft comes from a text or a workbook and goes to one; the scheme of the next period."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import PingbiError
from pingbi.scheme import find, parse, templates_folder
from pingbi.scheme.load import text_of
from pingbi.scheme.renew import renewed as renewed_text
from pingbi.scheme_book import from_excel, to_excel
from pingbi.scheme_draft.checking import look
from pingbi.scheme_draft.draft import draft_of, matched
from pingbi.scoring import METHODS
from pingbi.workbook import write

if TYPE_CHECKING:
    from pathlib import Path

    from pingbi.scheme_draft.draft import Draft

NAME = "scheme.toml"


class BuiltIn(NamedTuple):
    """A scheme that comes with the program: its name and text."""

    name: str
    text: str


def built_in() -> tuple[BuiltIn, ...]:
    """Every scheme that comes with the program, the usual one first. Raises SchemeError."""
    usual = find("")
    others = (path for path in sorted(templates_folder().glob("*/scheme.toml")) if path != usual)
    texts = (text_of(path) for path in (usual, *others))
    return tuple(BuiltIn(parse(text, NAME, METHODS).scheme.name, text) for text in texts)


def draft_from_text(text: str, name: str = NAME) -> Draft:
    """The draft of a scheme's text. Raises SchemeError with every mistake."""
    return draft_of(parse(text, name, METHODS), METHODS)


def draft_from_workbook(path: Path, base: str) -> tuple[Draft, tuple[str, ...]]:
    """(the draft that a workbook holds, what of it was not used). Raises SchemeError, each mistake with its cell."""
    found = from_excel(path)
    return matched(draft_from_text(found.text), draft_from_text(base)), found.remarks


def draft_from_file(path: Path, base: str) -> tuple[Draft, tuple[str, ...]]:
    """The same of a scheme.toml. Raises SchemeError."""
    text = scheme_text_of(path)
    return matched(draft_from_text(text, path.name), draft_from_text(base)), ()


def scheme_text_of(path: Path) -> str:
    """The text of a scheme's file or of a scheme's workbook, checked. Raises SchemeError, PingbiError."""
    if path.suffix.lower() in {".xlsx", ".xls", ".et", ".xlsm"}:
        return from_excel(path).text
    text = text_of(path)
    parse(text, path.name, METHODS)
    return text


def workbook_from_text(text: str, target: Path) -> Path:
    """Write the scheme as a workbook; the path it really has. Raises SchemeError, OSError."""
    return write(to_excel(parse(text, NAME, METHODS)), target)


def renewed(text: str, period: str, deadline: str | None = None) -> tuple[str, tuple[str, ...]]:
    """(the scheme for another period, what a person must look at). Raises SchemeError, PingbiError."""
    made, remarks = renewed_text(text, NAME, period)
    if deadline is not None:
        made = with_deadline(made, deadline)
        remarks = tuple(row for row in remarks if not row.startswith("报送期限"))
    said = [re.sub(r"（\[[^）]*）|(?<=，)请", "", row) for row in remarks[:-1]]  # the last speaks to the command line
    return made, (*said, "核对权重、指标和审核规则是否仍适用")


def with_deadline(text: str, deadline: str) -> str:
    """The scheme with another day until which counties report. Raises SchemeError, PingbiError."""
    draft = draft_from_text(text)
    found = look(draft.filled("handout", 0, "deadline", deadline), text)
    if found.mistakes:
        raise PingbiError(found.mistakes[0].words)
    return found.text
