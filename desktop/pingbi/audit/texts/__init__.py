"""Facts of report texts -> findings: relations within a text, between texts, and with the figures."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pingbi.audit.texts.city import cities, implied_city
from pingbi.audit.texts.implied import implied, implied_targets, last_years, schedules, wholes
from pingbi.audit.texts.parts import loans, parts
from pingbi.audit.texts.places import overall, ranks
from pingbi.audit.texts.plans import orders, plan_ratios
from pingbi.audit.texts.rates import rates
from pingbi.audit.texts.repeats import repeats
from pingbi.audit.texts.statement import Statements
from pingbi.audit.texts.targets import target_gaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pingbi.audit.examined import Examined
    from pingbi.model import Finding

CHECKS: tuple[Callable[[Statements], Iterator[Finding]], ...] = (
    plan_ratios,
    orders,
    rates,
    parts,
    loans,
    cities,
    ranks,
    overall,
    target_gaps,
    repeats,
)


def texts(examined: Examined) -> Iterator[Finding]:
    """What does not add up, then what only follows."""
    facts = Statements(examined)
    for check in CHECKS:
        yield from check(facts)
    yield from implied(
        chain(
            (found for found, _, _ in implied_targets(facts)),
            last_years(facts),
            wholes(facts),
            implied_city(facts),
            schedules(facts),
        )
    )
