"""What a workbook keeps of itself on its very hidden sheet: rules, figures, and which cell shows which of them.

With it points are made again without the scheme's file. Rows and columns count from 1, as readers have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from pingbi import __version__
from pingbi.model import Edition, Figure, Figures, Role, Source, State
from pingbi.model.origin import ByHand
from pingbi.scheme import Scheme
from pingbi.workbook.indicator_columns import CITY_ROW
from pingbi.workbook.method_cells import WEIGHT
from pingbi.workbook.references import ADJUSTMENTS, MAIN, RANKING

if TYPE_CHECKING:
    from pingbi.workbook.addresses import Book

FORMAT = 1
_NUMBER = "decimal"


class Kept(NamedTuple):
    """A figure that was reported or set; computed ones are computed again."""

    county: str
    indicator: str
    role: Role
    state: State
    value: Decimal | None


class FigureColumn(NamedTuple):
    """A column of figures that points are made from."""

    sheet: str
    column: int
    indicator: str
    role: Role


class ShownColumn(NamedTuple):
    """A column of what scoring gives: place, group_place, points of a criterion; total, places over all ("")."""

    sheet: str
    column: int
    what: str
    criterion: str


class RuleCell(NamedTuple):
    """A number of 计分办法. `table`: criterion (its weight or a parameter), or the kind of a small table below.

    `owner` is the criterion's id, else the item's name; in a table of a method `at` and `across` count from 0.
    """

    row: int
    column: int
    table: str
    owner: str
    key: str = ""
    group: str = ""
    at: int = 0
    across: int = 0


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """`rows` holds the row of each county (and the city) on each sheet with columns of figures or points."""

    format: int
    version: str  # of the program
    read_at: str
    sample: bool
    trial: tuple[str, ...]
    edition: Edition | None = None
    previous: dict[str, Decimal]  # places of the last period
    rules: dict[str, Any]
    figures: tuple[Kept, ...]
    rows: dict[str, dict[str, int]]
    inputs: tuple[FigureColumn, ...]
    shown: tuple[ShownColumn, ...]
    numbers: tuple[RuleCell, ...]

    @property
    def scheme(self) -> Scheme:
        """The rules that points were made by (see `scoring_part`). Raises ValueError."""
        criteria = [{**row, "parameters": _restored(row["parameters"])} for row in self.rules["criterion"]]
        return msgspec.convert({**self.rules, "criterion": criteria}, Scheme)

    def chosen(self) -> Figures:
        """The figures that were scored."""
        period = self.rules["scheme"]["period"]
        return Figures({(row.county, row.indicator, row.role): figure(row, period) for row in self.figures})


def figure(kept: Kept, period: str) -> Figure:
    """A kept figure as scoring takes it; where it came from stands in 数据来源."""
    county, indicator, role, state, value = kept
    return Figure(county, indicator, value, period, Source.CORRECTION, ByHand(reason="工作簿"), state, role)


def record_of(book: Book) -> bytes:
    """The record of a book as JSON."""
    record = Record(
        format=FORMAT,
        version=__version__,
        read_at=book.read_at,
        sample=book.sample,
        trial=book.trial,
        edition=book.edition,
        previous=dict(book.previous.places) if book.previous is not None else {},
        rules=_rules(scoring_part(book.scheme)),
        figures=tuple(
            Kept(county, indicator, role, found.state, found.value)
            for (county, indicator, role), found in book.figures.chosen.items()
            if found.source is not Source.COMPUTED
        ),
        rows=_rows(book),
        inputs=tuple(_inputs(book)),
        shown=tuple(_shown(book)),
        numbers=tuple(_numbers(book)),
    )
    return msgspec.json.encode(record)


def read_record(data: bytes) -> Record:
    """As `record_of` wrote it. Raises ValueError."""
    return msgspec.json.decode(data, type=Record)


def scoring_part(scheme: Scheme) -> Scheme:
    """The scheme without what points do not depend on: contacts, print, wordings, ledgers, checks."""
    blank = {name: type(getattr(scheme, name))() for name in ("handout", "print", "notice", "ledger", "check")}
    return msgspec.structs.replace(scheme, **blank)


def _rules(scheme: Scheme) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(scheme)
    for row, criterion in zip(made["criterion"], scheme.criterion, strict=True):
        row["parameters"] = _plain(criterion.parameters)
    return made


def _plain(value: Any) -> Any:  # noqa: ANN401  # a method's parameter: number, text, table of numbers, tables by name
    """A decimal says that it is one: a text may look like a number."""
    if isinstance(value, Decimal):
        return {_NUMBER: str(value)}
    if isinstance(value, tuple | list):
        return [_plain(row) for row in value]
    return {key: _plain(row) for key, row in value.items()} if isinstance(value, dict) else value


def _restored(value: Any) -> Any:  # noqa: ANN401  # as above
    if isinstance(value, dict):
        if value.keys() == {_NUMBER} and isinstance(value[_NUMBER], str):
            return Decimal(value[_NUMBER])
        return {key: _restored(row) for key, row in value.items()}
    return tuple(_restored(row) for row in value) if isinstance(value, list) else value


def _rows(book: Book) -> dict[str, dict[str, int]]:
    names = book.counties.names
    main = {county: book.main.row(at) + 1 for at, county in enumerate(names)}
    return {
        MAIN: {book.scheme.city.name: CITY_ROW + 1, **main},
        ADJUSTMENTS: {county: book.adjustments.row(at) + 1 for at, county in enumerate(names)},
        RANKING: {county: row + 1 for county, row in book.ranking.row.items()},
    }


def _inputs(book: Book) -> Iterator[FigureColumn]:
    for (indicator, role), column in book.main.figures.items():
        yield FigureColumn(MAIN, column + 1, indicator, role)
    for found in (*book.adjustments.bonus, *book.adjustments.deduction):
        yield FigureColumn(ADJUSTMENTS, found.times + 1, found.item.indicator, Role.NOW)
    for veto in book.scheme.veto:
        yield FigureColumn(ADJUSTMENTS, book.adjustments.veto_counts[veto.name] + 1, veto.indicator, Role.NOW)


def _shown(book: Book) -> Iterator[ShownColumn]:
    exact = book.scheme.scheme.total_of == "exact" and book.scheme.scheme.rounding == "half_up"
    for name, found in book.main.criteria.items():
        place = "group_place" if book.within(book.criteria[name]) else "place"
        yield ShownColumn(MAIN, found.place + 1, place, name)
        yield ShownColumn(MAIN, found.points + 1, "points" if exact else "shown", name)
    ranking = book.ranking
    for what, column in (("total", ranking.total), ("place", ranking.place), ("group_place", ranking.group_place)):
        if column >= 0:
            yield ShownColumn(RANKING, column + 1, what, "")


def _numbers(book: Book) -> Iterator[RuleCell]:
    for criterion, row in book.method.row.items():
        yield RuleCell(row + 1, WEIGHT + 1, "criterion", criterion, "weight")
        for given in book.method.given[criterion]:
            yield RuleCell(row + 1, given.column + 1, "criterion", criterion, given.key)
    for extra in book.method.extras:
        table, *rest = extra.key
        for at, (_, item, numbers) in enumerate(extra.rows):
            owner, key, group = rest or (item, "", "")
            for across, value in enumerate(numbers):
                if value is not None:
                    yield RuleCell(extra.top + at + 2, WEIGHT + across + 1, table, owner, key, group, at, across)
