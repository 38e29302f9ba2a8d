"""The filler's workbook with its findings: what is marked and how, and that all else stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pingbi.extraction import extract
from pingbi.model import Finding, Level
from pingbi.model.returned import MARK
from pingbi.readers import Document, column_letter, read
from pingbi.returns import Returned, marked
from pingbi.scheme import Scheme
from pingbi.scheme.tables import Handout

FILE, SHEET = "台前县填报表.xlsx", "填报表"
RED, AMBER, BLUE, VIOLET = "FFFFC7CE", "FFFFE699", "FFDDEBF7", "FFE4DFEC"
Said = Callable[..., Finding]
Rich = Callable[..., bytes]
Plain = Callable[..., dict[str, bytes]]
Packed = Callable[[dict[str, bytes]], bytes]
Parts = Callable[[bytes], dict[str, bytes]]
Faults = Callable[..., list[str]]


def opened(back: Returned) -> Workbook:
    return load_workbook(BytesIO(back.data))


def words(sheet: Worksheet) -> str:
    return "\n".join(str(cell) for row in sheet.values for cell in row if cell is not None)


def notes(document: Document) -> dict[tuple[str, int, int], str]:
    return {(sheet.name, *at): cell.note for sheet in document.sheets for at, cell in sheet.cells.items() if cell.note}


@pytest.mark.parametrize("comments", [True, False])
@pytest.mark.parametrize("button", [True, False])
@pytest.mark.parametrize("protect", [True, False])
def test_pictures_charts_rules_and_comments_stay(
    rich: Rich,
    scheme: Scheme,
    said: Said,
    faults_of: Faults,
    parts_of: Parts,
    *,
    comments: bool,
    button: bool,
    protect: bool,
) -> None:
    data = rich(comments=comments, button=button, protect=protect)
    back = marked(data, FILE, [said(FILE, f"{SHEET}!C3", f"{SHEET}!C5", f"{SHEET}!M30")], scheme)
    assert back.marked
    assert faults_of(data, back.data, FILE) == []
    old, new = parts_of(data), parts_of(back.data)
    changed = {name for name in old if new[name] != old[name]}
    assert changed - {"xl/comments1.xml", "xl/drawings/vmldrawing1.vml"} == {
        "[content_types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
    } | ({"xl/worksheets/_rels/sheet1.xml.rels"} if not comments else set())
    assert notes(read(back.data, FILE)) == notes(read(data, FILE))


def test_every_submission_of_the_sample_gives_the_same_figures_findings_and_marks_of_its_own(
    sample: dict[str, bytes], scheme: Scheme, said: Said, faults_of: Faults
) -> None:
    done = 0
    for name, data in sample.items():
        if not name.endswith(".xlsx"):
            continue
        before = extract(read(data, name), scheme)
        origins = [figure.origin for figure in before.figures]
        findings = [said(name, also=[origin], level=list(Level)[at % 4]) for at, origin in enumerate(origins)]
        back = marked(data, name, findings, scheme, county="台前县")
        assert back.marked
        assert faults_of(data, back.data, name) == []
        assert extract(read(back.data, name), scheme) == before
        done += 1
    assert done > 5


def test_a_marked_cell_keeps_all_of_its_format_but_the_fill(rich: Rich, scheme: Scheme, said: Said) -> None:
    data = rich()
    book = load_workbook(BytesIO(data))
    # What was not written has the format of its row, else of its column.
    places = {"C5": "C5", "C12": "C12", "C3": "C3", "E2": "E2", "A1": "A1", "C15": "C5", "C40": "C12"}
    after = opened(marked(data, FILE, [said(FILE, *(f"{SHEET}!{place}" for place in places))], scheme))
    for place, like in places.items():
        first, second = book[SHEET][like], after[SHEET][place]
        assert second.fill.fgColor.rgb == AMBER, place
        assert MARK in second.comment.text, place
        for what in ("font", "border", "alignment", "number_format", "protection"):
            assert repr(getattr(second, what)) == repr(getattr(first, what)), (place, what)
    for place in ("C4", "D9", "H2"):
        assert repr(after[SHEET][place].fill) == repr(book[SHEET][place].fill)


@pytest.mark.parametrize(
    ("level", "colour", "word"),
    [
        (Level.MANDATORY, RED, "强制性"),
        (Level.VERIFY, AMBER, "核实性"),
        (Level.HINT, BLUE, "提示"),
        (Level.UNCHECKED, VIOLET, "未能审核"),
    ],
)
def test_the_level_is_a_fill_and_a_word(
    rich: Rich, scheme: Scheme, said: Said, level: Level, colour: str, word: str
) -> None:
    book = opened(marked(rich(), FILE, [said(FILE, f"{SHEET}!C7", level=level, words="甲说3，乙说5")], scheme))
    cell = book[SHEET]["C7"]
    assert cell.fill.fgColor.rgb == colour
    assert cell.comment.text.startswith(f"{MARK}\n1. {word}：甲说3，乙说5\n→ ")
    row = next(row for row in book["退回单"].iter_rows() if row[0].value == 1)
    assert (row[1].value, row[1].fill.fgColor.rgb) == (word, colour)
    assert row[2].hyperlink is not None
    assert row[2].hyperlink.location == f"'{SHEET}'!C7"


def test_of_several_findings_on_a_cell_the_gravest_colours_it_and_all_are_told(
    rich: Rich, scheme: Scheme, said: Said
) -> None:
    findings = [
        said(FILE, f"{SHEET}!C7", level=level, words=text)
        for level, text in ((Level.HINT, "丙"), (Level.MANDATORY, "甲"), (Level.VERIFY, "乙"))
    ]
    cell = opened(marked(rich(), FILE, findings, scheme))[SHEET]["C7"]
    assert cell.fill.fgColor.rgb == RED
    assert re.findall(r"(\d)\. (\S+?)：(.)", cell.comment.text) == [
        ("1", "强制性", "甲"),
        ("2", "核实性", "乙"),
        ("3", "提示", "丙"),
    ]


def test_the_fillers_own_comment_stands_before_ours(rich: Rich, scheme: Scheme, said: Said) -> None:
    data = rich()
    back = marked(data, FILE, [said(FILE, f"{SHEET}!C3", f"{SHEET}!C4", words="有误")], scheme)
    sheet = opened(back)[SHEET]
    own, _, ours = sheet["C3"].comment.text.partition(MARK)
    assert own.strip() == "去年口径不同\n已电话说明"
    assert "有误" in ours
    assert sheet["B9"].comment.text == "单位按通知"
    assert sheet["B9"].comment.author == "李四"


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        pytest.param("", "B3", id="no cells at all"),
        pytest.param('<row r="2"><c r="A2"><v>1</v></c></row>', "A1", id="a row before"),
        pytest.param('<row r="2"><c r="A2"><v>1</v></c></row>', "D9", id="a row behind"),
        pytest.param(
            '<row r="2"><c r="A2"><v>1</v></c></row><row r="5"><c r="B5"><v>2</v></c></row>', "C3", id="between"
        ),
        pytest.param('<row r="2" spans="2:2"><c r="B2"><v>1</v></c></row>', "A2", id="a cell before"),
        pytest.param('<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>1</v></c></row>', "C2", id="a cell between"),
        pytest.param('<row r="2"/>', "C2", id="a row in one tag"),
        pytest.param("<row><c><v>1</v></c><c><v>2</v></c></row>", "B1", id="nothing says where it is"),
        pytest.param('<row r="3"><c r="C3" s="1"><f>1+1</f><v>2</v></c></row>', "C3", id="a formula"),
        pytest.param("<row r='3'><c s='1' r='C3' t = 's'/></row>", "C3", id="other quotes"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "x"])
def test_a_cell_is_marked_in_its_place_or_made_there(
    plain: Plain, packed_as: Packed, scheme: Scheme, said: Said, faults_of: Faults, cells: str, place: str, prefix: str
) -> None:
    data = packed_as(plain(cells, prefix=prefix))
    back = marked(data, FILE, [said(FILE, f"{SHEET}!{place}", level=Level.MANDATORY)], scheme)
    assert back.marked
    assert faults_of(data, back.data, FILE) == []
    sheet = opened(back)[SHEET]
    assert sheet[place].fill.fgColor.rgb == RED
    assert MARK in sheet[place].comment.text


@pytest.mark.parametrize(
    "dialect",
    [
        pytest.param({"strict": True}, id="strict"),
        pytest.param({"strict": True, "prefix": "main"}, id="strict with a prefix"),
        pytest.param({"encoding": "UTF-16"}, id="UTF-16"),
        pytest.param({"absolute": True}, id="absolute names"),
        pytest.param(
            {"workbook": '<workbookProtection lockStructure="1" workbookPassword="ABCD"/>'},
            id="its structure is locked",
        ),
        pytest.param({"after": '<sheetProtection sheet="1" objects="1"/>'}, id="a locked sheet"),
        pytest.param({"after": '<extLst><ext uri="u"/></extLst>'}, id="with an extension"),
        pytest.param(
            {"after": '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>'}, id="page"
        ),
    ],
)
def test_any_dialect_is_marked(
    plain: Plain, packed_as: Packed, scheme: Scheme, said: Said, faults_of: Faults, dialect: dict[str, object]
) -> None:
    data = packed_as(plain(**dialect))
    back = marked(data, FILE, [said(FILE, f"{SHEET}!C2", f"{SHEET}!D7")], scheme)
    assert back.marked
    assert faults_of(data, back.data, FILE) == []


def test_strict_stays_strict(plain: Plain, packed_as: Packed, parts_of: Parts, scheme: Scheme, said: Said) -> None:
    back = marked(packed_as(plain(strict=True)), FILE, [said(FILE, f"{SHEET}!C2")], scheme)
    new = parts_of(back.data)
    for name in ("xl/worksheets/sheet2.xml", "xl/comments1.xml", "xl/worksheets/_rels/sheet1.xml.rels"):
        assert b"http://schemas.openxmlformats.org/spreadsheetml" not in new[name]
        assert b"http://schemas.openxmlformats.org/officeDocument" not in new[name]


def test_of_a_merged_range_its_first_cell_is_marked(rich: Rich, scheme: Scheme, said: Said) -> None:
    sheet = opened(marked(rich(), FILE, [said(FILE, f"{SHEET}!F4")], scheme))[SHEET]
    assert sheet["E2"].fill.fgColor.rgb == AMBER
    assert MARK in sheet["E2"].comment.text


def test_what_was_locked_stays_locked_and_the_explanations_may_be_written(
    rich: Rich, scheme: Scheme, said: Said
) -> None:
    book = opened(marked(rich(protect=True), FILE, [said(FILE, f"{SHEET}!C3")], scheme))
    assert book[SHEET].protection.sheet
    row = next(row for row in book["退回单"].iter_rows() if row[0].value == 1)
    assert [cell.protection.locked for cell in row[:6]] == [True, True, True, True, True, False]


def test_the_list_says_who_when_what_and_prints_on_one_width(rich: Rich, scheme: Scheme, said: Said) -> None:
    findings = [said(FILE, f"{SHEET}!C3", words="甲3乙5"), said(FILE, level=Level.MANDATORY, words="缺了一项")]
    sheet = opened(marked(rich(), FILE, findings, scheme, county="台前县"))["退回单"]
    text = words(sheet)
    for part in (
        "2022年上半年",
        "退回单",
        "填报单位：台前县",
        "共2条：强制性1条、核实性1条",
        "2022年7月10日前",
        "综合科",
    ):
        assert part in text
    assert [row[3].value for row in sheet.iter_rows() if isinstance(row[0].value, int)] == ["缺了一项", "甲3乙5"]
    assert [row[6].value for row in sheet.iter_rows() if isinstance(row[0].value, int)] == [
        findings[1].id,
        findings[0].id,
    ]
    assert sheet.column_dimensions["G"].hidden
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.print_area.endswith(f"$F${sheet.max_row}")


def test_the_box_of_the_fillers_comment_grows_with_it(rich: Rich, parts_of: Parts, scheme: Scheme, said: Said) -> None:
    data = rich()
    back = marked(data, FILE, [said(FILE, f"{SHEET}!C3", words="说" * 200)], scheme)
    boxes = [parts_of(file)["xl/drawings/vmldrawing1.vml"].decode() for file in (data, back.data)]
    anchors = [re.findall(r"<x:Anchor>([^<]*)</x:Anchor>", box) for box in boxes]
    first, second = ([int(number) for number in anchor[0].split(",")] for anchor in anchors)
    assert first[:4] == second[:4]
    assert second[6] > first[6]
    assert anchors[0][1] == anchors[1][1]


def test_somebody_elses_sheet_of_that_name_stays(
    plain: Plain, packed_as: Packed, scheme: Scheme, said: Said, faults_of: Faults
) -> None:
    data = packed_as(plain(name="退回单"))
    back = marked(data, FILE, [said(FILE, "退回单!C2")], scheme)
    assert opened(back).sheetnames == ["退回单", "退回单（2）"]
    assert faults_of(data, back.data, FILE) == []


def test_the_next_time_the_old_list_and_the_old_marks_are_gone(
    rich: Rich, scheme: Scheme, said: Said, parts_of: Parts
) -> None:
    data = rich()
    first = marked(data, FILE, [said(FILE, f"{SHEET}!C3", f"{SHEET}!C4", f"{SHEET}!C5", words="旧")], scheme)
    second = marked(first.data, FILE, [said(FILE, f"{SHEET}!C4", f"{SHEET}!C6", words="新")], scheme)
    book, before = opened(second), load_workbook(BytesIO(data))
    assert book.sheetnames == opened(first).sheetnames
    sheet = book[SHEET]
    for place in ("C3", "C5"):
        assert repr(sheet[place].fill) == repr(before[SHEET][place].fill)
    assert sheet["C5"].comment is None
    assert sheet["C3"].comment.text.strip() == "去年口径不同\n已电话说明"
    assert {place: sheet[place].fill.fgColor.rgb for place in ("C4", "C6")} == {"C4": AMBER, "C6": AMBER}
    assert "旧" not in sheet["C4"].comment.text + words(book["退回单"])
    drawing = parts_of(second.data)["xl/drawings/vmldrawing1.vml"].decode()
    rows = re.findall(r"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)</x:Column>", drawing)
    assert sorted(rows) == [("2", "2"), ("3", "2"), ("5", "2"), ("8", "1")]
    third = marked(second.data, FILE, [], scheme)
    assert all(MARK not in cell.comment.text for row in opened(third)[SHEET] for cell in row if cell.comment)
    assert notes(read(third.data, FILE)) == notes(read(data, FILE))


def test_the_workbook_opens_on_the_list_where_the_open_sheet_was_marked(rich: Rich, scheme: Scheme, said: Said) -> None:
    data = rich()
    book = opened(marked(data, FILE, [said(FILE, f"{SHEET}!C3")], scheme))
    assert book.active is not None
    assert book.active.title == "退回单"
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["退回单"]
    other = opened(marked(data, FILE, [said(FILE, "数 据'1!B1")], scheme))
    assert [sheet.title for sheet in other.worksheets if sheet.sheet_view.tabSelected] == [SHEET]


def test_a_chart_over_the_page_that_is_open_stays_open(
    rich: Rich, packed_as: Packed, parts_of: Parts, scheme: Scheme, said: Said
) -> None:
    members = parts_of(rich())
    sheet, page = "xl/worksheets/sheet1.xml", "xl/chartsheets/sheet1.xml"
    members[sheet] = members[sheet].replace(b' tabSelected="1"', b"")
    members[page] = members[page].replace(b"<sheetView ", b'<sheetView tabSelected="1" ')
    members["[Content_Types].xml"] = members.pop("[content_types].xml")
    back = marked(packed_as(members), FILE, [said(FILE, f"{SHEET}!C3")], scheme)
    assert [name for name, part in parts_of(back.data).items() if b"tabSelected" in part] == [page]


def test_a_finding_about_thousands_of_cells_fills_all_and_tells_of_some(rich: Rich, scheme: Scheme, said: Said) -> None:
    cells = [f"{SHEET}!A{row}" for row in range(20, 1020)]
    sheet = opened(marked(rich(), FILE, [said(FILE, *cells)], scheme))[SHEET]
    assert {sheet.cell(row, 1).fill.fgColor.rgb for row in range(20, 1020)} == {AMBER}
    assert sum(sheet.cell(row, 1).comment is not None for row in range(20, 1020)) == 200


def test_a_large_sheet_is_marked_as_a_small_one_is(
    plain: Plain, packed_as: Packed, parts_of: Parts, scheme: Scheme, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}" s="1"><v>{row}</v></c></row>'
        for row in range(1, 60, 2)
    )
    data = packed_as(plain(f'{rows}<row r="61"/><row><c><v>1</v></c></row>'))
    findings = [said(FILE, f"{SHEET}!B{row}") for row in (1, 2, 31, 59, 61, 62, 70)]
    whole = marked(data, FILE, findings, scheme)
    monkeypatch.setattr("pingbi.returns.cells._LARGE", 100)
    assert parts_of(marked(data, FILE, findings, scheme).data) == parts_of(whole.data)


def test_the_same_findings_make_the_same_file(rich: Rich, scheme: Scheme, said: Said) -> None:
    data, findings = rich(), [said(FILE, f"{SHEET}!C3"), said(FILE, f"{SHEET}!C9")]
    assert marked(data, FILE, findings, scheme) == marked(data, FILE, findings, scheme)


def test_a_marked_file_keeps_its_name_and_a_list_alone_says_what_it_is(rich: Rich, scheme: Scheme) -> None:
    assert marked(rich(), "来件.zip/甲县/表.xlsm", [], scheme).name == "表.xlsm"
    assert marked(b"text", "来件.zip/表.xls", [], scheme).name == "表（退回单）.xlsx"


@pytest.mark.office
def test_libreoffice_opens_it_and_finds_the_same(
    rich: Rich,
    plain: Plain,
    packed_as: Packed,
    sample: dict[str, bytes],
    scheme: Scheme,
    said: Said,
    recalculated: Callable[..., list[object]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    books = {
        "rich": rich(button=True),
        "protected": rich(protect=True),
        "prefix": packed_as(plain(prefix="x", strict=True)),
        "sample": sample["台前县填报表.xlsx"],
    }
    before, after = tmp_path_factory.mktemp("before"), tmp_path_factory.mktemp("after")
    for name, data in books.items():
        back = marked(data, name, [said(name, f"{SHEET}!C2", f"{SHEET}!D7", f"{SHEET}!C5")], scheme)
        (before / f"{name}.xlsx").write_bytes(data)
        (after / f"{name}.xlsx").write_bytes(back.data)
    first = recalculated(*(before / f"{name}.xlsx" for name in books))
    second = recalculated(*(after / f"{name}.xlsx" for name in books))
    for name, old, new in zip(books, first, second, strict=True):
        one, two = read(old.read_bytes(), name), read(new.read_bytes(), name)  # type: ignore[attr-defined]
        assert two.sheets[: len(one.sheets)] == one.sheets, name
        assert two.sheets[-1].name == "退回单"


def test_threads_printer_settings_macros_and_unknown_parts_go_along(
    rich: Rich, packed_as: Packed, parts_of: Parts, scheme: Scheme, said: Said, faults_of: Faults
) -> None:
    members = parts_of(rich())
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    threads = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    row = f'<Relationship Id="rId90" Type="{threads}" Target="../threadedComments/threadedComment1.xml"/>'
    members[rels] = members[rels].replace(b"</Relationships>", f"{row}</Relationships>".encode())
    added = {
        "xl/threadedComments/threadedComment1.xml": (
            '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
            '<threadedComment ref="C3" id="{1}"><text>请核</text></threadedComment></ThreadedComments>'
        ).encode(),
        "customXml/item1.xml": b"<a/>",
        "xl/printerSettings/printerSettings1.bin": b"\x00\x01<?xml",
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0",
    }
    members |= added
    members["[Content_Types].xml"] = members.pop("[content_types].xml").replace(
        b"<Default", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default', 1
    )
    data = packed_as(members)
    back = marked(data, "表.xlsm", [said("表.xlsm", f"{SHEET}!C3", f"{SHEET}!C4")], scheme)
    assert faults_of(data, back.data, "表.xlsm") == []
    assert notes(read(back.data, FILE))[SHEET, 3, 3] == "请核"
    old, new = parts_of(data), parts_of(back.data)
    assert [name for name in added if old[name.lower()] != new[name.lower()]] == []


@given(
    rows=st.dictionaries(st.integers(1, 12), st.sets(st.integers(1, 6), max_size=4), min_size=0, max_size=5),
    wanted=st.sets(st.tuples(st.integers(1, 14), st.integers(1, 8)), min_size=1, max_size=6),
    prefix=st.sampled_from(["", "x"]),
    told=st.booleans(),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_exactly_the_named_cells_are_marked_wherever_others_stand(
    plain: Plain,
    packed_as: Packed,
    scheme: Scheme,
    said: Said,
    faults_of: Faults,
    rows: dict[int, set[int]],
    wanted: set[tuple[int, int]],
    prefix: str,
    *,
    told: bool,
) -> None:
    """`told`: whether rows and cells say where they stand."""
    cells = ""
    for row in sorted(rows) if told else range(1, len(rows) + 1):
        columns = sorted(rows[row]) if told else range(1, 3)
        inner = "".join(
            f"<c{f' r={chr(34)}{column_letter(column)}{row}{chr(34)}' if told else ''}><v>{row * column}</v></c>"
            for column in columns
        )
        cells += f'<row r="{row}">{inner}</row>' if told else f"<row>{inner}</row>"
    data = packed_as(plain(cells, prefix=prefix))
    back = marked(data, FILE, [said(FILE, f"{SHEET}!{column_letter(c)}{r}") for r, c in sorted(wanted)], scheme)
    assert faults_of(data, back.data, FILE) == []
    sheet = opened(back)[SHEET]
    area = [cell for row in sheet.iter_rows(max_row=20, max_col=12) for cell in row]
    assert {(cell.row, cell.column) for cell in area if cell.fill.fgColor.rgb == AMBER} == wanted
    assert {(cell.row, cell.column) for cell in area if cell.comment} == wanted


def test_the_day_is_the_given_one_or_the_schemes_or_none(rich: Rich, scheme: Scheme, said: Said) -> None:
    data, findings = rich(), [said(FILE, f"{SHEET}!C3")]
    without = msgspec.structs.replace(scheme, handout=Handout())
    day = date(2022, 7, 15)
    texts = [
        words(opened(back)["退回单"])
        for back in (
            marked(data, FILE, findings, scheme, until=day),
            marked(data, FILE, findings, without, until=day),
            marked(data, FILE, findings, without),
        )
    ]
    assert ["于2022年7月15日前报回" in text for text in texts] == [True, True, False]
    assert ["联系：" in text for text in texts] == [True, False, False]
    assert "，报回；" in texts[2]
