"""Every mistake of a scheme is one Chinese line: file, table, key, and what is known instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pingbi.model import SchemeError
from pingbi.scheme import load
from pingbi.scoring import METHODS

Mistakes = Callable[[str], tuple[str, ...]]


def edit(name: str, before: str, after: str, *wanted: str) -> object:
    """In the example, `before` (the first there is) becomes `after`; the one line holds all of `wanted`."""
    return pytest.param(before, after, wanted, id=name)


A = 'id = "investment_growth"\nname = "工业投资增速"\n'
PART = '[[part]]\nid = "x"\nname = "x"\nweight = 1'
EFFICACY = '"efficacy"\nbase = 60\nspan = 40'
EDITS = [
    # tables and keys
    edit("an unknown table, near one", "[handout]", "[handuot]", "没有表“handuot”", "是不是“handout”"),
    edit("an unknown table", "[handout]", "[zzz]", "没有表“zzz”", "可用的有", "indicator"),
    edit("a single table as a list", "[city]", "[[city]]", "[city]", "应写成一张表"),
    edit("a list as a single table", "[[veto]]", "[veto]", "[[veto]]", "应写成 [[veto]]"),
    edit(
        "an unknown key, near one", "bonus_cap", "bonus_cpa", "[scheme]", "不认识的键“bonus_cpa”", "是不是“bonus_cap”"
    ),
    edit("an unknown key", 'issuer = "', 'zzz = "', "[scheme]", "不认识的键“zzz”", "可用的有", "issuer"),
    edit("an unknown key in a list's row", 'code = "410927"', "kode = 1", "[[county]] 第2个“台前县”", "kode", "code"),
    edit(
        "a required key left out", 'unit = "亿元"\n', "", "[[indicator]] 第1个“industrial_investment”", "缺少键“unit”"
    ),
    edit("a required key of a criterion left out", "weight = 30\n", "", "[[criterion]] 第1个", "缺少键“weight”"),
    # types
    edit("words for a number", "bonus_cap = 5", 'bonus_cap = "五"', "[scheme]", "bonus_cap", "应是数字", "“五”"),
    edit("a number in quotes", "bonus_cap = 5", 'bonus_cap = "5"', "[scheme]", "bonus_cap", "应是数字", "“5”"),
    edit("true for a number", "weight = 60", "weight = true", "[[part]] 第1个“investment”", "weight", "true"),
    edit("nan for a number", "weight = 60", "weight = nan", "[[part]] 第1个“investment”", "weight", "应是数字"),
    edit("inf for a number", "bonus_cap = 5", "bonus_cap = inf", "[scheme]", "bonus_cap", "应是数字"),
    edit("a number beyond reckoning", "bonus_cap = 5", "bonus_cap = 1e999999", "[scheme]", "bonus_cap", "应是数字"),
    edit(
        "a number for words", 'issuer = "濮阳市工业和信息化局"', "issuer = 3", "[scheme]", "issuer", "应是文字", "整数"
    ),
    edit("a fraction for a whole number", "decimals = 2", "decimals = 2.5", "[scheme]", "decimals", "应是整数"),
    edit("a date without quotes", '"2022-07-10"', "2022-07-10", "[handout]", "deadline", "应是文字", "日期"),
    edit("words for a list", '["南乐"]', '"南乐"', "[[county]] 第1个“南乐县”", "aliases", "应是列表", "文字"),
    edit("a number in a list of words", '["南乐"]', "[3]", "[[county]] 第1个“南乐县”", "aliases[0]", "应是文字"),
    # words of a choice
    edit("no such rounding", '"half_up"', '"up"', "[scheme]", "rounding", "“up”", "half_up、half_even"),
    edit(
        "no such kind", 'kind = "level"', 'kind = "sum"', "[[indicator]] 第1个", "kind", "“sum”", "level", "plan_ratio"
    ),
    edit("no such direction", '"higher"', '"up"', "[[criterion]] 第1个", "direction", "“up”", "higher、lower"),
    edit("no such effect", '"last"', '"first"', "[[veto]] 第1个“重特大安全事故”", "effect", "unranked、last"),
    edit("no such paper", 'paper = "A4"', 'paper = "B5"', "[print]", "paper", "A4、A3"),
    edit("no such missing rule", 'missing = "rescale"', 'missing = "skip"', "[scheme]", "missing", "lowest、rescale"),
    # names that must be one
    edit("two criteria with one id", 'id = "plan_progress"', 'id = "investment_growth"', "[[criterion]]", "id", "重复"),
    edit("two indicators with one name", 'name = "技改投资"', 'name = "工业投资"', "[[indicator]]", "name", "工业投资"),
    edit("an alias of two counties", '["台前"]', '["南乐"]', "[[county]]", "“台前县”", "“南乐”", "“南乐县”"),
    edit("an alias that is the city's", '["台前"]', '["濮阳市"]', "[[county]]", "“台前县”", "“濮阳市”", "“全市”"),
    edit(
        "an alias of two indicators", 'name = "技改投资"', 'name = "技改投资"\naliases = ["工业投资额"]', "工业投资额"
    ),
    edit("a name of blanks", 'name = "区"', 'name = " "', "[[group]] 第2个", "name", "不能是空的"),
    # what refers to something
    edit("a county's group", 'group = "district"', 'group = "city"', "“华龙区”", "group “city”", "county、district"),
    edit("no group where there are groups", 'code = "410902"\ngroup = "district"', "", "[[county]]", "华龙区", "group"),
    edit("a target's indicator", 'indicator = "large_projects"', 'indicator = "large"', "[[target]] 第1个", "“large”"),
    edit("a target's county", 'county = "南乐县"', 'county = "南乐"', "[[target]] 第1个", "“南乐”", "已有的", "台前县"),
    edit("a target's period", "value = 14", 'value = 14\nperiod = "上半年"', "[[target]] 第1个", "period", "上半年"),
    edit(
        "of", 'of = "industrial_investment"', 'of = "invest"', "“industrial_investment_yoy”", "of “invest”", "planned"
    ),
    edit("of itself", 'of = "industrial_investment"', 'of = "industrial_investment_yoy"', "of", "它自己"),
    edit(
        "a criterion's part",
        'part = "projects"',
        'part = "other"',
        "“plan_progress”",
        "part “other”",
        "investment",
    ),
    edit("a part of nothing", "weight = 40", f"weight = 39\n{PART}", "[[part]]", "“x”", "没有评比项"),
    edit(
        "an adjustment's indicator",
        'indicator = "praise"',
        'indicator = "prize"',
        "[[adjustment]]",
        "“prize”",
        "praise",
    ),
    edit("a veto's indicator", 'indicator = "major_accident"', 'indicator = "fire"', "[[veto]]", "“fire”", "praise"),
    edit("a ledger", 'ledger = "projects"', 'ledger = "book"', "“planned”", "ledger “book”", "projects"),
    edit("a ledger's column", 'column = "年计划投资"', 'column = "计划"', "“planned”", "column “计划”", "年计划投资"),
    edit("no column to sum", 'column = "年计划投资"\n', "", "“planned”", "aggregate 是 sum", "缺少 column"),
    edit("no aggregate", 'aggregate = "count"\n', "", "“large_projects”", "缺少 aggregate"),
    edit("a ledger's key", 'key = "项目名称"', 'key = "项目"', "[[ledger]] “projects”", "没有列“项目”", "项目名称"),
    edit(
        "a heading of no column",
        'key = "项目名称"',
        'key = "项目名称"\naliases = { "完成" = ["完成额"] }',
        "[[ledger]] “projects”",
        "没有列“完成”",
    ),
    edit(
        "two columns of one name",
        'key = "项目名称"',
        'key = "项目名称"\naliases = { "完成投资" = ["状态"] }',
        "[[ledger]] “projects”",
        "列名“状态”重复",
    ),
    edit(
        "a check of no row",
        'key = "项目名称"',
        'key = "项目名称"\nchecks = ["完成投资"]',
        "[[ledger]] “projects”",
        "checks",
        "应是比较",
    ),
    edit(
        "a county column that is the key",
        'key = "项目名称"',
        'key = "项目名称"\ncounty_column = "项目名称"',
        "[[ledger]] “projects”",
        "是同一列“项目名称”",
    ),
    edit(
        "a unit that cannot become the indicator's",
        '"完成投资" = "亿元"',
        '"完成投资" = "吨"',
        "“completed”",
        "列“完成投资”却是“吨”",
    ),
    edit("a unit of no column", '{ "概算投资"', '{ "概算"', "[[ledger]] “projects”", "没有列“概算”"),
    edit(
        "a column in where", '"概算投资 >= 1"', '"概算 >= 1"', "“large_projects”", "where", "没有列“概算”", "概算投资"
    ),
    edit("where without comparison", '"概算投资 >= 1"', '"概算投资"', "“large_projects”", "where", "应是比较"),
    # rules
    edit("a period", 'period = "2022H1"', 'period = "2022上半年"', "[scheme]", "period", "2022上半年", "2022H1"),
    edit("a period of 13 months", 'period = "2022H1"', 'period = "2022M01-13"', "[scheme]", "period", "2022M01-07"),
    edit("decimals", "total_decimals = 2", "total_decimals = 9", "[scheme]", "total_decimals", "0到6", "9"),
    edit("a share above 1", "rescale_least = 0.6", "rescale_least = 60", "[scheme]", "rescale_least", "0到1", "60"),
    edit("a negative cap", "bonus_cap = 5", "bonus_cap = -5", "[scheme]", "bonus_cap", "不能为负", "-5"),
    edit("ties", 'ties = "skip"', 'ties = "share"', "[scheme]", "ties", "“share”", "skip、dense、average、first_by"),
    edit("ties broken by nothing", '"skip"', '"first_by:x"', "[scheme]", "ties", "“x”", "已有的", "plan_progress"),
    edit("a criterion's ties", A, A + 'ties = "x"\n', "[[criterion]] “investment_growth”", "ties", "“x”"),
    edit("a source", '"template", "ledger"', '"form", "ledger"', "[scheme]", "sources", "“form”", "template"),
    edit("weights that miss the full mark", "weight = 60", "weight = 50", "[scheme]", "full 是100", "权重合计为90"),
    edit("a weight of nothing", "weight = 15", "weight = 0", "“large_project_target”", "weight", "大于0"),
    edit("limits the wrong way round", "minimum = 0", "minimum = 9\nmaximum = 1", "minimum 9", "maximum 1"),
    edit("a grade without a border", "from = 90\n", "", "[[grade]]", "“优秀”", "from", "first"),
    edit("a grade with two borders", "from = 90\n", "from = 90\nfirst = 2\n", "[[grade]]", "“优秀”", "from", "first"),
    edit("an adjustment of nothing", "points_each = 1", "points_each = 0", "[[adjustment]]", "points_each"),
    edit("a deadline", '"2022-07-10"', '"7月10日"', "[handout]", "deadline", "7月10日", "2022-07-10"),
    edit("a sheet", "[print]", '[print]\nsheets = ["排名"]', "[print]", "sheets", "“排名”", "综合排名"),
    # checks
    edit("a check's code", 'code = "technical-within-industrial"', 'code = "技改"', "[[check]]", "“技改”", "小写字母"),
    edit("a check without rule", 'rule = "技改投资 <= 工业投资"\n', "", "没有 rule", "technical-within-industrial"),
    edit(
        "a level of no check", "[[check]]", '[[check]]\ncode = "rang"\nlevel = "hint"\n[[check]]', "“rang”", "“range”"
    ),
    edit("neither rule nor level", "[[check]]", '[[check]]\ncode = "range"\n[[check]]', "既没有 rule 也没有 level"),
    edit("a check's level", 'level = "verify"', 'level = "serious"', "[[check]]", "level", "mandatory、verify"),
    edit("a name in a message", "（{技改投资}）", "（{技改}）", "[[check]]", "message", "“技改”"),
    edit("an indicator in a rule", "技改投资 <= 工", "技改 <= 工", "[[check]]", "rule", "没有指标“技改”", "技改投资"),
    # formulas
    edit("an indicator in compute", "GROWTH(industrial_investment,", "GROWTH(investment,", "compute", "“investment”"),
    edit("compute in a circle", "LAST_YEAR(industrial_investment)", "工业投资同比", "compute", "绕了一圈"),
    edit("a function", "GROWTH(ind", "RISE(ind", "compute", "没有函数“RISE”", "GROWTH"),
    edit("arguments of a function", ", LAST_YEAR(industrial_investment))", ")", "GROWTH 要2个参数", "写了1个"),
    edit("a bracket left open", 'investment))"', 'investment)"', "compute", "缺少“)”"),
    edit("something left over", 'investment))"', 'investment)))"', "compute", "多出内容"),
    edit("an empty formula", 'value = "completed"', 'value = " "', "“plan_progress”", "value", "公式是空的"),
    edit("a formula cut off", 'value = "completed"', 'value = "completed /"', "“plan_progress”", "value", "不完整"),
    edit("two comparisons", "技改投资 <= 工", "0 < 技改投资 <= 工", "[[check]]", "rule", "连着比较了两次", "AND"),
    edit("a sign that is none", 'value = "completed"', 'value = "completed % 2"', "“plan_progress”", "value"),
    edit("brackets without end", 'value = "completed"', f'value = "{"(" * 5000}completed"', "value", "套得太深"),
    edit(
        "a condition that cannot be read",
        "points_each = 1",
        'points_each = 1\nrequires = "表扬 > 1"',
        "[[adjustment]]",
        "requires",
    ),
    # methods
    edit("no such method", '"efficacy"', '"eficacy"', "[[criterion]] 第1个", "没有计分方法“eficacy”", "“efficacy”"),
    edit("no such parameter", "base = 60", "bass = 60", "efficacy（功效系数", "没有参数“bass”", "“base”"),
    edit(
        "a parameter of another method", "base = 60", "step = 60", "efficacy（功效系数", "没有参数“step”", "base、span"
    ),
    edit("a parameter left out", "start = 20\n", "", "“investment_above_city”", "缺少参数“start”"),
    edit("words for a parameter", "base = 60", 'base = "六十"', "“investment_growth”", "“base”", "应是数字"),
    edit(
        "a target that is no indicator",
        '"planned"\nsch',
        '"plan"\nsch',
        "“plan_progress”",
        "target",
        "“plan”",
        "planned",
    ),
    edit("a schedule", 'schedule = "period"', 'schedule = "half"', "“plan_progress”", "schedule", "period"),
    edit("a schedule of nothing", 'schedule = "period"', "schedule = 0", "“plan_progress”", "schedule", "大于0"),
    edit("TARGET of a sum", 'value = "large_projects"', 'value = "large_projects + 1"', "TARGET", "只写一个指标"),
    edit("no value", 'value = "completed"\n', "", "“plan_progress”", "缺少键“value”"),
    edit("a negative step", EFFICACY, '"rank_step"\nstep = -1', "step", "不能为负"),
    edit("a value too many", EFFICACY, '"per_piece"\nprices = {praise = 1}', "不用 value"),
    edit(
        "bands that overlap",
        EFFICACY,
        '"rank_table"\ntable = [[1, 3, 7], [3, 6, 5]]',
        "重叠",
    ),
    edit("places between bands", EFFICACY, '"rank_table"\ntable = [[3, 3, 5], [1, 1, 7]]', "第2名", "[2, 2, 0]"),
    edit("places before bands", EFFICACY, '"rank_table"\ntable = [[3, 9, 7]]', "第1—2名", "会得0分"),
    edit("a best of nothing", EFFICACY, '"benchmark"\nbest = 0', "best", "大于0"),
    edit("bands cut short", EFFICACY, '"rank_table"\ntable = [[1, 3]]', "三个数"),
    edit("bands of words", EFFICACY, '"rank_table"\ntable = "1-3"', "数字列表"),
    edit(
        "bands of a group that is none",
        EFFICACY,
        '"rank_table"\ntables.town = [[1, 3, 7]]',
        "tables.town",
        "county、district",
    ),
    edit(
        "satisfactory below what is not",
        EFFICACY,
        '"efficacy_fixed"\nsatisfactory = 1\nunacceptable = 2',
        "satisfactory 1 应大于 unacceptable 2",
    ),
    edit(
        "goalposts the wrong way round",
        EFFICACY,
        '"minmax"\nlow = 2\nhigh = 1',
        "low 2 应小于 high 1",
    ),
    edit(
        "a price of no indicator",
        'value = "industrial_investment_yoy"\ndirection = "higher"\nmethod = "efficacy"\nbase = 60\nspan = 40',
        'method = "per_piece"\nprices = {prize = 1}',
        "prices",
        "“prize”",
        "praise",
    ),
]


@pytest.mark.parametrize(("before", "after", "wanted"), EDITS)
def test_a_mistake_is_one_line_that_says_where_and_what(
    example: str, mistakes: Mistakes, before: str, after: str, wanted: tuple[str, ...]
) -> None:
    assert before in example
    lines = mistakes(example.replace(before, after, 1))
    assert len(lines) == 1, lines
    assert [word for word in wanted if word not in lines[0]] == [], lines
    assert lines[0].startswith("方案.toml")
    assert "\n" not in lines[0]
    assert not re.search(r"`|Expected|Object|\$", lines[0])  # no word of a library's


def test_every_mistake_of_a_stage_is_told_at_once(example: str, mistakes: Mistakes) -> None:
    text = example.replace("bonus_cap", "bonus_cpa").replace("weight = 60", 'weight = "六十"')
    assert len(mistakes(text)) == 2


FILES = [
    pytest.param(b"[scheme\n", ("第1行",), id="TOML: where it breaks off"),
    pytest.param('[scheme]\nname = "例"\nperiod = \n'.encode(), ("第3行",), id="TOML: the line"),
    pytest.param('[scheme]\nname = "例'.encode(), ("TOML 格式有误",), id="TOML: at the end"),
    pytest.param(b"a = " + b"[" * 5000, ("TOML 格式有误",), id="TOML: brackets without end"),
    pytest.param(b"a = " + b"9" * 5000, ("TOML 格式有误",), id="TOML: a number without end"),
    pytest.param("[scheme]\nname = '例'".encode("gb18030"), ("UTF-8",), id="not UTF-8"),
    pytest.param(b"", ("缺少表 [scheme]",), id="an empty file"),
]


@pytest.mark.parametrize(("data", "wanted"), FILES)
def test_a_file_that_is_no_scheme_is_one_line(tmp_path: Path, data: bytes, wanted: tuple[str, ...]) -> None:
    path = tmp_path / "我的 方案.toml"
    path.write_bytes(data)
    with pytest.raises(SchemeError) as raised:
        load(path, METHODS)
    (line,) = raised.value.mistakes
    assert line.startswith("我的 方案.toml：")
    assert all(word in line for word in wanted), line


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SchemeError, match=r"^无\.toml：打不开"):
        load(tmp_path / "无.toml", METHODS)


def test_a_byte_order_mark_and_line_ends_of_windows_are_read(tmp_path: Path, example: str) -> None:
    path = tmp_path / "scheme.toml"
    path.write_bytes(b"\xef\xbb\xbf" + example.replace("\n", "\r\n").encode())
    assert load(path, METHODS).scheme.name == "工业项目攻坚年活动半年综合评比"
