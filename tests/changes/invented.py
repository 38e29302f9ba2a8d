"""Schemes to change files of: the one that comes along, the example if it is there, and some made by chance."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from pingbi import scheme as schemes
from pingbi.scheme import Scheme
from pingbi.scoring import METHODS

ROOT = Path(__file__).resolve().parents[2]
INVENTED = 6
_FIRST = "云安永平金东西南北青白清长新宁兴德和丰"
_SECOND = "川阳山江河湖林州城原泽昌源陵台溪水浦"
_MATTERS = (
    ("工业总产值", "亿元"),
    ("技术改造投入", "万元"),
    ("主营业务收入", "亿元"),
    ("利税总额", "万元"),
    ("新产品销售收入", "亿元"),
    ("入库税金", "万元"),
    ("外贸进出口", "亿元"),
    ("固定资产投入", "亿元"),
    ("工业用电量", "万千瓦时"),
    ("综合能源消费量", "吨"),
)
_COUNTS = (
    ("新建项目", "个"),
    ("开工项目", "个"),
    ("专精特新企业", "家"),
    ("小升规企业", "家"),
    ("上云企业", "家"),
    ("培训人次", "人"),
    ("科技成果", "项"),
)
_RATES = ("产销率", "资金到位率", "设备联网率", "达产率", "问题办结率")
_PRAISE = ("通报表扬", "经验推广", "安全事故")


def all_schemes(seed: int) -> tuple[Scheme, ...]:
    """The schemes of one run, the same for the same seed."""
    default = schemes.load(schemes.find(""), METHODS)
    example = ROOT.parent / "shared" / "example-scheme.toml"
    given = (schemes.load(example, METHODS),) if example.is_file() else ()
    return (default, default, *given, *(invented(seed * 100 + at) for at in range(INVENTED)))


@cache
def invented(seed: int) -> Scheme:
    """Counties, indicators, units and offices by chance."""
    draw = random.Random(seed)  # noqa: S311  # no secret
    lines = [
        f'[scheme]\nname = "{draw.choice(["工业", "项目", "制造业"])}{draw.choice(["攻坚", "提升", "比拼"])}评比"',
        f'issuer = "{draw.choice(["某市工信局", "某市发改委"])}"\nperiod = "2022H1"',
        f'[city]\nname = "全市"\naliases = ["{draw.choice(_FIRST)}海市"]',
    ]
    names: set[str] = set()
    while len(names) < draw.randint(4, 14):
        stem = draw.choice(_FIRST) + draw.choice(_SECOND) * (draw.random() < 0.8)
        names.add(stem + draw.choice(("县", "县", "区")))
    stems: set[str] = set()
    for name in sorted(names):
        stem = name[:-1]
        alias = f'\naliases = ["{stem}", "{stem}地区"]' if len(stem) == 2 and stem not in stems else ""
        stems.add(stem)
        lines.append(f'[[county]]\nname = "{name}"{alias}')
    lines += _indicators(draw)
    return schemes.parse("\n".join(lines), f"invented-{seed}.toml", METHODS)


def _indicators(draw: random.Random) -> list[str]:
    lines: list[str] = []
    first = ""

    def one(name: str, unit: str, kind: str, *more: str) -> str:
        nonlocal first
        row = f"i{len(lines)}"
        first = first or row
        lines.append(
            f'[[indicator]]\nid = "{row}"\nname = "{name}"\nunit = "{unit}"\nkind = "{kind}"\n' + "\n".join(more)
        )
        return row

    for name, unit in draw.sample(_MATTERS, draw.randint(2, 5)):
        level = one(name, unit, "level", f'aliases = ["{name}完成额", "累计{name}"]')
        if draw.random() < 0.6:
            one(f"{name}增速", "%", "yoy", f'of = "{level}"', f'aliases = ["{name}同比", "{name}增长率"]')
    for name, unit in draw.sample(_COUNTS, draw.randint(1, 3)):
        required = "true" if draw.random() < 0.7 else "false"
        one(name, unit, "count", f'aliases = ["{name}数"]', f"required = {required}")
    for name in draw.sample(_RATES, draw.randint(1, 2)):
        one(name, "%", "share", f'aliases = ["{name[:-1]}比率"]')
    office = draw.choice(("统计局", "科技局", "税务局"))
    one("万元产值能耗", "吨", "level", 'reported_by = "office"', f'office = "{office}"', 'aliases = ["单位产值能耗"]')
    one(draw.choice(_PRAISE), "次", "count", 'reported_by = "city"', "required = false")
    if draw.random() < 0.7:
        lines.append(f'[[target]]\nindicator = "{first}"\nvalue = {draw.randint(50, 900)}')
    lines.append(
        f'[[criterion]]\nid = "a"\nname = "得分甲"\nweight = 100\nvalue = "{first}"\n'
        f'method = "{draw.choice(["rank_step", "efficacy"])}"'
    )
    return lines
