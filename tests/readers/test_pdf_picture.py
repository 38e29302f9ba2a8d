"""A page of a PDF as it is printed: its picture, and where words stand on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.model import UnreadableFileError
from pingbi.readers.pdf_picture import Box, Marked, Picture, picture

Printed = Callable[..., bytes]
PAGE = [(50, 700, 12, "工业投资30.58亿元，"), (50, 680, 12, "同比增长45%；技改投资"), (50, 660, 12, "30.58亿元。")]


def darkest(found: Picture, box: Box) -> int:
    rows = range(int(box.top * found.high), int(box.bottom * found.high) + 1)
    columns = range(int(box.left * found.wide), int(box.right * found.wide) + 1)
    return min(found.pixels[row * found.stride + 3 * column] for row in rows for column in columns)


def across(box: Box) -> float:
    """In points of A4."""
    return (box.right - box.left) * 595


def test_the_page_is_as_wide_as_asked_and_has_its_words_where_they_are_said_to_be(printed: Printed) -> None:
    found = picture(printed(PAGE, PAGE), None, 2, 1190, [Marked("同比增长45%")])
    assert (found.number, found.count, found.wide, found.high) == (2, 2, 1190, 1684)
    assert len(found.pixels) == found.stride * found.high
    (box,) = found.boxes
    assert box.left == pytest.approx(50 / 595, abs=0.01)
    assert across(box) == pytest.approx(7 * 12, abs=1)  # each character of this typeface is as wide as high
    assert 1 - 700 / 842 < (box.top + box.bottom) / 2 < 1 - 670 / 842
    above = Box(box.left, 0.0, box.right, 0.1)
    assert darkest(found, above) == 255


def test_of_words_that_are_alike_the_one_that_is_meant_is_marked(printed: Printed) -> None:
    first, second = (picture(printed(PAGE), None, 1, 600, [Marked("30.58亿元", at)]).boxes[0] for at in (0, 1))
    assert first.top < second.top
    assert picture(printed(PAGE), None, 1, 600, [Marked("30.58亿元")]).boxes == ()
    assert picture(printed(PAGE), None, 1, 600, [Marked("没有的字")]).boxes == ()


def test_words_over_two_lines_have_a_box_each(printed: Printed) -> None:
    found = picture(printed(PAGE), None, 1, 600, [Marked("技改投资30.58亿元", 0)])
    upper, lower = found.boxes
    assert upper.bottom <= lower.top + 0.01
    assert across(upper) == pytest.approx(4 * 12, abs=1)
    assert lower.left == pytest.approx(50 / 595, abs=0.01)
    assert across(lower) == pytest.approx(7 * 12, abs=1)


def test_a_password_is_needed_here_too(printed: Printed) -> None:
    word = "123456"
    data = printed(PAGE, password=word)
    with pytest.raises(UnreadableFileError, match="有密码"):
        picture(data, None, 1, 600, [])
    assert picture(data, word, 1, 600, []).count == 1


def test_a_page_that_is_not_there_is_the_nearest(printed: Printed) -> None:
    assert picture(printed(PAGE), None, 7, 600, []).number == 1
