"""`scheme new`: the text of the next period, and what a person must look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pingbi.model import SchemeError
from pingbi.scheme import Scheme, find, new_scheme


@pytest.fixture
def renewed(tmp_path: Path) -> Callable[..., tuple[str, str]]:
    """(new text, remarks joined) of a scheme's text for a period."""

    def made(text: str, period: str) -> tuple[str, str]:
        path = tmp_path / "scheme.toml"
        path.write_text(text, encoding="utf-8")
        found, remarks = new_scheme(path, period)
        return found, "\n".join(remarks)

    return made


Renewed = Callable[[str, str], tuple[str, str]]
PERIODS = [
    pytest.param("2022H2", "2022年下半年", "2023-01-10", id="the second half-year"),
    pytest.param("2023H1", "2023年上半年", "2023-07-10", id="a year later"),
    pytest.param("2022Q3", "2022年三季度", "2022-10-10", id="a quarter"),
    pytest.param("2022M01-07", "2022年1—7月", "2022-08-10", id="seven months"),
    pytest.param("2022M08", "2022年8月", "2022-09-10", id="a month"),
    pytest.param("2023", "2023年", "2024-01-10", id="a year"),
    pytest.param("2022W28", "2022年第28周", "2022-07-10", id="a week: the deadline is left to a person"),
]


@pytest.mark.parametrize(("period", "words", "deadline"), PERIODS)
def test_the_next_period_s_scheme_loads(
    example: str, renewed: Renewed, parsed: Callable[[str], Scheme], period: str, words: str, deadline: str
) -> None:
    text, remarks = renewed(example, period)
    scheme = parsed(text)
    assert scheme.period == period
    assert scheme.print.title == f"{words}全市“工业项目攻坚年”活动综合评比得分表"
    assert scheme.handout.deadline == deadline
    assert f"时期由2022年上半年改为{words}" in remarks
    assert deadline in remarks
    assert "1个目标值（[[target]]）仍是2022年上半年的" in remarks
    assert "pingbi scheme check" in remarks
    unchanged = [line for line in example.splitlines() if line.startswith("#") or "target" in line]
    assert [line for line in text.splitlines() if line.startswith("#") or "target" in line] == unchanged
    assert len(text.splitlines()) == len(example.splitlines())


def test_the_default_scheme_can_be_renewed(parsed: Callable[[str], Scheme]) -> None:
    text, remarks = new_scheme(find(""), "2022H2")
    scheme = parsed(text)
    assert scheme.period == "2022H2"
    assert "2022年上半年" not in scheme.print.title
    assert any("18个目标值" in remark for remark in remarks)


EDGES = [
    pytest.param(
        '# 依据 2022年上半年 通知\n[scheme]\nperiod = "2022H1"', ["# 依据 2022年上半年 通知"], id="comments stay"
    ),
    pytest.param("[scheme]\nperiod = '2022H1'", ["period = '2022H2'"], id="single quotes"),
    pytest.param(
        '[[target]]\nperiod = "2022H1"\n[scheme]\nname = "例"\n  period  =  "2022H1"  # 本期',
        ['[[target]]\nperiod = "2022H1"', '  period  =  "2022H2"  # 本期'],
        id="another table's period stays",
    ),
    pytest.param(
        '[scheme]\nperiod = "2022H1"\nnotes = ["#1：2022年上半年"]  # 2022年上半年',
        ['["#1：2022年下半年"]  # 2022年上半年'],
        id="a # inside a text is no comment",
    ),
    pytest.param(
        '[scheme]\nperiod = "2022M12"\n[handout]\ndeadline = "2023-01-31"', ["2022-12-31"], id="no day beyond the month"
    ),
    pytest.param(
        '[scheme]\nperiod = "2022H1"\n[handout]\ndeadline = "2022-02-31"', ["2022-02-31"], id="a deadline that is none"
    ),
]


@pytest.mark.parametrize(("text", "wanted"), EDGES)
def test_only_what_speaks_of_the_period_is_changed(renewed: Renewed, text: str, wanted: list[str]) -> None:
    period = "2022M11" if "M12" in text else "2022H2"
    found, _ = renewed(text, period)
    assert all(piece in found for piece in wanted), found


@pytest.mark.parametrize("period", ["2022H3", "下半年", "2022M00", "2022M07-03", "2022W60", "asof", ""])
def test_no_period_is_one_line(renewed: Renewed, example: str, period: str) -> None:
    with pytest.raises(SchemeError, match=r"^时期“.*”无法识别，可写作 2022H2"):
        renewed(example, period)


def test_a_scheme_without_a_period_is_one_line(renewed: Renewed) -> None:
    with pytest.raises(SchemeError, match=r"^scheme\.toml：\[scheme\] 里没有 period"):
        renewed('[scheme]\nname = "例"\n[[target]]\nperiod = "2022H1"\n', "2022H2")


def test_the_date_of_the_last_notice_is_not_the_next_one_s(renewed: Renewed) -> None:
    text, remarks = renewed('[scheme]\nperiod = "2022H1"\n[notice]\ndate = "2022-07-20"\nfront = 5\n', "2022H2")
    assert '[notice]\ndate = ""\nfront = 5' in text
    assert "通报的成文日期（[notice] date）已清空" in remarks
