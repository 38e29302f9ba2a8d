"""主要指标完成情况: a paragraph a criterion, of the city, of the highest and the lowest, of who is above the city."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pingbi.model import Standing
from pingbi.model.catalogue import Kind, elapsed
from pingbi.notice.amounts import growth_word, indicator_of, listed, of_criterion, of_indicator, rounded
from pingbi.notice.given import filled
from pingbi.scheme.notice_words import IN_ITEM
from pingbi.scheme.settings import counted, schedule_of, target_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.notice.amounts import Measure
    from pingbi.notice.given import Given
    from pingbi.scheme import Criterion, Indicator

RATES = (Kind.YOY, Kind.SHARE, Kind.PLAN_RATIO)  # what a city's figure is a level to compare with


@dataclass(frozen=True)
class Item:
    """One criterion with its values as printed, highest first."""

    given: Given
    criterion: Criterion

    @cached_property
    def measure(self) -> Measure:
        """What the values are."""
        return of_criterion(self.given.scheme, self.criterion)

    @cached_property
    def indicator(self) -> Indicator | None:
        """The indicator that the values are of; None where they are computed."""
        return indicator_of(self.given.scheme, self.criterion)

    @cached_property
    def values(self) -> tuple[tuple[str, Decimal], ...]:
        """(county, value as printed) of those that have one."""
        scores = self.given.scores[self.criterion.id].scores.values()
        rows = [(row.county, self.measure.shown(row.value)) for row in scores if row.value is not None]
        return tuple(sorted(rows, key=lambda row: -row[1]))

    @property
    def lower(self) -> bool:
        """Whether less is better."""
        return self.criterion.direction == "lower"

    @property
    def compared(self) -> str:
        """What is compared, in a word: 增速, 完成率, 工业投资."""
        kind = self.measure.kind
        if kind is Kind.YOY:
            return f"{_grown(self.given, self.indicator)}增速"
        return self.measure.name

    @property
    def full_name(self) -> str:
        """The same, where nothing says of which criterion: 亿元以上工业项目完成率."""
        computed = self.indicator is None and self.compared not in self.criterion.name
        return f"{self.criterion.name}{self.compared}" if computed else self.compared

    @property
    def subject(self) -> str:
        """What a single value is said of: 工业投资, 工业投资同比."""
        if self.measure.kind is not Kind.YOY:
            return self.measure.name
        return f"{_grown(self.given, self.indicator)}{growth_word(self.given.scheme.period)}"

    @cached_property
    def city(self) -> Decimal | None:
        """The city's own value, as printed, where it is one to compare with."""
        row = self.indicator
        value = self.given.figures.value(self.given.scheme.city.name, row.id) if row is not None else None
        return None if value is None or self.measure.kind not in RATES else self.measure.shown(value)

    def target(self, county: str) -> Decimal | None:
        """What is due by now; None where the method has no target, or the county none."""
        if self.given.scores[self.criterion.id].scores[county].standing is not Standing.SCORED:
            return None
        scheme, figures, due = self.given.scheme, self.given.figures, self.criterion.parameters.get("target")
        if due is None:
            return None
        found: Decimal | None = due if isinstance(due, Decimal) else None
        if isinstance(due, int):
            found = Decimal(due)
        elif due == "TARGET":
            row = self.indicator
            found = target_of(scheme, figures, row.id, county) if row is not None else None
        elif isinstance(due, str):
            found = figures.value(county, due)
        return None if found is None else found * schedule_of(scheme, self.criterion)

    def split(self) -> tuple[list[tuple[str, Decimal]], list[tuple[str, Decimal]]]:
        """(those that reach what is due, those that do not), by the values as printed."""
        reached: list[tuple[str, Decimal]] = []
        short: list[tuple[str, Decimal]] = []
        for county, value in self.values:
            due = self.target(county)
            if due is not None:
                limit = self.measure.shown(due)
                (reached if (value <= limit if self.lower else value >= limit) else short).append((county, value))
        return reached, short

    def with_values(self, rows: Sequence[tuple[str, Decimal]], most: int = 0) -> str:
        """A（增长45.0%）、B（…）."""
        most = most or self.given.scheme.notice.most_named
        return listed([f"{county}（{self.measure.words(value)}）" for county, value in rows], most)

    def named(self, rows: Sequence[tuple[str, Decimal]]) -> dict[str, str]:
        """The {names} that several sentences have."""
        names = listed([county for county, _ in rows], self.given.scheme.notice.most_named)
        return {"个数": str(len(rows)) if rows else "", "县区": names, "县区值": self.with_values(rows)}


def item_text(given: Given, criterion: Criterion, part: str) -> str:
    """The paragraph of a criterion; empty where nothing can be said of it."""
    item = Item(given, criterion)
    said = sentences(item)
    if not any(said.values()):
        return ""
    names = {"评比项": criterion.name, "一级指标": part}
    wording = given.wording("item")
    for name in IN_ITEM:
        wording = wording.replace(f"{{{name}}}", said.get(name, ""))
    return filled(wording, {**given.values, **names})


