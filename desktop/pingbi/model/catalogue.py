"""Kinds of figure, units and periods, with the Chinese words for them (DOMAIN.md, "Words")."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What sort of figure an indicator or a fact is."""

    LEVEL = "level"  # 总量
    COUNT = "count"  # 个数
    YOY = "yoy"  # 同比
    SHARE = "share"  # 占比 覆盖率 完成率
    PLAN_RATIO = "plan_ratio"  # 占年计划
    VS_CITY = "vs_city"  # 高于全市平均 n 个百分点
    RANK = "rank"  # 居全市第 n 位
    TARGET_GAP = "target_gap"  # 超市定目标 n
    PP_DIFF = "pp_diff"  # 百分点之差
    CONTRIBUTION = "contribution"  # 拉动


KIND_WORDS: dict[Kind, str] = {
    Kind.LEVEL: "总量",
    Kind.COUNT: "个数",
    Kind.YOY: "同比",
    Kind.SHARE: "占比",
    Kind.PLAN_RATIO: "占年计划",
    Kind.VS_CITY: "较全市",
    Kind.RANK: "位次",
    Kind.TARGET_GAP: "超目标",
    Kind.PP_DIFF: "百分点差",
    Kind.CONTRIBUTION: "拉动",
}
RATES = frozenset({Kind.YOY, Kind.SHARE, Kind.PLAN_RATIO})

# Units that can be turned into each other: (what they measure, how many of the smallest).
_UNITS: dict[str, tuple[str, Decimal]] = {
    "元": ("元", Decimal(1)),
    "个": ("个", Decimal(1)),
    "家": ("家", Decimal(1)),
    "人": ("人", Decimal(1)),
    "吨": ("吨", Decimal(1)),
    "吨标准煤": ("吨标准煤", Decimal(1)),
    "千瓦时": ("千瓦时", Decimal(1)),
    "兆瓦时": ("千瓦时", Decimal(1000)),
    "千瓦": ("千瓦", Decimal(1)),
    "兆瓦": ("千瓦", Decimal(1000)),
    "吉瓦": ("千瓦", Decimal(10**6)),
    "平方米": ("平方米", Decimal(3)),  # of thirds, so that 亩 is a whole number too: 15 亩 are a 公顷
    "亩": ("平方米", Decimal(2000)),
    "公顷": ("平方米", Decimal(30_000)),
    "平方公里": ("平方米", Decimal(3_000_000)),
    "‰": ("%", Decimal("0.1")),
    "%": ("%", Decimal(1)),
    "成": ("%", Decimal(10)),
    "倍": ("%", Decimal(100)),
    "百分点": ("百分点", Decimal(1)),
    "个百分点": ("百分点", Decimal(1)),
}
_MULTIPLES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8)}
_SAME_UNIT = {
    "％": "%",
    "亿": "亿元",
    "万": "万元",
    "项": "个",
    "户": "家",
    "元人民币": "元",
    "吨标煤": "吨标准煤",
    "㎡": "平方米",
    "m²": "平方米",
    "km²": "平方公里",
    "平方千米": "平方公里",
    "hm²": "公顷",
    "度": "千瓦时",
    "kWh": "千瓦时",
    "KWh": "千瓦时",
    "MWh": "兆瓦时",
    "kW": "千瓦",
    "MW": "兆瓦",
    "GW": "吉瓦",
}


@lru_cache(1024)
def factor(unit: str, wanted: str) -> Decimal | None:
    """By how much a number in `unit` is multiplied to be in `wanted`; None where it cannot be.

    >>> factor("万元", "亿元")
    Decimal('0.0001')
    """
    have, want = _measured(unit), _measured(wanted)
    if not unit or have == want:
        return Decimal(1)
    return have[1] / want[1] if have[0] == want[0] else None


def in_unit(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """A number in another unit; to 10 decimals, up to which values are compared (CONTRACT.md), where it has no end.

    >>> in_unit(Decimal(7), "亩", "公顷")
    Decimal('0.4666666667')
    """
    times = factor(unit, wanted)
    if times is None or -int(times.as_tuple().exponent) <= _MOST_DECIMALS:
        return None if times is None else value * times
    found = (value * times).quantize(Decimal("1E-10")).normalize()
    return found.quantize(Decimal(1)) if int(found.as_tuple().exponent) > 0 else found


_MOST_DECIMALS = 20  # of a factor that has an end: 元 in 万亿元


def _measured(unit: str) -> tuple[str, Decimal]:
    """What a unit measures, and how many of the smallest it is: 万美元 is 10,000 of 美元, 千万元 10,000,000 of 元."""
    unit = _SAME_UNIT.get(unit, unit)
    if unit in _UNITS or unit[:1] not in _MULTIPLES or len(unit) == 1:
        return _UNITS.get(unit, (unit, Decimal(1)))
    of, many = _measured(unit[1:])
    return of, _MULTIPLES[unit[0]] * many


def with_multiple(unit: str, beside: str) -> str:
    """A unit behind a number; 万 and 亿 alone are of what is counted: 万人 beside 万人 or 人, money beside 亿元.

    >>> with_multiple("万", "万人"), with_multiple("万", "亿元"), with_multiple("亿", "亿千瓦时")
    ('万人', '万', '亿千瓦时')
    """
    if unit not in ("万", "亿") or not beside or factor(unit, beside) is not None:
        return unit
    return unit + _LEADING_MULTIPLE.sub("", beside)


_LEADING_MULTIPLE = re.compile(r"(?:[万亿]|百(?=万)|千(?![瓦克米]))+(?=.)")


_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:(?P<half>H[12])|(?P<quarter>Q[1-4])|M(?P<first>\d{2})(?:-(?P<last>\d{2}))?|W(?P<week>\d{1,2})"
    r"|(?P<plan>FY-plan)|(?P<ytd>YTD))?"
)


