"""Values of formulas, and the indicators that nobody reported and a formula of the scheme gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model import Derived, Figure, Figures, Finding, Role, Source, State
from pingbi.scheme import compared, formula
from pingbi.scheme.settings import lookup
from pingbi.scoring.findings import NoNumber

if TYPE_CHECKING:
    from pingbi.scheme import Answer, Formula, Scheme


def value_of(scheme: Scheme, figures: Figures, rule: Formula | str, county: str) -> Answer:
    """What a formula gives for a county, or for the city by its name: a number, or why there is none.

    Operands of the last period and of last year are figures of that role; a target is the one read from a table, else
    the scheme's own for the county, else the one for all.
    """
    found = formula(scheme, rule) if isinstance(rule, str) else rule
    return found.evaluate(lookup(scheme, figures, county))


def derive(scheme: Scheme, figures: Figures) -> tuple[Figures, tuple[Finding, ...]]:
    """The figures, with those computed that a scheme derives and nobody reported. What was reported wins.

    Counties and the city's own row alike. What cannot be computed for lack of an operand stays missing; what has no
    number (÷ 0, growth on a base ≤ 0) stays missing with a finding.
    """
    rules = {row.id: formula(scheme, row.compute) for row in scheme.indicator if row.compute is not None}
    if not rules:
        return figures, ()
    chosen = dict(figures.chosen)
    grown = Figures(chosen, figures.beside)
    findings: list[Finding] = []
    names = {row.id: row.name for row in scheme.indicator}
    lookups = {name: lookup(scheme, grown, name) for name in (*scheme.counties, scheme.city.name)}
    for indicator in _in_order(rules):
        rule = rules[indicator]
        for county, value in lookups.items():
            if (county, indicator, Role.NOW) in chosen:
                continue
            answer = rule.evaluate(value)
            operands = _operands(scheme, grown, rule, county)
            if answer.remark == "base-not-positive":
                findings.append(no_number(scheme, grown, rule, county, indicator=indicator, name=names[indicator]))
            state = State.READ
            if answer.value is None:
                if not any(figure.state is State.EXEMPT for figure in operands):
                    continue
                state = State.EXEMPT  # what is computed from what need not be reported need not be either
            chosen[county, indicator, Role.NOW] = Figure(
                county=county,
                indicator=indicator,
                value=answer.value,
                period=scheme.period,
                source=Source.COMPUTED,
                origin=Derived(rule.words, tuple(figure.origin for figure in operands)),
                state=state,
            )
    return grown, tuple(findings)


def no_number(scheme: Scheme, figures: Figures, rule: Formula, county: str, *, indicator: str, name: str) -> NoNumber:
    """The finding of a formula that has no number, with what its operands are and where they stood."""
    operands, names = _operands(scheme, figures, rule, county), scheme.indicators
    given = tuple(
        (names[row.indicator].name + _ROLES[row.role], f"{compared(row.value):f}")
        for row in operands
        if row.value is not None
    )
    places = tuple(figure.origin for figure in operands)
    return NoNumber(county=county, indicator=indicator, places=places, name=name, formula=rule.words, operands=given)


def _operands(scheme: Scheme, figures: Figures, rule: Formula, county: str) -> tuple[Figure, ...]:
    """The figures that a formula takes for a county; a target of the scheme's own is none."""
    city = scheme.city.name
    found = (figures.get(city if row.city else county, row.indicator, row.role) for row in rule.operands)
    return tuple(figure for figure in found if figure is not None)


_ROLES = {Role.NOW: "", Role.PREVIOUS: "（上期）", Role.LAST_YEAR: "（上年同期）", Role.TARGET: "（目标）"}


def _in_order(rules: dict[str, Formula]) -> list[str]:
    """Derived indicators, each after those it is computed from (the scheme's check refuses circles)."""
    done: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen or name not in rules:
            return
        seen.add(name)
        for operand in rules[name].operands:
            if operand.role is Role.NOW:
                visit(operand.indicator)
        done.append(name)

    for name in rules:
        visit(name)
    return done
