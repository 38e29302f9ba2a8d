"""Points from a target: how much of it was reached. A target ≤ 0 cannot be divided by: no points, with a finding."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.scheme.formula import compared
from pingbi.scheme.shape import Cells, Parameter
from pingbi.scoring.method import LONG, Case, Marks, Method, exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme.tables import Criterion

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
TARGET = Parameter("target", "目标", kind="target", required=True)
SCHEDULE = Parameter("schedule", "序时进度", kind="schedule", default=ONE)
NOTHING = "目标值不大于0的不计分"


def _due(case: Case) -> Decimal | None:
    """The target due by now: T·schedule."""
    return None if case.target is None else case.target * case.schedule


def _due_cell(cells: Cells) -> str:
    return f"({cells.target}*{cells.schedule})"


def _reached(case: Case) -> tuple[Decimal | None, Marks]:
    """(x/T, or T/x where less is better; the marks to give instead where that is None)."""
    due = _due(case)
    if due is None or case.x is None:
        return None, Marks(None, "no-operand")
    if due <= 0:
        return None, Marks(None, "base-not-positive")
    if not case.lower:
        return LONG.divide(case.x, due), Marks(None)
    if compared(case.x) <= 0:
        return None, Marks(case.weight, "base-not-positive")
    return LONG.divide(due, case.x), Marks(None)


def _by_ratio(cells: Cells, points: str, full: str | None = None) -> str:
    """`points` holds {q}, the share reached; wrapped so that a target that is no number > 0 gives "-"."""
    due = _due_cell(cells)
    if cells.lower:
        inner = f"IF(ROUND({cells.x},10)<=0,{full or cells.weight},{points.format(q=f'({due}/{cells.x})')})"
    else:
        inner = points.format(q=f"({cells.x}/{due})")
    return f'IF(N({cells.target})>0,{inner},"-")'


@exact
def _target_ratio(case: Case) -> Marks:
    """W·clamp(x/(T·schedule), floor, cap)."""
    reached, instead = _reached(case)
    if reached is None:
        return instead
    return Marks(case.weight * min(case.numbers["cap"], max(case.numbers["floor"], reached)))


def _target_ratio_formula(cells: Cells) -> str:
    return _by_ratio(cells, f"{cells.weight}*MIN({cells.numbers['cap']},MAX({cells.numbers['floor']},{{q}}))")


@exact
def _target_bonus(case: Case) -> Marks:
    """W + min(per_point·(x/T−1)·100, cap) where x ≥ T, else W·x/T."""
    reached, instead = _reached(case)
    if reached is None:
        return instead
    if compared(reached) < 1:
        return Marks(case.weight * reached)
    over = max(ZERO, (reached - 1) * HUNDRED)  # what only equals 1 may lie a hair below it
    if case.flags["whole_points"]:
        over = Decimal(int(compared(over)))
    extra = case.numbers["per_point"] * over
    return Marks(case.weight + (min(extra, case.numbers["cap"]) if "cap" in case.numbers else extra))


def _target_bonus_formula(cells: Cells) -> str:
    over = "MAX(0,({q}-1)*100)"
    if cells.flags["whole_points"]:
        over = f"INT(ROUND({over},10))"
    extra = f"{cells.numbers['per_point']}*{over}"
    if "cap" in cells.numbers:
        extra = f"MIN({extra},{cells.numbers['cap']})"
    return _by_ratio(cells, f"IF(ROUND({{q}},10)>=1,{cells.weight}+{extra},{cells.weight}*{{q}})")


@exact
def _target_all(case: Case) -> Marks:
    """W where x ≥ T, else 0. Nothing is divided, so any target will do."""
    due = _due(case)
    if due is None or case.x is None:
        return Marks(None, "no-operand")
    met = compared(case.x) <= compared(due) if case.lower else compared(case.x) >= compared(due)
    return Marks(case.weight if met else ZERO)


def _target_all_formula(cells: Cells) -> str:
    sign = "<=" if cells.lower else ">="
    met = f"ROUND({cells.x},10){sign}ROUND({_due_cell(cells)},10)"
    return f'IF(ISNUMBER({cells.target}),IF({met},{cells.weight},0),"-")'


@exact
def _target_table(case: Case) -> Marks:
    """The points of the band that x/T lies in (left-closed); 0 below the first band."""
    reached, instead = _reached(case)
    rows = case.tables["table"]
    if reached is None:
        best = max((points for _, points in rows), default=ZERO)
        return instead if instead.points is None else Marks(best, instead.remark)
    reached = compared(reached)
    return Marks(next((points for least, points in reversed(rows) if reached >= least), ZERO))


def _target_table_formula(cells: Cells) -> str:
    if not cells.tables["table"]:  # bands for other groups only
        return _by_ratio(cells, "0", "0")
    least, points = cells.tables["table"]
    band = f"IF(ROUND({{q}},10)<MIN({least}),0,LOOKUP(ROUND({{q}},10),{least},{points}))"
    return _by_ratio(cells, band, f"MAX({points})")


@exact
def _shortfall(case: Case) -> Marks:
    """max(0, W − each·max(0, T−x))."""
    if case.target is None or case.x is None:
        return Marks(None, "no-operand")
    short = case.x - case.target if case.lower else case.target - case.x
    return Marks(max(ZERO, case.weight - case.numbers["each"] * max(ZERO, short)))


def _shortfall_formula(cells: Cells) -> str:
    short = f"{cells.x}-{cells.target}" if cells.lower else f"{cells.target}-{cells.x}"
    points = f"MAX(0,{cells.weight}-{cells.numbers['each']}*MAX(0,{short}))"
    return f'IF(ISNUMBER({cells.target}),{points},"-")'


def _target_words(letter: Mapping[str, str]) -> str:
    """目标值, with its letter where it is one number for all."""
    return f"目标值 {letter['target']}" if "target" in letter else "目标值"


def _due_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    """The target in words, with the schedule where one is set."""
    target = _target_words(letter)
    if criterion.parameters.get("schedule", ONE) == ONE:
        return target
    schedule = f"序时进度 {letter['schedule']}" if "schedule" in letter else "序时进度"
    return f"序时目标（{target}×{schedule}）"


def _share_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    due = _due_words(criterion, letter)
    return f"{due}÷x（x 越小越好，x≤0 得满分）" if criterion.direction == "lower" else f"x÷{due}"


def _ratio_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    bounds = f"最低按 {letter['floor']}、最高按 {letter['cap']} 计"
    return f"得分＝W×完成率，完成率＝{_share_words(criterion, letter)}，{bounds}；{NOTHING}"


def _bonus_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    most = f"，最多加 {letter['cap']} 分" if "cap" in letter else ""
    whole = "（取整）" if criterion.parameters.get("whole_points") else ""
    return (
        f"完成率＝{_share_words(criterion, letter)}；未完成的得 W×完成率；完成的得满分，"
        f"每超1个百分点{whole}加 {letter['per_point']} 分{most}；{NOTHING}"
    )


def _all_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    side = "不高于" if criterion.direction == "lower" else "达到"
    return f"x {side}{_due_words(criterion, letter)}得满分，否则得0分"


def _band_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    share = _share_words(criterion, letter)
    return f"按完成率（{share}）所在档直接得分（分档见下表，含下限），低于最低档得0分；{NOTHING}"


def _short_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    side, met = ("超出", "不超过") if criterion.direction == "lower" else ("低于", "达到")
    return f"{met}{_target_words(letter)}得满分，每{side}1个单位扣 {letter['each']} 分，扣完为止"


METHODS = (
    Method(
        "target_ratio",
        "目标完成率",
        _target_ratio,
        _target_ratio_formula,
        _ratio_words,
        (TARGET, Parameter("floor", "最低", default=ZERO), Parameter("cap", "最高", default=ONE), SCHEDULE),
    ),
    Method(
        "target_bonus",
        "完成＋超额加分",
        _target_bonus,
        _target_bonus_formula,
        _bonus_words,
        (
            TARGET,
            Parameter("per_point", "每点加分", required=True),
            Parameter("cap", "加分上限"),
            Parameter("whole_points", "只计整点", kind="flag", default=False),
            SCHEDULE,
        ),
    ),
    Method("target_all", "完成得满分", _target_all, _target_all_formula, _all_words, (TARGET, SCHEDULE)),
    Method(
        "target_table",
        "完成率分档",
        _target_table,
        _target_table_formula,
        _band_words,
        (TARGET, Parameter("table", "完成率下限、得分", kind="table", required=True), SCHEDULE),
        absolute=True,
    ),
    Method(
        "shortfall",
        "缺口扣分",
        _shortfall,
        _shortfall_formula,
        _short_words,
        (TARGET, Parameter("each", "每单位扣分", required=True)),
    ),
)
