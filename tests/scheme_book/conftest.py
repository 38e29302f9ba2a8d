"""A scheme with every key in it, and workbooks that people have changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from pingbi.readers import read
from pingbi.scheme import Scheme, parse
from pingbi.scheme_book import SchemeRead, scheme_of, to_excel
from pingbi.scoring import METHODS
from pingbi.workbook import write

EVERY_KEY = """
[scheme]
name = "每个键都写的方案；“一”"
issuer = "某市工信局"
period = "2022Q3"
rounding = "half_even"
decimals = 3
total_decimals = 1
ties = "first_by:area"
compare = "rounded"
total_of = "shown"
missing = "zero"
exempt = "lowest"
rescale_least = 0.35
rank_within = "group"
total = "weighted_mean"
full = 190
bonus_cap = 5.5
deduction_cap = 4
total_cap = 120
sources = ["template", "text"]
notes = ["第一条；还有半句", "第二条"]

[city]
name = "全市合计"
code = "410000"
aliases = ["某市", "全市平均"]

[[group]]
id = "a"
name = "一类"

[[group]]
id = "b"
name = "二类"

[[county]]
name = "甲县"
code = "410001"
group = "a"
aliases = ["甲"]

[[county]]
name = "乙区"
group = "b"
aliases = ["乙", "“乙”新区"]

[[indicator]]
id = "output"
name = "产值"
aliases = ["工业产值、总量", "产值；合计"]
unit = "亿元"
kind = "level"
decimals = 1
minimum = -0.5
maximum = 1234567890123456789.25
required = false
reported_by = "office"
office = "运行科"
count_of = "late_days"
definition = "第一行\\n第二行 "
source = "月报"
lines = ["工业", "产值"]

[[indicator]]
id = "output_yoy"
name = "产值增速"
unit = "%"
kind = "yoy"
of = "output"
compute = "GROWTH(产值, LAST_YEAR(产值))"

[[indicator]]
id = "part"
name = "其中技改"
unit = "亿元"
kind = "level"
part_of = "output"
ledger = "matters"
aggregate = "sum"
column = "金额"
where = "金额 >= 1"

[[indicator]]
id = "rate"
name = "完成比"
unit = "%"
kind = "share"
ledger = "matters"
aggregate = "ratio"
numerator = "金额"
denominator = "总额"

[[indicator]]
id = "praise"
name = "表扬"
unit = "次"
kind = "count"
reported_by = "city"

[[ledger]]
id = "matters"
name = "事项台账"
key = "事项"
columns = ["事项", "县", "金额", "总额"]
units = { "金额" = "亿元", "总额" = "亿元" }
county_column = "县"
aliases = { "金额" = ["实际金额", "完成，金额"], "事项" = ["项目"] }
checks = ["金额 <= 总额"]

[[ledger]]
id = "plain"
name = "简单台账"
key = "名"
columns = ["名"]
checks = []

[[target]]
indicator = "output"
county = "甲县"
period = "2022Q3"
value = 0.1

[[target]]
indicator = "output"
value = 3

[[part]]
id = "one"
name = "第一部分"
weight = 100
lines = ["第一", "部分"]
total = "geometric_mean"

[[criterion]]
id = "area"
name = "产值项"
weight = 30.5
part = "one"
value = "产值 / 2"
value_name = "一半"
value_unit = "亿元"
method = "given"
direction = "lower"
decimals = 4
ties = "dense"
missing = "unranked"
exempt = "zero"
within = "all"
scale = 100
lines = ["产值", "项"]

[[adjustment]]
name = "表扬加分"
indicator = "praise"
points_each = 0.25
cap = 1
capped = false
requires = "产值增速 >= 0"
remark = "=以文件为准"

[[veto]]
name = "否决"
indicator = "praise"
effect = "last"

[[grade]]
name = "优"
from = 90
within = "group"

[[grade]]
name = "良"
first = 2

[[check]]
code = "own-rule"
level = "verify"
rule = "其中技改 <= 产值"
message = "技改{其中技改}，产值{产值}"

[handout]
deadline = "2022-10-08"
contact = "综合科"
phone = "0393-0000000"
instructions = ["一条", "二条；后半"]

[print]
attachment = "附件2"
title = "得分表"
unit_line = "单位：亿元"
signers = []
secrecy = "内部"
document_number = "〔2022〕1号"
paper = "A3"
fonts = "common"

