"""Which county and which indicator a table's words mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Role
from pingbi.model.catalogue import Kind, bare, factor

if TYPE_CHECKING:
    from pingbi.scheme import Indicator, Scheme

_UNIT = re.compile(r"[(（\[［]\s*(?:单位[:：])?\s*([^()（）\[\]［］]{1,6}?)\s*[)）\]］]")
_ROLE_WORDS = {
    Role.LAST_YEAR: ("上年同期", "去年同期", "同期数", "上年"),
    Role.PREVIOUS: ("上期", "上次", "上半年数"),
    Role.TARGET: ("市定目标", "目标值", "目标任务", "目标"),
}
_KIND_WORDS = {
    Kind.YOY: ("同比", "增速", "增长率", "增幅", "±%"),
    Kind.PLAN_RATIO: ("占年计划", "完成率", "占计划"),
    Kind.SHARE: ("占比", "覆盖率", "比重"),
    Kind.LEVEL: ("完成额", "总量", "绝对值", "完成", "本期", "本期数", "累计"),
    Kind.COUNT: ("个数", "数量", "家数", "本期", "本期数", "累计"),
}
_OTHERS = ("位次", "名次", "排名", "得分", "序号", "备注", "说明", "小计", "组别", "评比值", "较全市", "提示", "核对")


class Meaning(NamedTuple):
    """What a heading says."""

    indicator: Indicator
    role: Role
    unit: str


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

    def county(self, words: str) -> str | None:
        """The county (or the city) that a cell names, and nothing else."""
        return self._counties.get(bare(words))

    def looks_like_county(self, words: str) -> bool:
        """Whether a cell names some county, if none of the scheme's."""
        return re.fullmatch(r"[\u4e00-\u9fff]{1,10}(县|区|市|开发区|示范区)", bare(words)) is not None

    def meaning(self, levels: list[str]) -> Meaning | None:
        """The indicator of a column whose headings stand above each other, the outermost first."""
        unit = ""
        words = []
        for level in levels:
            found = _UNIT.search(level)
            if found is not None and _is_unit(found[1]):
                unit = found[1]
                level = level[: found.start()] + level[found.end() :]  # noqa: PLW2901
            text = bare(re.sub(r"[(（]\d+(?:\.\d+)?分[)）]", "", level))
            if text and (not words or words[-1] != text):
                words.append(text)
        if not words or any(other in words[-1] for other in _OTHERS):
            return None
        role = Role.NOW
        for candidate, marks in _ROLE_WORDS.items():
            if words[-1] in marks:
                role = candidate
                words = words[:-1]
                break
        return self._lookup(words, role, unit)

    def _lookup(self, words: list[str], role: Role, unit: str) -> Meaning | None:
        """By the innermost name first, then by name and kind (工业投资 / 同比), then by the outer name alone."""
        for at in range(len(words) - 1, -1, -1):
            rows = self._indicators.get(words[at])
            if rows is None:
                continue
            below = words[at + 1 :]
            if not below:
                row = self._of_unit(rows, unit)
                return Meaning(row, role, unit) if row is not None else None
            kinds = [kind for kind, marks in _KIND_WORDS.items() if any(mark in below[-1] for mark in marks)]
            kinds += [Kind.YOY] if below[-1].strip("()（）±") == "%" else []
            for kind in kinds:
                row = self._of_kind(rows, kind)
                if row is not None and (not unit or factor(unit, row.unit) is not None):
                    return Meaning(row, role, unit)
            return None
        joined = "".join(words)
        rows = self._indicators.get(joined)
        row = self._of_unit(rows, unit) if rows else None
        return Meaning(row, role, unit) if row is not None else None

    def _of_unit(self, rows: list[Indicator], unit: str) -> Indicator | None:
        """The indicator whose unit the heading's can be turned into; % beside a total means its growth."""
        for row in rows:
            if not unit or factor(unit, row.unit) is not None:
                return row
        return self._of_kind(rows, Kind.YOY) if unit in ("%", "％") else None

    def _of_kind(self, rows: list[Indicator], kind: Kind) -> Indicator | None:
        for row in rows:
            if row.kind is kind:
                return row
        ids = {row.id for row in rows}
        return next((row for row in self.scheme.indicator if row.of in ids and row.kind is kind), None)


def _is_unit(text: str) -> bool:
    return factor(text, text) is not None and re.fullmatch(r"[%％‰]|[\u4e00-\u9fff]{1,4}", text) is not None
