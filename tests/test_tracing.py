"""From a number of the workbook back to the cell or the sentence: on the sample's own workbook."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pingbi import pipeline
from pingbi.model import PingbiError
from pingbi.readers import Document, Sheet, column_letter, read
from pingbi.tracing import steps, trace


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The sample, evaluated."""
    folder = tmp_path_factory.mktemp("trace")
    scheme = pipeline.load_scheme("")
    material = pipeline.gather(pipeline.write_sample(folder / "示例"), scheme)
    path = pipeline.write_workbook(pipeline.evaluate(material, scheme), folder / "综合评比.xlsx")
    return read(path.read_bytes(), path.name)


Find = Callable[..., str]


@pytest.fixture(scope="module")
def sheets(workbook: Document) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in workbook.sheets}


@pytest.fixture
def find(sheets: dict[str, Sheet]) -> Find:
    """`find(sheet, row's words, heading …)`: the address of the cell in that row, below all of those headings."""

    def found(name: str, row_words: str, *headings: str) -> str:
        words = {at: re.sub(r"\s", "", text) for at, text in sheets[name].spread().items()}
        rows = [row for (row, column), text in words.items() if column <= 3 and text == row_words]
        above = range(4, min(rows))
        columns = [
            column
            for column in range(1, sheets[name].columns + 1)
            if all(any(words.get((row, column), "").startswith(head) for row in above) for head in headings)
        ]
        return f"{name}!{column_letter(columns[0])}{rows[0]}"

    return found


def depth(line: str) -> int:
    return len(line) - len(line.lstrip("　"))


def test_a_total_leads_through_points_place_and_figure_to_the_cell(workbook: Document, find: Find) -> None:
    at = find("综合排名", "范县", "综合得分")
    lines = steps(workbook, at)
    assert lines[0].startswith(f"{at} 〔范县·综合得分")
    assert "综合排名!C" in "\n".join(lines)
    joined = "\n".join(lines)
    for criterion in ("规上工业增加值增速", "工业投资完成额", "工业项目入库"):
        (points,) = {
            line
            for line in lines
            if re.search(rf"^　*主要指标!.*范县.*{criterion}.*得分〕＝", line) and "（见上）" not in line
        }
        below = lines[lines.index(points) + 1 :]
        inside = below[: next((at for at, line in enumerate(below) if depth(line) <= depth(points)), len(below))]
        assert any("来自" in line and "来源文件：范县填报表.xlsx" in line for line in inside), criterion
    assert re.search(r"主要指标!\S+ 〔范县·[^〕]*工业投资完成额[^〕]*位次〕", joined)
    assert re.search(r"位置：填报表 \w+", joined)
    assert re.search(r"计分办法!D\d+ 〔工业投资完成额·权重〕＝10", joined)


def test_points_start_from_any_sheet(workbook: Document, find: Find) -> None:
    for at in (find("综合排名", "台前县", "工业投资完成额"), find("主要指标", "台前县", "工业投资完成额", "得分")):
        lines = steps(workbook, at)
        assert "台前县" in lines[0]
        assert any("来源文件：台前县填报表.xlsx" in line and "报送数：18.96" in line for line in lines)


def test_a_figure_leads_to_its_row_of_the_sources(workbook: Document, find: Find) -> None:
    lines = steps(workbook, find("主要指标", "南乐县", "工业投资完成额", "完成额"))
    assert len(lines) == 2
    assert re.search(
        r"^　来自 编号：\d+　县区：南乐县　指标：工业投资　报送数：30\.58　单位：亿元　"
        r".*来源文件：南乐县填报表\.xlsx　位置：填报表 \w+",
        lines[1],
    )


