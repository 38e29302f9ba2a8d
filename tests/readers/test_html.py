"""Pages of the web: the text that a browser shows, and tables; also those that bear the name .xls."""

from __future__ import annotations

from decimal import Decimal
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi import pipeline
from pingbi.extraction import extract
from pingbi.model import UnreadableFileError
from pingbi.readers import read
from pingbi.readers.html import Html

TABLE = (
    "<tr><td rowspan=2>县区<td colspan=2>工业投资（亿元）</tr><tr><td>完成</td><td>同比（%）</td></tr>"
    "<tr><td>南乐县</td><td>30.58</td><td>45</td></tr><tr><td>清丰县</td><td>25.31</td><td>47</td></tr>"
)

ELEMENTS = (
    "<table> <tr> <td> <td\trowspan=3> </td> </tr> </table> <p> 5 <p\thidden> </p> <br/> <script> </script> <pre>"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<p>投资<b>5</b>亿元。</p><p>增长3%。", "投资5亿元。\n\n增长3%。", id="paragraphs"),
        pytest.param("<div>甲。\n  乙。<br>丙。<br/>丁。</div>", "甲。 乙。\n丙。\n丁。", id="line breaks"),
        pytest.param("<p>　　甲&#12290;&nbsp;乙&lt;5</p>", "　　甲。\xa0乙<5", id="characters by name"),
        pytest.param("<pre>甲\n乙</pre>", "甲\n乙", id="kept lines"),
        pytest.param("<nav>首页</nav><p>甲。</p><script>var a='乙';</script><footer>版权</footer>", "甲。", id="menus"),
        pytest.param(
            "<p>甲</p><p style='display: none'>乙<p>丙<div hidden>丁<b>戊</b></div>己", "甲\n\n丙\n\n己", id="hidden"
        ),
        pytest.param("<ul><li>甲5个<li>乙6个</ul>", "甲5个\n\n乙6个", id="a list"),
        pytest.param(
            "<table><tr><td><p>甲。</p><p>乙。</p></td></tr></table>", "甲。\n\n乙。", id="a table of the layout"
        ),
        pytest.param("<p>甲<!-- 乙 --></p></div></td></table>丙", "甲\n\n丙", id="ends without beginnings"),
    ],
)
def test_the_text_is_what_a_browser_shows(body: str, text: str) -> None:
    page = f"<!DOCTYPE html><html><head><title>标题</title><style>p {{}}</style></head><body>{body}</body></html>"
    document = read(page.encode(), "网页.html")
    assert (document.text, document.sheets) == (text, ())


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        pytest.param("gb2312", "gb18030", id="declared as gb2312"),
        pytest.param("utf-8", "utf-8", id="utf-8"),
        pytest.param("utf-8", "gb18030", id="declared wrongly"),
        pytest.param("big5", "big5", id="of another place"),
        pytest.param("no-such-thing", "utf-8", id="an unknown name"),
        pytest.param("gbk", "utf-8-sig", id="a mark counts before what is declared"),
        pytest.param("utf-8", "utf-16", id="utf-16"),
    ],
)
def test_encodings(declared: str, encoding: str) -> None:
    page = f'<html><meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>工業投資5</p></html>'
    assert read(page.encode(encoding), "网页.htm").text == "工業投資5"


def test_a_table_saved_as_xls_is_a_sheet_and_gives_figures() -> None:
    page = f"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body><table>{TABLE}</table></body></html>"
    document = read(page.encode("gb18030"), "上半年.xls")
    assert document.text is None
    (sheet,) = document.sheets
    assert sheet.merges == ((1, 1, 2, 1), (1, 2, 1, 3))
    assert (sheet.text(2, 2), sheet.text(2, 3), sheet.text(4, 3)) == ("完成", "同比（%）", "47")
    found = extract(document, pipeline.load_scheme(""))
    values = {(row.county, row.indicator): row.value for row in found.figures}
    assert values["南乐县", "industrial_investment"] == Decimal("30.58")
    assert len(values) == 4


