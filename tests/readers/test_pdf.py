"""PDF: columns in reading order, titles across them, paragraphs, page numbers; what has no text is said."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from pingbi import pipeline
from pingbi.extraction import extract
from pingbi.model import Source, UnreadableFileError
from pingbi.readers import read

Written = tuple[float, float, float, str]
Printed = Callable[..., bytes]
Judge = Callable[[bytes, str], bool]
ONE_LINE = r"^[^\n]*[\u4e00-\u9fff][^\n]*$"
LEFT = (
    "今年上半年，我市工业经济延续了去",
    "年四季度以来的回升势头，主要指标",
    "好于预期，全市完成工业投资一百亿",
    "元，同比增长两成。",
)
RIGHT = (
    "下一步，各县区要把项目建设摆在突",
    "出位置，加强要素保障，确保全年目",
    "标任务圆满完成。各部门要主动靠前",
    "服务，帮助企业解决难题。",
)


def column(left: float, top: float, lines: tuple[str, ...], pitch: float = 20) -> list[Written]:
    return [(left, top - pitch * row, 12, text) for row, text in enumerate(lines)]


def text_of(data: bytes) -> str:
    return read(data, "材料.pdf").text or ""


def test_two_columns_are_read_one_after_the_other(printed: Printed) -> None:
    page = [words for pair in zip(column(50, 700, LEFT), column(310, 700, RIGHT), strict=True) for words in pair]
    assert text_of(printed(page)) == "\n".join(("".join(LEFT), "".join(RIGHT)))


def test_three_columns_with_a_title_over_two_of_them(printed: Printed) -> None:
    short = [tuple(line[:12] for line in side) for side in (LEFT, RIGHT, LEFT)]
    page = column(40, 660, short[0]) + column(215, 620, short[1]) + column(390, 620, short[2])
    page.append((240, 660, 22, "跨两栏的标题写在这里"))
    assert text_of(printed(page)) == "".join(short[0]) + "\n\n跨两栏的标题写在这里\n\n" + "".join(short[1] + short[2])


def test_a_title_in_the_middle_divides_what_is_above_from_what_is_below(printed: Printed) -> None:
    page = column(50, 700, LEFT) + column(310, 706, RIGHT) + column(50, 500, RIGHT) + column(310, 500, LEFT)
    page.append((120, 560, 20, "第二篇文章的标题横跨两栏"))
    above, below = text_of(printed(page)).split("\n\n第二篇文章的标题横跨两栏\n\n")
    assert (above, below) == ("\n".join(("".join(LEFT), "".join(RIGHT))), "\n".join(("".join(RIGHT), "".join(LEFT))))


TABLE = (("县区", "工业投资", "同比"), ("南乐县", "30.58", "45"), ("清丰县", "25.31", "47"), ("台前县", "18.6", "-3.2"))


def laid_out(lines: tuple[tuple[str, ...], ...], top: float) -> list[Written]:
    return [(60 + 150 * at, top - 20 * row, 12, text) for row, line in enumerate(lines) for at, text in enumerate(line)]


def test_a_table_is_a_sheet_with_its_title_and_its_unit(printed: Printed) -> None:
    page = [(200.0, 760.0, 16.0, "上半年工业投资情况"), (440.0, 735.0, 12.0, "单位：亿元、%"), *laid_out(TABLE, 700)]
    page.append((74.0, 560.0, 12.0, "投资增速总体平稳，南乐县增长45%。"))
    document = read(printed(page), "材料.pdf")
    (sheet,) = document.sheets
    assert sheet.name == "第1页表1"
    assert [sheet.text(row, 1) for row in range(1, 7)] == [
        "上半年工业投资情况",
        "单位：亿元、%",
        *(line[0] for line in TABLE),
    ]
    assert [sheet.text(row, 3) for row in range(3, 7)] == [line[2] for line in TABLE]
    assert document.text == "上半年工业投资情况\n\n单位：亿元、%\n\n投资增速总体平稳，南乐县增长45%。"


def test_headings_of_several_lines_columns_with_few_numbers_and_spaced_names(printed: Printed) -> None:
    lines = (("范　县", "30.58", "45", ""), ("清丰县", "25.31", "47", "8.6"), ("台前县", "18.6", "-3.2", "7.9"))
    page = [words for words in laid_out((("县区", "完成工业", "增长", "税收"), *lines), 700) if words[3]]
    page.append((210.0, 688.0, 12.0, "投资（亿元）"))  # between the headings and the first county
    page = [(left, top - 12 if top < 688 else top, size, text) for left, top, size, text in page]
    (sheet,) = read(printed(page), "材料.pdf").sheets
    assert [sheet.text(1, column) for column in range(1, 5)] == ["县区", "完成工业投资（亿元）", "增长", "税收"]
    assert [sheet.text(row, 1) for row in (2, 3, 4)] == ["范 县", "清丰县", "台前县"]
    assert [sheet.text(row, 4) for row in (2, 3, 4)] == ["", "8.6", "7.9"]


def test_a_heading_over_several_columns_is_merged_over_them(printed: Printed) -> None:
    page = [
        (190.0, 720.0, 12.0, "完成情况及其同比增减幅度一览表格"),
        (60.0, 720.0, 12.0, "单位"),
        *laid_out(TABLE, 700),
    ]
    (sheet,) = read(printed(page), "材料.pdf").sheets
    assert sheet.merges == ((1, 2, 1, 3),)
    assert sheet.text(2, 3) == "同比"


def test_the_figures_of_a_printed_table_are_read_and_lead_to_its_page(printed: Printed) -> None:
    data = printed(column(50, 700, LEFT), [(200.0, 760.0, 16.0, "上半年工业投资情况"), *laid_out(TABLE, 700)])
    found = extract(read(data, "材料.pdf"), pipeline.load_scheme(""))
    rows = [row for row in found.figures if row.source is Source.CITY_TABLE]
    places = {row.county: str(row.origin) for row in rows if row.indicator == "industrial_investment"}
    assert places == {
        "南乐县": "材料.pdf［第2页表1!B3］",
        "清丰县": "材料.pdf［第2页表1!B4］",
        "台前县": "材料.pdf［第2页表1!B5］",
    }


FULL = "上半年，全市工业生产平稳，投资较", "快增长。下半年要继续加力，不松懈。"
SHORT = "一是抓项目，重点盯住开工和投产两", "个环节。"
LAST = "二是抓考核，结果按月进行通报。"


@pytest.mark.parametrize("indent", [24, 0], ids=["by their indent", "by a short last line where none is indented"])
def test_paragraphs_are_told(printed: Printed, indent: float) -> None:
    opening = (SHORT[0], FULL[0])
    lines = (*SHORT, *FULL, *SHORT)
    page = [(50 + indent * (text in opening), 700 - 20 * row, 12, text) for row, text in enumerate(lines)]
    wanted = ["".join(SHORT), "".join(FULL), "".join(SHORT)] if indent else ["".join(SHORT), "".join((*FULL, *SHORT))]
    assert text_of(printed(page)).split("\n\n") == wanted


def test_a_wide_gap_begins_a_paragraph(printed: Printed) -> None:
    page = [*column(50, 700, FULL), (50.0, 620.0, 12.0, LAST)]
    assert text_of(printed(page)) == f"{''.join(FULL)}\n\n{LAST}"


def test_a_number_is_not_broken_by_the_end_of_a_line_or_a_page(printed: Printed) -> None:
    first = column(50, 700, ("上半年，全市实施工业项目完成投资30.", "58亿元，同比增长百分之四十五，其中1"))
    assert text_of(printed(first, column(50, 700, ("25亿元是技术改造投资。",)))) == (
        "上半年，全市实施工业项目完成投资30.58亿元，同比增长百分之四十五，其中125亿元是技术改造投资。"
    )


@pytest.mark.parametrize("number", ["1", "— 1 —", "第1页 共2页", "1/2", "－1－"])
def test_page_numbers_and_running_heads_are_left_out(printed: Printed, number: str) -> None:
    page = [(50.0, 800.0, 10.0, "濮阳市工业经济简报第7期"), *column(50, 700, LEFT), (290.0, 40.0, 10.0, number)]
    other = [(50.0, 800.0, 10.0, "濮阳市工业经济简报第7期"), *column(50, 700, RIGHT), (290.0, 40.0, 10.0, "2")]
    document = read(printed(page, other), "材料.pdf")
    assert document.text == "\n".join(("".join(LEFT), "".join(RIGHT)))
    assert [document.page(at) for at in (0, len("".join(LEFT)), len("".join(LEFT)) + 1)] == [1, 1, 2]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_as_it_is_seen(printed: Printed, turned: int) -> None:
    """The words are written turned as well, so that they stand upright when the page is shown."""
    upright = printed(column(50, 700, LEFT))
    turns = {90: b"0 1 -1 0 842 0", 180: b"-1 0 0 -1 595 842", 270: b"0 -1 1 0 0 595"}
    shape = {90: b"842 595", 180: b"595 842", 270: b"842 595"}[turned]
    assert read(_turned(upright, turns[turned], shape, turned), "材料.pdf").text == "".join(LEFT)


def _turned(data: bytes, matrix: bytes, shape: bytes, turned: int) -> bytes:
    data = data.replace(b"stream\nBT", b"stream\n%s cm\nBT" % matrix, 1)  # the lengths no longer agree: PDFium repairs
    return data.replace(b"/MediaBox [0 0 595 842]", b"/Rotate %d /MediaBox [0 0 %s]" % (turned, shape))


def test_a_watermark_across_the_page_and_bold_print_made_by_printing_twice_are_left_out(printed: Printed) -> None:
    page = [*column(50, 700, LEFT), *column(50.3, 700, LEFT)]
    data = printed(page).replace(b"endstream", b"BT /F1 40 Tf .7 .7 -.7 .7 100 300 Tm <5185> Tj ET endstream")
    assert read(data, "材料.pdf").text == "".join(LEFT)


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        pytest.param([None], "扫描件", id="a scan"),
        pytest.param([None, None, [(500, 20, 9, "2022-07-01")]], "扫描件", id="a scan with a stamp"),
        pytest.param([[]], "没有文字", id="an empty page"),
        pytest.param([[(50, 700, 12, "\ue001\ue002\ue003\ue004" * 9)]], "没有编码", id="a font without codes"),
    ],
)
def test_a_pdf_without_text_ends_in_one_line_that_says_why(
    printed: Printed, pages: list[list[Written] | None], words: str
) -> None:
    with pytest.raises(UnreadableFileError, match=words) as caught:
        read(printed(*pages), "材料.pdf")
    assert "\n" not in str(caught.value)


def test_a_scanned_page_between_others_is_said(printed: Printed) -> None:
    document = read(printed(column(50, 700, LEFT * 3), None), "材料.pdf")
    assert document.text is not None
    assert document.lost == ("第2页是扫描图，没有读，请报送这一页的文字",)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"%PDF-1.7\n", id="only the mark"),
        pytest.param(b"%PDF-1.7\n" + b"\xff" * 500, id="nonsense"),
        pytest.param(b"\r\n\r\n%PDF-1.4\ntrailer << /Root 1 0 R >>", id="no objects"),
    ],
)
def test_a_broken_pdf_ends_in_one_chinese_line(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=ONE_LINE):
        read(data, "材料.pdf")


def test_a_pdf_with_a_password_is_opened_by_it_alone(printed: Printed) -> None:
    word = "123456"
    data = printed(column(50, 700, LEFT), password=word)
    with pytest.raises(UnreadableFileError, match="PDF 有密码，请去掉密码后再报，或用 --password 给出密码"):
        read(data, "材料.pdf")
    with pytest.raises(UnreadableFileError, match="密码不对"):
        read(data, "材料.pdf", "654321")
    assert read(data, "材料.pdf", word).text == "".join(LEFT)


def test_flipped_and_lost_bytes_never_raise_anything_else(printed: Printed, document_or_line: Judge) -> None:
    chance = random.Random(2022)  # noqa: S311  # the same damage every time
    good = printed(column(50, 700, LEFT) + column(310, 700, RIGHT))
    whole = 0
    for _ in range(150):
        data = bytearray(good)
        for _ in range(chance.choice((1, 4, 30))):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        whole += document_or_line(bytes(data[: chance.choice((len(data), chance.randrange(8, len(data))))]), "材料.pdf")
    assert 0 < whole < 150


def test_one_bad_input_of_each_kind_is_one_finding_and_the_others_go_on(
    tmp_path_factory: pytest.TempPathFactory, printed: Printed
) -> None:
    folder = tmp_path_factory.mktemp("坏")
    bad = {
        "空.txt": b"",
        "照片.txt": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256)) * 20,
        "巨大.txt": "上半年完成工业投资5亿元。".encode("gb18030") * 2_100_000,
        "加密.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"),
        "坏.pdf": printed(column(50, 700, LEFT))[:200],
    }
    for name, data in bad.items():
        (folder / name).write_bytes(data)
    (folder / "好.txt").write_text("上半年，南乐县完成工业投资30.58亿元。", encoding="utf-8")
    found = pipeline.gather([folder], pipeline.load_scheme(""))
    assert sorted(str(finding).partition("：")[0] for finding in found.findings) == sorted(bad)
    assert {finding.code for finding in found.findings} == {"unreadable-file"}
    assert [row.county for row in found.facts] == ["南乐县"]
