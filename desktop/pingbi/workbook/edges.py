"""What stands at the head and at the foot of every printed page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.workbook.plan import FOOT, PAGES

if TYPE_CHECKING:
    from pingbi.model import Edition
    from pingbi.scheme import Scheme
    from pingbi.workbook.plan import SheetPlan

ROUGH = "草稿"  # a draft with mandatory findings that nobody has settled


def header(scheme: Scheme, *, sample: bool, trial: bool) -> str:
    """示例数据 where it is sample data, and that it is a trial where rules were changed to see."""
    marks = [*(["示例数据"] if sample else []), *(["试算，不是正式结果"] if trial else [])]
    said = [scheme.print.secrecy, scheme.print.document_number]
    sides = (("L", [text.replace("&", "&&")[:60] for text in said if text]), ("R", marks))
    return "".join(f'&{side}&"宋体,常规"&10 {"　".join(texts)}' for side, texts in sides if texts)


def footer(edition: Edition, *, rough: bool) -> str:
    """The page number, and beside it which draft it is and the export's number and digest."""
    word = f"{ROUGH}　{edition.word}" if rough else edition.word
    return f"&L{FOOT}{word}{PAGES}&R{FOOT}第{edition.number}号　{edition.digest.upper()}"


def footed(edition: Edition | None, sheet: SheetPlan, *, rough: bool = False) -> SheetPlan:
    """The sheet with the export's number at the foot of its pages, where it is one; a final one is never rough."""
    if edition is None:
        return sheet
    return replace(sheet, page=replace(sheet.page, footer=footer(edition, rough=rough and edition.draft > 0)))
