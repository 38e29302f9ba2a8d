"""What words beside or below numbers say that may change them: another period, 环比, 预计, 不含园区; and of whose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.period_words import period_of, without_period
from pingbi.model.catalogue import Kind, bare, same_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.extraction.names import Names
    from pingbi.scheme import Indicator

_IS = r"(?:均?为|都?是|系|按|属|截至|截止)"
_OF_WHEN = re.compile(
    rf"(?:此|本|该|这)?(?:数据?|项|表|列)?{_IS}?[底末份]?(?:的)?(?:累计|快报|完成)?(?:数据?|值|额)?[。.]?"
)
_WHEN = (
    r"(?:[上去]年(?:同期|全年)?|同期|环比|较?上月|上期|当月|本月|单月|当季|单季|两年平均|全年)(?:累计|完成|增长率?)?"
)
_NUMBERS = r"(?:数据?|值|额|计算|口径)"
_NOT_NOW = re.compile(
    rf"(?:此|本|该|这)?(?:数据?|项|表|列)?(?:{_IS}{_WHEN}{_NUMBERS}?|{_WHEN}{_NUMBERS})[。.]?|.{{0,6}}环比.{{0,4}}"
)
_SCOPE = re.compile(  # 应为2100, 此数有误: what is right is not known, so that the number still counts
    r"应[为是]\s*[-+]?\d|更正|有误|[填报写]错|作废|不含|未含|不包含|不包括|未包括|扣除(?!价格|物价)|剔除(?!价格|物价)|仅含|只含|仅为|含直报|含园区|含开发区|预计|预估|估计|暂估|暂定|未核定|待核"
)
_GROWTH = re.compile(r"(?:同比)?(?:增速|增幅|增长率|增长速度)")
_AMOUNT = re.compile(r"总量|绝对[额值量]|金额|总额|完成额|投资额")
_BETWEEN = re.compile(
    r"^(?:其中|其[他余]|本表|表[中内]|以上|上[述表]|各项?|全部|所有|县区|县|区|[:、,和及与的])+"
    r"|[、和及与的:]+(?=$|均|为|都|是|系|按|属|截|数)"
)
_NOTE = re.compile(r"[(（]?(?:注(?![册明销入重资])|说明|备注|附注|[*※])\s*[:：]?")
_NUMBER = r"[(（]?(?:\d{1,2}|[一二三四五六七八九十])[)）]?[.、．]|[(（](?:\d{1,2}|[一二三四五六七八九十])[)）]|[①-⑳]"
_NUMBERED = re.compile(rf"\s*(?:{_NUMBER})(?!\d)")
_SENTENCES = re.compile(rf"[。；;\n]|(?<![\d一-鿿])(?:{_NUMBER})(?!\d)")
_EXCEPT = re.compile(r"除.{1,20}?[外余][,，]?")
_REST = re.compile(r"\s*其[他余]")


class Caveat(NamedTuple):
    """What a statement changes. `period` is empty where it names none that is another.

    `counties` and `indicators` are those that it names, empty where it is of all; `kinds` those of which it speaks.
    """

    text: str
    period: str
    scope: bool
    counties: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()

    def is_of(self, indicator: Indicator) -> bool:
        """Whether it is of this indicator: one that it names, or the growth of one."""
        if self.kinds and indicator.kind not in self.kinds:
            return False
        own = {indicator.id, indicator.of} if self.kinds else {indicator.id}
        return not self.indicators or not own.isdisjoint(self.indicators)


def caveat(text: str, names: Names) -> Caveat | None:
    """None where the words explain and change nothing."""
    said, own = bare(text), names.scheme.period
    rest, indicators = _without_indicators(said, names)
    kinds = frozenset({Kind.YOY} if _GROWTH.search(rest) or "环比" in rest else ())
    if not kinds and _AMOUNT.search(rest):
        kinds = frozenset({Kind.LEVEL, Kind.COUNT})
    rest = _BETWEEN.sub(
        "", _AMOUNT.sub("", _GROWTH.sub("", _BETWEEN.sub("", names.without_places(rest).replace("\0", ""))))
    )
    period = period_of(said, own, months=True) or ""
    other = period if period and period != own[:4] and not same_period(period, own) else ""
    if other and not any(_OF_WHEN.fullmatch(without_period(words)) for words in (said, rest)):
        other = ""  # 上年同期为20亿元, 7月将新增2家
    if not other and not same_period(period, own) and any(map(_NOT_NOW.fullmatch, (rest, said))):
        other = rest or said
    scope = _SCOPE.search(said)
    if not other and scope is None:
        return None
    counties = names.counties_in(said if scope is None else said[: scope.start()]) or _city_alone(said, names)
    return Caveat(text, other, scope is not None, frozenset(counties), frozenset(indicators), kinds)


def _city_alone(said: str, names: Names) -> set[str]:
    """The city where a statement is of its row: 全市为1—8月数, but not 濮阳市1—8月数据, which is all of the table."""
    city = names.scheme.city
    own = "|".join(re.escape(bare(name)) for name in (city.name, *city.aliases))
    return {city.name} if re.match(rf"(?:{own})(?:的?数据?)?(?:{_IS}|{_SCOPE.pattern})", said) else set()


def _without_indicators(said: str, names: Names) -> tuple[str, set[str]]:
    """(the words without the names of indicators, the ids of those)."""
    known = sorted(
        ((bare(name), row.id) for row in names.scheme.indicator for name in (row.name, *row.aliases)),
        key=lambda item: -len(item[0]),
    )
    found: dict[str, set[str]] = {}
    for name, row in known:
        if name in found:
            found[name].add(row)
        elif name in said:
            said, found[name] = said.replace(name, ""), {row}
    return said, set().union(*found.values())


def is_footnote(text: str, *, after_one: bool = False) -> bool:
    """Whether a cell is a note below a table: 注：…, or 2.… after one."""
    return _NOTE.match(text) is not None or (after_one and _NUMBERED.match(text) is not None)


def caveats(note: str, names: Names) -> Iterator[Caveat]:
    """Those of a footnote's sentences; a clause that names nobody is of those before it, 其他 and 除…外 of the rest."""
    for sentence in _SENTENCES.split(_NOTE.sub("", note, count=1)):
        counties: frozenset[str] = frozenset()
        indicators: frozenset[str] = frozenset()
        for clause in re.split(r"(?<![外余])[，,]", sentence):
            rest = frozenset(names.scheme.counties) - counties if _REST.match(clause) and counties else counties
            found = caveat(_EXCEPT.sub("", clause), names)
            own = found.counties if found is not None else frozenset(names.counties_in(clause))
            if (without := _EXCEPT.search(clause)) is not None and (left := names.counties_in(without[0])):
                own = frozenset(names.scheme.counties) - left
            counties = own or rest
            indicators = frozenset(_without_indicators(bare(clause), names)[1]) or indicators
            if found is not None:
                yield found._replace(text=note, counties=counties, indicators=indicators)
