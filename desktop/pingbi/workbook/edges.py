"""What stands at the head and at the foot of every printed page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.workbook.plan import FOOT, PAGES

if TYPE_CHECKING:
    from pingbi.model import Edition
    from pingbi.scheme import Scheme
    from pingbi.workbook.plan import SheetPlan


def header(scheme: Scheme, *, sample: bool, trial: bool) -> str:
    """示例数据 where it is sample data, and that it is a trial where rules were changed to see."""
    marks = [*(["示例数据"] if sample else []), *(["试算，不是正式结果"] if trial else [])]
    said = [scheme.print.secrecy, scheme.print.document_number]
    sides = (("L", [text.replace("&", "&&")[:60] for text in said if text]), ("R", marks))
    return "".join(f'&{side}&"宋体,常规"&10 {"　".join(texts)}' for side, texts in sides if texts)


def footer(edition: Edition) -> str:
    """The page number, and beside it which draft it is and the export's number and digest."""
    return f"&L{FOOT}{edition.word}{PAGES}&R{FOOT}第{edition.number}号　{edition.digest.upper()}"


def footed(edition: Edition | None, sheet: SheetPlan) -> SheetPlan:
    """The sheet with the export's number at the foot of its pages, where it is one."""
    return sheet if edition is None else replace(sheet, page=replace(sheet.page, footer=footer(edition)))
