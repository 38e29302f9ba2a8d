"""Names that a person confirmed: aliases in the scheme's text, seen there and taken out again."""

from __future__ import annotations

import pytest

from pingbi.model import SchemeError
from pingbi.scheme import forgotten, learnt, parse
from pingbi.scoring import METHODS

TEXT = """# 本单位的方案
[scheme]
name = "评比"
period = "2022H1"

[[indicator]]   # 投资
id = "investment"
name = "工业投资"
aliases = ["工业投资额", '完成"工业"投资']  # 常见叫法
unit = "亿元"
kind = "level"

[[indicator]]
id = "signed"  # 没有别名
name = "新签约"
unit = "个"
kind = "count"
"""


def learn(text: str, name: str, indicator: str) -> str:
    return learnt(text, "scheme.toml", name, indicator, METHODS)


def aliases(text: str, indicator: str) -> tuple[str, ...]:
    return parse(text, "scheme.toml", METHODS).indicators[indicator].aliases


@pytest.mark.parametrize("indicator", ["investment", "工业投资", "工业投资额"])
def test_a_name_is_added_to_the_aliases_of_its_indicator(indicator: str) -> None:
    made = learn(TEXT, "工业项目投资", indicator)
    assert aliases(made, "investment") == ("工业投资额", '完成"工业"投资', "工业项目投资")
    assert "# 常见叫法" in made
    assert made.count("\n") == TEXT.count("\n")


def test_an_indicator_without_aliases_gets_the_key_under_its_id() -> None:
    made = learn(TEXT, "签约“亿元”项目", "新签约")
    assert 'id = "signed"  # 没有别名\naliases = ["签约“亿元”项目"]\n' in made
    assert aliases(made, "investment") == aliases(TEXT, "investment")


def test_what_was_learnt_is_forgotten_again() -> None:
    made = learn(TEXT, "工业项目投资", "工业投资")
    back = forgotten(made, "scheme.toml", "工业 项目投资", METHODS)
    assert aliases(back, "investment") == aliases(TEXT, "investment")
    assert [line for line in back.splitlines() if "aliases" not in line] == [
        line for line in TEXT.splitlines() if "aliases" not in line
    ]


@pytest.mark.parametrize(
    ("name", "indicator", "words"),
    [
        pytest.param("x", "不存在", "没有指标“不存在”；本方案的指标有：工业投资、新签约", id="an unknown indicator"),
        pytest.param("工业投资额", "工业投资", "“工业投资额”已经是“工业投资”的名称，不用再记", id="known already"),
    ],
)
def test_a_name_that_cannot_be_learnt_is_refused_in_one_line(name: str, indicator: str, words: str) -> None:
    with pytest.raises(SchemeError) as raised:
        learn(TEXT, name, indicator)
    assert str(raised.value) == words


def test_a_name_of_another_indicator_of_the_same_kind_is_refused() -> None:
    two = TEXT + '\n[[indicator]]\nid = "b"\nname = "技改投资"\nunit = "亿元"\nkind = "level"\n'
    with pytest.raises(SchemeError, match="无法区分"):
        learn(two, "工业投资", "技改投资")


def test_an_indicator_written_inline_is_left_to_a_person() -> None:
    indicator = '[[indicator]]\nname = "甲"\n"id" = "a"\nunit = "个"\nkind = "count"\n'
    inline = f'[scheme]\nname = "评比"\nperiod = "2022H1"\n{indicator}'
    with pytest.raises(SchemeError, match="不能自动改动"):
        learn(inline, "新名", "甲")


def test_forgetting_what_nobody_learnt_is_said() -> None:
    with pytest.raises(SchemeError, match="没有指标以“别的”为别名"):
        forgotten(TEXT, "scheme.toml", "别的", METHODS)
