"""Whatever the figures and rules are: a notice can be written, and what it says is well formed."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from random import Random

from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from pingbi.model import Previous
from pingbi.notice import Given, notice_of

COUNTED = re.compile(r"有(\d+)个县（区）：([^。]*)。")
VALUES = ["-", "免", "0", "1", "2", "2.004", "-3", "-0.04", "55.5", "100", "1234567.891"]
KINDS = ["level", "count", "yoy", "share", "plan_ratio", "vs_city", "rank", "target_gap", "pp_diff", "contribution"]
METHODS = [
    "rank_linear",
    "efficacy",
    "target_all",
    "target_ratio",
    "share",
    "zscore",
    "against_city",
    "given",
    "percentile",
]


def case(dice: Random) -> tuple[str, str, str, str, Previous | None]:
    """A table, its tables and rules, the period, the last period: all kinds and methods alike often."""
    count, groups = dice.randint(1, 16), dice.randint(0, 3)
    lines = ["甲 乙 丙"]
    for at in range(count):
        group = f":{'一二三'[at % groups]}" if groups else ""
        lines.append(
            f"{'东西南北'[at // 4]}{'山河湖海'[at % 4]}县{group} {' '.join(dice.choice(VALUES) for _ in range(3))}"
        )
    if dice.random() < 0.5:
        lines.insert(1, f"全市 {' '.join(dice.choice(VALUES) for _ in range(3))}")
    first, second = dice.choice(KINDS), dice.choice(KINDS)
    part = dice.choice(["", 'part="p", '])
    tables = f"""
indicator = [{{id="甲", name="甲标", unit="亿元", kind="{first}"}},
 {{id="乙", name="乙速", unit="百分点", kind="{second}", of="甲"}}, {{id="丙", name="丙事", unit="次", kind="count"}}]
criterion = [{_criterion(dice, "甲", part)}, {_criterion(dice, "乙", part)}, {_criterion(dice, "丙", "")}]
adjustment = [{{name="奖", indicator="丙", points_each=0.5, cap=1}}, {{name="罚", indicator="丙", points_each=-1}}]
veto = [{{name="事", indicator="丙", effect="{dice.choice(["last", "unranked"])}"}}]
grade = [{{name="优", first=2}}, {{name="良", from=1}}]"""
    tables += '\npart = [{id="p", name="质效", weight=7}]' if part else ""
    if dice.random() < 0.5:
        tables = "\n".join(line for line in tables.splitlines() if not line.startswith("veto"))
    rules = "\n".join(
        f'{key} = "{dice.choice(values)}"'
        for key, values in {
            "ties": ["skip", "dense", "average"],
            "missing": ["unranked", "zero", "lowest", "rescale"],
            "rank_within": ["all", "group"],
            "rounding": ["half_up", "half_even"],
            "total": ["sum", "weighted_mean", "geometric_mean"],
        }.items()
    )
    before = {"东山县": Decimal("2.5"), "东河县": Decimal(1)} if dice.random() < 0.5 else None
    period = dice.choice(["2022H1", "2022", "2022M06", "2022W27", "2022YTD"])
    return "\n".join(lines), tables, rules, period, Previous(before) if before else None


def _criterion(dice: Random, name: str, part: str) -> str:
    method = dice.choice(METHODS)
    more = {
        "target_all": ", target = 2",
        "target_ratio": ', target = 4, schedule = "period"',
        "against_city": ", start = 1, up = 1, down = 1, cap = 3",
    }.get(method, "")
    lower = ', direction = "lower"' if dice.random() < 0.5 else ""
    return f'{{id="{name}", name="{name}项", {part}weight=5, method="{method}", value="{name}"{more}{lower}}}'


@settings(max_examples=150)
@whatever(seed=st.integers(0, 2**32))
def test_whatever_is_evaluated_the_notice_is_well_formed(
    given: Callable[..., Given], texts: Callable[[Given], list[str]], seed: int
) -> None:
    table, tables, rules, period, previous = case(Random(seed))  # noqa: S311  # no secret
    made = given(table, scheme=rules, tables=tables, previous=previous, period=period)
    found = texts(made)
    whole = "\n".join(found)
    for wrong in (
        "{",
        "}",
        "增长-",
        "下降-",
        "有0个",
        "。。",
        "，。",
        "、。",
        "；。",
        "：。",
        "（）",
        "None",
        "E+",
        "  ",
    ):
        assert wrong not in whole, wrong
    for count, names in COUNTED.findall(whole):
        listed = re.sub(r"（[^（）]*）", "", names).removesuffix("等").split("、")
        assert len(listed) == min(int(count), made.scheme.notice.most_named)
    assert notice_of(made) == notice_of(made)
