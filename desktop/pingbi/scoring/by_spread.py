"""Points from where a value lies among the others, or between fixed marks."""

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
BASE = Parameter("base", "基础分", default=Decimal(60))
SPAN = Parameter("span", "浮动分", default=Decimal(40))


def _x(case: Case) -> Decimal:
    """The value; these methods are only called where there is one."""
    return case.x if case.x is not None else ZERO


def _equal_cells(cells: Cells) -> str:
    """Whether all values of the base are equal."""
    return f"ROUND(MAX({cells.values}),10)=ROUND(MIN({cells.values}),10)"


@exact
def _efficacy(case: Case) -> Marks:
    """W·(base + span·(x−min)/(max−min))/100; all equal: full marks."""
    least, greatest = case.field.least, case.field.greatest
    if case.field.equal:
        return Marks(case.weight, "all-equal")
    share = LONG.divide(greatest - _x(case) if case.lower else _x(case) - least, greatest - least)
    return Marks(LONG.divide(case.weight * (case.numbers["base"] + case.numbers["span"] * share), HUNDRED))


def _efficacy_formula(cells: Cells) -> str:
    v, w = cells.values, cells.weight
    up = f"(MAX({v})-{cells.x})" if cells.lower else f"({cells.x}-MIN({v}))"
    points = f"{w}*({cells.numbers['base']}+{cells.numbers['span']}*{up}/(MAX({v})-MIN({v})))/100"
    return f"IF({_equal_cells(cells)},{w},{points})"


@exact
def _fixed(case: Case) -> Marks:
    """W·(base + span·(x−x_no)/(x_ok−x_no))/100; the two alike tell nothing apart (a scheme's check refuses them)."""
    best, worst = case.numbers["satisfactory"], case.numbers["unacceptable"]
    if compared(best) == compared(worst):
        return Marks(None, "base-not-positive")
    share = LONG.divide(_x(case) - worst, best - worst)
    if case.flags["clamp"]:
        share = min(ONE, max(ZERO, share))
    return Marks(LONG.divide(case.weight * (case.numbers["base"] + case.numbers["span"] * share), HUNDRED))


def _fixed_formula(cells: Cells) -> str:
    best, worst = cells.numbers["satisfactory"], cells.numbers["unacceptable"]
    share = f"({cells.x}-{worst})/({best}-{worst})"
    if cells.flags["clamp"]:
        share = f"MIN(1,MAX(0,{share}))"
    points = f"{cells.weight}*({cells.numbers['base']}+{cells.numbers['span']}*{share})/100"
    return f'IF(ROUND({best},10)=ROUND({worst},10),"-",{points})'


@exact
def _minmax(case: Case) -> Marks:
    """W·(x−low)/(high−low); all equal: full marks; goalposts of which one lies on or beyond the values: none."""
    least, greatest = case.field.least, case.field.greatest
    low, high = case.numbers.get("low", least), case.numbers.get("high", greatest)
    if compared(high) <= compared(low):
        both = {"low", "high"} <= case.numbers.keys()
        alike = case.field.equal and compared(high) == compared(low) and not both
        return Marks(case.weight, "all-equal") if alike else Marks(None, "base-not-positive")
    share = LONG.divide(high - _x(case) if case.lower else _x(case) - low, high - low)
    return Marks(case.weight * (min(ONE, max(ZERO, share)) if case.flags["clamp"] else share))


def _minmax_formula(cells: Cells) -> str:
    low = cells.numbers.get("low", f"MIN({cells.values})")
    high = cells.numbers.get("high", f"MAX({cells.values})")
    share = f"({high}-{cells.x})/({high}-{low})" if cells.lower else f"({cells.x}-{low})/({high}-{low})"
    if cells.flags["clamp"]:
        share = f"MIN(1,MAX(0,{share}))"
    points, given = f"{cells.weight}*{share}", {"low", "high"} & cells.numbers.keys()
    if not given:
        return f"IF({_equal_cells(cells)},{cells.weight},{points})"
    alike = f"AND({_equal_cells(cells)},ROUND({high},10)=ROUND({low},10))"
    instead = '"-"' if len(given) == 2 else f'IF({alike},{cells.weight},"-")'
    return f"IF(ROUND({high},10)>ROUND({low},10),{points},{instead})"


@exact
def _benchmark(case: Case) -> Marks:
    """W·min(x/best, cap), or best/x where less is better; a best ≤ 0 cannot be divided by."""
    x, cap = _x(case), case.numbers["cap"]
    best = case.numbers.get("best", case.field.least if case.lower else case.field.greatest)
    if compared(best) <= 0:
        return Marks(None, "base-not-positive")
    if not case.lower:
        return Marks(case.weight * min(LONG.divide(x, best), cap))
    if compared(x) <= 0:
        return Marks(case.weight, "base-not-positive")
    return Marks(case.weight * min(LONG.divide(best, x), cap))


def _benchmark_formula(cells: Cells) -> str:
    best = cells.numbers.get("best", f"{'MIN' if cells.lower else 'MAX'}({cells.values})")
    if cells.lower:
        share = f"MIN({best}/{cells.x},{cells.numbers['cap']})"
        points = f"IF(ROUND({cells.x},10)<=0,{cells.weight},{cells.weight}*{share})"
    else:
        points = f"{cells.weight}*MIN({cells.x}/{best},{cells.numbers['cap']})"
    return f'IF(ROUND({best},10)<=0,"-",{points})'


@exact
def _share(case: Case) -> Marks:
    """W·x/Σx, or (1/x)/Σ(1/x) where less is better; a sum ≤ 0 (or a value ≤ 0) cannot be divided by."""
    if not case.lower:
        total = case.field.total
        if compared(total) <= 0:
            return Marks(None, "base-not-positive")
        return Marks(LONG.divide(case.weight * _x(case), total))
    reciprocals = case.field.reciprocals
    if reciprocals is None:
        return Marks(None, "base-not-positive")
    return Marks(LONG.divide(LONG.divide(case.weight, _x(case)), reciprocals))


