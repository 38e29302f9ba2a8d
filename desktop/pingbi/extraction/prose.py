"""Report text -> facts, and figures: the facts that are the scheme's indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.extraction.article import read_article
from pingbi.extraction.findings import OtherPeriod
from pingbi.extraction.listed import with_wholes
from pingbi.extraction.mapping import Meanings
from pingbi.extraction.names import Names
from pingbi.extraction.page import articles
from pingbi.extraction.printed_facts import read_printed
from pingbi.extraction.printed_lines import tables
from pingbi.extraction.whose import Places
from pingbi.model import Fact, Figure, Finding, InText, Source, State
from pingbi.model.catalogue import Kind, factor, same_period, words

if TYPE_CHECKING:
    from pingbi.scheme import Scheme

HEAD = 40  # characters of a title
TAKEN = Decimal("0.9")  # a fact below this is offered, never taken


@dataclass(frozen=True, slots=True)
class Prose:
    """What a text states."""

    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


def read_text(text: str, file: str, scheme: Scheme) -> Prose:
    """Every number of a text with its subject; those that are the scheme's indicators become figures too."""
    bare = re.sub(r"\s", "", text)
    found = re.search(r"(20\d\d)年", bare[:HEAD])  # a report names its year in its title; later ones are compared with
    period = (found[1] if found is not None else scheme.period[:4]) + scheme.period[4:]
    places = Places(scheme, bare)
    printed, rest = tables(text)
    meanings = Meanings(scheme)
    facts = [fact for article in articles(rest) for fact in read_article(article, places, file, meanings, period)]
    facts += read_printed(printed, text, places, file, meanings, period)
    facts.sort(key=lambda fact: fact.number_start)
    facts = with_wholes(facts, text)
    figures, findings = _figures(facts, scheme)
    return Prose(tuple(facts), figures, findings)


def _figures(facts: list[Fact], scheme: Scheme) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    """Facts that are the scheme's indicators with enough confidence, in the indicator's unit."""
    figures: list[Figure] = []
    findings: list[Finding] = []
    seen: set[tuple[str, str, Decimal, State]] = set()
    known, names = {*scheme.counties, scheme.city.name}, Names(scheme)
    city = dict.fromkeys((scheme.city.name, *scheme.city.aliases), scheme.city.name)
    for fact in facts:
        county = (
            names.county_in(fact.file) if fact.county in ("本县", "本区") else city.get(fact.county or "", fact.county)
        )
        if fact.indicator_id is None or fact.confidence < TAKEN or county not in known or county is None:
            continue
        row = scheme.indicators[fact.indicator_id]
        value = fact.value * (factor(fact.unit, row.unit) or 1)
        state = State.READ if _of_this_period(fact, row.name, scheme.period) else State.OTHER_PERIOD
        key = (county, row.id, value, state)
        if key in seen:
            continue
        seen.add(key)
        origin = InText(fact.file, fact.number_start, fact.number_end, fact.quote)
        period = fact.period if fact.period and state is State.OTHER_PERIOD else scheme.period
        figures.append(
            Figure(
                county=county,
                indicator=row.id,
                value=value,
                period=period,
                source=Source.TEXT,
                origin=origin,
                state=state,
                reported=f"{fact.value:f}",
                reported_unit=fact.unit,
            )
        )
        if state is State.OTHER_PERIOD:
            findings.append(
                OtherPeriod(
                    county=county,
                    indicator=row.id,
                    places=(origin,),
                    name=row.name,
                    value=f"{fact.value:f}{fact.unit}",
                    found=words(period),
                    wanted=words(scheme.period),
                )
            )
    return tuple(figures), tuple(findings)


def _of_this_period(fact: Fact, name: str, period: str) -> bool:
    """This period's, or one that a half-year report leaves open (目前, 今年以来); a plan's figure for a plan."""
    if fact.period is None or fact.period == "asof" or fact.period.endswith("YTD"):
        return True
    planned = "计划" in name and fact.kind in (Kind.LEVEL, Kind.COUNT)  # 占年计划 is no plan
    if fact.period.endswith("FY-plan"):
        return planned or (fact.kind is Kind.COUNT and fact.period[:4] == period[:4])  # the year's list of projects
    return same_period(fact.period, period) or (planned and fact.period[:4] == period[:4])
