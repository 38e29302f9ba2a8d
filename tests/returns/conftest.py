"""Findings about any cells, workbooks as fillers send them, and what must hold of a file that was sent back."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import ClassVar
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from pingbi import pipeline
from pingbi.model import Finding, InSheet, Level, Origin
from pingbi.model.returned import heading
from pingbi.readers import Document, Sheet, read
from pingbi.readers.xlsx_package import canonical
from pingbi.scheme import Scheme, find, load
from pingbi.scoring import METHODS

# ECMA-376 18.3.1.99, without what no test makes.
_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios"
    " autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting"
    " dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties"
    " cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls"
    " webPublishItems tableParts extLst"
)
ORDER = _ORDER.split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Finding):
    """A finding of any level about any places."""

    code: ClassVar[str] = "jump"
    words: str

    def __str__(self) -> str:
        return self.words


def about(
    file: str, *cells: str, level: Level = Level.VERIFY, words: str = "两数不一致：3与5", also: Iterable[Origin] = ()
) -> Said:
    """`about("甲.xlsx", "填报表!D7")`."""
    origins = [InSheet(file, cell.rpartition("!")[0], cell.rpartition("!")[2], "") for cell in cells]
    return Said(words=words, places=(*origins, *also), level_override=level)


@pytest.fixture(scope="session")
def said() -> Callable[..., Said]:
    return about


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    """The scheme that the program brings along."""
    return load(find(""), METHODS)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The sample's submissions."""
    return {path.name: path.read_bytes() for path in pipeline.write_sample(tmp_path_factory.mktemp("sample"))}


@pytest.fixture(scope="session")
def real(shared: Path) -> dict[str, bytes]:
    """Workbooks of many programs."""
    return {path.name: path.read_bytes() for path in sorted((shared / "excel" / "real").iterdir())}


def parts(data: bytes) -> dict[str, bytes]:
    """The parts by name, as Excel compares names."""
    with ZipFile(BytesIO(data)) as archive:
        return {canonical(row.filename): archive.read(row) for row in archive.infolist() if not row.is_dir()}


