"""A workbook just written agrees with itself, whatever its rules are."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pingbi.model import ByHand, Figure, Figures, Role, Source
from pingbi.readers import as_saved, column_letter
from pingbi.scheme import Scheme
from pingbi.scoring import METHODS, derive, evaluate, place_formula
from pingbi.verifying import Verdict, verdict
from pingbi.workbook import Book, plan_workbook, write
from pingbi.workbook.record import read_record, record_of
from pingbi.workbook.references import METHOD

Made = Callable[..., Book]
CHOICES = {
    "ties": ("skip", "dense", "average"),
    "missing": ("unranked", "zero", "lowest", "rescale"),
    "rank_within": ("group", "all"),
    "rounding": ("half_up", "half_even"),
    "compare": ("exact", "rounded"),
    "total_of": ("exact", "shown"),
    "total": ("sum", "weighted_mean", "geometric_mean"),
}
ITEMS = """
adjustment = [{name = "表扬", indicator = "c", points_each = 0.5, cap = 1}]
veto = [{name = "事故", indicator = "d", effect = "last"}]
indicator = [
  {id = "a", name = "投资", unit = "亿元", kind = "level"}, {id = "b", name = "增速", unit = "%", kind = "yoy"},
  {id = "c", name = "表扬数", unit = "次", kind = "count"}, {id = "d", name = "事故数", unit = "起", kind = "count"},
  {id = "e", name = "占比", unit = "%", kind = "share", compute = "a / c * 100"},
]
criterion = [
  {id = "one", name = "投资", weight = 40, method = "rank_table", value = "a", table = [[1, 1, 40], [2, 3, 20.5]]},
  {id = "two", name = "增速", weight = 30, method = "target_ratio", value = "b", target = 60},
  {id = "three", name = "占比", weight = 30, method = "efficacy", value = "e"},
]
"""


FIGURES = "a b c d\n甲县 30.5 8.1 2 0\n乙县 25 7 4 1\n丙县 20 ? 1 0\n丁县 12.25 6.5 3 0\n全市 - 5 - -"


def pictured(scheme: Scheme, draw: random.Random) -> Book:
    """The scheme with a figure for every county and indicator, the city too, now and in the past."""
    chosen = {
        (county, row.id, role): Figure(
            county, row.id, Decimal(draw.randint(1, 99)), scheme.period, Source.TEMPLATE, ByHand(reason=""), role=role
        )
        for county in (scheme.city.name, *scheme.counties)
        for row in scheme.indicator
        for role in Role
        if row.compute is None
    }
    figures, findings = derive(scheme, Figures(chosen))
    result = evaluate(scheme, figures)
    return Book(scheme, figures, result, findings, METHODS, place_formula)


def chosen_rules(draw: random.Random) -> str:
    return "\n".join(f'{key} = "{draw.choice(values)}"' for key, values in CHOICES.items())


def verified(book: Book, folder: Path) -> Verdict:
    path = write(plan_workbook(book), folder / "表.xlsx")
    return verdict(as_saved(path.read_bytes(), path.name))


@pytest.mark.parametrize("seed", range(16))
def test_rules_by_chance_agree(sized: Callable[..., Book], tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  # no secret
    given: dict[str, Any] = {"groups": draw.choice((0, 2, 3)), "items": draw.choice((0, 2)), "seed": seed}
    criteria = draw.choice((1, 5, 14))
    parts = draw.choice((0, min(3, criteria)))
    book = sized(draw.choice((2, 9, 24)), criteria, parts=parts, scheme=chosen_rules(draw), **given)
    (line,) = verified(book, tmp_path).lines
    assert re.match(r"与写出时一致：\d+个单元格没有改动，[1-9]\d*个得分和名次由[1-9]\d*个数按办法重算无误", line)


def test_adjustments_vetoes_computed_indicators_and_what_is_missing_agree(made: Made, tmp_path: Path) -> None:
    book = made(
        "a b c d\n甲县:东 30.5 8.1 2 0\n乙县:东 - 免 4 1\n丙县:西 20 ? 1 0\n丁县:西 12.25 期 - 0\n全市 - 5 - -",
        tables=ITEMS,
        scheme='missing = "zero"\nrank_within = "group"',
    )
    assert verified(book, tmp_path).lines[0].startswith("与写出时一致：")


@pytest.mark.office
def test_after_a_figure_and_a_rule_were_changed_scoring_gives_what_libreoffice_computes(
    sized: Callable[..., Book], recalculated: Callable[..., list[Path]], tmp_path: Path
) -> None:
    """Two programs that know nothing of each other: the workbook's formulas, and scoring from its cells."""
    paths, places = [], []
    for seed in range(8):
        draw = random.Random(seed)  # noqa: S311  # no secret
        book = sized(9, 6, parts=draw.choice((0, 2)), groups=draw.choice((0, 2)), seed=seed, scheme=chosen_rules(draw))
        record = read_record(record_of(book))
        path = write(plan_workbook(book), tmp_path / f"{seed}.xlsx")
        column, rule = draw.choice(record.inputs), draw.choice(record.numbers)
        row = draw.choice(list(record.rows[column.sheet].values()))
        figure = f"{column_letter(column.column)}{row}"
        number = f"{column_letter(rule.column)}{rule.row}"
        opened = openpyxl.load_workbook(path)
        opened[column.sheet][figure].value = 77.7
        opened[METHOD][number].value = opened[METHOD][number].value * 1.5
        opened.save(path)
        paths.append(path)
        places.append({f"{column.sheet}!{figure}", f"{METHOD}!{number}"})
    for path, changed in zip(recalculated(*paths), places, strict=True):
        found = verdict(as_saved(path.read_bytes(), path.name))
        named = {match[1] for line in found.lines if (match := re.match(r"([^ ，：]+![A-Z]+\d+) ", line))}
        assert (path.name, named) == (path.name, changed), found.lines
        assert re.match(r"得分和名次(已随改动重算|没有变)，与表里现在的数和办法相符", found.lines[-1])


