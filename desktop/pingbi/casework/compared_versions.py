"""The versions of a county's submission: what the newer says otherwise, and what that does to points and places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.case import Case
from pingbi.casework.differences import difference
from pingbi.casework.effects import effect_words
from pingbi.model import PingbiError, Role
from pingbi.pipeline import Known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pingbi.casework.material import Arrived
    from pingbi.model import Figure, Source
    from pingbi.project import Reading
    from pingbi.scheme import Scheme

Key = tuple[str, Role]  # indicator id, role


class Version(NamedTuple):
    """One submission that holds a county alone; `at` counts its versions from 1, `number` is the submission's."""

    at: int
    number: int
    name: str
    received: str
    changed: int  # figures that the one before had otherwise, or not, or has no more


class FigureOfTwo(NamedTuple):
    """A figure as both versions have it; None where one has it not."""

    indicator: str
    role: Role
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions beside each other. `effect` says what the newer one has done to points and places."""

    county: str
    older: Version
    newer: Version
    figures: tuple[FigureOfTwo, ...]
    effect: str


def versions(arrived: Sequence[Arrived], county: str) -> tuple[Version, ...]:
    """Those in use that hold the county alone and came through the same door as the newest, oldest first."""
    own = [row for row in arrived if row.submission.counties == (county,)]
    door = next((way for row in reversed(own) if (way := _door(row.reading)) is not None), None)
    own = [row for row in own if _door(row.reading) is door]
    found: list[Version] = []
    before: Reading | None = None
    for row in own:
        changed = len(_differences(before, row.reading, county)) if before is not None else 0
        given = row.submission
        found.append(Version(len(found) + 1, given.number, given.name, given.received, changed))
        before = row.reading
    return tuple(found)


def compare(case: Case, county: str, at: int) -> Compared:
    """The newest version with that of number `at`. Raises PingbiError where there is none."""
    arrived = case.arrived()
    rows = versions(arrived, county)
    if not 1 <= at < len(rows):
        raise PingbiError(f"{county}没有第{at}版可以对照")
    older, newer = rows[at - 1], rows[-1]
    readings = {row.submission.number: row.reading for row in arrived}
    figures = _differences(readings[older.number], readings[newer.number], county)
    state = case.project.state
    for row in rows[at:]:
        given = state.submission(row.number)
        if given is not None:
            state = state.with_submission(replace(given, taken=False, reason="对照"))
    # A case of its own: what the real one knows of the present state stays.
    before = replace(case, _known=Known(), _counted=Known(), _last=None).evaluation(state)
    made = difference(before, case.evaluation())
    return Compared(county, older, newer, _ordered(figures, case.scheme), effect_words(case.scheme, made, county))


def _door(reading: Reading) -> Source | None:
    return next((row.source for row in reading.figures), None)


def _by_key(reading: Reading, county: str) -> Mapping[Key, Figure]:
    found: dict[Key, Figure] = {}
    for row in reading.figures:
        if row.county == county:
            found.setdefault((row.indicator, row.role), row)
    return found


def _differences(before: Reading | None, after: Reading, county: str) -> tuple[FigureOfTwo, ...]:
    old, new = _by_key(before, county) if before is not None else {}, _by_key(after, county)
    rows = ((key, old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old)))
    return tuple(FigureOfTwo(*key, one, two) for key, one, two in rows if _said(one) != _said(two))


def _said(figure: Figure | None) -> tuple[object, ...] | None:
    return (figure.value, figure.state, figure.reported if figure.value is None else "") if figure else None


def _ordered(rows: Sequence[FigureOfTwo], scheme: Scheme) -> tuple[FigureOfTwo, ...]:
    order = {row.id: at for at, row in enumerate(scheme.indicator)}
    return tuple(sorted(rows, key=lambda row: (order.get(row.indicator, len(order)), list(Role).index(row.role))))