[print.sheets."主要指标"]
title = "情况表"
attachment = "附件3"
write = false
columns = ["甲", "乙"]

[notice]
title = "通报"
addressee = "各县区："
paragraphs = ["一、结果", "（一）总体。{first}；{band}"]
requirements = ["（一）要求；照办"]
date = "2022-07-20"
front = 2
middle = 5
most_named = 9
criteria = ["area"]
attachments = "totals"
sentences = { "first" = "居前的{是}{县区}；余略", "band" = "a=b" }
"""
# What a key can be in another way, and the methods with all their parameters.
OTHERWISE = {
    'instructions = ["一条", "二条；后半"]': 'instructions = "一段话\\n第二行"',
    'fonts = "common"': 'sheets = ["综合排名", "主要指标"]\nfonts = { "仿宋_GB2312" = "仿宋" }',
    '\n[print.sheets."主要指标"]\ntitle = "情况表"\nattachment = "附件3"\nwrite = false\ncolumns = ["甲", "乙"]\n': "",
    'paragraphs = ["一、结果", "（一）总体。{first}；{band}"]\n': "",
    'sentences = { "first" = "居前的{是}{县区}；余略", "band" = "a=b" }': 'sentences = ["一", "二=三"]',
}
PARAMETERS = {
    "flag": "false",
    "numbers": "[20, 30.5]",
    "prices": "{ praise = 2, output = 0.10 }",
    "indicators": '["praise", "output"]',
    "target": '"part"',
    "schedule": '"period"',
}
BANDS = {"rank_table": "[[1, 1, 9.5], [2, 5, 3]]", "target_table": "[[50, 1], [80.5, 2]]"}


def criteria_of_every_method() -> str:
    """A criterion for each method, with each of its parameters."""
    found = []
    for number, method in enumerate(METHODS.values(), 1):
        lines = [f'[[criterion]]\nid = "m{number}"\nname = "方法{number}"\nweight = 3.6\nmethod = "{method.key}"']
        lines += ['value = "产值"'] if method.takes_value else []
        for at, row in enumerate(method.parameters):
            value = PARAMETERS.get(row.kind) or BANDS.get(method.key) or f"{9 + at}.5"
            value = "0.25" if row.key == "low" else "40" if row.key == "satisfactory" else value
            lines.append(f"{row.key} = {value}")
            if row.kind == "table":
                lines.append(f"tables = {{ a = {value}, b = {value} }}")
        found.append("\n".join(lines))
    return "\n\n".join(found)


def every_key() -> Scheme:
    more = criteria_of_every_method()
    total = 100 + sum(3.6 for _ in METHODS)
    return parse(f"{EVERY_KEY}\n{more}".replace("full = 190", f"full = {total:.1f}"), "全.toml", METHODS)


def every_other_way() -> Scheme:
    text = EVERY_KEY.replace("full = 190\n", "")
    for old, new in OTHERWISE.items():
        assert old in text, old
        text = text.replace(old, new)
    return parse(f"{text}\n{criteria_of_every_method()}".replace('"part"\n', '"TARGET"\n'), "另.toml", METHODS)


@pytest.fixture(scope="session")
def every() -> Scheme:
    return every_key()


@pytest.fixture(scope="session")
def otherwise() -> Scheme:
    return every_other_way()


Edit = Mapping[str, object]


def back(path: Path) -> SchemeRead:
    return scheme_of(read(path.read_bytes(), path.name), METHODS)


@pytest.fixture(scope="session")
def read_back() -> Callable[[Path], SchemeRead]:
    return back


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, every: Scheme) -> Path:
    """The workbook of the scheme with every key."""
    return write(to_excel(every), tmp_path_factory.mktemp("whole") / "whole.xlsx")


@pytest.fixture
def edited(tmp_path: Path, whole: Path) -> Callable[[Callable[[openpyxl.Workbook], None]], SchemeRead]:
    """`edited(change)`: the workbook of the scheme with every key, changed by a person, read back."""

    def change(what: Callable[[openpyxl.Workbook], None]) -> SchemeRead:
        path = tmp_path / "方案.xlsx"
        shutil.copy(whole, path)
        book = openpyxl.load_workbook(path)
        what(book)
        book.save(path)
        return back(path)

    return change
