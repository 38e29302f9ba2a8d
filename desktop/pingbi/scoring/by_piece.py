"""Points counted, voted or given. A count that was not reported adds nothing; none reported at all gives no points."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.scheme.shape import Cells, Parameter
from pingbi.scoring.method import LONG, Case, Marks, Method, exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme.tables import Criterion

ZERO = Decimal(0)
CAP = Parameter("cap", "最高分")


def _capped(points: Decimal, case: Case) -> Decimal:
    return min(points, case.numbers["cap"]) if "cap" in case.numbers else points


def _capped_formula(points: str, cells: Cells) -> str:
    return f"MIN({points},{cells.numbers['cap']})" if "cap" in cells.numbers else points


@exact
def _per_piece(case: Case) -> Marks:
    """Σ count·price."""
    prices = [price for (price,) in case.tables["prices"]]
    if all(count is None for _, count in case.counts):
        return Marks(None, "no-operand")
    total = sum((price * (count or ZERO) for price, (_, count) in zip(prices, case.counts, strict=True)), ZERO)
    return Marks(_capped(total, case))


def _counted(cells: Cells) -> str:
    return ",".join(cell for _, cell in cells.counts)


def _per_piece_formula(cells: Cells) -> str:
    (prices,) = cells.tables["prices"]
    rows = [f"N({cell})*INDEX({prices},{at},1)" for at, (_, cell) in enumerate(cells.counts, 1)]
    return f'IF(COUNT({_counted(cells)})=0,"-",{_capped_formula("+".join(rows), cells)})'


@exact
def _votes(case: Case) -> Marks:
    """Σ pᵣ·vᵣ / Σ vᵣ, pᵣ = first − step·(r−1)."""
    votes = [count or ZERO for _, count in case.counts]
    total = sum(votes, ZERO)
    if all(count is None for _, count in case.counts):
        return Marks(None, "no-operand")
    if total <= 0:
        return Marks(None, "base-not-positive")
    first, step = case.numbers["first"], case.numbers["step"]
    return Marks(LONG.divide(sum(((first - step * at) * vote for at, vote in enumerate(votes)), ZERO), total))


def _votes_formula(cells: Cells) -> str:
    first, step = cells.numbers["first"], cells.numbers["step"]
    rows = [f"({first}-{step}*{at})*N({cell})" for at, (_, cell) in enumerate(cells.counts)]
    return f'IF(SUM({_counted(cells)})<=0,"-",({"+".join(rows)})/SUM({_counted(cells)}))'


@exact
def _given(case: Case) -> Marks:
    """The points reported, or computed by `value`."""
    return Marks(None, "no-operand") if case.x is None else Marks(_capped(case.x, case))


def _given_formula(cells: Cells) -> str:
    return _capped_formula(cells.x, cells)


def _piece_words(_: Criterion, letter: Mapping[str, str]) -> str:
    return "得分＝各项个数×单价之和（单价见下表）" + (f"，最高 {letter['cap']} 分" if "cap" in letter else "")


def _votes_words(_: Criterion, letter: Mapping[str, str]) -> str:
    first, step = letter["first"], letter["step"]
    return f"得分＝各名次得票×该名次分值之和÷总票数，第1名 {first} 分，每后一名少 {step} 分"


def _given_words(_: Criterion, letter: Mapping[str, str]) -> str:
    return "按 x 直接得分" + (f"，最高 {letter['cap']} 分" if "cap" in letter else "")


METHODS = (
    Method(
        "per_piece",
        "计件累计",
        _per_piece,
        _per_piece_formula,
        _piece_words,
        (Parameter("prices", "单价", kind="prices", required=True), CAP),
        absolute=True,
        takes_value=False,
    ),
    Method(
        "votes",
        "得票加权",
        _votes,
        _votes_formula,
        _votes_words,
        (
            Parameter("votes", "各名次得票", kind="indicators", required=True),
            Parameter("first", "第1名分值", default=Decimal(100)),
            Parameter("step", "每名递减", default=Decimal(3)),
        ),
        absolute=True,
        takes_value=False,
    ),
    Method("given", "直接赋分", _given, _given_formula, _given_words, (CAP,), absolute=True),
)
