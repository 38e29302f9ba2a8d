"""What the rules of now ask that an earlier period has no figures of, or only of a shorter time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Role
from pingbi.model.catalogue import Kind, months
from pingbi.scheme import formula
from pingbi.scheme.settings import asked, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.model import Basis, Figures
    from pingbi.scheme import Scheme

Asked = tuple[str, Role]  # indicator id, role
GROWING = frozenset({Kind.LEVEL, Kind.COUNT, Kind.PLAN_RATIO})  # what adds up from the period's start to its end


class Lacking(NamedTuple):
    """Figures that nobody had then and somebody has now, and the names of what is scored by them."""

    keys: frozenset[Asked]
    names: tuple[str, ...]


def lacking_then(scheme: Scheme, basis: Basis, now: Figures) -> Lacking:
    """What of the rules is new: an indicator, a target. What is known of then and nobody had stays without.

    A growth against an earlier base is not put together from values of then and a base of now.
    """
    then = {(name, role) for (_, name, role), row in basis.figures.chosen.items() if row.value is not None}
    given = {(name, role) for (_, name, role), row in now.chosen.items() if row.value is not None}
    computed = {row.id: row.compute for row in scheme.indicator}

    def leaves(name: str, role: Role) -> list[Asked]:
        """What it is computed from, where nobody gave it then and that is known."""
        rule = computed.get(name)
        if role is not Role.NOW or rule is None or (name, role) in then:
            return [(name, role)]
        inner = [leaf for row in formula(scheme, rule).operands for leaf in leaves(row.indicator, row.role)]
        return inner if all(leaf in then | given for leaf in inner) else [(name, role)]

    keys: set[Asked] = set()
    names: list[str] = []
    for name, needed, scored in _rules(scheme):
        found = {
            key
            for row in needed
            for key in leaves(*row)
            if key in given - then
            and (scored or key[0] not in basis.indicators)
            and (key[1] in (Role.NOW, Role.TARGET) or (key[0], Role.NOW) not in then)
        }
        keys |= found
        if found:
            names.append(name)
    return Lacking(frozenset(keys), tuple(names))


def _rules(scheme: Scheme) -> Iterator[tuple[str, list[Asked], bool]]:
    """(name, what it asks, whether points of criteria come from it). Nobody having a 加减分 or a veto is no lack."""
    for criterion in scheme.criterion:
        yield criterion.name, [(row.indicator, row.role) for row in asked(scheme, criterion)], True
    for item in scheme.adjustment:
        needed = formula(scheme, item.requires).operands if item.requires is not None else ()
        yield item.name, [(item.indicator, Role.NOW), *((row.indicator, row.role) for row in needed)], False
    for veto in scheme.veto:
        yield veto.name, [(veto.indicator, Role.NOW)], False


def cumulative(scheme: Scheme, then: str) -> tuple[str, ...]:
    """The criteria whose values are not to be compared with those of a period of another length: sums since its start.

    What is set against a target that grows with the year (schedule = "period") is.
    """
    spans = [months(period) for period in (then, scheme.period)]
    lengths = {span[2] - span[1] for span in spans if span is not None}
    if len(lengths) < 2:
        return ()
    kinds = {row.id: row.kind for row in scheme.indicator}
    found = []
    for row in scheme.criterion:
        rule = formula(scheme, row.value) if row.value is not None else None
        plain = [rule.plain.indicator] if rule is not None and rule.plain is not None else [*counted(row)]
        if row.parameters.get("schedule") != "period" and any(kinds[name] in GROWING for name in plain):
            found.append(row.name)
    return tuple(found)
