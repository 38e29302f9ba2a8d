"""其中 lists: each part with its whole, and no part where there is none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pingbi.extraction.listed import with_wholes
from pingbi.model import Fact
from pingbi.model.catalogue import Kind

LISTS = [
    pytest.param(
        "实施工业项目25个，投资9亿元。其中：材料项目9个；食品项目10个，食品项目投资3亿元。装备项目4个。",
        {"材料项目": "工业项目", "食品项目": "工业项目", "食品项目投资": "工业项目投资"},
        id="a colon's list goes on to the full stop, behind the whole's own sentence",
    ),
    pytest.param(
        "有研发机构82个，其\n中省级平台8个、市级平台4个；高新企业200个。",
        {"省级平台": "研发机构", "市级平台": "研发机构"},
        id="without a colon it ends with its clause",
    ),
    pytest.param(
        "确定工业项目25个、改造项目22个。其中，亿元以上工业项目20个。",
        {"亿元以上工业项目": "工业项目"},
        id="of two wholes the one whose name the part has",
    ),
    pytest.param(
        "重点项目总投资30亿元，重点项目完成投资9亿元，其中省级项目完成投资3亿元。",
        {"省级项目完成投资": "重点项目完成投资"},
        id="of two amounts the one that is measured alike",
    ),
    pytest.param("确定工业项目25个、改造项目22个。其中，食品车间9个。", {}, id="of two wholes none"),
    pytest.param("确定工业项目25个，投资3亿元。其中，工业项目26个。", {}, id="the whole said again"),
    pytest.param("确定工业项目25个。食品车间30个。", {}, id="no 其中, no part"),
    pytest.param("工业项目25个开工，其中6月份新项目5个开工。", {}, id="another time is no part"),
    pytest.param("确定工业项目25个，其中投资3亿元。", {}, id="another kind of number"),
    pytest.param("确定工业项目25个。其他内容。其中，食品车间9个。", {}, id="a sentence between"),
]
SUBJECTS = {
    **{name: name for name in ("材料项目", "食品车间", "装备项目", "研发机构", "省级平台", "市级平台", "高新企业")},
    **{name: name for name in ("亿元以上工业项目", "工业项目", "改造项目", "新项目", "食品项目投资", "食品项目")},
    **{name: name for name in ("省级项目完成投资", "重点项目完成投资", "重点项目总投资")},
    "投资": "工业项目投资",
}


def facts_of(text: str) -> list[Fact]:
    """Each number with the longest of the subjects that stands right before it."""
    facts = []
    at = 0
    while at < len(text):
        subject = next((name for name in sorted(SUBJECTS, key=len, reverse=True) if text.startswith(name, at)), None)
        digits = at + len(subject) if subject else at
        end = digits
        while subject and text[end].isdigit():
            end += 1
        if subject and end > digits:
            unit = "亿元" if text.startswith("亿元", end) else "个"
            kind = Kind.LEVEL if unit == "亿元" else Kind.COUNT
            name, value = SUBJECTS[subject], Decimal(text[digits:end])
            facts.append(
                Fact("简报.txt", "甲县", name, None, value, unit, kind, None, None, None, digits, end, name, Decimal(1))
            )
        at = max(end, at + 1)
    return facts


@pytest.mark.parametrize(("text", "parts"), LISTS)
def test_what_stands_behind_among_is_a_part(text: str, parts: dict[str, str]) -> None:
    facts = facts_of(text)
    assert len(facts) > 1
    found = with_wholes(facts, text)
    assert {fact.indicator: fact.part_of for fact in found if fact.part_of is not None} == parts
    assert [fact.number_start for fact in found] == [fact.number_start for fact in facts]


def test_a_part_is_of_its_own_county_s_whole() -> None:
    text = "确定工业项目25个，其中食品车间9个。"
    whole, part = facts_of(text)
    other = replace(part, county="乙县")
    assert [fact.part_of for fact in with_wholes([whole, other], text)] == [None, None]
