"""What the page knows of a county: asked of the engine in the desk's thread, and told of the view in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.compared_versions import compare, versions
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
    """A line of 报送情况: 7月7日, 第 2 版，8 项，改 2 处，名次不变."""

    day: str
    words: str


def prepared(case: Case) -> Standings:
    """Who answers for the state."""
    return Standings(case.evaluation())


def found(case: Case, known: Standings, county: str) -> Found:
    """Of one county."""
    return Found(known.of(county), past_places(case, county))


def last_effect(case: Case, county: str) -> str:
    """What the newest version has done to points and places; empty where there is only one."""
    count = len(versions(case.arrived(), county))
    return compare(case, county, count - 1).effect.removeprefix(f"{county}：") if count > 1 else ""


def sent_lines(view: View, county: str, effect: str = "") -> tuple[Sent, ...]:
    """Submissions and corrections of a county, the oldest first; `effect` is that of its newest version."""
    return tuple(row for _, row in sorted(_lines(view, county, effect), key=lambda row: row[0]))


def _lines(view: View, county: str, effect: str) -> Iterator[tuple[str, Sent]]:
    known = {row.number: row for row in versions(view.arrived, county)}
    own = [row for row in view.arrived if county in row.submission.counties]
    for row in sorted(own, key=lambda row: row.submission.number):
        count = len({figure.indicator for figure in row.reading.figures if figure.county == county})
        version = known.get(row.submission.number)
        said = f"{f'第 {version.at} 版' if version is not None else row.submission.name}，{count} 项"
        if version is not None and version.at > 1:
            said += f"，改 {version.changed} 处" if version.changed else "，没有改动"
            said += f"，{effect}" if effect and version.at == len(known) else ""
        yield row.submission.received, Sent(day(row.submission.received), said)
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
