"""A page of a newspaper: articles, paragraphs, sentences, clauses; every character keeps its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pingbi.extraction.page import Run, articles, clauses, sentences

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
