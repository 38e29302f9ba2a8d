"""Which page of a PDF is shown beside a figure, and what is marked on it."""

from __future__ import annotations

from pingbi.casework.source_pages import Asked, Marked, asked_for
from pingbi.casework.sources import Read, Source, Span
from pingbi.model import InSheet

FIRST, SECOND = "甲县投资 30.58 亿元，\n", "乙县投资 30.58\n亿元，丙县投资30.58亿元。"
SOURCE = Source(1, "材料.pdf", (), FIRST + SECOND, (0, len(FIRST)), (), Read({}, {}, ()))


def span(words: str, begins: int = 0) -> Span:
    start = (FIRST + SECOND).index(words, begins)
    return Span(start, start + len(words))


def test_words_are_marked_on_their_page_and_told_from_those_that_are_alike() -> None:
    assert asked_for(SOURCE, [span("30.58 亿元")]) == Asked(1, (Marked("30.58亿元", 0),))
    assert asked_for(SOURCE, [span("30.58\n亿元")]) == Asked(2, (Marked("30.58亿元", 0),))
    assert asked_for(SOURCE, [span("30.58亿元")]) == Asked(2, (Marked("30.58亿元", 1),))


def test_of_words_on_several_pages_those_of_the_first_are_marked() -> None:
    asked = asked_for(SOURCE, [span("30.58亿元"), span("甲县"), span("30.58 亿元")])
    assert asked == Asked(1, (Marked("甲县", 0), Marked("30.58亿元", 0)))


def test_a_cell_of_a_printed_table_is_marked_where_it_is_the_only_one_of_its_words() -> None:
    assert asked_for(SOURCE, [], [InSheet("材料.pdf", "第2页表", "B1", "30.58 ")]) == Asked(2, (Marked("30.58"),))
    assert asked_for(SOURCE, [], [InSheet("材料.pdf", "别的", "B1", "30.58")]) == Asked()


def test_without_a_place_it_is_the_first_page() -> None:
    assert asked_for(SOURCE, []) == Asked(1, ())
