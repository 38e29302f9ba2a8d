"""What people do to a workbook: moved rows and columns are followed, mistakes are said with their cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pingbi.model import PingbiError, SchemeError
from pingbi.scheme import Scheme, parse
from pingbi.scheme_book import SchemeRead, from_excel, to_excel
from pingbi.scoring import METHODS
from pingbi.workbook import write

Change = Callable[[openpyxl.Workbook], None]
Edited = Callable[[Change], SchemeRead]


def put(sheet: str, cell: str, value: object) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value  # type: ignore[assignment]

    return change


def column_of(sheet: Worksheet, key: str) -> str:
    """The letter of the column of an English key."""
    return next(cell.column_letter for cell in sheet[2] if cell.value == key)


def form_row(sheet: Worksheet, key: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 4).value == key)


def test_rows_and_columns_that_were_put_in_or_moved_are_followed(edited: Edited, every: Scheme) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for sheet in book.worksheets[1:-1]:
            sheet.insert_rows(1, 2)
            sheet.insert_cols(1)
            sheet["A1"] = "某市方案"
        book["县区"].insert_rows(6)
        sheet = book["指标"]
        first, last = 2, sheet.max_column
        for row in range(1, sheet.max_row + 1):  # the first column goes to the end
            sheet.cell(row, last + 2, sheet.cell(row, first).value)
            sheet.cell(row, first).value = None

    found = edited(change)
    assert found.mistakes == ()
    assert parse(found.text, "a", METHODS) == every


def test_the_english_row_is_enough_and_the_chinese_row_is_enough(edited: Edited, every: Scheme) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["指标"].delete_rows(1)
        book["评比项"].delete_rows(2)

    assert parse(edited(change).text, "a", METHODS) == every


def test_what_is_typed_otherwise_means_the_same(edited: Edited, every: Scheme) -> None:
    def change(book: openpyxl.Workbook) -> None:
        rules, indicators, criteria = book["方案"], book["指标"], book["评比项"]
        rules.cell(form_row(rules, "rounding"), 2).value = "half_even"
        rules.cell(form_row(rules, "decimals"), 2).value = "３"
        rules.cell(form_row(rules, "period"), 2).value = "２０２２Ｑ３"
        rules.cell(form_row(rules, "bonus_cap"), 2).value = "５．５"
        rules.cell(form_row(rules, "notes"), 2).value = '"第一条；还有半句" ; 第二条'
        indicators[f"{column_of(indicators, 'required')}3"] = "false"
        indicators[f"{column_of(indicators, 'of')}4"] = "output"
        criteria[f"{column_of(criteria, 'method')}3"] = "given"
        book["县区"]["B3"] = 410001
        book["填报"].cell(form_row(book["填报"], "deadline"), 2).value = "2022-10-08"

    found = edited(change)
    assert found.mistakes == ()
    assert parse(found.text, "a", METHODS) == every


def test_columns_items_and_sheets_that_are_not_ours_are_said_and_do_no_harm(edited: Edited, every: Scheme) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["分组"]
        sheet["C1"], sheet["C3"] = "备注", "去年起"
        rules = book["方案"]
        row = rules.max_row + 2
        rules.cell(row, 1).value, rules.cell(row, 2).value = "想法", "以后再说"
        book.create_sheet("草稿")["A1"] = "随手记"
        del book["通报"]

    found = edited(change)
    assert [line.partition("：")[0] for line in found.remarks[:1]] == ["方案!B23"]
    assert "分组!C1：不认识的列“备注”，没有用到" in found.remarks
    assert "工作表“草稿”不是方案的表，没有用到" in found.remarks
    assert "没有工作表通报，按没有这些内容处理" in found.remarks
    assert parse(found.text, "a", METHODS).indicator == every.indicator


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        pytest.param(put("指标", "D3", "总数"), "指标!D3", ("总数", "总量", "同比"), id="no such choice"),
        pytest.param(put("目标", "C3", "三"), "目标!C3", ("目标值", "数字", "三"), id="no number"),
        pytest.param(put("目标", "A3", "产直"), "目标!A3", ("产直", "是不是“产值"), id="no such name"),
        pytest.param(put("目标", "B4", "开发园"), "目标!B4", ("开发园", "甲县", "全市合计"), id="no such county"),
        pytest.param(put("县区", "C3", None), "县区!C3", ("甲县", "没有写", "分组"), id="a blank that must not be"),
        pytest.param(put("指标", "C3", None), "指标!C3", ("单位", "没有填"), id="a key that is needed"),
        pytest.param(put("评比项", "F3", "直接打分"), "评比项!F3", ("直接打分", "直接赋分"), id="no such method"),
        pytest.param(put("评比项", "G3", "封顶=3"), "评比项!G3", ("封顶", "最高分"), id="no such parameter"),
        pytest.param(put("评比项", "G3", "最高分 三"), "评比项!G3", ("最高分 三", "参数=数"), id="no pair"),
        pytest.param(
            put("评比项", "G3", "最高分=三"), "评比项!G3", ("最高分", "数字", "三"), id="parameter, no number"
        ),
        pytest.param(put("评比项", "E3", "产直 / 2"), "评比项!E3", ("产直",), id="a formula of the scheme"),
        pytest.param(put("评比项", "E3", "=1/0"), "评比项!E3", ("公式",), id="a formula of Excel"),
        pytest.param(put("评比项", "D3", -1), "评比项!D3", ("大于0", "-1"), id="a weight below 0"),
        pytest.param(put("指标", "A4", "output"), "指标!A4", ("output", "重复"), id="an id twice"),
        pytest.param(put("指标", "G3", 1.5), "指标!G3", ("整数", "1.5"), id="no whole number"),
        pytest.param(put("审核规则", "C3", "其中技改 <= 产直"), "审核规则!C3", ("产直",), id="a rule"),
        pytest.param(put("县区", "C1", "名称"), "县区!C1", ("名称", "两列"), id="a heading twice"),
        pytest.param(put("方案", "B4", "2022X9"), "方案!B4", ("2022X9", "2022H1"), id="a period"),
        pytest.param(put("方案", "B5", "五入"), "方案!B5", ("五入", "四舍五入"), id="a choice of a form"),
        pytest.param(put("打印分表", "A3", "主要"), "打印分表!A3", ("“主要”", "主要指标"), id="no such sheet"),
        pytest.param(put("打印", "B11", "综合排名"), "打印分表!A3", ("打印分表",), id="sheets in two ways"),
    ],
)
def test_a_mistake_is_one_line_with_its_cell_and_what_is_known(
    edited: Edited, change: Change, place: str, words: tuple[str, ...]
) -> None:
    def changed(book: openpyxl.Workbook) -> None:
        change(book)
        if place == "县区!C1":
            book["县区"]["C2"] = None

    found = edited(changed)
    lines = [line for line in found.mistakes if line.startswith(f"{place}：")]
    assert lines, found.mistakes
    assert [word for word in words if word not in lines[0]] == []
    assert all("\n" not in line and ".xlsx" not in line for line in found.mistakes)
    assert found.text == ""


def test_the_wording(edited: Edited) -> None:
    found = edited(put("目标", "A3", "产直"))
    assert found.mistakes == ("目标!A3：“指标”填的“产直”在“指标”表里没有；是不是“产值”",)


def test_every_mistake_is_said_at_once(edited: Edited) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["指标"]["D3"], book["目标"]["C3"], book["评比项"]["D4"] = "总数", "三", "x"

    assert [line.partition("：")[0] for line in edited(change).mistakes] == ["指标!D3", "目标!C3", "评比项!D4"]


def test_any_other_workbook_is_refused(tmp_path: Path, read_back: Callable[[Path], SchemeRead]) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("数据")["A1"] = 1
    book.save(tmp_path / "x.xlsx")
    assert any("方案" in line and "不是本程序导出的" in line for line in read_back(tmp_path / "x.xlsx").mistakes)
    (tmp_path / "y.xlsx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(PingbiError, match=r"y\.xlsx"):
        from_excel(tmp_path / "y.xlsx")
    with pytest.raises(PingbiError, match=r"z\.xlsx"):
        from_excel(tmp_path / "z.xlsx")


def test_mistakes_cross_the_process_that_reads(tmp_path: Path, every: Scheme) -> None:
    path = write(to_excel(every), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book["指标"]["D3"] = "总数"
    book.save(path)
    with pytest.raises(SchemeError) as caught:
        from_excel(path)
    assert [line.partition("：")[0] for line in caught.value.mistakes] == ["指标!D3"]
