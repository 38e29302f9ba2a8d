"""What the filler sees beside a row, as the number's twin says it and as LibreOffice works it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pingbi.handout import asked
from pingbi.handout.checks import LONGEST, Content, quoted
from pingbi.handout.form import form
from pingbi.handout.templates import city_workbook, county_workbook, office_workbook
from pingbi.model import Role
from pingbi.model.figures import Key
from pingbi.scheme import Scheme
from pingbi.workbook import WorkbookPlan, write

FIRST, NAME, CHECK = 3, 1, 6  # the first row of questions, and columns, from 0


def filled(values: Mapping[str, str | int], county: str = "甲县") -> dict[Key, Content]:
    """`产值 12.3`, `产值@last_year 11`: a number is one where it can be, else a text."""
    found: dict[Key, Content] = {}
    for name, value in values.items():
        indicator, _, role = name.partition("@")
        text = str(value)
        plain = text.replace(".", "", 1).replace("-", "", 1)
        number = plain.isdigit() and plain.isascii()
        found[county, indicator, Role(role or "now")] = Decimal(text) if number else text
    return found


def seen(scheme: Scheme, values: Mapping[str, str | int], county: str = "甲县") -> dict[str, str]:
    """Each question with what stands beside it."""
    made = form(scheme, county, asked.of_county(scheme), filled(values, county))
    cells = {cell[:2]: cell.value for cell in made.sheet.cells}
    rows = range(FIRST, FIRST + len(asked.of_county(scheme)))
    return {str(cells[row, NAME]): str(cells[row, CHECK]) for row in rows}


GOOD: dict[str, str | int] = {
    "output": "12.30",
    "output@last_year": "10",
    "output_yoy": 23,
    "profit": 5000,
    "staff": 1250,
    "skilled": 250,
    "share": 20,
}

CASES = [
    pytest.param({}, "产值", "未填", id="what is required and empty"),
    pytest.param({}, "利润", "", id="what is optional and empty"),
    pytest.param({}, "产值增速", "可不填", id="what is computed, from nothing yet"),
    pytest.param({"output": 11, "output@last_year": 10}, "产值增速", "可不填，计算值为10", id="what is computed"),
    pytest.param({"staff": 3, "skilled": 1}, "技术工人占比", "可不填，计算值为33.3", id="what is computed, rounded"),
    pytest.param(
        {"output": "12.3亿元", "output@last_year": 1}, "产值", "不是数字，请只填数字", id="a unit in the cell"
    ),
    pytest.param({"output": "１２.3"}, "产值", "不是数字，请只填数字", id="a text that looks like a number"),
    pytest.param({"output": "—"}, "产值", "", id="not applicable"),
    pytest.param({"output": "/"}, "产值", "", id="not applicable, the other sign"),
    pytest.param({"output": "  "}, "产值", "未填", id="blanks are empty"),
    pytest.param({"output": "-1", "output@last_year": 1}, "产值", "低于下限0", id="below the minimum"),
    pytest.param({"profit": "-1"}, "利润", "一般不为负数，请核对", id="a negative total"),
    pytest.param({"share": "100.1"}, "技术工人占比", "高于上限100", id="a share beyond all"),
    pytest.param({"skilled": 5, "staff": 4}, "技术工人", "大于“用工人数”", id="a part greater than the whole"),
    pytest.param({"skilled": 4, "staff": 4}, "技术工人", "", id="a part that is the whole"),
    pytest.param({"skilled": 5, "staff": "/"}, "技术工人", "", id="a part of what does not apply"),
    pytest.param(GOOD | {"share": 21}, "技术工人占比", "与计算值20不符", id="a ratio that its operands do not make"),
    pytest.param(GOOD | {"share": "20.1"}, "技术工人占比", "", id="a ratio within one unit of the last digit"),
    pytest.param(
        GOOD | {"profit": 70000}, "利润", '利润（70000万元）超过"产值"（12.3亿元）的一半', id="the scheme's rule"
    ),
    pytest.param(GOOD, "利润", "", id="the scheme's rule holds"),
    pytest.param(
        GOOD | {"staff": 3601, "share": ""}, "用工人数", "用工人数是目标的三倍以上", id="a rule about a target"
    ),
    pytest.param({"output": "12.3"}, "产值", "请填上年同期数", id="last year's value is needed"),
    pytest.param({"output_yoy": "0.45"}, "产值增速", "不足1%，如把45%写成了0.45请改为45", id="0.45 for 45 %"),
    pytest.param({"output_yoy": 0}, "产值增速", "", id="zero is zero"),
    pytest.param({"staff": "3.5"}, "用工人数", "应为整数", id="half a person"),
    pytest.param(GOOD | {"output": "12.301", "output_yoy": 23}, "产值", "应保留2位小数", id="too many decimals"),
]


@pytest.mark.parametrize(("values", "question", "words"), CASES)
def test_beside_a_row_stands(tricky: Scheme, values: dict[str, str | int], question: str, words: str) -> None:
    assert seen(tricky, values)[question] == words


def test_a_form_in_order_says_nothing(tricky: Scheme) -> None:
    assert set(seen(tricky, GOOD).values()) == {""}


def test_a_target_for_all_holds_for_a_county_without_its_own(tricky: Scheme) -> None:
    assert seen(tricky, {"staff": 2701}, "乙区")["用工人数"] == "用工人数是目标的三倍以上"


def test_above_the_checks_stands_how_much_is_left_to_do(tricky: Scheme) -> None:
    made = form(tricky, "甲县", asked.of_county(tricky), filled({"staff": "许多", "share": 101}))
    cells = {cell[:2]: cell.value for cell in made.sheet.cells}
    assert cells[1, CHECK] == "未填2项，待核对2项"  # 产值 and 技术工人 are missing, 可不填 is nothing to do


@pytest.mark.parametrize("text", ['说“好”的"引号"', "长" * 700, "两\n行"], ids=["quotes", "long", "lines"])
def test_a_text_of_a_formula_is_quoted_in_short_pieces(text: str) -> None:
    pieces = quoted(text).split("&")
    assert all(piece.startswith('"') and piece.endswith('"') and len(piece) <= 255 for piece in pieces)
    assert "".join(piece[1:-1].replace('""', '"') for piece in pieces) == text.replace("\n", " ")


@pytest.mark.office
def test_libreoffice_sees_the_same(
    tricky: Scheme,
    default: Scheme,
    tmp_path: Path,
    recalculated: Callable[..., list[Path]],
    differences: Callable[[Path, Path], list[str]],
) -> None:
    """Every case as a sheet of its own: all formulas at once, since an office takes its time to start."""
    sheets = []
    for number, case in enumerate(CASES):
        values = case.values[0]
        assert isinstance(values, dict)
        made = form(tricky, "甲县", asked.of_county(tricky), filled(values), name=f"表{number}")
        sheets.append(made.sheet)
    blank = [
        county_workbook(default, default.counties[0], {}),
        city_workbook(tricky, filled({"praise": "一次"}) | filled({"output": "-2"}, "全市")),
        office_workbook(tricky, "统计局", filled({"energy": "12吨"})),
    ]
    for number, plan in enumerate(blank):
        assert plan is not None
        sheets += [replace(sheet, name=f"{sheet.name}{number}") for sheet in plan.sheets]
    path = write(WorkbookPlan(tuple(sheets)), tmp_path / "all.xlsx")
    (fresh,) = recalculated(path)
    assert differences(path, fresh) == []
    assert sum(bool(cell.formula) for sheet in sheets for cell in sheet.cells) >= len(CASES) * 7


def test_no_formula_is_longer_than_excel_reads(tricky: Scheme, tmp_path: Path) -> None:
    path = write(county_workbook(tricky, "甲县", {}), tmp_path / "x.xlsx")
    formulas = [
        cell.value
        for row in load_workbook(path)["填报表"].iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert len(formulas) == 7
    assert max(map(len, formulas)) < LONGEST
