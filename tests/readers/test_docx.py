"""Documents of Word: what stands on the page once all changes are accepted, in reading order; tables as sheets too."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from pingbi import pipeline
from pingbi.extraction import extract
from pingbi.model import InSheet, Source, UnreadableFileError
from pingbi.readers import read

Archive = Callable[[dict[str, bytes]], bytes]
Word = Callable[..., bytes]
Judge = Callable[[bytes, str], bool]
ONE_LINE = r"^[^\n]*[\u4e00-\u9fff][^\n]*$"


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(*runs: str, mark: str = "") -> str:
    return f"<w:p><w:pPr>{mark}</w:pPr>{''.join(item if item.startswith('<') else run(item) for item in runs)}</w:p>"


def cell(text: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{text if text.startswith('<') else paragraph(text)}</w:tc>"


def table(*lines: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def row(*texts: str) -> str:
    return "".join(map(cell, texts))


AGAIN = f"<w:hyperlink>{run('乙')}</w:hyperlink>", f"<w:smartTag>{run('丙')}</w:smartTag>"
MOVED = f"<w:moveFrom>{run('乙')}</w:moveFrom>", f"<w:moveTo>{run('乙')}</w:moveTo>"
BOX = f"<w:txbxContent>{paragraph('框里的话。')}</w:txbxContent>"
NEW_BOX = f"<w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing>"
OLD_BOX = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
BOTH = f"<mc:Choice>{NEW_BOX}</mc:Choice><mc:Fallback>{OLD_BOX}</mc:Fallback>"
DELETED = "<w:rPr><w:del w:id='1'/></w:rPr>"
FIELD = "<w:r><w:instrText>PAGE</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(paragraph("投资", "5", "亿元。"), "投资5亿元。", id="runs"),
        pytest.param(paragraph("甲。") + paragraph("") + paragraph("乙。"), "甲。\n\n乙。", id="paragraphs"),
        pytest.param(paragraph("甲", "<w:r><w:br/></w:r>", "乙"), "甲\n乙", id="a line break"),
        pytest.param(paragraph("甲", "<w:r><w:tab/></w:r>", "乙"), "甲\t乙", id="a tab"),
        pytest.param(
            paragraph("增长", f"<w:del>{run('4')}</w:del>", f"<w:ins>{run('5')}</w:ins>", "%"), "增长5%", id="changes"
        ),
        pytest.param(paragraph("甲", MOVED[0]) + paragraph(MOVED[1]), "甲\n\n乙", id="moved words"),
        pytest.param(
            paragraph("投资5", mark=DELETED) + paragraph("亿元。"), "投资5亿元。", id="a deleted end of a paragraph"
        ),
        pytest.param(
            paragraph("甲", run("乙", "<w:vanish/>"), run("丙", "<w:vanish w:val='0'/>")), "甲丙", id="hidden words"
        ),
        pytest.param(paragraph("甲", *AGAIN), "甲乙丙", id="links"),
        pytest.param(paragraph("第", FIELD, "页"), "第页", id="the code of a field"),
        pytest.param(f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>", "甲", id="a content control"),
        pytest.param(
            paragraph("甲。", f"<w:r>{NEW_BOX}</w:r>") + paragraph("乙。"),
            "甲。\n\n框里的话。\n\n乙。",
            id="a text box",
        ),
        pytest.param(paragraph("甲。", f"<w:r>{OLD_BOX}</w:r>"), "甲。\n\n框里的话。", id="an old text box"),
        pytest.param(
            paragraph("甲。", f"<w:r><mc:AlternateContent>{BOTH}</mc:AlternateContent></w:r>"),
            "甲。\n\n框里的话。",
            id="a text box written twice",
        ),
        pytest.param(table(row("只有一列"), row("是排版。")), "只有一列\n\n是排版。", id="a table of one column"),
        pytest.param(
            table(row("事项", "完成投资5亿元，增长3%。")), "事项\n\n完成投资5亿元，增长3%。", id="a table of one row"
        ),
    ],
)
def test_the_text_is_what_stands_on_the_page(word: Word, body: str, text: str) -> None:
    document = read(word(body), "材料.docx")
    assert (document.text, document.sheets, document.lost) == (text, (), ())


def test_lines_of_a_printed_page_that_were_pasted_stay_lines(word: Word) -> None:
    lines = (
        "今年以来，南乐县深入贯彻落实决策部署，扎",
        "实开展项目攻坚活动，为高质量发展夯实基础。",
        "上半年，全县共实施工业项目二十五个，四化",
        "改造项目二十二个，完成工业投资三十多个亿",
        "元，同比增长百分之四十五，超过全市平均。",
    )
    document = read(word("".join(map(paragraph, ("", *lines)))), "材料.docx")
    assert document.text == "\n" + "\n".join(lines)


def test_footnotes_stand_at_the_end_and_headers_nowhere(word: Word) -> None:
    note = f"<w:footnote w:id='2'>{paragraph('不含农户。')}</w:footnote>"
    note += f"<w:footnote w:id='0'>{paragraph('线')}</w:footnote>"
    body = paragraph("投资5亿元", "<w:r><w:footnoteReference w:id='2'/></w:r>", "。") + paragraph("完。")
    document = read(word(body, footnotes=note, header1=paragraph("页眉99个")), "材料.docx")
    assert document.text == "投资5亿元。\n\n完。\n\n不含农户。"


def test_a_table_of_contents_is_no_text(word: Word) -> None:
    styles = "<w:style w:styleId='10'><w:name w:val='toc 1'/></w:style>"
    styles += "<w:style w:styleId='1'><w:name w:val='heading 1'/></w:style>"
    body = paragraph("一、投资 3", mark="<w:pStyle w:val='10'/>") + paragraph("一、投资", mark="<w:pStyle w:val='1'/>")
    assert read(word(body, styles=styles), "材料.docx").text == "一、投资"


def test_a_table_is_a_sheet_with_the_lines_above_it(word: Word) -> None:
    body = paragraph("说明文字在前，到此为止。") + paragraph("2022年上半年工业投资") + paragraph("单位：亿元")
    merged, goes_on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    body += table(
        cell("县区", merged) + cell("工业投资", "<w:gridSpan w:val='2'/>"),
        cell("", goes_on) + row("完成", "说明"),
        row("南乐县", "30.58", "完成较好，增长45%。"),
        f"<w:trPr><w:del w:id='3'/></w:trPr>{row('删去的县', '1', '无')}",
    )
    document = read(word(body), "材料.docx")
    (sheet,) = document.sheets
    assert {at: item.text for at, item in sheet.cells.items()} == {
        (1, 1): "2022年上半年工业投资",
        (2, 1): "单位：亿元",
        (3, 1): "县区",
        (3, 2): "工业投资",
        (4, 2): "完成",
        (4, 3): "说明",
        (5, 1): "南乐县",
        (5, 2): "30.58",
        (5, 3): "完成较好，增长45%。",
    }
    assert set(sheet.merges) == {(1, 1, 1, 3), (2, 1, 2, 3), (3, 1, 4, 1), (3, 2, 3, 3)}
    assert document.text == "说明文字在前，到此为止。\n\n2022年上半年工业投资\n\n单位：亿元\n\n完成较好，增长45%。"


def test_a_table_in_a_table_of_the_layout_is_a_sheet_and_the_layout_is_text(word: Word) -> None:
    inner = table(row("县区", "工业投资"), row("南乐县", "30.58"))
    body = table(cell("情况") + cell(paragraph("投资稳定。") + inner), row("意见", "同意"))
    document = read(word(body), "材料.docx")
    assert [sheet.text(2, 2) for sheet in document.sheets] == ["30.58"]
    assert document.text == "情况\n\n投资稳定。\n\n意见\n\n同意"


def test_a_report_with_a_table_gives_the_figures_of_both(word: Word) -> None:
    body = paragraph("上半年，南乐县完成工业投资30.58亿元，同比增长45%。") + paragraph("单位：亿元")
    body += table(row("县区", "工业投资"), row("清丰县", "25.31"), row("台前县", "18.6"))
    found = extract(read(word(body), "材料.docx"), pipeline.load_scheme(""))
    values = {(row.county, row.source): row.value for row in found.figures if row.indicator == "industrial_investment"}
    assert values == {
        ("南乐县", Source.TEXT): Decimal("30.58"),
        ("清丰县", Source.CITY_TABLE): Decimal("25.31"),
        ("台前县", Source.CITY_TABLE): Decimal("18.6"),
    }
    places = [row.origin for row in found.figures if isinstance(row.origin, InSheet)]
    assert [(place.sheet, place.cell, place.text) for place in places] == [
        ("表1", "B3", "25.31"),
        ("表1", "B4", "18.6"),
    ]


def test_what_is_in_it_and_not_read_is_said(word: Word) -> None:
    body = paragraph("见表。", "<w:r><w:object><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>")
    document = read(word(body + "<w:altChunk/>"), "材料.docx")
    assert document.text == "见表。"
    assert [line[:6] for line in document.lost] == ["文中嵌有1个", "文中插入了1"]
    found = extract(document, pipeline.load_scheme(""))
    assert [finding.code for finding in found.findings] == ["unreadable-file", "unreadable-file"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing"),
        pytest.param(paragraph("<w:r><w:drawing/></w:r>"), id="only a picture"),
        pytest.param("<w:p>", id="broken XML"),
        pytest.param("<w:sdt>" * 5000 + "</w:sdt>" * 5000, id="endlessly deep"),
    ],
)
def test_a_document_without_words_ends_in_one_chinese_line(word: Word, body: str) -> None:
    with pytest.raises(UnreadableFileError, match=ONE_LINE):
        read(word(body), "材料.docx")


def test_a_document_with_entities_or_without_its_main_part_ends_in_one_line(archive: Archive) -> None:
    for members in (
        {"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'},
        {"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")},
        {"word/styles.xml": b"<x/>"},
    ):
        with pytest.raises(UnreadableFileError, match=ONE_LINE):
            read(archive(members), "材料.docx")


def test_flipped_and_lost_bytes_never_raise_anything_else(word: Word, document_or_line: Judge) -> None:
    chance = random.Random(2022)  # noqa: S311  # the same damage every time
    good = word(paragraph("投资5亿元。") * 40 + table(row("县区", "投资"), row("南乐县", "5")))
    whole = 0
    for _ in range(200):
        data = bytearray(good)
        for _ in range(chance.choice((1, 1, 4, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        whole += document_or_line(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]), "材料.docx")
    assert 0 < whole < 200
