"""At every size of scheme nothing is cut, no number is ####, and pages break where they may."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pingbi.workbook import Book, SheetPlan, addresses, plan_workbook, write
from pingbi.workbook.indicator_columns import FIRST_ROW
from pingbi.workbook.references import ADJUSTMENTS, FINDINGS, MAIN, METHOD, RANKING, SINGLE, SOURCES
from pingbi.workbook.total_formulas import LONGEST, total_formula

Made = Callable[..., Book]
Sized = Callable[..., Book]
Misfits = Callable[[SheetPlan], list[str]]

LONG_NAMES = ("范县", "海北自治州门源自治县东", "经济技术产业集聚示范区", "南乐县", "城乡一体化示范区")
BASES, MISSING = ('rank_within = "all"', 'rank_within = "group"'), ("unranked", "zero", "rescale")
TIES = ("skip", "average")


def sheets(book: Book) -> dict[str, SheetPlan]:
    return {
        row.name: replace(row, cells=tuple(row.cells), merges=tuple(row.merges)) for row in plan_workbook(book).sheets
    }


SIZES: dict[str, dict[str, Any]] = {
    "one county, one criterion": {"counties": 1, "criteria": 1},
    "two counties, two criteria": {"counties": 2, "criteria": 2},
    "nine counties, two criteria": {"counties": 9, "criteria": 2},
    "nine counties, a part of one": {"counties": 9, "criteria": 3, "parts": 3, "groups": 2},
    "nine counties, ten criteria": {"counties": 9, "criteria": 10, "parts": 3, "groups": 2, "items": 3},
    "eleven criteria without parts": {"counties": 9, "criteria": 11},
    "twenty criteria without parts": {"counties": 9, "criteria": 20, "groups": 2},
    "long names": {"counties": LONG_NAMES, "criteria": 6, "parts": 2, "long": True, "items": 2},
    "large numbers": {
        "counties": 9,
        "criteria": 6,
        "parts": 2,
        "scale": 7,
        "scheme": "decimals = 4\ntotal_decimals = 4",
    },
    "twenty items": {"counties": 9, "criteria": 3, "items": 20, "long": True},
    "thirty counties": {"counties": 30, "criteria": 25, "parts": 6, "groups": 3, "items": 1},
    "thirty counties in groups": {
        "counties": 30,
        "criteria": 25,
        "parts": 6,
        "groups": 3,
        "scheme": 'rank_within = "group"',
    },
    "forty counties": {"counties": 40, "criteria": 7, "groups": 3, "scheme": 'rank_within = "group"'},
    "a hundred and fifty counties": {"counties": 150, "criteria": 10, "parts": 3, "groups": 2, "items": 2},
    "the least points": {"counties": 17, "criteria": 5, "parts": 2, "scheme": 'missing = "zero"\nties = "average"'},
    "mean places": {
        "counties": 30,
        "criteria": 4,
        "groups": 2,
        "scheme": 'ties = "average"\nmissing = "zero"',
        "scale": 0,
    },
    "the mean of shares": {
        "counties": 12,
        "criteria": 5,
        "parts": 2,
        "scheme": 'total = "weighted_mean"\nmissing = "rescale"',
    },
}


@pytest.mark.parametrize("size", SIZES)
def test_everything_printed_is_whole(sized: Sized, misfits: Misfits, size: str) -> None:
    given = SIZES[size]
    plans = sheets(sized(**given))
    assert [line for plan in plans.values() for line in misfits(plan)] == []


@pytest.mark.parametrize("seed", range(12))
def test_sizes_by_chance_are_printed_whole(sized: Sized, misfits: Misfits, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  # no secret
    criteria = draw.randint(1, 24)
    parts = draw.choice((0, 0, min(2, criteria), min(5, criteria)))
    book = sized(
        draw.choice((2, 5, 9, 13, 18, 26, 44)),
        criteria,
        groups=draw.choice((0, 0, 2, 3)),
        parts=parts,
        items=draw.choice((0, 1, 5, 9)),
        seed=seed,
        scale=draw.choice((0, 1, 3, 6)),
        long=draw.random() < 0.4,
        scheme=f'ties = "{draw.choice(TIES)}"\nmissing = "{draw.choice(MISSING)}"\n{draw.choice(BASES)}',
    )
    assert [line for plan in sheets(book).values() for line in misfits(plan)] == []


def test_a_cut_text_a_narrow_number_and_a_wide_page_are_noticed(sized: Sized, misfits: Misfits) -> None:
    plan = sheets(sized(9, 6, parts=2))[RANKING]
    assert misfits(plan) == []
    assert any("points in" in line for line in misfits(replace(plan, rows={**plan.rows, 4: 12.0})))
    assert any("px in" in line for line in misfits(replace(plan, columns={**plan.columns, 2: 40})))
    assert any("are" in line for line in misfits(replace(plan, page=replace(plan.page, scale=100, paper="A4"))))


def test_no_sheet_prints_smaller_than_can_be_read(sized: Sized) -> None:
    for given in SIZES.values():
        for plan in sheets(sized(**given)).values():
            if plan.name not in (FINDINGS, SOURCES, METHOD) and plan.page.scale is not None:
                assert plan.page.scale >= 62, plan.name


# what changes with the size


def test_a_long_table_of_findings_ends_with_rows_beside_its_sign_off(sized: Sized) -> None:
    plan = sheets(sized(44, 9))[FINDINGS]
    assert plan.page.area is not None
    assert plan.page.row_breaks
    assert plan.page.row_breaks[-1] <= plan.page.area[2] - 5
    assert plan.page.fit is None


@pytest.mark.parametrize(
    ("criteria", "parts", "columns", "paper"),
    [
        pytest.param(10, 3, 10, "A4", id="criteria"),
        pytest.param(20, 0, 20, "A3", id="more than A4 holds"),
        pytest.param(20, 4, 4, "A4", id="subtotals instead"),
        pytest.param(30, 0, 0, "A4", id="nothing to add up on paper"),
    ],
)
def test_the_ranking_has_as_many_columns_as_can_be_read(
    sized: Sized, criteria: int, parts: int, columns: int, paper: str
) -> None:
    book = sized(9, criteria, parts=parts)
    plan = sheets(book)[RANKING]
    assert len(book.ranking.points) == columns
    assert plan.page.paper == paper


def test_without_columns_of_points_the_total_comes_from_the_main_sheet(sized: Sized) -> None:
    book = sized(9, 30, scheme='missing = "zero"')
    exact = next(cell for cell in sheets(book)[RANKING].cells if cell.column == book.ranking.exact and cell.formula)
    assert f"INDEX({MAIN}!" in exact.formula
    assert any("各评比项得分见" in str(row.value) for row in sheets(book)[RANKING].merges)


@pytest.mark.parametrize(("counties", "kind"), [(16, "blocks"), (17, "upright"), (41, "matrix")])
def test_single_places_change_their_shape_with_the_counties(sized: Sized, counties: int, kind: str) -> None:
    plan = sheets(sized(counties, 4))[SINGLE]
    heads = [row.value for row in plan.merges]
    assert (plan.page.landscape, "指标0（4分）" in heads) == {
        "blocks": (True, True),
        "upright": (False, True),
        "matrix": (True, False),
    }[kind]


def test_many_items_stand_on_pages_side_by_side_that_repeat_the_counties(sized: Sized) -> None:
    book = sized(9, 3, items=20, long=True)
    plan = sheets(book)[ADJUSTMENTS]
    starts = plan.page.column_breaks
    assert len(starts) >= 1
    assert plan.page.repeat_columns == (0, 1)
    items = {found.points for found in (*book.adjustments.bonus, *book.adjustments.deduction)}
    assert not items & set(starts)  # an item's count and its points are on one page
    titles = [str(row.value) for row in plan.merges if row.top == 1]
    assert [title[-3:] for title in titles] == ["（一）", "（二）", "（三）", "（四）"][: len(starts) + 1]


def test_few_items_are_one_table(sized: Sized) -> None:
    assert sheets(sized(9, 3, items=3))[ADJUSTMENTS].page.column_breaks == ()


def test_group_names_stand_over_their_rows_or_in_each_row(sized: Sized) -> None:
    few, many = (sheets(sized(count, 3, groups=2))[MAIN] for count in (8, 30))
    assert [row.value for row in few.merges if row.left == row.right == 0 and row.top >= FIRST_ROW] == ["组0", "组1"]
    assert [cell.value for cell in many.cells if cell.column == 0 and cell.row >= FIRST_ROW][:15] == ["组0"] * 15
    assert [row for row in many.merges if row.left == row.right == 0 and row.top >= FIRST_ROW] == []


def test_above_so_many_figures_a_row_number_stands_instead_of_links(
    sized: Sized, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "MOST_LINKED", 10)
    book = sized(9, 3)
    plans = sheets(book)
    assert not any(cell.link for cell in plans[MAIN].cells)
    numbers = {cell.row: cell.value for cell in plans[MAIN].cells if cell.column == book.main.source}
    counties = {cell.row: cell.value for cell in plans[SOURCES].cells if cell.column == 1}
    for position, county in enumerate(book.counties.names):
        row = numbers[book.main.row(position)]
        assert isinstance(row, int)
        assert (counties[row - 1], counties[row - 2] != book.key(county)) == (book.key(county), True)
    area = plans[MAIN].page.area
    assert area is not None
    assert book.main.source > area[3]


def test_missing_figures_count_as_links_too(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "MOST_LINKED", 10)
    few = made("a b\n甲县 1 -\n乙县 2 1")
    many = made("\n".join(["a b", "甲县 1 2", *(f"县{at} - -" for at in range(30))]))
    assert (few.links, many.links) == (True, False)


def test_no_formula_is_longer_than_excel_reads(sized: Sized) -> None:
    book = sized(3, 130, scheme='total = "geometric_mean"\nmissing = "rescale"')
    cells = [cell for plan in sheets(book).values() for cell in plan.cells]
    assert max(len(cell.formula) for cell in cells) <= LONGEST
    assert total_formula(book, book.counties.names[0]) == ""
    assert any("不自动重算" in str(row.value) for row in sheets(book)[MAIN].merges)


# the file


@pytest.fixture
def parts_of(tmp_path: Path) -> Callable[[Book], dict[str, str]]:
    def opened(book: Book) -> dict[str, str]:
        with zipfile.ZipFile(write(plan_workbook(book), tmp_path / "表.xlsx")) as file:
            return {name: file.read(name).decode("utf-8") for name in file.namelist() if name.endswith(".xml")}

    return opened


def test_sheets_that_were_left_out_are_hidden_not_printed_and_not_opened(
    sized: Sized, parts_of: Callable[[Book], dict[str, str]]
) -> None:
    book = sized(9, 3, tables='[print.sheets."综合排名"]\nwrite = false')
    plans = sheets(book)
    assert [plan.visibility for plan in plans.values()][:2] == ["hidden", "visible"]
    assert plans[RANKING].page.area is None
    workbook = parts_of(book)["xl/workbook.xml"]
    assert 'activeTab="1"' in workbook
    assert re.search(r'name="综合排名"[^>]*state="hidden"', workbook)
    assert f'Print_Area" localSheetId="0"' not in workbook  # noqa: F541


def test_the_file_keeps_to_what_excel_2007_reads(sized: Sized, parts_of: Callable[[Book], dict[str, str]]) -> None:
    found = parts_of(sized(9, 6, parts=2, groups=2, items=3))
    assert not [name for name, text in found.items() if "_xlfn" in text]
    differing = re.search(r"<dxfs.*?</dxfs>", found["xl/styles.xml"], re.DOTALL)
    assert differing is not None
    assert "<name " not in differing.group()
    assert "<sz " not in differing.group()
    fitted = [text for name, text in found.items() if name.startswith("xl/worksheets/") and "fitToPage=" in text]
    assert not [text for text in fitted if "<rowBreaks" in text or "<colBreaks" in text]
    frozen = [name for name, text in found.items() if name.startswith("xl/worksheets/") and "<pane " not in text]
    assert frozen == []
