"""Which column of 主要指标 holds what: figures, values, places, points, subtotals, and helpers at the right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from pingbi.model import Role, Standing
from pingbi.model.catalogue import Kind
from pingbi.scheme import formula
from pingbi.scheme.settings import counted
from pingbi.workbook.references import MAIN, ROW, area, fixed, letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pingbi.scheme import Criterion, Formula, Operand
    from pingbi.workbook.addresses import Book

CITY_ROW = 6
FIRST_ROW = 7
GROUP, COUNTY = 0, 1  # columns
What = Literal[
    "figure",
    "value",
    "against",
    "place",
    "points",
    "part",
    "base",
    "key",
    "raw",
    "exact",
    "out",
    "part_exact",
    "total",
    "source",
]
HELPERS = frozenset({"base", "key", "raw", "exact", "out", "part_exact", "total", "source"})


class Column(NamedTuple):
    """One column. A figure belongs to (indicator, role) and stands at its first criterion."""

    at: int
    what: What
    criterion: str = ""  # id; of a subtotal the part's
    indicator: str = ""
    role: Role = Role.NOW


@dataclass(slots=True)
class CriterionColumns:
    """Columns of a criterion. Where two things are the same number they are the same column."""

    value: int = -1  # x
    base: int = -1  # x without counties vetoed out of the ranking: what MIN, MAX, n … look at
    key: int = -1  # what places are made from
    place: int = -1
    points: int = -1  # as printed
    raw: int = -1  # the method's points, before what is missing is filled
    exact: int = -1  # points unrounded
    against: int | None = None
    first: int = -1  # of its visible columns

    @property
    def last(self) -> int:
        """The last of its visible columns."""
        return self.points


@dataclass
class IndicatorColumns:
    """Addresses on 主要指标. Rows are the same on 加减分, but for the offset."""

    columns: list[Column] = field(default_factory=list)
    figures: dict[tuple[str, Role], int] = field(default_factory=dict)
    criteria: dict[str, CriterionColumns] = field(default_factory=dict)  # those that have data
    parts: dict[str, int] = field(default_factory=dict)  # part id -> 小计
    part_exact: dict[str, int] = field(default_factory=dict)  # part id -> its points unrounded
    out: int = -1  # helper: 2 where the county is vetoed out of the ranking; -1 where no veto does that
    total: int = -1  # points of all criteria together, unrounded; -1 where 综合排名 adds them up itself
    source: int = -1  # row of 数据来源 where the county's figures begin; -1 where there are links
    last_visible: int = COUNTY
    last_row: int = FIRST_ROW

    def row(self, position: int) -> int:
        """The row of the county at that position of the official order."""
        return FIRST_ROW + position

    def whole(self, column: int, sheet: str = "") -> str:
        """The column's cells of all counties, absolute."""
        return area(FIRST_ROW, column, self.last_row, column, sheet)

    def block(self, column: int, first: int, last: int) -> str:
        """The column's cells of the counties at those positions."""
        return area(FIRST_ROW + first, column, FIRST_ROW + last, column)

    def county_keys(self) -> str:
        """主要指标!$B$8:$B$16."""
        return self.whole(COUNTY, MAIN)

    def operand(self, operand: Operand) -> str:
        """The cell of an operand in the row that ROW stands for, or in the city's row."""
        column = self.figures.get((operand.indicator, operand.role))
        if column is None:
            return '"-"'
        return fixed(CITY_ROW, column) if operand.city else f"${letters(column)}{ROW}"


def target_of(criterion: Criterion, rule: Formula | None) -> tuple[str, Role] | None:
    """The figure that is the target; None where it is a number or there is none."""
    given = criterion.parameters.get("target")
    if given == "TARGET":
        return (rule.plain.indicator, Role.TARGET) if rule is not None and rule.plain is not None else None
    return (given, Role.NOW) if isinstance(given, str) else None


def rule_of(book: Book, criterion: Criterion) -> Formula | None:
    """The criterion's formula."""
    return formula(book.scheme, criterion.value) if criterion.value is not None else None


def fills(book: Book, criterion: Criterion) -> frozenset[str]:
    """What the scheme says of counties without points in the criterion: missing ones, exempt ones if there are."""
    rules = book.scheme.scheme
    found: set[str] = {criterion.missing or rules.missing}
    scores = book.scores[criterion.id].scores.values()
    if any(score.standing is Standing.EXEMPT for score in scores):
        found.add(criterion.exempt or rules.exempt)
    return frozenset(found)


def _known(book: Book, keys: Iterable[tuple[str, Role]], seen: set[tuple[str, Role]]) -> Iterable[tuple[str, Role]]:
    """The figures asked for, each after those it is computed from."""
    for key in keys:
        if key in seen:
            continue
        indicator = book.scheme.indicators.get(key[0])
        if indicator is not None and indicator.compute is not None and key[1] is Role.NOW and book.computed(key[0]):
            inner = formula(book.scheme, indicator.compute).operands
            yield from _known(book, [(row.indicator, row.role) for row in inner], seen | {key})
        yield key


