"""加减分: how often, how many points, 一票否决. Counties stand as on 主要指标, so that one row follows the other."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from pingbi.model import State
from pingbi.model.catalogue import Kind
from pingbi.scheme import formula
from pingbi.workbook.adjustment_formulas import effect_formula, item_formula, sum_formula
from pingbi.workbook.adjustment_pages import MOST_WIDE, heads, pages, set_up
from pingbi.workbook.formula_words import in_words
from pingbi.workbook.frame import least_width, notes, sign_off
from pingbi.workbook.measure import height, longest_number, text_px
from pingbi.workbook.paging import Run
from pingbi.workbook.panels import county_height, county_width
from pingbi.workbook.plan import Cell, Merge, SheetPlan, Style
from pingbi.workbook.references import ADJUSTMENTS, METHOD, SOURCES, cell
from pingbi.workbook.rule_words import decided
from pingbi.workbook.styles import Box, dashed, number_format, number_px

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.scheme import Adjustment, Veto
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.other_sheets import ItemColumns
    from pingbi.workbook.panels import Panel

HEAD, TEXT, SMALL, COUNT = Style("head"), Style("text"), Style("small"), Style("numc")
SCREEN = Style("screen")
POINTS = "分"
TOP = 3  # first row of headings
LEAST_WIDE = 900  # px to which a table of few items is stretched, by its reasons
WIDEST_REASON = 800
WIDEST_NAME = 150  # px of an item's name in one line


def plan(book: Book) -> SheetPlan:
    """The sheet; book.wanted says whether there is anything to show."""
    at, widths = book.adjustments, _widths(book)
    sheets = pages(book, widths)
    top = heads(book, sheets, widths, f"单位：{_units(book)}")
    reasons = {county: _reason(book, county) for county in book.counties.names}
    least = max(27.75, county_height(book))
    body = {
        at.row(position): max(least, height(reasons[county], widths[at.reason], 10.5, indent=True))
        for position, county in enumerate(book.counties.names)
    }
    last = sheets[-1]
    width = sum(widths[column] for column in range(last.first, last.last + 1))
    below = notes(_notes(book), at.last_row + 1, last.first, last.last, width)
    names = [height(_item_heading(book, item)[0], 2 * widths[item.times], 11) for item in _items(book)]
    rows = {**top.rows, 3: 24, 4: max([24.0, *names]), 5: 22, **body, **below.rows, below.end + 1: 24}
    helpers = [*at.veto_counts.values(), at.effect] if at.effect >= 0 else []
    return SheetPlan(
        name=ADJUSTMENTS,
        cells=(*top.cells, *_cells(book, reasons), sign_off(book, below.end + 1, width, last.first)),
        columns={**widths, **({at.reason + 1: 16} if helpers else {}), **dict.fromkeys(helpers, 96)},
        rows=rows,
        merges=(*top.merges, *_heads(book, sheets), *below.merges),
        page=set_up(book, Run(rows, at.top, at.last_row, below.end + 1, (1, 5)), sheets, widths),
        freeze=(at.top, at.county + 1),
    )


def _items(book: Book) -> tuple[ItemColumns, ...]:
    return (*book.adjustments.bonus, *book.adjustments.deduction)


def _plain(number: Decimal) -> str:
    return f"{abs(number).normalize():f}"


def _unit(book: Book, item: Adjustment) -> str:
    return book.scheme.indicators[item.indicator].unit or "次"


def _units(book: Book) -> str:
    used = [_unit(book, found.item) for found in _items(book)]
    return "、".join(dict.fromkeys([*used, "分"]))


def _widths(book: Book) -> dict[int, int]:
    at = book.adjustments
    widths = {at.number: 44 if len(book.counties.names) > 99 else 36, at.county: county_width(book), at.reason: 250}
    for found in _items(book):
        name, price = _item_heading(book, found)[0].rsplit("\n", 1)
        over = max(min(text_px(name, 11), WIDEST_NAME), text_px(price, 11))
        times = [book.figures.value(county, found.item.indicator) for county in book.counties.names]
        digits = book.scheme.indicators[found.item.indicator].shown_decimals
        each = max(50, ceil(over / 2), number_px(longest_number(times, digits)))
        widths |= {found.times: each, found.points: each}
    widths |= {column: 60 for column in (at.bonus_sum, at.deduction_sum) if column >= 0}
    if at.veto >= 0:
        widths[at.veto] = 72
    widths[at.reason] += max(0, max(LEAST_WIDE, least_width(book)) - sum(widths.values()))
    if sum(widths.values()) > MOST_WIDE:  # pages side by side: the last is for the reasons
        widths[at.reason] = WIDEST_REASON
    return dict(sorted(widths.items()))


def _box(book: Book) -> Box:
    return Box(TOP, 0, book.adjustments.last_row, book.adjustments.reason)


def _heads(book: Book, sheets: tuple[Panel, ...]) -> Iterator[Merge]:
    at, box = book.adjustments, _box(book)

    def over(top: int, left: int, bottom: int, right: int, words: str, formula: str = "") -> Merge:
        return Merge(top, left, bottom, right, words, box.style(HEAD, top, left, bottom, right), formula)

    yield over(TOP, at.number, 5, at.number, "序号")
    yield over(TOP, at.county, 5, at.county, "县区")
    for word, items, total, limit in (
        ("加分", at.bonus, at.bonus_sum, "加分上限"),
        ("扣分", at.deduction, at.deduction_sum, "扣分上限"),
    ):
        if not items:
            continue
        cap = book.method.item("rules", limit)
        value = {"加分": book.scheme.scheme.bonus_cap, "扣分": book.scheme.scheme.deduction_cap}[word]
        made = f'="{word}（合计最多"&{cap}&"分）"' if cap else ""
        words = f"{word}（合计最多{_plain(value)}分）" if cap and value is not None else word
        for page in sheets:  # over the columns of each page
            first, last = max(items[0].times, page.first), min(total, page.last)
            if first <= last:
                yield over(TOP, first, TOP, last, words, made)
        yield over(4, total, 5, total, "小计")
        for found in items:
            yield over(4, found.times, 4, found.points, *_item_heading(book, found))
    if at.veto >= 0:
        yield over(TOP, at.veto, 5, at.veto, "一票\n否决")
    yield over(TOP, at.reason, 5, at.reason, "依据")


def _item_heading(book: Book, found: ItemColumns) -> tuple[str, str]:
    """(cached words, formula): the price and the cap come from 计分办法."""
    each, cap = (book.method.item("adjustment", found.item.name, column) for column in (0, 1))
    quoted, unit = found.item.name.replace('"', '""'), _unit(book, found.item)
    most = f'&"，最多"&{cap}&"分"' if cap else ""
    shown = f"，最多{_plain(found.item.cap)}分" if found.item.cap is not None else ""
    if unit == POINTS:  # what is counted are points themselves
        words = f"{found.item.name}\n(分值×{_plain(found.item.points_each)}{shown})"
        return words, f'="{quoted}"&CHAR(10)&"(分值×"&ABS({each}){most}&")"'
    words = f"{found.item.name}\n(每{unit}{_plain(found.item.points_each)}分{shown})"
    return words, f'="{quoted}"&CHAR(10)&"(每{unit}"&ABS({each})&"分"{most}&")"'


def _cells(book: Book, reasons: Mapping[str, str]) -> Iterator[Cell]:
    at, box = book.adjustments, _box(book)
    for found in _items(book):
        kind = book.scheme.indicators[found.item.indicator].kind
        yield Cell(5, found.times, "次数" if kind is Kind.COUNT else "数值", box.style(HEAD, 5, found.times))
        yield Cell(5, found.points, "分", box.style(HEAD, 5, found.points))
    for veto in book.scheme.veto:
        yield Cell(5, at.veto_counts[veto.name], veto.name, SCREEN)
    if at.effect >= 0:
        yield Cell(5, at.effect, "一票否决（1列末位 2不参与）", SCREEN)
    for position, county in enumerate(book.counties.names):
        row = at.row(position)
        yield Cell(row, at.number, position + 1, box.style(COUNT, row, at.number))
        yield Cell(row, at.county, book.key(county), box.style(TEXT, row, at.county))
        yield from _points(book, county, row, box)
        yield from _veto(book, county, row, box)
        style = SMALL if reasons[county] else Style("smallc")
        yield Cell(row, at.reason, reasons[county] or "—", box.style(style, row, at.reason))


def _points(book: Book, county: str, row: int, box: Box) -> Iterator[Cell]:
    """Each item's count and points, and the sums after their caps."""
    at, total = book.adjustments, book.totals[county]
    rows = dict(zip((item.name for item in book.scheme.adjustment), total.adjusted, strict=True))
    for found in _items(book):
        yield _reported(book, county, found.item.indicator, row, found.times, box)
        given = abs(rows[found.item.name].points)
        yield Cell(
            row,
            found.points,
            given,
            box.style(Style("numc", number=dashed(book.scheme.scheme.decimals)), row, found.points),
            item_formula(book, found, row, book.counties.at[county]),
        )
    for items, column, limit, given in (
        (at.bonus, at.bonus_sum, "加分上限", total.bonus),
        (at.deduction, at.deduction_sum, "扣分上限", total.deduction),
    ):
        if not items:
            continue
        made = sum_formula(items, row, book.method.item("rules", limit))
        bold = Style("numc", bold=True, number=dashed(book.scheme.scheme.decimals))
        yield Cell(row, column, given, box.style(bold, row, column), made)


