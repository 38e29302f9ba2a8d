"""Numbers behind an indicator's name of which a report's reading made nothing: a silent loss is said."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pingbi.extraction.numbers import mentions
from pingbi.extraction.page import clauses, sentences
from pingbi.extraction.words import APART
from pingbi.model import Finding, InText
from pingbi.model.catalogue import Kind, factor
from pingbi.model.finding import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pingbi.extraction.page import Article, Run
    from pingbi.model import Fact
    from pingbi.scheme import Indicator, Scheme

SHORTEST = 3  # characters of a name that is looked for
LONGEST = 14  # characters between a name and its number: 增速全市最低，仅为
_RATE = re.compile(r"增速|增幅|降幅")  # 增速由5%回落至4%
_TORN = re.compile(r"\d+[^\d一-鿿]?")  # 12·5亿元
# 技改投资5.13, 工业投资48微克: digits right behind a name in no unit that is known; no dates, items, ranges.
_UNITLESS = re.compile(
    r"(?:累计|完成|实现|达到?|共有?|[已为是约]|同比|增长|下降|[:：])*(?P<digits>\d{1,9}(?:\.\d{1,6})?)"
    r"(?![\d.·•％%]|[年月日号季]|[-—–~～至到+/]|[.．、：:)）]\D|[.．、：:)）]$)[^，。；、（）()\d]{0,4}"
)
_DIGIT = re.compile(r"\d")
LONGEST_LIST = 40  # characters between 分别 and its number
_OF_PERIODS = re.compile(rf"{APART.pattern}|今年|[去上]年|同期|当月|累计|当季|第?[一二三四]$|^完成|(?<=^分别)完成")
_OWN = (Kind.LEVEL, Kind.COUNT, Kind.YOY, Kind.SHARE)
_BARE_GROWTH = re.compile(r"(?:同比)?(?:增长|下降|增速|降幅|增幅|增|减|提高|回落)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread(Finding):
    """A number stands behind an indicator's name, and no figure came of it."""

    code: ClassVar[str] = "unmapped"
    level_override: Level | None = Level.VERIFY
    name: str
    quote: str

    def __str__(self) -> str:
        return f"文字里“{self.quote}”提到{self.name}，后面的数没有读成这个指标，没有采用，请核实后补报"


def unread(articles: Iterable[Article], facts: Iterable[Fact], scheme: Scheme, file: str) -> Iterator[Finding]:
    """The numbers that follow an indicator's name and are no fact, or one whose subject was lost."""
    known = _names(scheme)
    if not known:
        return
    pattern = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
    stated = {fact.number_start: fact for fact in facts}
    read = sorted(start for start, fact in stated.items() if fact.indicator_id is not None)
    for article in articles:
        for paragraph in article.paragraphs:
            for sentence in sentences(paragraph):
                if all(_near(match.end(), sentence, read) for match in pattern.finditer(sentence.text)):
                    continue  # as nearly always: what it names is read
                for row, start, stop in _lost(sentence, pattern, known, stated, scheme):
                    quote = sentence.text[start:stop]
                    where = InText(file, sentence.at[start], sentence.at[stop - 1] + 1, quote)
                    yield Unread(indicator=row.id, places=(where,), name=row.name, quote=quote)


def _lost(
    sentence: Run, pattern: re.Pattern[str], known: dict[str, Indicator], stated: dict[int, Fact], scheme: Scheme
) -> Iterator[tuple[Indicator, int, int]]:
    """The indicator, and where in the sentence its name begins and the number behind it ends."""
    numbers: list[tuple[int, int, int, str]] = []  # where each opens, its digits, its end, and its unit
    for clause in clauses(sentence):
        if clause.text:
            begin = bisect_left(sentence.at, clause.at[0])
            numbers += [
                (begin + row.open, begin + row.start, begin + row.stop, row.unit)
                for row in mentions(clause.text)
                if not row.rank
            ]
    for match in pattern.finditer(sentence.text):
        row = known[match[0]]
        bare = _UNITLESS.match(sentence.text, match.end())
        if bare is not None and not any(opens <= bare.start("digits") < stop for opens, _, stop, _ in numbers):
            if sentence.at[bare.start("digits")] not in stated:
                yield row, match.start(), bare.end()
            continue
        first = bisect_left(numbers, (match.end(),))
        if first == len(numbers):
            continue
        opens, digits, stop, unit = numbers[first]
        between = sentence.text[match.end() : opens]
        if pattern.search(between) or len(between) > LONGEST or not _means(row, unit, scheme):
            continue
        fact = stated.get(sentence.at[digits])
        apart = APART.search(sentence.text, max(0, digits - LONGEST_LIST), digits) is not None
        if fact is None or (fact.indicator_id is None and _is_bare(fact, match[0], apart=apart)):
            yield row, match.start(), stop


def _near(at: int, sentence: Run, read: list[int]) -> bool:
    """Whether a figure stands just behind a place of a sentence."""
    following = bisect_left(read, sentence.at[at - 1])
    end = sentence.at[min(at + LONGEST, len(sentence.at) - 1)]
    if following == len(read) or read[following] > end:
        return False
    return _DIGIT.search(sentence.text, at, bisect_left(sentence.at, read[following])) is None


def _is_bare(fact: Fact, name: str, *, apart: bool) -> bool:
    """Whether a fact has no subject but the name itself or the end of it, or none at all; where 分别 gave several
    periods a number each (`apart`) besides their words.
    """
    said = _OF_PERIODS.sub("", fact.indicator) if apart else fact.indicator
    own = fact.kind in _OWN and name.endswith(said)
    moved = fact.kind is Kind.SHARE and fact.indicator.startswith(name) and _RATE.search(fact.indicator) is not None
    torn = fact.indicator.startswith(name) and _TORN.fullmatch(fact.indicator.removeprefix(name)) is not None
    return own or moved or torn or (fact.kind is Kind.YOY and _BARE_GROWTH.fullmatch(fact.indicator) is not None)


def _means(row: Indicator, unit: str, scheme: Scheme) -> bool:
    """Whether a number in a unit may be the indicator's, or its growth."""
    grows = unit == "%" and any(other.of == row.id and other.kind is Kind.YOY for other in scheme.indicator)
    return grows or factor(unit, row.unit) is not None


def _names(scheme: Scheme) -> dict[str, Indicator]:
    return {name: row for row in scheme.indicator for name in (row.name, *row.aliases) if len(name) >= SHORTEST}
