"""Books from a table of figures and the few rules that a case is about, through the real scheme and scoring."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pingbi.audit import audit, levelled
from pingbi.model import Figure, Figures, InSheet, Role, Source, State
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS, derive, evaluate, place_formula
from pingbi.workbook import Book
from pingbi.workbook.measure import height, text_px
from pingbi.workbook.plan import Cell, SheetPlan
from pingbi.workbook.references import METHOD
from pingbi.workbook.references import cell as named
from pingbi.workbook.styles import TOKENS

CITY = "全市"
STATES = {"免": State.EXEMPT, "?": State.UNREADABLE, "期": State.OTHER_PERIOD, "二": State.UNDECIDED}
Row = tuple[str, str, list[str]]  # county, group, cells


def _read(text: str) -> tuple[list[str], list[Row]]:
    lines = [line.split() for line in text.strip().splitlines()]
    rows = []
    for name, *cells in lines[1:]:
        county, _, group = name.partition(":")
        rows.append((county, group, cells))
    return lines[0], rows


def _scheme(columns: list[str], rows: list[Row], rules: str, tables: str, period: str) -> Scheme:
    ids = list(dict.fromkeys(column.partition("@")[0] for column in columns))
    lines = []
    if "criterion = " not in tables and "[[criterion]]" not in tables:
        given = [f'{{id="{name}", name="{name}", weight=10, method="given", value="{name}"}}' for name in ids]
        lines.append(f"criterion = [{', '.join(given)}]")
    lines.append(f'{tables}\n[scheme]\nname = "评比"\nissuer = "某市工信局"\nperiod = "{period}"\n{rules}')
    groups = dict.fromkeys(group for _, group, _ in rows if group)
    lines += [f'[[group]]\nid = "{group}"\nname = "{group}"' for group in groups]
    for county, group, _ in rows:
        if county != CITY:
            lines.append(f'[[county]]\nname = "{county}"' + (f'\ngroup = "{group}"' if group else ""))
    if "indicator = " not in tables and "[[indicator]]" not in tables:
        lines += [f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "个"\nkind = "level"' for name in ids]
    return parse("\n".join(lines), "case.toml", METHODS)


def _figures(columns: list[str], rows: list[Row], period: str) -> list[Figure]:
    found = []
    for down, (county, _, cells) in enumerate(rows, 2):
        for across, (column, text) in enumerate(zip(columns, cells, strict=True), 1):
            if text == "-":
                continue
            name, _, role = column.partition("@")
            state = STATES.get(text, State.READ)
            value = Decimal(text) if state is State.READ else None
            origin = InSheet("报表.xlsx", "填报表", named(down - 1, across), text)
            when = "2022M01-07" if state is State.OTHER_PERIOD else period
            found.append(
                Figure(county, name, value, when, Source.TEMPLATE, origin, state, Role(role or "now"), text, "个")
            )
    return found


def _figures_of(given: Iterable[Figure]) -> Figures:
    """The last figure of a key is the chosen one, those before it stand beside it."""
    chosen: dict[tuple[str, str, Role], Figure] = {}
    beside: dict[tuple[str, str, Role], tuple[Figure, ...]] = {}
    for figure in given:
        key = (figure.county, figure.indicator, figure.role)
        if key in chosen:
            beside[key] = (chosen[key], *beside.get(key, ()))
        chosen[key] = figure
    return Figures(chosen, beside)


def _made(
    table: str,
    *,
    scheme: str = "",
    tables: str = "",
    period: str = "2022H1",
    figures: Iterable[Figure] = (),
    **book: Any,  # noqa: ANN401  # the other fields of Book
) -> Book:
    columns, rows = _read(table)
    rules = _scheme(columns, rows, scheme, tables, period)
    grown, derived = derive(rules, _figures_of([*_figures(columns, rows, period), *figures]))
    result = evaluate(rules, grown)
    findings = levelled(rules, (*derived, *audit(rules, grown), *result.findings))
    given: dict[str, Any] = {"findings": findings, **book}
    return Book(scheme=rules, figures=grown, result=result, methods=METHODS, place_formula=place_formula, **given)


@pytest.fixture(scope="session")
def made() -> Callable[..., Book]:
    """`made(table of figures, scheme=lines of [scheme], tables=other tables, period=…, figures=more, findings=…)`.

    The table has indicators' ids (with @previous, @last_year, @target) above and counties (`name:group`) at the left; a
    row 全市 is the city. "-" is missing, 免 exempt, ? unreadable, 期 another period, 二 undecided. `tables` are inline
    (`criterion = [{…}]`, `indicator = [{…}]`); without criteria each indicator gives its value as points, weight 10.
    A figure of `figures` is chosen before one of the table. Other keywords are fields of Book.
    """
    return _made


@pytest.fixture(scope="session")
def example(shared: Path) -> Scheme:
    """The example scheme of shared/, which uses every table."""
    path = shared / "example-scheme.toml"
    return parse(path.read_text(encoding="utf-8"), path.name, METHODS)


@pytest.fixture(scope="session")
def at() -> Callable[[SheetPlan], dict[tuple[int, int], Cell]]:
    """`at(plan)`: the cells of a sheet by (row, column), those of merged ranges by their first cell."""

    def cells(plan: SheetPlan) -> dict[tuple[int, int], Cell]:
        found = {(row.row, row.column): row for row in plan.cells}
        for merge in plan.merges:
            found[merge.top, merge.left] = Cell(merge.top, merge.left, merge.value, merge.style, merge.formula)
        return found

    return cells


INK = {"A4": 1009, "A3": 1474}, {"A4": 650, "A3": 978}  # printable px of a landscape page: width, height
UPRIGHT = 680, 978  # of an upright A4 page
NO_WIDTH, NO_HEIGHT = 72, 13.5  # of a column (px) and a row (points) without one of its own
PADDED, RUNNING = frozenset({"num"}), frozenset({"sign", "meta_l"})  # styles: with pads · over empty neighbours
DIGIT, BOLD, PAD = 10.4, 11.2, 11.2  # px at 12 points in the widest typeface that stands in for Times New Roman


def _printed(cell: Cell) -> str:
    """The number as its format prints it, without pads."""
    if not isinstance(cell.value, Decimal | int):
        return str(cell.value)
    shape = cell.style.number.partition(";")[0].replace("_0", "").replace("_.", "")
    decimals = len(shape.partition(".")[2])
    return (
        f"{cell.value:.{decimals}f}"
        if shape
        else f"{cell.value:f}"
        if isinstance(cell.value, Decimal)
        else str(cell.value)
    )


def _misfit(plan: SheetPlan, cell: Cell, bottom: int, right: int) -> str:
    """Why a cell's text or number is not whole on paper; empty where it is."""
    style, token = cell.style, TOKENS[cell.style.token]
    size = style.size or token.size
    width = sum(plan.columns.get(at, NO_WIDTH) for at in range(cell.column, right + 1))
    high = sum(plan.rows.get(at, plan.default_row or NO_HEIGHT) for at in range(cell.row, bottom + 1))
    if isinstance(cell.value, Decimal | int):
        pads = style.number.partition(";")[0].count("_0") if style.token in PADDED else 0
        needed = len(_printed(cell)) * (BOLD if style.bold else DIGIT) * size / 12 + pads * PAD * size / 12
        return "" if needed <= width else f"{needed:.0f} px in {width}"
    text = str(cell.value)
    if token.wrap:
        needed = height(text, width, size, indent=bool(token.indent), least=0)
        return "" if needed <= high + 0.01 else f"{needed:.1f} points in {high:.1f}"
    if style.token in ("num", "numc"):
        return "" if text_px(text, size) <= width else f"{text_px(text, size)} px in {width}"
    return "" if size * 1.2 <= high else f"{size} points in {high:.1f}"


