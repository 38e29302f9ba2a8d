"""Workbooks of many programs, marked: nothing is read otherwise, nothing else in the file is changed."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook

from pingbi.model import Finding, Level, UnreadableFileError
from pingbi.model.returned import MARK
from pingbi.readers import Document, column_letter, read
from pingbi.readers.xlsx import Xlsx
from pingbi.returns import marked
from pingbi.scheme import Scheme

LEVELS = tuple(Level)


def cells_of(document: Document) -> list[str]:
    """The first, a middle and the last cell of every sheet, an empty one beside it, and one far below."""
    found = []
    for sheet in document.sheets:
        places = list(sheet.cells)
        picked = {places[0], places[len(places) // 2], places[-1]} if places else set()
        picked |= {
            (sheet.rows + 1, min(sheet.columns + 1, 16_384)),
            (sheet.rows + 40, 3),
            (1, min(sheet.columns + 2, 16_384)),
        }
        found += [f"{sheet.name}!{column_letter(column)}{row}" for row, column in sorted(picked)]
    return found


def test_every_workbook_of_the_corpus_is_marked_and_read_as_before(
    real: dict[str, bytes], scheme: Scheme, said: Callable[..., Finding], faults_of: Callable[..., list[str]]
) -> None:
    found: dict[str, list[str]] = {}
    alone = set()
    done = 0
    for name, data in real.items():
        if not Xlsx.recognises(data, name):
            continue
        try:
            document = read(data, name)
        except UnreadableFileError:
            assert not marked(data, name, [said(name)], scheme).marked
            continue
        cells = cells_of(document)
        findings = [said(name, cell, level=LEVELS[at % 4], words=f"第{at}处") for at, cell in enumerate(cells)]
        back = marked(data, name, findings, scheme)
        if not back.marked:
            alone.add(name)
            continue
        done += 1
        if wrong := faults_of(data, back.data, name):
            found[name] = wrong
    assert found == {}
    assert alone == {"28de_invalid-xml.xlsx"}  # its sheet is no XML
    assert done > 20


def test_openpyxl_finds_the_marks_on_the_cells(
    real: dict[str, bytes], scheme: Scheme, said: Callable[..., Finding]
) -> None:
    seen = 0
    for name, data in real.items():
        if not Xlsx.recognises(data, name):
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                load_workbook(BytesIO(data))
                document = read(data, name)
        except Exception:  # noqa: BLE001, S112  # what openpyxl itself cannot open says nothing
            continue
        cells = cells_of(document)
        back = marked(data, name, [said(name, *cells, level=Level.MANDATORY)], scheme)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(back.data))
        for place in cells:
            sheet, cell = place.rsplit("!", 1)
            there = book[sheet][cell] if sheet in book.sheetnames else None  # it passes over broken ones
            if there is None or type(there).__name__ == "MergedCell":
                continue
            assert there.fill.fgColor.rgb == "FFFFC7CE", (name, place)
            assert MARK in there.comment.text, (name, place)
            seen += 1
    assert seen > 100


@pytest.mark.parametrize("cut", [100, 3000])
def test_a_torn_file_comes_back_as_the_list_alone(
    real: dict[str, bytes], scheme: Scheme, said: Callable[..., Finding], cut: int
) -> None:
    name = "c206_2020年春季教材订购明细样表.xlsx"
    back = marked(real[name][:cut], name, [said(name, "Sheet1!A1")], scheme)
    assert not back.marked
    assert read(back.data, back.name).sheets[0].name == "退回单"
