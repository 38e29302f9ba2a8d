"""What one other value of one county would make of its points and total, and of another's: a few counties at a time.

Only the criterion whose value it is is scored again, only for those asked for, and with the very methods: the least,
the greatest, n, Σ, mean, deviation and places of its base are those with the other value in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Figures, Outcome, Result
from pingbi.scheme import compared, formula
from pingbi.scheme.settings import value_decimals
from pingbi.scoring.cases import case_maker
from pingbi.scoring.lacking import missing_rule
from pingbi.scoring.method import EXACT, LONG, Case, Field, Method
from pingbi.scoring.rounding import rounded
from pingbi.scoring.setting import setting_of
from pingbi.scoring.totals import sections_of, summed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pingbi.model import Score
    from pingbi.scheme import Criterion, Scheme
    from pingbi.scoring.setting import Setting
    from pingbi.scoring.totals import Sections

ZERO, TWO = Decimal(0), Decimal(2)
_LAST = Decimal("-Infinity")
Key = tuple[Decimal, Decimal]  # what a place is made from, the greater the better: the value, then what breaks ties


class _Base(NamedTuple):
    """Who is compared with each other, laid out once: values, and keys from the worst to the best."""

    counties: frozenset[str]
    values: tuple[Decimal, ...]
    ordered: tuple[Decimal, ...]  # values as compared, from the least
    least: tuple[Decimal, ...]  # the two least
    greatest: tuple[Decimal, ...]  # the two greatest
    total: Decimal
    keys: tuple[Key, ...]

    def changed(self, old: Decimal | None, new: Decimal) -> Field:
        """The values with one exchanged, or one more; what is known of them need not be found anew."""
        values, ordered, total = list(self.values), list(self.ordered), self.total
        least, greatest = self.least, self.greatest
        if old is not None:
            values.remove(old)
            del ordered[bisect_left(ordered, compared(old))]
            total -= old
            least, greatest = (_without(ends, old) for ends in (least, greatest))
        insort(ordered, compared(new))
        found = Field((*values, new))
        # as its properties would keep them
        known = {"least": min(*least, new), "greatest": max(*greatest, new)} if values else {}
        found.__dict__.update(ordered=tuple(ordered), total=total + new, **known)
        return found

    def order(self, own: Key | None) -> _Order:
        """The keys without the county's own."""
        keys = list(self.keys)
        if own is not None:
            del keys[bisect_left(keys, own)]
        return _Order(keys)


def _without(ends: tuple[Decimal, ...], value: Decimal) -> tuple[Decimal, ...]:
    return ends[1:] if ends[0] == value else ends[:1]


@dataclass(frozen=True)
class _Order:
    """The keys of a base but one county's, from the worst to the best."""

    keys: list[Key]

    @cached_property
    def distinct(self) -> list[Key]:
        """Each once."""
        return sorted(set(self.keys))

    def place(self, key: Key, changed: Key, ties: str, *, own: bool) -> Decimal:
        """The place of a key with the changed one among the others; `own`: it is the changed one itself."""
        among = self.distinct if ties == "dense" else self.keys
        better = len(among) - bisect_right(among, key)
        if not own and changed > key:
            after = bisect_right(among, changed)
            better += 0 if ties == "dense" and after and among[after - 1] == changed else 1
        if ties != "average":
            return Decimal(1 + better)
        equal = bisect_right(among, key) - bisect_left(among, key) + (1 if changed == key else 0)
        return Decimal(1 + better) + Decimal(equal - 1) / TWO


