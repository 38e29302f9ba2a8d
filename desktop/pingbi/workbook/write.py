"""Plan -> xlsx: the one module that writes spreadsheets. Text stays text, formulas carry their values."""

from __future__ import annotations

import os
import re
import tempfile
import zlib
from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from pingbi.model.free_names import free_name, same
from pingbi.workbook.plan import Cell, Chart, Merge, Page, SheetPlan, Style, WorkbookPlan
from pingbi.workbook.styles import properties
from pingbi.workbook.written import SHEET, Written

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from pingbi.model.free_names import Ours, Ready

LONGEST = 32_767  # characters of a cell
CUT = "…（过长，已截断）"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
CENTIMETRE = 1 / 2.54
PAPERS = {"A4": 9, "A3": 8}
BORN = datetime(2000, 1, 1, tzinfo=UTC)  # the same plan gives the same bytes
PACKED = (1980, 1, 31, 0, 0, 0)  # what xlsxwriter says of each part, and nobody else
# 宋体 11: 8 px a digit, 5 px padding. Column widths are counted in digits of the default font, and 宋体 is everywhere.
OPTIONS = {
    "default_format_properties": {"font_name": "宋体", "font_size": 11},
    "default_column_width": 72,
    "default_row_height": 18,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def clean(text: str) -> str:
    """A text as a cell can hold it: control characters shown as □, cut with a mark where too long."""
    text = _CONTROL.sub("□", text)
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def write(
    plan: WorkbookPlan,
    target: Path,
    *,
    keep: bool = False,
    ours: Ours | None = None,
    ready: Ready | None = None,
) -> Path:
    """Write the workbook of a plan; where it stands (see `put`)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pingbi-") as parts:  # nothing stays of a workbook that was broken off
        return put(_written(plan, parts), target, keep=keep, ours=ours, ready=ready)


def put(
    data: bytes | memoryview,
    target: Path,
    *,
    keep: bool = False,
    ours: Ours | None = None,
    ready: Ready | None = None,
) -> Path:
    """Write beside the target and move into place; its free name (`名 (1).xlsx`) where it is open elsewhere.

    `keep`: also where another file has that name, unless it has the very same bytes or is one of `ours`.
    `ready` is called when all is written and only has to take its place; what it raises leaves nothing behind.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if keep:
        target = free_name(target, lambda path: same(path, data) or (ours is not None and ours(path)))
    handle, temporary = tempfile.mkstemp(suffix=".xlsx", prefix=".", dir=target.parent)
    os.close(handle)
    path = Path(temporary)
    try:
        path.write_bytes(data)
        if ready is not None:
            ready()
        return _moved(path, target)
    finally:
        path.unlink(missing_ok=True)


def untouched(path: Path) -> bool:
    """Whether a workbook is as it was written here: who saves one says when, in its properties or by its parts."""
    try:
        with ZipFile(path) as parts:
            said, timeless = parts.read("docProps/core.xml"), {row.date_time for row in parts.infolist()} == {PACKED}
    except (OSError, KeyError, BadZipFile, RuntimeError, ValueError, zlib.error):  # no workbook, torn, with a password
        return False
    return timeless and f">{BORN:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>".encode() in said


def _moved(path: Path, target: Path) -> Path:
    for number in range(100):
        free = target if number == 0 else target.with_name(f"{target.stem} ({number}){target.suffix}")
        if number and free.exists():
            continue
        try:
            path.replace(free)
        except PermissionError:
            continue
        free.chmod(0o644)
        return free
    raise PermissionError(13, "同名文件都被占用", str(target))


def _written(plan: WorkbookPlan, folder: str) -> memoryview:
    """The file's bytes; its parts lie in the folder until they are packed. Raises OSError."""
    made_of = BytesIO()  # an archive that a full disk cuts short would complain once more when it is thrown away
    book = xlsxwriter.Workbook(made_of, {**deepcopy(OPTIONS), "tmpdir": folder})  # it writes into what it is given
    book.set_properties({**plan.properties, "created": BORN})
    book.set_calc_mode("auto")
    for name, value in plan.custom.items():
        book.set_custom_property(name, value)
    formats: dict[Style, Format] = {}
    fonts = dict(plan.fonts)

    def made(style: Style) -> Format:
        found = formats.get(style)
        if found is None:
            found = formats[style] = book.add_format(properties(style, fonts))
        return found

    sheets = [(row, book.add_worksheet(row.name, _Sheet)) for row in plan.sheets]
    opened = next((at for at, (row, _) in enumerate(sheets) if row.visibility == "visible"), 0)
    if opened:  # a workbook opens on a sheet that can be seen
        sheets[opened][1].activate()
        sheets[opened][1].set_first_sheet()
    for name, reference in plan.names.items():
        book.define_name(name, f"={reference}")
    written = Written(plan.record) if plan.record else None
    for row, sheet in sheets:
        _sheet(row, sheet, made, written)
        for chart in row.charts:
            place = {"object_position": 2, "x_offset": chart.offset}
            sheet.insert_chart(chart.row, chart.column, _chart(book, chart), place)
    if written is not None:
        _keep(written, book.add_worksheet(SHEET))
    try:
        book.close()
    except FileCreateError as error:  # its parts did not fit into the folder
        raise OSError(*getattr(error.args[0], "args", ())) from None
    return made_of.getbuffer()


class _Sheet(Worksheet):  # type: ignore[misc]  # xlsxwriter says nothing of its types
    """A sheet whose formulas are written as they are: they know no functions that only newer programs know.

    Looking each formula through for those names takes half the time of writing (a test holds that there are none).
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002
        return formula.removeprefix("=")


def _keep(written: Written, sheet: Worksheet) -> None:
    """The very hidden sheet that `pingbi verify` reads."""
    for row, text in enumerate(written.texts()):
        sheet.write_string(row, 0, text)
    sheet.freeze_panes(1, 0)
    sheet.very_hidden()


def _sheet(plan: SheetPlan, sheet: Worksheet, made: Any, written: Written | None) -> None:  # noqa: ANN401
    put = partial(_put, sheet, made)
    if written is not None:
        written.sheet(plan.name)
        put = partial(_noted, put, written.note)
    sheet.hide_gridlines(2)
    if plan.default_row is not None:
        sheet.set_default_row(plan.default_row)
    for column, width in plan.columns.items():
        look = made(plan.column_styles[column]) if column in plan.column_styles else None
        sheet.set_column_pixels(column, column, width, look, {"hidden": column in plan.hidden_columns})
    for row, points in plan.rows.items():
        sheet.set_row(row, points)
    for merge in plan.merges:
        _merge(sheet, merge, made, put)
    for cell in plan.cells:
        put(cell)
    _page(plan.page, sheet)
    if plan.freeze is not None:
        sheet.freeze_panes(*plan.freeze)
    if plan.autofilter is not None:
        sheet.autofilter(*plan.autofilter)
    for area, options in plan.conditions:
        style = options.get("format")
        sheet.conditional_format(
            *area, {**options, "format": made(style)} if isinstance(style, Style) else dict(options)
        )
    for area, options in plan.validations:
        sheet.data_validation(*area, dict(options))
    for row, column, comment in plan.comments:
        sheet.write_comment(row, column, clean(comment), {"x_scale": 2, "font_size": 10})
    if plan.protect:
        allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter", "select_locked_cells")
        sheet.protect("", dict.fromkeys(allowed, True))
    if plan.visibility == "hidden":
        sheet.hide()
    elif plan.visibility == "very_hidden":
        sheet.very_hidden()


def _noted(put: Callable[[Cell], None], note: Callable[[Cell, str | None], None], cell: Cell) -> None:
    put(cell)
    value = cell.value
    note(cell, clean(value) if isinstance(value, str) and not cell.formula else None)


def _put(sheet: Worksheet, made: Any, cell: Cell) -> None:  # noqa: ANN401
    row, column, value, style, formula, link, tip = cell
    look = made(style)
    if link:
        sheet.write_url(row, column, f"internal:{link}", look, " ", tip or None)
    if formula:
        sheet.write_formula(row, column, formula, look, _cached(value))
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, look)
    elif value is None or value == "":
        if not link:
            sheet.write_blank(row, column, None, look)
    else:
        sheet.write_string(row, column, clean(value), look)


def _cached(value: Decimal | int | str | bool | None) -> float | int | str | bool:  # noqa: FBT001
    if isinstance(value, Decimal):
        return float(value)
    return "" if value is None else value


def _merge(sheet: Worksheet, merge: Merge, made: Any, put: Callable[[Cell], None]) -> None:  # noqa: ANN401
    if (merge.top, merge.left) != (merge.bottom, merge.right):
        sheet.merge_range(merge.top, merge.left, merge.bottom, merge.right, "", made(merge.style))
    put(Cell(merge.top, merge.left, merge.value, merge.style, merge.formula, merge.link, merge.tip))


def _page(page: Page, sheet: Worksheet) -> None:
    if page.landscape:
        sheet.set_landscape()
    sheet.set_paper(PAPERS[page.paper])
    left, right, top, bottom = (value * CENTIMETRE for value in page.margins)
    sheet.set_margins(left, right, top, bottom)
    sheet.center_horizontally()
    sheet.set_header(page.header, {"margin": CENTIMETRE})
    sheet.set_footer(page.footer, {"margin": 0.9 * CENTIMETRE})
    if page.scale is not None:
        sheet.set_print_scale(page.scale)
    elif page.fit is not None:
        sheet.fit_to_pages(*page.fit)
    if page.repeat_rows is not None:
        sheet.repeat_rows(*page.repeat_rows)
    if page.repeat_columns is not None:
        sheet.repeat_columns(*page.repeat_columns)
    if page.area is not None:
        sheet.print_area(*page.area)
    if page.row_breaks:
        sheet.set_h_pagebreaks(list(page.row_breaks))
    if page.column_breaks:
        sheet.set_v_pagebreaks(list(page.column_breaks))


def _chart(book: Workbook, plan: Chart) -> Any:  # noqa: ANN401
    chart = book.add_chart(dict(plan.kind))
    for series in plan.series:
        chart.add_series(dict(series))
    for method, argument in plan.settings.items():
        getattr(chart, method)(argument)
    chart.set_size({"width": plan.size[0], "height": plan.size[1]})
    if plan.combine is not None:
        chart.combine(_chart(book, plan.combine))
    return chart
