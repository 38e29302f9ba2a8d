"""The way back: explanations are found however the list was sorted, lengthened, merged or saved."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pingbi.extraction import Extracted, explanations, extract
from pingbi.model import Finding, InSheet, Level
from pingbi.model.returned import HEADS, Given
from pingbi.readers import read
from pingbi.returns import marked
from pingbi.scheme import Scheme

FILE, SHEET = "台前县填报表.xlsx", "填报表"
SAID = ("去年同期有一次性补贴", "新投产两家企业\n其中一家在5月", "口径按新制度")
ID, EXPLANATION = HEADS.index("问题编号"), HEADS.index("说明（请填写）")
Said = Callable[..., Finding]


@pytest.fixture
def findings(said: Said) -> list[Finding]:
    levels = (Level.MANDATORY, Level.VERIFY, Level.HINT, Level.VERIFY)
    return [said(FILE, f"{SHEET}!C{at + 3}", level=level, words=f"问题{at}") for at, level in enumerate(levels)]


@pytest.fixture
def filled(rich: Callable[..., bytes], scheme: Scheme, findings: list[Finding]) -> Workbook:
    """The returned workbook with an explanation beside all findings but the last."""
    book = load_workbook(BytesIO(marked(rich(), FILE, findings, scheme).data))
    by_id = {finding.id: text for finding, text in zip(findings, SAID, strict=False)}
    return put(book, lines(book["退回单"]), by_id)


def lines(sheet: Worksheet) -> list[list[object]]:
    """The rows of findings."""
    return [[cell.value for cell in row] for row in sheet.iter_rows() if isinstance(row[0].value, int)]


def first_line(sheet: Worksheet) -> int:
    return next(row[0].row or 0 for row in sheet.iter_rows() if isinstance(row[0].value, int))


def put(book: Workbook, rows: Iterable[list[object]], by_id: dict[str, str]) -> Workbook:
    sheet = book["退回单"]
    for at, row in enumerate(rows, first_line(sheet)):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value  # type: ignore[assignment]
        sheet.cell(at, EXPLANATION + 1).value = by_id.get(str(row[ID]))
    return book


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def pairs(given: Iterable[Given]) -> dict[str, str]:
    return {row.finding: row.text for row in given}


def expected(findings: list[Finding]) -> dict[str, str]:
    return {finding.id: text for finding, text in zip(findings, SAID, strict=False)}


def test_what_was_written_is_found_with_its_cell(filled: Workbook, findings: list[Finding]) -> None:
    given = explanations(read(saved(filled), FILE))
    assert pairs(given) == expected(findings)
    first = first_line(filled["退回单"])
    assert given[0] == Given(findings[0].id, SAID[0], InSheet(FILE, "退回单", f"F{first}", SAID[0]), "问题0")


def test_nothing_is_found_where_nothing_was_written(
    rich: Callable[..., bytes], scheme: Scheme, findings: list[Finding]
) -> None:
    assert explanations(read(marked(rich(), FILE, findings, scheme).data, FILE)) == ()
    assert explanations(read(rich(), FILE)) == ()


def test_rows_may_be_sorted_and_the_sheet_renamed(filled: Workbook, findings: list[Finding]) -> None:
    sheet = filled["退回单"]
    rows = lines(sheet)
    put(filled, reversed(rows), expected(findings))
    sheet.title = "问题答复"
    assert pairs(explanations(read(saved(filled), FILE))) == expected(findings)


def test_rows_and_columns_may_be_inserted(filled: Workbook, findings: list[Finding]) -> None:
    sheet = filled["退回单"]
    sheet.unmerge_cells("A1:F1")
    sheet.insert_rows(1, 2)
    sheet.insert_rows(first_line(sheet) + 1)
    sheet.insert_cols(4)
    assert pairs(explanations(read(saved(filled), FILE))) == expected(findings)


def test_one_explanation_over_several_rows_holds_for_each(filled: Workbook) -> None:
    sheet = filled["退回单"]
    at = first_line(sheet)
    sheet.merge_cells(f"F{at}:F{at + 1}")
    given = pairs(explanations(read(saved(filled), FILE)))
    assert [given[str(row[ID])] for row in lines(sheet)[:2]] == [SAID[0], SAID[0]]


def test_without_the_hidden_column_the_problem_tells_what_was_explained(
    filled: Workbook, findings: list[Finding]
) -> None:
    filled["退回单"].delete_cols(ID + 1, 2)
    given = explanations(read(saved(filled), FILE))
    assert {(row.finding, row.problem, row.text) for row in given} == {
        ("", str(finding), text) for finding, text in zip(findings, SAID, strict=False)
    }


def test_a_line_of_the_fillers_own_is_not_lost(filled: Workbook) -> None:
    sheet = filled["退回单"]
    at = first_line(sheet) + 4
    sheet.insert_rows(at)
    sheet.cell(at, EXPLANATION + 1).value = "其余见附件"
    given = explanations(read(saved(filled), FILE))
    assert ("", "其余见附件", "") in {(row.finding, row.text, row.problem) for row in given}


def test_the_list_alone_is_no_submission(scheme: Scheme, findings: list[Finding]) -> None:
    back = marked("台前县工业投资30.58亿元".encode(), "简报.txt", findings, scheme)
    assert not back.marked
    document = read(back.data, back.name)
    assert extract(document, scheme) == Extracted()
    assert explanations(document) == ()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("表.csv", "县区,工业投资\n台前县,30.58\n".encode("gb18030"), id="csv"),
        pytest.param("报告.txt", "台前县完成工业投资30.58亿元".encode(), id="text"),
        pytest.param("坏.xlsx", b"PK\x03\x04" + b"\x00" * 40, id="a broken workbook"),
        pytest.param("空.xls", b"", id="nothing"),
    ],
)
def test_what_cannot_be_marked_gets_the_list_as_its_own_workbook(
    scheme: Scheme, said: Said, name: str, data: bytes
) -> None:
    back = marked(data, name, [said(name, "表!B2"), said(name, words="缺项")], scheme, county="台前县")
    assert not back.marked
    sheet = load_workbook(BytesIO(back.data)).worksheets[0]
    assert [(row[2], row[3]) for row in lines(sheet)] == [("表!B2", "两数不一致：3与5"), ("—", "缺项")]
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


@pytest.mark.office
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_after_libreoffice_saved_it_explanations_figures_and_own_comments_are_the_same(
    filled: Workbook,
    findings: list[Finding],
    rich: Callable[..., bytes],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    ending: str,
) -> None:
    (tmp_path / "one.xlsx").write_bytes(rich())
    (tmp_path / "two.xlsx").write_bytes(saved(filled))
    out, profile = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("profile")
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", ending, "--outdir"]
    subprocess.run(
        [*command, str(out), str(tmp_path / "one.xlsx"), str(tmp_path / "two.xlsx")],
        check=True,
        capture_output=True,
        timeout=300,
    )
    one, two = (read((out / f"{name}.{ending}").read_bytes(), FILE) for name in ("one", "two"))
    assert pairs(explanations(two)) == expected(findings)
    own = {sheet.name: {at: cell.note for at, cell in sheet.cells.items() if cell.note} for sheet in one.sheets}
    kept = {sheet.name: {at: cell.note for at, cell in sheet.cells.items() if cell.note} for sheet in two.sheets}
    assert kept == {**own, "退回单": {}}
    assert own[SHEET]
    values = [{at: cell.text for at, cell in book.sheets[0].cells.items() if cell.text} for book in (one, two)]
    assert values[0] == values[1]


@pytest.mark.office
def test_marks_of_the_first_time_are_taken_away_after_libreoffice_saved_them(
    rich: Callable[..., bytes],
    scheme: Scheme,
    said: Said,
    recalculated: Callable[..., list[Path]],
    tmp_path: Path,
) -> None:
    data = rich()
    places = ("C3", "C4", "C5", "E2")
    (tmp_path / "first.xlsx").write_bytes(
        marked(data, FILE, [said(FILE, *(f"{SHEET}!{place}" for place in places))], scheme).data
    )
    again = marked(recalculated(tmp_path / "first.xlsx")[0].read_bytes(), FILE, [], scheme)
    before, after = load_workbook(BytesIO(data))[SHEET], load_workbook(BytesIO(again.data))[SHEET]
    for place in places:
        assert after[place].fill.fgColor.rgb == before[place].fill.fgColor.rgb, place
    assert [place for place in places if after[place].comment] == ["C3"]
    assert after["C3"].comment.text.strip() == before["C3"].comment.text
