"""得分构成 of a county's page: a line a criterion, straight from 主要指标, and the total as a sum that can be checked.

A formula is made once for a group and filled in for each county: ROW is its own row, MAIN_ROW the county's on 主要指标.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Source, Standing
from pingbi.scheme import compared
from pingbi.workbook.county_looks import Looks, looks
from pingbi.workbook.indicator_columns import CITY_ROW, rule_of
from pingbi.workbook.plan import Cell, Value
from pingbi.workbook.point_formulas import placing, rule_for
from pingbi.workbook.references import MAIN, ROW, area, fixed, in_row, letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.model import Score
    from pingbi.scheme import Criterion
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.county_layout import CountyPage
    from pingbi.workbook.order import Block

MAIN_ROW = "\x02"
NONE = '"-"'
ZERO, HUNDRED = Decimal(0), Decimal(100)
LONG = Context(prec=34, rounding=ROUND_HALF_UP)


class Made(NamedTuple):
    """A line's numbers; None prints as "-": of `lost` where the full mark does not count for the county."""

    value: Decimal | None
    against: Decimal | None
    place: int | Decimal | None
    group_place: int | Decimal | None
    points: Decimal | None
    lost: Decimal | None
    rate: Decimal | None
    mean: Decimal | None


def earned(book: Book, score: Score) -> Decimal | None:
    """Points as the cells of 主要指标 hold them: to 10 decimals where a number format rounds them."""
    rules = book.scheme.scheme
    points = score.shown if rules.total_of == "shown" or rules.rounding == "half_even" else score.points
    return compared(points) if points is not None else None


def main_cell(column: int) -> str:
    """The county's cell of a column of 主要指标."""
    return in_row(column, MAIN).replace(ROW, MAIN_ROW)


