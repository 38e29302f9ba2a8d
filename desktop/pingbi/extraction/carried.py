"""What a reader of a report carries from clause to clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pingbi.extraction.certainty import PLAIN
from pingbi.extraction.measures import SHARE_END
from pingbi.extraction.period_words import span_of
from pingbi.extraction.said import Said, Topic
from pingbi.extraction.times import Time
from pingbi.extraction.whose import Place
from pingbi.extraction.words import in_brackets
from pingbi.model.catalogue import Kind, months, year_before

_RANKED = frozenset({Kind.RANK, Kind.COUNT, Kind.SHARE, Kind.PLAN_RATIO})
_COMPARED = frozenset({Kind.PP_DIFF, Kind.VS_CITY})
_ASKED = re.compile(r".(?:增速|增幅)$")  # 工业投资增速居第2位，达到5%
_RATED = re.compile(r".(?:增速|增幅|降幅|覆盖率)$")
_THOSE = re.compile(r"(?P<what>.{2,20}?)(?:增速|增幅)(?:高于|低于|超过|快于|慢于|好于)")  # 增速高于全市的有6个，分别为
_MONTH = re.compile(r"^\d{4}M\d\d$")
_LISTED_IN = re.compile(r"^(?:列入|纳入).{1,24}的(?=[^的]{3,}$)")  # 产业项目完成投资, not 列入…的


@dataclass(slots=True)
class State:
    """What is carried from clause to clause."""

    owner: str | None
    county: str | None = None
    counties: tuple[str | None, ...] = ()  # a list that 均 in the same sentence may go on about
    seen: list[str] = field(default_factory=list)  # counties of the paragraph, for 三地
    main: str | None = None  # the period that the article is about
    period: str | None = None
    brief: str | None = None  # a period that holds to the end of its sentence only: 目前, 7月份
    month: str | None = None  # the single month named last, for 当月
    stated: bool = False  # a period has been named since the last number
    dated: bool = False  # a period has been named in this sentence
    head: Topic = field(default_factory=Topic)  # what the article speaks of first
    recent: list[str] = field(default_factory=list)  # what this sentence has measured and counted
    topic: Topic = field(default_factory=Topic)
    klass: Topic = field(default_factory=Topic)  # the class of projects that 概算投资, 年计划 belong to
    rate: str = ""
    rank_of: str = ""  # what a place was said of last
    last: Said | None = None
    level: str = ""  # what was measured last of the class: 完成投资
    led: str = ""  # the things counted just before: 五个省级园区
    beside: str = ""  # what the growth that follows is on: 较上月，下降4.1%
    adjacent: bool = False  # nothing stands between this number and the one before: 137笔9.19亿元
    aimed: bool = False  # the number before was a plan's own
    asked: str = ""  # the growth that a clause without its number has named: 增速最低，仅为1.1%
    fallen: bool = False  # and whether it is a fall
    wished: bool = False  # whether the number before is only expected
    most: Decimal = PLAIN  # how sure the numbers of this sentence may be at most: 今年目标：…
    moved: str = ""  # the rate that a number of points was of: 增速提高6.5个百分点，达到14.3%
    by_unit: dict[str, Said] = field(default_factory=dict)  # what was said last in a unit
    whose: dict[str, str] = field(default_factory=dict)  # and of which class of projects
    apart: tuple[str, ...] = ()  # the subjects that 分别 spoke of last
    # the periods and the county before a bracket that has named its own
    outside: tuple[str | None, str | None, str | None, str | None, str | None, tuple[str | None, ...]] | None = None
    spans: tuple[str, ...] = ()  # the periods that a list of this sentence has named: 一季度、上半年

    def begin_sentence(self) -> None:
        """What holds to the end of a sentence only ends."""
        self.brief, self.counties, self.asked = None, (), ""
        self.aimed = self.stated = self.dated = self.wished = False
        self.beside, self.spans, self.most = "", (), PLAIN
        self.recent.clear()

    def switch(self, time: Time, default: str, *, alone: bool) -> None:
        """Takes up a period that the text names. `alone`: in a clause without numbers; `default` gives this year."""
        self.stated = self.stated or time.sort in ("span", "since", "month")
        self.dated = self.dated or self.stated
        if time.sort in ("now", "before", "last"):
            self.brief = time.period
        elif time.sort == "single" and self.month is None:  # of the run that is spoken of the last one
            self.brief = time.period if _MONTH.search(time.period) else self.brief
        elif time.sort in ("single", "month"):
            month = self.month if time.sort == "single" else time.period
            if month is not None:
                self.month = self.brief = month
                self.period = month if self.main is None and not alone else self.period
        elif time.sort == "year":
            if time.past:
                self.period, self.brief = time.period, None
            elif self.main is None:
                self.main = self.period = time.period
            elif time.period != default[:4]:
                self.brief = time.period
        elif time.sort == "since":
            self.period, self.brief = time.period, None
        else:
            if (self.main is None or len(self.main) == 4) and not time.past:
                self.main = time.period
            self.period, self.brief = time.period, None

    def settle(self) -> None:
        """After a clause. Behind 今年上半年和去年同期 the text goes on about this year's."""
        self.aside(inside=False)
        if self.spans and not self.open_which():
            latest = max(self.spans)
            self.main = latest if self.main in (None, *self.spans) else self.main
            self.period, self.brief = latest, None

    def open_which(self) -> bool:
        """Whether a number of a sentence with a list of periods may be of any of them."""
        return bool(self.spans) and {*self.spans} != {max(self.spans), year_before(max(self.spans))}

    def aside(self, *, inside: bool) -> None:
        """Periods and counties named in a bracket end with it: 工业投资18亿元（其中一季度7亿元），增长4%."""
        if inside and not self.outside:
            self.outside = (self.main, self.period, self.brief, self.month, self.county, self.counties)
        elif not inside and self.outside:
            self.main, self.period, self.brief, self.month, self.county, self.counties = self.outside
            self.outside = None

    def enclose(self, text: str, at: int, own: Sequence[Place]) -> None:
        """Before the county of a number at text[at] is taken up: 增长15.2%（全市增长14.8%）."""
        if self.outside is not None and not in_brackets(text, at):
            self.aside(inside=False)
        elif own and in_brackets(text, own[0].start) and in_brackets(text, at):
            self.aside(inside=True)

    def lose(self) -> None:
        """A number was not read: PM2.5平均浓度48微克, 同比下降6%. What follows may be of it, and of nothing before."""
        self.topic = self.klass = Topic()
        self.by_unit.clear()

    def accumulate(self) -> None:
        """累计 after a single month or quarter is from January on, to the end of the sentence."""
        run = months(self.brief or "")
        if run is not None:
            self.brief = span_of(str(run[0]), run[2])

    def carry(self, said: Said, unit: str, *, rank: bool) -> None:
        """Takes up what was said of a number: its topic, class and rate hold on."""
        if said.topic is not None and said.topic.name:
            self.topic = said.topic
            if (
                said.topic.is_class
                and not said.topic.measure
                and not re.search(r"(?:问题|事项|诉求|难题)$", said.topic.who)
            ):
                self.topic = self.klass = replace(said.topic, who=_LISTED_IN.sub("", said.topic.who))
            self.level = ""
            self.head = self.head if self.head.name else self.topic
        self.asked = re.sub(r"(?:增速|增幅)$", "", said.subject) if _ASKED.search(said.subject) and rank else ""
        if said.kind is Kind.COUNT and (those := _THOSE.match(said.subject)):
            self.asked = those["what"]
        self.fallen = False
        aimed = said.kind in _COMPARED or (said.kind is Kind.YOY and said.planned)
        self.moved = said.rate if aimed and _RATED.search(said.rate) else ""
        self.rate = said.rate or self.rate
        self.rank_of = said.subject if said.kind in _RANKED else said.rate if said.kind in _COMPARED else ""
        self.last, self.beside = said, ""
        if said.kind in (Kind.LEVEL, Kind.COUNT, Kind.YOY) and said.subject not in self.recent[-1:]:
            self.recent.append(said.subject)
        if said.kind in (Kind.LEVEL, Kind.COUNT):
            self.rate = ""
            self.level = said.subject if said.kind is Kind.LEVEL and not said.planned else ""
        self.led = said.subject if said.used and said.kind is Kind.COUNT else ""
        self.aimed = said.planned and said.kind in (Kind.LEVEL, Kind.COUNT)
        if not rank:
            self.by_unit[unit], self.whose[unit] = said, self.klass.who

    def again(self, unit: str) -> Said | None:
        """What was said last in a unit, of the class that the text speaks of now: 社会民生项目55个，66亿元，83%."""
        said, whose = self.by_unit.get(unit), self.whose.get(unit, "")
        if said is None:
            return None
        if said.kind is Kind.YOY and SHARE_END.search(self.topic.name):  # 研发活动覆盖率：55.3%
            return Said(self.topic.name, Kind.SHARE, rate=self.topic.name)
        if said.kind is Kind.YOY and self.topic.name and said.subject not in (self.topic.name, self.klass.who):
            # 工业投资5亿元，增长4%；技改投资2亿元，3%: the growth of what is spoken of now; after a fall it is open
            return None if said.negative else replace(said, subject=self.topic.name, topic=None, used=0)
        if whose and self.klass.who and self.klass.who != whose and said.subject.startswith(whose):
            said = replace(said, subject=self.klass.who + said.subject.removeprefix(whose))
        return replace(said, topic=None, used=0)
