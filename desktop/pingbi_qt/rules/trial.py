"""What was tried out in 评分, on its way into a scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.scheme_draft import choice
from pingbi_qt.rules.sums import number, plain, within

if TYPE_CHECKING:
    from decimal import Decimal

    from pingbi.scheme_draft import Draft


class Trial(NamedTuple):
    """`go.emit("rules", Trial(...))`: what is other than saved, weights by criterion or part, rules by key."""

    weights: tuple[tuple[str, Decimal], ...] = ()
    rules: tuple[tuple[str, str], ...] = ()

    @property
    def table(self) -> str:
        """Where most of it is to be seen."""
        return "criterion" if self.weights else "scheme"


def tried_draft(draft: Draft, trial: Trial) -> Draft:
    """The draft with all that was tried; a part that weighs what its criteria weigh goes on doing so."""
    known = dict(trial.weights)
    made = draft
    for key, value in trial.rules:
        made = made.filled("scheme", 0, key, choice(key, value))
    for table in ("criterion", "part"):
        for at, row in enumerate(made.rows(table)):
            if row["id"] in known:
                made = made.filled(table, at, "weight", plain(known[row["id"]]))
    for at, part in enumerate(draft.rows("part")):
        was, now = within(draft, part), within(made, part)
        if part["id"] not in known and was != now and number(part["weight"]) == was:
            made = made.filled("part", at, "weight", plain(now))
    return made
