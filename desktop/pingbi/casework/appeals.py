"""复核申请: recorded, answered, and what has become of the county's points since the workbook that it spoke of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.decisions import criterion_named
from pingbi.casework.settling import county_named
from pingbi.model import PingbiError
from pingbi.project.changes import Answered, Appealed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pingbi.casework.case import Case
    from pingbi.model import Total
    from pingbi.project import Export, Step
    from pingbi.project.state import Appeal


class Review(NamedTuple):
    """An appeal, the last export before it, and the county's total there and now.

    `export` is None where nothing had gone out, a total where the county was not in it.
    """

    appeal: Appeal
    export: Export | None
    before: Total | None
    after: Total | None

    @property
    def differs(self) -> bool:
        """Whether points or place of the county are other ones now."""
        then, now = (
            None if row is None else (row.shown, row.place, row.group_place) for row in (self.before, self.after)
        )
        return then != now


def appeal(case: Case, county: str, text: str, criterion: str = "") -> Step:
    """A county asks to have its points looked at, or those of one criterion. Raises PingbiError."""
    who = county_named(case.scheme, county, city=False)
    what = criterion_named(case.scheme, criterion).id if criterion else ""
    return case.project.record(Appealed(who, text, what))


def answer(case: Case, number: int, text: str, *, upheld: bool) -> Step:
    """What the office answers to the appeal of that step; a later answer stands instead. Raises PingbiError."""
    county = next((row.county for row in case.project.state.appeals if row.number == number), "")
    if not county:
        known = "、".join(f"第{row.number}步（{row.county}）" for row in case.project.state.appeals)
        raise PingbiError(f"第{number}步不是复核申请；复核申请有：{known or '无'}")
    return case.project.record(Answered(number, text, upheld, county))


def reviews(case: Case) -> tuple[Review, ...]:
    """Every appeal, oldest first."""
    return tuple(review(case, row) for row in case.project.state.appeals)


def review(case: Case, row: Appeal) -> Review:
    """What the county had when it appealed, as it was printed, and what it has now. Raises DamagedError."""
    made = _last_before(case, row.number)
    printed = case.project.export(made.number).result if made is not None else None
    before = _of(row.county, printed.totals) if printed is not None else None
    return Review(row, made, before, _of(row.county, case.evaluation().result.totals))


def _last_before(case: Case, step: int) -> Export | None:
    """Exports stand in the history in the order of their numbers."""
    steps = [row for row in case.project.history() if row.kind == "export"]
    pairs = zip(steps, case.project.exports(), strict=True)
    return next((made for row, made in reversed(list(pairs)) if row.number < step and not made.lost), None)


def _of(county: str, totals: Iterable[Total]) -> Total | None:
    return next((row for row in totals if row.county == county), None)
