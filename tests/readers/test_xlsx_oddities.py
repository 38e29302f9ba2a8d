"""Workbooks as other programs write them: each oddity as raw XML, and what is read of it all the same."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from html import escape
from io import BytesIO

import pytest

from pingbi.model import UnreadableFileError
from pingbi.readers import CellRead, Document, Sheet, read
from pingbi.readers.xlsx_markup import BROKEN
from pingbi.readers.xlsx_strings import Text, strings

Archive = Callable[[dict[str, bytes]], bytes]
Raw = Callable[..., Document]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>'
    '<numFmt numFmtId="165" formatCode="0.00&quot;亿元&quot;"/><numFmt numFmtId="166" formatCode="[$-804]m月d日"/>'
    '<numFmt numFmtId="167" formatCode="[h]:mm"/><numFmt numFmtId="168" formatCode="[Red]0.0_);\\(0.0\\)"/></numFmts>'
    "<fonts><font/><font><strike/></font><font><strike val='0'/></font></fonts><cellXfs>"
    + "".join(f'<xf numFmtId="{number}" fontId="0"/>' for number in (0, 14, 164, 165, 166, 167, 168, 57, 10))
    + '<xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/></cellXfs>'
)
PLAIN, SHORT_DATE, LONG_DATE, MONEY, CHINESE_DATE, HOURS, RED, BUILT_IN_CHINESE, RATE, STRUCK, NOT_STRUCK = range(11)


def relations(*rows: tuple[str, str, str]) -> bytes:
    """(id, last word of the type, target) each."""
    inside = "".join(f'<Relationship Id="{key}" Type="{LINKS}/{kind}" Target="{to}"/>' for key, kind, to in rows)
    return f"{HEAD}<Relationships>{inside}</Relationships>".encode()


def part(name: str, inside: str, namespace: str = MAIN) -> bytes:
    return f'{HEAD}<{name} xmlns="{namespace}" xmlns:r="{LINKS}">{inside}</{name}>'.encode()


def members(
    data: str, after: str = "", *, namespace: str = MAIN, strings: str = "", setting: str = ""
) -> dict[str, bytes]:
    """The parts of a workbook of one sheet 表; `data` is what stands in its sheetData."""
    sheets = '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
    return {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": part("workbook", setting + sheets, namespace),
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "styles", "styles.xml"),
            ("rId3", "sharedStrings", "sharedStrings.xml"),
        ),
        "xl/worksheets/sheet1.xml": part("worksheet", f"<sheetData>{data}</sheetData>{after}", namespace),
        "xl/styles.xml": part("styleSheet", STYLES, namespace),
        "xl/sharedStrings.xml": part("sst", strings, namespace),
    }


@pytest.fixture
def of(archive: Archive) -> Callable[[dict[str, bytes]], Document]:
    return lambda found: read(archive(found), "表.xlsx")


@pytest.fixture
def sheet(of: Callable[[dict[str, bytes]], Document]) -> Callable[..., Sheet]:
    """The only sheet of a workbook with this in its sheetData."""

    def make(data: str, after: str = "", **more: str) -> Sheet:
        return of(members(data, after, **more)).sheets[0]

    return make


@pytest.fixture
def cell(sheet: Callable[..., Sheet]) -> Callable[..., CellRead]:
    """A1 of a workbook where it is the only cell."""
    return lambda data, **more: sheet(f'<row r="1">{data}</row>', **more).cells[1, 1]


NUMBERS = [
    pytest.param("30.58", Decimal("30.58"), id="as typed"),
    pytest.param("30.580000000000002", Decimal("30.58"), id="the tail of a float is not shown"),
    pytest.param("0.1", Decimal("0.1"), id="a tenth"),
    pytest.param("-12.50", Decimal("-12.5"), id="noughts at the end"),
    pytest.param("1.5E-3", Decimal("0.0015"), id="an exponent"),
    pytest.param("1E+20", Decimal("1E+20"), id="a large exponent"),
    pytest.param("410922199001011234", Decimal(410922199001011000), id="more digits than Excel keeps"),
    pytest.param(" 5 ", Decimal(5), id="blanks around"),
    pytest.param("-0", Decimal(0), id="minus nought"),
    pytest.param("1_000", "1_000", id="no number to Excel"),
    pytest.param("NaN", "NaN", id="not a number"),
    pytest.param("1e999", "1e999", id="beyond all numbers"),
    pytest.param("２０", "２０", id="full-width digits"),
    pytest.param("2000万", "2000万", id="a text where a number should be"),
]


@pytest.mark.parametrize(("written", "value"), NUMBERS)
@pytest.mark.parametrize("shape", ['<c r="A1"><v>{}</v></c>', '<c  r="A1" ><v>{}</v></c>'], ids=["plain", "parsed"])
def test_a_number_has_the_fifteen_digits_that_excel_shows(
    cell: Callable[..., CellRead], shape: str, written: str, value: object
) -> None:
    """Both by the shortcut for plain cells and by the parser."""
    found = cell(shape.format(written))
    assert (found.value, type(found.value)) == (value, type(value))
    assert "E" not in found.text or isinstance(value, str)


DATES = [
    pytest.param(SHORT_DATE, "44713", "2022-06-01", id="built in"),
    pytest.param(LONG_DATE, "44713.354166666664", "2022-06-01 08:30:00", id="Chinese words in quotes, with a time"),
    pytest.param(CHINESE_DATE, "44713", "2022-06-01", id="a locale, and words without quotes"),
    pytest.param(BUILT_IN_CHINESE, "44713", "2022-06-01", id="built into Chinese Excel only"),
    pytest.param(SHORT_DATE, "1", "1900-01-01", id="the first day"),
    pytest.param(SHORT_DATE, "59", "1900-02-28", id="before the day that never was"),
    pytest.param(SHORT_DATE, "60", "1900-02-29", id="the day that never was"),
    pytest.param(SHORT_DATE, "61", "1900-03-01", id="after it"),
    pytest.param(SHORT_DATE, "0.5", "12:00:00", id="a time alone"),
    pytest.param(SHORT_DATE, "44712.99999999", "2022-06-01", id="rounded to the second, over midnight"),
    pytest.param(HOURS, "1.5", "36:00:00", id="a span of hours"),
    pytest.param(SHORT_DATE, "-5.2", "-5.2", id="a number that is no date is shown as ####"),
    pytest.param(SHORT_DATE, "3058000", "3058000", id="beyond the year 9999"),
]


@pytest.mark.parametrize(("style", "written", "text"), DATES)
def test_a_number_shown_as_a_date_is_one(cell: Callable[..., CellRead], style: int, written: str, text: str) -> None:
    found = cell(f'<c r="A1" s="{style}"><v>{written}</v></c>')
    assert (found.value, found.date) == (text, True)


@pytest.mark.parametrize("style", [PLAIN, MONEY, RED, RATE])
def test_a_number_in_red_in_money_or_in_brackets_is_no_date(cell: Callable[..., CellRead], style: int) -> None:
    found = cell(f'<c r="A1" s="{style}"><v>44713</v></c>')
    assert (found.value, found.date) == (Decimal(44713), False)


def test_dates_since_1904_are_four_years_later(cell: Callable[..., CellRead]) -> None:
    found = cell(f'<c r="A1" s="{SHORT_DATE}"><v>43251</v></c>', setting='<workbookPr date1904="1"/>')
    assert found.value == "2022-06-01"


def test_a_date_may_be_written_as_one(cell: Callable[..., CellRead]) -> None:
    found = cell('<c r="A1" t="d"><v>2022-06-01T00:00:00</v></c>')
    assert (found.value, found.date) == ("2022-06-01", True)


TEXTS = [
    pytest.param('<c r="A1" t="s"><v>0</v></c>', "甲乙", id="shared"),
    pytest.param('<c r="A1" t="inlineStr"><is><t>丙</t></is></c>', "丙", id="in the cell"),
    pytest.param(
        '<c r="A1" t="inlineStr"><is><r><t>丙</t></r><r><t>丁</t></r></is></c>', "丙丁", id="runs in the cell"
    ),
    pytest.param('<c r="A1" t="str"><v>戊</v></c>', "戊", id="of a formula"),
    pytest.param('<c r="A1" t="inlineStr"><is><t><![CDATA[<己>]]></t></is></c>', "<己>", id="CDATA"),
    pytest.param('<c r="A1" t="inlineStr"><is><t>a&lt;b &#x5e9a;</t></is></c>', "a<b 庚", id="entities of XML"),
    pytest.param('<c r="A1" t="str"><v>甲_x000D_\n乙</v></c>', "甲\n乙", id="an escaped end of line"),
    pytest.param('<c r="A1" t="str"><v>_x005F_x0041_</v></c>', "_x0041_", id="an escaped escape"),
    pytest.param('<c r="A1" t="str"><v>_xD800_</v></c>', "_xD800_", id="half a character is none"),
    pytest.param('<c r="A1" t="s"><v>1</v></c>', "南乐县", id="without the guide to its sound"),
    pytest.param('<c r="A1" t="s"><v>2</v></c>', "30.58¹", id="a footnote's mark is no digit"),
    pytest.param('<c r="A1" t="s"><v>9</v></c>', "（文字已损坏）", id="a text that is not there"),
]
STRINGS = (
    "<si><r><rPr><b/></rPr><t>甲</t></r><r><t>乙</t></r></si>"
    '<si><t>南乐县</t><rPh sb="0" eb="2"><t>ナン</t></rPh><phoneticPr fontId="1"/></si>'
    '<si><r><t>30.58</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si>'
)


@pytest.mark.parametrize(("written", "text"), TEXTS)
def test_a_text_is_what_the_cell_shows(cell: Callable[..., CellRead], written: str, text: str) -> None:
    found = cell(written, strings=STRINGS)
    assert (found.value, found.error) == (text, "损坏" in text)


@pytest.mark.parametrize(
    ("written", "value", "error"),
    [
        pytest.param('<c r="A1" t="b"><v>1</v></c>', True, False, id="true"),
        pytest.param('<c r="A1" t="b"><v>0</v></c>', False, False, id="false"),
        pytest.param('<c r="A1" t="e"><v>#DIV/0!</v></c>', "#DIV/0!", True, id="an error"),
        pytest.param('<c r="A1" t="str"><v>#REF!</v></c>', "#REF!", True, id="an error as text"),
    ],
)
def test_truth_and_errors_keep_their_kind(
    cell: Callable[..., CellRead], written: str, value: object, error: bool
) -> None:
    found = cell(written)
    assert (found.value, type(found.value), found.error) == (value, type(value), error)


@pytest.mark.parametrize(
    ("written", "struck"),
    [
        pytest.param(f'<c r="A1" s="{STRUCK}"><v>5</v></c>', True, id="by the cell's font"),
        pytest.param(f'<c r="A1" s="{NOT_STRUCK}"><v>5</v></c>', False, id="switched off"),
        pytest.param('<c r="A1" t="s"><v>0</v></c>', True, id="all of the text"),
        pytest.param('<c r="A1" t="s"><v>1</v></c>', True, id="a part of the text, the old figure beside the new"),
        pytest.param(f'<c r="A1" s="{STRUCK}" t="s"><v>2</v></c>', False, id="a text that says it is not"),
        pytest.param(f'<c r="A1" s="{STRUCK}" t="s"><v>3</v></c>', True, id="a text that says nothing"),
    ],
)
def test_a_line_through_a_figure_is_seen(cell: Callable[..., CellRead], written: str, struck: bool) -> None:
    lined, plain = "<rPr><strike/></rPr>", "<rPr><b/></rPr>"
    strings = (
        f"<si><r>{lined}<t>30</t></r></si><si><r>{lined}<t>30</t></r><r>{plain}<t>35</t></r></si>"
        f"<si><r>{plain}<t>35</t></r></si><si><t>30</t></si>"
    )
    assert cell(written, strings=strings).struck is struck


PLACES = [
    pytest.param('<row r="2"><c><v>1</v></c><c><v>2</v></c></row>', {(2, 1), (2, 2)}, id="cells without a reference"),
    pytest.param("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>", {(1, 1), (2, 1)}, id="rows without a number"),
    pytest.param(
        '<row r="1"><c r="C1"><v>1</v></c><c><v>2</v></c></row>', {(1, 3), (1, 4)}, id="beside a cell with a reference"
    ),
    pytest.param('<row r="2"><c r="0"><v>1</v></c><c r="1"><v>2</v></c></row>', {(2, 1), (2, 2)}, id="a number only"),
    pytest.param(
        '<row r="3"><c r="A3"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>3</v></c></row>',
        {(1, 1), (1, 2), (3, 1)},
        id="out of order",
    ),
    pytest.param(
        '<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row>',
        {(1048576, 1), (1048576, 16384)},
        id="the last row and column",
    ),
    pytest.param(
        '<!-- <c r="D1"><v>9</v></c> --><row r="1"><c r="A1"><v>1</v></c></row>', {(1, 1)}, id="a cell in a comment"
    ),
    pytest.param(
        '<row r="1"><c r="A1" t="str"><v><![CDATA[<c r="D1"><v>9</v></c>]]></v></c></row>', {(1, 1)}, id="in CDATA"
    ),
    pytest.param('<row r="1"><c r="A1" s="1"/><c r="B1"></c><c r="C1"><v>1</v></c></row>', {(1, 3)}, id="blank cells"),
]


@pytest.mark.parametrize(("data", "places"), PLACES)
def test_cells_stand_where_they_say_row_by_row(
    sheet: Callable[..., Sheet], data: str, places: set[tuple[int, int]]
) -> None:
    found = list(sheet(data, after='<dimension ref="A1:XFD1048576"/>').cells)
    assert found == sorted(places)


def test_more_cells_than_one_piece_of_the_stream_are_all_read(sheet: Callable[..., Sheet]) -> None:
    rows = range(1, 6001)
    data = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}" t="inlineStr"><is><t>范县{row}</t></is></c>'
        f'<c r="C{row}"><f>A{row}*2</f><v>{row * 2}</v></c><c r="D{row}" t="s"><v>0</v></c></row>'
        for row in rows
    )
    found = sheet(data, strings="<si><t>甲</t></si>").cells
    assert len(data) > 3 * 2**18
    assert [found[row, 1].value for row in rows] == list(rows)
    assert [found[row, 2].value for row in rows] == [f"范县{row}" for row in rows]
    assert [found[row, 3].value for row in rows] == [row * 2 for row in rows]
    assert list(found) == sorted(found)
    assert found[1, 4] is found[6000, 4]  # what looks the same is kept once


def test_prefixes_strokes_capitals_absolute_targets_and_the_strict_names_are_all_the_same(
    of: Callable[[dict[str, bytes]], Document],
) -> None:
    data = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="3"><v>5</v></c></row>'
    usual = members(data, strings="<si><t>甲</t></si>")
    want = of(usual)
    assert [cell.text for cell in want.sheets[0].cells.values()] == ["甲", "5"]
    strokes = {name.replace("/", "\\"): xml for name, xml in usual.items()}
    capitals = {name.replace("xl/", "XL/").replace("sheet1", "Sheet1"): xml for name, xml in usual.items()}
    absolute = usual | {
        "_rels/.rels": relations(("R0", "officeDocument", "/xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "/xl/worksheets/sheet1.xml"),
            ("s", "styles", "/xl/styles.xml"),
            ("t", "sharedStrings", "/xl/sharedStrings.xml"),
        ),
    }
    strict = members(data, strings="<si><t>甲</t></si>", namespace=STRICT)
    wide = {
        name: _prefixed(xml) if name.startswith("xl/") and "_rels" not in name else xml for name, xml in usual.items()
    }
    double = {name: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16") for name, xml in usual.items()}
    unlisted = {name: xml for name, xml in usual.items() if "_rels" not in name}
    for odd in (strokes, capitals, absolute, strict, wide, double, unlisted):
        found = of(odd)
        assert (found.sheets, found.lost, found.formats) == (want.sheets, (), True)


def _prefixed(xml: bytes) -> bytes:
    text = xml.decode().removeprefix(HEAD).replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    return text.replace("xmlns=", "xmlns:x=").encode()


SHARED = [
    pytest.param("<si><t>甲</t></si><si><t>乙</t></si>", ["甲", "乙"], id="plain"),
    pytest.param("<si><r><t>甲</t></r></si><si><t>乙</t></si>", ["甲", "乙"], id="runs at the beginning"),
    pytest.param("<si><t>甲</t></si><si><r><t>乙</t></r></si>", ["甲", "乙"], id="runs at the end"),
    pytest.param(
        "<si><t>甲</t></si><si><r><t>乙</t></r></si><si><t>丙</t></si>", ["甲", "乙", "丙"], id="in the middle"
    ),
    pytest.param("<si/><si><t>乙</t></si>", ["", "乙"], id="an empty one"),
    pytest.param("<si><t></t></si><si><t/></si><si><t>丙</t></si>", ["", "", "丙"], id="empty in other ways"),
    pytest.param("<!-- <si><t>无</t></si> --><si><t>甲</t></si>", ["甲"], id="a comment"),
    pytest.param("<si><t><![CDATA[<si><t>甲</t></si>]]></t></si>", ["<si><t>甲</t></si>"], id="CDATA"),
    pytest.param('<si><t xml:space="preserve"> 甲 </t></si>\n<si><t>乙</t></si>', [" 甲 ", "乙"], id="blanks kept"),
    pytest.param("<si><t>a&amp;b</t></si><si><t>_x0041_</t></si>", ["a&b", "A"], id="escaped"),
]


@pytest.mark.parametrize(("strings", "texts"), SHARED)
def test_shared_texts_are_counted_from_the_first_whatever_they_are_made_of(
    sheet: Callable[..., Sheet], strings: str, texts: list[str]
) -> None:
    cells = "".join(f'<c r="{"ABC"[at]}1" t="s"><v>{at}</v></c>' for at in range(len(texts)))
    found = sheet(f'<row r="1">{cells}<c r="D1"><v>1</v></c></row>', strings=strings).cells
    assert [found.get((1, at), CellRead("")).value for at in range(1, len(texts) + 1)] == texts


def test_a_part_that_two_sheets_claim_is_read_once_and_said(of: Callable[[dict[str, bytes]], Document]) -> None:
    twice = '<sheets><sheet name="表" r:id="rId1"/><sheet name="又" r:id="rId1"/></sheets>'
    found = of(members('<row r="1"><c r="A1"><v>1</v></c></row>') | {"xl/workbook.xml": part("workbook", twice)})
    assert ([sheet.name for sheet in found.sheets], len(found.lost)) == (["表"], 1)
    assert "又" in found.lost[0]


def test_styles_beyond_all_measure_are_not_read_and_that_is_said(of: Callable[[dict[str, bytes]], Document]) -> None:
    styles = part("styleSheet", "<cellXfs>" + '<xf numFmtId="10"/>' * 600_000 + "</cellXfs>")
    found = of(members('<row r="1"><c r="A1" s="1"><v>0.45</v></c></row>') | {"xl/styles.xml": styles})
    assert (found.sheets[0].cells[1, 1].value, found.formats) == (Decimal("0.45"), False)


def test_merged_hidden_and_linked_cells_are_told(sheet: Callable[..., Sheet]) -> None:
    found = sheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="D1"><v>2</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>3</v></c></row>'
        '<row r="3" ht="0" customHeight="1"><c r="A3"><v>3</v></c></row>'
        '<row r="900" hidden="true"/>',
        '<cols><col min="2" max="2" hidden="1"/><col min="4" max="16384" width="0"/></cols>'
        '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="none"/></mergeCells>'
        '<hyperlinks><hyperlink ref="A1" location="\'说明\'!A1"/><hyperlink ref="B1" r:id="rId9"/></hyperlinks>',
    )
    assert found.merges == ((1, 1, 1, 2),)
    assert (set(found.hidden_rows), set(found.hidden_columns)) == ({2, 3}, {2, 4})
    assert [cell.link for cell in found.cells.values()] == ["'说明'!A1", "", "", "", ""]


@pytest.mark.parametrize("reference", ["A1:A1048576", "A1:XFD1048576", "A1:XFD1"])
def test_a_merge_over_everything_ends_with_the_cells_that_exist(sheet: Callable[..., Sheet], reference: str) -> None:
    found = sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"><v>2</v></c></row>',
        f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>',
    )
    ((top, left, bottom, right),) = found.merges
    assert (top, left) == (1, 1)
    assert bottom <= 3
    assert right <= 3
    assert found.spread()[1, 1] == "1"


def test_merges_that_lie_over_each_other_a_thousand_times_are_refused(sheet: Callable[..., Sheet]) -> None:
    merges = '<mergeCell ref="A1:CV90"/>' * 1000
    with pytest.raises(UnreadableFileError, match="合并单元格"):
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>', f"<mergeCells>{merges}</mergeCells>")


FORMULAS = [
    pytest.param("A2*2", 1, 1, "B3*2", id="relative"),
    pytest.param("$A2+B$2+$C$2", 1, 1, "$A3+C$2+$C$2", id="fixed"),
    pytest.param('SUM(A1:A9)&"A1"', 1, 0, 'SUM(A2:A10)&"A1"', id="a text is none"),
    pytest.param("'A1 表'!B2+表2!B2", 1, 0, "'A1 表'!B3+表2!B3", id="names of sheets"),
    pytest.param("LOG10(A1)", 1, 0, "LOG10(A2)", id="names of functions"),
    pytest.param("SUM(A:A,2:2)", 1, 1, "SUM(B:B,3:3)", id="whole columns and rows"),
    pytest.param("Z1", 0, 1, "AA1", id="the next letter"),
]


@pytest.mark.parametrize(("master", "rows", "columns", "formula"), FORMULAS)
@pytest.mark.parametrize("before", [False, True], ids=["master first", "master last"])
def test_a_shared_formula_is_given_to_each_cell(
    sheet: Callable[..., Sheet], master: str, rows: int, columns: int, formula: str, before: bool
) -> None:
    where = f"{'JKL'[columns]}{20 + rows}"
    first = f'<row r="20"><c r="J20"><f t="shared" si="0" ref="J20:K21">{escape(master)}</f><v>1</v></c></row>'
    second = f'<row r="{20 + rows}"><c r="{where}"><f t="shared" si="0"/><v>1</v></c></row>'
    cells = sheet(second + first if before else first + second).cells
    assert (cells[20, 10].formula, cells[20 + rows, 10 + columns].formula) == (f"={master}", f"={formula}")


@pytest.mark.parametrize(
    ("formula", "outside"),
    [
        ("[1]填报表!A1", True),
        ("'[旧 表.xlsx]填报表'!$A$1*2", True),
        ("[1]!总额", True),
        ("表1[[#This Row],[金额]]+填报表!A1", False),
        ('"[1]填报表!A1"', False),
    ],
)
def test_a_formula_into_another_file_is_marked(cell: Callable[..., CellRead], formula: str, outside: bool) -> None:
    found = cell(f'<c r="A1"><f>{formula}</f><v>7</v></c>', setting='<calcPr calcId="1"/>')
    assert (found.value, found.outside) == (Decimal(7), outside)


def test_the_result_of_a_formula_may_be_an_empty_text(cell: Callable[..., CellRead]) -> None:
    found = cell('<c r="A1" t="str"><f>IF(B1,"",1)</f><v></v></c>', setting='<calcPr calcId="1"/>')
    assert (found.value, found.formula, found.computed) == ("", '=IF(B1,"",1)', False)


def test_comments_are_told_without_their_author(of: Callable[[dict[str, bytes]], Document]) -> None:
    found = members(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>'
    ) | {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("a", "comments", "../comments1.xml"), ("b", "threadedComment", "../threadedComments/threadedComment1.xml")
        ),
        "xl/comments1.xml": part(
            "comments",
            "<authors><author>张三</author></authors><commentList>"
            '<comment ref="A1" authorId="0"><text><r><t>张三:\n</t></r><r><t>含续建</t></r></text></comment>'
            '<comment ref="B1" authorId="0"><text><t>[Threaded comment] see the thread</t></text></comment>'
            '<comment ref="C1" authorId="7"><text><t>下月补报</t></text></comment></commentList>',
        ),
        "xl/threadedComments/threadedComment1.xml": part(
            "ThreadedComments",
            '<threadedComment ref="B1" id="1"><text>核实过吗</text></threadedComment>'
            '<threadedComment ref="B1" id="2"><text>核实过</text></threadedComment>',
        ),
    }
    cells = of(found).sheets[0].cells
    assert [(at, cell.note) for at, cell in cells.items()] == [
        ((1, 1), "含续建"),
        ((1, 2), "核实过吗\n核实过"),
        ((1, 3), "下月补报"),
        ((2, 1), ""),
    ]
    broken = of(found | {"xl/comments1.xml": b"<comments>"})
    assert (broken.sheets[0].cells[1, 1].note, broken.sheets[0].cells[1, 2].note) == ("", "核实过吗\n核实过")


def test_sheets_come_in_the_order_of_their_tabs_and_charts_are_none(of: Callable[[dict[str, bytes]], Document]) -> None:
    found = members('<row r="1"><c r="A1"><v>1</v></c></row>') | {
        "xl/workbook.xml": part(
            "workbook",
            '<sheets><sheet name="图" r:id="c"/><sheet name="后" r:id="b" state="veryHidden"/>'
            '<sheet name="前" r:id="a"/></sheets>',
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("a", "worksheet", "worksheets/sheet1.xml"),
            ("b", "worksheet", "worksheets/sheet2.xml"),
            ("c", "chartsheet", "chartsheets/sheet1.xml"),
        ),
        "xl/worksheets/sheet2.xml": part("worksheet", "<sheetData/>"),
    }
    assert [(sheet.name, sheet.hidden, len(sheet.cells)) for sheet in of(found).sheets] == [
        ("后", True, 0),
        ("前", False, 1),
    ]


@pytest.mark.parametrize(
    ("name", "xml", "formats"),
    [
        pytest.param("xl/styles.xml", b"<styleSheet", False, id="styles that break off"),
        pytest.param(
            "xl/styles.xml", b"<styleSheet><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet>", False, id="odd"
        ),
        pytest.param("xl/styles.xml", b"<styleSheet/>", False, id="no styles, and a cell that names one"),
        pytest.param("xl/theme/theme1.xml", b"<theme", True, id="a theme"),
        pytest.param("docProps/app.xml", b"", True, id="properties"),
        pytest.param("xl/worksheets/_rels/sheet1.xml.rels", b"<", True, id="what a sheet leads to"),
    ],
)
def test_a_part_that_cannot_be_read_costs_only_what_it_says(
    of: Callable[[dict[str, bytes]], Document], name: str, xml: bytes, formats: bool
) -> None:
    found = of(members('<row r="1"><c r="A1" s="8"><v>0.45</v></c></row>') | {name: xml})
    assert (found.sheets[0].cells[1, 1].value, found.formats, found.lost) == (Decimal("0.45"), formats, ())


@pytest.mark.parametrize(
    ("name", "xml"),
    [
        pytest.param("xl/workbook.xml", b"<workbook>", id="the workbook"),
        pytest.param("xl/sharedStrings.xml", b"<sst><si>", id="the texts"),
        pytest.param("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>", id="the only sheet"),
    ],
)
def test_a_workbook_of_which_nothing_can_be_read_is_refused_in_one_line(
    of: Callable[[dict[str, bytes]], Document], name: str, xml: bytes
) -> None:
    with pytest.raises(UnreadableFileError, match=r"^文件不完整或已损坏，[^\n]*另存为[^\n]*$"):
        of(members('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings="<si><t>甲</t></si>") | {name: xml})


MANY = [
    pytest.param('<row r="{0}"><c r="A{0}"><v>{0}.5</v></c><c r="B{0}" s="8"><v>-{0}.25</v></c></row>', id="numbers"),
    pytest.param('<row r="{0}"><c r="A{0}" t="n"><v>0.{0}00000000000001</v></c></row>', id="tails of floats"),
    pytest.param('<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}"><v>{0}万</v></c></row>', id="a word"),
    pytest.param(
        '<row r="{0}"><c r="A{0}" s="1"><v>446{0}</v></c><c r="B{0}"><v>1</v></c></row>', id="dates beside numbers"
    ),
    pytest.param('<row r="{0}"><c r="A{0}" t="s"><v>0</v></c><c r="B{0}" s="9"><v>7</v></c></row>', id="struck"),
    pytest.param(
        '<row r="{0}"><c r="A{0}" t="s"><v>1</v></c><c r="B{0}" t="s"><v>{0}</v></c></row>',
        id="lost texts",
    ),
    pytest.param('<row r="{0}" hidden="1"/><row><c r="B{0}"><v>1</v></c></row>', id="rows without a number"),
    pytest.param('<row r="{0}" ht="0"><c r="A{0}"><v>1</v></c></row>', id="rows no pixel high"),
    pytest.param('<row r="{0}"/><row hidden="1"/><row><c r="A{0}"><v>1</v></c></row>', id="blank rows"),
    pytest.param('<row r="{0}"><c r="A{0}"/><c r="B{0}" s="1"><v></v></c><c r="C{0}"><v/></c></row>', id="blank cells"),
]


def _alike_with_and_without(sheet: Callable[..., Sheet], data: str) -> Sheet:
    """The sheet, read with the shortcut and without."""
    strings = "<si><t>甲</t></si><si><t></t></si><si><t>#N/A</t></si>"
    quick, slow = (sheet(before + data, strings=strings) for before in ("", "<!-- -->"))
    assert quick == slow
    assert list(quick.cells) == list(slow.cells)
    assert [repr(cell) for cell in quick.cells.values()] == [repr(cell) for cell in slow.cells.values()]
    return quick


@pytest.mark.parametrize("rows", [pytest.param(10, id="few"), pytest.param(1500, id="many")])
@pytest.mark.parametrize("row", MANY)
def test_rows_are_read_alike_with_the_shortcut_and_without(sheet: Callable[..., Sheet], row: str, rows: int) -> None:
    _alike_with_and_without(sheet, "".join(row.format(at) for at in range(10, 10 + 3 * rows, 3)))


def test_rows_of_many_kinds_among_each_other_are_all_read(sheet: Callable[..., Sheet]) -> None:
    """As in a long ledger: most rows alike, some blank in a column, hidden, a word for a number, a formula."""
    usual = '<row r="{0}" spans="1:3"><c r="A{0}" s="8"><v>{0}.5</v></c><c r="B{0}" t="s"><v>0</v></c>{1}</row>'
    others = (
        '<c r="C{0}" s="8"/>',
        '<c r="C{0}"><v>12.10</v></c><c r="D{0}" s="1"><v>44621</v></c>',
        '<c r="C{0}"><f>A{0}*2</f><v>{0}</v></c>',
        '<c r="C{0}" t="inlineStr"><is><t>约{0}万</t></is></c>',
        '<c r="C{0}"><v>1e3</v></c>',
        '<c r="C{0}"><v>无</v></c>',
    )
    rows = [usual.format(at, others[at % 97 % 7 % 6].format(at)) for at in range(1, 6001)]
    rows[2000] = rows[2000].replace(" spans", ' hidden="1" spans')
    rows[0] = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    found = _alike_with_and_without(sheet, "".join(rows))
    assert found.hidden_rows == {2001}
    assert [found.cells[at, 1].value for at in range(2, 6001)] == [at + Decimal("0.5") for at in range(2, 6001)]
    assert len("".join(rows)) > 2 * 2**18


def test_a_cell_written_twice_is_seen_among_rows_that_are_alike(sheet: Callable[..., Sheet]) -> None:
    rows = "".join(
        f'<row r="{at}"><c r="A{at}"><v>{at}</v></c><c r="B{at}"><v>7</v></c></row>' for at in range(1, 3000)
    )
    assert len(sheet(rows).cells) == 2 * 2999
    with pytest.raises(UnreadableFileError, match="“表”已损坏"):
        sheet(rows + '<row r="70"><c r="A70"><v>1</v></c><c r="B70"><v>7</v></c></row>')


def test_blank_rows_that_are_passed_over_still_count(sheet: Callable[..., Sheet]) -> None:
    assert sheet('<row r="4"/><row hidden="1"><c r="A5"><v>1</v></c></row>').hidden_rows == {5}


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\ufffe"])
def test_texts_with_a_character_that_xml_forbids_are_damaged(character: str) -> None:
    xml = part("sst", f"<si><t>甲{character}</t></si>")
    with pytest.raises(BROKEN):
        strings(BytesIO(xml))
    assert strings(BytesIO(xml.replace(character.encode(), b""))) == [Text("甲")]


def test_of_two_values_in_one_place_none_is_chosen_by_anybody(sheet: Callable[..., Sheet]) -> None:
    with pytest.raises(UnreadableFileError, match="“表”已损坏"):
        sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A1"><v>2</v></c></row>')


def test_a_second_opinion_is_asked_where_ours_fails(of: Callable[[dict[str, bytes]], Document]) -> None:
    """python-calamine minds no words before the root element; it gives no number formats, and that is said."""
    found = members('<row r="1"><c r="A1"><v>30.58</v></c></row>')
    sheet = found["xl/worksheets/sheet1.xml"].replace(b"<worksheet", b"foo<worksheet")
    document = of(found | {"xl/worksheets/sheet1.xml": sheet})
    assert (document.sheets[0].cells[1, 1].value, document.formats) == (Decimal("30.58"), False)
