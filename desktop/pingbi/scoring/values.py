"""From figures to the values that criteria compare: operands, derived indicators, targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model import Derived, Figure, Figures, Role, Source
from pingbi.scheme import compared, formula

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from pingbi.scheme import Formula, Operand, Scheme


def targets(scheme: Scheme) -> dict[tuple[str | None, str], Decimal]:
    """(county, indicator id) -> target; a county of None stands for all."""
    period = scheme.period
    rows = [row for row in scheme.target if row.period in (None, period)]
    return {(row.county, row.indicator): row.value for row in rows}


def target_of(scheme: Scheme, figures: Figures, indicator: str, county: str) -> Decimal | None:
    """The target of an indicator for a county: one read from a table goes before the scheme's."""
    read = figures.value(county, indicator, Role.TARGET)
    if read is not None:
        return read
    rows = targets(scheme)
    own = rows.get((county, indicator))
    return own if own is not None else rows.get((None, indicator))


def lookup(scheme: Scheme, figures: Figures, county: str) -> Callable[[Operand], Decimal | None]:
    """What the operands of a formula are for a county (or for the city, by its name)."""
    city = scheme.city.name

    def value(operand: Operand) -> Decimal | None:
        who = city if operand.city else county
        if operand.role is Role.TARGET:
            return target_of(scheme, figures, operand.indicator, who)
        return figures.value(who, operand.indicator, operand.role)

    return value


def derive(scheme: Scheme, figures: Figures) -> Figures:
    """The figures, with those computed that a scheme derives and nobody reported. What was reported wins."""
    rules = {row.id: formula(scheme, row.compute) for row in scheme.indicator if row.compute is not None}
    chosen = dict(figures.chosen)
    grown = Figures(chosen, figures.beside)
    for indicator in _in_order(rules):
        for county in (*scheme.counties, scheme.city.name):
            if (county, indicator, Role.NOW) in chosen:
                continue
            answer = rules[indicator].evaluate(lookup(scheme, grown, county))
            if answer.value is None:
                continue
            operands = tuple(
                figure.origin
                for operand in rules[indicator].operands
                if (figure := grown.get(scheme.city.name if operand.city else county, operand.indicator, operand.role))
            )
            chosen[county, indicator, Role.NOW] = Figure(
                county=county,
                indicator=indicator,
                value=compared(answer.value),
                period=scheme.period,
                source=Source.COMPUTED,
                origin=Derived(rules[indicator].words, operands),
            )
    return grown


def _in_order(rules: dict[str, Formula]) -> list[str]:
    """Derived indicators, each after those it is computed from (the scheme's check refuses circles)."""
    done: list[str] = []

    def visit(name: str) -> None:
        if name in done or name not in rules:
            return
        for operand in rules[name].operands:
            if operand.indicator != name:
                visit(operand.indicator)
        done.append(name)

    for name in rules:
        visit(name)
    return done
