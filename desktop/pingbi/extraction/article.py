"""One article -> its facts. A grammar of clauses: subject, number, unit; period and county carried along."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.extraction.mapping import indicator_of
from pingbi.extraction.numbers import Mention, mentions
from pingbi.extraction.page import Article, Run, clauses, sentences
from pingbi.extraction.period_words import period_of
from pingbi.extraction.subjects import Said, said_of
from pingbi.extraction.whose import Places
from pingbi.model import Fact
from pingbi.model.catalogue import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.scheme import Scheme

_SINGLE = re.compile(r"投资\d[\d.]*亿元的|年产|公司|产业园建成|基地\d?个?项目$")
_CLASS = re.compile(r"(?:概算|总|年度?计划|完成|到位|计划)(?:投资)|^投资$|^占(?:年|全年)|投资计划|计划投资")
_INTENT = re.compile(r"预计|预期|力争|目标|计划|确保|拟|争取|有望")  # a wish is no figure; a plan's own figure is one
INEXACT = frozenset({"约", "近", "余", "多", "以上", "左右", "超", "超过", "逾", "突破", "不足"})


@dataclass(slots=True)
class _State:
    """What is carried from clause to clause."""

    county: str | None
    period: str | None = None
    brief: str | None = None  # a period that holds to the end of its sentence only: 目前, 2021年
    counties: tuple[str, ...] = ()  # a list that 分别 or 均 in the same sentence may go on about
    subject: str = ""
    project: str = ""  # the project class that 概算投资, 年计划, 占年计划 belong to


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with what holds for all its numbers."""

    run: Run
    period: str | None
    counties: tuple[str, ...] = ()  # of a list: A县、B县均增长5%
    each: bool = True  # a number holds for every one of them, not for their sum
    apart: tuple[str, ...] = field(default=())  # 分别: the subject or county of the first number, of the second …
    listed: bool = False  # `apart` are counties

    @property
    def text(self) -> str:
        """Its words."""
        return self.run.text


def read_article(article: Article, places: Places, file: str, scheme: Scheme, period: str) -> Iterator[Fact]:
    """Its facts in the order of the text. `period` gives the year that it leaves open."""
    yield from _Reading(article, places, file, scheme, period).facts()


