"""What the page knows of a county: asked of the engine in the desk's thread, and told of the view in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.past_places import PastPlace, past_places
from pingbi.reckoning import Standing, Standings
from pingbi_qt.score.columns import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.casework import Case
    from pingbi_qt.desk import View


class Found(NamedTuple):
    """One county: where it stands, and where it stood."""

    standing: Standing
    past: tuple[PastPlace, ...]


class Sent(NamedTuple):
    """A line of 报送情况: 7月5日, 第 1 版，8 项."""

    day: str
    words: str


def prepared(case: Case) -> Standings:
    """Who answers for the state."""
    return Standings(case.evaluation())


def found(case: Case, known: Standings, county: str) -> Found:
    """Of one county."""
    return Found(known.of(county), past_places(case, county))


def sent_lines(view: View, county: str) -> tuple[Sent, ...]:
    """Submissions and corrections of a county, the oldest first."""
    return tuple(row for _, row in sorted(_lines(view, county), key=lambda row: row[0]))


def _lines(view: View, county: str) -> Iterator[tuple[str, Sent]]:
    own = [row for row in view.arrived if county in row.submission.counties]
    for at, row in enumerate(sorted(own, key=lambda row: row.submission.number), 1):
        count = len({figure.indicator for figure in row.reading.figures if figure.county == county})
        version = f"第 {at} 版" if len(row.submission.counties) == 1 else row.submission.name
        yield row.submission.received, Sent(day(row.submission.received), f"{version}，{count} 项")
    names = {row.id: row.name for row in view.scheme.indicator}
    for change in view.state.corrections:
        if change.county == county:
            value = "不采用" if change.value is None else plain(change.value)
            name = names.get(change.indicator, change.indicator)
            yield change.when, Sent(day(change.when), f"核定：{name} {value}（{change.how.word}）")
    for mark in view.state.marks:
        if mark.county == county:
            yield mark.when, Sent(day(mark.when), mark.marking.word)


def day(when: str) -> str:
    """7月5日."""
    moment = datetime.fromisoformat(when)
    return f"{moment.month}月{moment.day}日"
