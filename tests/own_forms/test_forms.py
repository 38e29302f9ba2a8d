"""An office's own workbooks, made with LibreOffice, are filled and keep all that they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from pingbi import pipeline
from pingbi.cli import main
from pingbi.model import PingbiError
from pingbi.own_forms import filled
from pingbi.pipeline import Evaluation
from pingbi.scheme.place import templates_folder
from pingbi.workbook import Book

LOGO = "表样示例.xlsx"  # the one that an office finds beside the scheme
FORMS = {
    path.name: path
    for path in (*Path(__file__).parent.glob("forms/*.xlsx"), templates_folder() / "industry_half_year" / LOGO)
}
ALL = sorted(FORMS)
GROUPS = "分组通报表.xlsx"
COVER = "封面和单县表.xlsx"
TYPES, LINKS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
CHAINED = {
    b"</Types>": b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'spreadsheetml.calcChain+xml"/>',
    b"</Relationships>": f'<Relationship Id="rId99" Type="{KIND}" Target="calcChain.xml"/>'.encode(),
}
# Per sheet: (first row of counties, rows in the form, rows now), from above.
GROWN = {LOGO: {"得分表": [(6, 1, 9)]}, GROUPS: {"通报": [(4, 3, 4), (11, 3, 5)]}, COVER: {"官方顺序": [(2, 2, 9)]}}


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder = tmp_path_factory.mktemp("sample")
    pipeline.write_sample(folder)
    scheme = pipeline.load_scheme("")
    return pipeline.evaluate(pipeline.gather([folder], scheme), scheme)


@pytest.fixture(scope="module")
def book(evaluation: Evaluation) -> Book:
    return pipeline.book(evaluation)


def opened(data: bytes, *, values: bool = False) -> Any:  # noqa: ANN401  # openpyxl says nothing of its types
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def made(form: str, book: Book) -> tuple[bytes, bytes]:
    data = FORMS[form].read_bytes()
    return data, filled(data, form, book)


def rows_now(form: str, sheet: str, row: int) -> int:
    """Where a row of the form that is no county's stands now."""
    return row + sum(now - before for first, before, now in GROWN[form].get(sheet, []) if first + before - 1 < row)


def fixed_rows(form: str, sheet: Worksheet) -> list[int]:
    moving = {row for first, before, _ in GROWN[form].get(sheet.title, []) for row in range(first, first + before)}
    return [row for row in range(1, sheet.max_row + 1) if row not in moving]


@pytest.mark.parametrize("form", ALL)
def test_a_form_keeps_its_styles_widths_merges_pictures_and_print_set_up(form: str, book: Book) -> None:
    before, after = made(form, book)
    old, new = opened(before), opened(after)
    assert old.sheetnames == new.sheetnames
    for sheet in old.worksheets:
        now = new[sheet.title]
        for row in fixed_rows(form, sheet):
            at = rows_now(form, sheet.title, row)
            assert now.row_dimensions[at].height == sheet.row_dimensions[row].height
            for column in range(1, sheet.max_column + 1):
                assert now.cell(at, column).style_id == sheet.cell(row, column).style_id  # of the same styles
        widths = {key: (one.width, one.hidden) for key, one in sheet.column_dimensions.items()}
        assert widths == {key: (one.width, one.hidden) for key, one in now.column_dimensions.items()}
        wanted = set()
        for area in sheet.merged_cells.ranges:
            top, bottom = (rows_now(form, sheet.title, row) for row in (area.min_row, area.max_row))
            wanted.add((area.min_col, top, area.max_col, bottom))
        assert {one.bounds for one in now.merged_cells.ranges} == wanted
        for what in ("page_margins", "page_setup", "print_options", "sheet_properties"):
            assert getattr(now, what) == getattr(sheet, what)
        assert now.print_title_rows == sheet.print_title_rows
        assert now.freeze_panes == sheet.freeze_panes
    with zipfile.ZipFile(io.BytesIO(before)) as left, zipfile.ZipFile(io.BytesIO(after)) as right:
        kept = [name for name in left.namelist() if "/media/" in name or name.endswith(("styles.xml", "theme1.xml"))]
        assert kept
        assert all(left.read(name) == right.read(name) for name in kept)
        assert set(right.namelist()) == {name for name in left.namelist() if "calcChain" not in name}
        assert not any(b"{{" in right.read(name) for name in right.namelist() if "sharedStrings" not in name)


