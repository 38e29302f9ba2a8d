"""Two rankings side by side, a county a row: 上期 and 本期, or 实际 and 试算. The second is live, the first is not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pingbi.workbook.measure import height, longest_number, text_px
from pingbi.workbook.panels import county_width
from pingbi.workbook.plan import Cell, Merge, Style
from pingbi.workbook.ranking_rows import MOVED, MOVED_HALF
from pingbi.workbook.references import RANKING, cell
from pingbi.workbook.styles import Box, number_format, number_px

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.workbook.addresses import Book
    from pingbi.workbook.plan import Value

HEAD, TEXT, SMALL = Style("head"), Style("text"), Style("small")
COUNT, BOLD = Style("numc"), Style("numc", bold=True)
TOP = 3  # first row of headings
FIRST = 5  # first county
NUMBER, COUNTY, PLACE = 0, 1, 2
FEW = 12  # counties whose rows are higher
LYING = 15  # counties on a page that lies
WIDE = 974  # px to which a narrow table is stretched, by its remarks
NEW = "新增"
Place = int | Decimal | None


class Line(NamedTuple):
    """One county; points as printed. `own` and `rules` are None where a change is not split."""

    county: str
    places: tuple[Place, Place]
    group_places: tuple[Place, Place]
    totals: tuple[Decimal | None, Decimal | None]
    own: Decimal | None = None
    rules: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class ChangeTable:
    """`words`: how the two are called; `new`: what stands for a change of place where there was none before."""

    book: Book
    lines: Sequence[Line]
    words: tuple[str, str]
    new: str = NEW
    split: bool = False  # whether a change of points is split in three

    # what is where; a column is -1 where it is not there

    @cached_property
    def group_place(self) -> int:
        """First of the three columns of places in the group: only where points are made within it."""
        return PLACE + 3 if self.book.by_group else -1

    @cached_property
    def total(self) -> int:
        """First of the three columns of totals."""
        return PLACE + (6 if self.book.by_group else 3)

    @cached_property
    def source(self) -> int:
        """First of the three columns that say what a change of points comes from."""
        return self.total + 3 if self.split else -1

    @cached_property
    def note(self) -> int:
        """The last column."""
        return self.total + (6 if self.split else 3)

    @cached_property
    def last_row(self) -> int:
        """The last county's."""
        return FIRST + len(self.lines) - 1

    @cached_property
    def digits(self) -> int:
        """Decimals of points: those of now, or of then where they are more."""
        given = [row.totals[0] for row in self.lines if row.totals[0] is not None]
        then = [-exponent for value in given if isinstance(exponent := value.as_tuple().exponent, int)]
        return max([self.book.scheme.scheme.total_decimals, *then])

    @property
    def landscape(self) -> bool:
        """Whether the page lies: many counties stand on fewer pages upright."""
        return len(self.lines) <= LYING

    @cached_property
    def widths(self) -> dict[int, int]:
        """Pixels by column."""
        places = [place for row in self.lines for pair in (row.places, row.group_places) for place in pair]
        longest = max((str(place) for place in places if place is not None), key=len, default="-")
        for_place = max(62, number_px(longest, bold=True), text_px(self.new, 12))
        for_total = max(76, self._number(value for row in self.lines for value in row.totals))
        for_more = max(76, self._number((_more(row) for row in self.lines), sign=True))
        found = {NUMBER: 44 if len(self.lines) > 99 else 40, COUNTY: county_width(self.book)}
        for first in (PLACE, self.group_place):
            if first >= 0:
                found |= dict.fromkeys(range(first, first + 3), for_place)
        found |= {self.total: for_total, self.total + 1: for_total, self.total + 2: for_more}
        if self.source >= 0:
            found |= dict.fromkeys(range(self.source, self.source + 3), max(84, for_more))
        found[self.note] = max(130, WIDE - sum(found.values()))
        return found

    def _number(self, values: Iterator[Decimal | None], *, sign: bool = False) -> int:
        return number_px(("+" if sign else "") + longest_number(values, self.digits, f"{15:.{self.digits}f}"))

    @cached_property
    def rows(self) -> dict[int, float]:
        """Points by row, of the headings and of the counties."""
        tall = 24.0 if len(self.lines) <= FEW else 20.0
        who, width = self.widths[COUNTY], self.widths[self.note]
        body = {
            FIRST + down: max(tall, height(self.book.key(row.county), who), height(row.note, width, 10.5, indent=True))
            for down, row in enumerate(self.lines)
        }
        return {TOP: 24, TOP + 1: 24, **body}

    @cached_property
    def merges(self) -> tuple[Merge, ...]:
        """The headings."""
        box, found = self._box, []
        for column, words in ((NUMBER, "序号"), (COUNTY, "县区"), (self.note, "备注")):
            found.append(Merge(TOP, column, FIRST - 1, column, words, box.style(HEAD, TOP, column, FIRST - 1, column)))
        groups = [(PLACE, "综合排名"), (self.group_place, "组内位次"), (self.total, "综合得分")]
        for first, words in (*groups, (self.source, "得分变化来自")):
            if first >= 0:
                style = box.style(HEAD, TOP, first, TOP, first + 2)
                found.append(Merge(TOP, first, TOP, first + 2, words, style))
        return tuple(found)

    @property
    def _box(self) -> Box:
        return Box(TOP, NUMBER, self.last_row, self.note)

    def cells(self) -> Iterator[Cell]:
        """The lower headings, then the counties."""
        box = self._box
        below = {PLACE: (*self.words, "变化"), self.total: (*self.words, "增减")}
        below |= {self.group_place: (*self.words, "变化"), self.source: ("自身变化", "其他县区", "办法调整")}
        for first, heads in sorted(below.items()):
            for across, words in enumerate(heads if first >= 0 else ()):
                yield Cell(TOP + 1, first + across, words, box.style(HEAD, TOP + 1, first + across))
        for down, line in enumerate(self.lines):
            for column, value, style, formula in self._line(FIRST + down, line):
                yield Cell(FIRST + down, column, value, box.style(style, FIRST + down, column), formula)

    def _line(self, row: int, line: Line) -> Iterator[tuple[int, Value, Style, str]]:
        at, book = self.book.ranking, self.book
        yield NUMBER, row - FIRST + 1, COUNT, ""
        yield COUNTY, book.key(line.county), TEXT, ""
        moved = Style("numc", bold=True, number=MOVED_HALF if book.scheme.scheme.ties == "average" else MOVED)
        pairs = [(PLACE, line.places, at.place), (self.group_place, line.group_places, at.group_place)]
        for first, (before, now), column in pairs:
            if first < 0:
                continue
            then, there = f"${cell(row, first)}", f"${cell(row, first + 1)}"
            yield first, _or_dash(before), COUNT, ""
            yield first + 1, _or_dash(now), COUNT, self._fetched(row, column)
            change: Value = "-" if now is None else self.new if before is None else Decimal(before) - Decimal(now)
            made = f'=IF(ISNUMBER({there}),IF(ISNUMBER({then}),{then}-{there},"{self.new}"),"-")'
            yield first + 2, change, moved, made
        before_total, total = line.totals
        then, there, more = (f"${cell(row, self.total + across)}" for across in range(3))
        yield self._points(self.total, before_total)
        yield self._points(self.total + 1, total, self._fetched(row, at.total))
        made = f'=IF(AND(ISNUMBER({then}),ISNUMBER({there})),ROUND({there}-{then},{self.digits}),"-")'
        yield self._points(self.total + 2, _more(line), made, sign=True)
        if self.source >= 0:
            own, rules = (f"${cell(row, self.source + across)}" for across in (0, 2))
            known = f"AND(ISNUMBER({more}),ISNUMBER({own}),ISNUMBER({rules}))"
            made = f'=IF({known},ROUND({more}-{own}-{rules},{self.digits}),"-")'
            yield self._points(self.source, line.own, sign=True)
            yield self._points(self.source + 1, _others(line), made, sign=True)
            yield self._points(self.source + 2, line.rules, sign=True)
        yield self.note, line.note or None, SMALL, ""

    def _fetched(self, row: int, column: int) -> str:
        """A column of 综合排名 in the county's row, wherever that stands."""
        at = self.book.ranking
        counties = at.whole(at.county, RANKING)
        return f"=INDEX({at.whole(column, RANKING)},MATCH(${cell(row, COUNTY)},{counties},0))"

    def _points(
        self, column: int, value: Decimal | None, formula: str = "", *, sign: bool = False
    ) -> tuple[int, Value, Style, str]:
        longest = self._longest[column >= self.total + 2]
        shape = number_format(self.digits, self.widths[column], len(longest), sign=sign)
        style = Style("num", number=shape) if value is not None else Style("numc", number=shape)
        return column, _or_dash(value), style, formula

    @cached_property
    def _longest(self) -> tuple[str, str]:
        totals = longest_number((value for row in self.lines for value in row.totals), self.digits)
        return totals, "+" + longest_number((_more(row) for row in self.lines), self.digits)


def _more(line: Line) -> Decimal | None:
    before, now = line.totals
    return None if before is None or now is None else now - before


def _others(line: Line) -> Decimal | None:
    more = _more(line)
    return None if more is None or line.own is None or line.rules is None else more - line.own - line.rules


def _or_dash(value: Decimal | int | None) -> Value:
    return "-" if value is None else value
