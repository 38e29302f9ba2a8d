"""Whose a number is: the places that a text names, the owner of an article, the place that a clause is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pingbi.extraction.place_names import prefecture, strangers
from pingbi.extraction.words import trimmed
from pingbi.scheme import Scheme

# What makes no subject of 全市: a place in it (居全市第一, 全市前三位), not 第一季度, 第三产业, 前三季度.
_NO_SUBJECT = (
    r"上下|“|第(?![一二三四1-4](?:产业|季|、))|性|各(?![项类])|前(?!(?:[一二两三四五六七八九十]{1,2}|\d{1,2})个?[季月])"
    r"|首(?!季)|排(?!放)|综合(?!能)|平均|居(?!民)|最|唯一|领先"
)
_SELF = re.compile(
    rf"(?:全|我|该|本)(?:县|区|市|州|旗|镇|乡)(?!{_NO_SUBJECT}|中(?!小)|域|级|委|政府|长|场|直(?!接)|内生)"
)
_PROVINCES = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
)
_LARGER = re.compile(
    rf"(?:全[省国]|(?:{_PROVINCES})省)(?!{_NO_SUBJECT}|水平|先进|试点|百强|同类|范围|人大|两会|增速|重点|率先"
    r"|级|委|政府|道|直|定|下|列|统计局|发展?改|工信|财政厅|科技厅|农业厅|商务厅|人民)"
)
_COUNTY_SELF = re.compile(r"(?:全|该|我|本)[县区旗](?!区|市|域|级)")
_CITY_SELF = re.compile(rf"(?:全|我|本)[市州](?!{_NO_SUBJECT}|中(?!小))")
_GENERIC = re.compile(
    r"(?:市|经济|技术|高新|产业|城乡|一体化|工业|先进|制造业|综合)*(?:开发区|示范区|园区|集聚区|经开区|高新区|新区)"
)
_AGAINST = re.compile(
    r"(?:比|较|高于|低于|高出|快于|慢于|超过|超|占|拉动|上拉|下拉|对|居|列|排|位居|于|优于|在|据|从|向|被|与|由|发|自|不含|除|除了)(?:河南|全省)?$"
)
_LONGEST_AGAINST = 4  # characters
_SEEN = re.compile(r"(?:范围|层面|情况)?(?:来?看|而言|来说|来讲)")  # 从全省看
# 范县县委, 范县第一中学; 范县第一季度 is the county.
_NO_PLACE = re.compile(r"委|政府|县委|统计|人民|管委|境内|第(?![一二三四1-4](?:、|和|季))")
_LEADS_IN = re.compile(
    r"[标照]|工作(?:汇报|总结|报告)|(?:汇报|总结|报告|通报|情况|材料|简报|分析)|(?:现|特|兹)?(?:将|就|把|对)|[高低快慢优]于|高出|超过|位?居|位?列|排名?|占|请|而|但|又|其中|经|据|按|以|关于|根据|按照|结合|围绕|立足|当前|目前|现在|今年|近期"
)
_TELLING = (
    "固定 规模 规上 工业 一般 财政 税收 社会 地区 完成 实现 累计 新增 新签 新开 增长 下降 增速 同比 分别 "
    "上半年 前三季度 一季度"
)
HEAD = 40  # characters in which a report says whose it is
JOIN = r"(?:、|和|及|与|以及)"


@dataclass(frozen=True, slots=True)
class Place:
    """A name at text[start:stop]. `county` is None for 该县, 全县: the author's own; `compared`: no subject."""

    start: int
    stop: int
    county: str | None
    word: str
    compared: bool = False


