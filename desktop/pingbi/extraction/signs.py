"""What stands before digits: a minus in any of its shapes, a dash that may be one, or the other end of a range."""

from __future__ import annotations

import re
from typing import NamedTuple

from pingbi.extraction.measures import POINTS, RATE, RATES, UNIT

_DASHES = "—–―─"
_END_OF_NUMBER = re.compile(rf"\d(?:余|多)?(?:{UNIT})?$")
_LETTER = re.compile(r"[A-Za-z～~]$")
_CALENDAR = re.compile(r"(?:(?<!同)[月日年季期号第]|[季年]度)$")
_HAN = re.compile(r"[一-鿿]$")
# After these a number must come: what stands between is its sign.
_DEMAND = re.compile(r"(?:[为达至到是约近由从仅]|只有)$")
_AMOUNT_END = re.compile(rf"\d(?:余|多)?(?!(?:{RATE})$)(?:{UNIT})$")  # 12.3亿元 —4.1%
_GROWTH = re.compile(r"(?:[速幅率长降升均别计]|(?<![季年月])度|同期|[同环]比|[和与及或]|[县区市旗])$")


class Sign(NamedTuple):
    """Where a number begins with its sign, whether it is below nought, and whether that is sure."""

    start: int
    negative: bool = False
    sure: bool = True


def sign_before(plain: str, at: int, unit: str) -> Sign:
    """The sign of the number whose digits begin at `at`: 增速-4.1%, 为负4.1%, ▼4.1%; none in 4%-5%, 1-6月, GB-2.

    ▲ and △ are a minus to accountants; a dash behind a noun may part it from its number.
    """
    mark, ahead = plain[at - 1 : at], plain[: max(0, at - 1)]
    rate = unit in RATES or unit in POINTS
    if plain[:at].endswith("负的"):
        return Sign(at - 2, negative=True)
    if mark == "负":
        return Sign(at, sure=False) if ahead.endswith("正") else Sign(at - 1, negative=True)
    if mark == "+" or (rate and mark == "↑"):
        return Sign(at - 1)
    if rate and mark in ("↓", "▼"):
        return Sign(at - 1, negative=True)
    if mark and mark in "▲△▽" and (rate or ahead):  # ▲12个项目 is an item of a list
        return Sign(at - 1, negative=mark == "▽", sure=False)
    if mark == "-":
        return _of_hyphen(ahead, at, rate=rate, counted=not rate and not unit.endswith("元"))
    if mark and mark in _DASHES:
        return _of_dash(ahead, at, rate=rate)
    return Sign(at)


def _of_hyphen(ahead: str, at: int, *, rate: bool, counted: bool) -> Sign:
    if _END_OF_NUMBER.search(ahead) or _LETTER.search(ahead) or (ahead and ahead[-1] in f"-{_DASHES}"):
        return Sign(at)
    if _DEMAND.search(ahead) or _GROWTH.search(ahead):
        return Sign(at - 1, negative=True)
    if not ahead:  # of a list of items: - 12个项目
        return Sign(at) if counted else Sign(at - 1, negative=True, sure=rate)
    if _HAN.search(ahead):
        return Sign(at - 1, negative=True, sure=False) if rate else Sign(at, sure=bool(_CALENDAR.search(ahead)))
    return Sign(at - 1, negative=True)


def _of_dash(ahead: str, at: int, *, rate: bool) -> Sign:
    if rate and _AMOUNT_END.search(ahead):
        return Sign(at - 1, negative=True, sure=False)
    if _END_OF_NUMBER.search(ahead):
        return Sign(at)
    single = not ahead or ahead[-1] not in f"-{_DASHES}"
    if single and _DEMAND.search(ahead):
        return Sign(at - 1, negative=True, sure=rate)
    if single and rate and (_GROWTH.search(ahead) or ahead.endswith(("、", "（", "("))):
        return Sign(at - 1, negative=True, sure=False)
    return Sign(at, sure=not rate)
