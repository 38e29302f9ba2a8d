"""Submissions as people send them: a value is right, or doubtful and said, or not read and said; missing is never 0."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile, ZipInfo

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pingbi import pipeline
from pingbi.cli import main
from pingbi.model import Finding, Role, State
from pingbi.pipeline import Evaluation
from pingbi.scheme import Scheme

COUNTY = "南乐县"
FILLED: dict[str, object] = {"工业投资": 30.58, "工业投资增速": 45, "亿元以上工业项目": 20, "研发活动覆盖率": 78.7}
RIGHT = {"工业投资": "30.58", "工业投资增速": "45", "亿元以上工业项目": "20", "研发活动覆盖率": "78.7"}

Rows = Sequence[Sequence[object]]


class Came(NamedTuple):
    """What was made of the inputs."""

    done: Evaluation

    def value(self, name: str, county: str = COUNTY, role: Role = Role.NOW) -> str | None:
        """The number that may be scored, without zeros at its end."""
        found = self.done.figures.value(county, self._id(name), role)
        return None if found is None else f"{found.normalize():f}"

    def state(self, name: str, county: str = COUNTY) -> State | None:
        found = self.done.figures.get(county, self._id(name))
        return None if found is None else found.state

    def said(self, code: str) -> list[str]:
        return [str(finding) for finding in self.findings if finding.code == code]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.done.findings

    def _id(self, name: str) -> str:
        return next(row.id for row in self.done.scheme.indicator if row.name == name)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return pipeline.load_scheme("")


@pytest.fixture(scope="module")
def came(scheme: Scheme) -> Callable[..., Came]:
    """`came(path, …)`: read, chosen, audited, scored."""
    return lambda *paths: Came(pipeline.evaluate(pipeline.gather(list(paths), scheme), scheme))


@pytest.fixture(scope="module")
def blank(scheme: Scheme, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's form as it is handed out."""
    paths = pipeline.write_templates(scheme, tmp_path_factory.mktemp("handed out"), COUNTY)
    return next(path for path in paths if COUNTY in path.name)


@pytest.fixture
def filled(blank: Path, tmp_path: Path) -> Callable[..., Path]:
    """`filled(values, edit, name=…)`: the form with 本期数 by the names of its rows, then whatever `edit` does."""

    def fill(
        values: dict[str, object], edit: Callable[[Workbook], None] = lambda _: None, name: str = "南乐县填报表.xlsx"
    ) -> Path:
        book = load_workbook(blank)
        for label, value in values.items():
            sheet = book["填报表"]
            cell = sheet.cell(place(sheet, label)[0], place(sheet, "本期数")[1])
            cell.value, cell.number_format = value if isinstance(value, tuple) else (value, cell.number_format)
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                cell.data_type = "s"
        edit(book)
        book.save(tmp_path / name)
        return tmp_path / name

    return fill


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """`table(rows, merges=…, formats=…)`: a workbook of one sheet."""

    def make(
        rows: Rows, merges: Sequence[str] = (), formats: dict[str, str] | None = None, name: str = "表.xlsx"
    ) -> Path:
        book = Workbook()
        sheet = book.worksheets[0]
        for row in rows:
            sheet.append(list(row))
        for area in merges:
            sheet.merge_cells(area)
        for cell, shown in (formats or {}).items():
            sheet[cell].number_format = shown
        book.save(tmp_path / name)
        return tmp_path / name

    return make


def place(sheet: Worksheet, words: str) -> tuple[int, int]:
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    return next((at, row.index(words) + 1) for at, row in rows if words in row)


# One number in the form.

NUMBERS = [
    # the cell, its value (None: not read), the code of what is said
    pytest.param("30.58", "30.58", None, id="a text"),
    pytest.param(" 30.58　", "30.58", None, id="blanks around"),
    pytest.param("３０．５８", "30.58", None, id="full width"),
    pytest.param("1,234.5", "1234.5", None, id="grouped"),
    pytest.param("30.58亿元", "30.58", None, id="its own unit"),
    pytest.param("305800万元", "30.58", "unit-converted", id="another unit"),
    pytest.param("约8亿", "8", "not-exact", id="about"),
    pytest.param("30余", "30", "not-exact", id="more than"),
    pytest.param("(12.3)", "-12.3", "range", id="a negative in brackets"),
    pytest.param("（12.3）", "-12.3", "range", id="in full-width brackets"),
    pytest.param(0, "0", None, id="zero is zero"),
    pytest.param("0", "0", None, id="zero as a text"),
    pytest.param("无", None, "not-a-number", id="none"),
    pytest.param("未统计", None, "not-a-number", id="not counted"),
    pytest.param("30.58（含续建）", None, "not-a-number", id="with a remark"),
    pytest.param("30,58", None, "not-a-number", id="a comma for a point"),
    pytest.param("30-31", None, "not-a-number", id="a range"),
    pytest.param("30.58家", None, "not-a-number", id="a unit of something else"),
    pytest.param("#DIV/0!", None, "not-a-number", id="an error"),
    pytest.param(True, None, "not-a-number", id="a logical value"),
    pytest.param((date(2022, 6, 30), "yyyy-mm-dd"), None, "not-a-number", id="a date"),
    pytest.param("=30+0.58", "30.58", "formula-computed", id="a simple formula without its value"),
    pytest.param("=VLOOKUP(1,A1:B9,2)", None, "not-a-number", id="another formula without its value"),
]


