"""Tables as text: how they are divided, and when a text is one."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.readers import READERS, Document, read
from pingbi.readers.decoding import decode

TABLE = "县区,工业投资\n南乐县,30.58\n范县,—\n"


def _cells(document: Document) -> dict[tuple[int, int], str]:
    return {at: cell.text for at, cell in document.sheets[0].cells.items()}


DIVIDED = [
    pytest.param("县区;投资\n南乐县;30,58\n范县;1,5\n", (2, 2), "30,58", id="commas in numbers"),
    pytest.param("县区\t说明\n南乐县\t甲，乙，丙\n范县\t甲,乙\n", (2, 2), "甲，乙，丙", id="commas in words"),
    pytest.param("2022年，上半年\n县区,投资\n南乐县,30.58\n", (3, 2), "30.58", id="a title with another mark"),
    pytest.param("县区|投资\n南乐县|30.58\n", (2, 2), "30.58", id="strokes"),
    pytest.param("县区，投资\n南乐县，30.58\n", (2, 2), "30.58", id="full-width commas"),
    pytest.param('县区,投资\n南乐县,"1,234.5"\n', (2, 2), "1,234.5", id="thousands in quotes"),
    pytest.param("sep=;\n县区;a,b,c\n南乐县;1,2,3\n", (2, 2), "1,2,3", id="as its first line says"),
    pytest.param("县区\n南乐县\n", (2, 1), "南乐县", id="one column"),
    pytest.param("=cmd|' /C calc'!A0\n=1+1\n", (1, 1), "=cmd|' /C calc'!A0", id="a stroke in a hostile cell"),
]


@pytest.mark.parametrize(("text", "at", "wanted"), DIVIDED)
def test_a_table_is_divided_by_what_makes_it_regular(text: str, at: tuple[int, int], wanted: str) -> None:
    assert _cells(read(text.encode(), "表.csv"))[at] == wanted


def test_a_row_whose_number_fell_apart_is_not_read_and_said() -> None:
    document = read("县区,投资,备注\n南乐县,1,234.5,无\n范县,20,无\n台前县,30,无\n".encode(), "表.csv")
    assert {row for row, _ in _cells(document)} == {1, 3, 4}
    assert [words[:4] for words in document.lost] == ["第2行比"]


@pytest.mark.parametrize(
    ("encoding", "name"),
    list(product(["utf-8", "gbk", "utf-16", "utf-16-le", "utf-16-be"], ["表.csv", "表.tsv", "表.txt", "表.xls"])),
)
def test_encodings_without_a_mark_under_every_name(encoding: str, name: str) -> None:
    data = TABLE.replace(",", "\t").encode(encoding)
    assert _cells(read(data, name))[2, 2] == "30.58"
    assert len([reader for reader in READERS if reader.recognises(data, name)]) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("南乐县,工业投资30.58亿元,增长45%。\n清丰县,工业投资25.31亿元,增长47%。\n", id="sentences"),
        pytest.param(
            "上半年，南乐县完成\n工业投资30.58亿元，\n同比增长45%，居\n第3位，名次靠前\n", id="lines of a page"
        ),
        pytest.param("南乐县\n30.58\n", id="lines of one word"),
    ],
)
def test_a_text_is_no_table(text: str) -> None:
    assert read(text.encode(), "材料.txt").text == text


def test_a_regular_table_is_one_under_the_name_of_a_text() -> None:
    assert _cells(read(TABLE.encode(), "报送.txt"))[3, 1] == "范县"


def test_shared_files(shared: Path) -> None:
    def first(name: str) -> dict[tuple[int, int], str]:
        return _cells(read((shared / "excel" / name).read_bytes(), name))

    assert first("hostile/tsv_gbk_as.xls") == {(1, 1): "单位", (1, 2): "GDP", (2, 1): "城关区", (2, 2): "1"}
    assert first("hostile/utf16le_tab.csv")[2, 2] == "1"
    assert first("hostile/gbk.csv")[2, 2] == "1,230.58"
    assert not any(
        cell.formula
        for cell in read((shared / "excel/hostile/injection_payloads.csv").read_bytes(), "a.csv")
        .sheets[0]
        .cells.values()
    )


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("约", "gb18030"),
        ("甲,约", "gb18030"),
        ("约8亿", "utf-8"),
        ("a²·b", "utf-8"),
        ("Δ增长", "utf-8"),
        ("Ğ€", "utf-8"),
    ],
)
def test_few_characters_are_read_in_the_encoding_they_are_in(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(
    st.lists(
        st.lists(st.text("县区12.5—约 亿元", min_size=1, max_size=6).filter(str.strip), min_size=3, max_size=3),
        min_size=2,
        max_size=8,
    ),
    st.sampled_from("\t,;|，"),
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
)
def test_what_is_written_is_read(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)
    wanted = {(at, column): word.strip() for at, row in enumerate(rows, 1) for column, word in enumerate(row, 1)}
    assert _cells(read(text.encode(encoding), "表.csv")) == wanted
