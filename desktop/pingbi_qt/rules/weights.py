"""Weights that were tried out, on their way into a scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi_qt.rules.sums import number, plain, within

if TYPE_CHECKING:
    from decimal import Decimal

    from pingbi.scheme_draft import Draft


class Weights(NamedTuple):
    """(id of a criterion or part, weight) of each that is other than saved: `go.emit("rules", Weights(...))`."""

    rows: tuple[tuple[str, Decimal], ...]


def weighted_draft(draft: Draft, weights: Weights) -> Draft:
    """The draft with these weights; a part that weighs what its criteria weigh goes on doing so."""
    known = dict(weights.rows)
    made = draft
    for table in ("criterion", "part"):
        for at, row in enumerate(made.rows(table)):
            if row["id"] in known:
                made = made.filled(table, at, "weight", plain(known[row["id"]]))
    for at, part in enumerate(draft.rows("part")):
        was, now = within(draft, part), within(made, part)
        if part["id"] not in known and was != now and number(part["weight"]) == was:
            made = made.filled("part", at, "weight", plain(now))
    return made