@pytest.mark.parametrize(("written", "value", "code"), NUMBERS)
def test_a_number_as_it_is_written_into_the_form(
    filled: Callable[..., Path], came: Callable[..., Came], written: object, value: str | None, code: str | None
) -> None:
    back = came(filled({"工业投资": written}))
    assert back.value("工业投资") == value
    about = [row for row in back.findings if row.indicator == "industrial_investment" and row.county == COUNTY]
    assert [row.code for row in about if row.code != "decimals"] == ([code] if code else [])


@pytest.mark.parametrize("sign", ["—", "/", "-", "免报"])
def test_not_applicable_is_neither_zero_nor_missing(
    filled: Callable[..., Path], came: Callable[..., Came], sign: str
) -> None:
    back = came(filled({"工业投资": sign}))
    assert (back.value("工业投资"), back.state("工业投资")) == (None, State.EXEMPT)
    assert not [text for text in back.said("missing") if "工业投资，" in text]


@pytest.mark.parametrize(
    "written", ["45", "45%", "45 %", "４５％", "增长45%", (0.45, "0%"), (0.45, "0.00%"), (45, "0.0"), ("45%", "@")]
)
def test_a_growth_as_it_is_written(filled: Callable[..., Path], came: Callable[..., Came], written: object) -> None:
    back = came(filled({"工业投资增速": written}))
    assert back.value("工业投资增速") == "45"
    assert back.said("not-a-number") == []


# The form as it comes back.


def renamed(book: Workbook) -> None:
    book["填报表"].title = "Sheet1"


def row_above(book: Workbook) -> None:
    book["填报表"].insert_rows(place(book["填报表"], "工业投资")[0])


def row_deleted(book: Workbook) -> None:
    book["填报表"].delete_rows(place(book["填报表"], "技改投资")[0])


def column_inserted(book: Workbook) -> None:
    book["填报表"].insert_cols(2)


def emptied_copy(book: Workbook) -> None:
    copy = book.copy_worksheet(book["填报表"])
    for label in FILLED:
        copy.cell(place(copy, label)[0], place(copy, "本期数")[1]).value = None


EDITS = [renamed, row_above, row_deleted, column_inserted, emptied_copy]


@pytest.mark.parametrize("edit", EDITS, ids=[edit.__name__ for edit in EDITS])
def test_the_figures_are_right_whatever_was_done_to_the_form(
    filled: Callable[..., Path], came: Callable[..., Came], edit: Callable[[Workbook], None]
) -> None:
    back = came(filled(FILLED, edit))
    assert {name: back.value(name) for name in RIGHT} == RIGHT


def test_two_copies_of_the_form_in_one_file_that_differ_are_undecided(
    filled: Callable[..., Path], came: Callable[..., Came]
) -> None:
    def copied(book: Workbook) -> None:
        copy = book.copy_worksheet(book["填报表"])
        copy.cell(place(copy, "工业投资")[0], place(copy, "本期数")[1]).value = 31

    back = came(filled(FILLED, copied))
    assert (back.value("工业投资"), back.value("工业投资增速")) == (None, "45")
    (finding,) = back.said("two-values")
    assert "30.58亿元" in finding
    assert "31亿元" in finding


def test_an_input_cell_that_was_merged_away_is_missing_and_what_it_was_merged_with_open(
    filled: Callable[..., Path], came: Callable[..., Came]
) -> None:
    def merged(book: Workbook) -> None:
        sheet = book["填报表"]
        row, column = place(sheet, "工业投资")[0], place(sheet, "本期数")[1]
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)

    back = came(filled(FILLED, merged))
    assert (back.value("工业投资"), back.value("工业投资增速")) == (None, None)
    assert any("工业投资增速" in text for text in back.said("missing"))
    assert any("看不出是谁的数" in text for text in back.said("not-exact"))


def test_a_form_whose_head_names_another_county_is_not_read(
    filled: Callable[..., Path], came: Callable[..., Came]
) -> None:
    def claimed(book: Workbook) -> None:
        for row in book["填报表"].iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace(COUNTY, "台前县")

    back = came(filled(FILLED, claimed, name="台前县填报表.xlsx"))
    assert {back.value("工业投资"), back.value("工业投资", "台前县")} == {None}
    assert len(back.said("unknown-county")) == 1


