"""A page of a newspaper: articles, paragraphs, sentences, clauses; every character keeps its place."""

from __future__ import annotations

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


@given(st.text(alphabet="范县甲乙，。；：（）“”5% \n\r\u3000投资", max_size=80))
def test_every_character_keeps_its_place(text: str) -> None:
    for article in articles(text):
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


def test_a_ratio_with_full_width_colons_is_one_clause() -> None:
    text = "三次产业结构为8.4：40.3：51.3"
    assert [part.text for part in clauses(Run(text, tuple(range(len(text)))))] == [text]


def test_a_numbered_heading_is_none_of_the_sentence_that_follows_it_at_once() -> None:
    text = "一、主要指标情况\n全县工业投资增长8%。\n（二）项目建设工作\n新签约项目9个，较好。\n三、下步打算\n抓好落实。"
    found = [paragraph.text for article in articles(text) for paragraph in article.paragraphs]
    assert "".join(found) == "全县工业投资增长8%。新签约项目9个，较好。抓好落实。"