def _pages(plan: SheetPlan) -> list[str]:
    """Pages that are wider or higher than the paper, titles and sign-off lines that run out of theirs."""
    page, found = plan.page, []
    assert page.area is not None
    top, left, bottom, right = page.area
    if page.fit is not None:
        return ["fitted and broken"] if page.row_breaks or page.column_breaks else []
    assert page.scale is not None
    wide, high = (INK[0][page.paper], INK[1][page.paper]) if page.landscape else UPRIGHT
    starts = (left, *page.column_breaks)
    sides = sum(plan.columns[at] for at in range(2)) if page.repeat_columns else 0
    spans = list(zip(starts, (*(at - 1 for at in page.column_breaks), right), strict=True))
    for first, last in spans:
        wanted = sum(plan.columns.get(at, NO_WIDTH) for at in range(first, last + 1)) + (sides if first else 0)
        if wanted * page.scale / 100 > wide:
            found.append(f"columns {first} to {last} are {wanted} px at {page.scale} %")
    head = range(page.repeat_rows[0], page.repeat_rows[1] + 1) if page.repeat_rows else range(0)
    for first, last in zip((top, *page.row_breaks), (*(at - 1 for at in page.row_breaks), bottom), strict=True):
        rows = [*range(first, last + 1), *(head if first else ())]
        own = sum(plan.rows.get(at, plan.default_row or NO_HEIGHT) for at in rows)
        if own * 96 / 72 * page.scale / 100 > high and plan.name != METHOD:  # its notes may run on
            found.append(f"rows {first} to {last} are {own} points at {page.scale} %")
    return found


