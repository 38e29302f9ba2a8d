"""会议研究决定: what points that a meeting has set, or added to, make of a county's total.

The points of the criterion stay as the rules give them; the total gets the difference, as `combine` would have made it.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pingbi.model import Standing
from pingbi.scheme import compared
from pingbi.scoring.method import EXACT
from pingbi.scoring.rounding import rounded
from pingbi.scoring.setting import setting_of
from pingbi.scoring.totals import sections_of, summed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.model import Figures, Result, Score, Total
    from pingbi.scheme import Scheme
    from pingbi.scoring.setting import Setting
    from pingbi.scoring.totals import Sections

ZERO = Decimal(0)


class Decision(Protocol):
    """Points of a criterion (of the total where it is empty), set or added to."""

    @property
    def county(self) -> str:
        """By the scheme's name."""

    @property
    def criterion(self) -> str:
        """Its id."""

    @property
    def points(self) -> Decimal:
        """What they are to be, or what they get more."""

    @property
    def added(self) -> bool:
        """Whether they get more (or, below 0, less)."""


class Effect(NamedTuple):
    """The points decided on as the rules give them and as decided, unrounded, and what the total gets more.

    `more` is None where nothing can be done: the county has no total, or the scheme no such criterion.
    """

    before: Decimal | None
    after: Decimal
    more: Decimal | None


def effects(scheme: Scheme, figures: Figures, result: Result, decisions: Sequence[Decision]) -> tuple[Effect, ...]:
    """One for each decision. Of a county those on criteria come first, together; that on its total stands over them."""
    with localcontext(EXACT):
        setting = setting_of(scheme, figures, [row.county for row in result.totals if row.veto_effect == "unranked"])
        sections = sections_of(setting)
        totals = {row.county: row for row in result.totals}
        found: dict[int, Effect] = {}
        for county in dict.fromkeys(row.county for row in decisions):
            mine = [(at, row) for at, row in enumerate(decisions) if row.county == county]
            total = totals.get(county)
            if total is None or total.exact is None or total.criteria_points is None:
                found |= {at: Effect(None, row.points, None) for at, row in mine}
                continue
            scores = {row.id: row.scores[county] for row in result.criteria}
            found |= _of_county(setting, sections, total, scores, sorted(mine, key=lambda pair: not pair[1].criterion))
        return tuple(found[at] for at in range(len(decisions)))


def _of_county(
    setting: Setting,
    sections: Sections,
    total: Total,
    scores: dict[str, Score],
    decisions: Sequence[tuple[int, Decision]],
) -> dict[int, Effect]:
    rules = setting.scheme.scheme
    points = total.criteria_points or ZERO

    def capped(whole: Decimal) -> Decimal:
        return whole if rules.total_cap is None else min(whole, rules.total_cap)

    more = total.bonus - total.deduction
    found = {}
    for at, row in decisions:
        if not row.criterion:
            before = points + more
            after = before + row.points if row.added else row.points
            found[at] = Effect(capped(before), capped(after), compared(after - before))
            continue
        score = scores.get(row.criterion)
        if score is None:
            found[at] = Effect(None, row.points, None)
            continue
        after = (score.points or ZERO) + row.points if row.added else row.points
        shown = rounded(after, rules.decimals, rules.rounding)
        scores[row.criterion] = replace(score, points=after, shown=shown, standing=Standing.SCORED)
        together = summed(setting, sections, total.county, scores).points
        found[at] = Effect(score.points, after, compared(together - points) if together is not None else None)
        points = points if together is None else together
    return found
