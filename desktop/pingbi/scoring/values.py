"""Indicators that nobody reported and a formula of the scheme gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model import Derived, Figure, Figures, Role, Source
from pingbi.scheme import compared, formula
from pingbi.scheme.settings import lookup

if TYPE_CHECKING:
    from pingbi.scheme import Formula, Scheme


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
