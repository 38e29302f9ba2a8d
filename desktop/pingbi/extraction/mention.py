"""A number of a clause, and what numbers that stand together give each other: a unit, the other end of a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pingbi.extraction.measures import UNIT_IN_BRACKETS

_JOINED = re.compile(r"[、和与及](?:提高|提升|上升|回升|扩大|回落|下降|收窄|放缓)?")
_LIST = re.compile(r"(?:、|和|与|及|以及)[一-鿿]{0,12}")
_END = re.compile(r"$|[、，。；（(]|和|与|及")
_HEADED = re.compile(rf"{UNIT_IN_BRACKETS}[:：]?$")
_TO = re.compile(r"[-—–~～至到]{1,2}")
_FROM = re.compile(r"[由从][^，、]*$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number of a clause: `start`, `end` are of its digits, `stop` is behind its unit, `open` before 约 or 第.

    `unsure`: it may have another sign, or be one end of a range (4%—5%).
    """

    open: int
    start: int
    end: int
    stop: int
    value: Decimal
    unit: str
    qualifier: str | None = None
    rank: bool = False
    unsure: bool = False


def ranges(plain: str, found: list[Mention]) -> Iterator[Mention]:
    """4%—5%, 100至110亿元: one number, the first of the two, and that is not sure. 由4%到5% is no range."""
    at = 0
    while at < len(found):
        row, after = found[at], found[at + 1] if at + 1 < len(found) else None
        at += 1
        if (
            after is not None
            and after.unit
            and row.unit in ("", after.unit, after.unit.removesuffix("元"))
            and not row.rank
            and _TO.fullmatch(plain[row.stop : after.open])
            and not _FROM.search(plain[max(0, row.open - 12) : row.open])
        ):
            at += 1
            if not plain.startswith("的", after.stop):  # 投资1—3亿元的12个: a class of things
                yield replace(row, stop=after.stop, unit=after.unit, unsure=True)
        else:
            yield row


def with_units(plain: str, rows: Iterator[Mention]) -> Iterator[Mention]:
    """15.5、2.2个百分点 and 71.6、70.3分: a number of a list has the unit of the next one, or of the one before."""
    found, unit = list(rows), ""
    kept: list[Mention] = []
    for at, number in enumerate(found):
        headed = _HEADED.search(plain[: number.open]) if not number.unit else None
        row = replace(number, unit=headed["unit"]) if headed is not None else number  # 工业投资（亿元）18.3
        follows = found[at + 1] if at + 1 < len(found) else None
        if (
            row.unit == "个"
            and follows
            and follows.unit in ("个百分点", "")
            and _JOINED.fullmatch(plain[row.stop : follows.open])
        ):
            kept.append(replace(row, unit="个百分点"))  # 9.6个、22.5个百分点
            continue
        if row.unit:
            unit = row.unit
            kept.append(row)
            continue
        after = next((one for one in found[at + 1 :] if one.unit), None)
        between = plain[row.stop : found[at + 1].open] if at + 1 < len(found) else None
        own = ""
        if after is not None and between is not None and _LIST.fullmatch(between):
            own = after.unit
        elif at and unit and _LIST.fullmatch(plain[found[at - 1].stop : row.open]) and _END.match(plain[row.stop :]):
            own = unit
        if own:
            kept.append(replace(row, unit=own))
    yield from kept
