"""Which county and which indicator a table's words mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.period_words import is_only_period, period_of
from pingbi.extraction.quantity import UNIT
from pingbi.model import Role
from pingbi.model.catalogue import Kind, bare, factor, same_period, year_before
from pingbi.scheme import formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.scheme import Criterion, Indicator, Scheme

_BRACKETED = re.compile(r"[(（\[［]\s*(?:单位[:：])?\s*([^()（）\[\]［］]{1,6}?)\s*[)）\]］]")
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
_AMOUNTS = (
    "完成额",
    "完成值",
    "总量",
    "绝对值",
    "完成",
    "本期",
    "累计",
    "个数",
    "数量",
    "家数",
    "数值",
    "填报数",
    "报送数",
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
        return self._counties.get(bare(words))

    def looks_like_county(self, words: str) -> bool:
        """Whether a cell names some county, if none of the scheme's."""
        return re.fullmatch(r"[\u4e00-\u9fff]{1,10}(县|区|市|开发区|示范区)", bare(words)) is not None

    def meaning(self, levels: Iterable[str]) -> Meaning | None:
        """The indicator of a column whose headings stand above each other, the outermost first."""
        unit = period = ""
        role = Role.NOW
        words: list[str] = []
        for level in levels:
            text, own = _without_unit(level)
            unit = own or unit
            text = bare(re.sub(r"[(（]\d+(?:\.\d+)?分[)）]", "", text))
            found = period_of(text, self.scheme.period, months=True)
            period = found or period
            if text and not is_only_period(text) and not _is_numbering(text) and words[-1:] != [text]:
                words.append(text)
        if same_period(period, year_before(self.scheme.period)):
            role, period = Role.LAST_YEAR, ""
        if not words or (words[-1] not in self._indicators and any(other in words[-1] for other in _OTHERS)):
            return None
        for candidate, marks in _ROLE_WORDS.items():
            if words[-1] in marks:
                role = candidate
                words = words[:-1]
                break
        row = self._lookup(words, unit)
        return Meaning(row, role, unit, period) if row is not None else None

    def _lookup(self, words: Sequence[str], unit: str) -> Indicator | None:
        """By the innermost name first, then by name and what stands below it (工业投资 / 同比)."""
        for at in range(len(words) - 1, -1, -1):
            rows = self._indicators.get(words[at], [])
            below = words[at + 1 :]
            if rows and not below:
                return self._of_unit(rows, unit)
            if rows or words[at] in self._criteria:
                return (
                    self._below(self._family(rows, self._criteria.get(words[at])), below[-1], unit) if below else None
                )
        rows = self._indicators.get("".join(words), [])
        return self._of_unit(rows, unit) if rows else None

    def _of_unit(self, rows: Sequence[Indicator], unit: str) -> Indicator | None:
        """The indicator whose unit the heading's can be turned into; % beside a total means its growth."""
        fitting = [row for row in rows if not unit or factor(unit, row.unit) is not None]
        if fitting:
            return fitting[0]
        return self._below(self._family(rows, None), "同比", unit) if unit == "%" else None

    def _family(self, rows: Sequence[Indicator], criterion: Criterion | None) -> list[Indicator]:
        """The indicators that may stand under one heading: those it names, those a criterion of that name uses, and
        all that share `of` with them.
        """
        ids = {row.id for row in rows}
        if criterion is not None and criterion.value is not None:
            ids |= {operand.indicator for operand in formula(self.scheme, criterion.value).operands}
            ids |= {str(criterion.parameters.get("target", ""))} & set(self.scheme.indicators)
        ids |= {row.of for row in self.scheme.indicator if row.id in ids and row.of is not None}
        return [row for row in self.scheme.indicator if row.id in ids or row.of in ids]

    def _below(self, family: Sequence[Indicator], word: str, unit: str) -> Indicator | None:
        """The one of a family that a word means: by its own heading or name, else by its kind; None where two fit."""
        fitting = [row for row in family if not unit or factor(unit, row.unit) is not None]
        named = [row for row in fitting if word in (bare("".join(row.lines)), *map(bare, (row.name, *row.aliases)))]
        if named:
            return named[0] if len(named) == 1 else None
        kind = next((kind for kind, marks in _KIND_WORDS.items() if any(mark in word for mark in marks)), None)
        if kind is None and word.strip("±") == "%":
            kind = Kind.YOY
        kinds = (kind,) if kind is not None else (Kind.LEVEL, Kind.COUNT) if word.startswith(_AMOUNTS) else ()
        found = [row for row in fitting if row.kind in kinds]
        return found[0] if len(found) == 1 else None


def _without_unit(level: str) -> tuple[str, str]:
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
    return re.fullmatch(r"[(（]?[-+]?\d+(?:\.\d+)?%?[)）]?|[甲乙丙丁]|[A-Z]", text) is not None
