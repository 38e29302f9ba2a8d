"""Workbooks: what is read of a good one, and that every bad one ends in one line."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pingbi.model import UnreadableFileError
from pingbi.readers import CellRead, Document, inputs, read
from pingbi.readers.archive import names
from pingbi.readers.document import cells_read
from pingbi.readers.xlsx_second import second_opinion

SHEET = "xl/worksheets/sheet1.xml"


def test_values_formats_formulas_and_merges_are_read(workbook: bytes) -> None:
    document = read(workbook, "表.xlsx")
    sheet = document.sheets[0]
    assert (sheet.name, sheet.hidden, document.sheets[-1].hidden) == ("填报表", False, True)
    assert sheet.cells[2, 2].value == Decimal("30.58")
    doubled = sheet.cells[2, 3]
    assert (doubled.value, doubled.formula, doubled.computed) == (Decimal("61.16"), "=B2*2", True)
    assert sheet.cells[2, 4].number_format == "0.0%"
    assert sheet.text(2, 5) == "文字"
    assert sheet.merges == ((1, 1, 1, 5),)
    assert sheet.spread()[1, 3] == "标题"


def test_a_format_is_known_by_its_bytes_not_by_its_name(workbook: bytes) -> None:
    assert read(workbook, "表.csv").sheets[0].name == "填报表"


def _changed(workbook: bytes, change: Callable[[bytes], bytes], part: str = SHEET) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data) if name == part else data)
    return out.getvalue()


def _with_entity(xml: bytes) -> bytes:
    at = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    return xml[:at] + b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml[at:]


def test_a_document_type_is_refused_in_any_part(workbook: bytes) -> None:
    for part in (SHEET, "xl/workbook.xml", "xl/styles.xml"):
        with pytest.raises(UnreadableFileError, match="外部实体"):
            read(_changed(workbook, _with_entity, part), "表.xlsx")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda xml: xml[: len(xml) // 2], id="half a sheet"),
        pytest.param(lambda _: b"", id="an empty sheet part"),
        pytest.param(lambda xml: xml.replace(b'r="B2"', b'r="ZZZZ99999999"'), id="a cell that cannot be"),
        pytest.param(lambda xml: xml.replace(b'r="B2"', b'r="XFE2"'), id="a cell beyond the last column"),
        pytest.param(lambda xml: xml.replace(b'r="B2"', b'r="C2"'), id="two cells in one place"),
    ],
)
def test_a_broken_sheet_is_said_and_the_others_are_read(workbook: bytes, change: Callable[[bytes], bytes]) -> None:
    document = read(_changed(workbook, change), "表.xlsx")
    assert ["填报表" in line for line in document.lost] == [True]
    assert [sheet.name for sheet in document.sheets] == ["Sheet", "隐藏"]


def _read_all(path: Path) -> list[Document | str]:
    done: list[Document | str] = []
    for item in inputs([path]):
        try:
            done.append(item.error or read(item.data, item.name))
        except UnreadableFileError as error:
            done.append(str(error))
    return done


def test_flipped_and_lost_bytes_never_raise_anything_else(workbook: bytes, tmp_path: Path) -> None:
    chance = random.Random(2022)  # noqa: S311  # the same damage every time
    path = tmp_path / "表.xlsx"
    whole = 0
    for _ in range(200):
        data = bytearray(workbook)
        for _ in range(chance.choice((1, 1, 4, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.choice((len(data), len(data), chance.randrange(len(data))))])
        whole += any(isinstance(result, Document) for result in _read_all(path))
    assert 0 < whole < 200


def test_names_of_an_archive_are_given_with_strokes_or_not_at_all(archive: Callable[[dict[str, bytes]], bytes]) -> None:
    assert names(archive({"xl\\a.xml": b""})) == ("xl/a.xml",)
    assert names(b"PK\x03\x04 and no more") is None


def test_the_quick_way_to_a_number_makes_the_same_cell() -> None:
    values, formats = [Decimal("30.58"), Decimal(7)], ["0.00", "General"]
    assert cells_read(values, formats) == [CellRead(Decimal("30.58"), "0.00"), CellRead(Decimal(7))]


def test_a_second_opinion_is_the_same_where_both_can_read(workbook: bytes) -> None:
    """openpyxl is asked only where our reader fails: its cells have the same shape; none is computed yet."""
    ours, theirs = read(workbook, "表.xlsx"), second_opinion(workbook, "表.xlsx", "另存")
    assert theirs is not None
    assert [(sheet.name, sheet.hidden, sheet.merges) for sheet in theirs.sheets] == [
        (sheet.name, sheet.hidden, sheet.merges) for sheet in ours.sheets
    ]
    for at, cell in ours.sheets[0].cells.items():
        other = theirs.sheets[0].cells[at]
        assert replace(cell, computed=False, value=None if cell.computed else cell.value) == other
    assert theirs.formats


def test_a_second_opinion_is_not_asked_about_far_cells_or_document_types(workbook: bytes) -> None:
    far = _changed(workbook, lambda xml: xml.replace(b'r="B2"', b'r="XFD1048576"'))
    assert second_opinion(far, "表.xlsx", "另存") is None
    with pytest.raises(UnreadableFileError, match="外部实体"):
        second_opinion(_changed(workbook, _with_entity), "表.xlsx", "另存")
