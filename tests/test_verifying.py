"""What `pingbi verify` says of a workbook: every changed cell by its name, and whether the points follow."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pingbi import pipeline
from pingbi.cli import main
from pingbi.model import PingbiError
from pingbi.readers import Document, Sheet, as_saved, column_letter
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS
from pingbi.verifying import Verdict, verdict, verify
from pingbi.workbook import plan_workbook
from pingbi.workbook.record import read_record, record_of, scoring_part
from pingbi.workbook.written import SHEET

Patched = Callable[..., Document]
SEED = 20220701


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, evaluated."""
    folder = tmp_path_factory.mktemp("核对")
    scheme = pipeline.load_scheme("")
    material = pipeline.gather(pipeline.write_sample(folder / "示例"), scheme)
    return pipeline.write_workbook(pipeline.evaluate(material, scheme), folder / "综合评比.xlsx")


@pytest.fixture(scope="module")
def document(workbook: Path) -> Document:
    return as_saved(workbook.read_bytes(), workbook.name)


@pytest.fixture(scope="module")
def parts(workbook: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(workbook) as file:
        return {name: file.read(name) for name in file.namelist()}


def sheet_of(document: Document, name: str) -> tuple[int, Sheet]:
    return next((at, sheet) for at, sheet in enumerate(document.sheets, 1) if sheet.name == name)


def number_of(parts: dict[str, bytes], at: int, cell: str) -> str:
    found = re.search(
        rf'<c r="{cell}"[^>]*>(?:<f>[^<]*</f>)?<v>([^<]*)</v>', parts[f"xl/worksheets/sheet{at}.xml"].decode()
    )
    assert found is not None
    return found[1]


@pytest.fixture
def patched(parts: dict[str, bytes], tmp_path: Path) -> Patched:
    """`patched((sheet's number, cell, new number), …)`: the file with the <v> of these cells replaced, nothing else."""

    def made(*changes: tuple[int, str, str]) -> Document:
        new = dict(parts)
        for at, cell, value in changes:
            name = f"xl/worksheets/sheet{at}.xml"
            text, count = re.subn(
                rf'(<c r="{cell}"[^>]*>(?:<f>[^<]*</f>)?<v>)[^<]*(</v>)', rf"\g<1>{value}\g<2>", new[name].decode()
            )
            assert count == 1
            new[name] = text.encode()
        path = tmp_path / "改过.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for name, data in new.items():
                file.writestr(name, data)
        return as_saved(path.read_bytes(), path.name)

    return made


def edited(workbook: Path, target: Path, changes: dict[str, object]) -> Path:
    """The workbook as openpyxl saves it with these cells replaced: formulas lose their results."""
    book = openpyxl.load_workbook(workbook)
    for where, value in changes.items():
        name, _, cell = where.partition("!")
        book[name][cell].value = value
    book.save(target)
    return target


def place(document: Document, sheet: str, county: str, heading: str) -> str:
    """The address of the first cell of a county's row under a heading that begins so."""
    _, found = sheet_of(document, sheet)
    words = {at: re.sub(r"\s", "", text) for at, text in found.spread().items()}
    row = min(row for (row, column), text in words.items() if column <= 2 and text == county)
    column = min(column for (above, column), text in words.items() if 4 <= above < row and text.startswith(heading))
    return f"{column_letter(column)}{row}"


def named(found: Verdict) -> set[str]:
    return {match[1] for line in found.lines if (match := re.match(r"([^ ，：]+![A-Z]+\d+) ", line))}


def test_an_unchanged_workbook_agrees_in_one_line(document: Document) -> None:
    found = verdict(document)
    assert found.agrees
    (line,) = found.lines
    assert re.fullmatch(
        r"与写出时一致：\d{4}个单元格没有改动，\d{3}个得分和名次由\d{3}个数按办法重算无误"
        r"（pingbi \S+ 写出，校验码 [0-9a-f]{8}）",
        line,
    )


def test_one_changed_digit_of_any_number_is_named(
    document: Document, parts: dict[str, bytes], patched: Patched
) -> None:
    """Fifty cells by chance, of all sheets, constants and results of formulas; each change alone."""
    draw = random.Random(SEED)  # noqa: S311  # no secret
    numbers = [
        (at, sheet.name, f"{column_letter(column)}{row}")
        for at, sheet in enumerate(document.sheets, 1)
        for (row, column), cell in sheet.cells.items()
        if isinstance(cell.value, Decimal)
    ]
    missed = []
    for at, name, cell in draw.sample(numbers, 50):
        number = number_of(parts, at, cell)
        shown = [place for place, sign in enumerate(number) if sign.isdigit()][
            :11
        ]  # those behind them differ from program to program
        digit = draw.choice(shown)
        other = draw.choice([sign for sign in "123456789" if sign != number[digit]])
        found = verdict(patched((at, cell, number[:digit] + other + number[digit + 1 :])))
        if found.agrees or f"{name}!{cell}" not in "\n".join(found.lines):
            missed.append((name, cell, number, found.lines))
    assert missed == []


def test_fifty_changes_at_once_are_all_named_and_nothing_else(
    document: Document, parts: dict[str, bytes], patched: Patched
) -> None:
    draw = random.Random(SEED)  # noqa: S311  # no secret
    numbers = [
        (at, sheet.name, f"{column_letter(column)}{row}")
        for at, sheet in enumerate(document.sheets, 1)
        for (row, column), cell in sheet.cells.items()
        if isinstance(cell.value, Decimal) and not cell.formula
    ]
    chosen = draw.sample(numbers, 50)
    new = [(at, cell, f"{Decimal(number_of(parts, at, cell)) + 1:f}") for at, _, cell in chosen]
    assert named(verdict(patched(*new))) == {f"{name}!{cell}" for _, name, cell in chosen}


def test_a_changed_figure_is_named_with_both_values_and_that_the_points_did_not_follow(
    document: Document, patched: Patched
) -> None:
    cell = place(document, "主要指标", "台前县", "工业投资完成额")
    at, _ = sheet_of(document, "主要指标")
    lines = verdict(patched((at, cell, "99.5"))).lines
    assert lines[0].startswith("与写出时不一致（")
    assert re.fullmatch(rf"主要指标!{cell} 原为[\d.]+，现为99\.5", lines[1])
    assert re.search(
        r"得分和名次没有随改动重算，有\d+个与表里现在的数不符，如：\S+ \S+的\S+为[\d.]+，.*应为[\d.]+", lines[2]
    )
    assert len(lines) == 3


def test_a_change_that_no_points_depend_on_is_named_and_they_are_said_to_agree(
    document: Document, patched: Patched
) -> None:
    cell = place(document, "主要指标", "台前县", "完成额")  # the level beside a growth, for the reader only
    at, _ = sheet_of(document, "主要指标")
    lines = verdict(patched((at, cell, "99.5"))).lines
    assert [line.split(" ")[0] for line in lines[1:]] == [
        f"主要指标!{cell}",
        "得分和名次没有变，与表里现在的数和办法相符",
    ]


def test_points_changed_by_hand_in_a_recalculated_workbook_are_named(document: Document, patched: Patched) -> None:
    """A result that scoring does not give, beside a formula that stayed."""
    cell = place(document, "综合排名", "南乐县", "综合得分")
    lines = verdict(patched((1, cell, "99.65"))).lines
    assert lines[1:] == (f"综合排名!{cell} 南乐县的综合得分为99.65，按表里现在的数和办法应为99.64",)


@pytest.mark.office
def test_what_libreoffice_saved_or_computed_again_agrees(
    workbook: Path, recalculated: Callable[..., list[Path]]
) -> None:
    (again,) = recalculated(workbook)
    assert verify(again).agrees


@pytest.mark.office
def test_after_recalculation_the_change_is_named_and_the_points_follow(
    workbook: Path, document: Document, recalculated: Callable[..., list[Path]], tmp_path: Path
) -> None:
    cell = place(document, "主要指标", "台前县", "工业投资完成额")
    weight = next(
        f"D{row}"
        for (row, column), text in sheet_of(document, "计分办法")[1].spread().items()
        if column == 4 and row > 5
    )
    figure = edited(workbook, tmp_path / "数.xlsx", {f"主要指标!{cell}": 99.5})
    rule = edited(workbook, tmp_path / "权重.xlsx", {f"计分办法!{weight}": 33})
    for path, where in zip(recalculated(figure, rule), (f"主要指标!{cell}", f"计分办法!{weight}"), strict=True):
        found = verify(path)
        assert named(found) == {where}
        assert any("已随改动重算，与表里现在的数和办法相符" in line for line in found.lines)


def test_a_formula_replaced_by_its_own_result_is_named(workbook: Path, document: Document, tmp_path: Path) -> None:
    cell = place(document, "综合排名", "南乐县", "综合得分")
    total = sheet_of(document, "综合排名")[1]
    value = next(
        float(found.text) for (row, column), found in total.cells.items() if f"{column_letter(column)}{row}" == cell
    )
    found = verify(edited(workbook, tmp_path / "改.xlsx", {f"综合排名!{cell}": value}))
    assert f"综合排名!{cell} 的公式没有了，换成了{value}（原结果{value}，原公式=IF(" in "\n".join(found.lines)


@pytest.mark.parametrize(
    ("where", "value", "words"),
    [
        pytest.param("综合排名!B6", "东县", "综合排名!B6 原为“南乐县”，现为“东县”", id="a county's name"),
        pytest.param("主要指标!C6", "完成数", "主要指标!C6 原为“完成额 (亿元)”，现为“完成数”", id="a heading"),
        pytest.param("综合排名!C6", "=1+1", "综合排名!C6 的公式改成了=1+1（结果空；原结果9.08", id="another formula"),
        pytest.param("综合排名!A6", None, "综合排名!A6 原为1，现为空", id="a number taken away"),
        pytest.param("综合排名!AZ99", 7, "综合排名!AZ99 原来是空的，现为7", id="a cell where none was"),
        pytest.param("综合排名!A6", "1", "综合排名!A6 原为1，现为“1”", id="a number that became a text"),
    ],
)
def test_every_kind_of_change_is_named(workbook: Path, tmp_path: Path, where: str, value: object, words: str) -> None:
    found = verify(edited(workbook, tmp_path / "改.xlsx", {where: value}))
    assert not found.agrees
    assert words in "\n".join(found.lines)
    assert any("个公式没有存下结果" in line for line in found.lines)


def test_a_sheet_too_many_and_one_too_few_are_named(workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    del book["审核情况"]
    book.create_sheet("另一张")
    book.save(tmp_path / "改.xlsx")
    assert {"少了工作表“审核情况”", "多了工作表“另一张”"} <= set(verify(tmp_path / "改.xlsx").lines)


def test_a_hidden_sheet_that_was_changed_is_said(workbook: Path, tmp_path: Path) -> None:
    text = str(openpyxl.load_workbook(workbook)[SHEET]["A2"].value)
    swapped = text[:100] + ("A" if text[100] != "A" else "B") + text[101:]
    found = verify(edited(workbook, tmp_path / "改.xlsx", {f"{SHEET}!A2": swapped}))
    assert (found.agrees, found.lines) == (False, ("核对用的隐藏表已损坏或被改过，不能说明哪些单元格被改动",))


def test_a_workbook_of_others_cannot_be_verified(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "别的.xlsx")
    with pytest.raises(PingbiError, match=r"别的\.xlsx 不是本程序写出的工作簿"):
        verify(tmp_path / "别的.xlsx")


def test_a_result_that_does_not_depend_on_a_change_is_named_beside_it(document: Document, patched: Patched) -> None:
    at, _ = sheet_of(document, "主要指标")
    figure = place(document, "主要指标", "台前县", "完成额")
    other = place(document, "主要指标", "范县", "较全市")
    found = verdict(patched((at, figure, "99.5"), (at, other, "123.4")))
    assert named(found) == {f"主要指标!{figure}", f"主要指标!{other}"}


def test_the_exit_status_says_it(workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = edited(workbook, tmp_path / "改.xlsx", {"综合排名!B6": "东县"})
    (tmp_path / "别的.txt").write_text("范县工业投资30.58亿元", encoding="utf-8")
    paths = (workbook, changed, tmp_path / "别的.txt", tmp_path / "没有.xlsx")
    assert [main(["verify", str(path)]) for path in paths] == [0, 1, 2, 2]
    assert "综合排名!B6 原为" in capsys.readouterr().out


def test_the_rules_come_back_as_they_were(shared: Path) -> None:
    """The record holds every table that scoring needs, every kind of parameter, and no telephone numbers."""
    path = shared / "example-scheme.toml"
    for scheme in (pipeline.load_scheme(""), parse(path.read_text(encoding="utf-8"), path.name, METHODS)):
        book = pipeline.book(pipeline.evaluate(pipeline.Material(), scheme))
        back: Scheme = read_record(record_of(book)).scheme
        assert back == scoring_part(scheme)
        assert back.criterion == scheme.criterion
        assert (back.handout, back.print) != (scheme.handout, scheme.print)


def test_no_cell_of_a_plan_is_written_twice(tmp_path: Path) -> None:
    """What is kept of a cell is what was written last only where each is written once."""
    scheme = pipeline.load_scheme("")
    material = pipeline.gather(pipeline.write_sample(tmp_path), scheme)
    for sheet in plan_workbook(pipeline.book(pipeline.evaluate(material, scheme))).sheets:
        places = [(row.row, row.column) for row in sheet.cells] + [(row.top, row.left) for row in sheet.merges]
        assert len(places) == len(set(places)), sheet.name
