"""Figures, and the facts of texts -> findings. The audit reads and reports; it changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.audit.archived import archived
from pingbi.audit.examined import Examined
from pingbi.audit.feasible import shares
from pingbi.audit.growth import growth
from pingbi.audit.ledgers import ledgers
from pingbi.audit.limits import limits
from pingbi.audit.missing import missing
from pingbi.audit.relations import parts, ratios
from pingbi.audit.repeated import repeated
from pingbi.audit.rules import rules
from pingbi.audit.shifted import shifted
from pingbi.audit.shifted_rows import shifted_rows
from pingbi.audit.slips import slips
from pingbi.audit.texts import texts
from pingbi.model import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pingbi.model import Fact, Figures, Finding, LedgerPart
    from pingbi.scheme import Scheme

CHECKS: tuple[Callable[[Examined], Iterable[Finding]], ...] = (
    missing,
    limits,
    slips,
    shifted,
    shifted_rows,
    repeated,
    parts,
    ratios,
    archived,
    growth,
    shares,
    rules,
    ledgers,
    texts,
)


def audit(
    scheme: Scheme, figures: Figures, facts: tuple[Fact, ...] = (), parts: tuple[LedgerPart, ...] = ()
) -> tuple[Finding, ...]:
    """All findings about the figures, the facts of texts and the parts of ledgers, in the order of the checks."""
    examined = Examined(scheme, figures, facts, parts)
    return tuple(finding for check in CHECKS for finding in check(examined))


def levelled(scheme: Scheme, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with the levels that the scheme gives their codes, each once, by level and then as they came."""
    levels = {row.code: Level(row.level) for row in scheme.check if row.rule is None and row.level}
    unique: dict[str, Finding] = {}
    for finding in findings:
        level = levels.get(finding.code)
        unique.setdefault(finding.id, replace(finding, level_override=level) if level else finding)
    order = list(Level)
    return tuple(sorted(unique.values(), key=lambda finding: order.index(finding.level)))
