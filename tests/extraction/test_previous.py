"""The last period: a workbook of ours by its sheets, or a plain table of places."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from pingbi.extraction import read_previous
from pingbi.model import PingbiError, Role
from pingbi.readers import CellRead, Document, Sheet
from pingbi.scheme import Scheme

Make = Callable[..., Document]


@pytest.mark.parametrize(
    ("heads", "totals"),
    [
        pytest.param("县区 | 名次 | 得分", True, id="places and points"),
        pytest.param("县区 | 综合排名 | 综合得分(100)", True, id="in our words"),
        pytest.param("单位 | 位次 | 备注", False, id="places alone"),
    ],
)
def test_a_plain_table_of_places_is_read(scheme: Scheme, document: Make, heads: str, totals: bool) -> None:
    previous = read_previous(document(f"{heads}\n 南乐 | 1 | 98.5\n 范　县 | 并列2 | 90\n 合计 | 3 | 188.5"), scheme)
    assert previous.places == {"南乐县": 1, "范县": 2}
    assert previous.totals == ({"南乐县": Decimal("98.5"), "范县": 90} if totals else {})
    assert previous.figures == ()


def test_a_file_without_places_is_refused_in_one_line(scheme: Scheme, document: Make) -> None:
    with pytest.raises(PingbiError, match=r"^表\.xlsx：没有找到上期名次[^\n]*$"):
        read_previous(document("姓名 | 年龄\n 张三 | 3"), scheme)


def _main_sheet() -> Sheet:
    """主要指标 as the program writes it: part, criterion, column with its unit; the city over two columns."""
    rows = [
        ["附件2"],
        ["", "", "主要指标完成情况表"],
        ["", "", "时间：2021年上半年", "", "", "", "", "", "单位：亿元、%、分"],
        ["组别", "县区", "投资增长（40分）"],
        ["", "", "工业投资完成额（10分）", "", "", "工业投资增速（15分）", "", "", "", "亿元以上工业项目（10分）"],
        ["", "", "完成额\n(亿元)", "位次", "得分", "同比\n(%)", "较全市", "位次", "得分", "个数\n(个)", "目标\n(个)"],
        ["全　市", "", "200", "-", "-", "14.8", "-", "-", "-", "-", "-"],
        ["县", "南乐县", "25.5", "1", "10", "30", "15.2", "2", "9", "18", "14"],
        ["", "范　县", "21.5", "2", "9.5", "40", "25.2", "1", "10", "-", "13"],
    ]  # fmt: skip
    cells = {
        (row, column): CellRead(text) for row, line in enumerate(rows, 1) for column, text in enumerate(line, 1) if text
    }
    merges = ((4, 1, 6, 1), (4, 2, 6, 2), (4, 3, 4, 11), (5, 3, 5, 5), (5, 6, 5, 9), (5, 10, 5, 11), (7, 1, 7, 2))
    return Sheet("主要指标", cells, (*merges, (8, 1, 9, 1)))


def test_a_workbook_of_ours_gives_places_and_the_figures_of_then(scheme: Scheme, document: Make) -> None:
    ranking = document(
        "综合排名\n县区 | 综合得分 | 组内位次 | 综合排名\n 范县 | 91 | 1 | 1\n 南乐县 | 90 | 2 | 2"
    ).sheets[0]
    noise = document("县区 | 名次\n 范县 | 9\n 南乐县 | 8").sheets[0]
    book = Document("上期.xlsx", (noise, Sheet("综合排名", ranking.cells), _main_sheet()))
    previous = read_previous(book, scheme)
    assert previous.places == {"范县": 1, "南乐县": 2}
    assert previous.group_places == {"范县": 1, "南乐县": 2}
    assert previous.totals == {"范县": 91, "南乐县": 90}
    assert {row.role for row in previous.figures} == {Role.PREVIOUS}
    assert {(row.county, row.indicator): str(row.value) for row in previous.figures} == {
        ("全市", "industrial_investment"): "200",
        ("全市", "industrial_investment_yoy"): "14.8",
        ("南乐县", "industrial_investment"): "25.5",
        ("南乐县", "industrial_investment_yoy"): "30",
        ("南乐县", "large_projects"): "18",
        ("范县", "industrial_investment"): "21.5",
        ("范县", "industrial_investment_yoy"): "40",
    }