def sentences(item: Item) -> dict[str, str]:
    """What is said of one criterion, by the names of its sentences; what has nothing to say is empty."""
    given, rows = item.given, item.values
    falling = [row for row in reversed(rows) if row[1] < 0] if item.measure.kind is Kind.YOY else []  # the worst first
    scores = given.scores[item.criterion.id].scores.values()
    silent = given.silent  # said once, not of each criterion
    lacking = [
        (row.county, Decimal(0))
        for row in scores
        if row.value is None and row.standing is Standing.MISSING and row.county not in silent
    ]
    counts = counted(item.criterion) and not item.criterion.value
    return {
        "city": _city(item),
        "extremes": _extremes(item),
        "above": _above(item),
        "falling": given.say("falling", 同比=growth_word(given.scheme.period), **item.named(falling)),
        "reached": _reached(item),
        "lacking": given.say("lacking", **item.named(lacking)) if rows and not counts else "",
    }


def _grown(given: Given, row: Indicator | None) -> str:
    """What grows: 工业投资, whatever the scheme calls its growth."""
    if row is None:
        return ""
    level = given.scheme.indicators.get(row.of or "")
    return level.name if level is not None else row.name.removesuffix("增速").removesuffix("同比")


def _city(item: Item) -> str:
    """The city's level, with its growth where no other criterion tells it; its rate, against 序时进度 for a plan."""
    given, row = item.given, item.indicator
    if row is None:
        return ""
    scheme, city = given.scheme, given.scheme.city.name
    told = {one.id for other in scheme.criterion if (one := indicator_of(scheme, other)) is not None}
    grows = (
        row
        if row.kind is Kind.YOY
        else next((one for one in scheme.indicator if one.of == row.id and one.kind is Kind.YOY), None)
    )
    level = scheme.indicators.get(row.of or "") if row.kind is Kind.YOY else row
    amount = given.figures.value(city, level.id) if level is not None else None
    growth = given.figures.value(city, grows.id) if grows is not None else None
    names = {"同比": growth_word(scheme.period)}
    if level is not None and amount is not None:
        names |= {"指标": level.name, "完成值": of_indicator(level).words(amount)}
    if grows is not None and growth is not None:
        names["增幅"] = of_indicator(grows).words(growth)
    if row.kind is Kind.YOY:
        alone = level is None or level.id in told or amount is None
        names["指标"] = _grown(given, row)
        return given.say("city_growth" if alone else "city_grown", **names)
    if row.kind is Kind.PLAN_RATIO and amount is not None:
        return given.say("city_progress", **names, **_progress(given, of_indicator(row).shown(amount)))
    both = growth is not None and grows is not None and grows.id not in told
    return given.say("city_grown" if both else "city", **names)


def _progress(given: Given, shown: Decimal) -> dict[str, str]:
    due = rounded(elapsed(given.scheme.period) * 100, 1)
    word = "快于序时进度" if shown > due else "慢于序时进度" if shown < due else "与序时进度持平"
    apart = f"{abs(shown - due):f}个百分点" if shown != due else ""  # of the rates as printed
    return {"快慢": word, "快慢多少": f"{word}{apart}", "序时进度": f"{due:f}%"}


def _extremes(item: Item) -> str:
    given, rows = item.given, item.values
    if not rows:
        return ""
    if len(rows) == 1:
        return given.say("only", 县区=rows[0][0], 指标=item.subject, 完成值=item.measure.words(rows[0][1]))
    if rows[0][1] == rows[-1][1]:
        return given.say("equal", 指标=item.subject, 均值=_alike(item, rows[0][1]), 个数=str(len(rows)))
    more, less = ("多", "少") if item.measure.kind is Kind.COUNT else ("高", "低")
    ends = {"最高": _end(item, rows[0][1]), "最低": _end(item, rows[-1][1])}
    return given.say("extremes", 比较=item.compared, 高=more, 低=less, **ends)


def _end(item: Item, value: Decimal) -> str:
    """A（47.0%）, or A、B（均为47.0%） of equals."""
    names = [county for county, other in item.values if other == value]
    words = _alike(item, value) if len(names) > 1 else item.measure.words(value)
    return f"{listed(names, item.given.scheme.notice.most_named)}（{words}）"


def _alike(item: Item, value: Decimal) -> str:
    """均为47.0% · 均增长3.0%."""
    return f"均{'' if item.measure.kind is Kind.YOY else '为'}{item.measure.words(value)}"


def _above(item: Item) -> str:
    """Who is better than the city, by the values as printed."""
    given, city = item.given, item.city
    if city is None or len(item.values) < 2:
        return ""
    word = "低于" if item.lower else "高于"
    rows = [row for row in item.values if (row[1] < city if item.lower else row[1] > city)]
    if item.lower:
        rows.reverse()
    if len(rows) == len(given.result.totals):
        return given.say("above_all", 高于=word)
    return given.say("above", 高于=word, **item.named(rows)) if rows else given.say("above_none", 高于=word)


def due_word(item: Item) -> str:
    """目标, 序时目标 where a part of it is due by now, 序时进度 of a plan."""
    if schedule_of(item.given.scheme, item.criterion) == 1:
        return "目标"
    return "序时进度" if item.measure.kind is Kind.PLAN_RATIO else "序时目标"


def _reached(item: Item) -> str:
    reached, short = item.split()
    if not reached:
        return ""
    if not short and len(reached) == len(item.given.result.totals) > 1:
        return item.given.say("reached_all", 目标=due_word(item))
    return item.given.say("reached", 目标=due_word(item), **item.named(reached))
