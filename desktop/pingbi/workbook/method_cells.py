"""Where weights and parameters stand on 计分办法: the numbers that every formula refers to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.scheme.settings import schedule_of
from pingbi.workbook.references import METHOD, area, fixed, letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme import Criterion, MethodShape, Scheme
    from pingbi.workbook.order import Section

FIRST_ROW = 5  # of the criteria
NUMBER, PART, NAME, WEIGHT, VALUE, KIND, RULE, PARAMETERS = range(8)  # columns; parameters go on to the right


class Given(NamedTuple):
    """A numeric parameter with its cell: `letter` is its heading (a, b, c)."""

    key: str
    letter: str
    value: Decimal
    column: int


class Extra(NamedTuple):
    """A small table below: heads of B, C, D …; each row is (group, item, numbers)."""

    key: tuple[str, ...]  # ("table", criterion, key, group) · ("part",) · ("rules",) · ("adjustment",) · ("grade",)
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[Decimal | None, ...]], ...]
    top: int  # row of the heads


@dataclass(frozen=True)
class MethodCells:
    """Addresses on 计分办法."""

    row: Mapping[str, int]  # criterion id -> row
    given: Mapping[str, tuple[Given, ...]]  # criterion id -> its numbers
    extras: tuple[Extra, ...]
    last_row: int  # of the criteria
    parameter_columns: int
    after: int  # first free row below everything addressed here
    part_weights: Mapping[str, str]  # part id -> expression

    @property
    def sum_row(self) -> int:
        """The row 合　计."""
        return self.last_row + 1

    def weight(self, criterion: str) -> str:
        """计分办法!$D$6."""
        return fixed(self.row[criterion], WEIGHT, METHOD)

    def weights(self, first: str, last: str) -> str:
        """SUM of the weights of criteria that stand together."""
        return f"SUM({area(self.row[first], WEIGHT, self.row[last], WEIGHT, METHOD)})"

    def number(self, criterion: str, key: str) -> str:
        """The cell of a numeric parameter; empty where it has none."""
        found = next((row for row in self.given[criterion] if row.key == key), None)
        return fixed(self.row[criterion], found.column, METHOD) if found else ""

    def table(self, criterion: str, key: str, group: str | None) -> tuple[str, ...]:
        """The absolute range of each column of a table, the group's own where there is one."""
        for name in (group, None):
            for extra in self.extras:
                if extra.key == ("table", criterion, key, name or ""):
                    first, last = extra.top + 1, extra.top + len(extra.rows)
                    width = len(extra.rows[0][2])
                    return tuple(area(first, WEIGHT + at, last, WEIGHT + at, METHOD) for at in range(width))
        return ()

    def item(self, kind: str, name: str, column: int = 0) -> str:
        """The cell of a small table's number: kind rules, adjustment, part or grade; empty where there is none."""
        for extra in self.extras:
            if extra.key == (kind,):
                for at, (_, item, numbers) in enumerate(extra.rows, 1):
                    if item == name and column < len(numbers) and numbers[column] is not None:
                        return fixed(extra.top + at, WEIGHT + column, METHOD)
        return ""


def _numbers(scheme: Scheme, criterion: Criterion, method: MethodShape) -> list[tuple[str, Decimal]]:
    found: list[tuple[str, Decimal]] = []
    for row in method.parameters:
        value = criterion.parameters.get(row.key, row.default)
        if row.kind == "schedule" and "schedule" in criterion.parameters:
            found.append((row.key, schedule_of(scheme, criterion)))
        elif row.kind in ("number", "target") and isinstance(value, Decimal | int):
            found.append((row.key, Decimal(value)))
    if criterion.scale is not None and method.absolute:
        found.append(("scale", criterion.scale))
    return found


# Headings of the columns of a method's tables.
_HEADS = {("rank_table", 3): ("名次起", "名次止", "得分"), ("target_table", 2): ("完成率下限", "得分")}