def _reported(book: Book, county: str, indicator: str, row: int, column: int, box: Box) -> Cell:
    """The figure with its link; what was not reported is "-" and counts as none."""
    figure = book.figures.get(county, indicator)
    value = figure.value if figure is not None and figure.state is State.READ else None
    digits = book.scheme.indicators[indicator].shown_decimals
    style = box.style(Style("numc", number=number_format(digits)), row, column)
    linked = figure is not None and book.links and book.wanted(SOURCES)
    link = book.sources.link(county, indicator) if linked else ""
    if value is None:  # LibreOffice paints linked text blue, also on paper
        return Cell(row, column, "-", style, '="-"' if link else "", link, "见数据来源" if link else "")
    return Cell(row, column, value, style, "", link, "见数据来源" if link else "")


def _veto(book: Book, county: str, row: int, box: Box) -> Iterator[Cell]:
    """是 or 否, from the helpers at the right: each veto's figure, and the strongest effect."""
    at = book.adjustments
    if at.veto < 0:
        return
    effect = {None: 0, "last": 1, "unranked": 2}[book.totals[county].veto_effect]
    held = bool(effect)
    made = f'=IF({cell(row, at.effect)}>0,"是","否")'
    yield Cell(row, at.veto, "是" if held else "否", box.style(Style("text", bold=held), row, at.veto), made)
    for veto in book.scheme.veto:
        value = book.figures.value(county, veto.indicator)
        yield Cell(row, at.veto_counts[veto.name], "-" if value is None else value, SCREEN)
    yield Cell(row, at.effect, effect, SCREEN, effect_formula(book, row))


