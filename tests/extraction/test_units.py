"""Units over, below and beside a table's numbers: converted where they can be, and never passed over."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import msgspec
import pytest

from pingbi.extraction import Extracted, extract
from pingbi.extraction.findings import UnitsDiffer
from pingbi.extraction.table_findings import UnitUnfit
from pingbi.model import Figure, Role, State
from pingbi.model.catalogue import Kind
from pingbi.readers import Document
from pingbi.scheme import Scheme

Table = Callable[[str], Extracted]
ASKED = {
    "land": ("新增工业用地", "公顷"),
    "area": ("新建厂房面积", "万平方米"),
    "capital": ("实际利用外资", "亿美元"),
    "power": ("工业用电量", "亿千瓦时"),
    "solar": ("光伏装机", "万千瓦"),
    "coal": ("煤炭消费量", "万吨"),
    "jobs": ("新增就业", "万人"),
}


@pytest.fixture(scope="module")
def wide(scheme: Scheme) -> Scheme:
    """The default scheme with indicators in all sorts of units."""
    asked = tuple(
        msgspec.structs.replace(
            scheme.indicator[0], id=name, name=words, aliases=(), unit=unit, kind=Kind.LEVEL, of=None
        )
        for name, (words, unit) in ASKED.items()
    )
    return msgspec.structs.replace(scheme, indicator=(*scheme.indicator, *asked))


@pytest.fixture
def wide_table(wide: Scheme, document: Callable[..., Document]) -> Table:
    """What is read from a sheet by that scheme."""
    return lambda text: extract(document(text), wide)


def _scored(found: Extracted, county: str = "南乐县") -> dict[str, str]:
    rows = [row for row in found.figures if row.state is State.READ and row.role is Role.NOW and row.county == county]
    return {row.indicator: f"{row.value:f}" for row in rows if row.value is not None}


def _open(found: Extracted) -> list[Figure]:
    return [row for row in found.figures if row.state is State.UNDECIDED and row.county == "南乐县"]


def _converted(name: str, unit: str, written: str, value: str) -> object:
    return pytest.param(name, unit, written, value, id=f"{unit} in {ASKED[name][1]}")


CONVERTED = [
    _converted("land", "亩", "150", "10"),
    _converted("land", "亩", "7", "0.4666666667"),
    _converted("land", "平方公里", "1.5", "150.0"),
    _converted("area", "㎡", "15000", "1.5000"),
    _converted("area", "平方米", "15000", "1.5000"),
    _converted("capital", "万美元", "1500", "0.1500"),
    _converted("power", "万度", "8800", "0.8800"),
    _converted("power", "亿度", "8.8", "8.8"),
    _converted("solar", "兆瓦", "1500", "150.0"),
    _converted("solar", "MW", "1500", "150.0"),
    _converted("jobs", "千人", "5", "0.5"),
    _converted("power", "亿", "8.8", "8.8"),
]


@pytest.mark.parametrize(("name", "unit", "written", "value"), CONVERTED)
@pytest.mark.parametrize(
    "form",
    [
        "单位：{unit}\n县区 | {name}\n南乐县 | {written}\n台前县 | 1",
        "县区 | {name}\n南乐县 | {written}\n台前县 | 1\n注：本表单位为{unit}。",
        "县区 | {name}\n南乐县 | {written}{unit}\n台前县 | 1",
    ],
    ids=["over the table", "below it", "in the cell"],
)
def test_a_unit_is_converted_wherever_it_stands(
    wide_table: Table, form: str, name: str, unit: str, written: str, value: str
) -> None:
    found = wide_table(form.format(name=ASKED[name][0], unit=unit, written=written))
    assert _scored(found) == {name: value}


def test_a_unit_in_a_heading_does_not_hide_the_name(wide_table: Table) -> None:
    assert _scored(wide_table("县区 | 新增工业用地（亩）\n南乐县 | 225\n台前县 | 150")) == {"land": "15"}


MISFITS = [
    pytest.param("单位：亿元\n县区 | 实际利用外资\n南乐县 | 1500\n台前县 | 2", "亿元", id="other money over the table"),
    pytest.param(
        "单位：亿元\n县区 | 实际利用外资 | 工业投资\n南乐县 | 15 | 3\n台前县 | 2 | 4", "亿元", id="and an own"
    ),
    pytest.param("单位：万吨标准煤\n县区 | 煤炭消费量\n南乐县 | 5\n台前县 | 2", "万吨标准煤", id="other tonnes"),
    pytest.param("单位：亩\n县区 | 新增就业\n南乐县 | 5\n台前县 | 2", "亩", id="something else altogether"),
    pytest.param("县区 | 实际利用外资\n南乐县 | 5\n台前县 | 2\n注：单位为亿元", "亿元", id="in a note"),
    pytest.param(
        "县区 | 新增就业\n南乐县 | 5\n台前县 | 2\n注：新增就业单位为亿元", "亿元", id="in a note that names it"
    ),
    pytest.param(
        "县区 | 实际利用外资\n南乐县 | 5\n台前县 | 2\n注：引资额单位为亿元", "亿元", id="in a note of whatever"
    ),
    pytest.param(
        "县区 | 新增工业用地\n南乐县 | 5\n台前县 | 2\n注：用地面积单位为亩", "亩", id="in a note of what may be it"
    ),
    pytest.param("县区 | 实际利用外资 | 备注\n南乐县 | 5 | 单位为亿元\n台前县 | 2 |", "亿元", id="in a remark"),
    pytest.param(
        "县区 | 新增工业用地 | 备注\n南乐县 | 5 | 单位为亩\n台前县 | 2 |", "亩", id="in a remark, convertible"
    ),
    pytest.param("填报单位：南乐县\n指标 | 本期数（亿元）\n实际利用外资 | 5\n工业投资 | 3", "亿元", id="over a form"),
    pytest.param(
        "填报单位：南乐县\n指标 | 本期数 | 备注\n新增就业 | 5 | 单位为亩\n新增工业用地 | 3 |",
        "亩",
        id="beside one of a form",
    ),
    pytest.param(
        "单位：亿元\n县区 | 工业投资\n南乐县 | 3\n台前县 | 4\n县区 | 实际利用外资\n南乐县 | 5\n台前县 | 6",
        "亿元",
        id="of the table above",
    ),
]


@pytest.mark.parametrize(("text", "unit"), MISFITS)
def test_a_unit_that_cannot_be_converted_leaves_the_number_open(
    wide_table: Table, wide: Scheme, text: str, unit: str
) -> None:
    found = wide_table(text)
    (figure,) = _open(found)
    (finding,) = [row for row in found.findings if isinstance(row, UnitsDiffer) and row.county == "南乐县"]
    assert set(finding.units) == {unit, wide.indicators[figure.indicator].unit}


OF_OTHERS = [
    pytest.param("单位：亿元\n县区 | 工业投资 | 研发活动企业\n南乐县 | 3 | 5\n台前县 | 4 | 6", id="money over a count"),
    pytest.param("单位：亿元\n县区 | 工业投资 | 新增就业\n南乐县 | 3 | 5\n台前县 | 4 | 6", id="money over people"),
    pytest.param("单位：亿元、亩\n县区 | 工业投资 | 新增就业\n南乐县 | 3 | 5\n台前县 | 4 | 6", id="several"),
    pytest.param("单位：项\n县区 | 高新技术企业新增数\n南乐县 | 3\n台前县 | 4", id="one word for things for another"),
    pytest.param("单位：亿元\n县区 | 实际利用外资（亿美元）\n南乐县 | 3\n台前县 | 4", id="its heading says its own"),
    pytest.param(
        "县区 | 实际利用外资（亿美元）\n南乐县 | 3\n台前县 | 4\n注：单位为亿元", id="its heading, over a note"
    ),
    pytest.param("单位：%\n县区 | 实际利用外资 | 工业投资增速\n南乐县 | 3 | 4\n台前县 | 4 | 3", id="a rate's"),
    pytest.param("填报单位：南乐县\n指标 | 本期数（亿元）\n新增就业 | 5\n工业投资 | 3", id="over the others of a form"),
    pytest.param(
        "单位：亿元\n县区 | 工业投资\n南乐县 | 3\n台前县 | 4\n县区 | 新增就业\n南乐县 | 5\n台前县 | 6",
        id="of the table above",
    ),
]


@pytest.mark.parametrize("text", OF_OTHERS)
def test_a_unit_of_other_numbers_is_no_rival(wide_table: Table, text: str) -> None:
    found = wide_table(text)
    assert not _open(found)
    assert not [row for row in found.findings if row.code == "unit-slip"]


@pytest.mark.parametrize(
    ("name", "written", "value", "said"),
    [
        pytest.param("jobs", "0.5万", "0.5", 0, id="万 under 万人"),
        pytest.param("coal", "150万", "150", 0, id="万 under 万吨"),
        pytest.param("power", "8.8亿", "8.8", 0, id="亿 under 亿千瓦时"),
        pytest.param("capital", "1.2亿", "1.2", 0, id="亿 under 亿美元"),
        pytest.param("power", "150万", "0.0150", 1, id="万 under 亿千瓦时"),
        pytest.param("land", "1.2万", "12000.0", 1, id="万 under 公顷"),
    ],
)
def test_a_multiple_in_a_cell_is_that_of_what_is_counted(
    wide_table: Table, name: str, written: str, value: str, said: int
) -> None:
    found = wide_table(f"县区 | {ASKED[name][0]}\n南乐县 | {written}\n台前县 | 1")
    assert _scored(found) == {name: value}
    assert [row.code for row in found.findings] == ["unit-converted"] * said


def test_a_unit_in_a_text_is_converted_too(wide: Scheme) -> None:
    found = extract(Document("材料.txt", text="2022年上半年，南乐县新增工业用地7亩。"), wide)
    assert _scored(found) == {"land": "0.4666666667"}


@pytest.mark.parametrize("unit", ["元/平方米", "个/亩", "千克标准煤/万元"])
def test_a_heading_in_a_unit_of_something_else_is_said_with_both_units(
    document: Callable[..., Document], scheme: Scheme, unit: str
) -> None:
    known = scheme.indicators["industrial_investment"]
    mine = msgspec.structs.replace(known, id="per_mu", name="亩均税收", aliases=(), unit="万元/亩")
    both = msgspec.structs.replace(scheme, indicator=(*scheme.indicator, mine))
    found = extract(document(f"县区 | 亩均税收（{unit}）\n南乐县 | 200\n台前县 | 201"), both)
    assert not found.figures
    (said,) = [row for row in found.findings if isinstance(row, UnitUnfit)]
    assert str(said) == (
        f"亩均税收写的单位是“{unit}”，与要求的“万元/亩”不能换算，这一列（行）的2个数没有读入；请核实单位，按要求的单位重报"
    )


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("2022年上半年主要指标（工业投资：万元；工业投资增速：%）", "30.58"),
        ("工业投资（万元）、技改投资（亿元）完成情况", "30.58"),
        ("技改投资（万元）完成情况", "305800"),
    ],
)
def test_a_unit_behind_a_name_in_the_title_is_that_names(
    document: Callable[..., Document], scheme: Scheme, title: str, value: str
) -> None:
    found = extract(
        document(f"{title}\n县区 | 工业投资 | 工业投资增速\n南乐县 | 305800 | 45\n台前县 | 213000 | 47"), scheme
    )
    read = {row.indicator: row.value for row in found.figures if row.county == "南乐县" and row.state is State.READ}
    assert read == {"industrial_investment": Decimal(value), "industrial_investment_yoy": Decimal(45)}
