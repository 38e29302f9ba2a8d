"""Numbers with units in running text; dates, periods and slogans are none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDE = str.maketrans("０１２３４５６７８９．，－％", "0123456789.,-%")
UNITS = (
    "万亿元|亿美元|万美元|亿元|万元|千元|美元|元|万千瓦时|亿千瓦时|万千瓦|千瓦|平方公里|平方米|万平方米|万吨|吨|公里|亩|个百分点|百分点|%|‰"
    "|万个|万人次|人次|万人|万家|万户|家次|场次|批次|个|家|项|条|户|人|名|位|次|场|件|起|笔|套|台|辆|种|类|期|批|处|座|亿|万|倍|成|大"
)
_ARABIC = re.compile(
    r"(?P<about>约|近|超过|超|逾|突破|不足)?"
    r"(?P<digits>(?:(?<=[由为从长降幅率升])[-−])?(?<![\d.])(?<!\d,)\d[\d,]{0,24}(?:\.\d{1,12})?)(?P<more>余|多)?"
    rf"(?P<unit>{UNITS})(?P<above>以上|左右)?"
)
_CHINESE = re.compile(
    r"(?<![一二三四五六七八九十百千万])(?P<digits>[一二三四五六七八九十两]{1,3})(?P<unit>个(?!一|百分点)|家|项|名|位|条|次)"
)
_RANK = re.compile(r"第(?P<digits>[一二三四五六七八九十\d]{1,3})(?P<unit>位|名)")
_BARE_RANK = re.compile(r"(?<=[居列排位市省国数])第(?P<digits>[一二三四五六七八九十\d]{1,3})(?=$|[、）)])")
_FIRST = re.compile(r"(?P<digits>首)(?P<unit>位)")
_BEFORE = re.compile(r"前(?P<digits>[一二三四五六七八九十\d]{1,3})(?P<unit>位|名)")
_DATE = re.compile(
    r"\d{4}年(?!度?计划投资\d)|\d{1,2}月(?:份)?\d{1,2}日|\d{1,2}[-—–－~至到]{1,2}\d{1,2}月份?|\d{1,2}月份?|\d{1,2}日|\d{1,2}时"
)
_QUOTED = re.compile(r"“[^”]{1,12}”")
_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "首": 1}


@dataclass(frozen=True, slots=True)
class Mention:
    """A number of a clause: `start`, `end` are of its digits, `stop` is behind its unit, `open` before 约 or 第."""

    open: int
    start: int
    end: int
    stop: int
    value: Decimal
    unit: str
    qualifier: str | None = None
    rank: bool = False


def numeral(text: str) -> Decimal:
    """A Chinese numeral below 1000, or digits: 十二 is 12."""
    if text.isdigit():
        return Decimal(text)
    total = digit = 0
    for character in text:
        if character in _DIGIT:
            digit = _DIGIT[character]
        else:
            total += (digit or 1) * {"十": 10, "百": 100}[character]
            digit = 0
    return Decimal(total + digit)


def mentions(text: str) -> Iterator[Mention]:
    """Every number of a clause in order. `text` holds no white space."""
    plain = text.translate(_WIDE)
    taken = [match.span() for match in _DATE.finditer(plain)]
    taken += [match.span() for match in _QUOTED.finditer(plain) if not re.search(r"\d+(?:\.\d+)?%", match[0])]
    found = []
    for pattern, word in ((_RANK, None), (_BARE_RANK, None), (_BEFORE, "前"), (_FIRST, None)):
        for match in pattern.finditer(plain):
            if _free(match.start(), match.end(), taken):
                where = (match.start(), match.start("digits"), match.end("digits"), match.end())
                last = "倒数" if plain[: match.start()].endswith("倒数") else word
                found.append(Mention(*where, numeral(match["digits"]), "位", last, rank=True))
                taken.append(match.span())
    for match in _ARABIC.finditer(plain):
        if not _free(match.start("digits"), match.end("unit"), taken):
            continue
        value = Decimal(match["digits"].replace(",", "").replace("−", "-"))
        word = match["about"] or match["more"] or match["above"]
        found.append(
            Mention(match.start(), match.start("digits"), match.end("digits"), match.end(), value, match["unit"], word)
        )
    for match in _CHINESE.finditer(plain):
        if match["digits"] in ("一", "十") or not _free(match.start(), match.end(), taken):
            continue
        where = (match.start(), match.start("digits"), match.end("digits"), match.end())
        found.append(Mention(*where, numeral(match["digits"]), match["unit"]))
    yield from sorted(found, key=lambda row: row.start)


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return all(end <= first or start >= last for first, last in taken)