@dataclass(frozen=True)
class _Column:
    """One criterion: its values, and how a case is made."""

    setting: Setting
    criterion: Criterion
    method: Method
    scores: Mapping[str, Score]
    breakers: Mapping[str, Decimal | None]

    @cached_property
    def make(self) -> Callable[[str, Decimal, Decimal, Field], Case]:
        """What a method is asked."""
        value = self.criterion.value
        rule = formula(self.setting.scheme, value) if value is not None else None
        return case_maker(self.setting, self.criterion, self.method, rule)

    @cached_property
    def grouped(self) -> bool:
        """Whether the base is the group."""
        return (self.criterion.within or self.setting.scheme.scheme.rank_within) == "group"

    @cached_property
    def ties(self) -> str:
        """The rule for equal values."""
        return self.criterion.ties or self.setting.scheme.scheme.ties

    @cached_property
    def _bases(self) -> Mapping[str | None, _Base]:
        lists: dict[str | None, list[str]] = {}
        for county, score in self.scores.items():
            if score.value is not None and county not in self.setting.out:
                lists.setdefault(self.setting.groups[county] if self.grouped else None, []).append(county)
        return {group: self._base(names) for group, names in lists.items()}

    def _base(self, names: Sequence[str]) -> _Base:
        values = tuple(self.value(name) for name in names)
        rising = sorted(values)
        return _Base(
            frozenset(names),
            values,
            tuple(sorted(compared(value) for value in values)),
            tuple(rising[:2]),
            tuple(rising[:-3:-1]),
            sum(values, ZERO),
            tuple(sorted(self.key(name, self.value(name)) for name in names)),
        )

    def base(self, county: str) -> _Base:
        """The counties that are compared with this one, itself among them where it has a value."""
        found = self._bases.get(self.setting.groups[county] if self.grouped else None)
        return self._base(()) if found is None else found

    def value(self, county: str) -> Decimal:
        """The value as it is."""
        return self.scores[county].value or ZERO

    def key(self, county: str, value: Decimal) -> Key:
        """What its place is made from."""
        rules = self.setting.scheme.scheme
        shown = value
        if rules.compare == "rounded":
            shown = rounded(value, value_decimals(self.setting.scheme, self.criterion), rules.rounding)
        shown = compared(shown)
        breaker = self.breakers.get(county) if self.ties.startswith("first_by:") else ZERO
        lower = self.criterion.direction == "lower"
        return shown.copy_negate() if lower else shown, _LAST if breaker is None else compared(breaker)

    def points(self, county: str, value: Decimal, place: Decimal, field: Field) -> Decimal | None:
        """By the method, on the criterion's scale."""
        points = self.method.points(self.make(county, value, place, field)).points
        if points is None or self.criterion.scale is None or not self.method.absolute:
            return points
        return LONG.divide(points * self.criterion.weight, self.criterion.scale)


