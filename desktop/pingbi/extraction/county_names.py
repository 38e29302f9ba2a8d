"""Which county a cell names: by name, alias, code, with what people write around it; or which one it is nearly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.extraction.likeness import like
from pingbi.model.catalogue import bare

if TYPE_CHECKING:
    from pingbi.scheme import Scheme

_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,10}(县|区|市|开发区|示范区)")
_NUMBERED = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、]")
_FOOTNOTE = re.compile(r"(?:[*#※①-⑳:]|[(\[]注?[\d一二三四五六七八九]{0,2}[)\]])+$")  # 台前县(注1), 台前县*
_CODED = re.compile(r"^\d{6}|[(\[]?\d{6}(?:0{6})?[)\]]?$")  # 410922清丰县, 清丰县(410922)
_OFFICE = re.compile(
    r"(?:县|区)?(?:人民)?(?:政府|管委会|管理委员会|工信局|工业和信息化局|工信科技局|科工局|科技和工业信息化局|科工信局|经发局|经济发展局|发改委"
    r"|统计局|工信委)$"
)
_PROVINCE = re.compile(r"^[\u4e00-\u9fff]{2,8}?(?:省|自治区)")
MOST_KEPT = 20_000  # cells whose county is remembered
_NO_COUNTY = ("县区", "地区", "市区", "园区", "社区", "小区", "专区", "辖区", "城区", "郊区", "功能区")


class Counties:
    """The places of one scheme, ready to be looked up."""

    def __init__(self, scheme: Scheme) -> None:
        self._city = scheme.city.name
        self._names = {
            bare(name): row.name for row in (scheme.city, *scheme.county) for name in (row.name, *row.aliases)
        }
        self.named_by_numbers = any(name and not name.strip("0123456789.-") for name in self._names)
        self._codes = {row.code: row.name for row in (scheme.city, *scheme.county) if row.code}
        self._prefixes = tuple(
            name for name, county in self._names.items() if county == self._city and name.endswith(("市", "州", "盟"))
        )
        self._longest = sorted(self._names, key=len, reverse=True)
        self._said: dict[str, str | None] = {}  # a table repeats its counties

    def without_places(self, text: str) -> str:
        """A title without the counties in it: 产业集聚区 may be one."""
        for name in self._longest:
            text = text.replace(name, "\0")
        return text

    def county(self, words: str) -> str | None:
        """The county (or the city) that a cell names, and nothing else."""
        if words not in self._said:
            if len(self._said) >= MOST_KEPT:
                self._said.clear()
            self._said[words] = self._county(words) if len(words) <= 40 else None
        return self._said[words]

    def _county(self, words: str) -> str | None:
        plain = bare(words)
        if plain in self._names or not plain:
            return self._names.get(plain)
        plain = _CODED.sub("", _FOOTNOTE.sub("", _NUMBERED.sub("", plain)))
        if plain in self._names:
            return self._names[plain]
        inner = plain
        for prefix in self._prefixes:
            inner = _PROVINCE.sub("", plain)
            if inner.startswith(prefix):
                inner = inner.removeprefix(prefix)
                break
        else:
            inner = plain
        office = _OFFICE.search(inner)
        if office is not None:
            for end in (office.start(), office.start() + 1):  # 台前工信局, 台前县工信局
                found = self._names.get(inner[:end])
                if found is not None and found != self._city:
                    return found
            return None
        found = self._names.get(inner)
        return found if found != self._city or inner == plain else None

    def code(self, words: str) -> str | None:
        """The county of a code, with or without the zeros of its towns: 410922, 410922000000."""
        found = self._codes.get(words[:6])
        return found if found is not None and re.fullmatch(r"\d{6}(?:0{3}|0{6})?", words) else None

    def county_in(self, words: str) -> str | None:
        """The one county that a longer text names by its name or an alias of three characters; None where several."""
        found = self.counties_in(words)
        return found.pop() if len(found) == 1 else None

    def counties_in(self, words: str) -> set[str]:
        """All of them."""
        plain, found = bare(words), set()
        for name in self._longest:
            county = self._names[name]
            if (len(name) >= 3 or name == county) and name in plain and county != self._city:
                found.add(county)
                plain = plain.replace(name, "\0")
        return found

    def looks_like_county(self, words: str) -> bool:
        """Whether a cell names some county, if none of the scheme's."""
        plain = bare(words)
        return _COUNTY.fullmatch(plain) is not None and not plain.endswith(_NO_COUNTY)

    def near_county(self, words: str) -> str | None:
        """The county that a cell nearly names: 南乐具, 台前县县, 南乐."""
        plain = _NUMBERED.sub("", bare(words))
        if (short := self._shortened(plain)) is not None:
            return short
        name = like(plain, self._names, 0.66)
        return self._names[name] if name is not None and self._names[name] != self._city else None

    def shortened(self, words: str) -> str | None:
        """The one county that a cell names without its last letter: 南乐; never 濮阳, which is the city too."""
        return self._shortened(_NUMBERED.sub("", bare(words)))

    def _shortened(self, plain: str) -> str | None:
        called = {self._names[plain + end] for end in "市县区旗" if plain + end in self._names}
        return called.pop() if len(plain) > 1 and len(called) == 1 and self._city not in called else None
