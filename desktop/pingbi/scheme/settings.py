"""What a scheme says of one criterion or operand: parameters with the method's defaults, targets, operands' values."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pingbi.model import Role
from pingbi.model.catalogue import elapsed, same_period
from pingbi.scheme.formula import formula
from pingbi.scheme.syntax import Operand

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.model import Figures
    from pingbi.scheme.shape import MethodShape
    from pingbi.scheme.tables import Criterion, Scheme

ONE = Decimal(1)


def value_decimals(scheme: Scheme, criterion: Criterion) -> int:
    """Decimals of the value as shown: the criterion's, else those of the indicator that it is, else 2."""
    if criterion.decimals is not None:
        return criterion.decimals
    plain = formula(scheme, criterion.value).plain if criterion.value is not None else None
    return scheme.indicators[plain.indicator].shown_decimals if plain is not None else 2


def numbers_of(criterion: Criterion, method: MethodShape) -> dict[str, Decimal]:
    """Numeric parameters with the method's defaults; optional ones that are not given are left out."""
    rows = {
        row.key: criterion.parameters.get(row.key, row.default) for row in method.parameters if row.kind == "number"
    }
    return {key: value for key, value in rows.items() if value is not None}


def flags_of(criterion: Criterion, method: MethodShape) -> dict[str, bool]:
    """Flags with the method's defaults."""
    return {row.key: criterion.parameters.get(row.key, row.default) for row in method.parameters if row.kind == "flag"}


def tables_of(
    criterion: Criterion, method: MethodShape, group: str | None
) -> dict[str, tuple[tuple[Decimal, ...], ...]]:
    """Band tables, lists and prices as rows of numbers; a group's own table goes before the common one."""
    given, found = criterion.parameters, {}
    for row in method.parameters:
        if row.kind == "table":
            found[row.key] = given.get("tables", {}).get(group, given.get(row.key, ()))
        elif row.kind == "numbers":
            found[row.key] = tuple((item,) for item in given.get(row.key, row.default))
        elif row.kind == "prices":
            found[row.key] = tuple((price,) for price in given.get(row.key, {}).values())
    return found


def counted(criterion: Criterion) -> tuple[str, ...]:
    """The indicators that a method without `value` counts, in order."""
    return tuple(criterion.parameters.get("prices", criterion.parameters.get("votes", ())))


def asked(scheme: Scheme, criterion: Criterion) -> tuple[Operand, ...]:
    """Every operand that a county's points come from: of the value, the counted ones, the target."""
    rows = [Operand(name) for name in counted(criterion)]
    if criterion.value is not None:
        rows += formula(scheme, criterion.value).operands
    target = criterion.parameters.get("target")
    if target == "TARGET":
        rows += [Operand(row.indicator, Role.TARGET) for row in rows[:1]]
    elif isinstance(target, str):
        rows.append(Operand(target))
    return tuple(dict.fromkeys(rows))


def schedule_of(scheme: Scheme, criterion: Criterion) -> Decimal:
    """The share of the target that is due: a number, or the year's share gone by the period's end."""
    given: Any = criterion.parameters.get("schedule", ONE)
    return elapsed(scheme.period) if given == "period" else given


_TARGETS: dict[int, tuple[Scheme, dict[tuple[str | None, str], Decimal]]] = {}


def targets(scheme: Scheme) -> dict[tuple[str | None, str], Decimal]:
    """(county, indicator id) -> target; a county of None stands for all. Made once a scheme."""
    kept = _TARGETS.get(id(scheme))
    if kept is None or kept[0] is not scheme:
        rows = [row for row in scheme.target if row.period is None or same_period(row.period, scheme.period)]
        kept = (scheme, {(row.county, row.indicator): row.value for row in rows})
        if len(_TARGETS) > 64:
            _TARGETS.clear()
        _TARGETS[id(scheme)] = kept
    return kept[1]


def target_of(scheme: Scheme, figures: Figures, indicator: str, county: str) -> Decimal | None:
    """The target of an indicator for a county: one read from a table goes before the scheme's."""
    read = figures.value(county, indicator, Role.TARGET)
    if read is not None:
        return read
    rows = targets(scheme)
    own = rows.get((county, indicator))
    return own if own is not None else rows.get((None, indicator))


def lookup(scheme: Scheme, figures: Figures, county: str) -> Callable[[Operand], Decimal | None]:
    """What the operands of a formula are for a county (or for the city, by its name)."""
    city = scheme.city.name

    def value(operand: Operand) -> Decimal | None:
        who = city if operand.city else county
        if operand.role is Role.TARGET:
            return target_of(scheme, figures, operand.indicator, who)
        return figures.value(who, operand.indicator, operand.role)

    return value
