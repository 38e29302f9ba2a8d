"""One county beside the others, as its page shows it: each criterion, what points it could gain, what is at risk."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from pingbi.for_counties import asked
from pingbi.model import Standing as Reported
from pingbi.model.catalogue import RATES, Kind
from pingbi.pipeline import book
from pingbi.reckoning.operands import within
from pingbi.reckoning.said import ZERO
from pingbi.reckoning.terms import figure
from pingbi.reckoning.whole import Reckoner
from pingbi.scheme import compared, formula
from pingbi.scoring import METHODS, Outcomes, derive, evaluate, rounded
from pingbi.workbook.county_words import steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pingbi.model import CriterionResult, Total
    from pingbi.pipeline import Evaluation
    from pingbi.reckoning.lines import Line
    from pingbi.scheme import Criterion

Place = int | Decimal
MOST = 3  # chances that are told
RATE_KINDS = RATES | {Kind.PP_DIFF, Kind.CONTRIBUTION}


class End(NamedTuple):
    """The highest or the lowest value, and whose it is; several counties are the first of them."""

    county: str
    value: str


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion. Shares are of the full mark, between 0 and 1 and above where a bonus is in it."""

    line: Line
    against: str  # +30.2 (百分点), 占 8.1%; — where it is not known
    ahead: bool | None  # better than the city; None where that says nothing
    share: float
    middle: float | None  # the median of those compared with
    highest: End | None
    lowest: End | None
    best: bool
    then: Place | None  # the place of the last period, by the rules of now


class Chance(NamedTuple):
    """What could be gained: words, and points as printed with their sign."""

    words: str
    points: str
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A county's page."""

    county: str
    group: str
    total: Total
    then: Place | None  # where it stood in the last period, over all
    rows: tuple[Row, ...]
    chances: tuple[Chance, ...]
    risks: tuple[Chance, ...]


