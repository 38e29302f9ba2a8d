"""Heads for what does not add up: a share that no whole number gives, parts that are not their whole."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.casework.finding_words import rule_of, told
from pingbi.casework.offered import Does, Matter, Offer, Offers, number

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST = re.compile(r"-?\d+(?:\.\d+)?")
_COUNTED = re.compile(r"^(?P<name>.+?)为(?P<number>\d+)(?P<unit>[^\d（]*)")


def share(matter: Matter) -> Offers | tuple[Offer, ...]:
    """82÷120＝68.3%，82÷121＝67.8%: the two next to what is printed."""
    found = matter.finding
    printed = _FIRST.search(str(getattr(found, "printed", "")))
    counted = _COUNTED.match(str(getattr(found, "counted", "")))
    if printed is None or counted is None or not Decimal(printed[0]):
        return ()
    percent, count = Decimal(printed[0]), Decimal(counted["number"])
    of_all = bool(getattr(found, "of_all", False))
    digits = max(len(printed[0].partition(".")[2]), 1)
    middle = count * percent / 100 if of_all else count * 100 / percent
    least = middle.to_integral_value("ROUND_FLOOR")
    rows = [(row, count) if of_all else (count, row) for row in (least, least + 1)]
    sums = (f"{part:f}÷{whole:f}＝{number(part / whole * 100, digits)}%" for part, whole in rows if whole)
    what = "个数" if of_all else "总数"
    title = f"{counted['name']} {count:f} {counted['unit']}，{getattr(found, 'name', '')} {percent:f}%："
    title += f"没有哪个{what}能{'得出' if of_all else '除出'} {percent:f}%"
    reckoning = f"{'，'.join(sums)}。两个数里至少一个口径不同或有笔误。"
    return Offers(found, rule_of(found, matter.scheme), title, reckoning, tuple(_offers(matter)))


def total(matter: Matter) -> Offers | tuple[Offer, ...]:
    """四化项目 29 = 9 + 17 + ？，差 3 个: by how much the parts miss their whole."""
    found = matter.finding
    words = told(found, matter.scheme)
    whole, parts = str(getattr(found, "whole_value", "")), tuple(getattr(found, "parts", ()))
    printed, sum_of = _FIRST.search(whole), _FIRST.search(str(getattr(found, "total", "")))
    if printed is None or sum_of is None or not parts:
        return ()
    apart = Decimal(printed[0]) - Decimal(sum_of[0])
    unit = whole[printed.end() :].partition("（")[0].strip()
    name = getattr(found, "whole", "")
    apart_words = f"{'少' if apart > 0 else '多'} {abs(apart):f} {unit}"
    title = f"{name} {printed[0]} {unit}，所列各项相加是 {sum_of[0]} {unit}，{apart_words}"
    return Offers(found, words.rule, title, f"所列各项：{'、'.join(parts)}。", tuple(_offers(matter)))


def _offers(matter: Matter) -> Iterator[Offer]:
    yield Offer(Does.EXPLAIN, "填说明…")
    if matter.indicator is not None and matter.finding.county:
        yield Offer(Does.WRITE, "改正…", matter.finding.county, matter.indicator.id)
    if matter.is_county:
        yield Offer(Does.RETURN, f"退回{matter.county}", matter.county)
