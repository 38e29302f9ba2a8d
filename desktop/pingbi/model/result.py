"""What scoring makes of the figures. Everything is exact; rounding for print is done once (`shown`, the sheets)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pingbi.model.finding import Finding


class Standing(StrEnum):
    """Why a county has, or has not, points in a criterion."""

    SCORED = "scored"
    MISSING = "missing"
    EXEMPT = "exempt"
    VETOED = "vetoed"  # out of the ranking: has points, does not count in n


@dataclass(frozen=True, slots=True)
class Score:
    """One county in one criterion. `points` and `place` are None where it has none; `points` is unrounded."""

    county: str
    value: Decimal | None
    points: Decimal | None
    shown: Decimal | None  # points as printed
    place: int | Decimal | None  # over all counties
    group_place: int | Decimal | None
    standing: Standing
    filled: bool = False  # points given by the missing rule (zero, lowest), not by a value


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion with its scores in the scheme's order of counties."""

    id: str
    weight: Decimal
    scores: Mapping[str, Score]  # by county
    dead: bool = False  # no county has a value: 无数据，未计分


@dataclass(frozen=True, slots=True)
class PartPoints:
    """One county's points in one 一级指标 (after rescaling); None where it has no criterion with points."""

    id: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One county's bonus (> 0) or deduction (< 0) from one item, after the item's cap."""

    name: str
    count: Decimal | None
    points: Decimal
    met: bool = True  # its precondition holds


@dataclass(frozen=True, slots=True)
class Total:
    """One county's total. `exact` and `shown` are None where it is not ranked for lack of figures."""

    county: str
    group: str | None  # the group's name
    criteria_points: Decimal | None  # before bonus and deduction
    parts: tuple[PartPoints, ...]
    adjusted: tuple[Adjusted, ...]
    bonus: Decimal
    deduction: Decimal  # ≥ 0
    exact: Decimal | None
    shown: Decimal | None
    place: int | Decimal | None
    group_place: int | Decimal | None
    grade: str | None
    vetoes: tuple[str, ...]
    veto_effect: str | None  # "unranked", "last" or None
    note: str | None  # why it is not ranked, in words
    rescaled: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """The whole evaluation."""

    criteria: tuple[CriterionResult, ...]
    totals: tuple[Total, ...]  # in the scheme's order of counties
    findings: tuple[Finding, ...] = field(default=())
