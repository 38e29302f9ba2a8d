"""Last year's values from an archive stand in the templates, marked, and come back as they went out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import Workbook

from pingbi.extraction import extract
from pingbi.handout import write_templates
from pingbi.handout.frame import GIVEN_FILL
from pingbi.model import Figure, InArchive, Role, Source
from pingbi.model.fingerprint import SHEET, Slot, read_rows
from pingbi.readers import read
from pingbi.scheme import Scheme

Opened = Callable[[Path], Workbook]
VALUES = {
    ("甲县", "output"): "12.30",
    ("甲县", "output_yoy"): "-7.5",
    ("甲县", "staff"): "1203",
    ("甲县", "profit"): "123456.789012",
    ("甲县", "skilled"): "0",
    ("全市", "output"): "40.2",
}


def archived(county: str, indicator: str, value: str, role: Role = Role.LAST_YEAR) -> Figure:
    origin = InArchive("2022.pingbi", "2022M01-07", f"{indicator} {value}", "定稿，第3号导出")
    return Figure(county, indicator, Decimal(value), "2022M01-07", Source.ARCHIVE, origin, role=role)


@pytest.fixture(scope="module")
def written(tricky: Scheme, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    figures = [archived(*key, value) for key, value in VALUES.items()]
    figures.append(archived("甲县", "output", "99", Role.PREVIOUS))  # the templates do not ask for it
    return {path.name: path for path in write_templates(tricky, tmp_path_factory.mktemp("out"), None, figures)}


def slots_of(book: Workbook) -> tuple[Slot, ...]:
    rows = [tuple("" if cell is None else str(cell) for cell in row) for row in book[SHEET].values]
    found = read_rows([rows[0][:1], *rows[1:]])
    assert found is not None
    return found.slots


def test_what_was_filled_in_is_read_back_exactly_and_nothing_else(tricky: Scheme, written: dict[str, Path]) -> None:
    came: dict[tuple[str, str], Decimal | None] = {}
    for path in written.values():
        found = extract(read(path.read_bytes(), path.name), tricky, 0)
        blank = not any(row.role is Role.LAST_YEAR for row in found.figures)
        assert {row.code for row in found.findings} <= {"ledger-empty", *(["unmapped"] if blank else [])}
        came |= {(row.county, row.indicator): row.value for row in found.figures if row.role is Role.LAST_YEAR}
        assert not [row for row in found.figures if row.role is Role.NOW]
        assert not [row for row in found.figures if row.note]  # ours is no remark of the filler's
    assert came == {key: Decimal(value) for key, value in VALUES.items()}


def test_it_is_marked_open_to_correction_and_says_where_it_is_from(written: dict[str, Path], opened: Opened) -> None:
    book = opened(written["甲县填报表.xlsx"])
    sheet = book["填报表"]
    for slot in slots_of(book):
        cell = sheet.cell(slot.row, slot.column)
        assert (cell.fill.fgColor.rgb == f"FF{GIVEN_FILL}") == (cell.value is not None)
        assert not cell.protection.locked
    prompts = [rule.prompt for rule in sheet.data_validations.dataValidation if rule.promptTitle == "上年同期"]
    said = "取自2022年1—7月公布数（定稿，第3号导出）；如有出入请直接更正，并在“说明”中写明原因。"
    assert prompts == [said] * 5
    notes = [str(cell) for row in sheet.values for cell in row if cell is not None and "浅蓝色" in str(cell)]
    assert len(notes) == 1
    assert "“上年同期”中浅蓝色的取自2022年1—7月公布数（定稿，第3号导出），如有出入请直接更正" in notes[0]


def test_a_template_without_an_archived_value_says_nothing_of_archives(
    written: dict[str, Path], opened: Opened
) -> None:
    book = opened(written["乙区填报表.xlsx"])
    words = "".join(str(cell) for row in book["填报表"].values for cell in row if cell is not None)
    assert "浅蓝色" not in words
    assert "已预填的请核对" in words


def test_a_table_of_all_counties_is_filled_in_where_it_asks_for_last_year(
    tricky: Scheme, tmp_path: Path, opened: Opened
) -> None:
    asked = tuple(
        replace(row, reported_by="office", office="统计局") if row.id == "output" else row for row in tricky.indicator
    )
    scheme = replace(tricky, indicator=asked)
    figures = [archived("乙区", "output", "8.25"), archived("乙区", "energy", "31")]
    (path,) = (path for path in write_templates(scheme, tmp_path, None, figures) if path.name == "统计局填报表.xlsx")
    book = opened(path)
    filled = {
        (slot.county, slot.indicator, slot.role): book[slot.sheet].cell(slot.row, slot.column)
        for slot in slots_of(book)
    }
    filled = {key: cell for key, cell in filled.items() if cell.value is not None}
    assert {key: cell.value for key, cell in filled.items()} == {("乙区", "output", Role.LAST_YEAR): 8.25}
    (cell,) = filled.values()
    assert cell.fill.fgColor.rgb == f"FF{GIVEN_FILL}"
    words = [str(value) for row in book["部门填报"].values for value in row if value is not None]
    assert any("浅蓝色的取自2022年1—7月公布数" in line for line in words)
    found = extract(read(path.read_bytes(), path.name), scheme, 0)
    assert [(row.county, row.role, row.value) for row in found.figures] == [("乙区", Role.LAST_YEAR, Decimal("8.25"))]
