"""Points from the distance to the city's own figure, in its unit (百分点 for rates)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.scheme.formula import compared
from pingbi.scheme.shape import Cells, Parameter
from pingbi.scoring.method import LONG, Case, Marks, Method, exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme.tables import Criterion

ZERO = Decimal(0)
START = Parameter("start", "起始分", required=True)


def _distance(case: Case) -> Decimal | None:
    """How much better than the city; None where one of the two is missing."""
    if case.x is None or case.city is None:
        return None
    return compared(case.city - case.x if case.lower else case.x - case.city)


def _distance_cell(cells: Cells) -> str:
    return f"ROUND({cells.city}-{cells.x},10)" if cells.lower else f"ROUND({cells.x}-{cells.city},10)"


def _bounded(points: Decimal, case: Case) -> Decimal:
    return max(ZERO, min(points, case.numbers["cap"]) if "cap" in case.numbers else points)


def _bounded_formula(points: str, cells: Cells) -> str:
    capped = f"MIN({cells.numbers['cap']},{points})" if "cap" in cells.numbers else points
    return f'IF(ISNUMBER({cells.city}),MAX(0,{capped}),"-")'


@exact
def _against_city(case: Case) -> Marks:
    """clamp(start + up·d where d ≥ 0, else start + down·d; 0, cap)."""
    distance = _distance(case)
    if distance is None:
        return Marks(None, "no-operand")
    slope = case.numbers["up"] if distance >= 0 else case.numbers["down"]
    return Marks(_bounded(case.numbers["start"] + slope * distance, case))


def _against_city_formula(cells: Cells) -> str:
    d, numbers = _distance_cell(cells), cells.numbers
    return _bounded_formula(f"{numbers['start']}+{d}*IF({d}>=0,{numbers['up']},{numbers['down']})", cells)


@exact
def _stepped(case: Case) -> Marks:
    """`start` + sign(d)·Σ dⱼ·start/qⱼ, dⱼ = the part of abs(d) in band j; nothing beyond the last band."""
    distance = _distance(case)
    if distance is None:
        return Marks(None, "no-operand")
    start, width, left, moved = case.numbers["start"], case.numbers["width"], abs(distance), ZERO
    for (divisor,) in case.tables["divisors"]:
        part = min(width, left)
        moved += LONG.divide(part * start, divisor)
        left -= part
    return Marks(_bounded(start + (moved if distance >= 0 else -moved), case))


def _stepped_formula(cells: Cells) -> str:
    d, (divisors,), start, width = (
        _distance_cell(cells),
        cells.tables["divisors"],
        cells.numbers["start"],
        cells.numbers["width"],
    )
    rest = f"(ABS({d})-{width}*(ROW({divisors})-MIN(ROW({divisors}))))"
    # min(width, max(0, rest)) without MIN and MAX, which would make one number of the whole band
    part = f"(ABS({rest})-ABS({rest}-{width})+{width})/2"
    return _bounded_formula(f"{start}+SIGN({d})*{start}*SUMPRODUCT({part}/{divisors})", cells)


def _most(letter: Mapping[str, str]) -> str:
    return f"，最高 {letter['cap']} 分" if "cap" in letter else ""


def _city_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    base = letter.get("city", "全市平均")
    better, worse = ("低于", "高于") if criterion.direction == "lower" else ("高于", "低于")
    return (
        f"与{base}持平得 {letter['start']} 分，每{better}1个百分点（单位）加 {letter['up']} 分，"
        f"每{worse}1个减 {letter['down']} 分{_most(letter)}，最低0分"
    )


def _stepped_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    base = letter.get("city", "全市平均")
    better, worse = ("低于", "高于") if criterion.direction == "lower" else ("高于", "低于")
    return (
        f"与{base}持平得 {letter['start']} 分；每 {letter['width']} 个百分点为一段，{better}的每点加、{worse}的每点减"
        f"起始分除以该段除数（见下表），超出最后一段不再加减{_most(letter)}，最低0分"
    )


CAP = Parameter("cap", "最高分")
FIXED = Parameter("city", "固定的全市值")
METHODS = (
    Method(
        "against_city",
        "增速比较",
        _against_city,
        _against_city_formula,
        _city_words,
        (
            START,
            Parameter("up", "高于每点加", required=True),
            Parameter("down", "低于每点减", required=True),
            CAP,
            FIXED,
        ),
        absolute=True,
    ),
    Method(
        "against_city_stepped",
        "分段递减",
        _stepped,
        _stepped_formula,
        _stepped_words,
        (
            START,
            Parameter("width", "段宽", default=Decimal(10)),
            Parameter("divisors", "各段除数", kind="numbers", default=(Decimal(20), Decimal(40), Decimal(60))),
            CAP,
            FIXED,
        ),
        absolute=True,
    ),
)
