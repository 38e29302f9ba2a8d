"""开工率, 覆盖率, A占B: rates of things that are counted, against the counts of the same text."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.audit.examined import rounded
from pingbi.audit.feasible import HUNDRED, InfeasibleShare, counts_of, feasible
from pingbi.audit.texts.implied import shares
from pingbi.audit.texts.plans import TextRatioMismatch, decimals, fits, judged
from pingbi.audit.texts.words import BEGUN, FINISHED, UNDER_WAY, covered, rate
from pingbi.model.catalogue import Kind, factor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.texts.statement import Statement, Statements
    from pingbi.model import Finding


def rates(facts: Statements) -> Iterator[Finding]:
    """Every share: against its counts, or its part and whole."""
    for row in facts.of(Kind.SHARE):
        if row.fact.unit != "%":
            continue
        counts = [other for other in facts.before(row) if other.fact.kind is Kind.COUNT]
        states, stem = rate(row.fact.indicator), covered(row.fact.indicator)
        if states is not None:
            yield from _of_state(facts, row, counts, *states)
        elif stem is not None:
            yield from _coverage(facts, row, counts, stem)
    for row, part, whole in shares(facts):
        if whole is not None:
            yield from judged(facts, row, [(part, whole)])


def _of_state(
    facts: Statements, row: Statement, counts: list[Statement], things: str, states: frozenset[str]
) -> Iterator[Finding]:
    """开工率: the begun ones, else the finished and those under way together, of all."""
    if not things:  # 项目开工率: of those whose states were counted last
        things = next((other.parted.things for other in counts[:2] if other.parted.state), "")
    mine = [other for other in counts if things and other.parted.things == things]
    done = [other for other in mine if other.parted.begun and other.parted.state in states]
    totals = [other for other in mine if other not in done]
    groups = [other for other in mine if other.parted.begun and other.parted.state in FINISHED | UNDER_WAY]
    plain = next((other for other in totals if not other.parted.state), None)
    if done:
        pairs = [(top, below) for top in done for below in totals if top.value <= below.value]
        if pairs:
            yield from judged(facts, row, pairs)
        elif not totals:
            yield from _infeasible(row, done[0], of_all=False)
    elif groups and plain is not None and states & BEGUN:
        if not _sum_fits(row, groups, plain):
            yield _from_sum(row, groups[::-1], plain)
    elif totals == [plain] and plain is not None:
        yield from _infeasible(row, plain, of_all=True)


def _sum_fits(row: Statement, groups: list[Statement], whole: Statement) -> bool:
    """Whether all the groups, or any of them alone, give the rate."""
    total = sum((group.value for group in groups), Decimal(0))
    ratio = total / whole.value * HUNDRED if whole.value else row.value
    near = row.value - row.half <= ratio <= row.value + 2 * row.half
    return near or any(fits(row, group, whole) for group in groups)


def _from_sum(row: Statement, groups: list[Statement], whole: Statement) -> Finding:
    total = sum((group.value for group in groups), Decimal(0))
    return TextRatioMismatch(
        county=row.fact.county,
        indicator=row.fact.indicator_id,
        places=tuple(other.origin for other in (row, *groups, whole)),
        name=row.fact.indicator,
        printed=f"{row.shown}（{row.quoted}）",
        computed=f"{rounded(total / whole.value * HUNDRED, decimals(row)):f}%",
        operands=(*(group.quoted for group in groups), whole.quoted),
    )


def _coverage(facts: Statements, row: Statement, counts: list[Statement], stem: str) -> Iterator[Finding]:
    """研发覆盖率: those that have it, of all of which they are some; else whether any whole number fits.

    Part and whole are known by the scheme's formula of the rate, or by the words.
    """
    known = facts.examined.indicators.get(row.fact.indicator_id or "")
    ids = counts_of(facts.examined, known) if known is not None else None
    part = next((other for other in counts if ids and other.fact.indicator_id == ids.part), None)
    whole = next((other for other in counts if ids and other.fact.indicator_id == ids.whole), None)
    if part is None:
        part = next((other for other in counts if stem in other.words and _has(other.words)), None)
    if part is not None and whole is None:
        whole = next((other for other in counts if _all_of(part, other)), None)
    if part is not None and whole is not None:
        yield from judged(facts, row, [(part, whole)])
        return
    if part is not None and any(fits(row, part, other) for other in counts if _may_be_all_of(part, other)):
        return
    counted = part or whole
    if counted is not None and not facts.scored(row, counted):
        yield from _infeasible(row, counted, of_all=part is None)


def _has(words: str) -> bool:
    return any(verb in words for verb in ("有", "开展", "建立", "设立"))


def _may_be_all_of(part: Statement, whole: Statement) -> bool:
    """Whether a count is of the same unit and not less, so that a torn name may hide that it is the whole."""
    return whole is not part and whole.fact.unit == part.fact.unit and whole.value >= part.value


def _all_of(part: Statement, whole: Statement) -> bool:
    """Whether the words of the whole stand in those of its part: 规上企业, 有研发活动的规上企业."""
    if whole.words == part.words or factor(whole.fact.unit, part.fact.unit) is None:
        return False
    return len(whole.words) >= 4 and (part.words.endswith(whole.words) or part.words.startswith(whole.words))


def _infeasible(row: Statement, counted: Statement, *, of_all: bool) -> Iterator[Finding]:
    if not feasible(counted.value, row.value, row.half, of_all=of_all):
        yield InfeasibleShare(
            county=row.fact.county,
            indicator=row.fact.indicator_id,
            places=(row.origin, counted.origin),
            name=row.fact.indicator,
            printed=f"{row.shown}（{row.quoted}）",
            counted=f"{counted.fact.indicator}为{counted.shown}（{counted.quoted}）",
            of_all=of_all,
        )
