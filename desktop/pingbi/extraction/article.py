"""One article -> its facts. A grammar of clauses: subject, number, unit; period and county carried along."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace

from pingbi.extraction.apart import listed_behind, named_last, ranked, runs, shares
from pingbi.extraction.beside import follows_semicolon, is_torn, lists_places, names_what_follows
from pingbi.extraction.carried import State
from pingbi.extraction.certainty import OFFERED, PLAIN, heard, limit
from pingbi.extraction.clause import Clause, Share, parsed
from pingbi.extraction.clause_facts import quote, said_of
from pingbi.extraction.mapping import Meanings
from pingbi.extraction.measures import CLASS_END, POINTS
from pingbi.extraction.numbers import Mention, has_unknown
from pingbi.extraction.owners import owners_of
from pingbi.extraction.page import Article, Run, clauses, sentences
from pingbi.extraction.periods_apart import named_together, periods
from pingbi.extraction.repeated import repeated
from pingbi.extraction.said import AREAS, Said, Topic
from pingbi.extraction.topics import take_up
from pingbi.extraction.whose import Place, Places
from pingbi.extraction.words import BLANK, bare_words, in_brackets, trimmed
from pingbi.model import Fact
from pingbi.model.catalogue import Kind, year_before

_OTHERS = re.compile(rf"(?P<area>{AREAS})(?:平均)?(?:水平|增速)?$")  # whose rate a bracket gives
_FROM_A_TIME = re.compile(r"[由从][^，、由从看来]{1,14}$")  # 由去年同期增长5.2%转为
_PARTS = re.compile(r"其中|：")
_LOCATED = re.compile(rf"^[在为于]{BLANK}+$|^在[^，\d]{{2,6}}$")


def read_article(article: Article, places: Places, file: str, meanings: Meanings, period: str) -> list[Fact]:
    """Its facts in the order of the text. `period` gives the year that it leaves open."""
    return _Reading(article, places, file, meanings, period).facts()


class _Reading:
    """One article: whose it is, and its clauses in order."""

    def __init__(self, article: Article, places: Places, file: str, meanings: Meanings, period: str) -> None:
        self.article, self.file, self.meanings, self.default = article, file, meanings, period
        self.places = copy(places)
        self.owner = self.places.settle(article.text)
        self.large = self.places.large
        heads = [self.places.led(paragraph.text) for paragraph in article.paragraphs]
        self.listed = any(head is not None and head.word not in places.zones for head in heads)
        begun = [self.places.begun(paragraph.text) for paragraph in article.paragraphs]
        named = {head.county for head in begun if head is not None and head.county in places.counties}
        self.by_county = len(named - {None}) > 1  # 范县增长4%。… 台前县增长3%。…: each paragraph is of its own
        self.before = year_before(period)[:4]  # the year before
        self.found: list[Fact] = []
        self.stated: set[int] = set()  # facts whose period stands beside them
        self.dated: set[int] = set()  # facts whose sentence has named a period before them
        self.torn = False  # whether a number at the clause's start is perhaps the end of one: 102，5亿元

    def facts(self) -> list[Fact]:
        """In the order of the text."""
        state = State(self.owner, county=self.owner)
        heading: str | None = None
        for paragraph in self.article.paragraphs:
            state.period, state.seen, lead = state.main, [], None
            place = self.places.begun(paragraph.text) if self.by_county else self.places.led(paragraph.text)
            if place is not None:
                heading = self._county_of(place) if not trimmed(paragraph.text[place.stop :]) else None
                lead = self._county_of(place)
            for sentence in sentences(paragraph):
                lead = lead or heading
                if lead or self.owner is not None:
                    state.county = lead or self.owner
                state.begin_sentence()
                self._sentence(sentence, paragraph, state)
        return self.found

    def _county_of(self, head: Place) -> str | None:
        """Whose a paragraph under a name is. 开发区 is the city's among names of counties, else the county's own."""
        if head.word in self.places.zones and not self.large and not self.listed:
            return head.word
        return head.county

    def _sentence(self, sentence: Run, paragraph: Run, state: State) -> None:
        begin = len(self.found)
        parts = _PARTS.search(sentence.text)
        whole: Topic | None = None
        for run in clauses(sentence):
            if not run.text:
                continue
            if parts is not None and whole is None and run.at[0] >= sentence.at[parts.start()]:
                whole = state.klass if len(self.found) > begin else Topic()
            if whole is not None and whole.who and follows_semicolon(sentence, run):
                state.topic = state.klass = whole  # 其中…；年度计划投资…: the plan is that of the whole
            default = state.main if state.main and state.main != "asof" else self.default
            clause = parsed(run, self.places, default)
            named = not clause.found and (names_what_follows(sentence, run) or lists_places(sentence, run, self.places))
            self.torn = bool(clause.found) and not clause.found[0].open and is_torn(paragraph, run)
            heard(clause, state, sentence)
            self._clause(clause, state, named=named)
        if whole is not None and whole.who and whole != state.klass:
            state.topic = state.klass = whole  # the parts behind 其中 and ： end with their sentence
        if len(self.found) == begin and state.brief is not None and state.brief != "asof":
            state.period = state.brief  # a sentence that only names a period speaks for those that follow
        self._planned(begin)

    def _planned(self, begin: int) -> None:
        """A class of projects with a plan for the year, and no other period named, is the year's list itself."""
        for at in range(begin, len(self.found)):
            fact = self.found[at]
            if fact.kind is not Kind.COUNT or not CLASS_END.search(fact.indicator):
                continue
            if at in self.stated:
                continue
            since = False  # whether what was done has a period of its own
            for index in range(at + 1, len(self.found)):
                later, since = self.found[index], since or index in self.stated
                if later.kind is Kind.COUNT and CLASS_END.search(later.indicator):
                    break
                if later.kind is Kind.LEVEL and later.period is not None and later.period.endswith("FY-plan"):
                    self.found[at] = replace(fact, period=later.period)
                    break
                if (
                    later.kind is Kind.PLAN_RATIO
                    and since
                    and at not in self.dated
                    and fact.period not in ("asof", None)
                ):
                    self.found[at] = replace(fact, period=f"{fact.period[:4]}FY-plan")
                    break

    def _clause(self, clause: Clause, state: State, *, named: bool) -> None:
        if not clause.found:
            self._wordless(clause, state, named=named)
            return
        each = shares(clause, state)
        reached, pending = 0, ""
        said: Said | None
        for at, mention in enumerate(clause.found):
            if mention.open < reached:
                continue
            own = [place for place in clause.places if reached <= place.start < mention.open and not place.compared]
            state.enclose(clause.text, mention.open, own)
            self._moved_to(own, clause, state)
            against = self._period(clause, reached, mention, state)
            words = pending + clause.words[reached : mention.open]
            share = each.get(at, Share())
            state.adjacent = at > 0 and clause.found[at - 1].stop == mention.open
            held = state.brief
            bracketed = words.endswith(("（", "("))
            area = _OTHERS.search(words[:-1]) if bracketed else None
            pending = words[:-1] if bracketed and (area is not None or against is not None) else ""
            if pending:  # 比全省（7.7%）高0.7个百分点, 较1—7月（23.1%）放慢
                rate = mention.unit == "%" and state.topic.name
                said = Said(state.topic.name, Kind.YOY) if rate else None
                share = Share(county=area["area"]) if area is not None else share
                state.brief = against if area is None else state.brief
            else:
                if "累计" in words and not any(reached <= time.start < mention.open for time in clause.times):
                    state.accumulate()
                if against is not None and _FROM_A_TIME.search(bare_words(words)):
                    state.brief = against  # 由上年同期的5.2亿元增加到7.9亿元
                if mention.unit in POINTS and words[:1] in ("、", "，") and not against:
                    compared = [time for time in clause.times if time.compared and time.start < reached]
                    words = f"较{clause.text[compared[-1].start : compared[-1].stop]}{words}" if compared else words
                said = self._said(words, clause, mention, state, share)
            ago = against[:4] if against is not None and against[:4] < self.before else ""
            if said is not None and said.kind is Kind.YOY and ago and ago not in said.subject:
                said = replace(said, subject=f"{said.subject}较{ago}年")  # 比2019年同期: no growth on last year
            if said is not None and said.subject:
                begin = len(self.found)
                self._facts(clause, reached, mention, said, share, state)
                self.stated.update(range(begin, len(self.found)) if state.stated else ())
                self.dated.update(range(begin, len(self.found)) if state.dated else ())
                state.stated = False
                state.carry(said, mention.unit, rank=mention.rank)
            state.brief = held if pending or state.brief == against else state.brief
            reached = mention.stop
            if said is not None and said.used:
                reached += said.used
            if pending:
                reached += len(re.match(r"[）)]?", clause.words[reached:])[0])  # type: ignore[index]
        self._moved_to(listed_behind(clause, reached), clause, state)
        state.settle()

    def _said(self, words: str, clause: Clause, mention: Mention, state: State, share: Share) -> Said | None:
        """What a number is said of; a mere county before it (清丰县57.7%) repeats what was said before in its unit."""
        if share.words is not None:
            words = share.words
        bare = trimmed(words)
        if state.led and _OF_A_CLASS.match(bare) and words[:1] not in "，、":
            words = bare = f"{state.led}{bare}"  # 五个省级园区工业增加值
        if (again := repeated(words, bare, clause, mention, state, share)) is not None:
            return again.said
        before = state.by_unit.get(mention.unit)
        said = said_of(ranked(words), clause.text, mention, state, large=self.large)
        verb = _NEWLY.match(before.subject) if before is not None and bare_words(words).startswith("、") else None
        if said is not None and verb is not None and said.kind is Kind.COUNT and not said.subject.startswith(verb[0]):
            name = f"{verb[0]}{said.subject}"  # 新增甲类企业6家、乙类企业11家
            said = replace(said, subject=name, topic=Topic(name) if said.topic is not None else None)
        return said

    def _wordless(self, clause: Clause, state: State, *, named: bool) -> None:
        """A clause without numbers may name the county, the period or the subject of those that follow."""
        if len(clause.times) > 1:
            state.spans = periods(named_together(clause, 0, len(clause.text)), clause.text) or state.spans
        self._period(clause, 0, None, state)
        own = [place for place in clause.places if not place.compared]
        if _LOCATED.search(clause.words) and self.found and len(clause.text) <= 12:
            where = next((place.county for place in clause.places if place.county), None)
            if where is not None:
                self.found[-1] = replace(self.found[-1], county=where)
                return
        if own and (not trimmed(clause.words[: own[0].start]) or named_last(clause, own)):
            self._moved_to(own, clause, state)
        if has_unknown(clause.text):
            state.lose()
        take_up(clause, state, labels=named)

    def _moved_to(self, own: list[Place], clause: Clause, state: State) -> None:
        """The county, or the list of counties, that the words before a number name last."""
        last = runs(own, clause.words)
        if len(last) > 1:
            state.counties = tuple(place.county or state.county for place in last)
            state.seen += [county for county in state.counties if county]
        elif last:
            county = last[0].county
            if county is None and last[0].word[0] in "该我本全" and self.owner is not None:
                county = state.county if self.large else self.owner
            state.county, state.counties = county or state.county, ()
            if state.county and (not state.seen or state.seen[-1] != state.county):
                state.seen.append(state.county)

    def _period(self, clause: Clause, reached: int, mention: Mention | None, state: State) -> str | None:
        """Switches to the periods named before a number; the one it is compared with is given back."""
        end = mention.open if mention is not None else len(clause.text)
        if state.outside is not None and not in_brackets(clause.text, end):
            state.aside(inside=False)
        against = None
        for time in clause.times:
            if not reached <= time.start < end:
                continue
            if time.compared:
                against = time.period
                continue
            state.aside(inside=in_brackets(clause.text, time.start))
            state.switch(time, self.default, alone=mention is None)
        if mention is None and ("累计增速看" in clause.text or "累计看" in clause.text):
            state.brief = None
        return against

    def _facts(self, clause: Clause, reached: int, mention: Mention, said: Said, share: Share, state: State) -> None:
        """One fact, or one per county of a list."""
        owners, said = owners_of(clause, reached, mention, said, share, state)
        for owner in owners:
            self.found.append(self._fact(clause, reached, mention, said, owner, share, state))

    def _fact(
        self, clause: Clause, reached: int, mention: Mention, said: Said, county: str | None, share: Share, state: State
    ) -> Fact:
        unit = "%" if said.kind is Kind.YOY and mention.unit in POINTS else mention.unit  # 负增长4.1个百分点
        row, sure = self.meanings.of(said.subject, said.kind, unit)
        before = clause.text[reached : mention.open]
        period = share.period or state.brief or state.period
        this = (period or self.default) == (state.period or self.default)
        if said.planned and said.kind in (Kind.LEVEL, Kind.COUNT):
            year = re.search(r"(20\d\d)年", before)
            now = self.default if period in (None, "asof") else str(period)
            period = f"{year[1] if year is not None else now[:4]}FY-plan"
        sure = min(
            sure,
            limit(before, clause.text[mention.stop :], said, mention, state, torn=self.torn, this=this),
            OFFERED if county == "全市" and (self.places.foreign or "全市" not in self.article.text) else PLAIN,
        )
        return Fact(
            file=self.file,
            county=county,
            indicator=said.subject,
            indicator_id=row.id if row is not None and not share.lost else None,
            value=-abs(mention.value) if said.negative else mention.value,
            unit=unit,
            kind=said.kind,
            period=period,
            qualifier=mention.qualifier or ("累计" if "累计" in before else "预计" if "预计" in before else None),
            reference=said.reference,
            number_start=clause.run.at[mention.start],
            number_end=clause.run.at[mention.end - 1] + 1,
            quote=quote(clause.text, reached, mention),
            confidence=sure,
        )


_OF_A_CLASS = re.compile(r"工业(?:增加值|总产值|投资|产值)$")
_NEWLY = re.compile(r"新增|新签约|新开工|新引进|新认定|净增")
