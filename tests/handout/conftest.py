"""Schemes to hand out templates for, and workbooks opened again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pingbi.scheme import Scheme, find, load, parse
from pingbi.scoring import METHODS

# Every kind of question: of counties, of two other offices, of the city; from a ledger; computed; with a target.
TRICKY = """
[scheme]
name = "工业“月调度”"
issuer = "某市工信局"
period = "2023M01-07"

[city]
name = "全市"

[[county]]
name = "甲县"
aliases = ["甲"]
[[county]]
name = "乙区"
[[county]]
name = "丙/丁:开发区"

[[indicator]]
id = "output"
name = "产值"
unit = "亿元"
kind = "level"
minimum = 0
definition = "工业总产值"
source = "月报"
[[indicator]]
id = "output_yoy"
name = "产值增速"
of = "output"
unit = "%"
kind = "yoy"
compute = "GROWTH(产值, LAST_YEAR(产值))"
[[indicator]]
id = "profit"
name = "利润"
unit = "万元"
kind = "level"
required = false
[[indicator]]
id = "staff"
name = "用工人数"
unit = "人"
kind = "count"
[[indicator]]
id = "skilled"
name = "技术工人"
unit = "人"
kind = "count"
part_of = "staff"
[[indicator]]
id = "share"
name = "技术工人占比"
unit = "%"
kind = "share"
compute = "技术工人 / 用工人数 * 100"
[[indicator]]
id = "energy"
name = "能耗"
unit = "吨"
kind = "level"
reported_by = "office"
office = "统计局"
[[indicator]]
id = "rank"
name = "满意度位次"
unit = "位"
kind = "rank"
reported_by = "office"
[[indicator]]
id = "built"
name = "建成项目"
unit = "个"
kind = "count"
ledger = "works"
aggregate = "count"
[[indicator]]
id = "praise"
name = "表扬"
unit = "次"
kind = "count"
reported_by = "city"
required = false

[[ledger]]
id = "works"
name = "项目台账"
key = "名称"
columns = ["名称", "投资"]

[[target]]
indicator = "staff"
county = "甲县"
value = 1200
[[target]]
indicator = "staff"
value = 900

[[criterion]]
id = "growth"
name = "产值增速"
weight = 50
value = "产值增速"
method = "against_city"
start = 30
up = 1
down = 1
cap = 50
[[criterion]]
id = "people"
name = "用工"
weight = 50
value = "用工人数"
method = "target_ratio"
target = "TARGET"
[[adjustment]]
name = "表扬"
indicator = "praise"
points_each = 1
cap = 2

[[check]]
code = "profit-high"
level = "verify"
rule = "利润 / 10000 <= 产值 * 0.5"
message = '利润（{利润}万元）超过"产值"（{产值}亿元）的一半'
[[check]]
code = "staff-target"
rule = "用工人数 <= TARGET(用工人数) * 3"
message = "用工人数是目标的三倍以上"

[handout]
deadline = "2023-08-05"
contact = "运行科"
phone = "000-1234567"
"""


@pytest.fixture(scope="session")
def default() -> Scheme:
    """The scheme that the program brings along."""
    return load(find(""), METHODS)


@pytest.fixture(scope="session")
def tricky() -> Scheme:
    return parse(TRICKY, "tricky.toml", METHODS)


Opened = Callable[[Path], Workbook]


@pytest.fixture(scope="session")
def opened() -> Opened:
    return load_workbook