def _share_formula(cells: Cells) -> str:
    if cells.lower:  # HARMEAN is n/Σ(1/x), skips texts, and is an error where a value is not positive
        points = f"{cells.weight}/{cells.x}/({cells.n}/HARMEAN({cells.values}))"
        return f'IF(ROUND(MIN({cells.values}),10)<=0,"-",{points})'
    return f'IF(ROUND(SUM({cells.values}),10)<=0,"-",{cells.weight}*{cells.x}/SUM({cells.values}))'


@exact
def _zscore(case: Case) -> Marks:
    """W·(mean + sd·z)/100, z = (x − x̄)/s; no spread: z = 0."""
    field = case.field
    deviation = field.deviation(sample=case.flags["sample"])
    z = ZERO if field.equal or not deviation else LONG.divide(_x(case) - field.mean, deviation)
    points = case.weight * (case.numbers["mean"] + case.numbers["sd"] * (-z if case.lower else z))
    return Marks(LONG.divide(points, HUNDRED), "all-equal" if field.equal else "")


def _zscore_formula(cells: Cells) -> str:
    v = cells.values
    deviation = f"{'STDEV' if cells.flags['sample'] else 'STDEVP'}({v})"
    distance = f"(AVERAGE({v})-{cells.x})" if cells.lower else f"({cells.x}-AVERAGE({v}))"
    z = f"IF({_equal_cells(cells)},0,{distance}/{deviation})"
    return f"{cells.weight}*({cells.numbers['mean']}+{cells.numbers['sd']}*{z})/100"


def _efficacy_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    up = "（最大值－x）" if criterion.direction == "lower" else "（x－最小值）"
    return f"得分＝W×（{letter['base']}＋{letter['span']}×{up}÷（最大值－最小值））÷100；各县区相等时得满分"


def _fixed_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    best, worst = letter["satisfactory"], letter["unacceptable"]
    bound = "" if criterion.parameters.get("clamp") is False else "，超出两值的按两值计"
    return (
        f"得分＝W×（{letter['base']}＋{letter['span']}×（x－{worst}）÷（{best}－{worst}））÷100，"
        f"{best} 为满意值、{worst} 为不允许值{bound}"
    )


def _minmax_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    low, high = letter.get("low", "最小值"), letter.get("high", "最大值")
    up = f"（{high}－x）" if criterion.direction == "lower" else f"（x－{low}）"
    bound = "，可以超出上下限" if criterion.parameters.get("clamp") is False else "，最低0分、最高满分"
    alike = {
        (False, False): "；各县区相等时得满分",
        (True, False): f"；各县区都等于 {low} 时得满分，此外最大值不大于 {low} 时不计分",
        (False, True): f"；各县区都等于 {high} 时得满分，此外最小值不小于 {high} 时不计分",
        (True, True): "",
    }["low" in letter, "high" in letter]
    return f"得分＝W×{up}÷（{high}－{low}）{bound}{alike}"


def _benchmark_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    lower = criterion.direction == "lower"
    best = letter.get("best", "最小值" if lower else "最大值")
    share, full = (f"{best}÷x", "，x≤0 得满分") if lower else (f"x÷{best}", "")
    return f"得分＝W×{share}，最高按 {letter['cap']} 倍计{full}；{best}不大于0时不计分"


def _share_words(criterion: Criterion, _: Mapping[str, str]) -> str:
    if criterion.direction == "lower":
        return "得分＝W×（1÷x）÷各县区（1÷x）之和；有县区的 x 不大于0时都不计分"
    return "得分＝W×x÷各县区 x 之和；合计不大于0时不计分"


def _zscore_words(criterion: Criterion, letter: Mapping[str, str]) -> str:
    distance = "平均值－x" if criterion.direction == "lower" else "x－平均值"
    kind = "总体标准差" if criterion.parameters.get("sample") is False else "标准差"
    return f"得分＝W×（{letter['mean']}＋{letter['sd']}×z）÷100，z＝（{distance}）÷{kind}；各县区相等时 z 为0"


METHODS = (
    Method("efficacy", "功效系数", _efficacy, _efficacy_formula, _efficacy_words, (BASE, SPAN)),
    Method(
        "efficacy_fixed",
        "功效系数（满意值）",
        _fixed,
        _fixed_formula,
        _fixed_words,
        (
            Parameter("satisfactory", "满意值", required=True),
            Parameter("unacceptable", "不允许值", required=True),
            BASE,
            SPAN,
            Parameter("clamp", "限于两值之间", kind="flag", default=True),
        ),
    ),
    Method(
        "minmax",
        "极差标准化",
        _minmax,
        _minmax_formula,
        _minmax_words,
        (
            Parameter("low", "下限"),
            Parameter("high", "上限"),
            Parameter("clamp", "限于两值之间", kind="flag", default=True),
        ),
    ),
    Method(
        "benchmark",
        "标杆比例",
        _benchmark,
        _benchmark_formula,
        _benchmark_words,
        (Parameter("best", "标杆值"), Parameter("cap", "最高倍数", default=ONE)),
    ),
    Method("share", "占比法", _share, _share_formula, _share_words),
    Method(
        "zscore",
        "标准分",
        _zscore,
        _zscore_formula,
        _zscore_words,
        (
            Parameter("mean", "均值", default=ZERO),
            Parameter("sd", "标准差", default=ONE),
            Parameter("sample", "样本标准差", kind="flag", default=True),
        ),
    ),
)
