"""Tables lie as they like: every layout here holds the same figures, and gives them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from pingbi.extraction import Extracted, extract
from pingbi.extraction.table_findings import RowsUnnamed
from pingbi.model import Role, State
from pingbi.readers import CellRead, Document, Sheet
from pingbi.scheme import Scheme

Table = Callable[..., Extracted]
Merges = tuple[tuple[int, int, int, int], ...]
INVESTMENT, GROWTH, TECHNICAL = "industrial_investment", "industrial_investment_yoy", "technical_investment"
FIGURES = {
    ("南乐县", INVESTMENT): "30.58",
    ("南乐县", GROWTH): "45",
    ("南乐县", TECHNICAL): "4.1",
    ("台前县", INVESTMENT): "21.3",
    ("台前县", GROWTH): "47",
    ("台前县", TECHNICAL): "5.2",
}


def _read(found: Extracted) -> dict[tuple[str, str], str]:
    rows = [row for row in found.figures if row.role is Role.NOW and row.state is State.READ]
    values: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        values.setdefault((row.county, row.indicator), set()).add(f"{row.value:f}".rstrip("0").rstrip("."))
    return {key: "|".join(sorted(texts)) for key, texts in values.items()}


LAYOUTS = [
    pytest.param(
        """
        县区 | 工业投资（亿元） | 工业投资增速（%） | 技改投资（亿元）
        南乐县 | 30.58 | 45 | 4.1
        台前县 | 21.3 | 47 | 5.2
        """,
        (),
        id="plain",
    ),
    pytest.param(
        """
        2022年上半年工业投资情况 | | | | |
        序号 | 县区 | 工业投资 | | 技改投资 | 备注
         | | 完成额（亿元） | 同比（%） | 完成额（亿元） |
        甲 | 乙 | 1 | 2 | 3 | 4
        1 | 南乐县 | 30.58 | 45 | 4.1 |
        2 | 台前县 | 21.3 | 47 | 5.2 | 含改造
        注：数据来自统计月报，单位为亿元
        """,
        ((1, 1, 1, 6), (2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 2, 4), (2, 6, 3, 6)),
        id="two levels, merged, with a row that numbers the columns",
    ),
    pytest.param(
        """
        2022年上半年工业投资情况
        序号 | 县区 | 主要指标 | |
         | | 工业投资 | | 技改投资（亿元）
         | | 完成额（亿元） | 同比（%） |
        1 | 2 | 3 | 4 | 5
        1 | 南乐县 | 30.58 | 45 | 4.1
        2 | 台前县 | 21.3 | 47 | 5.2
        """,
        (),
        id="nothing merged, a row of numbers below headings of unequal depth",
    ),
    pytest.param(
        """
        2022年上半年工业投资情况 | | | | |
        序号 | 县区 | 工业投资 | | 技改投资 | 备注
         | | 完成额（亿元） | 同比（%） | 完成额（亿元） |
        1 | 南乐县 | 30.58 | 45 | 4.1 |
        2 | 台前县 | 21.3 | 47 | 5.2 |
        """,
        ((1, 1, 1, 6), (2, 1, 3, 1), (2, 2, 3, 2), (2, 6, 3, 6)),
        id="a heading that was unmerged beside others that are merged",
    ),
    pytest.param(
        """
        县区 | 主要指标 | | |
         | 投资增长（40分） | | |
         | 工业投资（15分） | | 技改投资 |
         | 完成额（亿元） | 同比（%） | 完成额（亿元） | 位次
        南乐县 | 30.58 | 45 | 4.1 | 2
        台前县 | 21.3 | 47 | 5.2 | 1
        """,
        ((1, 1, 4, 1), (1, 2, 1, 5), (2, 2, 2, 5), (3, 2, 3, 3), (3, 4, 3, 5)),
        id="four levels",
    ),
    pytest.param(
        """
        工业投资（亿元） | 工业投资增速（%） | 县区 | 技改投资（亿元）
        30.58 | 45 | 南乐县 | 4.1
        21.3 | 47 | 台前县 | 5.2
        """,
        (),
        id="the counties are not the first column",
    ),
    pytest.param(
        """
        工业投资（亿元） | 工业投资增速（%） | 技改投资（亿元） | 县区
        30.58 | 45 | 4.1 | 南乐县
        21.3 | 47 | 5.2 | 台前县
        """,
        (),
        id="the counties are the last column",
    ),
    pytest.param(
        """
        县区 | 工业投资（亿元） | | 县区 | 技改投资（亿元） | 县区 | 工业投资增速（%）
        南乐县 | 30.58 | | 台前县 | 5.2 | 台前县 | 47
        台前县 | 21.3 | | 南乐县 | 4.1 | 南乐县 | 45
        """,
        (),
        id="tables side by side in another order of counties",
    ),
    pytest.param(
        """
        县区 | 工业投资（亿元）
        南乐县 | 30.58
        台前县 | 21.3

        序号 | 县区 | 技改投资（亿元） | 工业投资增速（%）
        1 | 台前县 | 5.2 | 47
        2 | 南乐县 | 4.1 | 45
        """,
        (),
        id="a table below with its counties in another column",
    ),
    pytest.param(
        """
        指标 | 单位 | 南乐县 | 台前县
        工业投资 | 亿元 | 30.58 | 21.3
        其中：技改投资 | 亿元 | 4.1 | 5.2

        指标 | 单位 | 台前县 | 南乐县
        工业投资增速 | % | 47 | 45
        """,
        (),
        id="lying across, one below the other",
    ),
    pytest.param(
        """
        指标 | 单位 | 南乐县 | 台前县 | | 指标 | 单位 | 台前县 | 南乐县
        工业投资 | 亿元 | 30.58 | 21.3 | | 工业投资增速 | % | 47 | 45
        技改投资 | 亿元 | 4.1 | 5.2 | | | | |
        """,
        (),
        id="lying across, side by side",
    ),
    pytest.param(
        """
        县区 | 工业投资（亿元）
        南乐县 | 30.58
        台前县 | 21.3

        指标 | 单位 | 台前县 | 南乐县
        技改投资 | 亿元 | 5.2 | 4.1
        工业投资增速 | % | 47 | 45
        """,
        (),
        id="one upright, one lying across",
    ),
    pytest.param(
        """
        县区 | 工业投资（亿元） | 工业投资增速（%） | 技改投资（亿元）
        区 | | |
        小计 | | |
        南乐县 | 30.58 | 45 | 4.1
        （续表） | | |
        县区 | 工业投资（亿元） | 工业投资增速（%） | 技改投资（亿元）
        县 | | |
        台前县 | 21.3 | 47 | 5.2
        合计 | 51.88 | | 9.3
        平均 | 25.94 | 46 | 4.65
        制表人：张三 | | 审核人：李四 |
        """,
        (),
        id="groups, a repeated heading, sums and means",
    ),
    pytest.param(
        """
        县区 | 高于 | 说明
         | 工业投资（亿元） | 工业投资增速（%） | 技改投资（亿元）
        南乐县 | 30.58 | 45 | 4.1
         | | |
        台前县 | 21.3 | 47 | 5.2
        """.replace("高于", "投资增长").replace("说明", ""),
        (),
        id="a blank row between counties",
    ),
    pytest.param(
        """
        行政区划代码 | 名称 | 工业投资（亿元） | 工业投资增速（%） | 技改投资（亿元）
        410923 | 河南省濮阳市南乐县 | 30.58 | 45 | 4.1
        410927 | 濮阳市台前县 | 21.3 | 47 | 5.2
        """,
        (),
        id="codes beside full names",
    ),
    pytest.param(
        """
        行政区划代码 | 工业投资（亿元） | 工业投资增速（%） | 技改投资（亿元）
        410923 | 30.58 | 45 | 4.1
        410927 | 21.3 | 47 | 5.2
        """,
        (),
        id="codes alone",
    ),
    pytest.param(
        """
        县区 | 工业 | 工业投资 | 技改
         | 投资（亿元） | 增速（%） | 投资（亿元）
        南乐县 | 30.58 | 45 | 4.1
        台前县 | 21.3 | 47 | 5.2
        """,
        ((1, 1, 2, 1),),
        id="names broken over two rows",
    ),
    pytest.param(
        """
        县区 | 工业投资 | 工业投资增速 | 技改投资
         | 亿元 | % | 亿元
        南乐县 | 30.58 | 45 | 4.1
        台前县 | 21.3 | 47 | 5.2
        """,
        ((1, 1, 2, 1),),
        id="units in a row of their own",
    ),
    pytest.param(
        """
        县区 | 工业投资（亿元） | 工业投资增速（%） | 技改投资（亿元）
        1.南乐县人民政府 | 30.58 | 45 | 4.1
        2.台前县工信局 | 21.3 | 47 | 5.2
        """,
        (),
        id="counties by their offices",
    ),
    pytest.param(
        """
        县区 | | 工业投资（亿元） | 工业投资增速（%） | 技改投资（亿元）
        南乐县 | | 30.58 | 45 | 4.1
         | 台前县 | 21.3 | 47 | 5.2
        范县 | | | |
        """,
        (),
        id="a name in the next column",
    ),
    pytest.param(
        """
        1—6月 | | 单位：亿元、%
        县区 | 2022年 | | | 2021年
         | 工业投资 | 工业投资增速 | 技改投资 | 工业投资
        南乐县 | 30.58 | 45 | 4.1 | 21.1
        台前县 | 21.3 | 47 | 5.2 | 14.5
        """,
        ((2, 2, 2, 4), (2, 1, 3, 1)),
        id="the months in the title, the years over the columns",
    ),
]


@pytest.mark.parametrize(("text", "merges"), LAYOUTS)
def test_the_figures_are_read_however_the_table_lies(table: Table, text: str, merges: Merges) -> None:
    lines = "\n".join(line or " " for line in text.strip("\n").splitlines())
    assert _read(table(lines, merges=merges)) == FIGURES


@pytest.mark.parametrize("done", ["完成", "累计完成", "实际完成", "1—6月完成"])
def test_what_was_done_below_a_growth_or_a_count_is_the_growth_or_the_count(table: Table, done: str) -> None:
    found = table(
        f"""
        县区 | 工业投资增速 | | 新签约工业项目 | | 工业投资 |
         | 目标 | {done} | 目标 | {done} | 目标 | {done}
        南乐县 | 40 | 45 | 10 | 9 | 50 | 30.58
        台前县 | 41 | 47 | 11 | 8 | 51 | 21.3
        """,
        merges=((1, 2, 1, 3), (1, 4, 1, 5), (1, 6, 1, 7)),
    )
    assert _read(found) == {
        ("南乐县", GROWTH): "45",
        ("南乐县", "signed_projects"): "9",
        ("南乐县", INVESTMENT): "30.58",
        ("台前县", GROWTH): "47",
        ("台前县", "signed_projects"): "8",
        ("台前县", INVESTMENT): "21.3",
    }


ONCE = [
    pytest.param(
        "县区 | 指标 | 工业投资 | 技改投资\n南乐县 | 完成额（亿元） | 30.58 | 4.1\n | 增速（%） | 45 | \n"
        "台前县 | 完成额（亿元） | 21.3 | 5.2\n | 增速（%） | 47 | \n合计 | 完成额（亿元） | 51.88 | 9.3",
        id="amount and growth",
    ),
    pytest.param(
        "县区 | | 工业投资 | 工业投资增速 | 技改投资\n南乐县 | 2021年上半年 | 21 | 44 | 3\n"
        " | 2022年上半年 | 30.58 | 45 | 4.1\n台前县 | 2021年上半年 | 20 | 43 | 2\n | 2022年上半年 | 21.3 | 47 | 5.2",
        id="two years",
    ),
    pytest.param(
        "县区 | 类别 | 工业投资 | 工业投资增速 | 技改投资\n南乐县 | 年计划 | 77 | 40 | 8\n | 完成 | 30.58 | 45 | 4.1\n"
        "台前县 | 年计划 | 76 | 40 | 7\n | 完成 | 21.3 | 47 | 5.2",
        id="a plan and what was done",
    ),
    pytest.param(
        "县区 | 类别 | 工业投资 | 工业投资增速 | 技改投资\n南乐县 | 目标 | 77 | 40 | 8\n | 完成 | 30.58 | 45 | 4.1\n"
        "台前县 | 完成 | 21.3 | 47 | 5.2",
        id="not the same lines for each",
    ),
    pytest.param(
        "指标 | 南乐县 | | 台前县 |\n | 年计划 | 完成 | 年计划 | 完成\n工业投资 | 77 | 30.58 | 76 | 21.3\n"
        "工业投资增速 | 40 | 45 | 40 | 47\n技改投资 | 8 | 4.1 | 7 | 5.2",
        id="lying across",
    ),
    pytest.param(
        "指标 | 南乐县 | | 台前县 |\n | 完成 | 同比 | 完成 | 同比\n"
        "工业投资 | 30.58 | 45 | 21.3 | 47\n技改投资 | 4.1 | | 5.2 |",
        id="lying across with growth",
    ),
]


@pytest.mark.parametrize("text", ONCE)
def test_a_county_named_once_over_several_lines_has_them_all(table: Table, text: str) -> None:
    assert _read(table(text)) == FIGURES


def test_rows_without_a_name_are_said(table: Table) -> None:
    found = table("县区 | 工业投资\n南乐县 | 30.58\n | 29\n台前县 | 21.3\n | 20\n合计 | 51.88")
    assert _read(found) == {("南乐县", INVESTMENT): "30.58", ("台前县", INVESTMENT): "21.3"}
    (said,) = [str(row) for row in found.findings if isinstance(row, RowsUnnamed)]
    assert said == "第3、5行有数，却没有写县区名称（共2行），没有读入"


@pytest.mark.parametrize("word", ["计划", "年度计划", "上年同期", "目标", "增速"])
def test_numbers_beside_a_word_that_says_which_they_are_are_no_amounts_of_this_period(table: Table, word: str) -> None:
    found = table(f"县区 | 类别 | 工业投资\n南乐县 | {word} | 77\n台前县 | {word} | 76")
    assert ("南乐县", INVESTMENT) not in _read(found)


@pytest.mark.parametrize(
    "text", ["县区 | 时段 | 工业投资\n南乐县 | 1-5月 | 77", "县区 | 工业投资 | 统计时间\n南乐县 | 77 | 1-5月"]
)
def test_a_column_of_times_is_looked_at_whatever_it_is_called(table: Table, text: str) -> None:
    found = table(f"{text}\n台前县 | |")
    assert _read(found) == {}
    assert found.findings


@pytest.mark.parametrize("name", ["上年", "去年同期"])
def test_a_sheet_of_last_year_beside_that_of_this_one_is_last_years(scheme: Scheme, name: str) -> None:
    def sheet(called: str, value: int) -> Sheet:
        words = {(1, 1): "县区", (1, 2): "工业投资", (2, 1): "南乐县", (3, 1): "台前县"}
        names = {at: CellRead(text) for at, text in words.items()}
        return Sheet(called, {**names, (2, 2): CellRead(Decimal(value)), (3, 2): CellRead(Decimal(value + 1))})

    found = extract(Document("各县区.xlsx", (sheet("本年", 30), sheet(name, 20))), scheme)
    read = {(row.county, row.role): row.value for row in found.figures if row.state is State.READ}
    assert (read["南乐县", Role.NOW], read["台前县", Role.LAST_YEAR]) == (Decimal(30), Decimal(21))
