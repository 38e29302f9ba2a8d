"""Points from a target, in numbers."""

from __future__ import annotations

from decimal import Decimal

from pingbi.reckoning.said import HUNDRED, ONE, ZERO, Asked, Said, Uses, plain, share
from pingbi.reckoning.terms import Term, term, value_of
from pingbi.scheme import compared

ENDS: tuple[Uses, ...] = ("own", "target")


def _target(asked: Asked) -> Term:
    """T, or T × schedule."""
    case = asked.case
    target = asked.value(case.target if case.target is not None else ZERO)
    return target if case.schedule == ONE else target * case.schedule


def _reached(asked: Asked) -> Term:
    """X ÷ T, or T ÷ x where less is better."""
    return _target(asked) / asked.x if asked.case.lower else asked.x / _target(asked)


def _full(asked: Asked) -> bool:
    """Whether it has full marks because nothing can be divided by it: less is better, and it is not above 0."""
    return asked.case.lower and compared(asked.own) <= 0


def _word(asked: Asked) -> str:
    return "序时进度完成率" if asked.case.schedule != ONE else "完成率"


def target_ratio(asked: Asked) -> Said:
    """W × x ÷ T between floor and cap."""
    floor, cap, word = asked.number("floor"), asked.number("cap"), _word(asked)
    least = f"最低按 {share(floor)}、" if floor else ""
    gist = f"按{word}得分，{least}最高按 {share(cap)} 计"
    if _full(asked):
        return Said(gist, asked.weight, ENDS, ("数值不大于 0，得满分",))
    reached = value_of(_reached(asked))
    if not floor <= reached <= cap:
        bound = cap if reached > cap else floor
        if max(floor, reached) > cap:  # the cap has the last word
            bound = cap
        return Said(gist, asked.weight * bound, ENDS, (f"{word} {share(reached)}，按 {share(bound)} 计",))
    return Said(gist, _over(asked, asked.weight), ENDS)


def _over(asked: Asked, weight: Term) -> Term:
    """W × x ÷ T, with as few brackets as can be."""
    target = _target(asked)
    return weight * target / asked.x if asked.case.lower else weight * asked.x / target


def target_bonus(asked: Asked) -> Said:
    """W × x ÷ T below the target; W + what is over it above."""
    each, cap = asked.number("per_point"), asked.case.numbers.get("cap")
    most = f"，最多加 {plain(cap)} 分" if cap is not None else ""
    gist = f"完成得满分，每超 1 个百分点加 {plain(each)} 分{most}"
    if _full(asked):
        return Said(gist, asked.weight, ENDS, ("数值不大于 0，得满分",))
    reached = value_of(_reached(asked))
    if compared(reached) < 1:
        return Said(gist, _over(asked, asked.weight), ENDS, (f"{_word(asked)} {share(reached)}，未完成",))
    points = max(ZERO, (reached - 1) * HUNDRED)
    extra: Term = each * (_reached(asked) - 1) * 100 if points else term(0)
    remarks = [f"{_word(asked)} {share(reached)}"]
    if asked.case.flags["whole_points"]:
        points = Decimal(int(compared(points)))
        extra = term(each) * points
        remarks.append(f"只计整点，超 {plain(points)} 个百分点")
    if cap is not None and each * points > cap:
        extra = term(cap)
        remarks.append(f"超额加分已到最多 {plain(cap)} 分")
    return Said(gist, asked.weight + extra, ENDS, tuple(remarks))


def target_all(asked: Asked) -> Said:
    """W, or nothing."""
    due, x = compared(value_of(_target(asked))), compared(asked.own)
    met = x <= due if asked.case.lower else x >= due
    side, short = ("不高于", "高于") if asked.case.lower else ("达到", "未达到")
    said = f"{plain(asked.own)} {side if met else short}目标 {plain(due)}"
    return Said(f"{side}目标得满分，否则 0 分", asked.weight if met else term(0), ENDS, (said,))


def target_table(asked: Asked) -> Said:
    """The points of the band that the share reached lies in."""
    rows, gist = asked.case.tables["table"], f"按{_word(asked)}所在的档得分"
    if _full(asked):
        return Said(gist, term(max((points for _, points in rows), default=ZERO)), ENDS, ("数值不大于 0，得最高档",))
    reached = value_of(_reached(asked))
    said = f"{_word(asked)} {share(reached)}"
    for least, points in reversed(rows):
        if compared(reached) >= least:
            return Said(gist, term(points), ENDS, (f"{said}，在 {share(least)} 及以上一档，得 {plain(points)} 分",))
    return Said(gist, term(0), ENDS, (f"{said}，低于最低一档，得 0 分",))


def shortfall(asked: Asked) -> Said:
    """W − each × (T − x)."""
    case, each = asked.case, asked.number("each")
    target = asked.value(case.target if case.target is not None else ZERO)
    side, met = ("超出", "不超过") if case.lower else ("低于", "达到")
    gist = f"{met}目标得满分，每{side} 1 个单位扣 {plain(each)} 分"
    short = asked.x - target if case.lower else target - asked.x
    if value_of(short) <= 0:
        return Said(gist, asked.weight, ENDS, (f"{met}目标，得满分",))
    made = asked.weight - each * short
    if value_of(made) < 0:
        return Said(gist, term(0), ENDS, ("已扣完",))
    return Said(gist, made, ENDS)


SAID = {
    "target_ratio": target_ratio,
    "target_bonus": target_bonus,
    "target_all": target_all,
    "target_table": target_table,
    "shortfall": shortfall,
}
