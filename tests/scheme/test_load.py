"""The complete example and the default scheme: loaded, and meaning what they say."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal

from pingbi.model import Figures, Role
from pingbi.model.catalogue import Kind
from pingbi.scheme import Operand, Scheme, find, formula, load
from pingbi.scheme.settings import target_of
from pingbi.scoring import METHODS


def test_the_complete_example_loads(example: str, parsed: Callable[[str], Scheme]) -> None:
    scheme = parsed(example)
    assert scheme.counties == ("南乐县", "台前县", "华龙区")
    assert scheme.scheme.rescale_least == Decimal("0.6")
    assert [row.parameters["target"] for row in scheme.criterion if "target" in row.parameters] == ["planned", "TARGET"]
    assert scheme.group_name("华龙区") == "区"
    assert [(row.name, str(row.from_)) for row in scheme.grade] == [("优秀", "90"), ("良好", "80")]
    assert scheme.ledger[0].units["年计划投资"] == "亿元"
    assert target_of(scheme, Figures(), "large_projects", "南乐县") == 14
    assert target_of(scheme, Figures(), "large_projects", "台前县") is None


def test_the_complete_example_uses_every_table(example: str) -> None:
    """So that a table that comes new is put into the example, or stands here as one that is optional."""
    assert set(Scheme.__struct_fields__) - set(tomllib.loads(example)) == {"notice"}


def default() -> Scheme:
    return load(find(""), METHODS)


def test_the_default_scheme_covers_the_year_of_industrial_projects() -> None:
    scheme = default()
    names = {row.id: (row.name, row.kind) for row in scheme.indicator}
    assert names["value_added_yoy"] == ("规上工业增加值增速", Kind.YOY)
    wanted = {
        "工业投资": {Kind.LEVEL},
        "工业投资增速": {Kind.YOY},
        "技改投资增速": {Kind.YOY},
        "产业项目个数": {Kind.COUNT},
        "产业项目年计划投资": {Kind.LEVEL},
        "产业项目完成投资": {Kind.LEVEL},
        "产业项目占年计划": {Kind.PLAN_RATIO},
        "亿元以上工业项目": {Kind.COUNT},
        "“四化”改造项目": {Kind.COUNT},
        "新签约工业项目": {Kind.COUNT},
        "研发活动覆盖率": {Kind.SHARE},
        "高新技术企业新增数": {Kind.COUNT},
        "工业项目入库": {Kind.COUNT},
    }
    assert {name: {kind for other, kind in names.values() if other == name} for name in wanted} == wanted
    assert scheme.adjustment
    assert scheme.veto
    assert scheme.check
    used = {operand for row in scheme.criterion for operand in formula(scheme, row.value or "0").operands}
    for name in ("large_projects", "upgrade_projects"):  # against 市定目标, one a county
        assert {row.county for row in scheme.target if row.indicator == name} == set(scheme.counties)
        assert Operand(name, Role.TARGET) in used


def test_the_default_scheme_has_the_nine_counties_in_official_order() -> None:
    scheme = default()
    assert scheme.counties == (
        *("华龙区", "经济技术开发区", "工业园区", "城乡一体化示范区"),
        *("濮阳县", "清丰县", "南乐县", "范县", "台前县"),
    )
    assert {scheme.group_name(county) for county in scheme.counties[:4]} == {"区"}
    assert {scheme.group_name(county) for county in scheme.counties[4:]} == {"县"}
    called = {name for row in scheme.county for name in (row.name, *row.aliases)}
    assert "濮阳" not in called  # that is the city


def test_the_default_scheme_says_that_its_weights_are_an_example() -> None:
    scheme = default()
    assert any("权重" in note and "示例" in note and "未公开" in note for note in scheme.scheme.notes)
    assert sum((row.weight for row in scheme.part), Decimal(0)) == scheme.scheme.full == 100


def test_a_target_of_the_county_goes_before_that_of_all_and_one_may_be_the_city_s(
    example: str, parsed: Callable[[str], Scheme]
) -> None:
    rows = '\n[[target]]\nindicator = "large_projects"\nvalue = 9\n[[target]]\nindicator = "large_projects"\n'
    scheme = parsed(example + rows + 'county = "全市"\nvalue = 120\n')
    found = [target_of(scheme, Figures(), "large_projects", name) for name in ("南乐县", "台前县", "全市")]
    assert found == [14, 9, 120]