def _reason(book: Book, county: str) -> str:
    """省级通报表扬1次、迟报2次；重特大安全事故1起."""
    total, parts = book.totals[county], []
    for item, given in zip(book.scheme.adjustment, total.adjusted, strict=True):
        if given.count:
            minus, unmet = "", "" if given.met else "（不符合条件，不计）"
            if given.count < 0:
                minus, unmet = "-", "（为负数，不计）"
            digits = max(0, book.scheme.indicators[item.indicator].shown_decimals)
            parts.append(f"{item.name}{minus}{_plain(round(given.count, digits))}{_unit(book, item)}{unmet}")
    held = [veto for veto in book.scheme.veto if veto.name in total.vetoes]
    return "；".join(filter(None, ["、".join(parts), "、".join(_held(book, county, veto) for veto in held)]))


def _held(book: Book, county: str, veto: Veto) -> str:
    count = book.figures.value(county, veto.indicator) or Decimal(0)
    unit = book.scheme.indicators[veto.indicator].unit
    effect = "，列末位" if book.totals[county].place is not None else ""  # it may lack a total, or be vetoed by another
    return f"{veto.name}{_plain(count)}{unit}{'，不参与排名' if veto.effect == 'unranked' else effect}"


def _notes(book: Book) -> list[str]:
    texts = []
    if book.scheme.adjustment:
        texts.append(
            "加分、扣分按次数乘每次分值计算，各项不超过本项上限，小计不超过合计上限"
            + ("；每次分值和上限见“计分办法”。" if book.wanted(METHOD) else "。")
        )
    for item in book.scheme.adjustment:
        rule = formula(book.scheme, item.requires) if item.requires is not None else None
        needs = f"须符合“{in_words(book.scheme, rule)}”" if rule is not None else ""
        said = "，".join(part for part in (item.remark, needs) if part)
        if said:
            texts.append(f"{item.name}：{said}。")
    texts += decided(book)
    effects = {veto.effect for veto in book.scheme.veto}
    if "last" in effects:
        texts.append("触发列末位的一票否决情形的，得分照列，名次列在全部参与排名的县区之后。")
    if "unranked" in effects:
        texts.append("触发不参与排名的一票否决情形的，不计得分和名次，也不作为其他县区的比较对象。")
    return texts