def test_the_rows_of_a_form_are_the_counties_by_place(evaluation: Evaluation, book: Book) -> None:
    sheet = opened(made(LOGO, book)[1], values=True)["得分表"]
    rank = sorted(evaluation.result.totals, key=lambda total: total.place or 0)
    criterion = next(row.id for row in book.scheme.criterion if row.name == "工业投资增速")
    scores = next(row for row in evaluation.result.criteria if row.id == criterion).scores
    found = [[sheet.cell(6 + at, column).value for column in range(1, 8)] for at in range(9)]
    wanted = [
        [
            at,
            book.key(row.county),
            *(float(number or 0) for number in (scores[row.county].value, scores[row.county].shown, row.shown)),
            row.place,
            None,
        ]
        for at, row in enumerate(rank, 1)
    ]
    assert found == wanted
    assert [sheet.row_dimensions[row].height for row in range(6, 15)] == [sheet.row_dimensions[6].height] * 9
    assert sheet["A2"].value == "2022年上半年“工业项目攻坚年”半年综合评比得分表"
    assert sheet.print_area == "'得分表'!$A$1:$G$18"
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["E6:E14"]
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["G6:G14"]
    assert sheet["G15"].comment is not None


def test_formulas_of_a_form_hold_over_all_counties(
    evaluation: Evaluation,
    book: Book,
    tmp_path: Path,
    recalculated: Callable[..., list[Path]],
    differences: Callable[[Path, Path], list[str]],
) -> None:
    paths = []
    for form in ALL:
        paths.append(tmp_path / form)
        paths[-1].write_bytes(made(form, book)[1])
    fresh = recalculated(*paths)
    assert [line for path, again in zip(paths, fresh, strict=True) for line in differences(path, again)] == []
    totals = [row.shown for row in evaluation.result.totals if row.shown is not None]
    after = {path.name: openpyxl.load_workbook(path, data_only=True) for path in fresh}
    assert after[LOGO]["引用"]["A1"].value == pytest.approx(float(sum(totals)))
    assert after[LOGO]["得分表"]["E15"].value == pytest.approx(round(float(sum(totals)) / len(totals), 2))
    assert after[LOGO]["得分表"]["G15"].value == "9个县区"
    in_groups = [after[GROUPS]["通报"][cell].value for cell in ("B8", "B17")]
    assert in_groups == [4, 5]


def test_each_list_of_a_form_has_the_counties_of_its_group(evaluation: Evaluation, book: Book) -> None:
    sheet = opened(made(GROUPS, book)[1], values=True)["通报"]
    for first, group, count in ((4, "区", 4), (12, "县", 5)):
        names = [row.county for row in book.order if row.group == group]
        assert [sheet.cell(first + at, 2).value for at in range(count)] == [book.key(name) for name in names]
        best = book.totals[names[0]].shown
        gaps = [str(sheet.cell(first + at, 4).value) for at in range(count)]
        wanted = [float((best or 0) - (book.totals[name].shown or 0)) for name in names]
        assert list(map(float, gaps)) == pytest.approx(wanted)
        assert sheet.cell(first, 2).border.top.style == "medium"
        assert sheet.cell(first + count - 1, 2).border.bottom.style == "medium"
        assert sheet.cell(first + 1, 2).border.bottom.style == "thin"
    leader = next(row for row in evaluation.result.totals if row.place == 1)
    whole = next(cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("首位"))
    assert whole == f"首位：{leader.county}，得{leader.shown}分。"


