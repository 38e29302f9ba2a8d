"""What a method is asked for one county: the value with everything that its criterion sets beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.scheme.settings import counted, flags_of, numbers_of, schedule_of, tables_of, target_of
from pingbi.scoring.method import Case

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from pingbi.scheme import Criterion, Formula
    from pingbi.scoring.method import Field, Method
    from pingbi.scoring.setting import Setting


def case_maker(
    setting: Setting, criterion: Criterion, method: Method, rule: Formula | None
) -> Callable[[str, Decimal, Decimal, Field], Case]:
    """(county, value, place in the base, the base's values) -> Case. What is the same for all is found once."""
    scheme, figures = setting.scheme, setting.figures
    numbers, flags = numbers_of(criterion, method), flags_of(criterion, method)
    tables = {group: tables_of(criterion, method, group) for group in set(setting.groups.values())}
    city = numbers.get("city")
    if city is None and rule is not None:
        city = rule.evaluate(setting.lookups[scheme.city.name]).value  # CITY(value): every operand the city's
    given = criterion.parameters.get("target")
    plain = rule.plain.indicator if rule is not None and rule.plain is not None else ""
    schedule, names, lower = schedule_of(scheme, criterion), counted(criterion), criterion.direction == "lower"

    def target(county: str) -> Decimal | None:
        if given == "TARGET":
            return target_of(scheme, figures, plain, county)
        return figures.value(county, given) if isinstance(given, str) else given

    def make(county: str, value: Decimal, place: Decimal, field: Field) -> Case:
        return Case(
            value if method.takes_value else None,
            criterion.weight,
            lower,
            place,
            field,
            city,
            target(county) if given is not None else None,
            schedule,
            numbers,
            flags,
            tables[setting.groups[county]],
            tuple((name, figures.value(county, name)) for name in names),
        )

    return make
