"""Where the person stands: county, indicator, finding; and where the next step leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pingbi.casework.listed import newest
from pingbi.casework.sources import origins_of, shown, submission_of
from pingbi.model import Role
from pingbi_qt.review.looking import At, Look, numbers_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.casework.listed import FigureLine, Listed, Standing
    from pingbi_qt.desk import View


@dataclass(slots=True)
class StandingAt:
    """Empty words where nothing is chosen. `lines` are the figures of the county."""

    county: str = ""
    indicator: str = ""
    finding: str = ""
    standing: Standing | None = None
    lines: tuple[FigureLine, ...] = ()
    _order: tuple[str, ...] = ()  # the open findings as they were
    _leaving: str = ""  # the finding that something was done about

    def take(self, view: View, standing: Standing) -> None:
        """A new state: stay, or go on to what comes next."""
        before, self.standing = self._order, standing
        opened = tuple(row.id for row in standing.open)
        self._order = opened
        back = [name for name in opened if name not in before] if view.redo and before else []
        if self.finding in opened and self.finding == self._leaving:
            self.go_to_finding(_after(opened, self._leaving))
        elif back:
            self.go_to_finding(back[0])
        elif self.finding and self.finding not in opened:
            following = _gone_from(before, self.finding, opened)
            if following:
                self.go_to_finding(following)
            else:
                self.finding = self.indicator = ""
        elif not self.finding and not self.indicator and opened:
            self.go_to_finding(opened[0])
        if self.county not in standing.counties:
            self.county = standing.counties[0] if standing.counties else ""
        self._leaving = ""

    def leave(self, acted: str) -> None:
        """Something was done about that finding; where it stays open the next one is gone to, with the new state.

        Not before: keys would act on the next one while the last is still shown. Who has gone elsewhere stays there.
        """
        self._leaving = acted if acted == self.finding else ""

    def go_to_finding(self, finding: str) -> bool:
        """A finding, with its county and indicator; False where there is none of that id."""
        rows = (*self.standing.open, *self.standing.done) if self.standing is not None else ()
        row = next((row for row in rows if row.id == finding), None)
        if row is None:
            return False
        self.finding, self.indicator = row.id, row.indicator
        if row.county and self.standing is not None and row.county in self.standing.counties:
            self.county = row.county
        return True

    def go_to_figure(self, county: str, indicator: str) -> None:
        """A figure, with the gravest finding about it; without an indicator the county's first finding."""
        self.county, self.indicator, self.finding = county, indicator, ""
        rows = self.standing.open if self.standing is not None else ()
        own = (row for row in rows if row.county == county and indicator in (row.indicator, ""))
        found = next(own, None)
        if found is not None:
            self.finding, self.indicator = found.id, found.indicator

    def step(self, order: Sequence[Listed], step: int) -> bool:
        """The next of these findings; False where there is none."""
        if not order:
            return False
        names = [row.id for row in order]
        here = names.index(self.finding) if self.finding in names else (-1 if step > 0 else 0)
        return self.go_to_finding(names[(here + step) % len(names)])

    def listed(self) -> Listed | None:
        """The finding that is chosen."""
        rows = (*self.standing.open, *self.standing.done) if self.standing is not None and self.finding else ()
        return next((row for row in rows if row.id == self.finding), None)

    def line(self) -> FigureLine | None:
        """The figure that is chosen."""
        return next((row for row in self.lines if row.indicator == self.indicator), None)

    def count_words(self, order: Sequence[Listed]) -> str:
        """第 1/7 处."""
        names = [row.id for row in order]
        return f"第 {names.index(self.finding) + 1}/{len(names)} 处" if self.finding in names else ""


def _after(order: Sequence[str], name: str) -> str:
    return order[(order.index(name) + 1) % len(order)] if name in order else ""


def _gone_from(before: Sequence[str], name: str, now: Sequence[str]) -> str:
    """The first of those that followed it and are still open; else the first of all."""
    at = before.index(name) if name in before else 0
    return next((row for row in (*before[at:], *before[:at]) if row in now), now[0] if now else "")


def look_of(view: View, at: StandingAt) -> Look:
    """Where the chosen finding's values stood, else the chosen figure's; else the county's newest submission."""
    row, standing = at.listed(), at.standing
    figure = view.evaluation.figures.get(at.county, at.indicator)
    beside = view.evaluation.figures.beside.get((at.county, at.indicator, Role.NOW), ())
    finding = row.finding if row is not None else None
    places = [place for origin in (finding.places if finding is not None else ()) for place in shown(origin)]
    found: list[At] = []
    if places:
        own = {one.origin: one.order for one in (*((figure,) if figure is not None else ()), *beside)}
        found = [At(submission_of(view.arrived, place, own.get(place, 0), finding), place) for place in places]
    if not any(one.number for one in found):
        orders = {one.origin: one.order for one in (*((figure,) if figure is not None else ()), *beside)}
        found = [
            At(submission_of(view.arrived, origin, orders.get(origin, 0)), origin)
            for origin in origins_of(figure, beside)
        ]
    file = str(getattr(finding, "file", "")) if finding is not None and not found else ""
    named = next((one.submission.number for one in view.arrived if file and one.submission.name == file), 0)
    numbers = numbers_in(found, named or newest(view.arrived, at.county))
    versions = standing.versions.get(at.county, ()) if standing is not None else ()
    own_newest = versions[-1].number if versions else 0
    return Look(at.county, numbers, tuple(found), versions if own_newest in numbers else ())
