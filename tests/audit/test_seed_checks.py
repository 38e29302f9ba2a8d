"""The 35 relations among the figures of the newspaper page: silent, a finding, or offered, as seed_checks.json says.

What holds is also broken, one number at a time, to see that its silence is no blindness.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pingbi import pipeline
from pingbi.audit import audit
from pingbi.audit.texts.implied import Implied
from pingbi.model import Derived, Fact, Figures, Finding, InText, Level
from pingbi.model.catalogue import Kind
from pingbi.scheme import Scheme


class Holds(NamedTuple):
    """The gold facts of a relation that holds; a change that breaks it, and the code of what is then found."""

    facts: tuple[int, ...]
    change: Mapping[int, str]
    code: str


HOLDS = {
    "产业项目 完成投资/年计划": Holds((60, 58, 61), {61: "87.6"}, "ratio-mismatch"),
    "四化改造 完成投资/年计划": Holds((69, 67, 70), {70: "109.5"}, "ratio-mismatch"),
    "省市重点产业项目 完成/年度计划": Holds((104, 103, 105), {105: "86.3"}, "ratio-mismatch"),
    "研发活动覆盖率": Holds((39, 38, 40), {40: "79.7"}, "ratio-mismatch"),
    "研发机构分项之和": Holds((81, 82, 83, 84), {84: "71"}, "sum-mismatch"),
    "主导产业项目数之和≤规划项目数": Holds((10, 12, 14, 16), {14: "14"}, "sum-mismatch"),
    "主导产业概算之和≤概算投资": Holds((11, 13, 15, 17), {15: "70.1"}, "sum-mismatch"),
    "两县倒推的全市工业投资增速一致": Holds((4, 5, 132, 133), {133: "31.2"}, "implied-city-differs"),
    "排名与增速相容": Holds((49, 50, 130), {50: "1", 130: "9.9"}, "place-contradicts"),
    "产业项目 已建成+在建≤总数": Holds((55, 62, 63), {63: "17"}, "sum-mismatch"),
    "亿元以上项目≤工业项目": Holds((19, 21), {21: "26"}, "part-exceeds-whole"),
    "工业项目数前后一致(三处)": Holds((1, 10, 19), {19: "26"}, "two-values"),
    "四化改造项目数前后一致(三处)": Holds((2, 20, 23), {20: "23"}, "two-values"),
    "技改投资≤工业投资": Holds((51, 53), {53: "54.1"}, "part-exceeds-whole"),
    "完成≤年计划≤概算 产业项目": Holds((56, 58, 60), {58: "190.99"}, "part-exceeds-whole"),
    "年计划≤概算 四化改造": Holds((65, 67), {67: "103.38"}, "part-exceeds-whole"),
    "完成≤年计划≤总投资": Holds((102, 103, 104), {103: "54.76"}, "part-exceeds-whole"),
    "巨人推荐≤专精特新新增": Holds((74, 75), {75: "6"}, "part-exceeds-whole"),
    "有研发活动≤规上企业": Holds((38, 39), {39: "95"}, "part-exceeds-whole"),
    "综合成绩前三 对 第一名": Holds((6, 98), {6: "4"}, "place-contradicts"),
    "增速快者超出多": Holds((4, 5, 132, 133), {132: "48"}, "implied-city-differs"),
}
FAILS = {
    "四化改造 投产+在建 对 开工率100%": ("ratio-mismatch", (73, 71, 72, 64)),
    "研发覆盖率68.2%可由82家得出?": ("infeasible-share", (85, 81)),
    "贷款笔数 对 企业数": ("implausible", (95, 94)),
}
OFFERED = {
    "全市规上工业增加值增速(倒推)": ("全市", "7.9"),
    "濮阳县高于全市(倒推)": ("濮阳县", "1.7"),
    "亿元以上项目市定目标(倒推)": ("南乐县", "14"),
    "四化改造市定目标(倒推)": ("南乐县", "11"),
    "固定资产投资(倒推)": ("濮阳县", "140.8158"),
    "上年同期工业投资(倒推)": ("南乐县", "21.0897"),
    "上年同期技改投资(倒推)": ("濮阳县", "9.0500"),
    "上年同期规上工业增加值(倒推)": ("濮阳县", "13.5949"),
    "产业项目占计划 对 时序进度7/12": ("濮阳县", "30.2667"),
    "重点项目占计划 对 时序进度6/12": ("台前县", "35.3"),
}
# Silent because nobody looks: the text does not say that one of them is a part of the other, only a map does.
NOT_LOOKED_AT = {"文留园区扩展≤规划面积": (87, 88)}

NUMERALS = {"一": "1", "二": "2", "三": "3", "两": "2"}
IDS = {  # the indicators of the scheme that the page states
    **dict.fromkeys((3, 51), "industrial_investment"),
    **dict.fromkeys((4, 132), "industrial_investment_yoy"),
    **dict.fromkeys((21,), "large_projects"),
    **dict.fromkeys((2, 20, 23, 64), "upgrade_projects"),
    **dict.fromkeys((38,), "rd_enterprises"),
    **dict.fromkeys((39,), "rd_active"),
    **dict.fromkeys((40, 85), "rd_coverage"),
    48: "value_added",
    **dict.fromkeys((49, 130), "value_added_yoy"),
    53: "technical_investment",
    54: "technical_investment_yoy",
    **dict.fromkeys((55, 101), "projects"),
    **dict.fromkeys((56, 102), "project_budget"),
    **dict.fromkeys((58, 103), "planned"),
    **dict.fromkeys((60, 104), "completed"),
    **dict.fromkeys((61, 105), "plan_ratio"),
}


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return pipeline.load_scheme("")


@cache
def gold(path: Path) -> tuple[tuple[int, Fact], ...]:
    """(id, fact) for each fact that a careful reader finds in a text."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    rows = rows if isinstance(rows, list) else rows["facts"]
    text = path.with_name(path.name.replace("_gold", "_page")).with_suffix(".txt").read_bytes().decode("utf-8")
    places = [at for at, character in enumerate(text) if not character.isspace()]  # gold counts without white space
    rows = [row for row in rows if row["kind"] not in ("other", "period")]
    return tuple((row.get("id", 0), fact) for row in rows for fact in _facts(row, path.name, places))