def test_tables_in_tables_of_the_layout_are_sheets() -> None:
    page = f"<table><tr><td>菜单</td><td><table>{TABLE}</table></td></tr><tr><td>左</td><td>右</td></tr></table>"
    document = read(page.encode(), "网页.html")
    assert [sheet.text(3, 1) for sheet in document.sheets] == ["南乐县"]
    assert document.text == "菜单\n\n左\n\n右"


def test_a_report_that_only_begins_with_a_bracket_is_text() -> None:
    assert read("<关于上半年工业经济的报告>\n投资5亿元。".encode(), "材料.txt").text is not None
    assert not Html.recognises("<关于上半年>\n<p>".encode(), "材料.txt")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<html><frameset><frame src=a.htm></frameset></html>", id="frames"),
        pytest.param("<html><body><script>1</script></body></html>", id="nothing to see"),
        pytest.param("<table>" + "<tr>" + "<td rowspan=9999 colspan=9999>5" * 9 + "</table>", id="endless cells"),
        pytest.param("<html>" + "<table><tr><td>5" * 100, id="endless tables in tables"),
        pytest.param("<html>" + "<a " * 100_000, id="elements that never end"),
    ],
)
def test_a_page_without_words_ends_in_one_chinese_line(page: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"^[^\n]*[\u4e00-\u9fff][^\n]*$"):
        read(page.encode(), "网页.html")


@given(st.lists(st.sampled_from(ELEMENTS.split(" ")), max_size=30))
def test_elements_in_any_order_give_a_document_or_one_line(parts: list[str]) -> None:
    try:
        document = read(f"<html>{''.join(parts)}".encode(), "网页.html")
    except UnreadableFileError:
        return
    assert document.sheets or document.text


SHOWN = [
    pytest.param('<td x:num="0.45312">45.3%</td>', "45.312%", id="a percentage of Excel"),
    pytest.param('<td sdval="30.58" sdnum="1033;0;0.0">30.6</td>', "30.58", id="a number of LibreOffice"),
    pytest.param('<td x:num="1234.5">1,234.5</td>', "1234.5", id="thousands"),
    pytest.param("<td x:num>30.58</td>", "30.58", id="as it is shown"),
    pytest.param('<td x:num="44713">2022-06-01</td>', "2022-06-01", id="a date"),
    pytest.param('<td x:num="305800">30.58</td>', "30.58", id="another unit"),
    pytest.param('<td x:num="7">7.00万元</td>', "7.00万元", id="a unit"),
]


@pytest.mark.parametrize(("cell", "wanted"), SHOWN)
def test_numbers_have_all_their_digits(cell: str, wanted: str) -> None:
    page = f"<html><table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td>{cell}</tr></table></html>"
    assert read(page.encode("gb18030"), "表.xls").sheets[0].text(2, 2) == wanted


@pytest.mark.parametrize(
    "cell",
    [
        "<td class='xl66'>30</td>",
        "<td style='text-decoration:line-through'>30</td>",
        "<td><s>3</s>0</td>",
        "<td>3<span style='text-decoration: line-through'>0</span></td>",
    ],
)
def test_what_is_struck_through_is_said(cell: str) -> None:
    page = "<html><style>.xl65 {color:red} .xl66 {text-decoration:line-through}</style><table>"
    page += f"<tr><td>甲</td>{cell}</tr>"
    page += "<tr><td class='xl65'>乙</td><td>31</td></tr></table></html>"
    cells = read(page.encode(), "表.xls").sheets[0].cells
    assert {at: found.struck for at, found in cells.items()} == {
        (1, 1): False,
        (1, 2): True,
        (2, 1): False,
        (2, 2): False,
    }


def test_a_page_with_its_parts_in_one_file_is_read() -> None:
    page = f"<html><body><table>{TABLE}</table></body></html>"
    letter = MIMEMultipart("related")
    letter.attach(MIMEText("<html><frameset><frame src='a.htm'></frameset></html>", "html", "utf-8"))
    letter.attach(MIMEText(page, "html", "utf-8"))
    letter.attach(MIMEText("p {}", "css", "utf-8"))
    (sheet,) = read(letter.as_bytes(), "上半年.mht").sheets
    assert (sheet.text(3, 1), sheet.text(3, 2)) == ("南乐县", "30.58")
