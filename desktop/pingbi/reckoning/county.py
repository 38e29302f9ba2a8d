"""The lines of one county: for each criterion its value, its place, its points, and how they were computed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from pingbi.model import Standing
from pingbi.reckoning import by_count, by_place, by_spread, by_target
from pingbi.reckoning.lines import Line
from pingbi.reckoning.operands import Operands, rule_of, unit_of, within
from pingbi.reckoning.said import ZERO, Asked, plain
from pingbi.reckoning.terms import Term, Worked, figure, result_words, text_of, value_of, worked
from pingbi.reckoning.values import in_numbers
from pingbi.scheme import compared
from pingbi.scheme.settings import counted, numbers_of, schedule_of, value_decimals
from pingbi.scoring import METHODS, cases_of, rounded
from pingbi.scoring.lacking import missing_rule, reason
from pingbi.scoring.setting import setting_of
from pingbi.workbook.rule_words import LACKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.model import CriterionResult, Figures, Result, Score
    from pingbi.scheme import Criterion, Scheme
    from pingbi.scoring import Case

SAID = {**by_place.SAID, **by_spread.SAID, **by_target.SAID, **by_count.SAID}


class Evaluated(Protocol):
    """What of an evaluation is told."""

    @property
    def scheme(self) -> Scheme:
        """The rules."""

    @property
    def figures(self) -> Figures:
        """The figures that count."""

    @property
    def result(self) -> Result:
        """What they make."""

    @property
    def decisions(self) -> tuple[str, ...]:
        """会议研究决定, a line each."""


class Criteria:
    """Every criterion of an evaluation, laid out when it is first asked for."""

    def __init__(self, done: Evaluated) -> None:
        self.done = done
        out = [row.county for row in done.result.totals if row.veto_effect == "unranked"]
        self.setting = setting_of(done.scheme, done.figures, out)
        self.results = {row.id: row for row in done.result.criteria}
        self.names = {row.id: row.name for row in done.scheme.indicator}
        self.grouped = len(self.setting.members) > 1
        self._cases: dict[str, Mapping[str, Case]] = {}
        self.operands = Operands(self.setting, self.results)

    def lines(self, county: str) -> tuple[Line, ...]:
        """In the scheme's order."""
        return tuple(self.line(row, county) for row in self.done.scheme.criterion)

    def line(self, criterion: Criterion, county: str) -> Line:
        """One criterion of one county."""
        result = self.results[criterion.id]
        score, method = result.scores[county], METHODS[criterion.method]
        grouped = within(self.setting, criterion)
        blank = Line(
            criterion.id,
            criterion.name,
            criterion.part or "",
            criterion.weight,
            self._value(criterion, score, county),
            score.value,
            unit_of(self.done.scheme, criterion),
            value_decimals(self.done.scheme, criterion),
            score.group_place if grouped else score.place,
            self._among(criterion),
            score.shown,
            score.standing,
            score.filled,
            method.name,
            f"{method.name}：{method.words(criterion, self._letters(criterion))}",
        )
        case = self._case(criterion, result, county)
        if case is None or score.points is None or score.filled:
            return replace(
                blank, why=self._why(criterion, score, county), operands=self.operands.looked_for(criterion, county)
            )
        names = tuple(self.names[name] for name in counted(criterion))
        asked = Asked(case, blank.among, blank.decimals, names)
        said = SAID[criterion.method](asked)
        points = self._points(criterion, said.made, score)
        value = self._worked_value(criterion, score, county, blank.decimals)
        return replace(
            blank,
            method=f"{method.name}：{said.gist}",
            formula=points.text,
            result=points.result,
            value_formula=value.text,
            value_result=value.result,
            operands=self.operands.of(criterion, said, case, county),
            remarks=said.remarks,
        )

    # Within

    def _among(self, criterion: Criterion) -> str:
        return "组内" if within(self.setting, criterion) else self.done.scheme.city.name

    def _letters(self, criterion: Criterion) -> dict[str, str]:
        """The numbers themselves where 计分办法 has letters for them."""
        found = {key: plain(value) for key, value in numbers_of(criterion, METHODS[criterion.method]).items()}
        target = criterion.parameters.get("target")
        if target is not None and not isinstance(target, str):
            found["target"] = plain(target)
        if "schedule" in criterion.parameters:
            found["schedule"] = plain(schedule_of(self.done.scheme, criterion))
        return found

    def _case(self, criterion: Criterion, result: CriterionResult, county: str) -> Case | None:
        if criterion.id not in self._cases:
            self._cases[criterion.id] = cases_of(self.setting, criterion, METHODS, result)
        return self._cases[criterion.id].get(county)

    def _points(self, criterion: Criterion, made: Term, score: Score) -> Worked:
        rules = self.done.scheme.scheme
        if criterion.scale is not None and METHODS[criterion.method].absolute:
            made = made * criterion.weight / criterion.scale
        how = partial(rounded, decimals=rules.decimals, rule=rules.rounding)
        return worked(made, score.shown if score.shown is not None else ZERO, how, rules.decimals)

    def _value(self, criterion: Criterion, score: Score, county: str) -> str:
        """30.58, 45.0%; or why there is none."""
        if not METHODS[criterion.method].takes_value:
            return "—"
        if score.value is None:
            return self._reason(criterion, score, county)
        digits, rules = value_decimals(self.done.scheme, criterion), self.done.scheme.scheme
        number = figure(rounded(score.value, digits, rules.rounding), digits, digits)
        return f"{number}%" if unit_of(self.done.scheme, criterion) == "%" else number

    def _reason(self, criterion: Criterion, score: Score, county: str) -> str:
        return "免报" if score.standing is Standing.EXEMPT else reason(self.setting, criterion, county, score)

    def _why(self, criterion: Criterion, score: Score, county: str) -> str:
        """未报送：该项记0分，不排名次."""
        if score.standing is Standing.VETOED:
            return "一票否决，不参与排名，该项不与其他县区比较"
        rule = LACKING[missing_rule(self.done.scheme, criterion, score.standing)]
        return f"{self._reason(criterion, score, county)}：{rule}"

    def _worked_value(self, criterion: Criterion, score: Score, county: str, digits: int) -> Worked:
        """The value's own calculation, where it is one."""
        scheme = self.done.scheme
        rules = scheme.scheme
        if score.value is None:
            return Worked("", "")
        rule = rule_of(self.setting, criterion, county)
        if rule is None:
            return Worked("", "")
        made = in_numbers(
            rule, self.setting.lookups[county], lambda row: scheme.indicators[row.indicator].shown_decimals
        )
        if compared(value_of(made)) != compared(score.value):
            return Worked("", "")
        shown = rounded(score.value, digits, rules.rounding)
        return Worked(text_of(made), result_words(score.value, shown, digits))
