"""Points from the place alone: what counts is who is ahead, not by how much."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.scheme.formula import compared
from pingbi.scheme.shape import Cells, Parameter
from pingbi.scoring.method import LONG, Case, Marks, Method, exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme.tables import Criterion


@exact
def _rank_step(case: Case) -> Marks:
    """W·max(floor, 1 − step·(r−1))."""
    left = 1 - case.numbers["step"] * (case.place - 1)
    return Marks(case.weight * max(case.numbers["floor"], left))


def _rank_step_formula(cells: Cells) -> str:
    return f"{cells.weight}*MAX({cells.numbers['floor']},1-{cells.numbers['step']}*({cells.place}-1))"


@exact
def _rank_linear(case: Case) -> Marks:
    """W·(n+1−r)/n."""
    return Marks(LONG.divide(case.weight * (case.n + 1 - case.place), Decimal(case.n)))


def _rank_linear_formula(cells: Cells) -> str:
    return f"{cells.weight}*({cells.n}+1-{cells.place})/{cells.n}"


@exact
def _percentile(case: Case) -> Marks:
    """W·(values strictly worse)/(n−1); a county alone has full marks, equals among themselves none."""
    if case.n == 1 or case.x is None:
        return Marks(case.weight)
    ordered, x = case.field.ordered, compared(case.x)
    worse = len(ordered) - bisect_right(ordered, x) if case.lower else bisect_left(ordered, x)
    return Marks(LONG.divide(case.weight * worse, Decimal(case.n - 1)), "all-equal" if case.field.equal else "")


def _percentile_formula(cells: Cells) -> str:
    # The place from the other end, less one, counts the worse; RANK skips what is no number.
    worse = f"(RANK({cells.x},{cells.values},{0 if cells.lower else 1})-1)"
    return f"IF({cells.n}=1,{cells.weight},{cells.weight}*{worse}/({cells.n}-1))"


@exact
def _rank_table(case: Case) -> Marks:
    """The points of the band that holds the place; 0 outside all bands. A shared 3.5 counts as 3, its better end."""
    place = int(case.place)
    for first, last, points in case.tables["table"]:
        if first <= place <= last:
            return Marks(points)
    return Marks(Decimal(0))


def _rank_table_formula(cells: Cells) -> str:
    if not cells.tables["table"]:  # bands for other groups only
        return "0"
    (first, last, points), place = cells.tables["table"], f"INT({cells.place})"
    return f"SUMPRODUCT(({first}<={place})*({place}<={last})*{points})"


def _step_words(_: Criterion, letter: Mapping[str, str]) -> str:
    return (
        f"得分＝W×（1－{letter['step']}×（名次－1）），不低于 W×{letter['floor']}；第1名得满分，每降一位按固定比例递减"
    )


def _linear_words(_: Criterion, __: Mapping[str, str]) -> str:
    return "得分＝W×（n＋1－名次）÷n，n 为参与排名的县区数"


def _percentile_words(criterion: Criterion, _: Mapping[str, str]) -> str:
    side = "大于" if criterion.direction == "lower" else "小于"
    return f"得分＝W×（x {side}本县区的县区数）÷（n－1）；只有一个县区时得满分，各县区相等时得0分"


def _table_words(_: Criterion, __: Mapping[str, str]) -> str:
    return "按名次所在档直接得分（分档见下表），不在档内得0分；并列取平均名次时按其整数部分定档"


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
