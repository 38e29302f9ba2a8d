"""Criteria and cases for tests of methods, made by the functions that the program itself uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from pingbi.scheme.parameters import read_parameters
from pingbi.scheme.settings import counted, flags_of, numbers_of, tables_of
from pingbi.scheme.tables import Criterion
from pingbi.scoring import METHODS, Case, Field, Marks, places

Values = Sequence[Decimal | None]


def _criterion(method: str, parameters: Mapping[str, Any], *, lower: bool = False) -> Criterion:
    read, mistakes = read_parameters(parameters, METHODS[method], ())
    assert mistakes == []
    return Criterion(
        id="c",
        name="c",
        weight=Decimal(100),
        method=method,
        value="x",
        direction="lower" if lower else "higher",
        parameters=read,
    )


def _marks(
    method: str,
    values: Values,
    *,
    lower: bool = False,
    weight: Decimal = Decimal(100),
    ties: str = "skip",
    targets: Values | None = None,
    of_city: Decimal | None = None,
    counts: Sequence[Values] | None = None,
    schedule: Decimal = Decimal(1),
    **parameters: Any,  # noqa: ANN401
) -> list[Marks | None]:
    """What a method gives each county; None where it is not asked because there is no value."""
    criterion, rule = _criterion(method, parameters, lower=lower), METHODS[method]
    numbers, given = numbers_of(criterion, rule), criterion.parameters.get("target")
    field = Field(tuple(value for value in values if value is not None))
    found: list[Marks | None] = []
    for at, (value, place) in enumerate(zip(values, places(values, ties, lower=lower), strict=True)):
        if value is None and rule.takes_value:
            found.append(None)
            continue
        case = Case(
            value,
            weight,
            lower,
            Decimal(place or 0),
            field,
            numbers.get("city", of_city),
            targets[at] if targets is not None else given,
            schedule,
            numbers,
            flags_of(criterion, rule),
            tables_of(criterion, rule, None),
            tuple(zip(counted(criterion), counts[at], strict=True)) if counts is not None else (),
        )
        found.append(rule.points(case))
    return found


@pytest.fixture(scope="session")
def marks_of() -> Callable[..., list[Marks | None]]:
    """`marks_of(method, values, lower=…, weight=…, targets=…, of_city=…, counts=…, schedule=…, **parameters)`."""
    return _marks


@pytest.fixture(scope="session")
def criterion_of() -> Callable[..., Criterion]:
    """`criterion_of(method, parameters as a scheme has them, lower=…)`."""
    return _criterion