@pytest.mark.office
def test_a_form_that_libreoffice_saved_is_read_alike(
    filled: Callable[..., Path], came: Callable[..., Came], tmp_path: Path
) -> None:
    """Also as ods and by way of it; a formula has its value then."""
    path = filled({**FILLED, "产业项目完成投资": "=10+7.71"})
    xlsx, ods, again = (tmp_path / name for name in ("xlsx", "ods", "again"))
    for form, folder, source in (("xlsx", xlsx, path), ("ods", ods, path), ("xlsx", again, ods / f"{path.stem}.ods")):
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    for saved in (xlsx / path.name, again / path.name, ods / f"{path.stem}.ods"):
        back = came(saved)
        assert {name: back.value(name) for name in RIGHT} == RIGHT
        assert back.value("产业项目完成投资") == "17.71"


# Two files.


def test_of_two_versions_the_later_changed_counts_and_what_changed_is_said(
    filled: Callable[..., Path], came: Callable[..., Came]
) -> None:
    """By name 南乐县填报表(1).xlsx comes before 南乐县填报表.xlsx."""
    first = filled(FILLED)
    second = filled({**FILLED, "工业投资": 31}, name="南乐县填报表(1).xlsx")
    os.utime(first, (1_657_000_000, 1_657_000_000))
    os.utime(second, (1_657_100_000, 1_657_100_000))
    for paths in ((first, second), (second, first), (first.parent,)):
        back = came(*paths)
        assert back.value("工业投资") == "31"
        (finding,) = back.said("changed-since-last")
        assert finding.index("30.58亿元") < finding.index("31亿元")


def test_the_same_file_twice_is_read_once_and_said(filled: Callable[..., Path], came: Callable[..., Came]) -> None:
    path = filled(FILLED)
    shutil.copy(path, path.with_name("副本.xlsx"))
    back = came(path.parent)
    assert back.value("工业投资") == "30.58"
    assert len(back.said("duplicate-file")) == 1
    assert back.said("two-values") == []


def test_the_workbook_of_the_run_before_is_no_submission(
    filled: Callable[..., Path], came: Callable[..., Came], tmp_path: Path
) -> None:
    filled(FILLED)
    out = tmp_path / "综合评比.xlsx"
    assert main(["evaluate", str(tmp_path), "-o", str(out)]) == 1
    filled({**FILLED, "工业投资": 31})
    back = came(tmp_path)
    assert back.value("工业投资") == "31"
    assert len(back.said("result-as-input")) == 1
    assert main(["evaluate", str(out), "-o", str(tmp_path / "又.xlsx")]) == 2


# Master tables.

ALL = ("全市", "华龙区", "经开区", "工业园区", "示范区", "濮阳县", "清丰", "南 乐 县", "范　县", "台前县")


def bureau() -> list[list[object]]:
    """As a statistics bureau writes it: title, unit, two levels of headings, the city first, a sum last, notes."""
    rows: list[list[object]] = [["2022年1-6月全市工业主要指标"], ["制表：市统计局", "", "", "", "", "单位：万元、%"]]
    rows += [
        ["县（区）", "工业投资", "", "技改投资", "", "规上工业增加值"],
        ["", "完成额", "同比", "完成额", "同比±%", "增速"],
    ]
    rows += [[name, 305_800 + at, 45 - at, 10_000 * at, 70 + at, 9.6] for at, name in enumerate(ALL)]
    return [*rows, ["合计", 1, 1, 1, 1, 1], ["注：1.工业投资为快报数。"], ["　　2.南乐县数据为初步数。"]]


def test_a_table_of_the_statistics_bureau(table: Callable[..., Path], came: Callable[..., Came]) -> None:
    back = came(table(bureau(), merges=("A1:F1", "A3:A4", "B3:C3", "D3:E3")))
    assert (back.value("工业投资", "全市"), back.value("工业投资", "台前县")) == ("30.58", "30.5809")
    assert (back.value("工业投资增速"), back.value("技改投资", "范县")) == ("38", "8")
    assert (back.value("技改投资增速", "清丰县"), back.value("规上工业增加值增速", "华龙区")) == ("76", "9.6")
    assert {row.code for row in back.findings if row.code not in ("missing", "no-operand", "all-equal")} <= {
        "same-value-two-places",
        "sum-mismatch",  # the row 合计 holds ones
    }


def test_counties_in_columns_with_a_column_of_units(table: Callable[..., Path], came: Callable[..., Came]) -> None:
    rows = [
        ["指标", "计量单位", *ALL],
        ["工业投资", "万元", *range(305_800, 305_810)],
        ["　同比增长", "%", *range(45, 35, -1)],
    ]
    rows += [["技改投资", "亿元", *range(4, 14)], ["用电量", "万千瓦时", *range(10)]]
    back = came(table(rows))
    assert (back.value("工业投资"), back.value("工业投资增速"), back.value("技改投资")) == ("30.5807", "38", "11")
    assert [text for text in back.said("unmapped") if "用电量" in text]


