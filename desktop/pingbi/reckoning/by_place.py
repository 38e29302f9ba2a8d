"""Points from places, in numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal

from pingbi.reckoning.said import ONE, Asked, Said, plain, share
from pingbi.reckoning.terms import Given, term
from pingbi.scheme import compared


def _place(asked: Asked) -> str:
    return f"{asked.among}第 {plain(asked.case.place)}，共 {asked.case.n} 个"


def rank_step(asked: Asked) -> Said:
    """W × (1 − step × (r − 1)), or W × floor."""
    step, floor = asked.number("step"), asked.number("floor")
    least = f"，最低得 {share(floor)}" if floor else ""
    gist = f"第 1 名满分，每降一位少 {share(step)}{least}"
    if ONE - step * (asked.case.place - 1) < floor:
        return Said(gist, asked.weight * floor, remarks=(_place(asked), f"已到最低 {share(floor)}"))
    return Said(gist, asked.weight * (1 - step * (Given(asked.case.place) - 1)), remarks=(_place(asked),))


def rank_linear(asked: Asked) -> Said:
    """W × (n + 1 − r) ÷ n."""
    n = Given(Decimal(asked.case.n))
    made = asked.weight * (n + 1 - asked.case.place) / n
    return Said("名次越前分越高，末位得 1÷n", made, remarks=(_place(asked),))


def percentile(asked: Asked) -> Said:
    """W × worse ÷ (n − 1)."""
    case, gist = asked.case, "比多少个县区好，就得几成"
    if case.n == 1:
        return Said(gist, asked.weight, remarks=("只有一个县区，得满分",))
    ordered, x = case.field.ordered, compared(asked.own)
    worse = len(ordered) - bisect_right(ordered, x) if case.lower else bisect_left(ordered, x)
    said = f"比其他 {case.n - 1} 个县区中的 {worse} 个好"
    made = asked.weight * worse / (Given(Decimal(case.n)) - 1)
    return Said(gist, made, remarks=(said,))


def rank_table(asked: Asked) -> Said:
    """The points of the band."""
    place = int(asked.case.place)
    gist = "按名次所在的档得分"
    for first, last, points in asked.case.tables["table"]:
        if first <= place <= last:
            band = f"第 {plain(first)} 名" if first == last else f"第 {plain(first)}—{plain(last)} 名"
            return Said(gist, term(points), remarks=(_place(asked), f"{band}得 {plain(points)} 分"))
    return Said(gist, term(0), remarks=(_place(asked), "不在任何一档内，得 0 分"))


SAID = {
    "rank_step": rank_step,
    "rank_linear": rank_linear,
    "percentile": percentile,
    "rank_table": rank_table,
}
