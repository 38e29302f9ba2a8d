"""一季度、上半年分别: each number of a list has its own period, or it is not known which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.extraction.clause import Share
from pingbi.extraction.words import BLANK, members, trimmed
from pingbi.model.catalogue import year_before

if TYPE_CHECKING:
    from pingbi.extraction.carried import State
    from pingbi.extraction.clause import Clause
    from pingbi.extraction.times import Time

_JOIN = re.compile(r"(?:累计|当月)?(?:、|和|与|及|以及)")
_CUMULATED = re.compile(r"^(?:累计|当月)")
_DATED = frozenset({"span", "month", "since", "before"})


def named_together(clause: Clause, begin: int, end: int) -> list[Time]:
    """The periods named last in a stretch of a clause that stand in one list: 今年上半年和去年同期."""
    last: list[Time] = []
    if len(clause.times) < 2:
        return last
    for time in clause.times:
        if not begin <= time.start < end or (time.compared and time.sort != "before"):
            continue
        if last and _JOIN.fullmatch(clause.text[last[-1].stop : time.start]) is None:
            if time.compared:
                continue  # 一季度、上半年分别比去年同期增长
            last = []
        last.append(time)
    return last if len(last) > 1 else []


def _within(clause: Clause, begin: int, end: int) -> int:
    """How many periods a stretch of a clause names."""
    return len({time.period for time in clause.times if begin <= time.start < end and not time.compared})


def periods(named: list[Time], text: str) -> tuple[str, ...]:
    """What each of them means; empty where that is not sure: 2021年、2022年上半年, 今年上半年和去年."""
    sorts = {time.sort for time in named}
    if not sorts <= _DATED and sorts != {"year"}:
        return ()
    found: list[str] = []
    for at, time in enumerate(named):
        if time.sort == "before":  # of the period beside it
            beside = named[at - 1] if at else named[1]
            if not text[time.start : time.stop].endswith("同期") or beside.sort not in ("span", "month"):
                return ()
            found.append(year_before(beside.period))
        else:
            found.append(time.period)
    return tuple(found) if len(set(found)) == len(found) else ()


def by_period(
    clause: Clause, state: State, run: list[int], begin: int, ahead: str, verbs: list[str]
) -> dict[int, Share] | None:
    """The numbers of `run` with a period each; Share.lost where they have periods, and not surely one each.

    `ahead` are the words before 分别 from `begin` on. None: no periods are named in a list.
    """
    first = clause.found[run[0]]
    named = named_together(clause, begin, first.open)
    spans = periods(named, clause.text) if named else state.spans
    places = [place for place in clause.places if begin <= place.start < first.open and not place.compared]
    if not named and len(places) > 1 and _within(clause, places[0].start, first.open) > 1:
        return {at: Share(lost=True) for at in run}  # 范县一季度、台前县上半年
    if not named and (not spans or any(begin <= time.start < first.open for time in clause.times)):
        return None
    own = ahead
    for time in named:
        own = own[: time.start - begin] + BLANK * (time.stop - time.start) + own[time.stop - begin :]
    if named:
        start, stop = named[0].start - begin, named[-1].stop - begin
        own = own[:start] + _CUMULATED.sub("", own[stop:])
    sure = (
        len(spans) == len(run)
        and len(places) < 2
        and len(state.counties) < 2
        and (not named or named[-1].stop <= begin + len(ahead))
        and members(trimmed(own), len(run)) is None
    )
    if not sure:
        return {at: Share(lost=True) for at in run}
    state.spans = spans
    return {at: Share(words=f"{own}{verb}", period=period) for at, period, verb in zip(run, spans, verbs, strict=True)}
