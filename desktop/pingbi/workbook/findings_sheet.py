"""审核情况: every finding of the audit, by level and county, with both sides' values and where they stood."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import InSheet, Level
from pingbi.workbook.frame import heading, notes, sign_off
from pingbi.workbook.measure import height, text_px
from pingbi.workbook.paging import Run, running
from pingbi.workbook.panels import county_width
from pingbi.workbook.plan import Cell, SheetPlan, Style
from pingbi.workbook.references import FINDINGS, SOURCES
from pingbi.workbook.source_words import cut, origin_file, place_of, stood
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.model import Finding
    from pingbi.workbook.addresses import Book

HEAD_ROW, FIRST_ROW = 3, 4
HEADS = ("序号", "级别", "县区", "指标", "问题（两边数值）", "所在位置", "处理情况")
COUNTY, NAME, PROBLEM, PLACE, DONE = 2, 3, 4, 5, 6
LONGEST_PROBLEM = 400  # characters: what the highest row holds
LONGEST_HANDLED = 150
MOST_PLACES = 4
NOBODY = "-"
LEVELS_EXPLAINED = (
    "强制性问题须更正后重报；核实性问题须说明原因，只写“核实无误”的退回；"
    "提示供参考；未能审核为缺少对照数据，不等于审核通过。"
)
STYLES = ("numc", "text", "text", "text", "left", "left", "left")


class Row(NamedTuple):
    """One finding as its cells have it."""

    level: Level | None
    county: str
    name: str
    problem: str
    place: str
    handled: str = ""


def plan(book: Book) -> SheetPlan:
    """The sheet; without findings it says 未发现问题."""
    rows = [_row(book, finding) for finding in _ordered(book)] or [
        Row(None, NOBODY, NOBODY, "未发现问题", NOBODY),
    ]
    widths = {0: 44, 1: 78, COUNTY: county_width(book), NAME: _name_width(rows), PROBLEM: 430, PLACE: 240, DONE: 150}
    last = FIRST_ROW + len(rows) - 1
    top = heading(book, FINDINGS, "数据审核情况表", DONE, widths, right=_counts(book.findings))
    below = notes(_notes(book), last + 1, 0, DONE, sum(widths.values()))
    heights = {FIRST_ROW + at: _height(row, widths) for at, row in enumerate(rows)}
    heights = {**top.rows, HEAD_ROW: 28, **heights, **below.rows, below.end + 1: 24}
    run, width = Run(heights, FIRST_ROW, last, below.end + 1, (1, HEAD_ROW)), sum(widths.values())
    return SheetPlan(
        name=FINDINGS,
        cells=(*top.cells, *_body(rows, Box(HEAD_ROW, 0, last, DONE)), sign_off(book, below.end + 1, width)),
        columns=widths,
        rows=heights,
        merges=(*top.merges, *below.merges),
        page=running(run, width, DONE, book.header),
        freeze=(FIRST_ROW, COUNTY + 1),
        autofilter=(HEAD_ROW, 0, last, DONE) if book.findings else None,
    )


def _name_width(rows: Sequence[Row]) -> int:
    return min(190, max(110, *(text_px(row.name) for row in rows)))


def _ordered(book: Book) -> list[Finding]:
    """By level, then the city, the counties in official order, and what concerns no single county."""
    levels = {level: at for at, level in enumerate(Level)}
    at = {book.scheme.city.name: -1, **book.counties.at}
    end = len(at)

    def key(finding: Finding) -> tuple[int, int]:
        return levels[finding.level], at.get(finding.county, end) if finding.county else end + 1

    return sorted(book.findings, key=key)


def _row(book: Book, finding: Finding) -> Row:
    name = book.scheme.indicators.get(finding.indicator or "") or book.criteria.get(finding.indicator or "")
    return Row(
        finding.level,
        book.key(finding.county) if finding.county else NOBODY,
        name.name if name else finding.indicator or NOBODY,
        cut(str(finding), LONGEST_PROBLEM),
        _places(finding),
        cut(book.handled.get(finding.id, ""), LONGEST_HANDLED),
    )


def _places(finding: Finding) -> str:
    """A line a sheet or text: 县区报表.xlsx 填报表 D17、D16."""
    found: dict[str, list[str]] = {}
    for origin in finding.places:
        below = stood(origin)
        where, place = origin_file(origin), place_of(below)
        if isinstance(below, InSheet) and below.sheet:
            where, place = f"{where} {below.sheet}", below.cell
        known = found.setdefault(where, [])
        if place not in (*known, NOBODY):
            known.append(place)
    texts = []
    for where, places in list(found.items())[:MOST_PLACES]:
        more = f" 等{len(places)}处" if len(places) > MOST_PLACES else ""
        texts.append(cut(f"{where} {'、'.join(places[:MOST_PLACES])}{more}", 100))
    if len(found) > MOST_PLACES:
        texts[-1] += f" 等{len(found)}份材料"
    return "\n".join(texts) or NOBODY


def _counts(findings: Sequence[Finding]) -> str:
    counted = Counter(finding.level for finding in findings)
    found = "、".join(f"{level.word}{counted[level]}条" for level in Level if counted[level])
    return f"共{len(findings)}条：{found}" if findings else ""


def _notes(book: Book) -> list[str]:
    texts = [LEVELS_EXPLAINED]
    if book.wanted(SOURCES):
        texts.append("报送数一律不改动，核定数另列，见“数据来源”。")
    return texts


def _height(row: Row, widths: dict[int, int]) -> float:
    """From the longest of the texts; a little room is left for words that do not break."""
    return max(
        26.0,
        height(row.county, widths[COUNTY]),
        height(row.name, widths[NAME]),
        height(row.problem, widths[PROBLEM] - 16, indent=True),
        height(row.place, widths[PLACE] - 16, indent=True),
        height(row.handled, widths[DONE] - 16, indent=True),
    )


def _body(rows: Sequence[Row], box: Box) -> Iterator[Cell]:
    for column, head in enumerate(HEADS):
        yield Cell(HEAD_ROW, column, head, box.style(Style("head"), HEAD_ROW, column))
    for at, found in enumerate(rows):
        row = FIRST_ROW + at
        level = found.level.word if found.level else NOBODY
        number = at + 1 if found.level else NOBODY
        values = (number, level, found.county, found.name, found.problem, found.place, found.handled)
        for column, (token, value) in enumerate(zip(STYLES, values, strict=True)):
            style = Style(token, bold=column == 1 and found.level is Level.MANDATORY)
            yield Cell(row, column, value, box.style(style, row, column))
