"""The same half-year under other weights, at once: only what a weight can change is made again, by the very methods.

Values, places in a criterion, what is compared with what, bonus, deduction and vetoes do not know of weights; they are
taken from the result. Points of a criterion are kept by weight: whoever moves one weight pays for one criterion.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext
from functools import cached_property
from typing import TYPE_CHECKING

from pingbi.model import CriterionResult, Result, Score
from pingbi.scheme import formula
from pingbi.scoring.adjustments import adjusted, bonus_and_deduction, vetoes
from pingbi.scoring.cases import case_maker
from pingbi.scoring.criteria import scaled, score_criterion, unscored
from pingbi.scoring.evaluate import Beside, breakers_of, evaluate, placed_of, total_beside
from pingbi.scoring.method import EXACT, Case, Field
from pingbi.scoring.rounding import rounded
from pingbi.scoring.setting import setting_of
from pingbi.scoring.totals import combined, sections_of, summed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.model import Figures
    from pingbi.scheme import Criterion, Scheme
    from pingbi.scoring.method import Method
    from pingbi.scoring.setting import Setting
    from pingbi.scoring.totals import Combined, Section

MOST_KEPT = 4096  # criteria with a weight


class Reweighted:
    """Of one evaluation; asked as often as a slider moves."""

    def __init__(self, scheme: Scheme, figures: Figures, result: Result, methods: Mapping[str, Method]) -> None:
        """`result` is what scoring makes of the scheme and the figures."""
        self._methods = methods
        self._held = {county: vetoes(scheme, figures, county) for county in scheme.counties}
        out = [county for county, (_, effect) in self._held.items() if effect == "unranked"]
        self.setting = setting_of(scheme, figures, out)
        self._rows = {row.id: row for row in result.criteria}
        self._criteria = {row.id: row for row in scheme.criterion}
        self._cases: dict[str, Mapping[str, Case]] = {}
        self._kept = {(row.id, row.weight): self._rows[row.id] for row in scheme.criterion}
        with localcontext(EXACT):
            self._beside = {county: self._beside_of(county) for county in scheme.counties}
            self._breakers = breakers_of(self.setting, scheme.scheme.ties, methods)
        ties = {scheme.scheme.ties, *(row.ties or "" for row in scheme.criterion)}
        # What counts pieces or votes is compared by its points, so its weight can break ties otherwise.
        self._odd = {row.id for row in scheme.criterion if not methods[row.method].takes_value}
        self._ties_by = {row for row in self._odd if f"first_by:{row}" in ties}

    def result(self, scheme: Scheme) -> Result:
        """Points, totals and places by a scheme that is other in its weights alone; findings are not made."""
        changed = {row.id for row in scheme.criterion if row.weight != self._criteria[row.id].weight}
        if changed & self._ties_by:
            return replace(evaluate(scheme, self.setting.figures, self._methods, None), findings=())
        with localcontext(EXACT):
            return self._result(replace(self.setting, scheme=scheme))

    def _result(self, setting: Setting) -> Result:
        rows = tuple(self._criterion(setting, row) for row in setting.scheme.criterion)
        sections, counties = sections_of(setting), setting.counties
        scores = {county: {row.id: row.scores[county] for row in rows} for county in counties}
        same = {section.part.id for section in sections.sections if self._unchanged(section)}
        totals = []
        for county in counties:
            known = {part: done for part, done in self._combined[county].items() if part in same}
            together = summed(setting, sections, county, scores[county], known)
            totals.append(total_beside(setting, county, together, self._beside[county])[0])
        return Result(rows, tuple(placed_of(setting, totals, self._breakers)))

    def _beside_of(self, county: str) -> Beside:
        scheme, figures = self.setting.scheme, self.setting.figures
        rows, _ = adjusted(scheme, figures, county, self.setting.lookups[county])
        return Beside(self._held[county], rows, *bonus_and_deduction(scheme, rows))

    def _unchanged(self, section: Section) -> bool:
        """Whether every criterion of a 一级指标 weighs what it did; its own weight is another matter."""
        return all(row.weight == self._criteria[row.id].weight for row in section.criteria)

    @cached_property
    def _combined(self) -> Mapping[str, Mapping[str, Combined]]:
        """County -> what each 一级指标 comes to, with the weights as they are."""
        sections = sections_of(self.setting).sections
        scores = {county: {key: row.scores[county] for key, row in self._rows.items()} for county in self._held}
        return {
            county: {section.part.id: combined(self.setting, section, rows) for section in sections}
            for county, rows in scores.items()
        }

    def _criterion(self, setting: Setting, criterion: Criterion) -> CriterionResult:
        key = criterion.id, criterion.weight
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) > MOST_KEPT:
                self._kept.clear()
            made = self._counted if criterion.id in self._odd else self._scored
            found = self._kept[key] = made(setting, criterion)
        return found

    def _counted(self, setting: Setting, criterion: Criterion) -> CriterionResult:
        """Of a method without a value the points are what is compared: all of it anew."""
        ties = criterion.ties or setting.scheme.scheme.ties
        breakers = {} if ties == f"first_by:{criterion.id}" else breakers_of(setting, ties, self._methods)
        return score_criterion(setting, criterion, self._methods[criterion.method], breakers)[0]

    def _scored(self, setting: Setting, criterion: Criterion) -> CriterionResult:
        """The points alone; places are those of the values."""
        method, rules, before = self._methods[criterion.method], setting.scheme.scheme, self._rows[criterion.id]
        points = {}
        for county, case in self._cases_of(criterion.id).items():
            found = method.points(replace(case, weight=criterion.weight)).points
            if found is not None:
                points[county] = scaled(found, criterion, method)
        grouped = (criterion.within or rules.rank_within) == "group"
        least: dict[str | None, Decimal] = {}
        for county, found in points.items():
            base = setting.groups[county] if grouped else None
            least[base] = min(found, least.get(base, found))
        scores = {}
        for county, score in before.scores.items():
            worth, filled = points.get(county), False
            if worth is None:
                worth, _ = unscored(setting, criterion, county, least.get(setting.groups[county] if grouped else None))
                filled = worth is not None
            shown = None if worth is None else rounded(worth, rules.decimals, rules.rounding)
            scores[county] = Score(
                county, score.value, worth, shown, score.place, score.group_place, score.standing, filled
            )
        return CriterionResult(criterion.id, criterion.weight, scores, before.dead)

    def _cases_of(self, name: str) -> Mapping[str, Case]:
        """What the method was asked of each county with a value, in the ranking."""
        if name not in self._cases:
            self._cases[name] = cases_of(self.setting, self._criteria[name], self._methods, self._rows[name])
        return self._cases[name]


def cases_of(
    setting: Setting, criterion: Criterion, methods: Mapping[str, Method], result: CriterionResult
) -> dict[str, Case]:
    """What the method of a criterion was asked of each county with a value that is not vetoed out."""
    rule = formula(setting.scheme, criterion.value) if criterion.value is not None else None
    grouped = (criterion.within or setting.scheme.scheme.rank_within) == "group"
    inside = {
        county: score
        for county, score in result.scores.items()
        if score.value is not None and county not in setting.out
    }
    lists: dict[str | None, list[Decimal]] = {}
    for county, score in inside.items():
        lists.setdefault(setting.groups[county] if grouped else None, []).append(score.value or Decimal(0))
    fields = {base: Field(tuple(values)) for base, values in lists.items()}
    make = case_maker(setting, criterion, methods[criterion.method], rule)
    found = {}
    for county, score in inside.items():
        place = score.group_place if grouped else score.place
        field = fields[setting.groups[county] if grouped else None]
        found[county] = make(county, score.value or Decimal(0), Decimal(place or 0), field)
    return found
