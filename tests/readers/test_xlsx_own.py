"""Our reader against openpyxl, on every workbook that the project itself writes: the same in each cell."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.formula import ArrayFormula

from pingbi.cli import main
from pingbi.readers import CellRead, Document, Sheet, read

Places = dict[tuple[int, int], Cell | MergedCell]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The templates, the sample, and the workbook of results made of it."""
    folder = tmp_path_factory.mktemp("own")
    assert main(["template", "-o", str(folder / "模板")]) == 0
    assert main(["sample", "-o", str(folder / "示例")]) == 0
    main(["evaluate", str(folder / "示例"), "-o", str(folder / "结果.xlsx")])
    found = sorted(folder.rglob("*.xlsx"))
    assert len(found) > 20
    assert folder / "结果.xlsx" in found
    return found


def _formula(value: object) -> str:
    if isinstance(value, ArrayFormula):
        return str(value.text)
    return value if isinstance(value, str) and value.startswith("=") and len(value) > 1 else ""


def _same(value: object, cell: CellRead) -> bool:
    if isinstance(value, bool) or value is None:
        return cell.value is value
    if isinstance(value, int | float):
        return cell.value == Decimal(f"{value:.15g}")
    return cell.value == value


def differences(document: Document, path: Path) -> list[str]:
    cached, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    found = [] if [sheet.name for sheet in document.sheets] == cached.sheetnames else ["sheets"]
    for sheet in document.sheets:
        theirs = cached[sheet.name]
        values: Places = theirs._cells
        texts: Places = formulas[sheet.name]._cells
        found += [f"{sheet.name}{at}" for at in _wrong(sheet, values, texts)]
        if set(sheet.merges) != {(m.min_row, m.min_col, m.max_row, m.max_col) for m in theirs.merged_cells.ranges}:
            found.append(f"{sheet.name}: merges")
        if sheet.hidden != (theirs.sheet_state != "visible"):
            found.append(f"{sheet.name}: hidden")
        rows = {row for row, about in theirs.row_dimensions.items() if about.hidden and row <= sheet.rows}
        if sheet.hidden_rows != rows:
            found.append(f"{sheet.name}: hidden rows")
    return found


def _wrong(sheet: Sheet, values: Places, texts: Places) -> list[tuple[int, int]]:
    wrong = [at for at, cell in sheet.cells.items() if at not in values and not cell.note]
    for at, cell in values.items():
        ours = sheet.cells.get(at, CellRead(None))
        formula = _formula(texts[at].value)
        link = cell.hyperlink.location or "" if isinstance(cell, Cell) and cell.hyperlink is not None else ""
        note = cell.comment.text.strip() if isinstance(cell, Cell) and cell.comment is not None else ""
        good = _same(cell.value, ours) or ours.computed
        good = good and ours.formula == formula and ours.note == note and not ours.date and not ours.struck
        if ours.value is not None:
            good = good and ours.number_format == cell.number_format and ours.link == link
        if not good:
            wrong.append(at)
    return wrong


def test_every_workbook_of_the_project_is_read_as_openpyxl_reads_it(written: list[Path]) -> None:
    cells = 0
    for path in written:
        document = read(path.read_bytes(), path.name)
        assert differences(document, path) == [], path.name
        assert (document.lost, document.formats) == ((), True)
        cells += sum(len(sheet.cells) for sheet in document.sheets)
    assert cells > 5000


def test_results_of_formulas_in_the_workbook_of_results_are_those_that_were_written(written: list[Path]) -> None:
    """Every formula of ours carries its result, also a 0, though XlsxWriter asks for all to be computed on opening."""
    (path,) = (path for path in written if path.name == "结果.xlsx")
    document = read(path.read_bytes(), path.name)
    cached = openpyxl.load_workbook(path, data_only=True)
    formulas = noughts = 0
    for sheet in document.sheets:
        for (row, column), cell in sheet.cells.items():
            if cell.formula:
                formulas += 1
                noughts += cell.value == 0
                assert _same(cached[sheet.name].cell(row, column).value, cell), (sheet.name, row, column)
                assert not cell.computed
    assert formulas > 100
    assert noughts


def _without_shortcuts(data: bytes) -> bytes:
    """A comment before each sheet and of the texts: then the parser sees every cell."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            xml = source.read(name)
            if name.startswith("xl/worksheets/sheet") or name == "xl/sharedStrings.xml":
                at = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
                xml = xml[:at] + b"<!-- -->" + xml[at:]
            target.writestr(name, xml)
    return out.getvalue()


def test_the_shortcuts_read_what_the_parser_reads(written: list[Path]) -> None:
    for path in written:
        data = path.read_bytes()
        assert read(_without_shortcuts(data), path.name) == read(data, path.name)


def test_a_difference_would_be_found(written: list[Path]) -> None:
    path = written[0]
    document = read(path.read_bytes(), path.name)
    sheet = document.sheets[0]
    at, cell = next((at, cell) for at, cell in sheet.cells.items() if isinstance(cell.value, str))
    changed = Sheet(sheet.name, {**sheet.cells, at: CellRead(f"{cell.value}!", cell.number_format)}, sheet.merges)
    assert differences(Document(path.name, (changed, *document.sheets[1:])), path) != []
