"""Which county and which indicator a table's words mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.period_words import period_of, without_period
from pingbi.extraction.quantity import NOT_APPLICABLE, UNIT
from pingbi.model import Role
from pingbi.model.catalogue import Kind, bare, factor, same_period, year_before
from pingbi.scheme import formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.scheme import Indicator, Scheme

_BRACKETED = re.compile(r"[(（\[［]\s*(?:单位[:：])?\s*([^()（）\[\]［］]{1,6}?)\s*[)）\]］]")
_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,10}(县|区|市|开发区|示范区)")
_NUMBERED = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、]")
_FOOTNOTE = re.compile(r"(?:[*#※①-⑳]|[(\[]注?[\d一二三四五六七八九]{0,2}[)\]])+$")  # 台前县(注1), 台前县*
_MARKS = re.compile(r"[(（]\d+(?:\.\d+)?分[)）]")
_LEADING = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）.、．]+|其中[:：]?|[#＃*])+")
_ROLE_WORDS = {
    Role.LAST_YEAR: ("上年同期", "去年同期", "同期数", "上年同期数", "上年", "上年值"),
    Role.PREVIOUS: ("上期", "上次", "上期值"),
    Role.TARGET: ("市定目标", "目标值", "目标任务", "目标数", "目标"),
}
# A rate's words first: 完成率 holds 完成, 累计增速 holds 累计.
_KIND_WORDS = {
    Kind.YOY: ("同比", "增速", "增长", "增幅", "增减", "±%"),
    Kind.PLAN_RATIO: ("占年计划", "占年度计划", "完成率", "占计划"),
    Kind.SHARE: ("占比", "覆盖率", "比重", "比率"),
}
# 同比, 增速, 同比增长, 较上年同期增减±: of what, the column on the left says.
_GROWTH_ALONE = re.compile(
    r"(?=.*(?:同比|增|±))(?:其中:)?(?:[与比较]上年(?:同期)?)?(?:相比)?(?:同比)?(?:增长率?|增速|增幅|增减)?[±%]*"
)
_AMOUNT_WORDS = {
    Kind.LEVEL: ("完成额", "完成", "累计完成", "总量", "总额", "绝对值"),
    Kind.COUNT: ("个数", "数量", "家数", "总数"),
}
THIS_PERIOD = frozenset(
    {"本期", "本期数", "本期值", "完成值", "数值", "指标值", "填报数", "填报值", "报送数", "累计", "实际值"}
)
_OTHERS = (
    "位次",
    "名次",
    "排名",
    "得分",
    "序号",
    "备注",
    "说明",
    "小计",
    "组别",
    "评比值",
    "取值",
    "全市",
    "提示",
    "核对",
)


class Meaning(NamedTuple):
    """What a heading says. `unit` and `period` are empty where it names none."""

    indicator: Indicator
    role: Role
    unit: str
    period: str = ""


class Names:
    """The words of one scheme, ready to be looked up."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._counties = {
            bare(name): row.name for row in (scheme.city, *scheme.county) for name in (row.name, *row.aliases)
        }
        self._indicators: dict[str, list[Indicator]] = {}
        for row in scheme.indicator:
            for name in dict.fromkeys((row.name, *row.aliases, row.id)):
                self._indicators.setdefault(bare(name), []).append(row)
        self._criteria = {bare(row.name): row for row in scheme.criterion}

    def county(self, words: str) -> str | None:
        """The county (or the city) that a cell names, and nothing else."""
        plain = bare(words)
        return self._counties.get(plain) or self._counties.get(_FOOTNOTE.sub("", _NUMBERED.sub("", plain)))

    def county_in(self, words: str) -> str | None:
        """The one county that a longer text names by its name or an alias of three characters; None where several."""
        found = self.counties_in(words)
        return found.pop() if len(found) == 1 else None

    def counties_in(self, words: str) -> set[str]:
        """All of them."""
        plain, found = bare(words), set()
        for name in sorted(self._counties, key=len, reverse=True):
            county = self._counties[name]
            if (len(name) >= 3 or name == county) and name in plain and county != self.scheme.city.name:
                found.add(county)
                plain = plain.replace(name, "\0")
        return found

    def looks_like_county(self, words: str) -> bool:
        """Whether a cell names some county, if none of the scheme's."""
        plain = bare(words)
        return _COUNTY.fullmatch(plain) is not None and not plain.endswith(("县区", "地区", "市区", "园区", "社区"))

    def meaning(self, levels: Iterable[str]) -> Meaning | None:
        """The indicator of a column whose headings stand above each other, the outermost first."""
        words, unit, period = self.heading(levels)
        role = Role.NOW
        if same_period(period, year_before(self.scheme.period)):
            role, period = Role.LAST_YEAR, ""
        if not words or (words[-1] not in self._indicators and any(other in words[-1] for other in _OTHERS)):
            return None
        for candidate, marks in _ROLE_WORDS.items():
            mark = next((mark for mark in marks if words[-1].endswith(mark)), "")
            rest = words[-1].removesuffix(mark) if mark else ""
            if mark and (not rest or rest in self._indicators):
                role = candidate
                words = [*words[:-1], *([rest] if rest else [])]
                break
        if len(words) > 1 and words[-1] in THIS_PERIOD and words[-2] in self._indicators:
            words.pop()
        row = self._lookup(words, unit)
        return Meaning(row, role, unit, period) if row is not None else None

    def heading(self, levels: Iterable[str]) -> tuple[list[str], str, str]:
        """(the words of each level, the unit, the period); what they name more than once or not at all is empty."""
        unit = period = ""
        words: list[str] = []
        for level in levels:
            text, own = without_unit(level)
            unit = own or unit
            text = _LEADING.sub("", bare(_MARKS.sub("", text)))
            if text not in self._indicators and text not in self._criteria:
                period = period_of(text, self.scheme.period, months=True) or period
                text = without_period(text)
            if text and not _is_numbering(text) and words[-1:] != [text]:
                words.append(text)
        return words, unit, period

    def growth_of(self, indicator: Indicator, levels: Sequence[str]) -> Meaning | None:
        """The growth beside an amount: a heading that says 同比 and of nothing else stands right of what grew."""
        words, _, _ = self.heading(levels)
        return self.meaning([indicator.name, *levels]) if words and _GROWTH_ALONE.fullmatch(words[-1]) else None

    def _lookup(self, words: Sequence[str], unit: str) -> Indicator | None:
        """By the innermost name first, then by name and what stands below it (工业投资 / 同比)."""
        for at in range(len(words) - 1, -1, -1):
            rows, below = self._indicators.get(words[at], []), words[at + 1 :]
            if rows and not below:
                return self._of_unit(rows, unit)
            family = self._family(words[at]) if below else []
            if family:
                return self._below(family, below[-1], unit)
        rows = self._indicators.get("".join(words), [])
        return self._of_unit(rows, unit) if rows else self._in_one(words[-1], unit) if words else None

    def _in_one(self, word: str, unit: str) -> Indicator | None:
        """A name and what is said of it in one heading: 规模以上工业增加值同比增速."""
        name = max((name for name in self._indicators if word.startswith(name)), key=len, default="")
        return self._below(self._family(name), word.removeprefix(name), unit) if name else None

    def _of_unit(self, rows: Sequence[Indicator], unit: str) -> Indicator | None:
        """The indicator whose unit the heading's can be turned into; % beside a total means its growth."""
        fitting = [row for row in rows if not unit or factor(unit, row.unit) is not None]
        if fitting:
            return fitting[0]
        return self._below(self._related({row.id for row in rows}), "同比", unit) if unit == "%" else None

    def _family(self, word: str) -> list[Indicator]:
        """The indicators that may stand under a heading: those of that name, those whose names begin with it, and what
        the criterion of that name is made from.
        """
        ids = {row.id for name, rows in self._indicators.items() for row in rows if name == word}
        if len(word) >= 3:
            ids |= {row.id for name, rows in self._indicators.items() if name.startswith(word) for row in rows}
        criterion = self._criteria.get(word)
        if criterion is not None and criterion.value is not None:
            used = {operand.indicator for operand in formula(self.scheme, criterion.value).operands}
            used |= {str(criterion.parameters.get("target", ""))} & set(self.scheme.indicators)
            computed = [self.scheme.indicators[name].compute for name in used]
            ids |= used | {
                operand.indicator for text in computed if text for operand in formula(self.scheme, text).operands
            }
        return self._related(ids)

    def _related(self, ids: set[str]) -> list[Indicator]:
        """These, and all that share `of` with them."""
        wide = ids | {row.of for row in self.scheme.indicator if row.id in ids and row.of is not None}
        return [row for row in self.scheme.indicator if row.id in wide or row.of in wide]

    def _below(self, family: Sequence[Indicator], word: str, unit: str) -> Indicator | None:
        """The one of a family that a word means: by its own heading or name, else by its kind; None where two fit."""
        fitting = [row for row in family if not unit or factor(unit, row.unit) is not None]
        named = [row for row in fitting if word in (bare("".join(row.lines)), *map(bare, (row.name, *row.aliases)))]
        if named:
            return named[0] if len(named) == 1 else None
        kind = next((kind for kind, marks in _KIND_WORDS.items() if any(mark in word for mark in marks)), None)
        if kind is None and word.strip("±") == "%":
            kind = Kind.YOY
        amounts = tuple(amount for amount, marks in _AMOUNT_WORDS.items() if word in marks)
        kinds = (kind,) if kind is not None else amounts
        found = [row for row in fitting if row.kind in kinds]
        return found[0] if len(found) == 1 else None


def without_unit(level: str) -> tuple[str, str]:
    """(the heading without its unit, the unit): 完成额（亿元）, or a level that is nothing but 亿元."""
    plain = bare(level)
    if plain and re.fullmatch(UNIT, plain):
        return "", plain
    for found in _BRACKETED.finditer(level):
        unit = bare(found[1])
        if re.fullmatch(UNIT, unit):
            return level[: found.start()] + level[found.end() :], unit
    return level, ""


def _is_numbering(text: str) -> bool:
    """A row that numbers the columns: 1 2 3, 甲 乙, or a figure that is no heading at all."""
    if text in NOT_APPLICABLE:
        return True
    return re.fullmatch(r"[(（]?[-+]?\d+(?:\.\d+)?%?[)）]?|[甲乙丙丁]|[A-Z]", text) is not None
