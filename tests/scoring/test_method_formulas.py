"""The formula equals the number: every method and tie rule in one workbook, recalculated once by LibreOffice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from pingbi.scheme import compared
from pingbi.scheme.settings import counted, flags_of, numbers_of, tables_of
from pingbi.scheme.shape import Cells
from pingbi.scheme.tables import Criterion
from pingbi.scoring import METHODS, Marks, place_formula, places

MarksOf = Callable[..., list[Marks | None]]
CriterionOf = Callable[..., Criterion]
Values = Sequence[Decimal | None]
TOLERANCE = 1e-9
TIES = ("skip", "dense", "average", "first_by:other")


def numbers(text: str) -> list[Decimal | None]:
    return [None if word == "-" else compared(Decimal(word)) for word in text.split()]


DATA = {
    "apart": numbers("45 30.2 12 7.5 60"),
    "ties": numbers("10 20 20 5 10 10"),
    "negative": numbers("-5 -10.5 3 0 -5"),
    "none positive": numbers("-5 0 -1"),
    "one county": numbers("12"),
    "one with a gap": numbers("- 12 -"),
    "one negative": numbers("-4"),
    "all equal": numbers("7.7 7.7 7.7"),
    "all 0": numbers("0 0 0"),
    "sum 0": numbers("-5 5"),
    "missing": numbers("10 - 30 - 20 10"),
    "one of many": numbers("- - 8"),
    "tiny": numbers("0.0000000001 0.0000000002 0.3"),
    "large": numbers("123456789.12 987654321.98 5000000.5"),
    "noise": numbers("5.1 5.1000000000000005 3.4 3.4000000000000004 1.1"),
    "about the target": numbers("9 9.9 10 10.04 10.06 12 11"),
    "on the edge of a band": numbers("- 0 - 2 18.45 6.93"),  # 6.93 ÷ 7.7 is 0.8999999999999999 in binary
    "about a part of it": numbers("0.06 0.07 0.08"),  # 0.7 × 0.1 is 0.06999999999999999 in binary
}
TARGETS = [numbers("10 10 10 10 10 10 10"), numbers("10 0 -3 - 20.5 7.7 0.3"), numbers("0.7 0.7 0.7 0.7 0.7 0.7 0.7")]
CITIES: list[Decimal | None] = [Decimal(10), Decimal("-2.5"), None]
COUNTS = [numbers("3 2"), numbers("- 4"), numbers("- -"), numbers("0 0"), numbers("1 -")]
BREAKERS = numbers("1 2 2 - 5 4 2")
BANDS = [[1, 2, 9], [3, 5, 4]]
SHARES = [[Decimal("0.5"), 3], [Decimal("0.9"), 7], [1, 10]]
HALF = Decimal("0.5")
SCHEDULES = {"ties": HALF, "about a part of it": Decimal("0.1")}  # of the sets of data that are given one

# Every setting of parameters that changes the formula's shape.
SETTINGS: dict[str, list[dict[str, Any]]] = {
    "rank_step": [{}, {"step": Decimal("0.4"), "floor": Decimal("0.3")}],
    "rank_table": [{"table": BANDS}, {"tables": {"other": BANDS}}],
    "target_ratio": [{"target": "t"}, {"target": "t", "floor": Decimal("0.3"), "cap": Decimal("1.2")}],
    "target_bonus": [
        {"target": "t", "per_point": 1},
        {"target": "t", "per_point": HALF, "cap": 3},
        {"target": "t", "per_point": 2, "whole_points": True},
    ],
    "target_all": [{"target": "t"}],
    "target_table": [{"target": "t", "table": SHARES}, {"target": "t", "tables": {"other": SHARES}}],
    "shortfall": [{"target": "t", "each": 2}],
    "efficacy": [{}, {"base": 0, "span": 100}],
    "efficacy_fixed": [
        {"satisfactory": 20, "unacceptable": -3},
        {"satisfactory": 20, "unacceptable": -3, "clamp": False},
        {"satisfactory": 20, "unacceptable": 20},
    ],
    "minmax": [{}, {"clamp": False}, {"low": 0}, {"high": 20}, {"low": 10}, {"low": 0, "high": 20, "clamp": False}],
    "benchmark": [{}, {"best": 20, "cap": 2}, {"cap": Decimal("0.9")}],
    "against_city": [
        {"start": 60, "up": HALF, "down": 2},
        {"start": 60, "up": HALF, "down": 2, "cap": 65},
        {"start": 60, "up": 1, "down": 1, "city": 5},
    ],
    "against_city_stepped": [
        {"start": 60},
        {"start": 60, "cap": 70, "width": 2, "divisors": [20, 30]},
        {"start": 60, "width": 5, "divisors": [7]},
    ],
    "per_piece": [{"prices": {"a": 5, "b": -2}}, {"prices": {"a": 5, "b": 2}, "cap": 9}],
    "zscore": [{}, {"mean": 50, "sd": 10}, {"mean": 50, "sd": 10, "sample": False}],
    "votes": [{"votes": ["a", "b"]}, {"votes": ["a", "b"], "first": 10, "step": 4}],
    "given": [{}, {"cap": 9}],
}


@dataclass
class Block:
    """One criterion of a few counties: what to write, and what the program says each points cell must show."""

    name: str
    values: Values
    wanted: list[Decimal | None]
    formula: Callable[[int], list[str]]  # top row -> one formula a county
    columns: dict[int, Sequence[Decimal | None]]  # column -> what stands below the top row
    top: int = 0


def cell(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def span(top: int, column: int, n: int) -> str:
    return f"{cell(top, column)}:{cell(top + n - 1, column)}"


# Columns of a block: value, target, city, two counts, breaker, weight, schedule; then numbers and tables.
X, TARGET, CITY, COUNT, BREAKER, WEIGHT, SCHEDULE, NUMBERS = 0, 1, 2, 3, 5, 6, 7, 8
RESULT, HEIGHT = 30, 9


def method_block(
    name: str,
    criterion: Criterion,
    marks: list[Marks | None],
    values: Values,
    *,
    targets: Values,
    of_city: Decimal | None,
    schedule: Decimal,
    ties: str,
) -> Block:
    """The cells that a workbook would have for the criterion, in columns of their own."""
    rule, lower, n = METHODS[criterion.method], criterion.direction == "lower", len(values)
    columns: dict[int, Sequence[Decimal | None]] = {
        X: values,
        TARGET: targets[:n],
        CITY: [of_city] * n,
        BREAKER: BREAKERS[:n],
        WEIGHT: [criterion.weight],
        SCHEDULE: [schedule],
    }
    given, tables = numbers_of(criterion, rule), tables_of(criterion, rule, None)
    at = {key: NUMBERS + column for column, key in enumerate(given)}
    columns |= {at[key]: [value] for key, value in given.items()}
    names = counted(criterion)
    columns |= {COUNT + column: [row[column] for row in COUNTS] for column in range(len(names))}
    placed: dict[str, list[int]] = {}
    for key, rows in tables.items():
        placed[key] = [max(columns) + 1 + column for column in range(len(rows[0]) if rows else 0)]
        columns |= {column: [row[index] for row in rows] for index, column in enumerate(placed[key])}

    def formulas(top: int) -> Iterator[str]:
        block = span(top, X, n)
        for row in range(top, top + n):
            x = cell(row, X)
            cells = Cells(
                x=x if rule.takes_value else "0",
                weight=cell(top, WEIGHT),
                lower=lower,
                place=place_formula(ties, x, block, lower=lower),
                values=block,
                n=f"COUNT({block})",
                city=cell(top, at["city"]) if "city" in at else cell(row, CITY),
                target=cell(row, TARGET),
                schedule=cell(top, SCHEDULE),
                numbers={key: cell(top, column) for key, column in at.items()},
                flags=flags_of(criterion, rule),
                tables={
                    key: tuple(span(top, column, len(tables[key])) for column in found) for key, found in placed.items()
                },
                counts=tuple((name, cell(row, COUNT + index)) for index, name in enumerate(names)),
            )
            points = rule.formula(cells)
            yield f'IF(ISNUMBER({x}),{points},"-")' if rule.takes_value else points

    wanted = [found.points if found is not None else None for found in marks]
    return Block(name, values, wanted, lambda top: list(formulas(top)), columns)


def method_blocks(marks_of: MarksOf, criterion_of: CriterionOf, method: str) -> Iterator[Block]:
    """Every direction, setting and set of data of a method; targets, city and schedule where they count."""
    rule = METHODS[method]
    kinds = {row.kind for row in rule.parameters}
    data: Mapping[str, Values] = DATA if rule.takes_value else {"counts": [None] * len(COUNTS)}
    for parameters in SETTINGS.get(method, [{}]):
        city_counts = "start" in parameters and "city" not in parameters
        for lower in (False, True):
            if method == "efficacy_fixed" and lower and parameters["satisfactory"] != parameters["unacceptable"]:
                parameters = parameters | {"satisfactory": -3, "unacceptable": 20}  # noqa: PLW2901
            criterion = criterion_of(method, parameters, lower=lower)
            for name, values in data.items():
                for targets in TARGETS if "target" in kinds else TARGETS[:1]:
                    for city in CITIES if city_counts else CITIES[:1]:
                        schedule = SCHEDULES.get(name, Decimal(1)) if "schedule" in kinds else Decimal(1)
                        ties = "average" if name in ("ties", "missing") else "skip"
                        fixed: dict[str, Any] = {"targets": targets, "of_city": city, "schedule": schedule}
                        fixed |= {"ties": ties}
                        counts = None if rule.takes_value else COUNTS
                        marks = marks_of(method, values, lower=lower, counts=counts, **fixed, **parameters)
                        title = f"{method} {'lower' if lower else 'higher'} {parameters} {name} {targets[1]} {city}"
                        yield method_block(title, criterion, marks, values, **fixed)


def place_blocks() -> Iterator[Block]:
    """Every tie rule and direction on every set of data; a breaker in both directions."""
    for ties in TIES:
        for lower in (False, True):
            for breaker_lower in (False, True):
                for name, values in DATA.items():
                    breakers = BREAKERS[: len(values)]
                    turned = [None if item is None else -item if breaker_lower else item for item in breakers]
                    found = places(values, ties, lower=lower, breakers=turned)
                    wanted = [None if place is None else Decimal(place) for place in found]

                    def formulas(
                        top: int,
                        n: int = len(values),
                        ties: str = ties,
                        *,
                        lower: bool = lower,
                        breaker_lower: bool = breaker_lower,
                    ) -> list[str]:
                        return [
                            place_formula(
                                ties,
                                cell(row, X),
                                span(top, X, n),
                                lower=lower,
                                breaker=cell(row, BREAKER),
                                breakers=span(top, BREAKER, n),
                                breaker_lower=breaker_lower,
                            )
                            for row in range(top, top + n)
                        ]

                    title = f"{ties} {'lower' if lower else 'higher'} {name} breaker_lower={breaker_lower}"
                    yield Block(title, values, wanted, formulas, {X: values, BREAKER: breakers})


@pytest.fixture(scope="module")
def blocks(marks_of: MarksOf, criterion_of: CriterionOf) -> dict[str, list[Block]]:
    """Method key, or `places` -> its blocks."""
    found = {method: list(method_blocks(marks_of, criterion_of, method)) for method in METHODS}
    return found | {"places": list(place_blocks())}


@pytest.fixture(scope="module")
def shown(
    blocks: dict[str, list[Block]], recalculated: Callable[..., list[Path]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[tuple[str, Decimal | None, object]]]:
    """Method key -> (block, wanted, recalculated) of each county."""
    folder = tmp_path_factory.mktemp("formulas")
    path = folder / "formulas.xlsx"
    book = xlsxwriter.Workbook(path)
    for method, rows in blocks.items():
        sheet = book.add_worksheet(method)
        for at, block in enumerate(rows):
            block.top = at * HEIGHT
            for column, values in block.columns.items():
                for row, value in enumerate(values, block.top):
                    if value is None:
                        sheet.write_string(row, column, "-")
                    else:
                        sheet.write_number(row, column, float(value))
            for row, formula in enumerate(block.formula(block.top), block.top):
                sheet.write_formula(row, RESULT, f"={formula}", None, "not recalculated")
    book.close()
    (again,) = recalculated(path)
    fresh = openpyxl.load_workbook(again, data_only=True)
    return {
        method: [
            (f"{block.name} #{at}", wanted, fresh[method].cell(block.top + at + 1, RESULT + 1).value)
            for block in rows
            for at, wanted in enumerate(block.wanted)
        ]
        for method, rows in blocks.items()
    }


def same(wanted: Decimal | None, found: object) -> bool:
    if wanted is None:
        return found == "-"
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    return abs(float(wanted) - found) <= TOLERANCE * max(1.0, abs(float(wanted)))


@pytest.mark.office
@pytest.mark.parametrize("what", [*METHODS, "places"])
def test_the_formula_equals_the_number(shown: dict[str, list[tuple[str, Decimal | None, object]]], what: str) -> None:
    rows = shown[what]
    wrong = [f"{name}: {wanted} is {found!r}" for name, wanted, found in rows if not same(wanted, found)]
    assert len(rows) > 5
    assert wrong == []


# What Excel 2007, WPS and LibreOffice all know (DOMAIN.md names most of them; the others are as old).
KNOWN = (
    "SUM ROUND IF IFERROR MIN MAX RANK COUNT COUNTIF SUMPRODUCT INDEX LOOKUP AVERAGE STDEV STDEVP HARMEAN INT SIGN ABS "
    "ISNUMBER N ROW AND"
)


@pytest.mark.parametrize("what", [*METHODS, "places"])
def test_a_formula_needs_no_function_younger_than_excel_2007(blocks: dict[str, list[Block]], what: str) -> None:
    texts = [formula for block in blocks[what] for formula in block.formula(0)]
    assert {name for text in texts for name in re.findall(r"([A-Za-z][A-Za-z0-9.]*)\(", text)} <= set(KNOWN.split())
    assert max(len(text) for text in texts) < 2000  # Excel takes 8,192; references to other sheets are longer
