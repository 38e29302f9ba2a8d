"""What is listed of a state: findings by level and rule, what is settled, the figures of each county."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pingbi import casework, project
from pingbi.casework import Case, accept, correct, explain, mark
from pingbi.casework.finding_words import plain, told
from pingbi.casework.listed import FigureLine, figure_lines, newest, standing
from pingbi.casework.offers import send_back
from pingbi.casework.sources import Use, read_of
from pingbi.extraction.findings import OtherPeriod, Unmapped
from pingbi.model import Level
from pingbi.project.changes import Marking

Send = Callable[..., None]
LEDGER = """
[scheme]
name = "例"
period = "2022H1"
[[county]]
name = "甲县"
[[ledger]]
id = "p"
name = "项目台账"
key = "项目名称"
columns = ["项目名称", "完成投资"]
units = { "完成投资" = "亿元" }
[[indicator]]
id = "n"
name = "项目个数"
unit = "个"
kind = "count"
ledger = "p"
aggregate = "count"
[[indicator]]
id = "s"
name = "完成投资"
unit = "亿元"
kind = "level"
ledger = "p"
aggregate = "sum"
column = "完成投资"
[[criterion]]
id = "c"
name = "项目"
weight = 100
value = "n"
method = "rank_linear"
"""


def lines(case: Case, county: str) -> dict[str, FigureLine]:
    return {row.indicator: row for row in figure_lines(case.evaluation(), standing(case), county)}


def test_open_findings_come_by_level_then_rule_then_county(case: Case, send: Send) -> None:
    send("各县.csv", "丙县,30,x", "甲县,20,y", "乙县,25,约5")
    rows = standing(case).open
    levels = [list(Level).index(row.level) for row in rows]
    assert levels == sorted(levels)
    same = [row.county for row in rows if row.finding.code == "not-a-number"]
    assert same == [name for name in case.scheme.counties if name in same]
    assert {row.rule for row in rows if row.finding.code == "not-a-number"} == {"填的不是数"}


def test_what_something_was_said_to_is_settled_and_no_longer_open(case: Case, send: Send) -> None:
    send("各县.csv", "甲县,30,x", "乙县,25,5", "丙县,20,4")
    finding = next(row for row in standing(case).open if row.finding.code == "not-a-number")
    explain(case, finding.id, "月底补报")
    found = standing(case)
    assert finding.id not in [row.id for row in found.open]
    assert next(row for row in found.done if row.id == finding.id).settled.startswith("月底补报")


def test_a_correction_that_no_finding_speaks_of_is_listed_by_itself(case: Case, send: Send) -> None:
    send("各县.csv", "甲县,30,5", "乙县,25,5", "丙县,20,4")
    correct(case, "甲县", "投资", Decimal(31), "漏报一个项目")
    (row,) = standing(case).settled
    assert (row.county, row.indicator, row.line) == ("甲县", "a", "投资：核定 31，原报 30，漏报一个项目")


def test_figures_stand_as_reported_and_as_they_count(case: Case, send: Send) -> None:
    send("各县.csv", "甲县,30.5万元,x", "乙县,25,—", "丙县,20,")
    one, two, three = (lines(case, county) for county in ("甲县", "乙县", "丙县"))
    assert (one["b"].reported, one["b"].counts, one["b"].why) == ("x", "", "看不懂")
    assert (two["a"].reported, two["a"].counts, two["a"].settled) == ("25", "25.00", True)
    assert (two["b"].why, two["b"].settled) == ("免报", True)
    assert (three["b"].why, three["b"].level) == ("缺", Level.MANDATORY)


def test_what_was_corrected_keeps_what_was_reported_beside_it(case: Case, send: Send) -> None:
    send("各县.csv", "甲县,30,5", "乙县,25,5", "丙县,20,4")
    correct(case, "甲县", "投资", Decimal(31), "漏报一个项目")
    row = lines(case, "甲县")["a"]
    assert (row.reported, row.counts, row.corrected) == ("30", "31.00", True)
    correct(case, "甲县", "投资", None, "数不可信")
    assert lines(case, "甲县")["a"].why == "不采用"


def test_a_county_that_was_sent_back_is_said_until_it_reports_again(case: Case, send: Send) -> None:
    send("各县.csv", "甲县,30,x", "乙县,25,5", "丙县,20,4")
    send_back(case, "甲县", "税收不是数")
    assert {row.returned for row in standing(case).open if row.county == "甲县"} == {True}
    assert [row.note for row in case.project.state.marks] == ["税收不是数"]


def test_the_city_is_listed_where_it_has_figures(case: Case, send: Send) -> None:
    send("各县.csv", "甲县,30,5")
    assert standing(case).counties == ("甲县", "乙县", "丙县")
    send("全市.csv", "全市,100,20", "甲县,30,5")
    assert standing(case).counties[-1] == "全市"


def test_the_city_is_listed_too_where_something_of_it_is_missing(tmp_path: Path) -> None:
    text = LEDGER.replace('method = "rank_linear"', 'method = "against_city"\nstart = 50\nup = 1\ndown = 1\ncap = 100')
    path = tmp_path / "甲县项目台账.csv"
    path.write_text("甲县项目台账（2022年上半年）,\n项目名称,完成投资\n一号厂房,1.5\n", encoding="utf-8")
    with project.create(tmp_path / "例.pingbi", text, "张三") as held:
        case = Case(held)
        list(casework.receive(case, [path]))
        assert standing(case).counties == ("甲县", "全市")
        assert [row.why for row in figure_lines(case.evaluation(), standing(case), "全市")] == ["缺"]


def test_what_is_exempt_needs_nobody(case: Case, send: Send) -> None:
    send("各县.csv", "甲县,30,", "乙县,25,5", "丙县,20,4")
    mark(case, "甲县", Marking.EXEMPT, "税收")
    assert lines(case, "甲县")["b"].settled


def test_a_name_that_was_learnt_is_listed_as_settled(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "甲县.csv"
    path.write_text("县区,投资,税金\n甲县,30,5\n", encoding="utf-8")
    list(casework.receive(case, [path]))
    found = next(row for row in standing(case).open if row.finding.code == "unmapped")
    accept(case, found.id, "税收")
    assert [row.line for row in standing(case).settled] == ["“税金”认作“税收”"]
    assert newest(case.arrived(), "甲县") == case.arrived()[-1].submission.number
    assert newest(case.arrived(), "乙县") == 0


def test_the_rows_of_a_ledger_lead_to_the_figures_that_they_make(tmp_path: Path) -> None:
    path = tmp_path / "甲县项目台账.csv"
    path.write_text("甲县项目台账（2022年上半年）,\n项目名称,完成投资\n一号厂房,1.5\n二号厂房,2\n", encoding="utf-8")
    with project.create(tmp_path / "例.pingbi", LEDGER, "张三") as held:
        case = Case(held)
        list(casework.receive(case, [path]))
        read = read_of(case.arrived()[0].reading, None)
        ranges = [key for key, rows in read.rows.items() if any(row.use == Use("甲县", "s") for row in rows)]
        assert len(ranges) == 1
        sheet, column = ranges[0]
        assert Use("甲县", "s") in read.uses(sheet, 3, column)
        assert read.uses(sheet, 2, column) == ()
        assert lines(case, "甲县")["s"].reported == "3.5"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (
            "“甲”像是“乙”，这一列的3个数没有采用；确认后可用 scheme learn 记住（甲 --as 乙）",
            "“甲”像是“乙”，这一列的3个数没有采用",
        ),
        ("甲.xlsx 是评比结果，没有读入；要与它比较请用 --previous", "甲.xlsx 是评比结果，没有读入"),
        (
            "“丁县”不是本方案的县区，没有读入；如是别名，请加到方案的 aliases",
            "“丁县”不是本方案的县区，没有读入",
        ),
    ],
)
def test_what_is_said_to_the_command_line_is_not_said_in_the_window(words: str, left: str) -> None:
    assert plain(words) == left


def test_a_finding_has_a_head_that_says_what_and_a_rest_that_says_why(case: Case) -> None:
    finding = OtherPeriod(
        county="甲县", indicator="a", name="投资", value="5亿元", found="2022年1—7月", wanted="2022年上半年"
    )
    words = told(finding, case.scheme)
    assert (words.rule, words.head) == ("不是本期的数", "投资5亿元是2022年1—7月的数")
    assert words.rest == "本次评比为2022年上半年，已列出但不计分"
    assert told(Unmapped(name="税金"), case.scheme).line == "“税金”对不上任何指标，没有读入"
