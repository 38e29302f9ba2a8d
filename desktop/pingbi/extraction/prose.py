"""Report text -> facts, and figures: the facts that are the scheme's indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.extraction.article import read_article
from pingbi.extraction.findings import Offered, OtherPeriod
from pingbi.extraction.listed import with_wholes
from pingbi.extraction.mapping import meanings_of
from pingbi.extraction.names import names_of
from pingbi.extraction.page import articles
from pingbi.extraction.printed_facts import read_printed
from pingbi.extraction.printed_lines import tables
from pingbi.extraction.unread import unread
from pingbi.extraction.whose import Places
from pingbi.model import Fact, Figure, Finding, InText, Source, State
from pingbi.model.catalogue import Kind, in_unit, same_period, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.scheme import Indicator, Scheme

HEAD = 40  # characters of a title
TAKEN, OFFERED = Decimal("0.9"), Decimal("0.8")  # how sure a fact must be to be taken, and to be offered


@dataclass(frozen=True, slots=True)
class Prose:
    """What a text states."""

    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


def read_text(text: str, file: str, scheme: Scheme) -> Prose:
    """Every number of a text with its subject; those that are the scheme's indicators become figures too."""
    bare = re.sub(r"\s", "", text)
    # a report names its year in its title; later ones are compared with
    year = re.search(r"(?<![比较与])(20\d\d)年", bare[:HEAD].partition("。")[0])
    period = (year[1] if year is not None else scheme.period[:4]) + scheme.period[4:]
    places = Places(scheme, bare, names_of(scheme).county_in(file))
    printed, rest = tables(text)
    meanings = meanings_of(scheme)
    found = articles(rest, {*places.names, "全市"})
    facts = [fact for article in found for fact in read_article(article, places, file, meanings, period)]
    facts += read_printed(printed, text, rest, places, file, meanings, period)
    facts.sort(key=lambda fact: fact.number_start)
    facts = with_wholes(facts, text)
    figures, findings = _figures(facts, scheme)
    findings = (*findings, *unread(found, facts, scheme, file))
    return Prose(tuple(facts), figures, findings)


def _figures(facts: list[Fact], scheme: Scheme) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    """Facts that are the scheme's indicators, in the indicator's unit; those not sure enough are offered, not taken."""
    figures: list[Figure] = []
    findings: list[Finding] = []
    mapped = list(_mapped(facts, scheme))
    sure = {(county, row.id) for fact, county, row, state in mapped if state is State.READ and fact.confidence >= TAKEN}
    seen: set[tuple[str, str, Decimal, State]] = set()
    for fact, county, row, found in mapped:
        state = found
        if fact.confidence < TAKEN:
            if fact.confidence < OFFERED or state is State.OTHER_PERIOD or (county, row.id) in sure:
                continue  # nothing is gained by offering it
            state = State.UNDECIDED
        value = in_unit(fact.value, fact.unit, row.unit) or fact.value
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
        shown = f"{fact.value:f}{fact.unit}"
        if state is State.OTHER_PERIOD and (county, row.id) not in sure:  # else it stands beside: 6月份完成4.1亿元
            findings.append(
                OtherPeriod(
                    county=county,
                    indicator=row.id,
                    places=(origin,),
                    name=row.name,
                    value=shown,
                    found=words(period),
                    wanted=words(scheme.period),
                )
            )
        elif state is State.UNDECIDED:
            about = {"county": county, "indicator": row.id, "places": (origin,)}
            findings.append(Offered(**about, name=row.name, value=shown, quote=fact.quote))  # type: ignore[arg-type]
    return tuple(figures), tuple(findings)


def _mapped(facts: list[Fact], scheme: Scheme) -> Iterator[tuple[Fact, str, Indicator, State]]:
    """Facts of the scheme's counties and indicators; the state says whether they are this period's."""
    known = {*scheme.counties, scheme.city.name}
    city = dict.fromkeys((scheme.city.name, *scheme.city.aliases), scheme.city.name)
    aliases = {alias: row.name for row in scheme.county for alias in row.aliases}  # 开发区, of the file's county
    filed = names_of(scheme).county_in(facts[0].file) if facts else None
    for fact in facts:
        own = fact.county in ("本县", "本区") or (filed is not None and aliases.get(fact.county or "") == filed)
        county = filed if own else city.get(fact.county or "", fact.county)
        if fact.indicator_id is None or county is None or county not in known:
            continue
        row = scheme.indicators[fact.indicator_id]
        this = _of_this_period(fact, row.name, scheme.period)
        yield fact, county, row, State.READ if this else State.OTHER_PERIOD


def _of_this_period(fact: Fact, name: str, period: str) -> bool:
    """This period's, or one that a half-year report leaves open (目前, 今年以来); a plan's figure for a plan."""
    if fact.period is None or fact.period == "asof" or fact.period.endswith("YTD"):
        return True
    planned = "计划" in name and fact.kind in (Kind.LEVEL, Kind.COUNT)  # 占年计划 is no plan
    if fact.period.endswith("FY-plan"):
        return planned or (fact.kind is Kind.COUNT and fact.period[:4] == period[:4])  # the year's list of projects
    return same_period(fact.period, period) or (planned and fact.period[:4] == period[:4])
