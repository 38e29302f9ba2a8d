"""Whose a number is: the county that a text, a sentence or a clause names, lists of counties, the author's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pingbi.scheme import Scheme

_OWN = re.compile(r"全县|全区|该县|该区|我县|我区|本县|本区")
_CITY = re.compile(r"全市(?!上下|“|第|性|各|前|首|排|综合|平均|居|中)")
_NOT_PLACES = (
    "全",
    "该",
    "我",
    "本",
    "各",
    "两",
    "省",
    "地",
    "多",
    "此",
    "某",
    "外",
    "城",
    "成",
    "几",
    "跨",
    "市",
    "入",
    "为",
    "县",
)
# A county or city that the scheme does not know: 甲县 at the beginning of a clause, or in a title.
_PLACE = re.compile(
    r"(?:(?<=[，。；：、“”（）！？年日])|^)([\u4e00-\u9fff]{1,3}?(?:县|市|区|州))(?!域|级|直|场|区|民|委|长|政|人|内|外|值)"
)
_JOIN = r"(?:、|和|及|与|以及)"


class Places:
    """The counties of a scheme and of one text."""

    def __init__(self, scheme: Scheme, text: str) -> None:
        self.city = scheme.city.name
        self.names = {alias: row.name for row in (scheme.city, *scheme.county) for alias in (row.name, *row.aliases)}
        home = re.sub(r"全市\S{0,2}?(?:合计|平均)?", "", text)
        self.home = any(name in home for name in self.names if len(name) > 2 or name.endswith(("县", "区")))
        if not self.home:  # of another city: its places by their own names
            strangers = dict.fromkeys(name for name in _PLACE.findall(text) if _is_place(name))
            self.names |= {name: name for name in strangers if len(name) > 2 or text.count(name) > 1}
            self.city = next((name for name in strangers if name.endswith(("市", "州"))), "全市")
        # 开发区 or 示范区 alone may be any; they name a county only where the article has no owner of its own
        self._strong = _any_of([name for name in self.names if len(name) > 3 or name in self.names.values()])
        self._all = _any_of([name for name in self.names if len(name) > 2 or name.endswith(("县", "区"))])
        self.pattern = self._strong

    def settle(self, text: str) -> str | None:
        """The owner of an article; from here on the names of this article count."""
        owner = self._owner(text)
        self.pattern = self._all if owner is None or owner == self.city else self._strong
        return owner

    def _owner(self, text: str) -> str | None:
        """The county named most, lists of several counties and the city aside; else the author's own, never named."""
        name = self._strong.pattern
        alone = re.sub(rf"(?:{name})(?:{_JOIN}(?:{name}))+", "", text)
        counts: dict[str, int] = {}
        for match in self._strong.finditer(alone):
            county = self.names[match[0]]
            if county not in (self.city, "全市"):
                counts[county] = counts.get(county, 0) + 1
        own = _OWN.search(text)
        cities = [county for county in counts if county.endswith(("市", "州"))]
        if counts and not own and "全市" in text:
            return cities[0] if cities and not self.home else self.city
        if counts and (len(counts) <= 2 or own):
            return max(counts, key=lambda county: counts[county])
        if counts or (own is None and "全市" in text):
            return self.city
        return None if own is None else "本区" if "区" in own[0] else "本县"

    def named(self, clause: str) -> str | None:
        """The county (or the city) that a clause begins with."""
        found = self.pattern.match(clause)
        if found is not None and not clause[found.end() :].startswith(("、", "和", "委")):
            return self.names[found[0]]
        return self.city if _CITY.match(clause) else None

    def opens(self, words: str) -> tuple[str | None, str]:
        """(the county that the words between two numbers begin with, the rest): 、清丰县 before 57.7%."""
        plain = re.sub(rf"^(?:{_JOIN}|，|：|其中|分别为|为)+", "", words)
        found = self.pattern.match(plain)
        return (None, words) if found is None else (self.names[found[0]], plain[found.end() :])

    def listed(self, clause: str) -> tuple[tuple[str, ...], str]:
        """(the counties of a list of two or more at the beginning of a clause, the rest)."""
        name = self.pattern.pattern
        found = re.match(rf"(?:其中)?((?:{name})(?:{_JOIN}(?:{name}))+)(?:等)?", clause)
        if found is None:
            return (), clause
        return tuple(self.names[one] for one in self.pattern.findall(found[1])), clause[found.end() :]


def _is_place(name: str) -> bool:
    return not name.startswith(_NOT_PLACES) and re.search(r"[全各该等园新发]|[^市]城区$", name[:-1]) is None


def _any_of(names: list[str]) -> re.Pattern[str]:
    """The longest name first; a pattern that matches nothing for no names."""
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)")
