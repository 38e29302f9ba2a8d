"""A cell that is known to hold a figure: read and right, doubtful and said, or not read and said."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.extraction.cells import Where, read_cell, read_cells
from pingbi.extraction.grid import Line
from pingbi.extraction.plain import Stretch
from pingbi.model import Figure, Finding, Level, Role, State
from pingbi.model.figure_runs import Run, one_by_one
from pingbi.readers import CellRead, Document, Sheet
from pingbi.scheme import Scheme

AMOUNT, RATE, COUNT = "industrial_investment", "industrial_investment_yoy", "high_tech_new"


class Came(NamedTuple):
    """What one cell became."""

    state: State | None
    value: Decimal | None
    findings: tuple[Finding, ...]

    @property
    def words(self) -> list[str]:
        return [str(finding) for finding in self.findings]

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]


Come = Callable[..., Came]


def came(scheme: Scheme, cell: CellRead, indicator: str = AMOUNT, *, formats: bool = True, **more: object) -> Came:
    document = Document("南乐县.xlsx", (Sheet("填报表", {(7, 4): cell}),), formats=formats)
    where = Where(document, document.sheets[0], 7, 4, "南乐县", scheme.indicators[indicator])
    items = list(read_cell(where._replace(**more), scheme))  # type: ignore[arg-type]
    figures = [item for item in items if isinstance(item, Figure)]
    assert len(figures) <= 1
    figure = figures[0] if figures else None
    findings = tuple(item for item in items if isinstance(item, Finding))
    return Came(figure.state if figure else None, figure.value if figure else None, findings)


@pytest.fixture(name="come")
def come_(scheme: Scheme) -> Come:
    return lambda *given, **more: came(scheme, *given, **more)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(CellRead("45.2%"), id="a text with its sign"),
        pytest.param(CellRead(Decimal("0.452"), "0.0%"), id="a part of one, shown as per cent"),
        pytest.param(CellRead(Decimal("45.2")), id="a number"),
        pytest.param(CellRead(Decimal("45.2"), '0.0"%"'), id="a number with a sign that is only drawn"),
        pytest.param(CellRead("增长45.2"), id="a growth in words"),
        pytest.param(CellRead("四十五点二"), id="Chinese numerals"),
    ],
)
def test_forty_five_per_cent_is_forty_five_however_it_is_written(come: Come, cell: CellRead) -> None:
    assert come(cell, RATE) == (State.READ, Decimal("45.2"), ())


READ = [
    pytest.param(
        CellRead("约30.58"),
        AMOUNT,
        "30.58",
        "南乐县的工业投资填的是“约30.58”，不是确数，暂按30.58亿元计，请核实",
        id="about",
    ),
    pytest.param(
        CellRead("30.58 (预计)"),
        AMOUNT,
        "30.58",
        "南乐县的工业投资填的是“30.58 (预计)”，注明“预计”，暂按30.58亿元计，请核实",
        id="a remark",
    ),
    pytest.param(
        CellRead(Decimal(305800), '0.00"万元"'),
        AMOUNT,
        "30.58",
        "南乐县的工业投资填的是“305800万元”，与表中单位不同，已按30.58亿元计，请核实",
        id="another unit in the number format",
    ),
    pytest.param(
        CellRead("十二亿"),
        AMOUNT,
        "12",
        None,
        id="Chinese numerals with their unit",
    ),
    pytest.param(
        CellRead(Decimal("30.58"), formula="='[台账.xlsx]汇总'!B7", outside=True),
        AMOUNT,
        "30.58",
        "南乐县的工业投资是引用其他文件的公式='[台账.xlsx]汇总'!B7，采用文件里存的30.58亿元，可能已不是最新，请核实",
        id="a link to another file",
    ),
    pytest.param(
        CellRead(Decimal("30.58"), formula="=30+0.58", computed=True),
        AMOUNT,
        "30.58",
        "南乐县的工业投资是公式=30+0.58，文件里没有结果，由本程序算得30.58亿元",
        id="computed here",
    ),
]


@pytest.mark.parametrize(("cell", "indicator", "value", "words"), READ)
def test_what_is_read_and_doubtful_is_said(
    come: Come, cell: CellRead, indicator: str, value: str, words: str | None
) -> None:
    found = come(cell, indicator)
    assert (found.state, found.value) == (State.READ, Decimal(value))
    assert found.words == ([words] if words else [])


SHOWN_ONLY = [
    pytest.param(
        CellRead("30.58", struck=True),
        AMOUNT,
        "struck-through",
        "南乐县的工业投资填的是“30.58”，字上有删除线，不知是否作废，已列出但不计分，请核实",
        id="struck through",
    ),
    pytest.param(
        CellRead(Decimal("30.58"), "0%"),
        AMOUNT,
        "unit-slip",
        "南乐县的工业投资显示的是3058%，单元格里存的却是30.58（单元格格式所致），无法判断以哪个为准，暂不计分，请核实",
        id="an amount shown as per cent",
    ),
    pytest.param(
        CellRead(Decimal("45.2"), "0.0%"),
        RATE,
        "unit-slip",
        "南乐县的工业投资增速显示的是4520%，单元格里存的却是45.2（单元格格式所致），无法判断以哪个为准，暂不计分，请核实",
        id="a rate multiplied by its format",
    ),
    pytest.param(
        CellRead(Decimal(305800), '0!.0,"万"'),
        AMOUNT,
        "unit-slip",
        "南乐县的工业投资显示的是30.58万，单元格里存的却是305800（单元格格式所致），无法判断以哪个为准，暂不计分，请核实",
        id="shown in ten thousands",
    ),
    pytest.param(
        CellRead(Decimal(305800000), "0.00,,"),
        AMOUNT,
        "unit-slip",
        "南乐县的工业投资显示的是305.8，单元格里存的却是305800000（单元格格式所致），"
        "无法判断以哪个为准，暂不计分，请核实",
        id="shown in millions",
    ),
]


@pytest.mark.parametrize(("cell", "indicator", "code", "words"), SHOWN_ONLY)
def test_what_cannot_be_decided_is_shown_and_not_scored(
    come: Come, cell: CellRead, indicator: str, code: str, words: str
) -> None:
    found = come(cell, indicator)
    assert found.state is State.UNDECIDED
    assert found.value is not None
    assert (found.codes, found.words) == ([code], [words])


def test_a_format_that_shows_the_same_in_another_unit_is_no_contradiction(come: Come) -> None:
    found = come(CellRead(Decimal(305800), '0!.0,"万"'), COUNT)
    assert (found.state, found.value) == (State.READ, Decimal(305800))


def test_a_struck_dash_excuses_nobody(come: Come) -> None:
    found = come(CellRead("—", struck=True))
    assert (found.state, found.value, found.codes) == (State.UNDECIDED, None, ["struck-through"])
    assert come(CellRead("—")) == (State.EXEMPT, None, ())


UNREAD = [
    pytest.param(
        CellRead("2022-01-06", date=True),
        AMOUNT,
        "南乐县的工业投资填的是“2022-01-06”，是日期（“1-6”“3/5”之类输入后会被Excel变成日期），按未报处理，没有当作0",
        id="a date that Excel made",
    ),
    pytest.param(
        CellRead("30.58/21.1"),
        AMOUNT,
        "南乐县的工业投资填的是“30.58/21.1”，不是一个数（可能是两个数、一个范围或分隔符写错），按未报处理，没有当作0",
        id="two numbers",
    ),
    pytest.param(
        CellRead(None, formula="=VLOOKUP(A1,B:C,2,0)"),
        AMOUNT,
        "南乐县的工业投资填的是“=VLOOKUP(A1,B:C,2,0)”，公式没有计算结果，按未报处理，没有当作0",
        id="a formula without a result",
    ),
    pytest.param(
        CellRead("#REF!", error=True),
        AMOUNT,
        "南乐县的工业投资填的是“#REF!”，是错误值，按未报处理，没有当作0",
        id="an error value",
    ),
    pytest.param(
        CellRead("3.5亿美元"),
        AMOUNT,
        "南乐县的工业投资填的是“3.5亿美元”，单位“亿美元”与要求的“亿元”币种不同，不能折算，按未报处理，没有当作0",
        id="another currency",
    ),
    pytest.param(
        CellRead("3.5亿韩元"),
        AMOUNT,
        "南乐县的工业投资填的是“3.5亿韩元”，单位“亿韩元”与要求的“亿元”币种不同，不能折算，按未报处理，没有当作0",
        id="a rarer currency",
    ),
    pytest.param(
        CellRead("↑5.2"),
        AMOUNT,
        "南乐县的工业投资填的是“↑5.2”，是升降幅度，不是以“亿元”计的数，按未报处理，没有当作0",
        id="a rise where an amount is asked",
    ),
    pytest.param(
        CellRead("五家"),
        AMOUNT,
        "南乐县的工业投资填的是“五家”，单位“家”与要求的“亿元”不符，按未报处理，没有当作0",
        id="another unit",
    ),
]


@pytest.mark.parametrize(("cell", "indicator", "words"), UNREAD)
def test_what_cannot_be_read_is_said_and_is_no_zero(come: Come, cell: CellRead, indicator: str, words: str) -> None:
    found = come(cell, indicator)
    assert (found.state, found.value) == (State.UNREADABLE, None)
    assert (found.codes, found.words) == (["not-a-number"], [words])


@pytest.mark.parametrize("value", ["0.45", "-1.5", "1"])
def test_where_formats_are_unknown_a_small_number_may_be_a_percentage(come: Come, value: str) -> None:
    found = come(CellRead(Decimal(value)), RATE, formats=False)
    assert (found.state, found.value, found.codes) == (State.UNDECIDED, Decimal(value), ["unit-slip"])
    assert come(CellRead(Decimal(value)), RATE).state is State.READ


@pytest.mark.parametrize(
    ("cell", "indicator"),
    [
        (CellRead(Decimal(45)), RATE),
        (CellRead(Decimal(0)), RATE),
        (CellRead(Decimal("0.45")), AMOUNT),
        (CellRead("0.45%"), RATE),
    ],
)
def test_where_formats_are_unknown_other_numbers_are_what_they_are(come: Come, cell: CellRead, indicator: str) -> None:
    assert come(cell, indicator, formats=False).findings == ()


@pytest.mark.parametrize(
    ("role", "name"), [(Role.LAST_YEAR, "工业投资上年同期"), (Role.TARGET, "工业投资目标"), (Role.NOW, "工业投资")]
)
def test_a_finding_names_which_of_an_indicators_values_it_is(come: Come, role: Role, name: str) -> None:
    (words,) = come(CellRead("待定"), role=role).words
    assert words == f"南乐县的{name}填的是“待定”，不是数字，按未报处理，没有当作0"


def test_the_comment_on_a_cell_goes_with_its_figure(scheme: Scheme) -> None:
    document = Document("南乐县.xlsx", (Sheet("填报表", {(7, 4): CellRead(Decimal(30), note="含续建项目")}),))
    where = Where(document, document.sheets[0], 7, 4, "南乐县", scheme.indicators[AMOUNT])
    (figure,) = (item for item in read_cell(where, scheme) if isinstance(item, Figure))
    assert figure.note == "含续建项目"


def test_levels_follow_from_whether_the_figure_may_be_scored(come: Come) -> None:
    cells = {
        Level.VERIFY: CellRead("30", struck=True),
        Level.HINT: CellRead(Decimal(30), formula="=A1", computed=True),
        Level.MANDATORY: CellRead(Decimal(30), "0%"),
    }
    assert {come(cell).findings[0].level for cell in cells.values()} == set(cells)
    assert all(come(cell).findings[0].level is level for level, cell in cells.items())


texts = st.text(alphabet="0123456789.,-+%()（） 　亿万元个约余降增长—/=xE①↑▼美$\n", min_size=1, max_size=20)
flags = st.booleans()


@given(
    st.one_of(texts, st.decimals(allow_nan=True, allow_infinity=True)),
    flags,
    flags,
    st.sampled_from([AMOUNT, RATE, COUNT]),
)
def test_there_is_no_fourth_state(
    scheme: Scheme, value: str | Decimal, struck: bool, formats: bool, indicator: str
) -> None:
    found = came(scheme, CellRead(value, struck=struck), indicator, formats=formats)
    if found.state is State.UNREADABLE:
        assert (found.value, found.codes) == (None, ["not-a-number"])
    elif found.state is State.UNDECIDED:
        assert found.findings
    elif found.state is State.READ:
        assert found.value is not None
        assert not struck
    else:
        assert found.state is State.EXEMPT or not str(value).strip()


LARGE = [Decimal(text) for text in ("1E15", "-1E+15", "999999999999999", "0", "NaN", "-Infinity", "1E-9")]
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.sampled_from(LARGE)


@given(
    value=NUMBERS | st.sampled_from(["30.58", "—", "约8", "", True, None]),
    number_format=st.sampled_from(["General", "0.0", "0.00", "0.0%", '0.00"万元"', "0", ";;;", "@"]),
    mark=st.sampled_from(["", "", "", "struck", "date", "error", "computed", "outside", "from_blanks"]),
    formula=st.sampled_from(["", "=A1"]),
    note=st.sampled_from(["", "含园区"]),
    unit=st.sampled_from(["", "亿元", "万元", "%", "家"]),
    period=st.sampled_from(["", "2022H1", "2022M01-07", "2021H1"]),
    role=st.sampled_from(list(Role)),
    rivals=st.sampled_from([(), ("亿元", "万元")]),
    fraction=st.booleans(),
    formats=st.booleans(),
    indicator=st.sampled_from([AMOUNT, RATE, COUNT]),
)
def test_the_short_way_says_what_the_careful_way_says(
    scheme: Scheme,
    value: Decimal | str | bool | None,
    number_format: str,
    mark: str,
    formula: str,
    note: str,
    unit: str,
    period: str,
    role: Role,
    rivals: tuple[str, ...],
    fraction: bool,
    formats: bool,
    indicator: str,
) -> None:
    cell = CellRead(value, number_format, formula, note=note, **({mark: True} if mark else {}))  # type: ignore[arg-type]
    document = Document("南乐县.xlsx", (Sheet("填报表", {(7, 4): cell}),), formats=formats)
    where = Where(
        document,
        document.sheets[0],
        7,
        4,
        "南乐县",
        scheme.indicators[indicator],
        role,
        unit,
        period,
        rivals=rivals,
        fraction=fraction,
    )
    together = read_cells(where, Stretch.of([Line(7, "南乐县")], transposed=False), 4, scheme)
    assert repr(list(one_by_one(together))) == repr(read_cell(where, scheme))


CELLS = st.builds(
    CellRead,
    NUMBERS | st.sampled_from(["30.58", "—", None]),
    st.sampled_from(["General", "0.00", "0.0%"]),
    struck=st.booleans(),
    note=st.sampled_from(["", "含园区"]),
)


@given(
    column=st.dictionaries(st.integers(1, 9), CELLS),
    unit=st.sampled_from(["", "亿元", "万元"]),
    transposed=st.booleans(),
)
def test_the_cells_of_a_column_say_together_what_each_says_alone(
    scheme: Scheme, column: dict[int, CellRead], unit: str, *, transposed: bool
) -> None:
    sheet = Sheet("汇总表", {(4, at) if transposed else (at, 4): cell for at, cell in column.items()})
    where = Where(Document("汇总表.xlsx", (sheet,)), sheet, 0, 0, "", scheme.indicators[AMOUNT], unit=unit)
    lines = [Line(at, f"{at}县") for at in range(1, 10)]
    together = read_cells(where, Stretch.of(lines, transposed=transposed), 4, scheme)
    assert repr(list(one_by_one(together))) == repr(
        [
            item
            for at, county, *_ in lines
            for row, other in [(4, at) if transposed else (at, 4)]
            for item in read_cell(where._replace(row=row, column=other, county=county), scheme)
        ]
    )


def test_a_column_of_plain_numbers_is_one_run(scheme: Scheme) -> None:
    values = [Decimal("30.580"), Decimal("1E+3"), Decimal("-0")]
    sheet = Sheet("汇总表", {(at, 4): CellRead(value) for at, value in enumerate(values, start=2)})
    where = Where(Document("汇总表.xlsx", (sheet,)), sheet, 0, 0, "", scheme.indicators[AMOUNT], order=3)
    lines = [Line(at, f"{at}县") for at in range(2, 5)]
    (run,) = read_cells(where, Stretch.of(lines, transposed=False), 4, scheme)
    assert isinstance(run, Run)
    assert [(str(row.value), row.reported, str(row.origin)) for row in one_by_one([run])] == [
        ("30.580", "30.580", "汇总表.xlsx［汇总表!D2］"),
        ("1E+3", "1000", "汇总表.xlsx［汇总表!D3］"),
        ("-0", "-0", "汇总表.xlsx［汇总表!D4］"),
    ]