def _wanted(book: Book, criterion: Criterion) -> list[tuple[str, Role]]:
    """The figures a criterion is made from, in order, each once."""
    rule = rule_of(book, criterion)
    keys = [(row.indicator, row.role) for row in rule.operands] if rule is not None else []
    target = target_of(criterion, rule)
    keys = [*([target] if target else []), *keys, *((name, Role.NOW) for name in counted(criterion))]
    if rule is not None and rule.plain is not None and rule.plain.role is Role.NOW:
        of = book.scheme.indicators[rule.plain.indicator].of
        if of is not None and book.reported(of) and all(of not in book.used(other) for other in book.scheme.criterion):
            keys.insert(0, (of, Role.NOW))  # the level beside its growth, for the reader
    return list(dict.fromkeys(_known(book, keys, set())))


def _against(book: Book, criterion: Criterion, rule: Formula | None, *, first: bool) -> bool:
    """Whether 较全市 says something: rates whose city figure is known."""
    if rule is None or rule.plain is None or rule.plain.role is not Role.NOW or rule.plain.city:
        return False
    name = rule.plain.indicator
    if book.scheme.indicators[name].kind not in (Kind.YOY, Kind.SHARE, Kind.PLAN_RATIO):
        return False
    if book.figures.value(book.scheme.city.name, name) is None:
        return False
    if criterion.method.startswith("against_city"):
        return True
    others = [row for row in book.scheme.criterion if row.method.startswith("against_city")]
    return first and all(name not in book.used(row) for row in others)


@dataclass(slots=True)
class _Layout:
    """Hands out columns from left to right."""

    plan: IndicatorColumns
    next: int = COUNTY + 1

    def add(self, what: What, owner: str = "", key: tuple[str, Role] = ("", Role.NOW)) -> int:
        self.plan.columns.append(Column(self.next, what, owner, *key))
        self.next += 1
        return self.next - 1


def indicator_columns(book: Book) -> IndicatorColumns:
    """Lay out 主要指标."""
    plan = IndicatorColumns(last_row=FIRST_ROW + len(book.counties.names) - 1)
    layout = _Layout(plan)
    for section in book.sections:
        alive = [row for row in section.criteria if not book.scores[row.id].dead]
        for criterion in alive:
            _visible(book, layout, criterion)
        if section.part is not None and alive:
            plan.parts[section.part.id] = layout.add("part", section.part.id)
    plan.last_visible = layout.next - 1
    layout.next += 1  # one column stays empty
    _helpers(book, layout)
    return plan


def _visible(book: Book, layout: _Layout, criterion: Criterion) -> None:
    rule, plan, start = rule_of(book, criterion), layout.plan, layout.next
    found = plan.criteria[criterion.id] = CriterionColumns(first=start)
    for key in _wanted(book, criterion):
        if key not in plan.figures:
            plan.figures[key] = layout.add("figure", criterion.id, key)
    plain = rule.plain if rule is not None else None
    home = plan.figures.get((plain.indicator, plain.role), -1) if plain is not None and not plain.city else -1
    if home >= start:
        found.value = home
    elif rule is not None:
        found.value = layout.add("value", criterion.id)
    if _against(book, criterion, rule, first=home >= start):
        found.against = layout.add("against", criterion.id)
    found.place = layout.add("place", criterion.id)
    found.points = layout.add("points", criterion.id)


def _helpers(book: Book, layout: _Layout) -> None:
    rules, plan = book.scheme.scheme, layout.plan
    if any(veto.effect == "unranked" for veto in book.scheme.veto):
        plan.out = layout.add("out")
    half_even = rules.rounding == "half_even"  # no number format rounds so: shown and unrounded are two cells
    for criterion in book.scheme.criterion:
        found = plan.criteria.get(criterion.id)
        if found is None:
            continue
        valued = book.methods[criterion.method].takes_value
        found.exact = layout.add("exact", criterion.id) if half_even else found.points
        found.raw = found.exact
        targeted = "target" in criterion.parameters
        if not valued or "lowest" in fills(book, criterion) or (targeted and "zero" in fills(book, criterion)):
            found.raw = layout.add("raw", criterion.id)
        if not valued:
            found.value = found.points
            found.base = found.key = found.raw
            continue
        found.base = layout.add("base", criterion.id) if plan.out >= 0 else found.value
        keyed = rules.compare == "rounded" or targeted
        found.key = layout.add("key", criterion.id) if keyed else found.base
    for item in book.scheme.adjustment:
        if item.requires is not None:
            for operand in formula(book.scheme, item.requires).operands:
                key = (operand.indicator, operand.role)
                if key not in plan.figures:
                    plan.figures[key] = layout.add("figure", "", key)
    if not book.simple_total:
        plan.total = layout.add("total")
    plan.part_exact = {part: layout.add("part_exact", part) if half_even else at for part, at in plan.parts.items()}
    if not book.links and book.counties.names:
        plan.source = layout.add("source")
