"""Offers with a value: what a number in the wrong unit was meant to be, what was left open, one of two."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pingbi.casework.finding_words import rule_of
from pingbi.casework.meant_values import besides, meant, whole_of, within_whole
from pingbi.casework.offered import Does, Matter, Offer, Offers
from pingbi.model import ROLE_WORDS, InRows, InSheet, InText, Role, State
from pingbi.model.catalogue import Kind, factor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.casework.meant_values import Meant
    from pingbi.model import Figure
    from pingbi.scheme import Indicator

LEAST_TIMES = Decimal(2)  # from which it is worth saying how many times
AGREES = Decimal("0.5")  # points between a growth that was reported and one that follows
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNIT = re.compile(r"^(万亿元?|亿元?|千万元|百万元|万元|万|元|%|％|个|家|人)")


def unit_slip(matter: Matter) -> Offers | Sequence[Offer]:
    """The value in the unit that was meant, where something speaks for one; else what was left open."""
    if matter.open:
        return (*accepted(matter), *_written(matter), *_returned(matter))
    figure = matter.figure
    found = meant(matter.done, figure) if figure is not None else None
    if figure is None or found is None or matter.indicator is None:
        return ()
    return _of_meant(matter, figure, found)


def part_exceeds(matter: Matter) -> Offers | Sequence[Offer]:
    """A part in another unit than its whole, where its own past or the whole says so."""
    figure = matter.figure
    found = (meant(matter.done, figure) or within_whole(matter.done, figure)) if figure is not None else None
    if figure is None or matter.indicator is None or found is None:
        return (*_written(matter), *_returned(matter))
    return _of_meant(matter, figure, found)


def _of_meant(matter: Matter, figure: Figure, found: Meant) -> Offers:
    indicator = matter.scheme.indicators[figure.indicator]
    reported = figure.value or Decimal(0)
    over = whole_of(matter.done, figure)
    name, against = (over[0].name, over[1]) if over is not None and reported > over[1] else found.beside[:2]
    times = max(abs(reported) / abs(against), abs(against) / abs(reported))
    many = f"{times.quantize(Decimal(1), ROUND_HALF_UP):f} 倍"
    what = f"{indicator.name} {reported.normalize():f} {indicator.unit}".replace(" %", "%")
    beside = f"{name} {matter.amount(against)}"
    title = f"{what}，是{beside}的 {many}" if abs(reported) > abs(against) else f"{what}，{beside}是它的 {many}"
    value = matter.amount(found.value)
    read = f"按“{found.unit}”理解是 {value}" if found.unit else f"按百分数理解是 {value}"
    reckoning = "，".join((read, *_compared(matter, figure, found)))
    unit = f"按{found.unit}" if found.unit else "按百分数"
    shown = value.removesuffix(indicator.unit).strip()
    reason = _reason(figure, found, indicator, value)
    best = Offer(Does.CORRECT, f"{unit}：核定 {shown}", figure.county, indicator.id, found.value, reason)
    rows = (best, Offer(Does.WRITE, "改正…", figure.county, indicator.id, found.value, reason), *_returned(matter))
    return Offers(matter.finding, rule_of(matter.finding, matter.scheme), title, f"{reckoning}。", rows)


def _reason(figure: Figure, found: Meant, indicator: Indicator, value: str) -> str:
    wrote = f"{figure.reported or f'{figure.value:f}'}"
    end = f"与{found.beside.words}{found.beside.value:f}{indicator.unit}对得上"
    if found.unit:
        return f"原报数{wrote}像是按{found.unit}填的，折算为{value}，{end}"
    return f"原报数{wrote}与百分数差100倍，应为{value}，{end}"


def _compared(matter: Matter, figure: Figure, found: Meant) -> Iterator[str]:
    """上年同期 8.55 亿元，同比 18.2%，对得上: what else speaks for it."""
    nearest = next(besides(matter.done, figure), found.beside)
    beside = nearest if nearest.words != found.beside.words and nearest.words in ROLE_WORDS.values() else found.beside
    yield f"{beside.words} {matter.amount(beside.value)}"
    before = matter.done.figures.value(figure.county, figure.indicator, Role.LAST_YEAR)
    growth = next((row for row in matter.scheme.indicator if row.of == figure.indicator and row.kind is Kind.YOY), None)
    told = matter.done.figures.value(figure.county, growth.id) if growth is not None else None
    if growth is None or told is None or not before:
        return
    follows = (found.value / before - 1) * 100
    if abs(follows - told) <= AGREES:
        yield f"同比 {told:f}%，对得上"
    else:
        yield f"报送的同比是 {told:f}%"


def accepted(matter: Matter) -> tuple[Offer, ...]:
    """采用 18.5%, and not; where what was left open is one value of one figure. The values of several all at once."""
    values = {(row.county, row.indicator): row.value for row in matter.open}
    if not matter.open or len(values) < len({(row.county, row.indicator, row.value) for row in matter.open}):
        return ()
    only = next(iter(values.values())) if len(values) == 1 else None
    words = f"采用 {matter.amount(only)}" if only is not None else f"采用这 {len(values)} 个数"
    refuse = f"不采用 {matter.amount(only)}" if only is not None else "不采用"
    return Offer(Does.ACCEPT, words), Offer(Does.REFUSE, refuse)


def value_offer(matter: Matter, figure: Figure, verb: str) -> Offer:
    """改用 77.9%, as a correction that says where it stands."""
    value = figure.value or Decimal(0)
    amount = matter.amount(value)
    reason = f"几处的数不同，以{where(figure)}的{amount}为准"
    return Offer(Does.CORRECT, f"{verb} {amount}", figure.county, figure.indicator, value, reason)


def where(figure: Figure) -> str:
    """The file, and the sheet or the words, in which a figure stands."""
    match figure.origin:
        case InSheet(file=file, sheet=sheet, cell=cell):
            return f"{file}{f'［{sheet}］' if sheet else ''}{cell}"
        case InText(file=file, quote=quote):
            return f"{file}“{quote}”"
        case InRows() as rows:
            return rows.file
        case origin:
            return str(origin)


def numbers_of(text: str, indicator: Indicator) -> Decimal | None:
    """The number in words that are none, in the indicator's unit: 约8亿 is 8 亿元. None where there is not just one."""
    found = list(_NUMBER.finditer(text.replace(",", "").replace("，", "")))
    if len(found) != 1:
        return None
    unit = _UNIT.match(text.replace(",", "").replace("，", "")[found[0].end() :].strip())
    times = factor(unit[0] if unit else "", indicator.unit)
    return (Decimal(found[0][0]) * times).normalize() + 0 if times is not None else None


def _written(matter: Matter) -> Iterator[Offer]:
    row = matter.indicator
    if row is not None and matter.finding.county:
        value = next((one.value for one in matter.open if one.state is not State.READ), None)
        yield Offer(Does.WRITE, "改正…", matter.finding.county, row.id, value)


def _returned(matter: Matter) -> Iterator[Offer]:
    if matter.is_county:
        yield Offer(Does.RETURN, f"退回{matter.county}", matter.county)
