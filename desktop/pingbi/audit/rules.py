"""The scheme's own rules: [[check]] with a `rule`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.examined import rounded, with_unit
from pingbi.model import ROLE_WORDS, Derived, Finding, Level
from pingbi.scheme import Operand, formula
from pingbi.scheme.formula import words_of
from pingbi.scheme.settings import lookup

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

    code: ClassVar[str] = "no-operand"
    rule: str
    absent: tuple[str, ...]

    def __str__(self) -> str:
        why = f"缺少{'、'.join(self.absent)}" if self.absent else "有数不能计算"
        return f"{self.county}{why}，未能审核“{self.rule}”"


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
    values, absent = examined.operands(county, rule)
    held = rule.holds(values.get)
    if held is None:
        if values or not absent:  # all absent: the missing figures are findings of their own
            yield NoOperand(
                county=county,
                places=examined.where(county, values),
                rule=text,
                absent=tuple(examined.name(operand) for operand in absent),
            )
    elif not held:
        yield RuleBroken(
            code=check.code,
            county=county,
            places=examined.where(county, rule.operands),
            message=_filled(examined, check.message or text, county),
            level_override=Level(check.level) if check.level else None,
        )


def _filled(examined: Examined, message: str, county: str) -> str:
    """The message with values for {工业投资}, {工业投资上年同期}, {全市工业投资}; what is not there is "-"."""
    value = lookup(examined.scheme, examined.figures, county)
    known = {}
    for row in examined.scheme.indicator:
        for name, (role, word) in product(words_of(row), ROLE_WORDS.items()):
            known[f"{name}{word}"] = Operand(row.id, role)
            known[f"{examined.scheme.city.name}{name}{word}"] = Operand(row.id, role, city=True)

    def number(match: re.Match[str]) -> str:
        found = value(known[match[1]]) if match[1] in known else None
        if found is None:
            return "-"
        operand = known[match[1]]
        figure = examined.operand(county, operand)
        if figure is None or not isinstance(figure.origin, Derived):
            return with_unit(found, "")
        return with_unit(rounded(found, examined.indicators[operand.indicator].shown_decimals), "")

    return re.sub(r"\{([^{}]+)\}", number, message)
