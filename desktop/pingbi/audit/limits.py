"""A figure alone: its range, its sign, its decimals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, TypedDict

from pingbi.audit.examined import origins, shown, with_unit
from pingbi.model import Finding, Level
from pingbi.model.catalogue import Kind, factor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.examined import Examined
    from pingbi.model import Figure, Origin
    from pingbi.scheme import Indicator

WHOLE = Decimal(100)
_UNSIGNED = frozenset({Kind.LEVEL, Kind.COUNT, Kind.SHARE, Kind.PLAN_RATIO, Kind.RANK})


class About(TypedDict):
    """Whose figure it is, and where it stood."""

    county: str
    indicator: str
    places: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfRange(Finding):
    """A value outside what the scheme allows."""

    code: ClassVar[str] = "range"
    name: str
    value: str
    limit: str

    def __str__(self) -> str:
        return f"{self.county}的{self.name}为{self.value}，{self.limit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnexpectedSign(Finding):
    """A negative total, count or share; `adjusts` names the bonus or deduction that is made from it."""

    code: ClassVar[str] = "sign"
    name: str
    value: str
    adjusts: str = ""

    def __str__(self) -> str:
        if self.adjusts:
            return f"{self.county}的{self.name}为{self.value}，不能为负数，“{self.adjusts}”按0分计，请核实更正"
        return f"{self.county}的{self.name}为{self.value}，一般不为负数，请核实正负号"


@dataclass(frozen=True, slots=True, kw_only=True)
class TooManyDecimals(Finding):
    """More decimals than the column prints, or a fraction of a thing that is counted."""

    code: ClassVar[str] = "decimals"
    name: str
    value: str
    decimals: int

    def __str__(self) -> str:
        wanted = f"应保留{self.decimals}位小数" if self.decimals else "应为整数"
        return f"{self.county}的{self.name}为{self.value}，{wanted}"


def limits(examined: Examined) -> Iterator[Finding]:
    """Range and sign of every figure read; decimals of those that were written by a person."""
    ends = {row.id: (row.minimum, _highest(row)) for row in examined.scheme.indicator}
    adjusts = {row.indicator: row.name for row in reversed(examined.scheme.adjustment)}
    for indicator, figure, value in examined.read():
        low, high = ends[indicator.id]
        if low is not None and value < low:
            limit = f"低于下限{with_unit(low, indicator.unit)}，请核实更正"
            yield OutOfRange(**_about(figure), name=indicator.name, value=shown(figure, indicator, low), limit=limit)
        elif high is not None and value > high:
            limit = f"高于上限{with_unit(high, indicator.unit)}，请核实更正"
            yield OutOfRange(**_about(figure), name=indicator.name, value=shown(figure, indicator, high), limit=limit)
        elif value < 0 and low is None and (indicator.kind in _UNSIGNED or indicator.id in adjusts):
            yield UnexpectedSign(
                **_about(figure),
                name=indicator.name,
                value=shown(figure, indicator, Decimal(0)),
                adjusts=adjusts.get(indicator.id, ""),
                level_override=Level.MANDATORY if indicator.id in adjusts else None,
            )
        if value != round(value, indicator.shown_decimals) and _as_typed(figure, indicator):
            typed, decimals = with_unit(value, indicator.unit), indicator.shown_decimals
            yield TooManyDecimals(**_about(figure), name=indicator.name, value=typed, decimals=decimals)


def _highest(indicator: Indicator) -> Decimal | None:
    share = indicator.kind is Kind.SHARE and indicator.unit == "%"
    return WHOLE if indicator.maximum is None and share else indicator.maximum


def _about(figure: Figure) -> About:
    return {"county": figure.county, "indicator": figure.indicator, "places": origins(figure)}


def _as_typed(figure: Figure, indicator: Indicator) -> bool:
    """Whether a person wrote the number with these decimals: 305801万元 is not to blame for 30.5801亿元."""
    if not figure.reported:
        return False
    return indicator.kind is Kind.COUNT or factor(figure.reported_unit, indicator.unit) == 1
