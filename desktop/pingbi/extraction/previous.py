"""The last period's places and totals: from a workbook of ours, or a plain table 县区 | 名次 | 得分."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pingbi.extraction.form import fingerprint
from pingbi.extraction.names import Names
from pingbi.extraction.table import read_table
from pingbi.model import Figure, PingbiError, Previous, Role, State
from pingbi.model.catalogue import bare
from pingbi.model.figure_runs import one_by_one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.readers import Document, Sheet
    from pingbi.scheme import Scheme

RANKING, RULES = "综合排名", "计分办法"
COUNTY, COUNTY_MARK = "县区分析", (6, 1, "一、得分构成")  # the sheet of a county's own workbook, and what stands there
_HEADS = {
    "places": ("综合排名", "综合名次", "总排名", "全市排名", "排名", "名次", "位次"),
    "group_places": ("组内位次", "组内排名", "组内名次"),
    "totals": ("综合得分", "总得分", "总分", "得分"),
}


def read_previous(document: Document, scheme: Scheme) -> Previous:
    """Raises PingbiError where no places and no figures are found."""
    if fingerprint(document) is not None:
        raise PingbiError(f"{document.name}：是填报表，不是上期结果；应是上期的工作簿，或有“县区”和“名次”两列的表")
    names = Names(scheme)
    sheets = sorted(document.sheets, key=lambda sheet: sheet.name != RANKING)
    found: dict[str, dict[str, Decimal]] = {key: {} for key in _HEADS}
    for sheet in sheets:
        found = _results(sheet, names)
        if found["places"]:
            break
    figures = tuple(_then(figure) for figure in _figures(document, scheme))
    if not found["places"] and not figures:
        raise PingbiError(f"{document.name}：没有找到上期名次，应有“县区”和“名次”两列，或用本程序的工作簿")
    return Previous(found["places"], found["group_places"], found["totals"], figures, document.name)


def is_result(document: Document) -> bool:
    """Whether it is a workbook of ours: 综合排名 with formulas or links into 计分办法, or one county's own."""
    if any(sheet.name == COUNTY and sheet.text(*COUNTY_MARK[:2]) == COUNTY_MARK[2] for sheet in document.sheets):
        return True
    ranking = next((sheet for sheet in document.sheets if sheet.name == RANKING), None)
    if ranking is None or all(sheet.name != RULES for sheet in document.sheets):
        return False
    return any(RULES in cell.formula or RULES in cell.link for cell in ranking.cells.values())


def _results(sheet: Sheet, names: Names) -> dict[str, dict[str, Decimal]]:
    """Places and totals of one sheet, by the headings above the counties."""
    words = sheet.spread()
    counties = {(row, column): county for (row, column), text in words.items() if (county := names.county(text))}
    found: dict[str, dict[str, Decimal]] = {key: {} for key in _HEADS}
    if not counties:
        return found
    axis = max({column for _, column in counties}, key=lambda at: sum(1 for _, column in counties if column == at))
    rows = {row: county for (row, column), county in counties.items() if column == axis}
    top = min(rows)
    for key, heads in _HEADS.items():
        for column in _columns(words, heads, top):
            numbers = {
                county: _number(words.get((row, column), "")) for row, county in sorted(rows.items(), reverse=True)
            }
            numbers.pop(names.scheme.city.name, None)
            found[key] = {county: value for county, value in numbers.items() if value is not None}
            if found[key]:
                break
    return found


def _columns(words: dict[tuple[int, int], str], heads: tuple[str, ...], top: int) -> Iterator[int]:
    """The columns under one of the heads, the best head first. A title of the same words has no numbers below it."""
    for head in heads:
        for (row, column), text in sorted(words.items()):
            plain = re.sub(r"[(（].*?[)）]", "", bare(text))
            if row < top and plain == head:
                yield column


def _number(text: str) -> Decimal | None:
    """A place or total, also as 并列4 or 第4名."""
    match = re.fullmatch(r"(?:并列|第)?(\d+(?:\.\d+)?)名?", bare(text))
    try:
        return Decimal(match[1]) if match is not None else None
    except InvalidOperation:
        return None


def _figures(document: Document, scheme: Scheme) -> list[Figure]:
    """The indicators' values of then; a workbook's 主要指标 is a table of counties like any other."""
    wanted = [sheet for sheet in document.sheets if sheet.name == "主要指标"] or list(document.sheets)
    narrowed = replace(document, sheets=tuple(wanted))
    rows = [item for item in one_by_one(read_table(narrowed, scheme, -1)) if isinstance(item, Figure)]
    return [row for row in rows if row.role is Role.NOW and row.state in (State.READ, State.OTHER_PERIOD)]


def _then(figure: Figure) -> Figure:
    return replace(figure, role=Role.PREVIOUS, state=State.READ)