def test_two_tables_in_one_sheet(table: Callable[..., Path], came: Callable[..., Came]) -> None:
    rows: list[list[object]] = [["表一"], ["县区", "工业投资（亿元）", "增速（%）"], *([name, 30, 5] for name in ALL)]
    rows += [[], ["表二"], ["县区", "亿元以上工业项目", "新签约工业项目"], *([name, 10, 7] for name in ALL)]
    back = came(table(rows))
    names = ("工业投资", "工业投资增速", "亿元以上工业项目", "新签约工业项目")
    assert [back.value(name, "台前县") for name in names] == ["30", "5", "10", "7"]


def test_percentages_of_a_column_in_three_spellings(table: Callable[..., Path], came: Callable[..., Came]) -> None:
    """What cannot be told from a small number is read as it stands, and suspected."""
    rows = [["县区", "研发活动覆盖率（%）"], ["南乐县", 0.787], ["台前县", "78.7%"], ["范县", 0.6]]
    rows += [[name, 70 + at] for at, name in enumerate(("濮阳县", "清丰县", "华龙区"))]
    back = came(table(rows, formats={"B2": "0.0%"}))
    assert (back.value("研发活动覆盖率"), back.value("研发活动覆盖率", "台前县")) == ("78.7", "78.7")
    assert back.value("研发活动覆盖率", "范县") == "0.6"
    (finding,) = back.said("unit-slip")
    assert finding.startswith("范县的研发活动覆盖率为0.6%")


def test_one_county_in_the_wrong_unit_is_suspected(
    filled: Callable[..., Path], came: Callable[..., Came], table: Callable[..., Path]
) -> None:
    others = [["县区", "工业投资（亿元）"], *([name, 20 + at] for at, name in enumerate(ALL) if "南" not in name)]
    back = came(filled({"工业投资": 305_800}), table(others))
    (finding,) = back.said("unit-slip")
    assert finding.startswith("南乐县的工业投资为305800亿元，其他县区的中位数为")


def test_a_csv_in_gbk_inside_an_archive_in_an_archive(tmp_path: Path, came: Callable[..., Came]) -> None:
    """Both names are GBK without a mark, as Windows tools write them."""
    csv = "县区,工业投资(万元),同比\n南乐县,305800,45%\n台前县,,47\n范 县,—,无\n".encode("gbk")
    inner, outer = BytesIO(), BytesIO()
    for out, name, data in ((inner, "BBBBBB.csv", csv), (outer, "AAAA.zip", inner)):
        with ZipFile(out, "w") as archive:
            archive.writestr(ZipInfo(name), data if isinstance(data, bytes) else data.getvalue())
        named = out.getvalue().replace(b"BBBBBB", "南乐县".encode("gbk")).replace(b"AAAA", "报送".encode("gbk"))
        out.seek(0)
        out.write(named)
    (tmp_path / "全部.zip").write_bytes(outer.getvalue())
    back = came(tmp_path / "全部.zip")
    assert (back.value("工业投资"), back.value("工业投资增速"), back.value("工业投资增速", "台前县")) == (
        "30.58",
        "45",
        "47",
    )
    assert (back.state("工业投资", "台前县"), back.state("工业投资", "范县")) == (None, State.EXEMPT)
    (finding,) = [row for row in back.findings if row.code == "not-a-number"]
    assert [str(origin) for origin in finding.places] == ["全部.zip/报送.zip/南乐县.csv［CSV!C4］"]


def test_an_endless_text_is_said_and_the_others_are_read(
    tmp_path: Path, filled: Callable[..., Path], came: Callable[..., Came]
) -> None:
    (tmp_path / "长文.txt").write_text("南乐县上半年工业投资31亿元。\n" * 250_000, encoding="utf-8")
    assert (tmp_path / "长文.txt").stat().st_size > 10_000_000
    back = came(tmp_path / "长文.txt", filled(FILLED))
    assert back.value("工业投资") == "30.58"
    assert len(back.said("unreadable-file")) == 1


def test_nothing_that_is_missing_is_scored_as_zero(filled: Callable[..., Path], came: Callable[..., Came]) -> None:
    """Unreadable, empty and not applicable leave no value in any criterion."""
    back = came(filled({"工业投资": "无", "工业投资增速": "", "新签约工业项目": "—", "工业项目入库": "0"}))
    scores = {row.id: row.scores[COUNTY] for row in back.done.result.criteria}
    assert {scores[name].value for name in ("investment_level", "investment_growth", "signed")} == {None}
    assert scores["listed"].value == Decimal(0)
