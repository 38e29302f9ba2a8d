"""Text and plain tables in the encodings of Chinese offices."""

from __future__ import annotations

import pytest

from pingbi.model import UnreadableFileError
from pingbi.readers import Document, plain_text, read, separated

TABLE = "县区,工业投资\n南乐县,30.58\n范县,—\n"
ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]


def _cells(document: Document) -> dict[tuple[int, int], str]:
    return {at: cell.text for at, cell in document.sheets[0].cells.items()}


def _encoded(text: str, encoding: str) -> bytes:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b"\xff\xfe" if encoding == "utf-16-le" else b""
    return mark + text.encode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_table_is_read_in_every_encoding(encoding: str) -> None:
    assert _cells(read(_encoded(TABLE, encoding), "表.csv"))[2, 1] == "南乐县"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_report_keeps_its_newlines_in_every_encoding(encoding: str) -> None:
    text = "上半年，\r\n南乐县完成\n工业投资30.58亿元。\r"
    assert read(_encoded(text, encoding), "材料.txt").text == text


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_cells_are_divided_by_what_stands_most_often(delimiter: str) -> None:
    document = read(TABLE.replace(",", delimiter).encode(), "表.csv")
    assert _cells(document)[2, 2] == "30.58"


def test_a_table_with_tabs_is_one_whatever_its_name() -> None:
    assert read(TABLE.replace(",", "\t").encode("gbk"), "表.xls").text is None
    assert read(TABLE.replace(",", "\t").encode(), "材料.txt").text is None


def test_a_report_with_commas_is_no_table() -> None:
    assert read("南乐县,工业投资30.58亿元,同比增长45%。\n".encode(), "材料.txt").text is not None


def test_quotes_hold_commas_and_line_breaks() -> None:
    document = read('县区,"工业投资\n（亿元,含技改）"\n南乐县,"1,234.5"\n'.encode(), "表.csv")
    assert _cells(document) == {
        (1, 1): "县区",
        (1, 2): "工业投资\n（亿元,含技改）",
        (2, 1): "南乐县",
        (2, 2): "1,234.5",
    }


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1"])
def test_a_hostile_cell_is_text(cell: str) -> None:
    document = read(f'县区;"{cell}"\n南乐县;1\n'.encode(), "表.csv")
    found = document.sheets[0].cells[1, 2]
    assert (found.text, found.formula) == (cell.strip(), "")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(b'a,"' + b"x" * 200_000 + b'"\n', "t.csv", id="an endless cell"),
        pytest.param(b"1\n" * (separated.MOST_CELLS + 2), "t.csv", id="an endless table"),
        pytest.param("字".encode() * (plain_text.LONGEST + 1), "t.txt", id="an endless text"),
        pytest.param(b"", "t.txt", id="nothing"),
        pytest.param(b" \r\n\t ", "t.csv", id="blanks"),
        pytest.param(b"\x00\x01\x02\x03" * 50, "t.txt", id="no text at all"),
        pytest.param(b"\x81\xff\xff\xff" * 50, "t.txt", id="no encoding"),
        pytest.param(b"<?xml version='1.0'?><Workbook/>", "t.xls", id="XML of another program"),
        pytest.param(b"{\\rtf1\\ansi 30.58}", "t.txt", id="RTF"),
        pytest.param(b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n30.58", "t.doc", id="a web archive"),
        pytest.param(b"%PDF-1.7 ...", "t.txt", id="a PDF"),
    ],
)
def test_what_is_no_report_ends_in_one_chinese_line(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"^[^\n]*[\u4e00-\u9fff][^\n]*$"):
        read(data, name)
