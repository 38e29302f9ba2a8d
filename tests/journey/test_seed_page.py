"""The newspaper page of 2022-08: three counties' figures where they belong, nothing that the page does not say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from pingbi.cli import main

COUNTIES = ("华龙区", "经济技术开发区", "工业园区", "城乡一体化示范区", "濮阳县", "清丰县", "南乐县", "范县", "台前县")
SILENT = ("华龙区", "经济技术开发区", "工业园区", "城乡一体化示范区", "清丰县", "范县")
HEADS = (5, 6)  # the rows of 主要指标 that name the criterion and what stands below it
# What the page says of the first half-year: (county, criterion, column) -> the number as printed.
SAID = {
    ("南乐县", "研发活动覆盖率", "覆盖率"): "78.7",
    ("南乐县", "工业投资完成额", "完成额"): "30.58",
    ("南乐县", "工业投资增速", "同比"): "45",
    ("南乐县", "亿元以上工业项目", "个数"): "20",
    ("南乐县", "“四化”改造项目", "个数"): "22",
    ("南乐县", "新签约工业项目", "个数"): "21",
    ("濮阳县", "规上工业增加值增速", "完成额"): "14.9",
    ("濮阳县", "规上工业增加值增速", "同比"): "9.6",
    ("濮阳县", "研发活动覆盖率", "覆盖率"): "68.2",
    ("濮阳县", "工业投资完成额", "完成额"): "53.51",
    ("濮阳县", "技改投资增速", "完成额"): "16.1",
    ("濮阳县", "技改投资增速", "同比"): "77.9",
    ("濮阳县", "“四化”改造项目", "个数"): "29",
    ("台前县", "规上工业增加值增速", "同比"): "8.8",
    ("台前县", "工业投资增速", "同比"): "47",
    ("台前县", "产业项目占年计划", "完成额"): "17.71",
    ("台前县", "产业项目占年计划", "占年计划"): "85.3",
    ("台前县", "工业项目入库", "个数"): "41",
}
FIGURES = {column for _, _, column in SAID}
PLACES = {
    ("濮阳县", "规上工业增加值增速"): 1,
    ("台前县", "规上工业增加值增速"): 2,
    ("南乐县", "研发活动覆盖率"): 1,
    ("濮阳县", "研发活动覆盖率"): 2,
    ("濮阳县", "工业投资完成额"): 1,
    ("南乐县", "工业投资完成额"): 2,
    ("台前县", "工业投资增速"): 1,
    ("南乐县", "工业投资增速"): 2,
    ("濮阳县", "技改投资增速"): 1,
    ("台前县", "产业项目占年计划"): 1,
    ("南乐县", "亿元以上工业项目"): 1,
    ("南乐县", "“四化”改造项目"): 1,  # 22 of 11
    ("濮阳县", "“四化”改造项目"): 2,  # 29 of 20
    ("南乐县", "新签约工业项目"): 1,
    ("台前县", "工业项目入库"): 1,
}


class Evaluated(NamedTuple):
    """What the command left behind."""

    path: Path
    status: int
    answer: dict[str, Any]
    book: Workbook
    page: str


@pytest.fixture(scope="module")
def evaluated(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Evaluated:
    folder = tmp_path_factory.mktemp("page")
    page, path, answer = shared / "text" / "seed_page.txt", folder / "out.xlsx", folder / "out.json"
    status = main(["evaluate", str(page), "-o", str(path), "--json", str(answer)])
    text = page.read_bytes().decode("utf-8")
    return Evaluated(
        path, status, json.loads(answer.read_text(encoding="utf-8")), load_workbook(path, data_only=True), text
    )


def plain(value: object) -> str:
    """Words without blanks, full marks and units."""
    return re.sub(r"\s|（\d+分）|\([^()]*\)", "", str(value))


def figures(sheet: Worksheet) -> Iterator[tuple[tuple[str, str, str], Cell]]:
    """((county, criterion, column), cell) of 主要指标."""
    spread = {
        (row, column): plain(sheet.cell(area.min_row, area.min_col).value)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    for row in sheet.iter_rows(min_row=HEADS[1] + 1):
        county = plain(row[1].value)
        if county in COUNTIES:
            for column, cell in enumerate(row[2:], 3):
                above = [spread.get((at, column), plain(sheet.cell(at, column).value)) for at in HEADS]
                if isinstance(cell, Cell):
                    yield (county, above[0], above[1]), cell


def sources(book: Workbook) -> Iterator[dict[str, Any]]:
    """The rows of 数据来源 by their headings, with `row`."""
    sheet = book["数据来源"]
    heads = [plain(cell.value) for cell in sheet[4]]
    for row in sheet.iter_rows(min_row=5):
        if isinstance(row[0].value, int):
            yield dict(zip(heads, (cell.value for cell in row), strict=True)) | {"row": row[0].row}


def test_the_figures_stand_where_they_belong_and_no_others(evaluated: Evaluated) -> None:
    found = {
        place: Decimal(str(cell.value))
        for place, cell in figures(evaluated.book["主要指标"])
        if place[2] in FIGURES and isinstance(cell.value, int | float)
    }
    assert found == {place: Decimal(number) for place, number in SAID.items()}


def test_every_county_has_a_row_and_the_citys_is_empty(evaluated: Evaluated) -> None:
    sheet = evaluated.book["主要指标"]
    assert {place[0] for place, _ in figures(sheet)} == set(COUNTIES)
    (city,) = [row for row in sheet.iter_rows(min_row=7) if plain(row[0].value) == "全市"]
    assert {cell.value for cell in city[1:]} <= {"-", None}


def test_the_places_are_those_that_the_figures_allow(evaluated: Evaluated) -> None:
    found = {
        (county, criterion): cell.value
        for (county, criterion, column), cell in figures(evaluated.book["主要指标"])
        if column == "位次" and isinstance(cell.value, int)
    }
    assert found == PLACES


def test_each_figure_leads_to_its_row_with_the_sentence(evaluated: Evaluated) -> None:
    rows = {row["row"]: row for row in sources(evaluated.book)}
    led = {}
    for place, cell in figures(evaluated.book["主要指标"]):
        if place in SAID:
            assert cell.hyperlink is not None, place
            match = re.fullmatch(r"数据来源!\$?A\$?(\d+)", str(cell.hyperlink.location))
            assert match is not None, place
            led[place] = rows[int(match[1])]
    assert set(led) == set(SAID)
    for (county, _, _), row in led.items():
        assert row["县区"] == county
        assert row["来源文件"] == "seed_page.txt"
    for place, row in led.items():
        number = SAID[place]
        assert str(row["核定数"]) == str(row["报送数"]) == number
        assert number in row["原文或单元格内容"]


def test_every_number_of_the_sources_stands_in_the_page_at_its_place(evaluated: Evaluated) -> None:
    """Offsets count the characters of the text as it is, line breaks and blanks too."""
    reported = [row for row in sources(evaluated.book) if isinstance(row["报送数"], int | float)]
    assert len(reported) > len(SAID)
    for row in reported:
        match = re.fullmatch(r"第(\d+)—(\d+)字", row["位置"])
        assert match is not None, row
        assert Decimal(evaluated.page[int(match[1]) : int(match[2])]) == Decimal(str(row["报送数"])), row


def test_figures_of_seven_months_are_shown_and_not_scored(evaluated: Evaluated) -> None:
    shown = {
        (row["县区"], row["指标"]): row for row in sources(evaluated.book) if str(row["报送数"]) in ("54.05", "88.6")
    }
    assert set(shown) == {("濮阳县", "产业项目完成投资"), ("濮阳县", "产业项目占年计划")}
    for row in shown.values():
        assert row["核定数"] == "-"
        assert "1—7月" in row["更正、说明"]
        assert "未计分" in row["更正、说明"]
    late = [row for row in evaluated.answer["findings"] if row["code"] == "period-mixed"]
    assert {(row["county"], row["level"]) for row in late} == {("濮阳县", "mandatory")}
    scores = {row["id"]: {score["county"]: score for score in row["rows"]} for row in evaluated.answer["criteria"]}
    assert scores["progress"]["濮阳县"] == {
        **dict.fromkeys(("value", "points", "points_exact", "place", "group_place")),
        "county": "濮阳县",
    }


def test_six_counties_have_not_reported(evaluated: Evaluated) -> None:
    silent = [row["county"] for row in evaluated.answer["findings"] if "缺报" in row["message"]]
    assert silent == list(SILENT)
    sheet = evaluated.book["审核情况"]
    printed = [plain(row[2].value) for row in sheet.iter_rows(min_row=5) if "缺报" in str(row[4].value)]
    assert printed == list(SILENT)
    assert evaluated.status == 1


def test_nobody_has_a_total(evaluated: Evaluated) -> None:
    """The default scheme ranks a county only with all its items."""
    totals = {row["county"]: row for row in evaluated.answer["totals"]}
    assert set(totals) == set(COUNTIES)
    assert {(row["points"], row["place"], row["group_place"]) for row in totals.values()} == {(None, None, None)}
    assert all(row["note"] for row in totals.values())
    sheet = evaluated.book["综合排名"]
    heads = {plain(cell.value): cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value}
    column = next(at for head, at in heads.items() if head.startswith("综合得分"))
    rows = [row for row in sheet.iter_rows() if any(plain(cell.value) in COUNTIES for cell in row[:3])]
    assert len(rows) >= len(COUNTIES)
    assert {row[column - 1].value for row in rows[: len(COUNTIES)]} == {"-"}


def test_a_figure_is_traced_to_its_sentence(evaluated: Evaluated, capsys: pytest.CaptureFixture[str]) -> None:
    where = {place: cell.coordinate for place, cell in figures(evaluated.book["主要指标"])}
    cell = where["台前县", "产业项目占年计划", "占年计划"]
    capsys.readouterr()
    assert main(["trace", str(evaluated.path), f"主要指标!{cell}"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert "占年度投资计划的85.3%" in last
    assert "seed_page.txt" in last
    match = re.search(r"第(\d+)—(\d+)字", last)
    assert match is not None
    assert evaluated.page[int(match[1]) : int(match[2])] == "85.3"


def test_points_are_traced_through_their_figure_to_the_sentence(
    evaluated: Evaluated, capsys: pytest.CaptureFixture[str]
) -> None:
    where = {place: cell.coordinate for place, cell in figures(evaluated.book["主要指标"])}
    capsys.readouterr()
    assert main(["trace", str(evaluated.path), f"主要指标!{where['南乐县', '工业投资完成额', '得分']}"]) == 0
    told = capsys.readouterr().out
    assert "9.5" in told.splitlines()[0]
    assert "完成工业投资30.58亿元" in told