def is_period(text: str) -> bool:
    """Whether it is a period of DOMAIN.md: 2022H1 2022Q1 2022M01-07 2022M06 2022W27 2022 2022FY-plan 2022YTD asof."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        return text == "asof"
    if match["first"]:
        return 1 <= int(match["first"]) <= int(match["last"] or match["first"]) <= 12
    return not match["week"] or 1 <= int(match["week"]) <= 53


def months(period: str) -> tuple[int, int, int] | None:
    """(year, first month, last month) of a period made of whole months, else None.

    >>> months("2022H1")
    (2022, 1, 6)
    """
    match = _PERIOD.fullmatch(period)
    if match is None or match["week"] or match["plan"] or match["ytd"]:
        return None
    year = int(match["year"])
    if match["half"]:
        return (year, 1, 6) if match["half"] == "H1" else (year, 7, 12)
    if match["quarter"]:
        last = int(match["quarter"][1]) * 3
        return year, last - 2, last
    if match["first"]:
        return year, int(match["first"]), int(match["last"] or match["first"])
    return year, 1, 12


def same_period(left: str, right: str) -> bool:
    """Whether two spellings mean the same months (2022H1 and 2022M01-06)."""
    return left == right or (months(left) is not None and months(left) == months(right))


def elapsed(period: str) -> Decimal:
    """The share of the year gone at the period's end (序时进度): 6/12, of weeks 27/52; 1 where no end is known."""
    if found := months(period):
        return Decimal(found[2]) / 12
    match = _PERIOD.fullmatch(period)
    return min(Decimal(match["week"]) / 52, Decimal(1)) if match is not None and match["week"] else Decimal(1)


def words(period: str) -> str:
    """The period as a table's head prints it: 2022年上半年, 2022年1—7月, 2022年一季度."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return "目前" if period == "asof" else period
    year = f"{match['year']}年"
    if match["half"]:
        return year + ("上半年" if match["half"] == "H1" else "下半年")
    if match["quarter"]:
        return year + "一二三四"[int(match["quarter"][1]) - 1] + "季度"
    if match["first"]:
        return year + (f"{int(match['first'])}—{int(match['last'])}月" if match["last"] else f"{int(match['first'])}月")
    if match["week"]:
        return f"{year}第{int(match['week'])}周"
    return year + ("计划" if match["plan"] else "以来" if match["ytd"] else "")


def year_before(period: str) -> str:
    """The same period one year earlier."""
    match = _PERIOD.fullmatch(period)
    return period if match is None else f"{int(match['year']) - 1}{period[4:]}"


def period_before(period: str) -> str:
    """The one before of a row of periods: halves, quarters, months, weeks, years, 1—7月 after 1—6月; empty for others.

    >>> period_before("2022H1"), period_before("2022M01-07"), period_before("2022M01")
    ('2021H2', '2022M01-06', '2021M12')
    """
    match = _PERIOD.fullmatch(period)
    if match is None or match["ytd"]:
        return ""
    year = int(match["year"])
    if match["half"]:
        return f"{year - 1}H2" if match["half"] == "H1" else f"{year}H1"
    if match["quarter"]:
        quarter = int(match["quarter"][1])
        return f"{year}Q{quarter - 1}" if quarter > 1 else f"{year - 1}Q4"
    if match["week"]:
        week = int(match["week"])
        return f"{year}W{week - 1:02}" if week > 1 else f"{year - 1}W{date(year - 1, 12, 28).isocalendar().week}"
    if match["first"]:
        return _months_before(year, int(match["first"]), int(match["last"] or match["first"]))
    return f"{year - 1}{period[4:]}"


def _months_before(year: int, first: int, last: int) -> str:
    if first == 1 and last > 1:
        return f"{year}M01-{last - 1:02}" if last > 2 else f"{year}M01"
    length = last - first + 1
    if (first - 1) % length:
        return ""
    year, first = (year, first - length) if first > 1 else (year - 1, 12)
    return f"{year}M{first:02}" if length == 1 else f"{year}M{first:02}-{first + length - 1:02}"


def minute(when: str) -> str:
    """An ISO time as people read it.

    >>> minute("2022-07-08T09:12:33+08:00")
    '2022-07-08 09:12'
    """
    return when[:16].replace("T", " ")


def bare(name: str) -> str:
    """A name as it is compared: no white space, full-width signs as half-width, quotes and brackets unified."""
    return _bare(name) if len(name) <= LONGEST else "".join(name.split()).translate(_WIDTH)


@lru_cache(8192)  # a table repeats its words; none of them is long enough to fill the memory
def _bare(name: str) -> str:
    return "".join(name.split()).translate(_WIDTH)


_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | {ord("“"): '"', ord("”"): '"', ord("％"): "%"}


def quoted(name: str) -> str:
    """A name in quotation marks; those inside it become single ones: “‘四化’改造项目”."""
    return f"“{name.translate(_INNER)}”"


_INNER = {ord("“"): "‘", ord("”"): "’"}


LONGEST = 60  # characters of a cell that a message repeats


def excerpt(text: str) -> str:
    """A cell's words in a message: on one line, without control characters, cut with a mark."""
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+", " ", text).strip()
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…（共{len(plain)}字）"


def spaced(name: str) -> str:
    """A two-character name as tables print it, with a full-width blank between: 范　县."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name