def test_a_cover_names_what_it_was_made_of(book: Book) -> None:
    whole = opened(made(COVER, book)[1], values=True)
    assert whole["封面"]["A9"].value == 9
    assert whole["封面"]["A9"].number_format == '0"个县区参加排名"'
    own = {row[0].value: row[1].value for row in whole["南乐县"].iter_rows()}
    assert own["综合得分"] == float(book.totals["南乐县"].shown or 0)
    assert (own["工业投资（亿元）"], own["同比（%）"]) == (30.58, 45)
    names = [row[0].value for row in whole["官方顺序"].iter_rows(min_row=2, max_row=10)]
    assert names == [book.key(name) for name in book.counties.names]
    with zipfile.ZipFile(io.BytesIO(made(COVER, book)[1])) as archive:
        drawn = b"".join(archive.read(name) for name in archive.namelist() if "/drawings/" in name)
    assert "本期第一名 ".encode() in drawn
    assert book.order[0].county.encode() in drawn


def written(tmp_path: Path, fill: Callable[[Any], None]) -> bytes:
    path = tmp_path / "表样.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        fill(workbook.add_worksheet("表"))
    return path.read_bytes()


def test_marks_that_nobody_knows_are_listed_with_their_cells(book: Book, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401  # xlsxwriter says nothing of its types
        sheet.write("B2", "{{综合得份}}")
        sheet.write_row("A3", ["{{县区|乡}}", "{{综合得分}}", "{{某指标.得分}}"])
        sheet.set_header("&C{{标题是}}")

    with pytest.raises(PingbiError) as raised:
        filled(written(tmp_path, fill), "表样.xlsx", book)
    said = str(raised.value)
    for line in ("表!B2 {{综合得份}}", "第3行“|乡”", "表!C3 {{某指标.得分}}", "{{标题是}}", "可用的标记：标题、时期"):
        assert line in said


def test_rows_beyond_the_counties_stay_blank(book: Book, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401  # as above
        for row in range(12):
            sheet.write_row(row, 0, ["{{序号}}", "{{县区}}", "共{{综合得分}}分"])
        sheet.write("A13", "完")

    sheet = opened(filled(written(tmp_path, fill), "表样.xlsx", book))["表"]
    assert [sheet.cell(row, 1).value for row in range(1, 14)] == [*range(1, 10), None, None, None, "完"]
    assert sheet["C1"].value == f"共{book.order[0].shown}分"
    assert sheet["C10"].value is None


def test_merges_of_a_county_s_row_are_there_in_every_row(book: Book, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.merge_range("A2:B2", "{{县区}}")
        sheet.write("C2", "{{综合得分}}")
        sheet.merge_range("A3:C3", "完")
        sheet.set_h_pagebreaks([2])

    sheet = opened(filled(written(tmp_path, fill), "表样.xlsx", book))["表"]
    wanted = {*(f"A{row}:B{row}" for row in range(2, 11)), "A11:C11"}
    assert {str(area) for area in sheet.merged_cells.ranges} == wanted
    assert [one.id for one in sheet.row_breaks.brk] == [10]  # behind the last county, as behind the only row before


def test_no_text_of_a_form_becomes_a_formula(book: Book, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.write_string("A1", '=HYPERLINK("http://x"){{县区}}')

    sheet = opened(filled(written(tmp_path, fill), "表样.xlsx", book))["表"]
    assert sheet["A1"].data_type == "s"
    assert sheet["A1"].value == f'=HYPERLINK("http://x"){book.key(book.order[0].county)}'


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 torn"])
def test_a_form_that_is_no_workbook_is_refused_in_words(data: bytes, book: Book) -> None:
    with pytest.raises(PingbiError, match=r"表样 坏\.xlsx"):
        filled(data, "坏.xlsx", book)


def test_the_command_writes_the_filled_form_beside_the_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["sample", "-o", str(tmp_path / "示例")])
    form = tmp_path / "表样" / LOGO
    form.parent.mkdir()
    form.write_bytes(FORMS[LOGO].read_bytes())
    capsys.readouterr()
    main(["evaluate", str(tmp_path / "示例"), "-o", str(tmp_path / "出" / "评比.xlsx"), "--form", str(form)])
    target = tmp_path / "出" / "表样示例（2022年上半年）.xlsx"
    assert str(target) in capsys.readouterr().out
    assert opened(target.read_bytes())["得分表"]["B6"].value == "南乐县"
    assert form.read_bytes() == FORMS[LOGO].read_bytes()


def test_lists_below_each_other_have_each_their_own_counties(book: Book, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401  # as above
        for row, group in enumerate(("县", "区", "区")):
            sheet.write_row(row, 0, [f"{{{{县区|{group}}}}}", "{{综合得分}}"])

    sheet = opened(filled(written(tmp_path, fill), "表样.xlsx", book))["表"]
    found = [sheet.cell(row, 1).value for row in range(1, 10)]
    assert found == [book.key(row.county) for group in ("县", "区") for row in book.order if row.group == group]


def test_two_lists_in_one_row_are_refused(book: Book, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.write_row(0, 0, ["{{县区|县}}", "{{县区|区}}"])

    with pytest.raises(PingbiError, match="第1行并排有2个名单"):
        filled(written(tmp_path, fill), "表样.xlsx", book)


def test_a_formula_over_several_cells_keeps_its_cells(
    book: Book, tmp_path: Path, recalculated: Callable[..., list[Path]]
) -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401  # as above
        sheet.write_row(0, 0, ["{{县区}}", "{{综合得分}}"])
        sheet.write_array_formula("C1:C1", "{=B1*2}")
        sheet.write_array_formula("A3:B4", "{=TRANSPOSE(E1:F2)}")
        sheet.write_row("E1", [1, 2])

    path = tmp_path / "填好.xlsx"
    path.write_bytes(filled(written(tmp_path, fill), "表样.xlsx", book))
    sheet = openpyxl.load_workbook(path)["表"]
    own = [getattr(sheet.cell(row, 3).value, "ref", "") for row in range(1, 10)]
    assert own == [f"C{row}" for row in range(1, 10)]
    assert getattr(sheet["A11"].value, "ref", "") == "A11:B12"
    after = openpyxl.load_workbook(recalculated(path)[0], data_only=True)["表"]
    assert after["C9"].value == pytest.approx(2 * float(book.order[-1].shown or 0))


def test_the_last_row_of_three_stays_the_last(book: Book, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401  # as above
        for row in range(3):
            sheet.write_row(row, 0, ["{{县区}}", "{{综合得分}}"])
        sheet.write_formula("D1", "=B1-B3")
        sheet.set_h_pagebreaks([3])

    sheet = opened(filled(written(tmp_path, fill), "表样.xlsx", book))["表"]
    assert sheet["D1"].value == "=B1-B9"
    assert [one.id for one in sheet.row_breaks.brk] == [9]


def test_a_sign_of_a_page_s_head_in_a_name_is_shown_as_it_is(book: Book, tmp_path: Path) -> None:
    named = msgspec.structs.replace(book.scheme, scheme=msgspec.structs.replace(book.scheme.scheme, name="A&P <评>"))
    data = written(tmp_path, lambda sheet: sheet.set_header("&L{{方案}}"))
    with zipfile.ZipFile(io.BytesIO(filled(data, "表样.xlsx", replace(book, scheme=named)))) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<oddHeader>&amp;LA&amp;&amp;P &lt;评&gt;</oddHeader>" in text


def test_the_order_in_which_a_form_was_computed_goes(book: Book, tmp_path: Path) -> None:
    """Where it names cells that have moved Excel calls the file damaged."""
    data = written(tmp_path, lambda sheet: sheet.write_row(0, 0, ["{{县区}}"]))
    path = tmp_path / "有计算链.xlsx"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            for end, row in CHAINED.items():
                text = text.replace(end, row + end) if name in (TYPES, LINKS) else text
            new.writestr(name, text)
        new.writestr("xl/calcChain.xml", f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>')
    with zipfile.ZipFile(io.BytesIO(filled(path.read_bytes(), path.name, book))) as archive:
        assert "xl/calcChain.xml" not in archive.namelist()
        assert not [name for name in (TYPES, LINKS) if b"calcChain" in archive.read(name)]