class Outcomes:
    """Answers `of(criterion, county, value, counties)`; what it needs is found once."""

    def __init__(self, scheme: Scheme, figures: Figures, result: Result, methods: Mapping[str, Method]) -> None:
        """Of the evaluation as it is."""
        out = [row.county for row in result.totals if row.veto_effect == "unranked"]
        self._setting = setting_of(scheme, figures, out)
        self._sections: Sections = sections_of(self._setting)
        self._totals = {row.county: row for row in result.totals}
        self._scores = {row.id: row.scores for row in result.criteria}
        self._columns = {
            row.id: _Column(self._setting, row, methods[row.method], self._scores[row.id], self._breakers(row))
            for row in scheme.criterion
        }
        self._lacking = {
            county: frozenset(name for name, scores in self._scores.items() if scores[county].points is None)
            for county in self._totals
        }
        self._slopes: dict[tuple[str | None, frozenset[str]], Decimal] = {}
        self._last: tuple[str, str, _Order] = ("", "", _Order([]))

    def __call__(self, criterion: str, county: str, value: Decimal, counties: Sequence[str]) -> tuple[Outcome, ...]:
        """Points in the criterion and total of each of the counties, were the county's value the one given."""
        with localcontext(EXACT):
            return tuple(self._outcomes(self._columns[criterion], county, value, counties))

    def _outcomes(self, column: _Column, county: str, value: Decimal, counties: Sequence[str]) -> list[Outcome]:
        name, base = column.criterion.id, column.base(county)
        inside = county in base.counties
        if self._last[:2] != (name, county):
            own_key = column.key(county, column.value(county)) if inside else None
            self._last = (name, county, base.order(own_key))
        order = self._last[2]
        field = base.changed(column.value(county) if inside else None, value)
        changed = column.key(county, value)

        def points(who: str) -> Decimal | None:
            own = who == county
            worth = value if own else column.value(who)
            key = changed if own else column.key(who, worth)
            return column.points(who, worth, order.place(key, changed, column.ties, own=own), field)

        def filled(who: str) -> Decimal | None:
            """Of a county without points of its own."""
            score = column.scores[who]
            if missing_rule(self._setting.scheme, column.criterion, score.standing) != "lowest":
                return score.points
            found = [points(name) for name in base.counties] if column.base(who) is base else []
            return min((row for row in found if row is not None), default=score.points)

        found = []
        for who in counties:
            score = column.scores[who]
            scored = score.points
            if who == county or (who in base.counties and not score.filled):
                scored = points(who)
            elif score.filled:
                scored = filled(who)
            found.append(Outcome(who, scored, self._total(who, name, scored)))
        return found

    def _breakers(self, criterion: Criterion) -> Mapping[str, Decimal | None]:
        ties = criterion.ties or self._setting.scheme.scheme.ties
        by = ties.removeprefix("first_by:")
        if by in (ties, criterion.id):
            return {}
        lower = any(row.id == by and row.direction == "lower" for row in self._setting.scheme.criterion)
        return {
            county: score.value.copy_negate() if lower and score.value is not None else score.value
            for county, score in self._scores.get(by, {}).items()
        }

    # the total

    def _total(self, county: str, criterion: str, points: Decimal | None) -> Decimal | None:
        """With other points in one criterion, as places are made from it."""
        total, rules = self._totals[county], self._setting.scheme.scheme
        if total.exact is None or total.criteria_points is None:
            return None
        together = self._together(county, criterion, points)
        if together is None:
            return None
        exact = together + total.bonus - total.deduction
        if rules.total_cap is not None:
            exact = min(exact, rules.total_cap)
        return rounded(exact, rules.total_decimals, rules.rounding) if rules.compare == "rounded" else compared(exact)

    def _together(self, county: str, criterion: str, points: Decimal | None) -> Decimal | None:
        total, rules, score = self._totals[county], self._setting.scheme.scheme, self._scores[criterion][county]
        if points is None or score.points is None or self._bent:
            return self._summed(county, criterion, points)
        more = points - score.points
        if rules.total_of == "shown":
            more = rounded(points, rules.decimals, rules.rounding) - (score.shown or ZERO)
        key = (self._columns[criterion].criterion.part, self._lacking[county])  # within a part all weigh alike
        slope = self._slopes.get(key)
        if slope is None:
            more_by_two = self._summed(county, criterion, score.points + TWO)  # by one, half even would not round alike
            slope = LONG.divide((more_by_two or ZERO) - (total.criteria_points or ZERO), TWO)
            self._slopes[key] = slope
        return (total.criteria_points or ZERO) + slope * more

    @cached_property
    def _bent(self) -> bool:
        """Whether a mean is geometric: then the total does not grow evenly with points."""
        means = {self._setting.scheme.scheme.total, *(row.part.total for row in self._sections.sections)}
        return "geometric_mean" in means

    def _summed(self, county: str, criterion: str, points: Decimal | None) -> Decimal | None:
        rules = self._setting.scheme.scheme
        scores = {name: rows[county] for name, rows in self._scores.items()}
        shown = None if points is None else rounded(points, rules.decimals, rules.rounding)
        scores[criterion] = replace(scores[criterion], points=points, shown=shown)
        return summed(self._setting, self._sections, county, scores).points
