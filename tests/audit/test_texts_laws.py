"""Texts made up so that all numbers follow from each other, printed to some digits: nothing is found in them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pingbi.audit.feasible import feasible
from pingbi.model import Fact
from pingbi.model.catalogue import Kind

Tell = Callable[..., Any]
Say = Callable[..., Fact]

DIGITS = st.integers(0, 2)
AMOUNTS = st.decimals("0.5", "900", places=4)
COUNTS = st.integers(1, 400)


def printed(value: Decimal, digits: int) -> str:
    """As a report prints it: rounded half up."""
    return f"{value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}"


def silent(told: Tell, facts: list[Fact]) -> bool:
    return not [code for code in told([], facts=facts).codes if code not in ("missing", "no-operand", "implied")]


@given(AMOUNTS, AMOUNTS, AMOUNTS, DIGITS, DIGITS, st.sampled_from(["亿元", "万元"]))
def test_a_plan_its_completion_and_their_ratio(
    told: Tell, said: Say, plan: Decimal, done: Decimal, more: Decimal, places: int, digits: int, unit: str
) -> None:
    times = Decimal(1) if unit == "亿元" else Decimal(10_000)
    budget = max(plan, done) + more
    shown = printed(plan, places)
    facts = [
        said("重点项目总投资", f"{printed(budget, places)}亿元"),
        said("重点项目年计划投资", f"{shown}亿元", period="2022FY-plan"),
        said("重点项目完成投资", f"{printed(done * times, places)}{unit}"),
        said("重点项目占年计划", f"{printed(done / plan * 100, digits)}%", "plan_ratio"),
    ]
    assert silent(told, facts)


@given(st.lists(AMOUNTS, min_size=2, max_size=5), DIGITS)
def test_parts_and_their_whole(told: Tell, said: Say, parts: list[Decimal], places: int) -> None:
    facts = [said("规划项目投资", f"{printed(sum(parts, Decimal(0)), places)}亿元")]
    names = ("材料", "食品", "装备", "化工", "其他")
    for name, part in zip(names[-len(parts) :], parts, strict=True):
        facts.append(said(f"{name}项目投资", f"{printed(part, places)}亿元", part_of="规划项目投资"))
    assert silent(told, facts)


@given(COUNTS, COUNTS, COUNTS, DIGITS)
def test_things_built_and_under_way(told: Tell, said: Say, built: int, going: int, rest: int, digits: int) -> None:
    whole = built + going + rest
    rate = Decimal(built + going) / whole * 100
    facts = [
        said("改造项目", f"{whole}个", "count"),
        said("改造项目已建成", f"{built}个", "count"),
        said("改造项目正在建设", f"{going}个", "count"),
        said("改造项目开工率", f"{printed(rate, digits)}%", "share"),
    ]
    assert silent(told, facts)


@given(COUNTS, COUNTS, st.integers(0, 3))
def test_a_share_of_whole_things_is_feasible_from_either_side(part: int, rest: int, digits: int) -> None:
    whole = part + rest
    share = Decimal(printed(Decimal(part) / whole * 100, digits))
    half = Decimal(5).scaleb(-digits - 1)
    assert feasible(Decimal(part), share, half, of_all=False)
    assert feasible(Decimal(whole), share, half, of_all=True)


@given(
    st.decimals("-20", "40", places=1),
    st.lists(st.decimals("-20", "60", places=1), min_size=2, max_size=2),
)
def test_counties_that_measure_themselves_by_one_city(
    told: Tell, said: Say, city: Decimal, grown: list[Decimal]
) -> None:
    facts = []
    for county, growth in zip(("甲县", "乙县"), grown, strict=True):
        facts.append(said("工业投资", f"{growth.normalize():f}%", "yoy", county=county))
        facts.append(said("工业投资增速", f"{(growth - city).normalize():f}个百分点", "vs_city", county=county))
    county, behind = ("甲县", 45) if grown[0] == max(grown) else ("乙县", 85)
    facts.append(said("工业投资", "1位", "rank", county=county, at=behind))
    assert silent(told, facts)


@given(AMOUNTS, st.lists(DIGITS, min_size=2, max_size=4))
def test_one_amount_printed_again_and_again(told: Tell, said: Say, amount: Decimal, digits: list[int]) -> None:
    assert silent(told, [said("新建企业产值", f"{printed(amount, places)}亿元") for places in digits])


SUBJECTS = (
    "工业投资",
    "工业投资增速",
    "工业投资占固定资产投资比例",
    "固定资产投资",
    "改造项目",
    "改造项目总投资",
    "改造项目年计划投资",
    "改造项目完成投资",
    "改造项目占年计划",
    "改造项目已建成",
    "改造项目在建",
    "改造项目开工率",
    "研发覆盖率",
    "有研发机构的规上企业",
    "企业发放贷款",
    "半年综合评比",
    "",
)
UNITS = ("亿元", "万元", "%", "个百分点", "个", "家", "笔", "位", "倍", "")
NUMBERS = st.decimals("-1e15", "1e15", places=3) | st.integers(-3, 300).map(Decimal)
ANY: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    county=st.sampled_from(["甲县", "乙县", "全市", "丙县", None]),
    indicator=st.sampled_from(SUBJECTS),
    indicator_id=st.sampled_from([None, "done", "plan", "ratio", "yoy", "count"]),
    value=NUMBERS,
    unit=st.sampled_from(UNITS),
    kind=st.sampled_from(Kind),
    period=st.sampled_from([None, "2022H1", "2022M01-07", "2022FY-plan", "asof"]),
    qualifier=st.sampled_from([None, "近", "前", "累计"]),
    reference=st.sampled_from([None, "全市", "全省"]),
    part_of=st.sampled_from([None, "改造项目", "改造项目总投资"]),
)


@given(st.lists(ANY, max_size=12))
def test_whatever_a_text_states_the_audit_says_something_or_nothing(
    told: Tell, said: Say, rows: list[dict[str, Any]]
) -> None:
    facts = [said("", "1", at=20 * at, **row) for at, row in enumerate(rows, 1)]
    findings = told([], facts=facts).findings
    assert all(str(finding) and finding.code for finding in findings)