class _Reading:
    """One article: whose it is, and its clauses in order."""

    def __init__(self, article: Article, places: Places, file: str, scheme: Scheme, period: str) -> None:
        self.article, self.file, self.scheme, self.default = article, file, scheme, period
        self.places = copy(places)
        self.owner = self.places.settle(article.text)

    def facts(self) -> Iterator[Fact]:
        """In the order of the text."""
        for paragraph in self.article.paragraphs:
            state = _State(self.owner)
            for sentence in sentences(paragraph):
                state.county = self.places.named(sentence.text) or self.owner
                state.brief, state.counties = None, ()
                for clause in clauses(sentence):
                    yield from self._clause(clause, state)

    def _clause(self, run: Run, state: _State) -> Iterator[Fact]:
        text = run.text
        counties, rest = self.places.listed(text)
        named = None if counties else self.places.named(text)
        state.county = named or state.county
        state.counties = () if named else counties or state.counties
        counties = state.counties
        found = tuple(mentions(text))
        clause = _Clause(run, self._period(text, state), counties, each=not re.search(r"共|合计|总计|累计", rest))
        if "分别" in text and len(found) > 1:
            clause = self._apart(clause, rest, len(found))
        reached = len(text) - len(rest)
        for at, mention in enumerate(found):
            if mention.open >= reached:
                yield from self._facts(clause, reached, at, mention, state)
                reached = mention.stop

    def _apart(self, clause: _Clause, rest: str, count: int) -> _Clause:
        """A县、B县分别增长 a%、b%: each number has its own county, or its own subject."""
        if len(clause.counties) == count:
            return _Clause(clause.run, clause.period, (), apart=clause.counties, listed=True)
        subjects = tuple(re.split(r"、|和|及|与", rest.split("分别", maxsplit=1)[0]))
        if len(subjects) == count and not clause.counties:
            return _Clause(clause.run, clause.period, (), apart=subjects)
        return clause

    def _period(self, text: str, state: _State) -> str | None:
        """The period of this clause: its own words, else what was said before."""
        default = self.default
        if re.search(r"\d{4}年(?:度)?计划|年度?计划投资\d", text):
            return f"{default[:4]}FY-plan"
        if re.search(r"一季度末|活动方案|半年综合评比|半年工作会议", text):
            return state.period
        found = period_of(text, default)
        if found is None and re.search(r"今年以来", text):
            found = f"{default[:4]}YTD"
        if found is None and re.search(r"目前|截至", text):
            state.brief = "asof"
        elif found is not None and found != default[:4]:
            state.brief = found if len(found) == 4 else None
            state.period = state.period if state.brief else found
        return state.brief or state.period

    def _facts(self, clause: _Clause, reached: int, at: int, mention: Mention, state: _State) -> Iterator[Fact]:
        """One fact, or one per county of a list."""
        text = clause.text
        before = text[reached : mention.open]
        county, words = self.places.opens(before) if at else (None, before)
        if county is not None:  # 南乐县 58.2%、清丰县 57.7%: this number only
            before = words
        if clause.apart:
            tail = text.split("分别", maxsplit=1)[1]
            verb = re.match(r"[^\d约近-]*", tail)
            before = ("" if clause.listed else clause.apart[at]) + (verb[0] if verb else "")
            county = clause.apart[at] if clause.listed else None
        said = self._said(clause, before, mention, state)
        if said is None or not said.subject:
            return
        for owner in clause.counties if clause.counties and clause.each else (county or state.county,):
            whole = bool(clause.counties) and not clause.each  # a sum over several counties is no county's figure
            yield self._fact(clause, reached, mention, said, None if whole else owner)
        lasting = said.kind in (Kind.LEVEL, Kind.COUNT, Kind.YOY, Kind.SHARE)
        if said.named and lasting and not said.subject.startswith("单个项目"):
            state.subject = said.subject

    def _said(self, clause: _Clause, before: str, mention: Mention, state: _State) -> Said | None:
        text, after = clause.text, clause.text[mention.stop :]
        if _SINGLE.search(text[: mention.stop + 1]) and mention.unit.endswith("元"):
            whose = re.match(r"的(?P<name>[\u4e00-\u9fff]{2,20}?(?:产业园|项目|基地|生产线|(?=\d)|$))", after)
            return Said(f"单个项目投资（{whose['name']}）" if whose else "单个项目投资", Kind.LEVEL)
        if mention.rank:
            said = self._rank(before, state)
        else:
            said = said_of(before, after, mention.unit, state.subject, state.county)
        if said is None or not said.subject:
            return None
        if re.search(r"\d{4}年计划投资$", before) and said.subject.endswith("计划投资"):
            said = Said(f"{said.subject.removesuffix('计划投资')}年计划投资", said.kind, named=said.named)
        return self._resolved(said, state)

    def _fact(self, clause: _Clause, reached: int, mention: Mention, said: Said, county: str | None) -> Fact:
        row, sure = indicator_of(said.subject, said.kind, mention.unit, self.scheme)
        before = clause.text[reached : mention.open]
        wished = _INTENT.search(before) is not None and said.kind in (Kind.LEVEL, Kind.COUNT, Kind.YOY, Kind.SHARE)
        inexact = mention.qualifier in INEXACT or (wished and "计划" not in said.subject)
        return Fact(
            file=self.file,
            county=county,
            indicator=said.subject,
            indicator_id=row.id if row is not None else None,
            value=-mention.value if said.negative else mention.value,
            unit=mention.unit,
            kind=said.kind,
            period=clause.period,
            qualifier=mention.qualifier or ("累计" if "累计" in before else "预计" if "预计" in before else None),
            reference=said.reference,
            number_start=clause.run.at[mention.start],
            number_end=clause.run.at[mention.end - 1] + 1,
            quote=_quote(clause.text, reached, mention),
            confidence=min(sure, Decimal("0.85")) if inexact else sure,
        )

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
            state.project = re.sub(
                r"^(?:列入|纳入).{1,24}的(?=[^的]{3,}$)", "", subject
            )  # 产业项目完成投资, not 列入…的
            return said
        if said.kind is Kind.COUNT and state.project and subject.startswith("项目"):
            return Said(f"{state.project.removesuffix('项目')}{subject}", said.kind, named=False)
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
