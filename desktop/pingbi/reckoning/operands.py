"""The figures that a calculation was made from, each with whose it is and where it stood."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.model import Role, Source
from pingbi.reckoning.lines import Operand
from pingbi.reckoning.terms import figure
from pingbi.scheme import formula
from pingbi.scheme.settings import counted, value_decimals
from pingbi.scoring import METHODS
from pingbi.workbook.formula_words import operand_words
from pingbi.workbook.source_words import origin_file, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pingbi.model import CriterionResult, Figure
    from pingbi.reckoning.said import Said
    from pingbi.scheme import Criterion, Formula, Scheme
    from pingbi.scheme import Operand as Asking
    from pingbi.scoring import Case
    from pingbi.scoring.setting import Setting

ENDS = {"least": "最低", "greatest": "最高"}


class Operands:
    """Of every criterion of an evaluation."""

    def __init__(self, setting: Setting, results: Mapping[str, CriterionResult]) -> None:
        self.setting, self.results, self.scheme = setting, results, setting.scheme
        self.names = {row.id: row.name for row in setting.scheme.indicator}

    def of(self, criterion: Criterion, said: Said, case: Case, county: str) -> tuple[Operand, ...]:
        """Those of the points, then those of the value where it is computed."""
        rule = rule_of(self.setting, criterion, county)
        inside = [self._asking(row, county) for row in rule.operands] if rule is not None else []
        return (*self._of_points(criterion, said, case, county), *inside)

    def looked_for(self, criterion: Criterion, county: str) -> tuple[Operand, ...]:
        """Where there are no points: what was looked for."""
        rule = formula(self.scheme, criterion.value) if criterion.value is not None else None
        rows = [self._asking(row, county) for row in rule.operands] if rule is not None else []
        value = self.setting.figures.value
        counts = [self._figure(self.names[name], county, name, value(county, name)) for name in counted(criterion)]
        return (*rows, *counts)

    def counted(self, word: str, county: str, indicator: str, value: Decimal | None) -> Operand:
        """How often something happened."""
        return self._figure(word, county, indicator, value)

    # Within

    def _of_points(self, criterion: Criterion, said: Said, case: Case, county: str) -> list[Operand]:
        found: list[Operand] = []
        for use in dict.fromkeys(said.uses):
            if use == "own" and METHODS[criterion.method].takes_value:
                found.append(self._of(criterion, f"本{kind_of(county)}", county, case.x))
            elif use in ENDS:
                end = case.field.least if use == "least" else case.field.greatest
                found.append(self._of(criterion, ENDS[use], self._having(criterion, county, end), end))
            elif use == "target" and case.target is not None:
                found.append(self._target(criterion, county, case.target))
            elif use == "city" and case.city is not None:
                city = self.scheme.city.name
                found.append(self._of(criterion, city, city, case.city))
            elif use == "counts":
                rows = zip(counted(criterion), case.counts, strict=True)
                found += [self._figure(self.names[name], county, name, value) for name, (_, value) in rows]
        return found

    def _having(self, criterion: Criterion, county: str, value: Decimal) -> str:
        """A county with that value: itself if it can be."""
        scores = self.results[criterion.id].scores
        near = (
            self.setting.members[self.setting.groups[county]]
            if within(self.setting, criterion)
            else self.setting.counties
        )
        rows = [name for name in (county, *near) if scores[name].value == value and name not in self.setting.out]
        return rows[0] if rows else ""

    def _of(self, criterion: Criterion, word: str, who: str, value: Decimal | None) -> Operand:
        """A value of the criterion; its source is that of the indicator it is, else its operands' stand apart."""
        plain_of = formula(self.scheme, criterion.value).plain if criterion.value is not None else None
        digits, unit = value_decimals(self.scheme, criterion), unit_of(self.scheme, criterion)
        shown = "" if value is None else f"{figure(value, digits)}{'%' if unit == '%' else ''}"
        if plain_of is None:
            return Operand(word, shown, who)
        return self._sourced(Operand(word, shown, who), plain_of.indicator, plain_of.role)

    def _target(self, criterion: Criterion, county: str, target: Decimal) -> Operand:
        given = criterion.parameters.get("target")
        digits = value_decimals(self.scheme, criterion)
        shown = Operand("目标", figure(target, digits), county)
        if given == "TARGET" and criterion.value is not None:
            of = formula(self.scheme, criterion.value).plain
            return shown if of is None else self._sourced(shown, of.indicator, Role.TARGET)
        return self._sourced(shown, given, Role.NOW) if isinstance(given, str) else shown

    def _asking(self, operand: Asking, county: str) -> Operand:
        who = self.scheme.city.name if operand.city else county
        value = self.setting.lookups[county](operand)
        words = operand_words(self.names, operand)
        return self._figure(words, who, operand.indicator, value, operand.role)

    def _figure(self, word: str, who: str, indicator: str, value: Decimal | None, role: Role = Role.NOW) -> Operand:
        of = self.scheme.indicators[indicator]
        unit = "" if role is Role.TARGET and value is None else of.unit
        found = self.setting.figures.get(who, indicator, role)
        if value is None:
            shown = (found.reported if found is not None else "") or "未报送"
        else:
            shown = f"{figure(value, of.shown_decimals)}{unit}"
        return self._sourced(Operand(word, shown, who, inside=True), indicator, role)

    def _sourced(self, operand: Operand, indicator: str, role: Role) -> Operand:
        """With where it stood; a target of the scheme's own stands there."""
        found = self.setting.figures.get(operand.who, indicator, role)
        if found is None:
            return replace(operand, place="方案" if role is Role.TARGET else "")
        return replace(operand, indicator=indicator, role=role, place=stood_in(found), origin=found.origin)


def within(setting: Setting, criterion: Criterion) -> bool:
    """Whether counties are compared in their groups, and there are several."""
    return len(setting.members) > 1 and (criterion.within or setting.scheme.scheme.rank_within) == "group"


def rule_of(setting: Setting, criterion: Criterion, county: str) -> Formula | None:
    """The formula that the county's value was computed by: the criterion's, or that of the indicator it is."""
    scheme = setting.scheme
    if criterion.value is None:
        return None
    rule = formula(scheme, criterion.value)
    if rule.plain is None:
        return rule
    found = setting.figures.get(scheme.city.name if rule.plain.city else county, rule.plain.indicator, rule.plain.role)
    computed = scheme.indicators[rule.plain.indicator].compute
    if found is None or found.source is not Source.COMPUTED or computed is None:
        return None
    return formula(scheme, computed)


def stood_in(figure_: Figure) -> str:
    """濮阳县.xlsx 填报表 D7; 计算值."""
    where = place_of(figure_.origin)
    return " ".join(part for part in (origin_file(figure_.origin), where if where != "-" else "") if part)


def kind_of(county: str) -> str:
    """县 for 南乐县, 区 for 华龙区, 地 where the name does not say it."""
    return county[-1] if county[-1:] in ("县", "区", "市", "旗") else "地"


def unit_of(scheme: Scheme, criterion: Criterion) -> str:
    """What the value is measured in."""
    if criterion.value_unit or criterion.value is None:
        return criterion.value_unit
    of = formula(scheme, criterion.value).plain
    return scheme.indicators[of.indicator].unit if of is not None else ""