class Places:
    """The counties of a scheme and of one text (`text` without white space); `filed` is the one that its file names."""

    def __init__(self, scheme: Scheme, text: str, filed: str | None = None) -> None:
        rows = (scheme.city, *scheme.county)
        known = {alias: row.name for row in rows for alias in (row.name, *row.aliases)}
        proper = [
            name
            for name in known
            if _GENERIC.fullmatch(name) is None and name != "全市" and not name.startswith("全市")
        ]
        counties = {row.name for row in scheme.county}
        # a short name of two characters is a word of its own (台前, 范县): only those that end as places do make a home
        city = next(
            (name for name in (scheme.city.name, *scheme.city.aliases) if re.fullmatch(r"(?!全).+[市州]", name)), None
        )
        short = city[:-1] if city else None
        brief = [name for name in proper if len(name) == 2 and name[-1] not in "县区市旗州镇乡"]
        brief += [short] if short and short not in brief else []
        self._short = _any_of(brief)
        self._brief = _brief_names(brief, _telling(scheme) + "|$", longer=known)
        self.home = any(name in text for name in proper if len(name) > 2 or name[-1] in "县区市") or bool(
            (short and short in text) or self._brief.search(text)
        )
        self.names: dict[str, str] = dict(known) if self.home else {}
        own = {city: city, short: city} if city and short and self.home else {}
        self.names |= {name: name for name in own.values()}
        for name in strangers(text):
            if name not in self.names and not name.startswith("全") and not _led_in(name, [*proper, *counties]):
                self.names[name] = name
        for name in [name for name, county in self.names.items() if county == scheme.city.name and city]:
            self.names[name] = city or name
        self.names.pop("全市", None)
        abroad = prefecture(text)
        self.city = city if self.home and city else abroad or self._county_city(text)
        if abroad and not self.home:
            self.names[abroad] = abroad
        self.city_names = {name for name in (city, abroad, self.city) if name}
        # whether 全市 may be another: a stranger, or a county that is a city
        self.foreign = not self.home and (bool(self.names) or any(name.endswith("市") for name in counties))
        self.counties, self._filed = counties, filed
        strong = [name for name in self.names if len(name) > 2 or name[-1] in "县区市旗州镇乡"]
        self._all = _any_of(strong)
        generic = {name for name in known if _GENERIC.fullmatch(name) is not None}
        self.zones = generic - counties  # 开发区: the city's own, or the one that a county has
        self._zone = _brief_names(list(self.zones), _telling(scheme))
        self._proper = _any_of([name for name in strong if name not in self.zones])
        zone, other = _any_of(list(self.zones)).pattern, self._proper.pattern
        self._beside = re.compile(
            rf"(?:{other}){JOIN}(?:{zone})|(?:{zone}){JOIN}(?:{other})"
        )  # the city's own, in a list
        self.pattern = self._all
        self.owner: str | None = None
        self._in_full = {**self.names, short or "": city or ""}
        self.large = False  # whether the owner is a city

    def _county_city(self, text: str) -> str | None:
        """A county-level city that calls itself 全市."""
        found = [name for name in self.names if name.endswith("市")]
        once = len(found) == 1 and (text.count(found[0]) > 1 or found[0] in text[:40])
        return found[0] if once and _COUNTY_SELF.search(text) is None else None

    def settle(self, text: str) -> str | None:
        """The owner of an article; from here on the names of this article count."""
        self.owner = self._owner(self._brief.sub(lambda match: self._in_full[match[0]], text) if self.home else text)
        self.large = self.owner is not None and not self.owner.endswith(("县", "区", "旗"))
        zone = self.owner in self.counties and _GENERIC.fullmatch(self.owner or "") is not None
        mine = (
            zone
            or self.owner in self.city_names
            or self.owner in (None, "全市")
            or self._beside.search(text) is not None
        )
        self.pattern = self._all if mine else self._proper
        return self.owner

    def led(self, text: str) -> Place | None:
        """The place that all of a paragraph is about, as it begins with it: 范县：, in a city's report 范县（ too."""
        first = self.begun(text)
        signs = r"$|[。：:（(】]" if self.large else r"$|[：:】]"
        return first if first is not None and re.match(signs, text[first.stop :]) else None

    def begun(self, text: str) -> Place | None:
        """The place that a paragraph begins with as its subject, behind its number."""
        first = next(self._found(text, self._all), None)
        if first is None or first.compared or trimmed(re.sub(r"^\d{1,2}", "", text[: first.start])):
            return None
        return first

    def _city_of_its_own(self, text: str, named: Collection[str]) -> str | None:
        """禹州市, a county of the scheme that calls itself 全市: its file says so, or it alone is named first."""
        head = self._proper.match(text)
        if head is not None and self.names[head[0]] in self.city_names:
            return None
        if self._filed is not None and self._filed.endswith("市") and (not named or self._filed in named):
            return self._filed
        one = next(iter(named)) if len(named) == 1 else ""
        return one if one.endswith("市") and one in self.counties and one in text[:HEAD] else None

    def _owner(self, text: str) -> str | None:
        head = self._proper.match(text)
        counts: dict[str, int] = {}
        names = self._proper.pattern
        alone = re.sub(rf"(?:{names})(?:{JOIN}(?:{names}))+", "", text)
        for match in self._proper.finditer(alone):
            county = self.names[match[0]]
            if county not in self.city_names:
                counts[county] = counts.get(county, 0) + 1
        county_self = _COUNTY_SELF.search(text)
        if head is not None and re.match(r"(?:市|县|区)?统计局|[：:]|发改委|工信局", text[head.end() :]):
            return self.names[head[0]]
        city_self = [found for found in _CITY_SELF.finditer(text) if not _AGAINST.search(text[: found.start()])]
        begun = self.names[head[0]] if head is not None and self.names[head[0]] in counts else None
        if begun and county_self is not None and begun.endswith(county_self[0][1]) and county_self[0][0] != "该":
            return begun  # 范县与清丰县比：清丰县23亿元，我县9.8亿元
        if begun and len(counts) == 1 and all(found[0][0] == "全" for found in city_self):
            return begun  # 范县工业投资增长4%，全市增长5.6%
        if county_self is not None and (not city_self or counts):
            if counts and self._is_filed(county_self[0], head):
                return self._filed
            if counts:  # of as many the one that is known: 长垣市108亿元，我县21.7亿元。濮阳县…
                near = county_self[0][0] == "该"
                return max(
                    counts, key=lambda name: (counts[name], not near and (name == self._filed, name in self.counties))
                )
            listed = [self.names[match[0]] for match in self._proper.finditer(text)]
            others = [name for name in listed if name not in self.city_names]
            if len(set(others)) == 1:
                return others[0]
            return "本区" if "区" in county_self[0] else "本县"
        if city_self:
            return self._city_of_its_own(text, counts) or self.city or "全市"
        if head is not None and self.names[head[0]] in self.city_names:
            return self.city
        if len(counts) == 1:
            return next(iter(counts))
        if head is not None and counts and self.names[head[0]] in counts and len(counts) <= 2:
            return max(counts, key=lambda county: counts[county])
        if self.city is not None and (self.city in text or self.city[:-1] in text or self.home):
            return self.city
        return None if counts else "全市"

    def _is_filed(self, word: str, head: re.Match[str] | None) -> bool:
        """Whether 全县, 我区 is the county that the file names: not where the text begins with another."""
        begins = head is not None and self.names[head[0]] not in (self._filed, *self.city_names)
        return self._filed is not None and self._filed.endswith(word[1]) and word[0] != "该" and not begins

    def find(self, clause: str) -> Iterator[Place]:
        """The places of a clause in order."""
        return self._found(clause, self.pattern)

    def _found(self, clause: str, pattern: re.Pattern[str]) -> Iterator[Place]:
        spans: list[tuple[int, int, str | None]] = [
            (match.start(), match.end(), self.names[match[0]])
            for match in pattern.finditer(clause)
            if not _NO_PLACE.match(clause, match.end())
        ]
        if self.home and self._short.search(clause) is not None:
            spans += [(*match.span(), self._in_full[match[0]]) for match in self._brief.finditer(clause)]
        if (
            pattern is self._proper and "区" in clause and _GENERIC.search(clause) is not None
        ):  # a county's own zone is not the county, nor the city's
            zones = self._zone.finditer(clause)
            spans += [(*row.span(), self.owner if self.names.get(row[0]) == self.owner else row[0]) for row in zones]
        for match in _SELF.finditer(clause):
            if not any(start <= match.start() < stop for start, stop, _ in spans):
                spans.append((match.start(), match.end(), self._own(match[0])))
        if "省" in clause or "全国" in clause:
            spans += [(match.start(), match.end(), match[0]) for match in _LARGER.finditer(clause)]
        for start, stop, county in sorted(spans, key=lambda row: row[0]):
            against = _AGAINST.search(clause[max(0, start - _LONGEST_AGAINST) : start]) is not None
            yield Place(start, stop, county, clause[start:stop], against and not _SEEN.match(clause, stop))

    def _own(self, word: str) -> str | None:
        """全市 is the city, 该县 the owner (None: whichever county the text speaks of)."""
        if word[1] in "市州":
            if self.owner is not None and self.owner.endswith(("市", "州")):
                return self.owner
            return self.city or "全市" if word[0] != "该" else None
        if self.owner in self.city_names or self.owner in (None, "全市"):
            return None
        return self.owner


