"""Points from the place alone: what counts is who is ahead, not by how much."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.scheme.shape import Parameter
from pingbi.scoring.method import LONG, Case, Cells, Marks, Method

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme.tables import Criterion


def _rank_step(case: Case) -> Marks:
    """W·max(floor, 1 − step·(r−1))."""
    left = 1 - case.numbers["step"] * (case.place - 1)
    return Marks(case.weight * max(case.numbers["floor"], left))


def _rank_step_formula(cells: Cells) -> str:
    return f"{cells.weight}*MAX({cells.numbers['floor']},1-{cells.numbers['step']}*({cells.place}-1))"


def _rank_linear(case: Case) -> Marks:
    """W·(n+1−r)/n."""
    return Marks(LONG.divide(case.weight * (case.n + 1 - case.place), Decimal(case.n)))


def _rank_linear_formula(cells: Cells) -> str:
    return f"{cells.weight}*({cells.n}+1-{cells.place})/{cells.n}"


def _percentile(case: Case) -> Marks:
    """W·(values strictly worse)/(n−1); a county alone has full marks."""
    if case.n == 1 or case.x is None:
        return Marks(case.weight)
    ordered = case.field.ordered
    worse = len(ordered) - bisect_right(ordered, case.x) if case.lower else bisect_left(ordered, case.x)
    return Marks(LONG.divide(case.weight * worse, Decimal(case.n - 1)))


def _percentile_formula(cells: Cells) -> str:
    # A text in the range is greater than any number, so only < and <= are safe without ISNUMBER.
    if cells.lower:
        worse = f"({cells.n}-SUMPRODUCT(--({cells.values}<={cells.x})))"
    else:
        worse = f"SUMPRODUCT(--({cells.values}<{cells.x}))"
    return f"IF({cells.n}=1,{cells.weight},{cells.weight}*{worse}/({cells.n}-1))"


def _rank_table(case: Case) -> Marks:
    """The points of the band that holds the place; 0 outside all bands."""
    for first, last, points in case.tables["table"]:
        if first <= case.place <= last:
            return Marks(points)
    return Marks(Decimal(0))


def _rank_table_formula(cells: Cells) -> str:
    first, last, points = cells.tables["table"]
    return f"SUMPRODUCT(({first}<={cells.place})*({cells.place}<={last})*{points})"


def _step_words(_: Criterion, letter: Mapping[str, str]) -> str:
    return (
        f"得分＝W×（1－{letter['step']}×（名次－1）），不低于 W×{letter['floor']}；"
        "第1名得满分，每降一位按固定比例递减，数值相同的名次相同"
    )


def _linear_words(_: Criterion, __: Mapping[str, str]) -> str:
    return "得分＝W×（n＋1－名次）÷n，n 为参与排名的县区数"


def _percentile_words(criterion: Criterion, _: Mapping[str, str]) -> str:
    side = "大于" if criterion.direction == "lower" else "小于"
    return f"得分＝W×（x {side}本县区的县区数）÷（n－1）；只有一个县区时得满分"


def _table_words(_: Criterion, __: Mapping[str, str]) -> str:
    return "按名次所在档直接得分（分档见下表），不在档内得0分"


METHODS = (
    Method(
        "rank_step",
        "排名计分",
        _rank_step,
        _rank_step_formula,
        _step_words,
        (Parameter("step", "每位递减", default=Decimal("0.05")), Parameter("floor", "最低比例", default=Decimal(0))),
    ),
    Method("rank_linear", "排名反向计分", _rank_linear, _rank_linear_formula, _linear_words),
    Method("percentile", "百分位", _percentile, _percentile_formula, _percentile_words),
    Method(
        "rank_table",
        "名次分档",
        _rank_table,
        _rank_table_formula,
        _table_words,
        (Parameter("table", "名次起、名次止、得分", kind="table", required=True),),
        absolute=True,
    ),
)
