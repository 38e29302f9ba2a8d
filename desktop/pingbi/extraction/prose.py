"""Report text -> facts and figures. A grammar of clauses: subject, number, unit; period and county carried along."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.extraction.findings import OtherPeriod
from pingbi.extraction.mapping import indicator_of
from pingbi.extraction.numbers import Mention, mentions
from pingbi.extraction.page import Article, Run, articles, clauses, sentences
from pingbi.extraction.period_words import period_of
from pingbi.extraction.subjects import Said, said_of
from pingbi.model import Fact, Figure, Finding, InText, Source, State
from pingbi.model.catalogue import Kind, factor, same_period, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.scheme import Scheme

TAKEN = Decimal("0.9")  # a fact below this is offered, never taken
_OWN = re.compile(r"全县|全区|该县|该区|我县|我区|本县|本区")
_SINGLE = re.compile(r"投资\d[\d.]*亿元的|年产|公司|产业园建成|基地\d?个?项目$")
_CLASS = re.compile(r"(?:概算|总|年度?计划|完成|到位|计划)(?:投资)|^投资$|^占(?:年|全年)|投资计划|计划投资")


@dataclass(frozen=True, slots=True)
class Prose:
    """What a text states."""

    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _State:
    """What is carried from clause to clause."""

    county: str | None
    period: str | None = None
    subject: str = ""
    project: str = ""  # the project class that 概算投资, 年计划, 占年计划 belong to


def read_text(text: str, file: str, scheme: Scheme) -> Prose:
    """Every number of a text with its subject; those that are the scheme's indicators become figures too."""
    facts: list[Fact] = []
    for article in articles(text):
        facts += _Article(article, text, file, scheme).facts()
    figures, findings = _figures(facts, scheme)
    return Prose(tuple(facts), figures, findings)