def _tables(scheme: Scheme, criterion: Criterion, method: MethodShape) -> list[tuple[tuple[str, ...], str, Any, Any]]:
    """(key, title, heads, rows) of each table of a criterion."""
    found: list[tuple[tuple[str, ...], str, Any, Any]] = []
    names = {row.id: row.name for row in scheme.group}
    for row in method.parameters:
        title = f"{criterion.name}：{row.word}"
        if row.kind == "table":
            tables = {"": criterion.parameters.get(row.key), **criterion.parameters.get("tables", {})}
            for group, table in tables.items():
                if table:
                    heads = _HEADS.get(
                        (criterion.method, len(table[0])), tuple(letters(at) for at in range(len(table[0])))
                    )
                    rows = [(names.get(group, group), criterion.name, tuple(line)) for line in table]
                    found.append((("table", criterion.id, row.key, group), title, heads, rows))
        elif row.kind == "numbers":
            values = criterion.parameters.get(row.key, row.default)
            rows = [("", f"第{at}段", (value,)) for at, value in enumerate(values, 1)]
            found.append((("table", criterion.id, row.key, ""), title, (row.word,), rows))
        elif row.kind == "prices":
            prices = criterion.parameters.get(row.key, {})
            rows = [("", _name(scheme, indicator), (price,)) for indicator, price in prices.items()]
            found.append((("table", criterion.id, row.key, ""), title, ("单价",), rows))
    return found


def _name(scheme: Scheme, indicator: str) -> str:
    found = scheme.indicators.get(indicator)
    return found.name if found else indicator


def _others(scheme: Scheme, sections: tuple[Section, ...]) -> list[tuple[tuple[str, ...], str, Any, Any]]:
    """Weights of parts that are no sums, caps, adjustments, grades."""
    found: list[tuple[tuple[str, ...], str, Any, Any]] = []
    parts = [
        ("", section.part.name, (section.part.weight,))
        for section in sections
        if section.part is not None and section.part.weight != sum(row.weight for row in section.criteria)
    ]
    if parts:
        found.append((("part",), "一级指标权重", ("权重",), parts))
    rules = scheme.scheme
    values = {
        "加分上限": rules.bonus_cap,
        "扣分上限": rules.deduction_cap,
        "综合得分上限": rules.total_cap,
        "参与排名的最低权重比例": rules.rescale_least,
    }
    rows = [("", word, (value,)) for word, value in values.items() if value is not None]
    found.append((("rules",), "其他参数", ("数值",), rows))
    if scheme.adjustment:
        rows_of = [("", row.name, (row.points_each, row.cap)) for row in scheme.adjustment]
        found.append((("adjustment",), "加减分项", ("每次", "上限"), rows_of))
    if scheme.grade:
        grades = [
            ("", row.name, (row.from_, None if row.first is None else Decimal(row.first))) for row in scheme.grade
        ]
        found.append((("grade",), "等次", ("得分不低于", "前几名"), grades))
    return found


def method_cells(scheme: Scheme, sections: tuple[Section, ...], methods: Mapping[str, MethodShape]) -> MethodCells:
    """Lay out 计分办法: criteria by part, then the small tables."""
    criteria = [row for section in sections for row in section.criteria]
    row = {criterion.id: FIRST_ROW + at for at, criterion in enumerate(criteria)}
    given = {
        criterion.id: tuple(
            Given(key, "abcdefghijk"[at], value, PARAMETERS + at)
            for at, (key, value) in enumerate(_numbers(scheme, criterion, methods[criterion.method]))
        )
        for criterion in criteria
    }
    last = FIRST_ROW + len(criteria) - 1
    top = last + 3
    extras = []
    tables = [table for criterion in criteria for table in _tables(scheme, criterion, methods[criterion.method])]
    for key, title, heads, rows in (*tables, *_others(scheme, sections)):
        extras.append(Extra(key, title, tuple(heads), tuple(rows), top))
        top += len(rows) + 2
    cells = MethodCells(row, given, tuple(extras), last, max([3, *(len(rows) for rows in given.values())]), top, {})
    weights = {
        section.part.id: cells.item("part", section.part.name)
        or cells.weights(section.criteria[0].id, section.criteria[-1].id)
        for section in sections
        if section.part is not None
    }
    return MethodCells(row, given, tuple(extras), last, cells.parameter_columns, top, weights)
