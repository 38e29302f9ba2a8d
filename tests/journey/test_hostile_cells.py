"""What hostile texts do in the workbook: nothing. No formula of theirs, no link outside, cut with a mark where long."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pingbi import pipeline
from pingbi.cli import main
from pingbi.pipeline import Evaluation
from pingbi.scheme import Scheme

# The functions that this program writes (DOMAIN.md, "Formulas").
OURS = {"ABS", "AND", "AVERAGE", "CHAR", "COUNT", "COUNTIF", "COUNTIFS", "EXP", "IF", "IFERROR", "INDEX", "INT", "LN"}
OURS |= {"ISNUMBER", "LARGE", "LOOKUP", "MATCH", "MAX", "MEDIAN", "MIN", "N", "NOT", "OR", "RANK", "ROUND", "SIGN"}
OURS |= {"SQRT", "STDEV", "STDEVP", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "TEXT"}
LONG = "长" * 40_000
SHORT = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("http://example.invalid/","开")',
    "=cmd|' /C calc'!A0",
    '=DDE("a","b","c")',
    "\t=1+1",
    "\r=1+1",
    "'=1+1",
    "＝1+1",
    "{=1+1}",
    "_x0041_ _x000D_ _xD800_",
    "\"'&<>]]>",
    "http://example.invalid/",
    "第1行\n第2行",
)
# What openpyxl writes as it stands, and every program shows as the characters of these numbers; half a one is none.
AS_SHOWN = {"_x0041_ _x000D_ _xD800_": "A \r _xD800_"}
CONTROLS = "甲\x01\x08\x1b[31m乙\x7f\ufffe"


class Cell(NamedTuple):
    """A cell of the XML: where, the formula, the part."""

    part: str
    cell: str
    formula: str


def formulas(path: Path) -> Iterator[Cell]:
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                xml = archive.read(name).decode()
                for cell, formula in re.findall(r'<c r="([A-Z]+\d+)"[^>]*>\s*<f[^>]*>(.*?)</f>', xml, re.DOTALL):
                    yield Cell(name, cell, html.unescape(formula))


def assert_harmless(path: Path) -> None:
    """Every formula is made of our functions, nothing leads outside the workbook, and openpyxl opens it."""
    found = list(formulas(path))
    assert found
    for cell in found:
        bare = re.sub(r'"(?:[^"]|"")*"', '""', cell.formula)
        bare = re.sub(r"'(?:[^']|'')*'!", "!", bare)
        assert set(re.findall(r"([A-Za-z_][\w.]*)\(", bare)) <= OURS, cell
        assert not re.search(r"[|\[\]@]|https?:", bare), cell
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            assert not re.search(r"externalLink|connections|oleObject|vbaProject|ddeLink", name), name
            if name.endswith(".rels"):
                assert 'TargetMode="External"' not in archive.read(name).decode(), name
    assert load_workbook(path).sheetnames


def texts(path: Path) -> list[str]:
    """Every text of the workbook as openpyxl reads it."""
    book = load_workbook(path)
    return [
        cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "s" and isinstance(cell.value, str)
    ]


def assert_opens_in_office(path: Path, recalculated: Callable[..., list[Path]]) -> None:
    """LibreOffice reads every sheet, and finds no error in a cell of ours."""
    (fresh,) = recalculated(path)
    before, after = load_workbook(path, data_only=True), load_workbook(fresh, data_only=True)
    assert after.sheetnames == before.sheetnames
    for sheet in after.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "e", (sheet.title, cell.coordinate, cell.value)


@pytest.fixture(scope="module")
def submitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled template and a master table that mean harm, in files whose names do too; the workbook made of them."""
    folder = tmp_path_factory.mktemp("hostile")
    inputs = folder / "材料"
    inputs.mkdir()
    scheme = pipeline.load_scheme("")
    (template,) = [path for path in pipeline.write_templates(scheme, folder, "南乐县") if "南乐县" in path.name]
    book = load_workbook(template)
    sheet = book["填报表"]
    row, column = _place(sheet, "本期数")
    _, remarks = _place(sheet, "说明")
    for at, text in enumerate((*SHORT, "长" * 32_767), row + 1):
        for where in (column, remarks):
            cell = sheet.cell(at, where)
            cell.value = text
            cell.data_type = "s"
    book.save(inputs / "=1+1 '南乐县'&[x].xlsx")
    rows = [["县区", "工业投资", "=1+1", "新签约工业项目"]]
    rows += [[f"{text}县", text, "9", "8"] for text in (*SHORT[:7], LONG, CONTROLS)]
    rows += [["范县", LONG, "9", CONTROLS], ["台前县", "=2+3", "9", "@5"], ["濮阳县", "53.51", "9", "=HYPERLINK(A1)"]]
    lines = [",".join('"' + text.replace('"', '""') + '"' for text in row) for row in rows]
    (inputs / "@SUM(A1),=cmd.csv").write_text("\n".join(lines), encoding="utf-8", newline="")
    out = folder / "结果.xlsx"
    assert main(["evaluate", str(inputs), "-o", str(out), "--json", str(folder / "结果.json")]) == 1
    return out


def _place(sheet: Worksheet, words: str) -> tuple[int, int]:
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    return next((at, row.index(words) + 1) for at, row in rows if words in row)


