"""名次稳健性: what its cells say, what stays live, and that it is whole on paper at any size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pingbi.analysis import how_sure
from pingbi.model.robustness import Curve, Judgement, Margin, Places, Robustness, SurePlace, Swap, Tie
from pingbi.scoring import evaluate
from pingbi.verifying import verify
from pingbi.workbook import Book, SheetPlan, plan_workbook, write
from pingbi.workbook.plan import Cell
from pingbi.workbook.references import RANKING, ROBUSTNESS
from pingbi.workbook.robustness_sheet import FIRST, GAP, HELPER, JUDGED, NOTE, PLACE, SWAP, TENTH, TOGETHER, TOTAL
from pingbi.workbook.robustness_sheet import plan as plan_of
from pingbi.workbook.robustness_words import range_words, remark, swap_words, texts

Made = Callable[..., Book]
Sized = Callable[..., Book]
Misfits = Callable[[SheetPlan], list[str]]
At = Callable[[SheetPlan], dict[tuple[int, int], Cell]]
SCALED = "\n".join(
    f'[[criterion]]\nid = "{name}"\nname = "{name}"\nweight = 50\nmethod = "given"\nscale = 100\nvalue = "{name}"'
    for name in "ab"
)
TABLE = """
 a b
甲县 80 40
乙县 40 78
丙县 10 10
"""


def with_robustness(book: Book) -> Book:
    found = how_sure(book.scheme, book.figures, book.result, evaluate)
    return replace(book, robustness=lambda: found)


def planned(book: Book) -> SheetPlan:
    found = plan_of(book)
    assert found is not None
    return replace(found, cells=tuple(found.cells), merges=tuple(found.merges))


def small(made: Made, table: str = TABLE, scheme: str = "") -> Book:
    return with_robustness(made(table, tables=SCALED, scheme=scheme))


def test_a_row_says_how_sure_its_place_is(made: Made, at: At) -> None:
    cells = at(planned(small(made)))
    row = [cells[FIRST, column].value for column in range(NOTE + 1)]
    assert row == [
        1,
        "甲　县",
        Decimal("60.00"),
        Decimal("1.00"),
        "a －1.3",
        "±2.6%",
        "1—2",
        "1—2",
        "1—2",
        "不能计算",
        "易变",
        "去掉a列第2位",
    ]
    last = [cells[FIRST + 2, column].value for column in (GAP, SWAP, TOGETHER, TENTH, JUDGED)]
    assert last == ["—", "—", "—", "3", "稳固"]


def test_places_points_and_distances_are_live_and_the_sheet_says_that_the_rest_is_not(made: Made, at: At) -> None:
    cells = at(planned(small(made)))
    for column in (PLACE, TOTAL, GAP):
        assert cells[FIRST, column].formula.startswith("=I")
        assert (RANKING in cells[FIRST, column].formula) == (column != GAP)
    for column in (SWAP, TOGETHER, TENTH, JUDGED):
        assert not cells[FIRST, column].formula
    assert "其余为测算时的计算值" in str(cells[2, 0].value)
    assert cells[FIRST, HELPER].value == cells[FIRST, TOTAL].value


def test_without_robustness_or_where_a_scheme_leaves_it_out_there_is_no_sheet(made: Made) -> None:
    book = made(TABLE, tables=SCALED)
    assert ROBUSTNESS not in [row.name for row in plan_workbook(book).sheets]
    assert ROBUSTNESS in [row.name for row in plan_workbook(with_robustness(book)).sheets]
    asked = []

    def never() -> Robustness | None:
        asked.append(1)
        return None

    left_out = made(TABLE, tables=f"{SCALED}\n[print]\nsheets = ['{RANKING}']")
    assert ROBUSTNESS not in [row.name for row in plan_workbook(replace(left_out, robustness=never)).sheets]
    assert asked == []


SIZES: dict[str, dict[str, Any]] = {
    "three counties": {"counties": 3, "criteria": 2, "scheme": 'missing = "zero"'},
    "nine counties": {"counties": 9, "criteria": 10, "parts": 3, "groups": 2, "items": 3},
    "long names": {
        "counties": ("范县", "海北自治州门源自治县东", "经济技术产业集聚示范区", "城乡一体化示范区"),
        "criteria": 6,
        "long": True,
        "scheme": 'missing = "zero"',
    },
    "thirty counties": {"counties": 30, "criteria": 25, "parts": 6, "groups": 3, "scheme": 'missing = "rescale"'},
    "thirty counties in groups": {
        "counties": 30,
        "criteria": 12,
        "groups": 3,
        "scheme": 'rank_within = "group"\nmissing = "zero"\nties = "average"',
    },
    "many counties": {"counties": 80, "criteria": 6, "scheme": 'missing = "zero"\nties = "dense"'},
    "large numbers": {"counties": 9, "criteria": 6, "scale": 7, "scheme": 'missing = "zero"\ntotal_decimals = 4'},
}


@pytest.mark.parametrize("size", SIZES)
def test_everything_printed_is_whole(sized: Sized, misfits: Misfits, size: str) -> None:
    book = with_robustness(sized(**SIZES[size]))
    robustness = book.robustness()
    assert robustness is not None
    found = planned(book)
    assert misfits(found) == []
    charted = len(robustness.rows) <= 30
    assert bool(found.charts) == charted
    assert (found.page.fit == (1, 1)) or not charted


def test_thirty_counties_stand_upright_and_many_run_over_pages_with_their_headings(sized: Sized) -> None:
    upright = planned(with_robustness(sized(**SIZES["thirty counties"]))).page
    assert not upright.landscape
    many = planned(with_robustness(sized(**SIZES["many counties"]))).page
    assert many.landscape
    assert many.row_breaks
    assert many.repeat_rows == (1, FIRST - 1)


def test_each_bar_begins_before_the_best_place_and_ends_behind_the_worst(made: Made, at: At) -> None:
    found = planned(small(made))
    cells = at(found)
    bars = [tuple(cells[FIRST + down, HELPER + 1 + across].value for across in range(3)) for down in range(3)]
    assert bars == [
        ("甲　县", Decimal("0.55"), Decimal("1.90")),
        ("乙　县", Decimal("0.55"), Decimal("1.90")),
        ("丙　县", Decimal("2.55"), Decimal("0.90")),
    ]
    (chart,) = found.charts
    unseen, seen = chart.series
    assert (unseen["fill"], seen["fill"]) == ({"none": True}, {"color": "#A6A6A6"})
    assert chart.settings["set_x_axis"]["max"] == 4


def test_long_names_stand_in_one_line_beside_their_bars(made: Made, at: At) -> None:
    """Two lines a bar leave no room: each second name would be left out."""
    cells = at(planned(small(made, TABLE.replace("甲县", "积石山保安族东乡族撒拉族县"))))
    assert cells[FIRST, HELPER + 1].value == "积石山保安族东乡族撒拉族县"
    assert cells[FIRST, 1].value == "积石山保安族东\n乡族撒拉族县"


def test_groups_stand_in_blocks_and_are_placed_within_themselves(made: Made, at: At) -> None:
    table = " a b\n甲县:县 80 40\n丁区:区 60 60\n乙县:县 40 78\n丙县:县 10 10"
    book = with_robustness(made(table, tables=SCALED, scheme='rank_within = "group"'))
    cells = at(planned(book))
    assert cells[FIRST, 0].value == "县（3个）"
    assert [cells[FIRST + down, 1].value for down in (1, 2, 3, 5)] == ["甲　县", "乙　县", "丙　县", "丁　区"]
    assert cells[3, 0].value == "组内\n位次"
    assert cells[FIRST + 3, GAP].value == "—"
    assert cells[FIRST + 4, 0].value == "区（1个）"


# the words


def row_of(margin: Margin | None, **more: Any) -> SurePlace:  # noqa: ANN401
    one = Places(1, 1)
    given: dict[str, Any] = {"place": 1, "left_out_worst": None, "other_methods_worst": None, **more}
    return SurePlace(
        "甲县", None, total=Decimal(60), margin=margin, tenth=one, quarter=one, left_out=one, other_methods=one,
        judgement=Judgement.FIRM, **given,
    )  # fmt: skip


def found_of(*rows: SurePlace, curves: tuple[Curve, ...] = (), failed: bool = False) -> Robustness:
    return Robustness(rows, by_group=False, close=Decimal("0.5"), curves=curves, tried=60 if curves else 0, fixed=(),
                      methods=(), kept=(), failed=failed)  # fmt: skip


@pytest.mark.parametrize(
    ("tie", "change", "together", "curved", "wanted"),
    [
        pytest.param(Tie.NONE, "9.62", "0.0311", False, ("a ＋9.7", "±3.2%"), id="rounded up, so that it is enough"),
        pytest.param(Tie.NONE, "-0.001", "0.00001", False, ("a －0.1", "±0.1%"), id="never nothing"),
        pytest.param(Tie.NONE, None, "0.5", False, ("单项变动不能易位", "±50.0%"), id="no weight alone"),
        pytest.param(Tie.NONE, None, None, False, ("单项变动不能易位", "不能易位"), id="no weights"),
        pytest.param(Tie.NONE, "3", "0.25", True, ("a ＋3.0", "±25%以内"), id="tried"),
        pytest.param(Tie.NONE, "3", None, True, ("a ＋3.0", "超出±25%"), id="tried in vain"),
        pytest.param(Tie.SAME, None, None, False, ("任一项变动即可", "—"), id="the same points"),
        pytest.param(Tie.ROUNDED, None, None, False, ("修约前两者次序相反", "—"), id="turned by rounding"),
        pytest.param(Tie.ALIKE, None, None, False, ("权重变动不能易位", "—"), id="the same in everything"),
    ],
)
def test_the_smallest_change_in_words(
    made: Made, tie: Tie, change: str | None, together: str | None, wanted: tuple[str, str], *, curved: bool
) -> None:
    swap = Swap("a", Decimal(change), Decimal(50)) if change is not None else None
    margin = Margin("乙县", Decimal(1), tie, swap, Decimal(together) if together is not None else None)
    found = found_of(row_of(margin), curves=(Curve.RESCALED,) if curved else ())
    assert swap_words(made(TABLE, tables=SCALED), found, margin) == wanted


def test_ranges_in_words() -> None:
    assert range_words(Places(4, 6)) == "4—6"
    assert range_words(Places(4, 4)) == "4"
    assert range_words(Places(Decimal("2.5"), 4)) == "2.5—4"
    assert range_words(None) == "不能计算"


def test_what_cannot_be_followed_is_said_to_be_so(made: Made) -> None:
    book = made(TABLE, tables=SCALED)
    margin = Margin("乙县", Decimal(1), Tie.NONE, None, None)
    unknown = replace(row_of(margin), tenth=None, quarter=None, left_out=None, judgement=Judgement.UNKNOWN)
    found = found_of(unknown, failed=True)
    assert swap_words(book, found, margin) == ("不能计算", "不能计算")
    notes = "\n".join(texts(book, found))
    assert "不能判断" in notes
    assert "不能按权重重算" in notes
    assert "去掉任一项" not in notes


def test_a_remark_names_who_is_near_and_what_would_cost_places(made: Made) -> None:
    book = made(TABLE, tables=SCALED)
    near = Margin("乙县", Decimal("0.12"), Tie.NONE, None, None)
    first = row_of(near, left_out_worst="b", other_methods_worst="标准分")
    first = replace(first, left_out=Places(1, 3), other_methods=Places(1, 2))
    second = replace(row_of(Margin("丙县", Decimal(0), Tie.SAME, None, None), place=2), county="乙县")
    third = replace(row_of(None, place=2), county="丙县")
    found = found_of(first, second, third)
    assert remark(book, found, 0) == "与乙县仅差0.12分；去掉b列第3位；按标准分列第2位"
    assert remark(book, found, 1) == "与甲县仅差0.12分；与丙县并列"


def test_the_notes_say_why_weights_were_tried_and_how_many(made: Made) -> None:
    table = TABLE.replace("乙县 40 78", "乙县 40 免")
    book = small(made, table, 'exempt = "rescale"\nrescale_least = 0')
    found = book.robustness()
    assert found is not None
    notes = "\n".join(texts(book, found))
    assert found.curves == (Curve.RESCALED,)
    assert "有县区缺项、按其余权重折算" in notes
    assert f"固定的{found.tried}组权重" in notes
    assert "不会超出" not in notes


# in a spreadsheet


@pytest.mark.office
def test_recalculated_it_says_the_same_and_after_a_change_that_it_no_longer_holds(
    made: Made,
    sized: Sized,
    recalculated: Callable[..., list[Path]],
    differences: Callable[..., list[str]],
    tmp_path: Path,
) -> None:
    grouped = sized(30, 6, groups=3, scheme='rank_within = "group"\nmissing = "zero"')
    books = [small(made), with_robustness(grouped)]
    paths = [write(plan_workbook(book), tmp_path / f"{at}.xlsx") for at, book in enumerate(books)]
    changed = openpyxl.load_workbook(paths[0])
    main = changed["主要指标"]
    (figure,) = [cell for row in main.iter_rows() for cell in row if cell.value == 78]
    figure.value = 90
    changed.save(tmp_path / "changed.xlsx")
    *fresh, after = recalculated(*paths, tmp_path / "changed.xlsx")
    for path, again in zip(paths, fresh, strict=True):
        assert differences(path, again) == []
    sheet = openpyxl.load_workbook(after, data_only=True)[ROBUSTNESS]
    assert sheet.cell(3, HELPER + 1).value == "得分已变，请重新导出"
    assert [sheet.cell(FIRST + 1 + down, PLACE + 1).value for down in range(3)] == [2, 1, 3]
    assert [sheet.cell(FIRST + 1 + down, TOTAL + 1).value for down in range(3)] == [60, 65, 10]


def test_verify_accepts_it_and_names_a_cell_that_was_changed_on_it(made: Made, tmp_path: Path) -> None:
    path = write(plan_workbook(small(made)), tmp_path / "out.xlsx")
    assert verify(path).agrees
    book = openpyxl.load_workbook(path)
    book[ROBUSTNESS].cell(FIRST + 1, JUDGED + 1).value = "稳固"
    book.save(path)
    found = verify(path)
    assert not found.agrees
    assert any(f"{ROBUSTNESS}!K{FIRST + 1}" in line for line in found.lines)
