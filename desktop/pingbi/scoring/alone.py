"""Each county as if it alone had other figures: what its total would be among the others as they were.

To score everybody anew for each county would take n evaluations; here each criterion is laid out once, and of every
county only what is its own is made: its value, its place among the others, its points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from functools import cached_property
from typing import TYPE_CHECKING

from pingbi.model import Figures, Score, Standing
from pingbi.scheme import compared, formula
from pingbi.scheme.settings import value_decimals
from pingbi.scoring.adjustments import vetoes
from pingbi.scoring.cases import case_maker
from pingbi.scoring.criteria import criterion_values, scaled, score_criterion, unscored
from pingbi.scoring.evaluate import breakers_of, total_of
from pingbi.scoring.lacking import missing_rule
from pingbi.scoring.method import EXACT, Field
from pingbi.scoring.places import key_of
from pingbi.scoring.rounding import rounded
from pingbi.scoring.setting import setting_of
from pingbi.scoring.totals import sections_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme import Criterion, Scheme
    from pingbi.scoring.method import Method
    from pingbi.scoring.places import Key, Place
    from pingbi.scoring.setting import Setting


@dataclass
class _Others:
    """The values of one base as they were, laid out so that one of them can be exchanged at little cost."""

    at: dict[str, int] = field(default_factory=dict)  # county -> where its value stands
    values: list[Decimal] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)

    def add(self, county: str, value: Decimal, key: Key) -> None:
        self.at[county] = len(self.values)
        self.values.append(value)
        self.keys.append(key)

    @cached_property
    def _compared(self) -> list[Decimal]:
        return [compared(value) for value in self.values]

    @cached_property
    def _ordered(self) -> list[Decimal]:
        return sorted(self._compared)

    @cached_property
    def _ranked(self) -> list[Key]:
        return sorted(self.keys)

    @cached_property
    def _levels(self) -> list[Key]:
        return sorted(set(self.keys))

    @cached_property
    def _sharing(self) -> Counter[Key]:
        return Counter(self.keys)

    def field(self, county: str, value: Decimal) -> Field:
        """The values with the county's own exchanged, or one more where it had none."""
        values, ordered, own = list(self.values), list(self._ordered), self.at.get(county)
        if own is not None:
            del values[own]
            del ordered[bisect_left(ordered, self._compared[own])]
        insort(ordered, compared(value))
        found = Field((*values, value))
        found.__dict__["ordered"] = tuple(ordered)  # as the property would keep it, had it to sort them
        return found

    def place(self, county: str, key: Key, ties: str) -> Place:
        """The county's place among the others, with a key of its own."""
        own = self.keys[self.at[county]] if county in self.at else None
        if ties == "dense":
            gone = own is not None and own > key and self._sharing[own] == 1
            return 1 + len(self._levels) - bisect_right(self._levels, key) - gone
        after = bisect_right(self._ranked, key)
        better = len(self._ranked) - after - (own is not None and own > key)
        equal = after - bisect_left(self._ranked, key) - (own == key)
        return better + 1 + (Decimal(equal) / 2 if ties == "average" and equal else 0)


def totals_alone(
    there: Scheme, here: Scheme, others: Figures, own: Figures, methods: Mapping[str, Method]
) -> dict[str, Decimal | None]:
    """County -> its printed total, had it its figures of `own` and everybody else (and the city) those of `others`.

    `there` has the counties and the period of `others`, `here` those of `own`; their rules are the same. The city's
    figures in `own` are those of `others`.
    """
    with localcontext(EXACT):
        return _totals_alone(there, here, others, own, methods)