def _facts(row: dict[str, Any], file: str, places: Sequence[int]) -> list[Fact]:
    printed = NUMERALS.get(row["value"], row["value"])
    if not printed.isascii():
        return []  # 三百二十, 近七成: no relation is about them
    start = row["pos"] + row["quote"].rindex(row["value"])
    kind = Kind(row["kind"])
    names = (row["county"] or "").split("、")
    return [
        Fact(
            file=file,
            county=name,
            indicator=row["indicator"],
            indicator_id=IDS.get(row.get("id", 0)),
            value=Decimal(printed) * row.get("sign", 1),
            unit="位" if kind is Kind.RANK else row["unit"],
            kind=kind,
            period=row.get("period_norm"),
            qualifier=row.get("qualifier"),
            reference=row.get("reference") or ("全市" if kind is Kind.RANK and "全市" in row["quote"] else None),
            number_start=places[start],
            number_end=places[start + len(row["value"]) - 1] + 1,
            quote=row["quote"],
            confidence=Decimal("0.97"),
            part_of=row.get("sub_of"),
        )
        for name in names
    ]


Checked = Callable[[Mapping[int, str]], tuple[Finding, ...]]


@pytest.fixture(scope="module")
def page(shared: Path) -> dict[int, Fact]:
    return dict(gold(shared / "text" / "seed_gold.json"))


@pytest.fixture(scope="module")
def checked(shared: Path, scheme: Scheme) -> Checked:
    """`checked({61: "87.6"})`: the findings when some of the page's numbers are changed."""

    def findings(change: Mapping[int, str]) -> tuple[Finding, ...]:
        rows = gold(shared / "text" / "seed_gold.json")
        facts = tuple(replace(fact, value=Decimal(change[at])) if at in change else fact for at, fact in rows)
        found = audit(scheme, Figures(), facts)
        return tuple(finding for finding in found if finding.places)  # what is missing has no place

    return findings


def places(finding: Finding) -> set[int]:
    return {place.start for place in finding.places if isinstance(place, InText)}


def about(findings: Sequence[Finding], starts: set[int]) -> list[str]:
    """What is said of these numbers, and not only offered."""
    return [finding.code for finding in findings if finding.code != "implied" and places(finding) & starts]