def _led_in(name: str, proper: list[str]) -> bool:
    """现将涡阳县: words and a county that is known."""
    return any(name.endswith(one) and _LEADS_IN.fullmatch(name.removesuffix(one)) for one in proper)


def _telling(scheme: Scheme) -> str:
    """How what is said of a place begins: with an indicator's name, a verb, a number, 三县."""
    named = {name[:2] for row in scheme.indicator for name in (row.name, *row.aliases) if name[:2].isalpha()}
    words = sorted(map(re.escape, named)) + _TELLING.split()
    return rf"的?(?:{'|'.join(words)})|\d+(?:\.\d+)?[%％亿万个家项]"


def _brief_names(names: list[str], telling: str, *, longer: Iterable[str] = ()) -> re.Pattern[str]:
    """谯城 where a subject stands and something is said of it: 谯城完成…, 涡阳、蒙城两县…; not the word in 台前幕后,
    nor the beginning of one of the `longer` names (濮阳工业园区).
    """
    if not names:
        return _any_of(names)
    ends = [name.removeprefix(short) for short in names for name in longer if name.startswith(short) and name != short]
    one = rf"(?:{_any_of(names).pattern})(?!{_any_of(ends).pattern})"
    after = rf"(?=(?:{JOIN}(?:{one}))*(?:等?(?:{telling}|[：:])|等?[两三四五六七八九]个?[县区地]))"
    return re.compile(rf"(?:^|(?<=[，。；：、,;:.）)是为月年度半季和与及%％元个家的中]))(?:{one}){after}")


def _any_of(names: list[str]) -> re.Pattern[str]:
    """The longest name first; a pattern that matches nothing for no names."""
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)")
