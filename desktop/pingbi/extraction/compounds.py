"""One number said in two steps: 3亿5000万元, 九亿八千万元, 3万2千户, 一成八."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.extraction.measures import FOREIGN
from pingbi.extraction.mention import Mention
from pingbi.extraction.numerals import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

_HAN = "[一二三四五六七八九十百千两零]+"
_BEGIN = r"(?<![\d.,一二三四五六七八九十百千万亿两零第])"
_ONE = rf"(?:\d{{1,9}}|{_HAN})"
_THINGS = rf"(?:{FOREIGN}|元|千瓦时|吨标准煤|吨标煤|吨|平方米|立方米|标箱|人次|人|户|家|件|台|套|辆)"
# In 万: 3亿5000万元.
_HUNDRED_MILLIONS = re.compile(
    rf"{_BEGIN}(?P<digits>(?P<great>{_ONE})亿零?(?P<small>{_ONE}(?:\.\d{{1,6}})?)(?P<times>[十百千])?)(?P<more>余|多)?(?P<unit>万{_THINGS}?)"
)
# In ones: 3万2千户. Without 千 or 百 the rest has at least four digits.
_TEN_THOUSANDS = re.compile(
    rf"{_BEGIN}(?P<digits>(?P<great>\d{{1,9}})万零?(?P<small>\d{{4}}(?!\d)|\d{{1,3}}(?=[百千]))(?P<times>[百千])?)(?P<more>余|多)?(?P<unit>{_THINGS})"
)
_TENTHS = re.compile(
    r"(?<![一二三四五六七八九十百千两零\d])(?P<digits>(?P<great>[一二三四五六七八九两])成(?P<small>[一二三四五六七八九半]))"
    r"(?P<more>左右|以上|多)?(?=$|[，。、；）)的])"
)
_TIMES = {"十": 10, "百": 100, "千": 1000}


def compounds(plain: str) -> Iterator[Mention]:
    """Each of them as one number, without its sign."""
    if "亿" in plain:
        yield from _of(plain, _HUNDRED_MILLIONS, 10_000)
    if "万" in plain:
        yield from _of(plain, _TEN_THOUSANDS, 10_000)
    if "成" in plain:
        for match in _TENTHS.finditer(plain):
            great, small = read(match["great"]), read(match["small"].replace("半", "五"))
            if great is not None and small is not None:
                yield _mention(match, great + small / 10, "成", match.end())


def _of(plain: str, pattern: re.Pattern[str], step: int) -> Iterator[Mention]:
    for match in pattern.finditer(plain):
        great, small = read(match["great"]), read(match["small"])
        if great is None or small is None:
            continue
        small *= _TIMES.get(match["times"] or "", 1)
        if small < step:  # else they are two numbers
            yield _mention(match, great * step + small, match["unit"], match.end())


def _mention(match: re.Match[str], value: Decimal, unit: str, stop: int) -> Mention:
    return Mention(match.start(), match.start("digits"), match.end("digits"), stop, value, unit, match["more"])
