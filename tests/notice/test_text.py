"""The outline: an office's own, headings numbered anew, what says nothing left out; titles in lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from pingbi.notice import Given, composed
from pingbi.notice.heading import in_lines, width
from pingbi.notice.paper import Paragraph
from pingbi.notice.text import numeral

Make = Callable[..., Given]
Texts = Callable[[Given], list[str]]
ROWS = "甲\n甲县 9\n乙县 8"


def body(given: Given) -> list[str]:
    """The paragraphs between the addressee and the list of 附件."""
    blocks = [row for row in composed(given).blocks if isinstance(row, Paragraph)]
    styles = [row.style for row in blocks]
    first, last = styles.index("addressee") + 1, styles.index("blank", styles.index("addressee"))
    return [row.text for row in blocks[first:last]]


def test_an_office_writes_its_own_outline(given: Make) -> None:
    lines = [
        "{单位}通报：{first}",
        "三、进步",
        "{risen}",
        "五、其他",
        "（四）要闻。不变。",
        "（七）空话",
        "{tied}",
        "六、末尾",
        "完。",
    ]
    notice = f"notice = {{paragraphs = {lines}}}".replace("'", '"')
    assert body(given(ROWS, tables=notice)) == [
        "某市工信局通报：综合得分由高到低依次是甲县（9.00分）、乙县（8.00分）。",
        "一、其他",
        "（一）要闻。不变。",
        "二、末尾",
        "完。",
    ]
    assert body(given(ROWS, tables=notice.replace("paragraphs", "sentences"))) == body(given(ROWS, tables=notice))


def test_an_office_words_a_sentence_its_own_way_or_leaves_it_out(given: Make) -> None:
    own = 'notice = {sentences = {everyone = "{县区}共{个数}家入围。", scope = "", item = "{评比项}：{extremes}"}}'
    found = body(given(ROWS, tables=own))
    assert "（一）总体情况。甲县、乙县共2家入围。" in found
    assert "（一）甲：甲最高的是甲县（9.00亿元），最低的是乙县（8.00亿元）。" in found


def test_title_addressee_date_and_requirements_are_the_scheme_s(given: Make, texts: Texts) -> None:
    notice = 'title = "{时期}通报", addressee = "各县：", date = "2022-07-05", requirements = ["{时期}以后照办。"]'
    found = texts(given(ROWS, tables=f"notice = {{{notice}}}"))
    assert found[:2] == ["2022年上半年通报", "各县："]
    assert "2022年7月5日" in found
    assert "2022年上半年以后照办。" in found
    blank = texts(given(ROWS))
    assert blank[0] == "关于2022年上半年评比情况的通报"
    assert "　　　　年　　月　　日" in blank


def test_secrecy_and_number_stand_above_the_title(given: Make, texts: Texts) -> None:
    found = texts(given(ROWS, tables='print = {secrecy = "内部", document_number = "濮工信〔2022〕15号"}'))
    assert found[:2] == ["内部", "濮工信〔2022〕15号"]


@pytest.mark.parametrize(
    ("choice", "titles"),
    [
        pytest.param("all", ["2022年上半年评比得分表", "2022年上半年评比主要指标完成情况表"], id="all"),
        pytest.param("totals", ["2022年上半年评比得分表"], id="totals"),
        pytest.param("none", [], id="none"),
    ],
)
def test_the_list_of_annexes_names_what_follows(given: Make, texts: Texts, choice: str, titles: list[str]) -> None:
    found = texts(given(ROWS, tables=f'notice = {{attachments = "{choice}"}}'))
    listed = [text for text in found if text.startswith("附件：") or text[:2] in ("2.", "3.")]
    wanted = [
        f"{'附件：' if at == 1 else ''}{f'{at}.' if len(titles) > 1 else ''}{name}" for at, name in enumerate(titles, 1)
    ]
    assert listed == wanted
    heads = [text for text in found if text.startswith("附件") and len(text) < 5]
    assert heads == ([f"附件{at}" for at in range(1, len(titles) + 1)] if len(titles) > 1 else ["附件"][: len(titles)])
    assert [text for text in found if text in titles] == titles


def test_numerals() -> None:
    assert [numeral(number) for number in (1, 9, 10, 11, 20, 21, 99)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
    ]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        pytest.param("评比情况的通报", ["评比情况的通报"], id="short"),
        pytest.param(
            "关于2022年上半年“工业项目攻坚年”半年综合评比情况的通报",
            ["关于2022年上半年“工业项目攻坚年”", "半年综合评比情况的通报"],
            id="between words",
        ),
        pytest.param("自己的\n分行", ["自己的", "分行"], id="lines of its own"),
    ],
)
def test_a_title_is_cut_between_words(title: str, lines: list[str]) -> None:
    assert in_lines(title, 20).split("\n") == lines


@whatever(st.text("关于年的”“2甲情况", max_size=70), st.integers(4, 24))
def test_no_character_is_lost_and_no_line_too_long(title: str, room: int) -> None:
    """Where a title cannot be cut so (a row of characters that begin no line), it stays as it is."""
    found = in_lines(title, room)
    assert found.replace("\n", "") == title
    assert found == title or all(0 < width(line) <= room for line in found.split("\n"))
    if not set(title) & set("”的年2"):
        assert all(width(line) <= room for line in found.split("\n"))
