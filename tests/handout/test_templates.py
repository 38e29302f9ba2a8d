"""What a blank workbook holds: every question where its fingerprint says, only its headings locked."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from openpyxl import Workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from pingbi.handout import write_templates
from pingbi.handout.templates import file_names
from pingbi.model import ByHand, Figure, PingbiError, Role, Source
from pingbi.model.catalogue import bare, spaced
from pingbi.model.fingerprint import SHEET, Fingerprint, Slot, read_rows
from pingbi.scheme import Scheme

Opened = Callable[[Path], Workbook]


def mark_of(book: Workbook) -> Fingerprint:
    rows = [tuple("" if cell is None else str(cell) for cell in row) for row in book[SHEET].values]
    found = read_rows([rows[0][:1], *rows[1:]])
    assert found is not None
    return found


def words_of(sheet: Worksheet) -> str:
    return "\n".join(str(cell) for row in sheet.values for cell in row if cell is not None)


def questions_of(book: Workbook, sheet: str = "填报表") -> list[str]:
    return [slot.row_label for slot in mark_of(book).slots if slot.role is Role.NOW and slot.sheet == sheet]


@pytest.fixture(scope="session")
def handed_out(tricky: Scheme, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.name: path for path in write_templates(tricky, tmp_path_factory.mktemp("out"))}


def test_there_is_one_workbook_a_county_one_of_the_city_and_one_an_office(handed_out: dict[str, Path]) -> None:
    assert list(handed_out) == [
        "甲县填报表.xlsx",
        "乙区填报表.xlsx",
        "丙_丁_开发区填报表.xlsx",
        "全市填报.xlsx",
        "统计局填报表.xlsx",
        "其他部门填报表.xlsx",
    ]
    assert all(path.is_file() for path in handed_out.values())


def test_one_county_alone_by_any_of_its_names(tricky: Scheme, tmp_path: Path) -> None:
    assert [path.name for path in write_templates(tricky, tmp_path, "甲")] == ["甲县填报表.xlsx"]


def test_a_form_that_its_county_has_filled_in_stays_and_the_blank_takes_its_free_name(
    tricky: Scheme, tmp_path: Path
) -> None:
    """Filled forms come back by the very name that was handed out."""
    (form,) = write_templates(tricky, tmp_path, "甲县")
    blank = form.read_bytes()
    assert write_templates(tricky, tmp_path, "甲县") == [form]  # nobody has touched it
    form.write_bytes(b"filled in")
    for _ in range(2):
        assert write_templates(tricky, tmp_path, "甲县") == [tmp_path / "甲县填报表 (1).xlsx"]
    assert form.read_bytes() == b"filled in"
    assert (tmp_path / "甲县填报表 (1).xlsx").read_bytes() == blank
    assert len(list(tmp_path.iterdir())) == 2


def test_an_unknown_county_is_one_line_with_the_known_ones(tricky: Scheme, tmp_path: Path) -> None:
    with pytest.raises(PingbiError) as caught:
        write_templates(tricky, tmp_path, "丁县")
    assert str(caught.value) == "没有县区“丁县”；本方案的县区有：甲县、乙区、丙/丁:开发区"
    assert list(tmp_path.iterdir()) == []


def test_a_scheme_without_counties_says_so(tricky: Scheme, tmp_path: Path) -> None:
    with pytest.raises(PingbiError, match=r"没有列出县区"):
        write_templates(msgspec.structs.replace(tricky, county=()), tmp_path)


@pytest.mark.parametrize(
    ("names", "files"),
    [
        pytest.param(
            ["甲/乙", "甲:乙"], ["甲_乙.xlsx", "甲_乙（2）.xlsx"], id="what is the same once legal is numbered"
        ),
        pytest.param(["A区", "a区"], ["A区.xlsx", "a区（2）.xlsx"], id="Windows knows no capitals"),
        pytest.param(["CON", "com1"], ["_CON.xlsx", "_com1.xlsx"], id="names that Windows keeps for itself"),
        pytest.param(["... ", "甲."], ["填报表.xlsx", "甲.xlsx"], id="no dot or blank at the end"),
        pytest.param(["县" * 300], ["县" * 60 + ".xlsx"], id="not too long"),
        pytest.param(["甲\n乙"], ["甲_乙.xlsx"], id="no control characters"),
    ],
)
def test_files_have_legal_names_of_their_own(names: list[str], files: list[str]) -> None:
    assert file_names(names) == files


def test_every_slot_stands_where_the_fingerprint_says(handed_out: dict[str, Path], opened: Opened) -> None:
    for path in handed_out.values():
        book = opened(path)
        slots = mark_of(book).slots
        assert slots
        for slot in slots:
            sheet = book[slot.sheet]
            assert not sheet.cell(slot.row, slot.column).protection.locked
            beside = [bare(str(sheet.cell(slot.row, column).value)) for column in range(1, slot.column)]
            above = [bare(str(sheet.cell(row, slot.column).value)) for row in range(1, slot.row)]
            assert bare(slot.row_label) in beside
            assert bare(slot.column_label) in above


def test_labels_tell_the_slots_of_a_workbook_apart(handed_out: dict[str, Path], opened: Opened) -> None:
    for path in handed_out.values():
        slots = mark_of(opened(path)).slots
        assert len({(slot.row_label, slot.column_label) for slot in slots}) == len(slots)


def test_the_fingerprint_names_scheme_period_county_and_kind(handed_out: dict[str, Path], opened: Opened) -> None:
    book = opened(handed_out["乙区填报表.xlsx"])
    mark = mark_of(book)
    assert (mark.scheme, mark.period, mark.county, mark.kind) == ("工业“月调度”", "2023M01-07", "乙区", "county")
    assert len(mark.version) == 8
    assert book[SHEET].sheet_state == "veryHidden"
    assert mark_of(opened(handed_out["统计局填报表.xlsx"])).kind == "office"


def test_the_version_changes_with_what_is_asked_not_with_its_weight(
    tricky: Scheme, tmp_path: Path, opened: Opened
) -> None:
    def version(scheme: Scheme) -> str:
        return mark_of(opened(write_templates(scheme, tmp_path, "甲县")[0])).version

    heavier = tuple(msgspec.structs.replace(row, weight=row.weight * 2) for row in tricky.criterion)
    other_unit = tuple(
        msgspec.structs.replace(row, unit="万元") if row.id == "output" else row for row in tricky.indicator
    )
    assert version(msgspec.structs.replace(tricky, criterion=heavier)) == version(tricky)
    assert version(msgspec.structs.replace(tricky, indicator=other_unit)) != version(tricky)


def test_a_county_is_asked_what_it_reports_and_not_what_its_ledger_gives(
    handed_out: dict[str, Path], opened: Opened
) -> None:
    asked = questions_of(opened(handed_out["甲县填报表.xlsx"]))
    assert asked == ["产值", "产值增速", "利润", "用工人数", "技术工人", "技术工人占比"]


def test_the_city_enters_its_own_row_bonuses_and_targets(handed_out: dict[str, Path], opened: Opened) -> None:
    book = opened(handed_out["全市填报.xlsx"])
    assert book.sheetnames == ["全市数据", "市局填报", "目标值", "填报说明", SHEET]
    slots = mark_of(book).slots
    assert {slot.county for slot in slots if slot.sheet == "全市数据"} == {"全市"}
    assert questions_of(book, "全市数据") == ["产值", "产值增速", "利润", "用工人数", "技术工人", "技术工人占比"]
    assert {(slot.county, slot.indicator) for slot in slots if slot.sheet == "市局填报"} == {
        (county, "praise") for county in ("甲县", "乙区", "丙/丁:开发区")
    }


def test_targets_are_filled_in_and_may_be_changed(handed_out: dict[str, Path], opened: Opened) -> None:
    book = opened(handed_out["全市填报.xlsx"])
    slots = [slot for slot in mark_of(book).slots if slot.role is Role.TARGET]
    written = {slot.county: book[slot.sheet].cell(slot.row, slot.column).value for slot in slots}
    assert written == {"甲县": 1200, "乙区": 900, "丙/丁:开发区": 900}  # 900 is the target of all others


def test_an_office_has_one_table_of_the_city_and_all_counties(handed_out: dict[str, Path], opened: Opened) -> None:
    slots = mark_of(opened(handed_out["统计局填报表.xlsx"])).slots
    assert [(slot.county, slot.indicator) for slot in slots] == [
        (county, "energy") for county in ("全市", "甲县", "乙区", "丙/丁:开发区")
    ]


def test_many_columns_go_to_several_sheets(tricky: Scheme, tmp_path: Path, opened: Opened) -> None:
    more = tuple(
        msgspec.structs.replace(tricky.indicators["energy"], id=f"e{n}", name=f"能耗{n}", aliases=()) for n in range(9)
    )
    wide = msgspec.structs.replace(tricky, indicator=(*tricky.indicator, *more))
    path = next(path for path in write_templates(wide, tmp_path) if path.name.startswith("统计局"))
    book = opened(path)
    assert book.sheetnames[:2] == ["部门填报1", "部门填报2"]
    assert {slot.indicator for slot in mark_of(book).slots} == {"energy", *(f"e{n}" for n in range(9))}


def test_only_headings_and_checks_are_locked(handed_out: dict[str, Path], opened: Opened) -> None:
    sheet = opened(handed_out["甲县填报表.xlsx"])["填报表"]
    assert sheet.protection.sheet
    heads = {cell.value: column for column, cell in enumerate(sheet[3], 1)}
    assert sheet.cell(3, heads["指标"]).protection.locked
    rows = range(4, 10)
    for word, locked in {"指标": True, "单位": True, "上年同期": False, "本期数": False, "说明": False}.items():
        assert {sheet.cell(row, heads[word]).protection.locked for row in rows} == {locked}
    pasted = range(heads["上年同期"], heads["说明"] + 1)
    assert not any(sheet.cell(row, column).protection.locked for row in rows for column in pasted)
    below = sheet[f"A{sheet.max_row - 20}:F{sheet.max_row}"]
    assert not any(cell.protection.locked for row in below for cell in row)


def test_a_filler_signs_below_the_table(handed_out: dict[str, Path], opened: Opened) -> None:
    for path in handed_out.values():
        sheet = opened(path).worksheets[0]
        for word in ("填报单位", "填报人", "电话", "审核人", "日期", "说明"):
            assert any(cell.value == word for row in sheet.iter_rows() for cell in row), word


def test_validation_warns_and_refuses_nothing(handed_out: dict[str, Path], opened: Opened) -> None:
    for path in handed_out.values():
        for sheet in opened(path).worksheets:
            for rule in sheet.data_validations.dataValidation:
                assert rule.errorStyle == "warning"
                assert '"—"' in rule.formula1
                assert '"/"' in rule.formula1


def test_each_question_prompts_with_its_unit_and_definition(handed_out: dict[str, Path], opened: Opened) -> None:
    rules = opened(handed_out["甲县填报表.xlsx"])["填报表"].data_validations.dataValidation
    prompts = {rule.promptTitle: rule.prompt for rule in rules if rule.promptTitle}
    assert set(prompts) == {"产值", "产值增速", "利润", "用工人数", "技术工人", "技术工人占比"}
    assert prompts["产值"] == "单位：亿元。工业总产值。不适用填“—”或“/”。"
    assert "可不填" in prompts["产值增速"]


def test_the_guide_says_until_when_whom_and_what(handed_out: dict[str, Path], opened: Opened) -> None:
    words = words_of(opened(handed_out["甲县填报表.xlsx"])["填报说明"])
    for said in ("2023年8月5日", "运行科", "000-1234567", "工业总产值", "月报", "不大于“用工人数”", "数字为零的填“0”"):
        assert said in words, said


def test_last_years_values_are_filled_in_where_known(tricky: Scheme, tmp_path: Path, opened: Opened) -> None:
    known = Figure(
        "乙区", "output", Decimal("12.30"), "2022M01-07", Source.TEMPLATE, ByHand("上年存档"), role=Role.LAST_YEAR
    )
    now = Figure("乙区", "staff", Decimal(5), "2023M01-07", Source.TEMPLATE, ByHand("不是上年的数"))
    paths = {path.name: path for path in write_templates(tricky, tmp_path, None, [known, now])}
    book = opened(paths["乙区填报表.xlsx"])
    filled = {
        (slot.indicator, slot.role): value
        for slot in mark_of(book).slots
        if (value := book[slot.sheet].cell(slot.row, slot.column).value) is not None
    }
    assert filled == {("output", Role.LAST_YEAR): 12.3}
    other = opened(paths["甲县填报表.xlsx"])
    assert all(other[slot.sheet].cell(slot.row, slot.column).value is None for slot in mark_of(other).slots)


def test_a_typed_percentage_is_not_turned_into_a_fraction(handed_out: dict[str, Path], opened: Opened) -> None:
    """Only in a General cell does 45% become 45 % (and is read so); in 0.0 it would be 0.45."""
    book = opened(handed_out["甲县填报表.xlsx"])
    formats = {
        slot.indicator: book[slot.sheet].cell(slot.row, slot.column).number_format for slot in mark_of(book).slots
    }
    assert formats["output_yoy"] == formats["share"] == "General"
    assert formats["output"].startswith("0.00")


def test_printed_it_is_a4_one_page_wide_without_the_checks(handed_out: dict[str, Path], opened: Opened) -> None:
    for path in handed_out.values():
        book = opened(path)
        ledgers = [name for _, name in mark_of(book).ledgers]
        for sheet in book.worksheets[:-1]:
            if (
                sheet.title in ledgers
            ):  # rows may be added: nothing beside its table is printed, as nothing stands there
                continue
            assert sheet.page_setup.paperSize == 9
            setup = sheet.sheet_properties.pageSetUpPr
            assert setup is not None
            assert setup.fitToPage
            assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what is meant where nothing is written
            last = range_boundaries(sheet.print_area.rsplit("!", 1)[1])[2]
            checks = [column for column, cell in enumerate(sheet[3], 1) if cell.value == "核对提示（不打印）"]
            assert last is not None
            assert all(last < column for column in checks)
            assert bool(checks) == (sheet.title != "填报说明")


def test_two_character_names_are_spaced_and_still_labels(handed_out: dict[str, Path], opened: Opened) -> None:
    sheet = opened(handed_out["统计局填报表.xlsx"]).worksheets[0]
    assert spaced("甲县") in words_of(sheet)


def test_last_years_value_is_asked_only_where_a_formula_needs_it(
    handed_out: dict[str, Path], default: Scheme, tmp_path: Path, opened: Opened
) -> None:
    plain = opened(write_templates(default, tmp_path, default.counties[0])[0])
    assert "“产值”必须填，其余没有预填的可不填" in words_of(opened(handed_out["甲县填报表.xlsx"])["填报表"])
    assert "必须填" not in words_of(plain["填报表"])


def test_a_slot_that_is_damaged_makes_no_fingerprint() -> None:
    slot = Slot("填报表", 4, 5, "甲县", "output", Role.NOW, "产值", "本期数", "亿元")
    rows = list(Fingerprint("名", "v", "2023", "甲县", "county", (slot,)).rows())
    assert read_rows(rows) is not None
    assert read_rows([rows[0], (*rows[1][:1], "x", *rows[1][2:])]) is None