def test_no_text_of_a_submission_becomes_a_formula_or_a_link(submitted: Path) -> None:
    assert_harmless(submitted)


@pytest.mark.office
def test_libreoffice_opens_it_and_shows_no_error(submitted: Path, recalculated: Callable[..., list[Path]]) -> None:
    assert_opens_in_office(submitted, recalculated)


@pytest.mark.parametrize("text", [text for text in SHORT if text.isprintable()])
def test_what_was_written_stands_in_the_workbook_as_text(submitted: Path, text: str) -> None:
    found = [re.sub(r"\s+", " ", other) for other in texts(submitted)]
    shown = re.sub(r"\s+", " ", AS_SHOWN.get(text, text))
    assert shown in found  # 数据来源, as reported
    assert any(f"“{shown}”" in other for other in found)  # 审核情况


def test_a_long_text_is_cut_with_a_mark(submitted: Path) -> None:
    found = [text for text in texts(submitted) if "长长长" in text]
    assert found
    assert max(map(len, found)) <= 32_767
    assert [text for text in found if "…" not in text] == []


def test_control_characters_are_gone_and_the_rest_stays(submitted: Path) -> None:
    found = texts(submitted)
    assert not [text for text in found if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text)]
    assert [text for text in found if "甲" in text and "乙" in text and "范县" in text]


def test_every_cell_that_was_not_read_is_said(submitted: Path) -> None:
    said = " ".join(texts(submitted))
    for county, name in (
        ("范县", "工业投资"),
        ("范县", "新签约工业项目"),
        ("台前县", "工业投资"),
        ("濮阳县", "新签约工业项目"),
    ):
        assert f"{county}的{name}填的是" in said
    for text in SHORT[:7]:
        assert f"“{text}县”" in said
    assert "“=1+1”对不上任何指标" in said


def test_the_names_of_the_files_stand_there(submitted: Path) -> None:
    found = texts(submitted)
    assert any("=1+1 '南乐县'&[x].xlsx" in text for text in found)
    assert any("@SUM(A1),=cmd.csv" in text for text in found)


# The scheme's own texts.

NAMES = (
    '=HYPERLINK("http://example.invalid/")',
    "=1+1",
    "甲\"乙'丙&丁<戊>",
    '"&A1&"',
    "{=1}",
    "第一行\n第二行",
    "@SUM(1)",
    "100%-+*/",
    "长" * 200,
)


def quoted(text: str) -> str:
    """A string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


@pytest.fixture(scope="module")
def of_names(
    scheme_of: Callable[..., Scheme],
    evaluated: Callable[..., Evaluation],
    written: Callable[[str, Evaluation], Path],
) -> Path:
    """A workbook of a scheme in which every name and remark is hostile."""
    tables = []
    for at, name in enumerate(NAMES):
        method = ("rank_step", "efficacy", "benchmark", "rank_linear")[at % 4]
        tables.append(
            f'[[criterion]]\nid = "c{at}"\nname = {quoted(name)}\nvalue_name = {quoted(name)}\nvalue_unit = "%"\n'
            f'lines = [{quoted(name)}, "="]\nweight = {at + 1}\nmethod = "{method}"\nvalue = "x + {at} * y"\npart = "p"'
        )
        adjusted = f"name = {quoted(f'{name}{at}')}\nremark = {quoted(name)}"
        tables.append(f'[[adjustment]]\n{adjusted}\nindicator = "bonus"\npoints_each = 1')
    tables.append('[[part]]\nid = "p"\nname = "=1+1"\nweight = 10')
    tables.append(f'[[veto]]\nname = {quoted(NAMES[0])}\nindicator = "out"')
    tables.append('[[grade]]\nname = "=2+2"\nfirst = 2')
    checks = [
        f'[[check]]\ncode = "k{at}"\nrule = "x < 0"\nmessage = {quoted(name)}'
        for at, name in enumerate(NAMES)
        if "{" not in name  # there it is the place of a value
    ]
    prints = (
        f'[print]\nattachment = "=1"\ntitle = {quoted(NAMES[2])}\nunit_line = "@单位"\nsigners = ["=制表", "+审核"]'
    )
    notes = f"notes = [{', '.join(map(quoted, NAMES))}]"
    rules = scheme_of(notes, "\n".join([*tables, *checks, prints]), 5, 2)
    return written("敌意名称", evaluated(rules, seed=3))


def test_no_name_of_a_scheme_becomes_a_formula_or_a_link(of_names: Path) -> None:
    assert_harmless(of_names)


@pytest.mark.office
def test_names_of_a_scheme_are_recalculated_to_the_same(
    of_names: Path, recalculated: Callable[..., list[Path]], differences: Callable[[Path, Path], list[str]]
) -> None:
    """Headings are formulas too: "名称"&CHAR(10)&… with the name in quotation marks."""
    (fresh,) = recalculated(of_names)
    assert differences(of_names, fresh) == []


@pytest.mark.parametrize("name", [name for name in NAMES if len(name) < 99])
def test_every_name_of_a_scheme_can_be_read(of_names: Path, name: str) -> None:
    book = load_workbook(of_names, data_only=True)
    shown = {
        re.sub(r"\s", "", str(cell.value))
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert [text for text in shown if re.sub(r"\s", "", name) in text]