def _totals_alone(
    there: Scheme, here: Scheme, others: Figures, own: Figures, methods: Mapping[str, Method]
) -> dict[str, Decimal | None]:
    held = {county: vetoes(here, own, county) for county in here.counties}
    out = [county for county in there.counties if vetoes(there, others, county)[1] == "unranked"]
    before = setting_of(there, others, out)
    now = setting_of(here, own, [county for county, (_, effect) in held.items() if effect == "unranked"])
    sections, rows = sections_of(now), {}
    for criterion in here.criterion:
        rows[criterion.id] = _scores(before, now, criterion, methods)
    found = {}
    for county in here.counties:
        scores = {name: scored[county] for name, scored in rows.items()}
        found[county] = total_of(now, sections, county, scores, held[county])[0].shown
    return found


def _scores(before: Setting, now: Setting, criterion: Criterion, methods: Mapping[str, Method]) -> dict[str, Score]:
    """Each county's points in one criterion; places are not kept: they are not over the same figures."""
    rules, method = now.scheme.scheme, methods[criterion.method]
    ties = criterion.ties or rules.ties
    broken = ties.startswith("first_by:") and ties != f"first_by:{criterion.id}"
    breakers = tuple(breakers_of(setting, ties, methods) if broken else None for setting in (before, now))
    rule = formula(now.scheme, criterion.value) if criterion.value is not None else None
    grouped = (criterion.within or rules.rank_within) == "group"
    bases: dict[str | None, _Others] = {}
    for county, value in criterion_values(before, criterion, rule)[0].items():
        if value is not None and county not in before.out:
            base = bases.setdefault(before.groups[county] if grouped else None, _Others())
            base.add(county, value, _key(now.scheme, criterion, method, value, _of(breakers[0], county)))
    make = case_maker(now, criterion, method, rule)
    least: dict[str | None, Decimal | None] = {}
    scores = {}
    for county, value in criterion_values(now, criterion, rule)[0].items():
        base = bases.setdefault(now.groups[county] if grouped else None, _Others())
        points, standing = None, Standing.SCORED
        if value is not None and county not in now.out:
            place = base.place(county, _key(now.scheme, criterion, method, value, _of(breakers[1], county)), ties)
            mark = method.points(make(county, value, Decimal(place), base.field(county, value)))
            points = None if mark.points is None else scaled(mark.points, criterion, method)
        filled = points is None
        if points is None:
            points, standing = unscored(now, criterion, county, None)
            if standing is not Standing.VETOED and missing_rule(now.scheme, criterion, standing) == "lowest":
                # A value without points (a share of nothing) changes what the others get; none, then and now, does not.
                apart = value is not None or county in base.at
                alike = county if apart else now.groups[county] if grouped else None
                if alike not in least:
                    least[alike] = _lowest(before, now, criterion, methods, county)
                points = least[alike]
        shown = None if points is None else rounded(points, rules.decimals, rules.rounding)
        scores[county] = Score(county, value, points, shown, None, None, standing, filled and points is not None)
    return scores


def _of(breakers: Mapping[str, Decimal | None] | None, county: str) -> Decimal | None:
    return Decimal(0) if breakers is None else breakers.get(county)


def _key(scheme: Scheme, criterion: Criterion, method: Method, value: Decimal, breaker: Decimal | None) -> Key:
    """What the county's place is made from."""
    if scheme.scheme.compare == "rounded" and method.takes_value:
        value = rounded(value, value_decimals(scheme, criterion), scheme.scheme.rounding)
    return key_of(value, breaker, lower=criterion.direction == "lower")


def _lowest(
    before: Setting, now: Setting, criterion: Criterion, methods: Mapping[str, Method], county: str
) -> Decimal | None:
    """The least points of the others, where the county gets none of its own: they are made with its figures."""
    chosen = {key: figure for key, figure in before.figures.chosen.items() if key[0] != county}
    chosen |= {key: figure for key, figure in now.figures.chosen.items() if key[0] == county}
    out = (before.out - {county}) | (now.out & {county})
    setting = setting_of(before.scheme, Figures(chosen), out)
    ties = criterion.ties or before.scheme.scheme.ties
    breakers = breakers_of(setting, ties, methods) if ties != f"first_by:{criterion.id}" else {}
    return score_criterion(setting, criterion, methods[criterion.method], breakers)[0].scores[county].points
