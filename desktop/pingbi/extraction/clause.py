"""A clause of a report as it is read: its numbers, and words in which places and periods are blanked out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pingbi.extraction.measures import MEASURE_END, UNIT_IN_BRACKETS
from pingbi.extraction.numbers import Mention, mentions
from pingbi.extraction.page import Run
from pingbi.extraction.times import Time, times
from pingbi.extraction.whose import Place, Places
from pingbi.extraction.words import BLANK, bare_words, trimmed

_SUBJECT_AHEAD = re.compile(rf"(?:^|[的是为：、，（(）)”{BLANK}]|中|其中|不含|按|有)$")
_MEASURED = re.compile(rf"(?:{MEASURE_END.pattern}|(?:增速|增幅|涨幅|降幅|完成额)$)")
_UNIT_AHEAD = re.compile(rf"{UNIT_IN_BRACKETS}(?=[:：]?[-+−–—]?\d)")  # 工业投资（亿元）18.3
_SAYS = re.compile(r"(?:同比)?(?:增长|下降)|完成|[-+]?\d|最[高快大多低慢小少]$|[、和与及]|$")
_IN_TURN = re.compile(r"[%％][）)](?:和|与|及|以及)$")  # 示范区（-11.5%）和华龙区（
_LISTED_AHEAD = re.compile(r"[\d%％分个家亿元位点成](?:和|与|及|以及)?$|分别$|依次$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, with subject places and periods blanked out of `words`."""

    run: Run
    words: str
    places: tuple[Place, ...]
    times: tuple[Time, ...]
    found: tuple[Mention, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return self.run.text


@dataclass(frozen=True, slots=True)
class Share:
    """What one number of a list has for itself: 分别 gives each its county, its subject or what it is compared with; or
    its period. `lost`: it has one of several periods, and which is not known.
    """

    county: str | None = None
    words: str | None = None
    period: str | None = None
    lost: bool = False


def parsed(run: Run, places: Places, default: str) -> Clause:
    """A clause with its places, periods and numbers; `default` gives the year that it leaves open."""
    text = words = run.text
    moments = tuple(times(text, default))
    for time in moments:
        if not time.compared and time.sort != "before":
            words = _blanked(words, time.start, time.stop)
    for head in _UNIT_AHEAD.finditer(words) if "（" in words or "(" in words else ():
        words = _blanked(words, *head.span())
    own: list[Place] = []
    for place in places.find(text):
        seen = place.start == 1 and text[0] in "从就" and not place.compared  # 从全省看
        subject = not place.compared and (seen or _leads(words, place, own))
        own.append(place if place.compared is not subject else replace(place, compared=not subject))
        if subject:
            words = _blanked(words, place.start, place.stop)
    found = mentions(text)
    if moments:  # 1、 of 1、2季度 is no number
        found = [row for row in found if not any(time.start <= row.start < time.stop for time in moments)]
    return Clause(run, words, tuple(own), moments, tuple(found))


def _leads(words: str, place: Place, before: list[Place]) -> bool:
    """Whether what follows is said of a place, by what stands before it."""
    ahead = words[: place.start]
    if ahead.endswith(("对标", "对照")):
        return not before
    if before and place.start - before[-1].stop <= 2:
        return not before[-1].compared  # 与甲县、乙县相比
    if _SUBJECT_AHEAD.search(ahead) is not None or not trimmed(ahead):
        return True
    if _SAYS.match(words, place.stop) is not None and follows_a_measure(ahead):
        return True  # 工业投资范县增长4%
    if before and not before[-1].compared and _IN_TURN.search(ahead) is not None:
        return True
    return _LISTED_AHEAD.search(bare_words(ahead)) is not None


def follows_a_measure(ahead: str) -> bool:
    """Whether the words before a place end with what is measured: 各县工业投资增速 above a line 范县：8.1%."""
    return _MEASURED.search(bare_words(ahead)) is not None


def _blanked(words: str, start: int, stop: int) -> str:
    return words[:start] + BLANK * (stop - start) + words[stop:]