class _Article:
    """One article: whose it is, and its clauses in order."""

    def __init__(self, article: Article, source: str, file: str, scheme: Scheme) -> None:
        self.article, self.source, self.file, self.scheme = article, source, file, scheme
        self.names = {alias: row.name for row in (*scheme.county, scheme.city) for alias in (row.name, *row.aliases)}
        # 开发区 or 示范区 alone may be any; they name a county only where the article has no owner of its own
        strong = [name for name in self.names if len(name) > 3 or name in self.names.values()]
        self.pattern = _any_of(strong)
        self.owner = self._owner()
        if self.owner is None or self.owner == scheme.city.name:
            self.pattern = _any_of([name for name in self.names if len(name) > 2])

    def _owner(self) -> str | None:
        """The county named most, lists of several counties and the city aside; else the author's own, never named."""
        text = re.sub(rf"(?:{self.pattern.pattern})(?:、(?:{self.pattern.pattern}))+", "", self.article.text)
        counts: dict[str, int] = {}
        for match in self.pattern.finditer(text):
            name = self.names[match[0]]
            if name != self.scheme.city.name:
                counts[name] = counts.get(name, 0) + 1
        if counts and (len(counts) <= 2 or _OWN.search(text)):
            return max(counts, key=lambda name: counts[name])
        if counts:
            return self.scheme.city.name
        own = _OWN.search(self.article.text)
        return None if own is None else "本区" if "区" in own[0] else "本县"

    def facts(self) -> Iterator[Fact]:
        """In the order of the text."""
        for paragraph in self.article.paragraphs:
            state = _State(self.owner)
            for sentence in sentences(paragraph):
                state.county = self._named(sentence.text) or self.owner
                for clause in clauses(sentence):
                    yield from self._clause(clause, state)

    def _named(self, text: str) -> str | None:
        """The county that a sentence begins with, if it says so."""
        match = self.pattern.match(text)
        return self.names[match[0]] if match is not None else None

    def _clause(self, clause: Run, state: _State) -> Iterator[Fact]:
        text = clause.text
        named = self.pattern.match(text)
        if named is not None and not text[named.end() :].startswith(("、", "和", "委")):
            state.county = self.names[named[0]]
        elif re.match(r"全市(?!上下|“|第|性)", text):
            state.county = self.scheme.city.name
        period = self._period(text, state)
        reached = 0
        for mention in mentions(text):
            yield from self._fact(clause, text, reached, mention, state, period)
            reached = mention.stop

    def _period(self, text: str, state: _State) -> str | None:
        """The period of this clause: its own words, else what was said before."""
        default = self.scheme.period
        if re.search(r"\d{4}年(?:度)?计划|年度?计划投资\d", text):
            return f"{default[:4]}FY-plan"
        if re.search(r"一季度末|活动方案|半年综合评比|半年工作会议", text):
            return state.period
        found = period_of(text, default)
        if found is None and re.search(r"今年以来", text):
            found = f"{default[:4]}YTD"
        if found is None and re.search(r"目前|截至", text):
            found = "asof"
        if found is not None and len(found) > 4:
            state.period = found
        return state.period

    def _fact(
        self, clause: Run, text: str, reached: int, mention: Mention, state: _State, period: str | None
    ) -> Iterator[Fact]:
        before, after = text[reached : mention.open], text[mention.stop :]
        if _SINGLE.search(text[: mention.stop + 1]) and mention.unit.endswith("元"):
            said: Said | None = Said("单个项目投资", Kind.LEVEL)
        elif mention.rank:
            said = self._rank(before, state)
        else:
            said = said_of(before, after, mention.unit, state.subject, state.county)
        if said is None or not said.subject:
            return
        said = self._resolved(said, state)
        row, sure = indicator_of(said.subject, said.kind, mention.unit, self.scheme)
        inexact = mention.qualifier in ("约", "近", "余", "多", "以上", "左右")
        sure = Decimal("0.85") if inexact else sure
        yield Fact(
            file=self.file,
            county=state.county,
            indicator=said.subject,
            indicator_id=row.id if row is not None else None,
            value=-mention.value if said.negative else mention.value,
            unit=mention.unit,
            kind=said.kind,
            period=period,
            qualifier=mention.qualifier or ("累计" if "累计" in before else None),
            reference=said.reference,
            number_start=clause.at[mention.start],
            number_end=clause.at[mention.end - 1] + 1,
            quote=_quote(text, reached, mention),
            confidence=sure,
        )
        if (
            said.named
            and said.kind in (Kind.LEVEL, Kind.COUNT, Kind.YOY, Kind.SHARE)
            and said.subject != "单个项目投资"
        ):
            state.subject = said.subject

    def _rank(self, before: str, state: _State) -> Said | None:
        place = re.search(r"(?:居|列|排|位居|名列|位列|获得?|位次)?(?P<area>全市|全省|全国)?(?:综合成绩)?$", before)
        own = before[: place.start()] if place is not None else before
        subject = re.sub(r"(?:中|成绩名列|名列|居|中获得|获得)$", "", own).strip("，、") or state.subject
        reference = next((area for area in ("全市", "全省", "全国") if area in before), None)
        return Said(subject, Kind.RANK, reference=reference, named=False) if subject else None

    def _resolved(self, said: Said, state: _State) -> Said:
        """概算投资, 年计划投资, 占年计划 belong to the project class named before them."""
        subject = said.subject
        if said.kind is Kind.COUNT and subject.endswith(("项目", "改造")):
            state.project = subject
            return said
        if state.project and _CLASS.search(subject) and "项目" not in subject and "工业投资" not in subject:
            subject = subject.removeprefix(f"{self.scheme.period[:4]}年")
            plain = re.sub(r"^累计", "", subject)
            plain = "完成投资" if plain == "投资" else plain
            return Said(f"{state.project}{plain}", said.kind, said.negative, said.reference, named=False)
        if re.fullmatch(r"(?:研发)?覆盖率|完成率|开工率", subject) and subject != "研发覆盖率":
            head = "研发活动" if subject == "覆盖率" and "研发" in state.subject else state.subject
            return Said(f"{head}{subject}", said.kind, named=False) if head else said
        return said


def _quote(text: str, reached: int, mention: Mention) -> str:
    """The words of a clause around the number, as one line."""
    start = max(reached, mention.open - 24)
    end = mention.stop
    if not text[start : mention.open]:
        end = min(len(text), mention.stop + 14)
    return text[start:end].lstrip("，、的")


def _any_of(names: list[str]) -> re.Pattern[str]:
    """The longest name first; a pattern that matches nothing for no names."""
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)")


def _figures(facts: list[Fact], scheme: Scheme) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    """Facts that are the scheme's indicators with enough confidence, in the indicator's unit."""
    figures: list[Figure] = []
    findings: list[Finding] = []
    seen: set[tuple[str, str, Decimal, State]] = set()
    known = {*scheme.counties, scheme.city.name}
    for fact in facts:
        if fact.indicator_id is None or fact.confidence < TAKEN or fact.county not in known or fact.county is None:
            continue
        row = scheme.indicators[fact.indicator_id]
        value = fact.value * (factor(fact.unit, row.unit) or 1)
        state = State.READ if _of_this_period(fact, row.name, scheme.period) else State.OTHER_PERIOD
        key = (fact.county, row.id, value, state)
        if key in seen:
            continue
        seen.add(key)
        origin = InText(fact.file, fact.number_start, fact.number_end, fact.quote)
        period = fact.period if fact.period and state is State.OTHER_PERIOD else scheme.period
        figures.append(
            Figure(
                county=fact.county,
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
                    county=fact.county,
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
    if fact.period.endswith("FY-plan"):
        return "计划" in name
    return same_period(fact.period, period) or ("计划" in name and fact.period[:4] == period[:4])
