"""Workbooks of many programs, marked: nothing is read otherwise, nothing else in the file is changed."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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


@pytest.fixture(scope="module")
def broken_books(
    rich: Callable[..., bytes], plain: Callable[..., dict[str, bytes]], parts_of: Callable[[bytes], dict[str, bytes]]
) -> list[dict[str, bytes]]:
    books = [parts_of(rich()), parts_of(rich(button=True)), plain(prefix="x")]
    for book in books[:2]:
        book["[Content_Types].xml"] = book.pop("[content_types].xml")
    return books


def never_worse(data: bytes, scheme: Scheme, finding: Finding) -> None:
    back = marked(data, "表.xlsx", [finding], scheme)
    if back.marked:
        before, after = read(data, "表.xlsx"), read(back.data, "表.xlsx")
        assert after.sheets[: len(before.sheets)] == before.sheets
        assert (after.sheets[-1].name, after.lost) == ("退回单", before.lost)


def test_without_any_one_part_a_file_is_marked_rightly_or_not_at_all(
    broken_books: list[dict[str, bytes]],
    packed_as: Callable[[dict[str, bytes]], bytes],
    scheme: Scheme,
    said: Callable[..., Finding],
) -> None:
    finding = said("表.xlsx", "填报表!C3", "填报表!M30")
    for book in broken_books:
        for name in book:
            never_worse(packed_as({other: part for other, part in book.items() if other != name}), scheme, finding)


@given(
    st.data(),
    st.sampled_from([b"", b"-1", b"99999999", b"<", b"</x:c>", b'"', b"&amp;", b"\xff\x00", b"<!-- <c/> -->"]),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_with_torn_xml_a_file_is_marked_rightly_or_not_at_all(
    broken_books: list[dict[str, bytes]],
    packed_as: Callable[[dict[str, bytes]], bytes],
    scheme: Scheme,
    said: Callable[..., Finding],
    data: st.DataObject,
    new: bytes,
) -> None:
    book = dict(data.draw(st.sampled_from(broken_books)))
    name = data.draw(st.sampled_from(sorted(part for part in book if part.endswith(("xml", "rels", "vml")))))
    start = data.draw(st.integers(0, len(book[name])))
    end = data.draw(st.integers(start, min(len(book[name]), start + 40)))
    book[name] = book[name][:start] + new + book[name][end:]
    never_worse(packed_as(book), scheme, said("表.xlsx", "填报表!C3", "填报表!M30"))
