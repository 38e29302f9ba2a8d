"""[notice] is checked when the scheme is loaded, and our own words pass the check that an office's must pass."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pingbi.scheme import Scheme
from pingbi.scheme.notice_words import (
    ADDRESSEE,
    ANYWHERE,
    IN_ITEM,
    IN_OUTLINE,
    NAME,
    OUTLINE,
    REQUIREMENTS,
    SENTENCES,
    TITLE,
    VARIANTS,
)

Mistakes = Callable[[str], tuple[str, ...]]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        pytest.param(
            'title = "关于{时间}的通报"', ["[notice] title", "没有“{时间}”", "是不是", "“时期”"], id="a name, near one"
        ),
        pytest.param('addressee = "{zzz}"', ["[notice] addressee", "没有“{zzz}”", "可用的有", "单位"], id="a name"),
        pytest.param('sentences = { first = "{县区" }', ["sentences “first”", "花括号没有成对"], id="an open brace"),
        pytest.param('sentences = { frist = "x" }', ["没有句子“frist”", "是不是“first”"], id="a sentence, near one"),
        pytest.param('sentences = { first = "{最高}" }', ["sentences “first”", "没有“{最高}”"], id="a name of another"),
        pytest.param('sentences = { item = "{first}" }', ["sentences “item”", "没有“{first}”"], id="not of an item"),
        pytest.param(
            'sentences = ["{first}", "{zzz}"]', ["sentences 第2段", "没有“{zzz}”"], id="a list is the outline"
        ),
        pytest.param('paragraphs = ["{everyone}"]', ["paragraphs 第1段", "没有“{everyone}”"], id="one of a row"),
        pytest.param(
            'requirements = ["{first}"]', ["requirements 第1段", "没有“{first}”"], id="requirements say nothing"
        ),
        pytest.param('sentences = ["一"]\nparagraphs = ["一"]', ["只写一个", "名称=句子"], id="two outlines"),
        pytest.param('date = "7月20日"', ["[notice] date “7月20日”不是日期", "2022-07-20"], id="no date"),
        pytest.param("front = 0", ["[notice] front", "写成了0"], id="no front"),
        pytest.param("most_named = 0", ["[notice] most_named", "写成了0"], id="nobody named"),
        pytest.param("front = 5\nmiddle = 4", ["middle（4）不能小于 front（5）"], id="the middle before the front"),
        pytest.param('criteria = ["zzz"]', ["没有评比项“zzz”", "已有的", "plan_progress"], id="an unknown criterion"),
        pytest.param('attachments = "some"', ["[notice]", "attachments"], id="an unknown choice"),
        pytest.param("bands = [3]", ["[notice]", "不认识的键“bands”"], id="an unknown key"),
    ],
)
def test_a_mistake_is_one_line(example: str, mistakes: Mistakes, lines: str, wanted: list[str]) -> None:
    found = mistakes(f"{example}\n[notice]\n{lines}\n")
    assert len(found) == 1
    assert [word for word in wanted if word not in found[0]] == []


def test_an_office_may_change_everything(example: str, parsed: Callable[[str], Scheme]) -> None:
    text = """
[notice]
title = "{时期}情况"
addressee = "各县："
paragraphs = ["一、结果", "{first}{band}", "{items}"]
requirements = ["再接再厉。"]
date = "2022-07-20"
criteria = ["plan_progress", "工业投资增速"]
[notice.sentences]
first = "前{位数}名：{县区}。"
item = "{评比项}：{city}{extremes}"
"""
    scheme = parsed(example + text)
    assert scheme.notice.sentences == {"first": "前{位数}名：{县区}。", "item": "{评比项}：{city}{extremes}"}


def test_our_own_words_pass() -> None:
    """Each {name} of ours is one that the check knows, and each sentence is named in the outline or by another."""
    inside = {"item": IN_ITEM}
    unknown = [
        (key, name)
        for key, row in SENTENCES.items()
        for name in NAME.findall(row.text)
        if name not in (*row.names, *ANYWHERE, *inside.get(key, ()))
    ]
    assert unknown == []
    named = {name for text in OUTLINE for name in NAME.findall(text)}
    assert named == set(IN_OUTLINE)
    assert set(NAME.findall(SENTENCES["item"].text)) >= set(IN_ITEM)
    spoken = {*IN_OUTLINE, *IN_ITEM, *(name for names in VARIANTS.values() for name in names)}
    assert spoken == set(SENTENCES)
    assert {name for text in (TITLE, ADDRESSEE, *REQUIREMENTS) for name in NAME.findall(text)} <= set(ANYWHERE)
