"""Where things stand on a county's page of 县区分析: every page has the same rows, one county below the other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pingbi.scheme.settings import lookup, value_decimals
from pingbi.workbook.indicator_columns import rule_of
from pingbi.workbook.measure import broken, height, longest_number, text_px
from pingbi.workbook.panels import numeral, value_heading
from pingbi.workbook.single_block import is_rate
from pingbi.workbook.styles import Box, number_px

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.scheme import Criterion, Part
    from pingbi.workbook.addresses import Book

MOST_DRAWN, DRAWN = 15, 10  # criteria that all stand in the chart; of more, those with the most points lost
MOST_CHARTS = 40  # counties; above that no charts, they load slowly
CHART_ROW = 15.0  # points of a row under the chart: 20 px
EACH, CLOSER, ROUND = 26, 20, 52  # px of the chart for a criterion (of many closer), and beside them
WIDTHS = {  # px at the least
    "part": 44,
    "name": 148,
    "full": 48,
    "value": 66,
    "city": 62,
    "against": 66,
    "place": 52,
    "group_place": 52,
    "points": 62,
    "lost": 62,
    "rate": 62,
    "mean": 64,
}
ALONE = 104  # of the places where there is one group only
WIDEST_PART, WIDEST_NAME = 120, 190
SMALL = 10.5
TALL, LOW = 20.0, 17.0  # points of a line


@dataclass(frozen=True)
class CountyPage:
    """Columns and rows of one page; rows count from the page's first."""

    book: Book
    alone: bool = False  # in a workbook of its own

    # columns

    @cached_property
    def columns(self) -> dict[str, int]:
        """What stands in which column; without groups there is no place in one."""
        names = [name for name in WIDTHS if name != "group_place" or self.book.grouped]
        return {name: at for at, name in enumerate(names)}

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.columns) - 1

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """First and last column of the six boxes of the band."""
        starts = (0, 2, 4, 6, 8, 10) if self.book.grouped else (0, 2, 4, 6, 7, 9)
        return tuple(zip(starts, (*(at - 1 for at in starts[1:]), self.last), strict=True))

    @cached_property
    def widths(self) -> dict[int, int]:
        """Pixels of each column: the longest number fits, in any typeface."""
        found = {
            self.columns[name]: max(width, self._needed(name)) for name, width in WIDTHS.items() if self._has(name)
        }
        if not self.book.grouped:
            found[self.columns["place"]] = ALONE
        return found

    def _has(self, name: str) -> bool:
        return name in self.columns

    def _needed(self, name: str) -> int:
        if name == "part":
            return self._part_width
        if name == "name":
            return min(WIDEST_NAME, max((text_px(row.name, SMALL) + 17 for row in self.criteria), default=0))
        if name in ("points", "lost"):
            return number_px(self.longest_points, bold=True) + (18 if name == "lost" else 0)  # 超 before it
        if name in ("rate", "mean"):
            return number_px(self.longest_share, bold=True)
        if name == "full":
            weights = [f"{row.weight.normalize():f}" for row in self.criteria]
            return max(
                number_px(text, bold=True) for text in (*weights, f"{sum(row.weight for row in self.criteria):f}")
            )
        if name == "value":
            return max((number_px(self.longest(row)) for row in self.criteria), default=0)
        lines = [row for row in self.criteria if row.id in self.city_values]
        if name == "city":
            return max((number_px(self.longest(row)) for row in lines), default=0)
        if name == "against":
            return max((number_px(self.longest_against(row)) for row in lines), default=0)
        return 0

    @cached_property
    def longest_points(self) -> str:
        """The longest of points, points lost and their sums, as printed."""
        digits = self.book.scheme.scheme.decimals
        return longest_number(self._points, digits, f"{15:.{digits}f}")

    @cached_property
    def longest_share(self) -> str:
        """The longest of the shares of a full mark, as printed."""
        return longest_number(self._shares, 1, "100.0")

    @property
    def _points(self) -> list[Decimal]:
        """Points and points lost, of each criterion and summed up."""
        found: list[Decimal] = []
        sums = dict.fromkeys(self.book.counties.names, Decimal(0))
        for row in self.criteria:
            for county, score in self.book.scores[row.id].scores.items():
                points = score.points or Decimal(0)
                sums[county] += points
                found += (points, row.weight - points)
        full = sum((row.weight for row in self.criteria), Decimal(0))
        return [*found, *sums.values(), *(full - value for value in sums.values())]

    @property
    def _shares(self) -> Iterator[Decimal]:
        for row in self.criteria:
            if row.weight:
                points = [
                    score.points for score in self.book.scores[row.id].scores.values() if score.points is not None
                ]
                yield from (value * 100 / row.weight for value in ((min(points), max(points)) if points else ()))

    def longest(self, criterion: Criterion) -> str:
        """The longest of the criterion's values, as printed."""
        scores = self.book.scores[criterion.id].scores.values()
        values = (*(score.value for score in scores), self.city_values.get(criterion.id))
        return longest_number(values, value_decimals(self.book.scheme, criterion))

    def longest_against(self, criterion: Criterion) -> str:
        """The longest difference to the city, with its sign."""
        city, scores = self.city_values[criterion.id], self.book.scores[criterion.id].scores.values()
        found = (score.value - city for score in scores if score.value is not None)
        return "+" + longest_number(found, value_decimals(self.book.scheme, criterion)).removeprefix("-")

    @cached_property
    def _part_width(self) -> int:
        """So wide that each part's name fits beside its criteria."""
        width = WIDTHS["part"]
        for part, first, last in self.parts:
            while (
                part is not None and width < WIDEST_PART and self._part_height(part, width) > (last - first + 1) * LOW
            ):
                width += 4
        return width

    def _part_height(self, part: Part, width: int) -> float:
        return height(part_words(part, width), width, SMALL, least=0)

    # rows

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria from top to bottom."""
        return tuple(row for section in self.book.sections for row in section.criteria)

    @cached_property
    def city_values(self) -> dict[str, Decimal]:
        """The city's own value in the criteria where it can be compared: rates."""
        book, found = self.book, {}
        values = lookup(book.scheme, book.figures, book.scheme.city.name)
        for row in self.criteria:
            rule = rule_of(book, row)
            value = rule.evaluate(values).value if rule is not None and is_rate(book, row) else None
            if value is not None and row.id in book.main.criteria:
                found[row.id] = value
        return found

    @cached_property
    def parts(self) -> tuple[tuple[Part | None, int, int], ...]:
        """Each part with its first and last line."""
        found, start = [], 0
        for section in self.book.sections:
            found.append((section.part, start, start + len(section.criteria) - 1))
            start += len(section.criteria)
        return tuple(found)

    @property
    def drawn(self) -> int:
        """Criteria in the chart; 0 where there are too many counties for charts."""
        if len(self.book.counties.names) > MOST_CHARTS and not self.alone:
            return 0
        return len(self.criteria) if len(self.criteria) <= MOST_DRAWN else DRAWN

    @property
    def chart_px(self) -> int:
        """The chart's height."""
        return self.drawn * (EACH if self.drawn == len(self.criteria) else CLOSER) + ROUND

    @property
    def chart_rows(self) -> int:
        """Rows under the chart."""
        return -(-self.chart_px // 20) if self.drawn else 0

    title, meta, band, first_heading, head, first_line = 1, 2, 3, 5, 6, 7

    @property
    def sums(self) -> int:
        """The row of sums, after the criteria; the sum in words stands below it."""
        return self.first_line + len(self.criteria)

    @property
    def chart_heading(self) -> int:
        """二, or the next heading where there is no chart."""
        return self.sums + 2

    @property
    def strengths(self) -> int:
        """The heading of 长处与短板."""
        return self.chart_heading + (1 + self.chart_rows if self.drawn else 0)

    @property
    def steps(self) -> int:
        """The heading of 赶上前一名."""
        return self.strengths + 3

    @property
    def sent(self) -> int:
        """The heading of 报送与核实."""
        return self.steps + 4

    @property
    def note(self) -> int:
        """The last row."""
        return self.sent + 2

    @property
    def rows(self) -> int:
        """How many rows a page has."""
        return self.note + 1

    def top(self, county: str) -> int:
        """The first row of a county's page."""
        return self.book.counties.at[county] * self.rows

    @cached_property
    def table(self) -> Box:
        """The outline of 得分构成."""
        return Box(self.head, 0, self.sums + 1, self.last)

    def heading(self, number: int, words: str) -> str:
        """一、得分构成."""
        return f"{numeral(number)}、{words}"

    def unit(self, criterion: Criterion) -> str:
        """What the criterion's value is measured in."""
        return value_heading(self.book, criterion)

    def units(self) -> str:
        """单位：分、%、亿元、个."""
        return "单位：" + "、".join(dict.fromkeys(["分", *(unit for row in self.criteria if (unit := self.unit(row)))]))


def group_word(book: Book, county: str) -> str:
    """县组, or the group's name as it is where it says so itself; 全市 where there is one group only."""
    if not book.grouped:
        return book.scheme.city.name
    name = book.counties.block[county].name or "未分组"
    return name if name.endswith("组") else f"{name}组"


def first_cell(book: Book, county: str) -> str:
    """$A$45: where a county's page begins."""
    return f"$A${CountyPage(book).top(county) + 1}"


def part_words(part: Part, width: int) -> str:
    """The part's name in even lines, as the scheme breaks it or as `width` px have room."""
    return "\n".join(part.lines) if part.lines else broken(part.name, max(2, int((width - 10) / (SMALL * 96 / 72))))
