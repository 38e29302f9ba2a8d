"""What a mark of an office's own form stands for: of the whole evaluation, or of one county."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Role
from pingbi.model.catalogue import Kind, bare, minute, spaced
from pingbi.scheme.settings import value_decimals
from pingbi.workbook.point_formulas import rounded
from pingbi.workbook.ranking_words import short_note, texts
from pingbi.workbook.references import RANKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.model import Total
    from pingbi.own_forms.marks import Mark
    from pingbi.scheme import Criterion, Indicator
    from pingbi.workbook import Book


class Said(NamedTuple):
    """A number and its decimals as printed, or a text."""

    text: str
    number: Decimal | None = None


MISSING = Said("-")
# The evaluation's own words, with what scripts may write instead.
WHOLE = {
    "标题": "title",
    "时期": "period",
    "方案": "scheme",
    "城市": "city",
    "制表单位": "issuer",
    "稿次": "draft",
    "导出号": "number",
    "校验码": "digest",
    "读取时间": "read_at",
    "县区数": "counties",
    "参评县区数": "ranked",
    "说明": "notes",
}
COUNTY = {
    "序号": "line",
    "县区": "county",
    "组别": "group",
    "综合得分": "total",
    "综合排名": "place",
    "组内位次": "group_place",
    "上期排名": "previous_place",
    "较上期": "change",
    "得分合计": "points",
    "加分": "bonus",
    "扣分": "deduction",
    "等次": "grade",
    "备注": "note",
}
ROLES = {"本期": Role.NOW, "上期": Role.PREVIOUS, "上年同期": Role.LAST_YEAR, "目标": Role.TARGET, "计划": Role.TARGET}
SCORES = ("得分", "位次", "组内位次", "完成值", "得分率")
FULL, GROWTH, CITY, NTH = "满分", "同比", "全市", ("第", "名")


class Values:
    """The values of one evaluation by their marks."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def whole(self, mark: Mark) -> Said | None:
        """What the mark stands for wherever it is; None where it needs a county, or is none."""
        name, book = self._known(WHOLE, mark.name), self._book
        if name:
            return self._of_all(name)
        subject, _, aspect = mark.name.rpartition(".")
        if aspect == FULL:
            weights = {**{row.name: row.weight for row in book.scheme.part}, **self._weights}
            found = next((weight for key, weight in weights.items() if bare(key) == subject), None)
            return None if found is None else _number(found.normalize())
        who, _, what = mark.name.partition(".")
        county = self._place(who)
        return self.of(county, what, 0) if county and what else None

    def of(self, county: str, name: str, line: int) -> Said | None:
        """What a name stands for in the row of a county, the `line`th of its list; None where it is nothing known."""
        known = self._known(COUNTY, name)
        if county == self._book.scheme.city.name:
            return _text(county) if known == "county" else self._figure(county, name)
        if known:
            return self._of_county(known, self._book.totals[county], line)
        scored = self._scored(county, name)
        return scored if scored is not None else self._figure(county, name)

    def row_name(self, mark: Mark) -> bool:
        """Whether the mark has a meaning only in the row of a county."""
        if self.whole(mark) is not None:
            return False
        anyone = next(iter(self._book.totals), "")
        return bool(anyone) and self.of(anyone, mark.name, 1) is not None

    def counties(self, options: tuple[str, ...]) -> list[str] | None:
        """The counties of a list in its order: by place, 方案顺序, of a group; None where an option is unknown."""
        book = self._book
        names = [row.county for row in book.order]
        for option in options:
            group = next((row for row in book.scheme.group if option in (bare(row.name), bare(row.id))), None)
            if option in ("方案顺序", "order"):
                names = [name for name in book.counties.names if name in names]
            elif option in ("参评", "ranked"):
                names = [name for name in names if book.totals[name].place is not None]
            elif group is not None:
                names = [name for name in names if book.totals[name].group == group.name]
            else:
                return None
        return names

    @property
    def known(self) -> str:
        """The names, for a person who wrote one that is none."""
        criteria = self._book.scheme.criterion
        some = f"（如 {criteria[0].name}.得分）" if criteria else ""
        figures = "、".join(row.name for row in self._book.scheme.indicator[:3])
        scores = f"评比项名加“.{'”“.'.join((*SCORES, FULL))}”{some}"
        return f"{'、'.join((*WHOLE, *COUNTY))}、{scores}、指标名（如 {figures}）"

    @cached_property
    def _weights(self) -> dict[str, Decimal]:
        rows = self._book.scheme.criterion
        return {row.name: row.weight for row in rows} | {row.id: row.weight for row in rows}

    @staticmethod
    def _known(words: Mapping[str, str], name: str) -> str:
        return words.get(name) or next((word for word in words.values() if word == name), "")

    def _place(self, who: str) -> str:
        """The county (or the city) that a mark names: by name, or by its place (第1名)."""
        book = self._book
        if who in (CITY, bare(book.scheme.city.name)):
            return book.scheme.city.name
        for row in book.scheme.county:
            if who in (bare(row.name), *map(bare, row.aliases)):
                return row.name
        if who.startswith(NTH[0]) and who.endswith(NTH[1]) and who[1:-1].isdecimal():
            number = int(who[1:-1])
            ranked = (
                [row.county for row in book.order if row.place is not None]
                if not book.by_group
                else [row.county for row in sorted(book.order, key=lambda row: (row.place is None, row.place or 0))]
            )
            return ranked[number - 1] if 0 < number <= len(ranked) else ""
        return ""

    def _of_all(self, name: str) -> Said:
        book, edition = self._book, self._book.edition
        words = {
            "title": book.title(RANKING, "得分表"),
            "period": book.period,
            "scheme": book.scheme.scheme.name,
            "city": book.scheme.city.name,
            "issuer": book.scheme.scheme.issuer,
            "draft": edition.word if edition is not None else "",
            "digest": edition.digest.upper() if edition is not None else "",
            "read_at": minute(book.read_at),
            "notes": "\n".join(f"{at}.{text}" for at, text in enumerate(texts(book), 1)),
        }
        if name in words:
            return _text(words[name])
        ranked = sum(row.place is not None for row in book.result.totals)
        numbers = {
            "number": edition.number if edition is not None else None,
            "counties": len(book.result.totals),
            "ranked": ranked,
        }
        found = numbers[name]
        return _text("") if found is None else _number(Decimal(found))

    def _of_county(self, name: str, total: Total, line: int) -> Said:
        book, rules = self._book, self._book.scheme.scheme
        previous = book.previous.places.get(total.county) if book.previous is not None else None
        moved = None if previous is None or total.place is None else previous - Decimal(total.place)
        made = {
            "county": lambda: _text(spaced(total.county)),
            "group": lambda: _text(total.group or ""),
            "grade": lambda: _text(total.grade or "-"),
            "note": lambda: _text(short_note(book, total)),
            "line": lambda: _number(Decimal(line)),
            "total": lambda: _number(total.shown, rules.total_decimals),
            "points": lambda: self._points(total.criteria_points),
            "bonus": lambda: self._points(total.bonus),
            "deduction": lambda: self._points(total.deduction),
            "place": lambda: _number(total.place),
            "group_place": lambda: _number(total.group_place),
            "previous_place": lambda: _number(previous),
            "change": lambda: MISSING if moved is None else Said(_arrow(moved), None),
        }
        return made[name]()

    def _scored(self, county: str, name: str) -> Said | None:
        """The points, place … of a criterion, or the points of a part."""
        subject, _, aspect = name.rpartition(".")
        if aspect not in SCORES:
            return None
        book, rules = self._book, self._book.scheme.scheme
        row = self._criterion(subject)
        if row is not None:
            score = book.scores[row.id].scores[county]
            if aspect == "完成值":
                return _number(score.value, value_decimals(book.scheme, row))
            if aspect == "得分率":
                rate = None if score.points is None or not row.weight else score.points / row.weight * 100
                return _number(rate, 1)
            found = {"得分": score.shown, "位次": score.place, "组内位次": score.group_place}[aspect]
            return _number(found, rules.decimals if aspect == "得分" else None)
        part = next((part for part in book.scheme.part if subject in (bare(part.name), bare(part.id))), None)
        if part is None or aspect != "得分":
            return None
        points = next((given.points for given in book.totals[county].parts if given.id == part.id), None)
        return self._points(points)

    def _points(self, value: Decimal | None) -> Said:
        """Points as printed."""
        rules = self._book.scheme.scheme
        shown = None if value is None else rounded(value, rules.decimals, rules.rounding)
        return _number(shown, rules.decimals)

    def _figure(self, county: str, name: str) -> Said | None:
        """A reported or computed value, or the points of an item of 加减分."""
        subject, _, aspect = name.rpartition(".")
        role = ROLES.get(aspect)
        row = self._indicator(subject if role is not None or aspect == GROWTH else name)
        if row is not None and aspect == GROWTH:
            row = next((one for one in self._book.scheme.indicator if one.of == row.id and one.kind is Kind.YOY), None)
        if row is not None:
            value = self._book.figures.value(county, row.id, role or Role.NOW)
            blank = Said(self._book.blank(county, row.id, role or Role.NOW))
            return blank if value is None else _number(value, row.shown_decimals)
        if county not in self._book.totals:
            return None
        items = {bare(item.name): item for item in self._book.totals[county].adjusted}
        known = {bare(item.name) for item in self._book.scheme.adjustment}
        if name in items:
            return self._points(items[name].points)
        return self._points(Decimal(0)) if name in known else None

    def _criterion(self, name: str) -> Criterion | None:
        return next((row for row in self._book.scheme.criterion if name in (bare(row.name), bare(row.id))), None)

    def _indicator(self, name: str) -> Indicator | None:
        rows = self._book.scheme.indicator
        by_name = (row for row in rows if name in (bare(row.name), bare(row.id)))
        by_alias = (row for row in rows if name in map(bare, row.aliases))
        return next(by_name, None) or next(by_alias, None)


def _text(text: str) -> Said:
    return Said(text)


def _number(value: Decimal | int | None, decimals: int | None = None) -> Said:
    """A number with the decimals that it is printed with; None: as it is."""
    if value is None:
        return MISSING
    number = Decimal(value)
    return Said(f"{number if decimals is None else rounded(number, decimals, 'half_up'):f}", number)


def _arrow(moved: Decimal) -> str:
    size = f"{abs(moved).normalize():f}"
    return "—" if not moved else f"↑{size}" if moved > 0 else f"↓{size}"