def packed(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return out.getvalue()


@pytest.fixture(scope="session")
def parts_of() -> Callable[[bytes], dict[str, bytes]]:
    return parts


@pytest.fixture(scope="session")
def packed_as() -> Callable[[dict[str, bytes]], bytes]:
    return packed


def own(document: Document) -> tuple[Sheet, ...]:
    """The filler's sheets."""
    return tuple(sheet for sheet in document.sheets if heading(sheet.cells) is None)


def children(xml: bytes) -> list[str]:
    """The names of the root's children; raises ExpatError where it is not well-formed."""
    found: list[str] = []
    depth = 0

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal depth
        if depth == 1:
            found.append(tag.rpartition(":")[2])
        depth += 1

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate(namespace_separator=":")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(xml, True)
    return found


def faults(before: bytes, after: bytes, name: str, *, touched: Iterable[str] = ()) -> list[str]:
    """What does not hold of a file that was sent back; `touched` are the filler's sheets that were marked."""
    first, second = read(before, name), read(after, name)
    found = [] if own(second) == own(first) else ["the filler's sheets are read otherwise"]
    found += [] if len(second.sheets) - len(own(second)) == 1 else ["there is not one list"]
    old, new = parts(before), parts(after)
    may = re.compile(
        r"\[content_types\]\.xml|(.*/)?workbook\.xml|(.*/)?_rels/workbook\.xml\.rels|.*styles\d*\.xml"
        r"|.*/comments[^/]*\.xml|.*\.vml" + "".join(f"|{re.escape(part)}" for part in touched)
    )
    for part, data in old.items():
        if part not in new:
            found.append(f"{part} is gone")
        elif data != new[part] and not may.fullmatch(part) and not _of_a_sheet(part):
            found.append(f"{part} was changed")
    for part, data in new.items():
        if data == old.get(part) or not part.endswith((".xml", ".rels", ".vml")):
            continue
        names = children(data)
        if "sheetData" in names:
            at = [ORDER.index(child) for child in names if child in ORDER]
            found += [] if at == sorted(at) else [f"{part} is out of order: {names}"]
    return found


def _of_a_sheet(part: str) -> bool:
    return re.fullmatch(r"(.*/)?worksheets/(_rels/)?[^/]+", part) is not None


@pytest.fixture(scope="session")
def faults_of() -> Callable[..., list[str]]:
    return faults


# Workbooks as fillers send them

SHEET = "填报表"
MAIN, STRICT_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
LINKS, STRICT_LINKS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FORMAT = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def picture() -> BytesIO:
    """A PNG of one red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\x00\xff\x00\x00")
    return BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b""))


def rich_book(*, comments: bool = True, protect: bool = False, button: bool = False) -> bytes:
    """A form with everything around it, a data sheet, a sheet with a chart over the whole page."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, data = book.add_worksheet(SHEET), book.add_worksheet("数 据'1")
    page = book.add_chartsheet("图")
    fine = book.add_format(
        {"font_name": "楷体", "bold": True, "num_format": "0.00%", "border": 1, "bg_color": "#E2EFDA", "locked": False}
    )
    wrapped = book.add_format({"text_wrap": True, "italic": True, "right": 2})
    sheet.write_row(0, 0, ["指标", "单位", "本期数"])
    for row in range(1, 12):
        sheet.write_row(row, 0, [f"指标{row}", "亿元", row * 1.5])
    sheet.write_number("C5", 0.45, fine)
    sheet.write_formula("C12", "=SUM(C2:C11)", wrapped, 76.95)
    sheet.merge_range("E2:F4", "合并", fine)
    sheet.set_column("C:C", 14, wrapped)
    sheet.set_row(14, 30, fine)
    sheet.data_validation("C2:C11", {"validate": "decimal", "criteria": ">=", "value": 0})
    sheet.conditional_format("C2:C11", {"type": "data_bar"})
    sheet.conditional_format("C2:C11", {"type": "cell", "criteria": ">", "value": 9, "format": wrapped})
    sheet.add_table("H2:I4", {"data": [["a", 1], ["b", 2]]})
    sheet.write_url("A14", "internal:'数 据''1'!A1", string="见数据")
    sheet.insert_image("K2", "dot.png", {"image_data": picture()})
    sheet.set_header("&L&G", {"image_left": "dot.png", "image_data_left": picture()})
    sheet.freeze_panes(1, 1)
    if comments:
        sheet.write_comment("C3", "去年口径不同\n已电话说明", {"author": "张三"})
        sheet.write_comment("B9", "单位按通知", {"author": "李四"})
    if button:
        sheet.insert_button("K10", {"caption": "按钮"})
    if protect:
        sheet.protect("密码", {"sort": True})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{SHEET}'!$C$2:$C$11"})
    data.insert_chart("D2", chart)
    data.write_row(0, 0, ["县区", "甲"])
    whole = book.add_chart({"type": "line"})
    whole.add_series({"values": f"='{SHEET}'!$C$2:$C$11"})
    page.set_chart(whole)
    book.define_name("合计数", f"='{SHEET}'!$C$12")
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


def plain_book(
    cells: str = '<row r="2"><c r="A2" t="inlineStr"><is><t>指标</t></is></c><c r="C2"><v>3.5</v></c></row>',
    *,
    prefix: str = "",
    strict: bool = False,
    encoding: str = "",
    after: str = "",
    before: str = "",
    workbook: str = "",
    absolute: bool = False,
    name: str = SHEET,
) -> dict[str, bytes]:
    """The parts of a small workbook written by hand, of any dialect. `after` stands behind the cells."""
    main, links = (STRICT_MAIN, STRICT_LINKS) if strict else (MAIN, LINKS)
    names = f'xmlns{":" + prefix if prefix else ""}="{main}" xmlns:rel="{links}"'
    p = f"{prefix}:" if prefix else ""

    def written(text: str) -> bytes:
        head = f'<?xml version="1.0" encoding="{encoding or "UTF-8"}"?>\n'
        text = text.replace("<@/", f"</{p}").replace("<@", f"<{p}")
        return (head + text).encode(encoding or "utf-8")

    marked = cells.replace("</", "<@/").replace("<", "<@").replace("<@@/", "<@/")
    tail = after.replace("</", "<@/").replace("<", "<@").replace("<@@/", "<@/")
    lead = before.replace("</", "<@/").replace("<", "<@").replace("<@@/", "<@/")
    extra = workbook.replace("</", "<@/").replace("<", "<@").replace("<@@/", "<@/")
    top = "/xl/" if absolute else ""
    rels = "".join(
        f'<Relationship Id="{number}" Type="{links}/{kind}" Target="{top}{target}"/>'
        for number, kind, target in (("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"))
    )
    styles = (
        f'<@styleSheet {names}><@fonts count="1"><@font><@sz val="11"/><@name val="Calibri"/></@font></@fonts>'
        '<@fills count="2"><@fill><@patternFill patternType="none"/></@fill><@fill><@patternFill'
        ' patternType="gray125"/></@fill></@fills><@borders count="1"><@border/></@borders>'
        '<@cellXfs count="2"><@xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '<@xf numFmtId="10" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/></@cellXfs></@styleSheet>'
    ).replace("</@", "<@/")
    rows = f"<@sheetData>{marked}<@/sheetData>" if cells else "<@sheetData/>"
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
            f' ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{FORMAT}.sheet.main'
            f'+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{FORMAT}.worksheet+xml"/><Override'
            f' PartName="/xl/styles.xml" ContentType="{FORMAT}.styles+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{links}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": written(
            f'<@workbook {names}>{extra}<@sheets><@sheet name="{name}" sheetId="7" rel:id="rId1"/><@/sheets>'
            '<@calcPr calcId="191029"/><@/workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">{rels}</Relationships>'
        ).encode(),
        "xl/styles.xml": written(styles),
        "xl/worksheets/sheet1.xml": written(f"<@worksheet {names}>{lead}{rows}{tail}<@/worksheet>"),
    }


@pytest.fixture(scope="session")
def rich() -> Callable[..., bytes]:
    return rich_book


@pytest.fixture(scope="session")
def plain() -> Callable[..., dict[str, bytes]]:
    return plain_book