def _misfits(plan: SheetPlan) -> list[str]:
    area = plan.page.area
    if area is None:
        return ["no print area"]
    found, cells = _pages(plan), [(cell, cell.row, cell.column) for cell in plan.cells]
    inside = [(merge, merge.bottom, merge.right) for merge in plan.merges]
    cells += [
        (Cell(row.top, row.left, row.value, row.style, row.formula), down, across) for row, down, across in inside
    ]
    for cell, bottom, right in cells:
        if cell.value in (None, "") or cell.column > area[3] or cell.row > area[2]:
            continue
        if cell.row not in plan.rows and plan.default_row is None:
            found.append(f"row {cell.row} has no height")
        if cell.style.token in RUNNING:
            end = min([at - 1 for at in plan.page.column_breaks if at > cell.column] + [area[3]])
            room = sum(plan.columns.get(at, NO_WIDTH) for at in range(cell.column, end + 1))
            if text_px(str(cell.value), 12) > room:
                found.append(f"{cell.value} runs out of its page")
            continue
        wrong = _misfit(plan, cell, bottom, right)
        if wrong:
            found.append(f"{plan.name} {cell.row},{cell.column} {cell.style.token} {cell.value!r}: {wrong}")
    return found


@pytest.fixture(scope="session")
def misfits() -> Callable[[SheetPlan], list[str]]:
    """`misfits(plan)`: what would be cut, be ####, or not fit its page; counted with the widest typefaces."""
    return _misfits


KINDS = (("亿元", "level"), ("%", "yoy"), ("个", "count"), ("", "level"), ("%", "plan_ratio"))
METHODS_USED = ("rank_step", "efficacy", "benchmark", "rank_linear", "minmax", "given")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"


def _names(count: int) -> list[str]:
    return [f"{SURNAMES[at % 32]}{SURNAMES[at // 32] if at >= 32 else ''}县" for at in range(count)]


def _sized(
    counties: int | tuple[str, ...],
    criteria: int,
    *,
    groups: int = 0,
    parts: int = 0,
    items: int = 0,
    seed: int = 1,
    scheme: str = "",
    tables: str = "",
    scale: int = 1,
    long: bool = False,
) -> Book:
    """An evaluation of that size; a tenth of the figures is missing or exempt, the others go up to 999 · 10^scale."""
    draw = random.Random(seed)  # noqa: S311  # no secret
    who = _names(counties) if isinstance(counties, int) else list(counties)
    blocks = [
        f'[[part]]\nid = "p{at}"\nname = "一级指标{at}"\nweight = {_weight(criteria, parts, at)}' for at in range(parts)
    ]
    word = "规模以上工业企业单位增加值能耗降低率" if long else "指标"
    for at in range(criteria):
        unit, kind = KINDS[at % len(KINDS)]
        blocks.append(f'[[indicator]]\nid = "i{at}"\nname = "{word}{at}"\nunit = "{unit}"\nkind = "{kind}"')
        part = f'\npart = "p{at * parts // criteria}"' if parts else ""
        method = METHODS_USED[at % len(METHODS_USED)]
        blocks.append(
            f'[[criterion]]\nid = "c{at}"\nname = "{word}{at}"\nweight = 4\nmethod = "{method}"\nvalue = "i{at}"{part}'
        )
    for at in range(items):
        blocks.append(
            f'[[indicator]]\nid = "a{at}"\nname = "{word}表扬{at}"\nunit = "次"\nkind = "count"\nrequired = false'
        )
        blocks.append(
            f'[[adjustment]]\nname = "{word}表扬{at}"\nindicator = "a{at}"\npoints_each = {(1, 1, -1)[at % 3]}\ncap = 2'
        )
    lines = [
        " ".join(["县区", *(f"i{at}" for at in range(criteria)), *(f"a{at}" for at in range(items))]).partition(" ")[2]
    ]
    for at, name in enumerate(("全市", *who)):
        group = f":组{(at - 1) * groups // len(who)}" if groups and at else ""
        cells = [
            draw.choice(("-", "免")) if draw.random() < 0.1 and at else _value(draw, scale) for _ in range(criteria)
        ]
        lines.append(" ".join([name + group, *cells, *(draw.choice("-012") for _ in range(items))]))
    return _made("\n".join(lines), scheme=scheme, tables="\n".join([*blocks, tables]))


def _weight(criteria: int, parts: int, part: int) -> int:
    return 4 * sum(at * parts // criteria == part for at in range(criteria))


def _value(draw: random.Random, scale: int) -> str:
    return f"{draw.randint(-300 if draw.random() < 0.2 else 0, 999) * 10**scale / 10:.1f}"


@pytest.fixture(scope="session")
def sized() -> Callable[..., Book]:
    """`sized(counties, criteria, groups=…, parts=…, items=…, seed=…, scheme=…, tables=…, scale=…, long=…)`."""
    return _sized
