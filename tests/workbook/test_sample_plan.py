"""The sample's workbook as plain data: what changes in the layout is read in the diff of one golden file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from pingbi import pipeline
from pingbi.workbook import SheetPlan, WorkbookPlan, plan_workbook
from pingbi.workbook.plan import Style
from pingbi.workbook.references import COUNTIES

FIRST = 9  # rows of cells that are shown of each sheet
GOLDEN = Path(__file__).parent.parent / "golden" / "workbook" / "sample_plan.txt"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> WorkbookPlan:
    folder = tmp_path_factory.mktemp("示例")
    pipeline.write_sample(folder)
    rules = pipeline.load_scheme("")
    return plan_workbook(pipeline.book(pipeline.evaluate(pipeline.gather([folder], rules), rules)))


def runs(sizes: Mapping[int, float]) -> str:
    """0:36 1:138 2–5:64, equal neighbours together."""
    found = []
    for _, group in groupby(enumerate(sorted(sizes)), key=lambda pair: (pair[1] - pair[0], sizes[pair[1]])):
        places = [at for _, at in group]
        span = f"{places[0]}" if len(places) == 1 else f"{places[0]}–{places[-1]}"
        found.append(f"{span}:{sizes[places[0]]:g}")
    return " ".join(found)


def look(style: Style) -> str:
    edges = "".join(map(str, (style.left, style.right, style.top, style.bottom)))
    marks = [edges if edges != "0000" else "", "bold" if style.bold else "", style.number]
    return " ".join([style.token, *filter(None, marks)])


def told(value: object, style: Style, formula: str) -> str:
    text = re.sub(r"\d\d-\d\d \d\d:\d\d", "时刻", str("" if value is None else value).replace("\n", "⏎"))
    text = re.sub(r"\d{4}-时刻", "时刻", text)
    return f"{text}{f' {formula}' if formula else ''} [{look(style)}]"


def first_page(plan: SheetPlan) -> SheetPlan:
    """Of a sheet whose pages are alike."""
    end = plan.page.row_breaks[0]
    return replace(
        plan,
        rows={row: high for row, high in plan.rows.items() if row < end},
        merges=[merge for merge in plan.merges if merge.top < end],
        charts=tuple(chart for chart in plan.charts if chart.row < end),
    )


def shown(plan: SheetPlan) -> Iterable[str]:
    plan = first_page(plan) if plan.name == COUNTIES else plan
    page = plan.page
    yield f"== {plan.name} ({plan.visibility})"
    yield f"columns {runs(plan.columns)}"
    yield f"rows {runs(plan.rows)}"
    yield f"page {page.paper} {'landscape' if page.landscape else 'upright'} fit={page.fit} scale={page.scale}"
    yield f"area {page.area} repeats {page.repeat_rows} {page.repeat_columns}"
    yield f"breaks {page.row_breaks} {page.column_breaks} freeze {plan.freeze} filter {plan.autofilter}"
    for chart in plan.charts:
        yield f"chart {chart.kind['type']} at {chart.row},{chart.column} {chart.size[0]}×{chart.size[1]} px"
    for merge in sorted(plan.merges, key=lambda row: (row.top, row.left)):
        where = f"{merge.top},{merge.left}–{merge.bottom},{merge.right}"
        yield f"merged {where} {told(merge.value, merge.style, merge.formula)}"
    cells = sorted((row for row in plan.cells if row.row < FIRST), key=lambda row: (row.row, row.column))
    for number, group in groupby(cells, key=lambda row: row.row):
        texts = [
            f"{cell.column} {told(cell.value, cell.style, cell.formula)}{f' → {cell.link}' if cell.link else ''}"
            for cell in group
        ]
        yield f"row {number} | {' | '.join(texts)}"


def test_the_samples_workbook_is_laid_out_as_agreed(planned: WorkbookPlan, golden: Callable[[Path, str], None]) -> None:
    lines = [line for plan in planned.sheets for line in shown(plan)]
    assert len(lines) < 400
    golden(GOLDEN, "\n".join(lines) + "\n")


def test_everything_printed_of_the_sample_is_whole(
    planned: WorkbookPlan, misfits: Callable[[SheetPlan], list[str]]
) -> None:
    assert planned.properties["title"].endswith("得分表")
    assert [line for plan in planned.sheets for line in misfits(plan)] == []