def test_every_relation_is_held_to_be_silent_found_or_offered(shared: Path) -> None:
    stated = {row["name"]: row for row in json.loads((shared / "text" / "seed_checks.json").read_text("utf-8"))}
    assert len(stated) == 35
    assert {*HOLDS, *FAILS, *OFFERED, *NOT_LOOKED_AT} == set(stated)
    assert {name for name, row in stated.items() if row["holds"] is False} == set(FAILS)
    assert {name for name, row in stated.items() if row["kind"] == "derived"} == set(OFFERED)
    for name, (_, value) in OFFERED.items():
        assert round(Decimal(value), 4) == round(Decimal(str(stated[name]["computed"])), 4)


@pytest.mark.parametrize("name", HOLDS)
def test_what_holds_is_silent_and_is_found_when_it_is_broken(
    checked: Checked, page: dict[int, Fact], name: str
) -> None:
    relation = HOLDS[name]
    starts = {page[at].number_start for at in relation.facts}
    among = [finding for finding in checked({}) if places(finding) <= starts]
    assert about(among, starts) == []
    broken = [finding for finding in checked(relation.change) if finding.code == relation.code]
    changed = {page[at].number_start for at in relation.change}
    assert any(places(finding) <= starts and places(finding) & changed for finding in broken)


@pytest.mark.parametrize("name", FAILS)
def test_what_fails_is_found_with_every_place(checked: Checked, page: dict[int, Fact], name: str) -> None:
    code, facts = FAILS[name]
    found = [finding for finding in checked({}) if finding.code == code]
    assert [places(finding) for finding in found] == [{page[at].number_start for at in facts}]
    assert all(page[at].quote.replace("“", "‘").replace("”", "’") in str(found[0]) for at in facts)


@pytest.mark.parametrize("name", OFFERED)
def test_what_is_only_derived_is_offered_with_its_derivation(checked: Checked, name: str) -> None:
    county, value = OFFERED[name]
    offered = [row for finding in checked({}) if isinstance(finding, Implied) for row in finding.implications]
    (row,) = [row for row in offered if row.county == county and round(row.value, 4) == round(Decimal(value), 4)]
    assert isinstance(row.origin, Derived)
    assert row.origin.operands


@pytest.mark.parametrize("name", NOT_LOOKED_AT)
def test_what_nobody_looks_at_is_silent(checked: Checked, page: dict[int, Fact], name: str) -> None:
    assert about(checked({}), {page[at].number_start for at in NOT_LOOKED_AT[name]}) == []


def test_nothing_else_is_said_of_the_page(checked: Checked) -> None:
    said = [finding.code for finding in checked({}) if finding.level is not Level.UNCHECKED]
    assert sorted(said) == sorted([*(code for code, _ in FAILS.values()), *["implied"] * 4])


# Contradictions that stand in these texts as they were published.
TRUE_CONTRADICTIONS = {
    "e09_xiangxi_2021m9": [{"114.8亿元", "92.0亿元"}, {"64%", "58.8%"}],
    "e11_wuyang_2023h1": [{"76.12%", "94.54亿元", "130.2亿元"}],
}


def test_in_other_texts_only_true_contradictions_are_found(shared: Path, scheme: Scheme) -> None:
    texts = sorted((shared / "text" / "dev").glob("*.json"))
    assert len(texts) > 20
    for path in texts:
        facts = tuple(fact for _, fact in gold(path))
        printed = {fact.number_start: f"{fact.value:f}{fact.unit}" for fact in facts}
        found = [row for row in audit(scheme, Figures(), facts) if row.code not in ("implied", "missing", "no-operand")]
        stated = [{printed[start] for start in places(finding)} for finding in found]
        assert stated == TRUE_CONTRADICTIONS.get(path.stem, []), path.name


def test_the_page_itself_is_read_and_says_the_same(shared: Path, scheme: Scheme) -> None:
    done = pipeline.evaluate(pipeline.gather([shared / "text" / "seed_page.txt"], scheme), scheme)
    found = [(row.county, row.code) for row in done.findings]
    for code, _ in FAILS.values():
        assert found.count(("濮阳县", code)) == 1
    assert not {"sum-mismatch", "implied-city-differs", "part-exceeds-whole", "two-values"} & {
        code for _, code in found
    }
    offered = {
        (row.county, round(row.value, 4))
        for finding in done.findings
        if isinstance(finding, Implied)
        for row in finding.implications
    }
    assert {(county, round(Decimal(value), 4)) for county, value in OFFERED.values()} <= offered
    scored = [row.origin for row in done.figures.chosen.values()]
    assert not any(isinstance(origin, Derived) for origin in scored)
