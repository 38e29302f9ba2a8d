"""What scoring finds odd. Every edge has a result; these say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pingbi.model import Finding

NAMED = 3  # counties that a message lists


@dataclass(frozen=True, slots=True, kw_only=True)
class AllEqual(Finding):
    """All values of a base are equal, so the method cannot tell the counties apart."""

    code: ClassVar[str] = "all-equal"
    name: str
    value: str
    count: int

    def __str__(self) -> str:
        if self.count == 1:
            return f"“{self.name}”只有一个县区有数（{self.value}），无从比较，按方法规定计分"
        return f"“{self.name}”{self.count}个县区都是{self.value}，无法拉开差距，按方法规定计分"


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseNotPositive(Finding):
    """Something to divide by is zero or negative."""

    code: ClassVar[str] = "base-not-positive"
    name: str
    value: str
    points: str

    def __str__(self) -> str:
        return f"{self.county}的“{self.name}”（{self.value}）遇到不大于0的基数或目标，{self.points}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyScored(Finding):
    """What a whole base is divided by is zero or negative: none of it has points, whatever was reported."""

    code: ClassVar[str] = "base-not-positive"
    name: str
    why: str
    counties: tuple[str, ...]

    def __str__(self) -> str:
        who = "、".join(self.counties[:NAMED]) + f"等{len(self.counties)}个县区都" * (len(self.counties) > NAMED)
        return f"“{self.name}”{self.why}，不能作除数，{who}不计分；请核实数据，数据无误的请改用别的计分方法"


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativePoints(Finding):
    """Points below 0 by a method that sets no floor, of a value below 0."""

    code: ClassVar[str] = "negative-points"
    name: str
    value: str
    points: str

    def __str__(self) -> str:
        return f"{self.county}的“{self.name}”为{self.value}，按方法得{self.points}分（不设下限），请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotScorable(Finding):
    """A value is there, but what it is compared with (target, city) is not."""

    code: ClassVar[str] = "no-operand"
    name: str
    lacking: str

    def __str__(self) -> str:
        return f"{self.county}的“{self.name}”缺少{self.lacking}，不能计分"


@dataclass(frozen=True, slots=True, kw_only=True)
class SameValueTwoPlaces(Finding):
    """Two counties print the same value but have different places."""

    code: ClassVar[str] = "same-value-two-places"
    name: str
    value: str
    ranked: tuple[tuple[str, str], ...]  # (county, place)

    def __str__(self) -> str:
        who = "、".join(f"{county}第{place}名" for county, place in self.ranked)
        return f"“{self.name}”显示值同为{self.value}，名次不同：{who}（按未舍入的数排名）"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeometricZero(Finding):
    """A factor of a geometric mean is not positive: the mean is 0."""

    code: ClassVar[str] = "base-not-positive"
    name: str

    def __str__(self) -> str:
        return f"{self.county}的“{self.name}”有一项得分不大于0，几何平均为0"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoNumber(Finding):
    """A formula that has no number for these operands: ÷ 0, LN of ≤ 0, growth on a base ≤ 0."""

    code: ClassVar[str] = "base-not-positive"
    name: str
    formula: str
    operands: tuple[tuple[str, str], ...]  # (name with role, value)

    def __str__(self) -> str:
        given = "，".join(f"{name}为{value}" for name, value in self.operands)
        return f"{self.county}的“{self.name}”无法计算（{self.formula}）：除数或基数为0或负数" + (given and f"；{given}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementUnknown(Finding):
    """A bonus or deduction whose precondition cannot be said for lack of a figure."""

    code: ClassVar[str] = "no-operand"
    name: str
    requires: str

    def __str__(self) -> str:
        return f"{self.county}的“{self.name}”要求“{self.requires}”，所需数据不全，无法判断，暂不计"
