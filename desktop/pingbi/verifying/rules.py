"""The scheme with the numbers that stand on 计分办法 now."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from pingbi.scoring import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pingbi.scheme import Criterion, Scheme
    from pingbi.workbook.record import RuleCell

WEIGHTED = frozenset({"weight", "scale"})  # a criterion's own numbers; the others are parameters of its method
RULES = {
    "加分上限": "bonus_cap",
    "扣分上限": "deduction_cap",
    "综合得分上限": "total_cap",
    "参与排名的最低权重比例": "rescale_least",
}
COLUMNS = {"adjustment": ("points_each", "cap"), "grade": ("from_", "first"), "part": ("weight",)}


def ruled(scheme: Scheme, numbers: Iterable[tuple[RuleCell, Decimal]]) -> Scheme:
    """The scheme with these cells' numbers in the place of its own."""
    for cell, value in numbers:
        scheme = _with(scheme, cell, value)
    return scheme


def _with(scheme: Scheme, cell: RuleCell, value: Decimal) -> Scheme:
    if cell.table == "rules":
        return replace(scheme, scheme=replace(scheme.scheme, **{RULES[cell.owner]: value}))
    if cell.table in COLUMNS:
        name = COLUMNS[cell.table][cell.across]
        own = {name: int(value) if name == "first" else value}
        rows: tuple[Any, ...] = getattr(scheme, cell.table)
        return replace(
            scheme, **{cell.table: tuple(replace(row, **own) if row.name == cell.owner else row for row in rows)}
        )
    criteria = tuple(_changed(row, cell, value) if row.id == cell.owner else row for row in scheme.criterion)
    return _weighing(replace(scheme, criterion=criteria), scheme)


def _changed(criterion: Criterion, cell: RuleCell, value: Decimal) -> Criterion:
    if cell.key in WEIGHTED:
        return replace(criterion, **{cell.key: value})
    own = dict(criterion.parameters)
    if cell.table == "criterion":
        own[cell.key] = value
    elif cell.group:
        own["tables"] = {**own["tables"], cell.group: _put(own["tables"][cell.group], cell, value)}
    else:
        given = next(row.default for row in METHODS[criterion.method].parameters if row.key == cell.key)
        own[cell.key] = _put(own.get(cell.key, given), cell, value)
    return replace(criterion, parameters=own)


def _put(table: Any, cell: RuleCell, value: Decimal) -> Any:  # noqa: ANN401  # rows of numbers, numbers, or prices by indicator
    if isinstance(table, dict):
        return {name: value if at == cell.at else old for at, (name, old) in enumerate(table.items())}
    row = table[cell.at]
    new = value if not isinstance(row, tuple) else (*row[: cell.across], value, *row[cell.across + 1 :])
    return (*table[: cell.at], new, *table[cell.at + 1 :])


def _weighing(scheme: Scheme, before: Scheme) -> Scheme:
    """A part that weighs what its criteria weigh together goes on doing so, as the sheet's formulas have it."""
    return replace(
        scheme,
        part=tuple(
            replace(part, weight=_sum(scheme, part.id)) if part.weight == _sum(before, part.id) else part
            for part in before.part
        ),
    )


def _sum(scheme: Scheme, part: str) -> Decimal:
    return sum((row.weight for row in scheme.criterion if row.part == part), Decimal(0))
