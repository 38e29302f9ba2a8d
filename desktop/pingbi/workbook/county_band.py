"""The six boxes above a county's page: total, places, how far to the county before and from the one after."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.scheme import compared
from pingbi.workbook.county_layout import group_word
from pingbi.workbook.plan import Merge, Style, Value
from pingbi.workbook.references import RANKING, area, fixed
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pingbi.model import Total
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.county_layout import CountyPage

BACK = "回到综合排名"
MOVED, MOVED_HALF = '"↑"0;"↓"0;"—"', '"↑"0.0;"↓"0.0;"—"'
NOBODY = "—"


class Box6(NamedTuple):
    """A heading, and what stands below it."""

    words: str
    value: Value
    formula: str
    number: str = ""
    link: str = ""


def band(page: CountyPage, boxes: Sequence[Box6], top: int) -> Iterator[Merge]:
    """The boxes, each over its columns."""
    box = Box(page.band, 0, page.band + 1, page.last)
    for (first, last), found in zip(page.pairs, boxes, strict=True):
        head = box.style(Style("head"), page.band, first, page.band, last)
        style = box.style(Style("kpi", number=found.number), page.band + 1, first, page.band + 1, last)
        row, tip = top + page.band, BACK if found.link else ""
        yield Merge(row, first, row, last, found.words, head)
        yield Merge(row + 1, first, row + 1, last, found.value, style, found.formula, found.link, tip)


def boxes_of(book: Book, county: str, gaps: tuple[Value, Value]) -> list[Box6]:
    """The six boxes of a county; `gaps` are to the one before and from the one after."""
    at, row, total = book.ranking, book.ranking.row[county], book.totals[county]
    digits = book.scheme.scheme.total_decimals
    points = f"0.{'0' * digits}" if digits else "0"

    def cell(column: int) -> str:
        return f"={fixed(row, column, RANKING)}"

    link = fixed(row, 0, RANKING) if book.wanted(RANKING) else ""
    who = "组内" if book.by_group else ""
    found = [
        Box6("综合得分", _or_dash(total.shown), cell(at.total), points, link),
        Box6("综合排名", _or_dash(total.place), cell(at.place)),
    ]
    if at.group_place >= 0:
        found.append(Box6(f"{group_word(book, county)}位次", _or_dash(total.group_place), cell(at.group_place)))
    if at.change >= 0:
        moved = MOVED_HALF if book.scheme.scheme.ties == "average" else MOVED
        found.append(Box6("较上期", _moved(book, total), cell(at.change), moved))
    ranked = sum(1 for row in book.result.totals if row.place is not None)
    spare = [Box6("参评县区数", ranked, f"=COUNT({at.whole(at.place, RANKING)})")]
    if at.grade >= 0:
        spare.insert(0, Box6("等次", total.grade or "-", cell(at.grade)))
    full = book.scheme.scheme.full
    if full is not None:
        spare.append(Box6("满分", full, ""))
    found = (found + spare)[:4]
    if len(found) < 4:
        listed = len(book.result.totals)
        found.append(Box6("县区总数", listed, ""))
    found += [
        Box6(f"距{who}前一名", gaps[0], _distance(book, county, ahead=True), points),
        Box6(f"领先{who}后一名", gaps[1], _distance(book, county, ahead=False), points),
    ]
    return found


def _among(book: Book, county: str, column: int) -> str:
    """The cells of a column of 综合排名 among which a county has its place: of its group, or all."""
    at = book.ranking
    if not book.by_group:
        return at.whole(column, RANKING)
    block = book.counties.block[county]
    rows = [at.row[name] for name in book.counties.names[block.first : block.last + 1]]
    return area(min(rows), column, max(rows), column, RANKING)


def _distance(book: Book, county: str, *, ahead: bool) -> str:
    """=the difference of the printed totals to the next that is greater, or less."""
    at, row = book.ranking, book.ranking.row[county]
    keys, totals = (_among(book, county, column) for column in (at.key, at.total))
    key, total, standing = (fixed(row, column, RANKING) for column in (at.key, at.total, at.standing))
    count = f'COUNTIF({keys},"{">" if ahead else "<"}"&{key})'
    number = count if ahead else f'COUNTIF({keys},">="&{key})+1'
    other = f"INDEX({totals},MATCH(LARGE({keys},{number}),{keys},0))"
    gap = f"{other}-{total}" if ahead else f"{total}-{other}"
    return f'=IF({standing}<>1,"-",IF({count}=0,"{NOBODY}",ROUND({gap},10)))'


def gaps_of(book: Book) -> Mapping[str, tuple[Value, Value]]:
    """County -> (to the one before, from the one after) in printed totals."""
    found: dict[str, tuple[Value, Value]] = dict.fromkeys(book.counties.names, ("-", "-"))
    blocks = book.counties.blocks if book.by_group else (None,)
    for block in blocks:
        names = book.counties.names if block is None else book.counties.names[block.first : block.last + 1]
        keys = {name: key for name in names if (key := _key(book, book.totals[name])) is not None}
        shown = {key: book.totals[name].shown or Decimal(0) for name, key in keys.items()}
        order = sorted(shown)  # each total once
        for name, key in keys.items():
            at = bisect_left(order, key)
            before: Value = shown[order[at + 1]] - shown[key] if at + 1 < len(order) else NOBODY
            after: Value = shown[key] - shown[order[at - 1]] if at else NOBODY
            found[name] = before, after
    return found


def _key(book: Book, total: Total) -> Decimal | None:
    if total.exact is None or total.veto_effect is not None:
        return None
    return total.shown if book.scheme.scheme.compare == "rounded" else compared(total.exact)


def _moved(book: Book, total: Total) -> Value:
    previous = book.previous.places.get(total.county) if book.previous is not None else None
    if total.place is None:
        return "-"
    return "新增" if previous is None else previous - Decimal(total.place)


def _or_dash(value: Decimal | int | None) -> Value:
    return "-" if value is None else value
