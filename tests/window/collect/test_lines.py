"""The words of a line of the list of files, of merged lines and of the days left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pingbi.casework.filed import Filed
from pingbi.casework.finding_words import plain
from pingbi.casework.matrix import CountyRow, Whole
from pingbi.casework.status import Stage
from pingbi_qt.collect.lines import FileLine, Way, line_of, sign_of, size_words, words_of
from pingbi_qt.collect.matrix_model import on_screen as number_on_screen
from pingbi_qt.collect.matrix_model import room
from pingbi_qt.collect.merged import Reading, merged_line
from pingbi_qt.collect.strip import left_words, moment_words
from pingbi_qt.collect.trouble import consequence

GOOD = Filed(1, "甲县.xlsx", 31_000, ("甲县",), False, 8, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("row", "words", "sign"),
    [
        pytest.param(GOOD, "已读 8 项，甲县", "tick", id="all is right"),
        pytest.param(GOOD._replace(doubtful=2), "已读 8 项，2 处存疑，甲县", "triangle_alert", id="doubtful"),
        pytest.param(GOOD._replace(read=7, unclear=1), "已读 7 项，1 项看不懂，甲县", "triangle_alert", id="unclear"),
        pytest.param(GOOD._replace(read=7, exempt=1), "已读 7 项，免报 1 项，甲县", "tick", id="exempt"),
        pytest.param(GOOD._replace(read=7, lacking=1), "已读 7 项，缺 1 项，甲县", "triangle_alert", id="lacking"),
        pytest.param(
            GOOD._replace(version=2, doubtful=1), "已读 8 项，1 处存疑，替换第1版", "triangle_alert", id="newer"
        ),
        pytest.param(GOOD._replace(replaced=True), "第1版，已被新的一版替换", "tick", id="replaced"),
        pytest.param(GOOD._replace(read=0), "没有读出数，甲县", "octagon_cross", id="nothing in it"),
        pytest.param(
            GOOD._replace(read=0, counties=(), strange=("甲县",)),
            "甲县不在方案里，没有用它的数",
            "octagon_cross",
            id="of a county that the scheme has no more",
        ),
        pytest.param(GOOD._replace(read=0, facts=3), "读出 3 条文字，甲县", "tick", id="statements of a text"),
        pytest.param(
            GOOD._replace(counties=("甲县", "乙县", "丙县")),
            "已读 8 项，甲县等 3 个县区",
            "tick",
            id="several counties",
        ),
        pytest.param(GOOD._replace(city=True), "已读 8 项，全市和甲县", "tick", id="the city too"),
        pytest.param(
            GOOD._replace(read=0, unreadable="文件不完整或已损坏，请让报送单位重新发送"),
            "打不开：文件不完整或已损坏",
            "octagon_cross",
            id="unreadable",
        ),
        pytest.param(
            GOOD._replace(read=0, unreadable="文件有打开密码", locked=True),
            "打不开：文件有打开密码",
            "lock",
            id="locked",
        ),
    ],
)
def test_a_submission_says_what_was_read_of_it(row: Filed, words: str, sign: str) -> None:
    assert words_of(line_of(row)) == words
    assert sign_of(line_of(row))[0] == sign


@pytest.mark.parametrize(
    ("way", "words"),
    [
        pytest.param(Way.WAITING, "等着读", id="waiting"),
        pytest.param(Way.READING, "正在读", id="reading"),
        pytest.param(Way.READ, "已读完，等前面的文件", id="read"),
        pytest.param(Way.REFUSED, "没有收：没有这个文件或文件夹", id="refused"),
    ],
)
def test_a_file_on_its_way_says_how_far_it_is(way: Way, words: str) -> None:
    line = FileLine("甲县.xlsx", 1, way, reason="没有这个文件或文件夹")
    assert words_of(line) == words
    assert line.under_way is (way is not Way.REFUSED)


def test_a_file_that_is_read_for_long_says_for_how_long() -> None:
    line = FileLine("甲县.xlsx", 1, Way.READING)
    line.since -= 12.5
    assert words_of(line) == "正在读，12 秒"


@pytest.mark.parametrize(("size", "words"), [(0, ""), (10, "1 KB"), (31_000, "30 KB"), (1_258_291, "1.2 MB")])
def test_a_size_is_told_in_two_units(size: int, words: str) -> None:
    assert size_words(size) == words


@pytest.mark.parametrize(
    "reason",
    [
        "文件有打开密码；请用 --password 给出口令，或请报送单位在 Excel、WPS 的“文件—信息—保护”里去掉打开密码后再报",
        "压缩包有密码，请用 --password 给出口令，或解压后再读",
        "PDF 有密码，请去掉密码后再报，或用 --password 给出密码",
    ],
)
def test_what_only_the_command_line_knows_is_left_out(reason: str) -> None:
    assert "--" not in plain(reason)
    assert "密码" in plain(reason)


def test_what_is_wrong_says_what_it_means_for_the_rest() -> None:
    line = line_of(GOOD._replace(read=0, unreadable="文件不完整或已损坏，请让报送单位重新发送"))
    assert (
        consequence(line, 6, lacking=True)
        == "文件不完整或已损坏，请让报送单位重新发送。原文件未动，其余 6 个不受影响，甲县暂记为缺。"
    )
    assert (
        consequence(FileLine("甲县.xlsx", 1, Way.REFUSED, reason="没有这个文件或文件夹"), 0, lacking=True)
        == "没有这个文件或文件夹。"
    )
    assert consequence(line, 6, lacking=False).endswith("原文件未动，其余 6 个不受影响。")
    gone = line_of(GOOD._replace(read=0, counties=(), strange=("甲县",)))
    assert consequence(gone, 6, lacking=False) == "甲县不在方案里，没有用它的数。原文件未动，其余 6 个不受影响。"


ROW = CountyRow("甲县", Whole.MISSING, (), 0, 8, Stage.MISSING)


@pytest.mark.parametrize(
    ("row", "words", "link"),
    [
        pytest.param(ROW, "整份未报，还没催过", "复制催报文字", id="silent"),
        pytest.param(
            ROW._replace(chased=2, last_chased="2022-07-07T09:00:00+08:00"),
            "整份未报，已催 2 次（7月7日）",
            "复制催报文字",
            id="chased",
        ),
        pytest.param(
            ROW._replace(whole=Whole.UNREADABLE, file="汇总.zip/甲县.xlsx", reason="文件不完整或已损坏，请重新发送"),
            "报了，但文件打不开：甲县.xlsx，文件不完整或已损坏",
            "看原因",
            id="unreadable",
        ),
        pytest.param(
            ROW._replace(whole=Whole.EMPTY, file="甲县.docx"), "报了，但没有读出数：甲县.docx", "看原因", id="empty"
        ),
        pytest.param(ROW._replace(whole=Whole.EXEMPT), "整份免报", "", id="exempt"),
    ],
)
def test_a_county_without_a_figure_is_one_line(row: CountyRow, words: str, link: str) -> None:
    line = merged_line(row, None)
    assert line is not None
    assert (line.words, line.link, line.share) == (words, link, None)


def test_a_county_whose_file_is_read_says_so_and_one_with_figures_keeps_them() -> None:
    reading = Reading("甲县.xlsx", 3, 6)
    line = merged_line(ROW, reading)
    assert line is not None
    assert (line.words, line.share) == ("正在读：甲县.xlsx", 0.5)
    assert merged_line(ROW._replace(whole=Whole.NONE), reading) is None


@pytest.mark.parametrize(
    ("days", "words", "ink"),
    [
        (None, "", "text2"),
        (9, "还剩 9 天", "text2"),
        (2, "还剩 2 天", "warn"),
        (0, "今天截止", "warn"),
        (-3, "已过 3 天", "err"),
        (-1600, "已截止", "text2"),
    ],
)
def test_the_days_left_are_amber_soon_and_red_after(days: int | None, words: str, ink: str) -> None:
    assert left_words(days) == (words, ink)


def test_a_deadline_of_another_year_names_it() -> None:
    assert moment_words("2022-07-10T18:00", 2022) == "7月10日 18:00"
    assert moment_words("2022-07-10", 2026) == "2022年7月10日"


def test_a_minus_on_screen_is_a_true_one() -> None:
    assert number_on_screen("-3.2") == "\u22123.2"
    assert number_on_screen("-") == "-"


@pytest.mark.parametrize(("texts", "widest"), [(("30.58", "可不报"), "可不报"), (("12345.67", "缺"), "12345.67")])
def test_a_column_is_as_wide_as_its_widest_words(texts: tuple[str, ...], widest: str) -> None:
    assert max(texts, key=room) == widest


def test_lines_are_told_apart_while_their_state_changes() -> None:
    line = FileLine("甲县.xlsx", 1, Way.WAITING, run=2, order=5)
    assert replace(line, way=Way.READING).key == line.key != replace(line, order=6).key
