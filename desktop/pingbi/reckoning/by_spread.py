"""Points from where a value lies among the others, in numbers."""

from __future__ import annotations

from pingbi.reckoning.said import HUNDRED, ONE, ZERO, Asked, Said, Uses, plain
from pingbi.reckoning.terms import Given, Term, value_of
from pingbi.scheme import compared

ENDS: tuple[Uses, ...] = ("own", "least", "greatest")
ALIKE = "各县区数值相等"


def efficacy(asked: Asked) -> Said:
    """W × (base + span × (x − min) ÷ (max − min)) ÷ 100."""
    case, base, span = asked.case, asked.number("base"), asked.number("span")
    worst, best = ("最高", "最低") if case.lower else ("最低", "最高")
    gist = f"{asked.among}{worst}得 {plain(base)}%，{best}得 {plain(base + span)}%"
    if case.field.equal:
        return Said(gist, asked.weight, ENDS, (f"{ALIKE}，得满分",))
    least, greatest = asked.value(case.field.least), asked.value(case.field.greatest)
    up = greatest - asked.x if case.lower else asked.x - least
    return Said(gist, asked.weight * (base + span * up / (greatest - least)) / 100, ENDS)


def efficacy_fixed(asked: Asked) -> Said:
    """W × (base + span × (x − x_no) ÷ (x_ok − x_no)) ÷ 100, within the two where it is clamped."""
    best, worst = asked.number("satisfactory"), asked.number("unacceptable")
    base, span = asked.number("base"), asked.number("span")
    gist = f"满意值 {plain(best)} 得 {plain(base + span)}%，不允许值 {plain(worst)} 得 {plain(base)}%"
    up = (asked.x - asked.value(worst)) / (asked.value(best) - asked.value(worst))
    reached = value_of(up)
    if asked.case.flags["clamp"] and not ZERO <= reached <= ONE:
        side, worth = ("超过满意值", base + span) if reached > 1 else ("不及不允许值", base)
        return Said(gist, asked.weight * worth / 100, remarks=(f"{side}，按 {plain(worth)}% 计",))
    share_of = span * (asked.x - asked.value(worst)) / (asked.value(best) - asked.value(worst))
    return Said(gist, asked.weight * (base + share_of) / 100)


def minmax(asked: Asked) -> Said:
    """W × (x − low) ÷ (high − low), within the two where it is clamped."""
    case = asked.case
    least, greatest = case.field.least, case.field.greatest
    low, high = case.numbers.get("low", least), case.numbers.get("high", greatest)
    names = [f"下限 {plain(low)} " if "low" in case.numbers else f"{asked.among}最低"]
    names.append(f"上限 {plain(high)} " if "high" in case.numbers else f"{asked.among}最高")
    none, full = names[::-1] if case.lower else names
    gist = f"{none}得 0 分，{full}得满分"
    uses = tuple(row for row in ENDS if row not in {("least" if key == "low" else "greatest") for key in case.numbers})
    if compared(high) <= compared(low):
        return Said(gist, asked.weight, ENDS, (f"{ALIKE}，得满分",))
    up = asked.value(high) - asked.x if case.lower else asked.x - asked.value(low)
    reached = value_of(up) / (high - low)
    if case.flags["clamp"] and not ZERO <= reached <= ONE:
        side = "超过满分线，按满分计" if reached > 1 else "不及 0 分线，按 0 分计"
        return Said(gist, asked.weight * (1 if reached > 1 else 0), uses, (side,))
    return Said(gist, asked.weight * up / (asked.value(high) - asked.value(low)), uses)


def benchmark(asked: Asked) -> Said:
    """W × x ÷ best, at most the cap."""
    case, cap = asked.case, asked.number("cap")
    given = "best" in case.numbers
    best = case.numbers.get("best", case.field.least if case.lower else case.field.greatest)
    end: Uses = "least" if case.lower else "greatest"
    name = f"标杆值 {plain(best)}" if given else f"{asked.among}{'最低' if case.lower else '最高'}值"
    gist = f"与{name}相比，最多按 {plain(cap)} 倍计"
    uses: tuple[Uses, ...] = ("own",) if given else ("own", end)
    if case.lower and compared(asked.own) <= 0:
        return Said(gist, asked.weight, uses, ("数值不大于 0，得满分",))
    over, below = (asked.value(best), asked.x) if case.lower else (asked.x, asked.value(best))
    if value_of(over / below) > cap:
        return Said(gist, asked.weight * cap, uses, (f"超过 {plain(cap)} 倍，按 {plain(cap)} 倍计",))
    return Said(gist, asked.weight * over / below, uses)


def share_of_all(asked: Asked) -> Said:
    """W × x ÷ Σx, or W ÷ x ÷ Σ(1 ÷ x)."""
    field = asked.case.field
    if not asked.case.lower:
        whole = Given(field.total, asked.decimals)
        remark = f"{asked.among} {asked.case.n} 个县区合计 {plain(field.total)}"
        return Said("占各县区合计的比重", asked.weight * asked.x / whole, remarks=(remark,))
    parts = Given(field.reciprocals if field.reciprocals is not None else ZERO)
    remark = f"{asked.among} {asked.case.n} 个县区的倒数合计 {plain(parts.value.quantize(ONE.scaleb(-6)))}"
    return Said("占各县区倒数合计的比重", asked.weight / asked.x / parts, remarks=(remark,))


def zscore(asked: Asked) -> Said:
    """W × (mean + sd × (x − x̄) ÷ s) ÷ 100."""
    case, field = asked.case, asked.case.field
    mean, sd = asked.number("mean"), asked.number("sd")
    gist = f"居平均得 {plain(mean)}%，每高一个标准差加 {plain(sd)}%"
    gist = gist.replace("每高", "每低") if case.lower else gist
    deviation = field.deviation(sample=case.flags["sample"])
    if field.equal or not deviation:
        return Said(gist, asked.weight * mean / 100, remarks=(f"{ALIKE}，按平均计",))
    middle, spread = Given(field.mean, asked.decimals), Given(deviation, asked.decimals)
    distance: Term = middle - asked.x if case.lower else asked.x - middle
    words = f"{asked.among}平均 {plain(field.mean.quantize(ONE.scaleb(-4)))}"
    remarks = (f"{words}，标准差 {plain(deviation.quantize(ONE.scaleb(-4)))}",)
    return Said(gist, asked.weight * (mean + sd * distance / spread) / HUNDRED, remarks=remarks)


SAID = {
    "efficacy": efficacy,
    "efficacy_fixed": efficacy_fixed,
    "minmax": minmax,
    "benchmark": benchmark,
    "share": share_of_all,
    "zscore": zscore,
}