class Standings:
    """Of one evaluation: made once, asked for one county after the other."""

    def __init__(self, done: Evaluation, reckoner: Reckoner | None = None) -> None:
        self.done = done
        self.reckoner = reckoner or Reckoner(done)
        self.setting = self.reckoner.criteria.setting
        self._totals = {row.county: row for row in done.result.totals}
        self._criteria = {row.id: row for row in done.scheme.criterion}

    def of(self, county: str) -> Standing:
        """All of one county's."""
        told = self.reckoner.of(county)
        rows = tuple(self._row(line, county) for line in told.lines)
        total = self._totals[county]
        return Standing(
            county,
            total.group or "",
            total,
            self.then(county),
            rows,
            tuple(self._chances(rows, county)),
            tuple(self._risks(total)),
        )

    @property
    def grouped(self) -> bool:
        """Whether the ranking that counts is that of the groups."""
        return len(self.setting.members) > 1 and self.done.scheme.scheme.rank_within == "group"

    def then(self, county: str) -> Place | None:
        """The place of the last period over all, as 综合排名 compares it."""
        before = self.done.previous
        return None if before is None else before.places.get(county)

    # Within

    def _near(self, criterion: Criterion, county: str) -> Sequence[str]:
        near = within(self.setting, criterion)
        names = self.setting.members[self.setting.groups[county]] if near else self.setting.counties
        return [name for name in names if name not in self.setting.out]

    def _row(self, line: Line, county: str) -> Row:
        criterion = self._criteria[line.criterion]
        scores = self.reckoner.criteria.results[line.criterion].scores
        near = self._near(criterion, county)
        known = [(value, name) for name in near if (value := scores[name].value) is not None]
        shares = [float(points / line.weight) for name in near if (points := scores[name].points) is not None]
        takes = METHODS[criterion.method].takes_value
        against, ahead = self._against(criterion, line)
        points = scores[county].points
        top = max((row for name in near if (row := scores[name].points) is not None), default=None)
        return Row(
            line,
            against,
            ahead,
            float(points / line.weight) if points is not None and line.weight else 0.0,
            median(shares) if len(shares) > 1 and line.weight else None,
            self._end(line, max(known, key=lambda row: row[0])) if known and takes else None,
            self._end(line, min(known, key=lambda row: row[0])) if known and takes else None,
            points is not None and points == top and len(near) > 1,
            self._then.get(line.criterion, {}).get(county),
        )

    def _end(self, line: Line, end: tuple[Decimal, str]) -> End:
        value = rounded(end[0], line.decimals, self.done.scheme.scheme.rounding)
        return End(end[1], f"{figure(value, line.decimals)}{'%' if line.unit == '%' else ''}")

    def _against(self, criterion: Criterion, line: Line) -> tuple[str, bool | None]:
        """In 百分点 for rates; of sums and counts the share of the city's."""
        if criterion.value is None or line.number is None:
            return "—", None
        scheme = self.done.scheme
        rule = formula(scheme, criterion.value)
        city = rule.evaluate(self.setting.lookups[scheme.city.name]).value
        if city is None:
            return "—", None
        kind = scheme.indicators[rule.plain.indicator].kind if rule.plain is not None else None
        if kind in RATE_KINDS or line.unit == "%":
            gap = compared(line.number - city)
            shown = figure(rounded(gap, line.decimals, scheme.scheme.rounding), line.decimals)
            ahead = None if gap == 0 else (gap < 0) if criterion.direction == "lower" else gap > 0
            return (f"+{shown}" if gap > 0 else shown), ahead
        if kind not in (Kind.LEVEL, Kind.COUNT) or city <= 0:
            return "—", None
        return f"占 {figure((line.number / city * 100).quantize(Decimal('0.1')), 1)}%", None

    @cached_property
    def _then(self) -> Mapping[str, Mapping[str, Place | None]]:
        """Criterion -> county -> its place of the last period, where the figures of then are kept."""
        before = self.done.previous
        if before is None or before.basis is None:
            return {}
        scheme = self.done.scheme
        there = evaluate(scheme, derive(scheme, before.basis.figures)[0])
        return {row.id: self._places(row) for row in there.criteria}

    def _places(self, row: CriterionResult) -> dict[str, Place | None]:
        near = within(self.setting, self._criteria[row.id])
        return {name: score.group_place if near else score.place for name, score in row.scores.items()}

    @cached_property
    def _outcomes(self) -> Outcomes:
        return Outcomes(self.done.scheme, self.done.figures, self.done.result, METHODS)

    def _chances(self, rows: Sequence[Row], county: str) -> Iterator[Chance]:
        """Catching up with the county before, then what most could be gained with the best value of the others."""
        total = self._totals[county]
        if total.exact is None:
            yield from (
                Chance(f"{row.line.name}{row.line.value}", f"满分 {row.line.weight:f}") for row in _without(rows)
            )
            return
        nearest = list(self._catching_up(county))[:1]
        yield from nearest
        found: list[tuple[Decimal, Chance]] = []
        for row in rows:
            line, end = row.line, row.lowest if self._criteria[row.line.criterion].direction == "lower" else row.highest
            if line.number is None or end is None or line.points is None or line.filled:
                continue
            value = self.reckoner.criteria.results[line.criterion].scores[end.county].value
            if value is None or value == line.number:
                continue
            points = self._outcomes(line.criterion, county, value, [county])[0].points
            gain = None if points is None else self._shown(points) - line.points
            if gain is not None and gain > 0:
                side = "最低" if end is row.lowest else "最高"
                words = f"{line.name} {line.value} 到{line.among}{side} {end.value}"
                found.append((gain, Chance(words, f"+{figure(gain, self._digits)} 分", line.criterion)))
        yield from (chance for _, chance in sorted(found, key=lambda row: -row[0])[: MOST - len(nearest)])
        yield from map(_whole, _without(rows))

    def _catching_up(self, county: str) -> Iterator[Chance]:
        made = book(self.done)
        view = asked(self.done, [county])[county]
        who = "组内前一名" if self.grouped else "前一名"
        for step, (name, _, _, more, _) in zip(view.steps, steps(made, view), strict=False):
            if step.needed is not None:
                gain = figure(self._shown(step.then) - self._shown(step.points), self._digits)
                yield Chance(f"{name}再{_more(more)}，赶上{who}", f"+{gain} 分", step.criterion)

    def _risks(self, total: Total) -> Iterator[Chance]:
        """The county right behind, and how near it is."""
        if total.exact is None or total.veto_effect is not None:
            return
        names = self.setting.members[self.setting.groups[total.county]] if self.grouped else self.setting.counties
        behind = [
            row
            for row in self.done.result.totals
            if row.county in names and row.exact is not None and row.veto_effect is None and row.exact < total.exact
        ]
        if behind:
            nearest = max(behind, key=lambda row: row.exact or ZERO)
            gap = (total.shown or ZERO) - (nearest.shown or ZERO)
            digits = self.done.scheme.scheme.total_decimals
            yield Chance(f"只比{nearest.county}多", f"{figure(gap, digits)} 分")

    @property
    def _digits(self) -> int:
        return self.done.scheme.scheme.decimals

    def _shown(self, points: Decimal) -> Decimal:
        return rounded(points, self._digits, self.done.scheme.scheme.rounding)


def _without(rows: Sequence[Row]) -> list[Row]:
    """Criteria in which nothing of the county's own counts."""
    lacking = (row for row in rows if row.line.standing is Reported.MISSING)
    return [row for row in lacking if row.line.points is None or row.line.filled][:MOST]


def _whole(row: Row) -> Chance:
    """研发活动覆盖率未报送: the whole mark is open."""
    line = row.line
    return Chance(f"{line.name}{line.why.partition('：')[0]}", f"满分 {line.weight.normalize():f} 分", line.criterion)


def _more(words: str) -> str:
    """多 5.99亿元, 减 3个."""
    return words if words.startswith("减") else f"多 {words}"
