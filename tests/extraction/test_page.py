"""A page of a newspaper: articles, paragraphs, sentences, clauses; every character keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi.extraction.page import LONGEST_CLAUSE, Run, articles, clauses, sentences

PAGE = """范县：工业经济稳中有进
    今年以来，范县实施项目，完成投
资 5 亿元。

重点突破

  上半年，增长 3%。
王小明
  今年以来，台前县完成投资 6 亿元。
"""


def test_titles_and_authors_divide_a_page_and_headings_state_nothing() -> None:
    found = articles(PAGE)
    assert [article.text for article in found] == [
        "今年以来，范县实施项目，完成投资5亿元。上半年，增长3%。",
        "今年以来，台前县完成投资6亿元。",
    ]
    assert [len(article.paragraphs) for article in found] == [2, 1]


def test_a_clause_does_not_break_inside_brackets_and_a_sentence_keeps_its_quotation_mark() -> None:
    text = "“一是项目（甲，乙）开工；二是投产。”范县增长3%"
    run = Run(text, tuple(range(len(text))))
    assert [part.text for part in sentences(run)] == ["“一是项目（甲，乙）开工；二是投产。”", "范县增长3%"]
    first = next(iter(sentences(run)))
    assert [part.text for part in clauses(first)] == ["“一是项目（甲，乙）开工", "二是投产", "”"]


@given(st.text(alphabet="范县甲乙，。；：（）“”5% ,.1情况\n\r\u3000投资", max_size=80))
def test_every_character_keeps_its_place(text: str) -> None:
    for article in articles(text, ("范县",)):
        for paragraph in article.paragraphs:
            for sentence in sentences(paragraph):
                for clause in clauses(sentence):
                    assert "".join(text[at] for at in clause.at) == clause.text
                    assert list(clause.at) == sorted(set(clause.at))


def test_columns_of_numbers_without_any_sign_are_cut_and_nothing_is_lost() -> None:
    text = "12.5亿元" * 500
    parts = list(clauses(Run(text, tuple(range(len(text))))))
    assert "".join(part.text for part in parts) == text
    assert max(len(part.text) for part in parts) <= LONGEST_CLAUSE


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param("三次产业结构为8.4：40.3：51.3", id="a ratio"),
        pytest.param("税收收入1，250，000万元|增长3%", id="full-width signs of thousands"),
        pytest.param("税收收入1,250万元|增长3%|投资5亿元", id="ASCII commas"),
        pytest.param("增长3%|100个项目", id="three digits behind a rate"),
        pytest.param("分别为12|345|678个", id="a list of numbers"),
        pytest.param("截至2022|100个项目", id="a year is no group of three"),
        pytest.param("共12|3456个项目", id="four digits are no group"),
        pytest.param("1.工业投资增长2.5%|税收收入5亿元", id="ASCII stops"),
    ],
)
def test_a_sign_inside_a_number_does_not_divide(parts: str) -> None:
    sign = "，" if "," not in parts and "." not in parts.removeprefix("1.") else ","
    text = parts.replace("|", sign)
    assert [part.text for part in clauses(Run(text, tuple(range(len(text)))))] == parts.split("|")


def test_a_full_stop_of_another_alphabet_ends_a_clause() -> None:
    text = "1.工业投资增长2.5%.税收收入5亿元."
    found = [part.text for part in clauses(Run(text, tuple(range(len(text)))))]
    assert found == ["1.工业投资增长2.5%", "税收收入5亿元"]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        pytest.param(
            "工业投资增长4.1%\n技改投资：2.5亿元", "工业投资增长4.1%；技改投资：2.5亿元", id="a name and a number"
        ),
        pytest.param("工业投资：5亿元\n1.技改投资：2亿元", "工业投资：5亿元；1.技改投资：2亿元", id="numbered"),
        pytest.param("主要指标完成情况\n工业投资增长4.1%", "主要指标完成情况；工业投资增长4.1%", id="below a title"),
        pytest.param("完成工业投\n资：5亿元", "完成工业投资：5亿元", id="a line broken inside a word"),
        pytest.param("完成投资5\n亿元：较好", "完成投资5亿元：较好", id="a line broken inside a number"),
        pytest.param("投资（亿元\n一期：5，二期：6）", "投资（亿元一期：5，二期：6）", id="a bracket"),
        pytest.param("今年工业的情况\n和去年一样好", "今年工业的情况和去年一样好", id="a sentence that goes on"),
    ],
)
def test_lines_are_joined_unless_each_is_an_item_of_its_own(text: str, joined: str) -> None:
    assert [article.text for article in articles(text)] == [joined]


def test_a_line_that_is_a_places_name_is_a_paragraph_and_so_is_one_that_begins_with_it() -> None:
    text = "范县\n增长3%。\n\n二、台前县\n\n增长4%。\n南乐县：增长5%。较好。\n省内：增长6%。"
    found = [
        paragraph.text for article in articles(text, ("范县", "台前县", "南乐县")) for paragraph in article.paragraphs
    ]
    assert found == ["范县", "增长3%。", "二、台前县", "增长4%。", "南乐县：增长5%。较好。省内：增长6%。"]


def test_each_line_of_a_text_that_is_not_broken_at_a_width_is_a_paragraph_or_an_item() -> None:
    text = "上半年，工业投资增长8%\n二、项目建设\n全县实施产业项目9个。\n（一）工业投资\n完成5亿元\n1.技改投资\n2.5亿元"
    found = [paragraph.text for article in articles(text) for paragraph in article.paragraphs]
    assert found == [
        "上半年，工业投资增长8%；二、项目建设；全县实施产业项目9个。（一）工业投资；完成5亿元；1.技改投资2.5亿元"
    ]


def test_a_numbered_line_of_a_page_that_is_broken_at_a_width_goes_on() -> None:
    text = "一、坚持高位推动、要素保障、督导考核一起抓，投资完成\n30亿元，增长\n二、三产业投资同步增长。"
    found = [paragraph.text for article in articles(text) for paragraph in article.paragraphs]
    assert found == [text.replace("\n", "")]


def test_a_numbered_heading_is_none_of_the_sentence_that_follows_it_at_once() -> None:
    text = "一、主要指标情况\n全县工业投资增长8%。\n（二）项目建设工作\n新签约项目9个，较好。\n三、下步打算\n抓好落实。"
    found = [paragraph.text for article in articles(text) for paragraph in article.paragraphs]
    assert "".join(found) == "全县工业投资增长8%。新签约项目9个，较好。抓好落实。"
