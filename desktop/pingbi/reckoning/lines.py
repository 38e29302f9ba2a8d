"""What a reckoning is made of: lines, each down to the figures that it was computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from pingbi.model import Origin, Role, Standing


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that stands in a calculation: 最低 12.8, of 濮阳县. Without `indicator` it has no source of its own."""

    word: str  # 本县 最低 最高 目标 全市, or an indicator's name
    value: str  # as printed, with its unit
    who: str = ""  # the county (or city) whose it is
    indicator: str = ""  # id
    role: Role | None = None
    place: str = ""  # where it stood, in words: 濮阳县.xlsx 填报表 D7
    origin: Origin | None = None
    inside: bool = False  # it stands in the calculation of the value, not in that of the points


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of one county. Where it has no points, `why` says so in words, and what the rules make of it."""

    criterion: str  # id
    name: str
    part: str  # id of the 一级指标; empty where it has none
    weight: Decimal
    value: str  # as printed, with its unit; the word for why there is none
    number: Decimal | None  # the value itself
    unit: str
    decimals: int  # of the value
    place: int | Decimal | None  # where it is compared: in the group, or over all
    among: str  # 组内, 全市
    points: Decimal | None  # as printed
    standing: Standing
    filled: bool  # points by the rule for what is missing
    method: str  # 功效系数：组内最低得 60%，最高得 100%
    rule: str  # the rule in full, as 计分办法 prints it
    formula: str = ""
    result: str = ""
    value_formula: str = ""
    value_result: str = ""
    operands: tuple[Operand, ...] = ()
    remarks: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the total: a 一级指标, a bonus, a deduction, a cap, the total itself."""

    name: str
    points: str  # as printed, with its sign where it is added or taken off
    formula: str = ""
    result: str = ""
    remark: str = ""
    full: Decimal | None = None
    part: str = ""  # id of the 一级指标
    operands: tuple[Operand, ...] = ()


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Why a county has its total: criteria in the scheme's order, what is put together, what it comes to."""

    county: str
    lines: tuple[Line, ...]
    parts: tuple[Item, ...]
    adjusted: tuple[Item, ...]
    total: Item
    notes: tuple[str, ...]  # what is missing and what the rules make of it, vetoes, decisions

    def line(self, criterion: str) -> Line | None:
        """The line of a criterion."""
        return next((row for row in self.lines if row.criterion == criterion), None)