def test_a_figure_of_a_text_leads_to_its_sentence(tmp_path: Path) -> None:
    page = tmp_path / "报道.txt"
    page.write_text("南乐县：上半年，完成工业投资30.58亿元，同比增长45%。\n", encoding="utf-8")
    scheme = pipeline.load_scheme("")
    done = pipeline.evaluate(pipeline.gather([page], scheme), scheme)
    path = pipeline.write_workbook(done, tmp_path / "表.xlsx")
    sheet = next(sheet for sheet in read(path.read_bytes(), path.name).sheets if sheet.name == "主要指标")
    (row, column) = next(at for at, cell in sheet.cells.items() if cell.text == "30.58")
    lines = trace(path, f"主要指标!{column_letter(column)}{row}")
    assert "来源文件：报道.txt" in lines[1]
    assert "完成工业投资30.58亿元" in lines[1]


def test_a_bonus_leads_to_the_office_s_table(workbook: Document, find: Find) -> None:
    lines = steps(workbook, find("综合排名", "南乐县", "加分"))
    assert any("指标：省级以上通报表扬" in line and "来源文件：全市填报.xlsx" in line for line in lines)


def test_every_cell_of_the_ranking_can_be_traced(workbook: Document, sheets: dict[str, Sheet]) -> None:
    """Every number of 综合排名 that is a formula leads to a source; none is met twice in full, none runs deep."""
    cells = [(at, cell) for at, cell in sheets["综合排名"].cells.items() if cell.formula and at[0] in (6, 14)]
    assert len(cells) > 20
    for (row, column), cell in cells:
        lines = steps(workbook, f"综合排名!{column_letter(column)}{row}")
        assert lines[0].endswith(cell.formula)
        assert len(lines) < 200
        assert max(depth(line) for line in lines) < 12


def test_headings_are_those_of_the_sheet_s_own_rows(workbook: Document, find: Find, sheets: dict[str, Sheet]) -> None:
    """However many rows of headings a sheet has: no word of the body is taken for one."""
    assert steps(workbook, "审核情况!B5")[0].startswith("审核情况!B5 〔")
    assert steps(workbook, "审核情况!E6")[0].startswith(
        f"审核情况!E6 〔{sheets['审核情况'].text(6, 3)}·问题（两边数值）〕＝"
    )
    assert steps(workbook, "数据来源!F9")[0].startswith("数据来源!F9 〔全市·核定数〕＝")
    assert "〔工业投资完成额·权重〕" in steps(workbook, find("计分办法", "工业投资完成额", "权重"))[0]
    single = sheets["单项排名"]
    block = next(at for at, cell in single.cells.items() if cell.text == "县区" and at[0] > 15)  # of the second row
    lines = steps(workbook, f"单项排名!{column_letter(block[1] + 1)}{block[0] + 1}")
    title = re.sub(r"\s", "", single.spread()[block[0] - 1, block[1]])
    assert f"·{title}·" in lines[0]


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        pytest.param("F8", "应写成 工作表!单元格", id="no sheet"),
        pytest.param("综合排名!8F", "应写成 工作表!单元格", id="no cell"),
        pytest.param("排名!F8", "没有工作表“排名”；有：综合排名、主要指标", id="no such sheet"),
        pytest.param("综合排名!A999", "综合排名!A999 是空的", id="an empty cell"),
    ],
)
def test_a_cell_that_is_not_there_is_one_line(workbook: Document, where: str, wanted: str) -> None:
    with pytest.raises(PingbiError) as raised:
        steps(workbook, where)
    assert wanted in str(raised.value)


def test_a_sheet_in_quotes_and_dollar_signs_are_understood(workbook: Document) -> None:
    assert steps(workbook, "'综合排名'!$F$8") == steps(workbook, "综合排名!F8")


def test_without_links_the_row_is_found_by_county_indicator_and_value(workbook: Document, find: Find) -> None:
    """A workbook of very many figures has none."""
    plain = replace(
        workbook,
        sheets=tuple(
            replace(sheet, cells={at: replace(cell, link="") for at, cell in sheet.cells.items()})
            for sheet in workbook.sheets
        ),
    )
    at = find("主要指标", "南乐县", "工业投资完成额", "完成额")
    assert steps(plain, at) == steps(workbook, at)