@dataclass(frozen=True)
class CountyLines:
    """The lines of all pages."""

    page: CountyPage

    @property
    def _book(self) -> Book:
        return self.page.book

    # numbers

    @cached_property
    def _means(self) -> Mapping[tuple[Block, str], Decimal | None]:
        found = {}
        names = self._book.counties.names
        for row in self.page.criteria:
            scores = self._book.scores[row.id].scores
            for block in self._book.counties.blocks:
                points = [
                    worth
                    for name in names[block.first : block.last + 1]
                    if (worth := earned(self._book, scores[name])) is not None
                ]
                found[block, row.id] = LONG.divide(sum(points, ZERO), Decimal(len(points))) if points else None
        return found

    def made(self, criterion: Criterion, county: str) -> Made:
        """The numbers of one line."""
        book = self._book
        score, weight = book.scores[criterion.id].scores[county], criterion.weight
        dead = criterion.id not in book.main.criteria
        value = score.value if book.methods[criterion.method].takes_value else None
        city = self.page.city_values.get(criterion.id)
        points = None if dead else earned(book, score)
        mean = None if dead else self._means[book.counties.block[county], criterion.id]
        counted = not dead and (points is not None or self._counts(criterion, county))
        return Made(
            value,
            compared(value - city) if value is not None and city is not None else None,
            score.place,
            score.group_place,
            points,
            compared(weight - (points or ZERO)) if counted else None,
            _share(points, weight),
            _share(mean, weight),
        )

    def _counts(self, criterion: Criterion, county: str) -> bool:
        """Whether a full mark without points is lost: not where the others are scaled up, nor where none was asked."""
        score = self._book.scores[criterion.id].scores[county]
        return score.standing is Standing.MISSING and rule_for(self._book, criterion, county) != "rescale"

    # formulas

    @cached_property
    def _templates(self) -> Mapping[tuple[str, Block], Mapping[str, str]]:
        return {
            (row.id, block): self._template(row, block)
            for row in self.page.criteria
            if row.id in self._book.main.criteria
            for block in self._book.counties.blocks
        }

    def _own(self, name: str) -> str:
        return f"{letters(self.page.columns[name])}{ROW}"

    def _template(self, criterion: Criterion, block: Block) -> dict[str, str]:
        book, main = self._book, self._book.main
        columns = main.criteria[criterion.id]
        full, points, value, city = (self._own(name) for name in ("full", "points", "value", "city"))
        rows = area(main.row(block.first), columns.points, main.row(block.last), columns.points, MAIN)
        found = {
            "full": f"={book.method.weight(criterion.id)}",
            "points": f"={main_cell(columns.points)}",
            "rate": f"=IF(AND(ISNUMBER({points}),{full}>0),ROUND({points}/{full}*100,10),{NONE})",
            "mean": f"=IF(COUNT({rows})*{full}=0,{NONE},ROUND(AVERAGE({rows})/{full}*100,10))",
        }
        if book.methods[criterion.method].takes_value:
            found["value"] = f"={main_cell(columns.value)}"
        if criterion.id in self.page.city_values:
            found["city"] = f"={fixed(CITY_ROW, columns.value, MAIN)}"
            found["against"] = f"=IF(AND(ISNUMBER({value}),ISNUMBER({city})),ROUND({value}-{city},10),{NONE})"
        within = book.within(criterion)
        found["place"] = f"={main_cell(columns.place)}"
        if book.grouped:
            spans = {
                False: lambda column: main.whole(column, MAIN),
                True: lambda column: area(main.row(block.first), column, main.row(block.last), column, MAIN),
            }
            other = "place" if within else "group_place"
            found["group_place"] = found["place"]
            found[other] = f"={placing(book, criterion, main_cell, spans[not within])}"
        return found

    def _lost(self, *, counted: bool) -> str:
        full, points = self._own("full"), self._own("points")
        return f"=IF(ISNUMBER({points}),ROUND({full}-{points},10),{full if counted else NONE})"

    # cells

    @cached_property
    def _looks(self) -> Looks:
        return looks(self.page)

    def cells(self, county: str, top: int) -> Iterator[Cell]:
        """The lines of a county's page, and their sums."""
        page, looks, block = self.page, self._looks, self._book.counties.block[county]
        main_row = str(self._book.main.row(self._book.counties.at[county]) + 1)
        lost = {counted: self._lost(counted=counted) for counted in (True, False)}
        makes = [self.made(row, county) for row in page.criteria]
        columns = page.columns
        for line, (row, made) in enumerate(zip(page.criteria, makes, strict=True)):
            at = top + page.first_line + line
            own = str(at + 1)
            templates = self._templates.get((row.id, block), {})
            values: dict[str, Value] = {
                "full": row.weight,
                "value": self._blank(row, county) if made.value is None else made.value,
                "city": _or_dash(page.city_values.get(row.id)),
                "against": _or_dash(made.against),
                "place": _or_dash(self._place(row, made)),
                "group_place": _or_dash(made.group_place),
                "points": _or_dash(made.points),
                "lost": _or_dash(made.lost),
                "rate": _or_dash(made.rate),
                "mean": _or_dash(made.mean),
            }
            yield Cell(at, columns["name"], row.name, looks["name", line][0])
            for name, value in values.items():
                column = columns.get(name)
                if column is None:
                    continue
                template = templates.get(name, "")
                if name == "lost" and templates:
                    template = lost[made.lost is not None]
                formula = template.replace(ROW, own).replace(MAIN_ROW, main_row)
                yield Cell(at, column, value, looks[name, line][isinstance(value, str)], formula)
        yield from self._sums(makes, top)

    def _blank(self, criterion: Criterion, county: str) -> str:
        """What 主要指标 has instead of a value: 免报 where that was written, in the figure's own column."""
        book, rule = self._book, rule_of(self._book, criterion)
        columns, plain = book.main.criteria.get(criterion.id), rule.plain if rule is not None else None
        if columns is None or plain is None or book.main.figures.get((plain.indicator, plain.role)) != columns.value:
            return "-"
        figure = book.figures.get(county, plain.indicator, plain.role)
        computed = figure is not None and figure.source is Source.COMPUTED
        return "-" if figure is None or computed else book.blank(county, plain.indicator, plain.role)

    def _place(self, criterion: Criterion, made: Made) -> int | Decimal | None:
        if self._book.grouped or not self._book.within(criterion):
            return made.place
        return made.group_place

    def _sums(self, makes: list[Made], top: int) -> Iterator[Cell]:
        page, line = self.page, len(makes)
        at = top + page.sums
        first, last = top + page.first_line + 1, top + page.sums
        full, points, lost, mean = (self._span(name, first, last) for name in ("full", "points", "lost", "mean"))
        counted = f"SUMPRODUCT(ISNUMBER({lost})*{full})"
        shown = self.sums(makes)
        found: dict[str, tuple[Value, str]] = {
            "full": (shown.full, f"=SUM({full})"),
            "points": (shown.points, f"=ROUND(SUM({points}),10)"),
            "lost": (shown.lost, f"=ROUND(SUM({lost}),10)"),
            "rate": (_or_dash(shown.rate), f"=IFERROR(ROUND(SUM({points})/{counted}*100,10),{NONE})"),
            "mean": (
                _or_dash(shown.mean),
                f"=IFERROR(ROUND(SUMPRODUCT({mean},{full})/SUMPRODUCT(ISNUMBER({mean})*{full}),10),{NONE})",
            ),
        }
        for name, column in page.columns.items():
            if name not in ("part", "name"):
                value, formula = found.get(name, (None, ""))
                yield Cell(at, column, value, self._looks[name, line][isinstance(value, str)], formula)

    def _span(self, name: str, first: int, last: int) -> str:
        column = letters(self.page.columns[name])
        return f"{column}{first}:{column}{last}"

    def sums(self, makes: list[Made]) -> Sums:
        """The numbers of the line of sums."""
        rows = list(zip(self.page.criteria, makes, strict=True))
        points = sum((made.points for made in makes if made.points is not None), ZERO)
        counted = sum((row.weight for row, made in rows if made.lost is not None), ZERO)
        known = [(row.weight, made.mean) for row, made in rows if made.mean is not None]
        weight = sum((weight for weight, _ in known), ZERO)
        mean = LONG.divide(sum((weight * mean for weight, mean in known), ZERO), weight) if weight else None
        return Sums(
            sum((row.weight for row in self.page.criteria), ZERO),
            compared(points),
            compared(sum((made.lost for made in makes if made.lost is not None), ZERO)),
            _share(points, counted),
            compared(mean) if mean is not None else None,
            counted,
        )


class Sums(NamedTuple):
    """The line of sums; `counted` is what the points are a share of."""

    full: Decimal
    points: Decimal
    lost: Decimal
    rate: Decimal | None
    mean: Decimal | None
    counted: Decimal


def _share(points: Decimal | None, weight: Decimal) -> Decimal | None:
    return compared(LONG.divide(points * HUNDRED, weight)) if points is not None and weight else None


def _or_dash(value: Decimal | int | None) -> Value:
    return "-" if value is None else value
