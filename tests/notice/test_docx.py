"""The file: its layout is GB/T 9704's, whatever the words; it is the same every time, and programs open it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pypdfium2
import pytest
from defusedxml.ElementTree import fromstring

from pingbi.notice import Given, composed, notice_of, packed
from pingbi.notice.paper import Cell, Paper, Paragraph, Run, Table
from pingbi.readers import read

Make = Callable[..., Given]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROWS = "甲\n甲县 9\n乙县 8\n丙县 7"
PARTS = {
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/settings.xml",
    "word/footer1.xml",
    "word/footer2.xml",
}


def parts(data: bytes) -> dict[str, Element]:
    """Every part, parsed: all of them are well-formed."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: fromstring(archive.read(name)) for name in archive.namelist()}


def one(element: Element, name: str) -> dict[str, str]:
    found = element.find(f".//{W}{name}")
    assert found is not None
    return {key.rpartition("}")[2]: value for key, value in found.attrib.items()}


def test_the_page_is_that_of_an_official_paper(given: Make) -> None:
    """A4; margins 37, 35, 28, 26 mm; 22 lines of 28 points in 225 mm; 28 characters of 16 points in 156 mm."""
    found = parts(notice_of(given(ROWS)))
    document, styles = found["word/document.xml"], found["word/styles.xml"]
    size, margins = one(document, "pgSz"), one(document, "pgMar")
    millimetres = {key: round(int(value) / 1440 * 25.4) for key, value in {**size, **margins}.items()}
    assert (millimetres["w"], millimetres["h"]) == (210, 297)
    assert [millimetres[side] for side in ("top", "bottom", "left", "right")] == [37, 35, 28, 26]
    high = int(size["h"]) - int(margins["top"]) - int(margins["bottom"])
    wide = int(size["w"]) - int(margins["left"]) - int(margins["right"])
    body = next(row for row in styles if row.attrib.get(f"{W}styleId") == "body")
    run = body.find(f"{W}rPr")
    line = int(one(body, "spacing")["line"])
    assert run is not None
    assert (line, one(body, "spacing")["lineRule"], high // line) == (28 * 20, "exact", 22)
    assert wide // (int(one(run, "sz")["val"]) * 10 + int(one(run, "spacing")["val"])) == 28
    assert one(document, "docGrid")["linePitch"] == str(line)


def test_each_kind_of_paragraph_has_its_typeface(given: Make) -> None:
    styles = parts(notice_of(given(ROWS)))["word/styles.xml"]
    fonts = {
        row.attrib[f"{W}styleId"]: one(row, "rFonts")["eastAsia"] for row in styles.iter(f"{W}style") if len(row) > 3
    }
    sizes = {row.attrib[f"{W}styleId"]: one(row, "sz")["val"] for row in styles.iter(f"{W}style") if len(row) > 3}
    assert (fonts["title"], sizes["title"]) == ("方正小标宋简体", "44")
    assert [fonts[key] for key in ("heading", "part", "body")] == ["黑体", "楷体_GB2312", "仿宋_GB2312"]
    assert {sizes[key] for key in ("heading", "part", "body", "addressee", "issuer", "date")} == {"32"}
    common = parts(notice_of(given(ROWS, tables='print = {fonts = "common"}')))["word/styles.xml"]
    named = {
        one(row, "rFonts")["eastAsia"] for row in common.iter(f"{W}style") if row.find(f".//{W}rFonts") is not None
    }
    assert named == {"宋体", "仿宋", "楷体", "黑体"}


def test_a_page_number_stands_between_dashes_at_the_outer_edge(given: Make) -> None:
    found = parts(notice_of(given(ROWS)))
    assert found["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None
    for name, side in (("word/footer1.xml", "right"), ("word/footer2.xml", "left")):
        text = "".join(node.text or "" for node in found[name].iter() if node.tag in (f"{W}t", f"{W}instrText"))
        assert text == "—  PAGE 1 —"
        assert one(found[name], "jc")["val"] == side
    kinds = [row.attrib[f"{W}type"] for row in found["word/document.xml"].iter(f"{W}footerReference")]
    assert kinds == ["default", "even"]


def test_marks_stand_at_the_head_of_every_page_where_there_are_any(given: Make) -> None:
    assert set(parts(notice_of(given(ROWS)))) == PARTS
    marked = parts(notice_of(given(ROWS, sample=True)))
    assert set(marked) == PARTS | {"word/header1.xml"}
    assert "".join(marked["word/header1.xml"].itertext()) == "示例数据"
    assert [row.attrib[f"{W}type"] for row in marked["word/document.xml"].iter(f"{W}headerReference")] == [
        "default",
        "even",
    ]


def test_heading_rows_are_repeated_and_rows_never_cut(given: Make) -> None:
    document = parts(notice_of(given(ROWS)))["word/document.xml"]
    for table in document.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        repeated = [row.find(f".//{W}tblHeader") is not None for row in rows]
        assert repeated == sorted(repeated, reverse=True)
        assert 0 < sum(repeated) < len(rows)
        assert all(row.find(f".//{W}cantSplit") is not None for row in rows)


def test_what_must_follow_a_table_begins_no_page(given: Make) -> None:
    """A text may not end with a table; its last line is a point high."""
    found = parts(notice_of(given(ROWS)))
    *_, last, _section = found["word/document.xml"][0]
    assert (last.tag, one(last, "pStyle")["val"]) == (f"{W}p", "end")
    style = next(row for row in found["word/styles.xml"] if row.attrib.get(f"{W}styleId") == "end")
    assert (one(style, "sz")["val"], one(style, "spacing")["line"]) == ("2", "20")


def test_every_row_fills_its_table(given: Make) -> None:
    """Also under cells that take several rows or columns: as many grid columns in each row, as wide as the text."""
    grouped = given("甲\n甲县:县 9\n乙县:区 8", scheme='rank_within = "group"')
    for table in parts(notice_of(grouped))["word/document.xml"].iter(f"{W}tbl"):
        widths = [int(row.attrib[f"{W}w"]) for row in table.iter(f"{W}gridCol")]
        assert abs(sum(widths) - 156 / 25.4 * 1440) < len(widths)
        for row in table.iter(f"{W}tr"):
            spans = [cell.find(f".//{W}gridSpan") for cell in row.iter(f"{W}tc")]
            assert sum(1 if span is None else int(span.attrib[f"{W}val"]) for span in spans) == len(widths)


def test_the_same_results_give_the_same_bytes(given: Make) -> None:
    assert notice_of(given(ROWS)) == notice_of(given(ROWS))
    assert notice_of(given(ROWS)) != notice_of(given(ROWS.replace("9", "9.5")))


def test_our_own_reader_reads_what_was_written(given: Make) -> None:
    paper = composed(given(ROWS))
    document = read(packed(paper), "通报.docx")
    assert document.text is not None
    read_back = document.text.replace("\n", "")
    words = [block.text.replace("\n", "") for block in paper.blocks if isinstance(block, Paragraph)]
    places = [read_back.find(text.strip()) for text in words if text.strip() and "附件" not in text]
    assert -1 not in places
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert len(document.sheets) == len(tables)
    for sheet, table in zip(document.sheets, tables, strict=True):
        spots = [(row, column) for row in range(1, sheet.rows + 1) for column in range(1, sheet.columns + 1)]
        found = "|".join(sheet.text(*spot) for spot in spots)
        lines = {line for row in (*table.head, *table.rows) for cell in row for line in cell.text.split("\n")}
        assert {line for line in lines if line not in found} == set()


def test_what_xml_cannot_hold_is_shown_as_a_box() -> None:
    text = 'a<b>&"c"\x00\ud800\ufffe'
    paper = Paper(
        text, (Paragraph("body", (Run(text),)), Table((156.0,), ((Cell(text),),), ((Cell(text),),))), author=text
    )
    found = parts(packed(paper))
    assert "".join(found["word/document.xml"].itertext()) == 'a<b>&"c"□□□' * 3
    assert 'a<b>&"c"□□□' in "".join(found["docProps/core.xml"].itertext())


def test_no_sign_off_stands_alone_on_a_page(given: Make) -> None:
    blocks = composed(given(ROWS)).blocks
    end = next(at for at, row in enumerate(blocks) if isinstance(row, Paragraph) and row.style == "date")
    chain = []
    for row in reversed(blocks[:end]):
        if not isinstance(row, Paragraph) or not row.keep:
            break
        chain.append(row.style)
    assert chain[0] == "issuer"
    assert chain[-1] == "body"


@pytest.mark.office
def test_libreoffice_prints_it(given: Make, tmp_path: Path) -> None:
    office = Path(shutil.which("soffice") or "").resolve()
    if not list(office.parent.glob("*swlo*")):
        pytest.skip("LibreOffice is there without Writer")
    rows = "\n".join(
        ["甲", *(f"{a}{b}县 {at}.5" for at, (a, b) in enumerate((a, b) for a in "甲乙丙丁戊" for b in "东西南北中"))]
    )
    path = tmp_path / "通报.docx"
    path.write_bytes(notice_of(given(rows, sample=True)))
    command = [str(office), f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=300)
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(tmp_path / "通报.pdf")]
    words = ["".join(page.split()) for page in pages]
    assert all("示例数据" in page and f"—{number}—" in page for number, page in enumerate(words, 1))
    whole = "".join(words)
    for wanted in ("情况的通报", "一、综合评比结果", "特此通报。", "某市工信局", "附件1"):
        assert wanted in whole
    assert whole.count("名次县（区）") == 1  # 25 counties on one page