def test_the_record_names_every_number_of_the_rules(made: Made, example: Scheme) -> None:
    """Weights, parameters, bands, caps and grades: a number that it left out would not be taken from the sheet."""
    own = made(FIGURES, tables=ITEMS, scheme='missing = "rescale"\nbonus_cap = 0.8\ntotal_cap = 95\ndecimals = 4')
    for book in (own, pictured(example, random.Random(5))):  # noqa: S311  # no secret
        plan = next(plan for plan in plan_workbook(book).sheets if plan.name == METHOD)
        shown = {
            (cell.row + 1, cell.column + 1)
            for cell in plan.cells
            if isinstance(cell.value, Decimal) and not cell.formula
        }
        assert {(number.row, number.column) for number in read_record(record_of(book)).numbers} == shown


@pytest.mark.office
def test_each_number_of_the_rules_is_taken_from_the_sheet(
    made: Made, example: Scheme, recalculated: Callable[..., list[Path]], tmp_path: Path
) -> None:
    """One number of 计分办法 changed at a time (ten of the example's): scoring agrees with LibreOffice."""
    own = made(FIGURES, tables=ITEMS, scheme='missing = "rescale"\nbonus_cap = 0.8\ntotal_cap = 95\ndecimals = 4')
    draw = random.Random(5)  # noqa: S311  # no secret
    paths, places = [], []
    for name, book in {"own": own, "example": pictured(example, draw)}.items():
        plan = write(plan_workbook(book), tmp_path / f"{name}.xlsx")
        numbers = read_record(record_of(book)).numbers
        for number in draw.sample(numbers, 10) if book is not own else numbers:
            cell = f"{column_letter(number.column)}{number.row}"
            opened = openpyxl.load_workbook(plan)
            before = opened[METHOD][cell].value
            opened[METHOD][cell].value = (
                before + 1 if number.key == "" and number.table == "grade" else (before * 1.25 or 1)
            )
            paths.append(tmp_path / f"{name}-{cell}.xlsx")
            places.append({f"{METHOD}!{cell}"})
            opened.save(paths[-1])
    for path, changed in zip(recalculated(*paths), places, strict=True):
        found = verdict(as_saved(path.read_bytes(), path.name))
        named = {match[1] for line in found.lines if (match := re.match(r"([^ ，：]+![A-Z]+\d+) ", line))}
        assert (path.name, named) == (path.name, changed), found.lines
