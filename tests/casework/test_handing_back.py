"""退回单: each file goes back with what is to be mended in it, and its explanations come home."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pingbi import casework
from pingbi.casework import Case, HandedBack
from pingbi.cli import main
from pingbi.project.changes import Marking


def table(path: Path, *rows: tuple[object, ...]) -> Path:
    path.parent.mkdir(exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("报表")
        for at, row in enumerate((("县区", "投资", "税收"), *rows)):
            sheet.write_row(at, 0, row)
    return path


def handed(case: Case) -> dict[str, HandedBack]:
    return {row.returned.name: row for row in casework.handed_back(case)}


def explained_by(row: HandedBack, path: Path, text: str) -> Path:
    """The 退回单 filled in by the county."""
    book = openpyxl.load_workbook(BytesIO(row.returned.data))
    sheet = book["退回单"]
    heads = {cell.value: cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)}
    head = heads["说明（请填写）"]
    sheet.cell(head.row + 1, head.column, text)
    book.save(path)
    return path


def test_a_file_goes_back_with_what_is_wrong_in_it_and_what_its_county_has_left_out(case: Case, tmp_path: Path) -> None:
    paths = [table(tmp_path / "甲县.xlsx", ("甲县", "三十多")), table(tmp_path / "乙县.xlsx", ("乙县", 20, 5))]
    list(casework.receive(case, paths))
    back = handed(case)
    assert list(back) == ["甲县.xlsx"]
    row = back["甲县.xlsx"]
    assert (row.county, row.returned.marked) == ("甲县", True)
    assert sorted(finding.code for finding in row.findings) == ["missing", "not-a-number"]
    marked = openpyxl.load_workbook(BytesIO(row.returned.data))
    assert marked.sheetnames == ["报表", "退回单"]
    assert marked["报表"]["B2"].comment is not None
    assert marked["报表"]["A2"].comment is None


def test_an_explanation_comes_home_and_what_is_explained_is_not_sent_back_again(case: Case, tmp_path: Path) -> None:
    list(casework.receive(case, [table(tmp_path / "甲县.xlsx", ("甲县", "三十多", 5))]))
    (row,) = handed(case).values()
    (finding,) = row.findings
    (arrival,) = casework.receive(case, [explained_by(row, tmp_path / "甲县说明.xlsx", "台账尚未汇总，三日内补报")])
    assert [step.line for step in arrival.explained] == [f"说明“{finding}”：台账尚未汇总，三日内补报"]
    assert {said.finding for said in case.project.state.explanations} == {finding.id}
    assert handed(case) == {}


def test_only_to_affirm_is_no_explanation_and_that_is_told(case: Case, tmp_path: Path) -> None:
    list(casework.receive(case, [table(tmp_path / "甲县.xlsx", ("甲县", "三十多", 5))]))
    (row,) = handed(case).values()
    (arrival,) = casework.receive(case, [explained_by(row, tmp_path / "甲县说明.xlsx", "经核实无误")])
    assert arrival.explained == ()
    assert len(arrival.unexplained) == 1
    assert "核实无误" in arrival.unexplained[0]
    assert len(handed(case)) == 1


def test_that_it_was_sent_back_is_noted_once_for_each_submission(case: Case, tmp_path: Path) -> None:
    list(casework.receive(case, [table(tmp_path / "甲县.xlsx", ("甲县", "三十多", 5))]))
    assert [step.line for step in casework.sent_back(case, ["甲县"])] == ["标记甲县：退回"]
    assert casework.sent_back(case, ["甲县"]) == ()
    list(casework.receive(case, [table(tmp_path / "甲县改.xlsx", ("甲县", "约三十", 5))]))
    assert len(casework.sent_back(case, ["甲县"])) == 1
    assert [row.marking for row in case.project.state.marks] == [Marking.RETURNED, Marking.RETURNED]


def test_a_text_goes_back_as_a_list_alone(case: Case, tmp_path: Path) -> None:
    text = tmp_path / "甲县.txt"
    text.write_text("今年1—7月，甲县完成投资30.58亿元，税收5亿元。", encoding="utf-8")
    list(casework.receive(case, [text]))
    (row,) = handed(case).values()
    assert not row.returned.marked
    assert openpyxl.load_workbook(BytesIO(row.returned.data)).sheetnames == ["退回单"]


def test_what_was_submitted_is_never_written_over(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder of the submissions is the one that lies nearest."""
    own = table(tmp_path / "上报" / "甲县.xlsx", ("甲县", "三十多", 5))
    before = own.read_bytes()
    list(casework.receive(case, [own]))
    path = case.project.path
    case.project.close()
    assert main(["return", "--project", str(path), "-o", str(own.parent)]) == 2
    assert "是报送的原件，不覆盖" in capsys.readouterr().err
    assert own.read_bytes() == before
    for _ in range(2):  # a second time it takes the place of the first
        assert main(["return", "--project", str(path), "-o", str(tmp_path / "退回单")]) == 0
    assert [row.name for row in (tmp_path / "退回单").iterdir()] == ["甲县.xlsx"]


def test_a_corrected_file_is_never_written_over_either(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    list(casework.receive(case, [table(tmp_path / "上报" / "甲县.xlsx", ("甲县", "三十多", 5))]))
    path = case.project.path
    case.project.close()
    corrected = table(tmp_path / "退回单" / "甲县.xlsx", ("甲县", 30, 5))
    before = corrected.read_bytes()
    assert main(["return", "--project", str(path), "-o", str(corrected.parent)]) == 0
    assert "原有同名文件没有动，1 份换了名字，如 甲县 (1).xlsx" in capsys.readouterr().err
    assert corrected.read_bytes() == before


def test_two_files_of_one_name_go_into_folders_of_their_counties(case: Case, tmp_path: Path) -> None:
    for county in ("甲县", "乙县"):
        list(casework.receive(case, [table(tmp_path / county / "报表.xlsx", (county, "三十多", 5))]))
    path = case.project.path
    case.project.close()
    assert main(["return", "--project", str(path), "-o", str(tmp_path / "退回单")]) == 0
    found = sorted(row.relative_to(tmp_path / "退回单").as_posix() for row in (tmp_path / "退回单").rglob("*.xlsx"))
    assert found == ["乙县/报表.xlsx", "报表.xlsx"]


def test_what_the_office_has_corrected_is_not_sent_back(case: Case, tmp_path: Path) -> None:
    list(casework.receive(case, [table(tmp_path / "甲县.xlsx", ("甲县", "三十多", 5))]))
    casework.correct(case, "甲县", "投资", Decimal("30.5"), "电话核实，漏报一个项目")
    assert handed(case) == {}
