"""The scheme's own rules: [[check]] with a `rule`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pingbi.audit.examined import origins
from pingbi.model import Finding, Level
from pingbi.scheme import formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.examined import Examined
    from pingbi.scheme import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBroken(Finding):
    """A rule of the scheme that does not hold; `rule_code` is the scheme's name for it."""

    code: str  # type: ignore[misc]  # the scheme's own code, so it belongs to the instance
    message: str

    def __str__(self) -> str:
        return f"{self.county}：{self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOperand(Finding):
    """A rule that cannot be checked: an operand is missing. It is never taken for passed."""

    code = "no-operand"
    rule: str
    absent: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.county}缺少{'、'.join(self.absent)}，未能审核“{self.rule}”"


def rules(examined: Examined) -> Iterator[Finding]:
    """Every rule for every county that has reported something."""
    for check in examined.scheme.check:
        if check.rule is None:
            continue
        for county in examined.scheme.counties:
            if county in examined.reported:
                yield from _of_county(examined, check, check.rule, county)


def _of_county(examined: Examined, check: Check, text: str, county: str) -> Iterator[Finding]:
    rule = formula(examined.scheme, text)
    figures = {operand: examined.operand(county, operand) for operand in rule.operands}
    values = {operand: figure.value for operand, figure in figures.items() if figure is not None}
    held = rule.holds(values.get)
    if held is None:
        absent = tuple(examined.name(operand) for operand, figure in figures.items() if figure is None)
        if len(absent) < len(figures):  # all absent: the missing figures are findings of their own
            yield NoOperand(county=county, rule=text, absent=absent)
    elif not held:
        by_name = {examined.name(operand): f"{value:f}" for operand, value in values.items()}
        message = re.sub(r"\{([^{}]+)\}", lambda match: by_name.get(match[1], match[1]), check.message or text)
        yield RuleBroken(
            code=check.code,
            county=county,
            places=origins(*figures.values()),
            message=message,
            level_override=Level(check.level) if check.level else None,
        )
