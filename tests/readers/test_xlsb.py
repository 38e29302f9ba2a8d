"""Binary workbooks, made record by record: no program here writes them."""

from __future__ import annotations

import struct
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pingbi.model import UnreadableFileError
from pingbi.readers import READERS, CellRead, read
from pingbi.readers.biff12 import packed_number

Archive = Callable[[dict[str, bytes]], bytes]
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _record(number: int, data: bytes = b"") -> bytes:
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    length = len(data)
    return head + (bytes([length]) if length < 128 else bytes([length & 0x7F | 0x80, length >> 7])) + data


def _text(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def _at(column: int, style: int = 0) -> bytes:
    return struct.pack("<II", column, style)


def _row(row: int, *, hidden: bool = False) -> bytes:
    return _record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def _formula(tokens: bytes) -> bytes:
    return struct.pack("<HI", 0, len(tokens)) + tokens + bytes(4)


def _place(row: int, column: int) -> bytes:
    return struct.pack("<BIH", 0x44, row, column | 0xC000)


SUM = _place(0, 0) + _place(0, 1) + b"\x03"
SHARED = struct.pack("<BIH", 0x4C, 0, 0xC000 | 0x3FFF) + b"\x1e\x02\0\x05"  # the cell to the left, times 2
EVERY = (
    _record(60, struct.pack("<IIIIH", 2, 2, 0, 0, 1))
    + _row(0)
    + _record(2, _at(0) + struct.pack("<i", 3058 << 2 | 3))  # 30.58 as hundredths
    + _record(5, _at(1, 1) + struct.pack("<d", 0.453))
    + _record(7, _at(2) + struct.pack("<I", 1))
    + _record(6, _at(3) + _text("文字"))
    + _record(4, _at(4) + b"\x01")
    + _record(3, _at(5) + b"\x17")
    + _record(5, _at(6, 2) + struct.pack("<d", 44713))
    + _row(2, hidden=True)
    + _record(9, _at(0) + struct.pack("<d", 31.033) + _formula(SUM))
    + _record(9, _at(1) + struct.pack("<d", 62.066) + _formula(struct.pack("<BI", 1, 2)))
    + _record(427, struct.pack("<5I", 2, 2, 1, 2, len(SHARED)) + SHARED + bytes(4))
    + _record(9, _at(2) + struct.pack("<d", 0) + _formula(struct.pack("<BI", 1, 2)))
    + _record(8, _at(3) + _text("高") + _formula(struct.pack("<BHIH", 0x3A, 0, 0, 0)))
    + _record(11, _at(4) + b"\x07" + _formula(b"\x1c\x07"))
    + _record(176, struct.pack("<4I", 4, 5, 0, 1))
)


@pytest.fixture(scope="module")
def binary(archive: Archive) -> Callable[[bytes], bytes]:
    """A binary workbook whose first sheet holds these records."""

    def make(sheet: bytes) -> bytes:
        def related(*kinds: str) -> bytes:
            rows = (
                f'<Relationship Id="r{at}" Type="{RELATIONS}/{kind}" Target="{kind}.bin"/>'
                for at, kind in enumerate(kinds)
            )
            return f"<Relationships>{''.join(rows)}</Relationships>".encode()

        listed = [("填报表", 0), ("隐藏", 1)]
        workbook = _record(157, struct.pack("<I", 191029)) + b"".join(
            _record(156, struct.pack("<II", state, at + 1) + _text(f"r{at * 3}") + _text(name))
            for at, (name, state) in enumerate(listed)
        )
        workbook += _record(355) + _record(362, struct.pack("<IIii", 1, 0, 0, 0))
        struck, plain = struct.pack("<HH", 220, 8), struct.pack("<HH", 220, 0)
        styles = _record(44, struct.pack("<H", 164) + _text("0.0%")) + _record(43, plain) + _record(43, struck)
        styles += _record(617)
        for number_format in (0, 164, 31):
            styles += _record(47, struct.pack("<3H", 0, number_format, 0) + bytes(10))
        styles += _record(618)
        strings = _record(19, b"\0" + _text("甲"))
        strings += _record(19, b"\x01" + _text("3035") + struct.pack("<IHHHH", 2, 0, 1, 2, 0))
        return archive(
            {
                "[Content_Types].xml": b"<Types/>",
                "xl/workbook.bin": workbook,
                "xl/_rels/workbook.bin.rels": related("worksheet", "styles", "sharedStrings", "worksheet"),
                "xl/worksheet.bin": sheet,
                "xl/styles.bin": styles,
                "xl/sharedStrings.bin": strings,
            }
        )

    return make


def test_every_kind_of_cell(binary: Callable[[bytes], bytes]) -> None:
    data = binary(EVERY)
    assert [type(reader).__name__ for reader in READERS if reader.recognises(data, "a")] == ["Xlsb"]
    sheet, other = read(data, "表.xlsb").sheets
    assert sheet.cells == {
        (1, 1): CellRead(Decimal("30.58")),
        (1, 2): CellRead(Decimal("0.453"), "0.0%"),
        (1, 3): CellRead("3035", struck=True),
        (1, 4): CellRead("文字"),
        (1, 5): CellRead(True),
        (1, 6): CellRead("#REF!", error=True),
        (1, 7): CellRead("2022-06-01", 'yyyy"年"m"月"d"日"', date=True),
        (3, 1): CellRead(Decimal("31.033"), formula="=A1+B1"),
        (3, 2): CellRead(Decimal("62.066"), formula="=A3*2"),
        (3, 3): CellRead(Decimal("124.132"), formula="=B3*2", computed=True),
        (3, 4): CellRead("高", formula="=", outside=True),
        (3, 5): CellRead("#DIV/0!", formula="=", error=True),
    }
    assert (sheet.name, sheet.hidden, other.name, other.hidden) == ("填报表", False, "隐藏", True)
    assert (sheet.merges, set(sheet.hidden_rows), set(sheet.hidden_columns)) == (((5, 1, 6, 2),), {3}, {3})


@pytest.mark.parametrize(
    ("raw", "wanted"), [(5 << 2 | 2, 5), (-5 << 2 | 2, -5), (125 << 2 | 3, 1.25), (0x3FF80000, 1.5), (0x40590001, 1.0)]
)
def test_packed_numbers(raw: int, wanted: float) -> None:
    assert packed_number(struct.pack("<i", raw), 0) == wanted


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.integers(0, len(EVERY)), piece=st.binary(max_size=6))
def test_damage_ends_in_a_document_or_one_line(
    binary: Callable[[bytes], bytes], document_or_line: Callable[[bytes, str], bool], at: int, piece: bytes
) -> None:
    document_or_line(binary(EVERY[:at] + piece + EVERY[at + len(piece) :]), "表.xlsb")


def test_a_cell_that_no_sheet_has_is_not_read(binary: Callable[[bytes], bytes]) -> None:
    far = _row(0) + _record(5, _at(20_000) + struct.pack("<d", 1))
    with pytest.raises(UnreadableFileError):
        read(binary(far), "表.xlsb")


REAL = ["d7c6_apachepoi_52575_main.xls.xlsb", "7872_apachepoi_multibookFormulaB.xls.xlsb"]


@pytest.mark.parametrize("name", REAL)
def test_real_files_hold_what_another_library_reads_and_their_links_are_said(shared: Path, name: str) -> None:
    path = shared / "excel/real" / name
    (sheet, *_) = read(path.read_bytes(), name).sheets
    other = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    values = {
        (row, column): value for row, line in enumerate(other, 1) for column, value in enumerate(line, 1) if value != ""
    }
    assert {at: cell.value for at, cell in sheet.cells.items()} == values
    assert any(cell.outside for cell in sheet.cells.values())
