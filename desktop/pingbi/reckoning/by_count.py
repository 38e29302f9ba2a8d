"""Points from the distance to the city, counted, voted or given, in numbers."""

from __future__ import annotations

from pingbi.reckoning.said import ZERO, Asked, Said, Uses, plain
from pingbi.reckoning.terms import Given, Term, term, total_of, value_of
from pingbi.scheme import compared

BOTH: tuple[Uses, ...] = ("own", "city")
COUNTS: tuple[Uses, ...] = ("counts",)


def _distance(asked: Asked) -> Term:
    """How much better than the city."""
    city = asked.value(asked.case.city if asked.case.city is not None else ZERO)
    return city - asked.x if asked.case.lower else asked.x - city


def _bounded(asked: Asked, gist: str, made: Term, uses: tuple[Uses, ...], remarks: tuple[str, ...] = ()) -> Said:
    """At most the cap, at least 0."""
    cap, points = asked.case.numbers.get("cap"), value_of(made)
    if cap is not None and points > cap:
        made, remarks, points = term(cap), (*remarks, f"超过最高分，按 {plain(cap)} 分计"), cap
    if points < 0:
        made, remarks = term(0), (*remarks, "低于 0 分，按 0 分计")
    return Said(gist, made, uses, remarks)


def against_city(asked: Asked) -> Said:
    """Start + up × (x − city), or start − down × (city − x)."""
    numbers, gap = asked.case.numbers, compared(value_of(_distance(asked)))
    base = f"全市值 {plain(numbers['city'])}" if "city" in numbers else "全市"
    better, worse = ("低", "高") if asked.case.lower else ("高", "低")
    gist = f"与{base}持平得 {plain(numbers['start'])} 分，每{better} 1 点加 {plain(numbers['up'])}，"
    gist += f"每{worse} 1 点减 {plain(numbers['down'])}"
    slope = numbers["up"] if gap >= 0 else numbers["down"]
    made = Given(numbers["start"]) + slope * _distance(asked)
    return _bounded(asked, gist, made, ("own",) if "city" in numbers else BOTH)


def against_city_stepped(asked: Asked) -> Said:
    """Start ± Σ part × start ÷ divisor."""
    numbers, gap = asked.case.numbers, compared(value_of(_distance(asked)))
    start, width, left = numbers["start"], numbers["width"], abs(gap)
    gist = f"与全市持平得 {plain(start)} 分，每 {plain(width)} 点一段，越远的段每点加减越少"
    made: Term = Given(start)
    for (divisor,) in asked.case.tables["divisors"]:
        part = min(width, left)
        left -= part
        if part:
            moved = Given(part, asked.decimals) * start / divisor
            made = made + moved if gap >= 0 else made - moved
    side = ("低于" if asked.case.lower else "高于") if gap >= 0 else ("高于" if asked.case.lower else "低于")
    said = (f"{side}全市 {plain(abs(gap))} 点",) if gap else ("与全市持平",)
    beyond = ("超出最后一段的部分不再加减",) if left > 0 else ()
    return _bounded(asked, gist, made, ("own",) if "city" in numbers else BOTH, (*said, *beyond))


def per_piece(asked: Asked) -> Said:
    """Σ count × price."""
    prices = [price for (price,) in asked.case.tables["prices"]]
    rows = [
        Given(count) * price
        for price, (_, count) in zip(prices, asked.case.counts, strict=True)
        if count is not None and count != ZERO
    ]
    made, cap = total_of(list(rows)), asked.case.numbers.get("cap")
    gist = "个数乘单价，合计" + (f"，最高 {plain(cap)} 分" if cap is not None else "")
    if cap is not None and value_of(made) > cap:
        return Said(gist, term(cap), COUNTS, (f"合计 {plain(value_of(made))} 分，按最高 {plain(cap)} 分计",))
    return Said(gist, made, COUNTS, _absent(asked))


def _absent(asked: Asked) -> tuple[str, ...]:
    """What was not reported adds nothing, and that is said."""
    absent = [name for name, (_, count) in zip(asked.names, asked.case.counts, strict=True) if count is None]
    return (f"{'、'.join(absent)}未报送，按 0 计",) if absent else ()


def votes(asked: Asked) -> Said:
    """Σ points of the place × votes ÷ Σ votes."""
    first, step = asked.number("first"), asked.number("step")
    gist = f"第 1 名 {plain(first)} 分，每后一名少 {plain(step)} 分，按得票加权"
    counts = [count or ZERO for _, count in asked.case.counts]
    rows: list[Term] = [Given(first - step * at) * count for at, count in enumerate(counts) if count]
    whole = sum(counts, ZERO)
    return Said(gist, total_of(rows) / Given(whole), COUNTS, (f"共 {plain(whole)} 票",))


def given(asked: Asked) -> Said:
    """The points reported."""
    cap = asked.case.numbers.get("cap")
    gist = "直接得分" + (f"，最高 {plain(cap)} 分" if cap is not None else "")
    if cap is not None and asked.own > cap:
        return Said(gist, term(cap), remarks=(f"超过最高分，按 {plain(cap)} 分计",))
    return Said(gist, asked.x)


SAID = {
    "against_city": against_city,
    "against_city_stepped": against_city_stepped,
    "per_piece": per_piece,
    "votes": votes,
    "given": given,
}
