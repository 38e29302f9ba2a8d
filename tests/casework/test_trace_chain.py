"""The chain of one value, hop by hop, each against something that the program did not make.

Cells against the workbook as openpyxl reads it and as LibreOffice computes it again; places against the stored bytes,
read again here; digests against the files that were given.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import (
    column_index_from_string,
    coordinate_from_string,
    get_column_letter,
    range_boundaries,
)

from pingbi import casework, pipeline, project, tracing
from pingbi.casework import Case
from pingbi.casework.tracing import Behind
from pingbi.cli import main
from pingbi.model.catalogue import factor
from pingbi.project.changes import How
from pingbi.scheme import Scheme
from pingbi.tracing import Hop

SEED = int(os.environ.get("PINGBI_SEED") or Random().randrange(10**6))  # noqa: S311  # to repeat a run
CELLS = 10
SCHEME = """
[scheme]
name = "例"
period = "2022H1"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[ledger]]
id = "projects"
name = "项目台账"
key = "项目名称"
columns = ["项目名称", "完成投资"]
units = { "完成投资" = "亿元" }
[[indicator]]
id = "invested"
name = "项目完成投资"
unit = "亿元"
kind = "level"
ledger = "projects"
aggregate = "sum"
column = "完成投资"
[[indicator]]
id = "projects"
name = "项目数"
unit = "个"
kind = "count"
ledger = "projects"
aggregate = "count"
[[indicator]]
id = "investment"
name = "工业投资"
unit = "亿元"
kind = "level"
[[indicator]]
id = "tax"
name = "税收"
unit = "亿元"
kind = "level"
[[indicator]]
id = "share"
name = "税收占比"
unit = "%"
kind = "share"
compute = "税收 / 工业投资 * 100"
[[criterion]]
id = "c1"
name = "项目完成投资"
weight = 25
value = "invested"
method = "rank_linear"
[[criterion]]
id = "c2"
name = "项目数"
weight = 25
value = "projects"
method = "rank_linear"
[[criterion]]
id = "c3"
name = "工业投资"
weight = 25
value = "investment"
method = "rank_linear"
[[criterion]]
id = "c4"
name = "税收占比"
weight = 25
value = "share"
method = "rank_linear"
"""
HOP = re.compile(
    r"(?P<sheet>[^!\s]+)!(?P<cell>[A-Z]+\d+) (?:〔.*?〕)?＝(?P<value>.*?)(?:　(?P<formula>=.*|（见上）))?", re.DOTALL
)
MATERIAL = re.compile(
    r"材料（第(?P<step>\d+)步，(?P<by>.+?)，(?P<when>[\d: -]+)）：(?P<name>.+)，(?P<size>\d+)字节，"
    r"SHA-256 (?P<sha>\w{8})"
)
REFERENCE = re.compile(r"(?:([\u4e00-\u9fff\w]+)!)?(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")
Row = dict[str, Any]


@dataclass
class Traced:
    """A project, its workbook as written, and the same computed again by another program."""

    case: Case
    path: Path
    given: Path
    behind: Behind
    formulas: Any  # workbooks of openpyxl, which has no types
    values: Any
    again: Any

    def figures(self) -> list[str]:
        """Cells with numbers on the sheets that are traced."""
        names = ("综合排名", "主要指标", "加减分")
        return [
            f"{name}!{cell.coordinate}"
            for name in names
            if name in self.values.sheetnames
            for row in self.values[name].iter_rows(min_row=6)
            for cell in row
            if isinstance(cell.value, int | float) and cell.column > 2
        ]

    def source(self, number: int) -> Row:
        """A row of 数据来源 by its headings."""
        sheet = self.values["数据来源"]
        heads = [cell.value for cell in sheet[4]]
        return dict(zip(heads, [cell.value for cell in sheet[number]], strict=True))

    def content(self, line: str) -> bytes:
        """The stored bytes of the submission that a line names, held against the file as it was given."""
        found = MATERIAL.fullmatch(line)
        assert found is not None, line
        row = self.case.project.state.submission(int(found["step"]))
        assert row is not None
        data = self.case.project.content(row.sha)
        assert hashlib.sha256(data).hexdigest()[:8] == found["sha"]
        assert (len(data), row.name) == (int(found["size"]), found["name"])
        assert found["when"] == row.received[:16].replace("T", " ")
        assert data == next(self.given.rglob(row.name)).read_bytes()
        return data


def traced(case: Case, folder: Path, given: Path, recalculated: Callable[..., list[Path]]) -> Traced:
    done = casework.told(case, case.project.state)
    path = pipeline.write_workbook(done, folder / "排名.xlsx")
    (again,) = recalculated(path)
    books = [openpyxl.load_workbook(path)]
    books += [openpyxl.load_workbook(row, data_only=True) for row in (path, again)]
    return Traced(case, path, given, Behind(case, done), *books)


def check(project: Traced, where: str) -> tuple[int, list[Row]]:
    """Every hop from that cell on. (How many, the rows of 数据来源 that were reached.)"""
    above: list[tuple[str, str, str, Any]] = []  # sheet, cell, formula, value of each depth
    rows = []
    hops = tracing.hops(project.path, where)
    for hop in hops:
        del above[hop.depth :]
        if hop.source:
            rows.append(check_source(project, hop, above[-1][3]))
            continue
        sheet, cell, formula, value = check_cell(project, hop)
        if above:
            assert refers(above[-1], sheet, cell), f"{above[-1]} does not refer to {sheet}!{cell}"
        above.append((sheet, cell, formula, value))
    return len(hops), rows


def check_cell(project: Traced, hop: Hop) -> tuple[str, str, str, Any]:
    """Value and formula are the workbook's, and another program makes the value of the formula."""
    found = HOP.fullmatch(hop.words)
    assert found is not None, hop
    sheet, cell = found["sheet"], found["cell"]
    formula, value = project.formulas[sheet][cell].value, project.values[sheet][cell].value
    again = project.again[sheet][cell].value
    if isinstance(value, int | float):
        assert Decimal(found["value"]) == Decimal(f"{value:.15g}")
        assert again == pytest.approx(value, abs=1e-9)
    else:
        assert (found["value"], again) == (value, value)
    if found["formula"] is None:
        assert formula == value
    elif found["formula"] != "（见上）":
        assert formula == found["formula"]
    return sheet, cell, str(formula), value


def refers(above: tuple[str, str, str, Any], sheet: str, cell: str) -> bool:
    """Whether the formula names the cell, or an area that holds it."""
    letters, row = coordinate_from_string(cell)
    column = column_index_from_string(letters)
    for named, area in REFERENCE.findall(above[2]):
        left, top, right, bottom = (edge or 0 for edge in range_boundaries(area.replace("$", "")))
        if (named or above[0]) == sheet and left <= column <= right and top <= row <= bottom:
            return True
    return False


def check_source(project: Traced, hop: Hop, value: object) -> Row:
    """The row says the value of the cell, and the stored bytes say what the row says."""
    row = project.source(hop.source)
    assert row["核定数"] == value
    lines = list(project.behind.lines(hop.source))
    contents = [project.content(line) for line in lines if line.startswith("材料（")]
    corrections = [line for line in lines if line.startswith("更正")]
    if row["更正、说明"] == "-":
        assert corrections == []
        assert len(contents) == 1
        assert written_number(row["报送数"]) * times(row, project.case.scheme) == Decimal(str(value))
    elif corrections:
        assert f"核定为{Decimal(str(value)).normalize():f}" in corrections[0]
        assert all("已不作数" in line for line in corrections[1:])
    for data in contents:
        assert_in_bytes(row, data)
        assert_in_reading(project, row, data)
    return row


def written_number(value: object) -> Decimal:
    """The number that stands there, whatever unit stands behind it: 80500万元."""
    found = re.match(r"-?\d+(?:\.\d+)?", str(value).strip())
    assert found is not None, value
    return Decimal(found[0])


def times(row: Row, scheme: Scheme) -> Decimal:
    """What the unit that was written with the number is in the indicator's: 80500万元 in 亿元."""
    unit = re.sub(r"^-?\d+(?:\.\d+)?", "", str(row["报送数"]).strip()).strip()
    wanted = {one.name: one.unit for one in scheme.indicators.values()}
    return (factor(unit, wanted[row["指标"]]) if unit else Decimal(1)) or Decimal(0)


def assert_in_bytes(row: Row, data: bytes) -> None:
    """What was reported stands in the bytes, at that place."""
    place, number = row["位置"], written_number(row["报送数"])
    if said := re.fullmatch(r"第(\d+)—(\d+)字", place):
        assert Decimal(data.decode("utf-8")[int(said[1]) : int(said[2])]) == number
        return
    sheet, cells = place.rsplit(" ", 1)
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    if ":" not in cells:
        assert written_number(book[sheet][cells].value) == number
        assert str(row["原文或单元格内容"]) == str(book[sheet][cells].value)
        return
    found = [cell.value for line in book[sheet][cells] for cell in line]
    made = sum(Decimal(str(cell)) for cell in found) if "合计" in row["原文或单元格内容"] else len(found)
    assert made == number


def assert_in_reading(project: Traced, row: Row, data: bytes) -> None:
    """The reading that the project keeps of these bytes has the figure, or the rows of the ledger that make it."""
    state = project.case.project.state
    sha = hashlib.sha256(data).hexdigest()
    submission = next(one for one in state.taken if one.sha == sha)
    reading = project.case.project.readings(state, project.case.reading_rules(state))[submission.number]
    county = "".join(row["县区"].split()).replace("全市", project.case.scheme.city.name)
    values = [one.value for one in reading.figures if one.county == county]
    values += [total.value for part in reading.ledgers if part.county == county for total in part.sums]
    assert written_number(row["报送数"]) * times(row, project.case.scheme) in values


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, recalculated: Callable[..., list[Path]]) -> Iterator[Traced]:
    """The sample with one figure corrected by telephone and then on paper, and a finding explained."""
    folder = tmp_path_factory.mktemp("sample")
    given = folder / "示例"
    pipeline.write_sample(given)
    path = folder / "例.pingbi"
    assert main(["import", str(given), "--project", str(path), "--by", "张三"]) in {0, 1}
    with project.open(path, "李四") as held:
        case = Case(held)
        casework.correct(case, "台前县", "工业投资", Decimal("30.85"), "漏报一个项目", How.PHONE)
        casework.correct(case, "台前县", "工业投资", Decimal("45.5"), "书面更正，又补一个项目")
        yield traced(case, folder, given, recalculated)


def test_ten_random_cells_of_the_sample_lead_to_the_bytes_and_every_hop_holds(sample: Traced) -> None:
    print(f"PINGBI_SEED={SEED}")
    cells = Random(SEED).sample(sample.figures(), CELLS)  # noqa: S311  # as above
    assert all(check(sample, cell)[0] >= 1 for cell in cells), cells
    assert sum(len(check(sample, cell)[1]) for cell in cells) > 0


def test_a_total_leads_to_every_figure_of_its_county_and_each_holds(sample: Traced) -> None:
    sheet = sample.values["综合排名"]
    column = next(cell.column for row in sheet[4:5] for cell in row if str(cell.value).startswith("综合\n得分"))
    _, rows = check(sample, f"综合排名!{get_column_letter(column)}6")
    county = "".join(sheet["B6"].value.split())
    assert {"".join(row["县区"].split()) for row in rows} <= {county, "全市"}
    assert len({row["编号"] for row in rows}) > 10


def test_over_a_corrected_figure_both_corrections_are_told_and_the_reported_one_is_found(sample: Traced) -> None:
    column, row = corrected(sample)
    where = f"主要指标!{column}{row}"
    (found,) = check(sample, where)[1]
    assert (found["报送数"], found["核定数"]) == (18.96, 45.5)
    (hop,) = [hop for hop in tracing.hops(sample.path, where) if hop.source]
    lines = list(sample.behind.lines(hop.source))
    assert re.match(r"更正（第\d+步，李四，.+，书面）：核定为45.5（当时为30.85），书面更正，又补一个项目", lines[0])
    assert re.match(r"更正，已不作数（第\d+步，李四，.+，电话）：核定为30.85（当时为18.96），漏报一个项目", lines[1])
    assert lines[2] == "原报数18.96亿元，在 台前县填报表.xlsx［填报表!E10］"
    assert "SHA-256" in lines[3]


def corrected(sample: Traced) -> tuple[str, int]:
    """The cell of 主要指标 with the corrected figure."""
    return next(
        (get_column_letter(cell.column), cell.row)
        for row in sample.formulas["主要指标"].iter_rows(min_row=8)
        for cell in row
        if cell.value == 45.5
    )


def test_what_was_said_to_a_finding_stands_with_its_figure(sample: Traced) -> None:
    case = sample.case
    names = {row.id: row.name for row in case.scheme.indicator}
    numbers = {
        ("".join(str(row[1].value).split()), row[2].value): row[0].row
        for row in sample.values["数据来源"].iter_rows(min_row=5)
    }
    finding, number = next(
        (row, numbers[row.county or "", names[row.indicator or ""]])
        for row in case.evaluation().findings
        if (row.county or "", names.get(row.indicator or "")) in numbers
    )
    before = list(sample.behind.lines(number))
    casework.explain(case, finding.id, "去年同期有一个大项目竣工")
    lines = list(Behind(case, casework.told(case, case.project.state)).lines(number))
    case.project.undo()
    assert lines[: len(before)] == before
    assert lines[len(before)] == f"问题：{finding}"
    assert re.fullmatch(r"说明（第\d+步，李四，.+）：去年同期有一个大项目竣工", lines[-1])


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory, recalculated: Callable[..., list[Path]]) -> Iterator[Traced]:
    """Two counties with a ledger and a text each; the share is computed."""
    folder = tmp_path_factory.mktemp("mixed")
    given = folder / "上报"
    given.mkdir()
    for county, investments, sentence in (
        ("甲县", (1.25, 2.5, 4), "1—6月，甲县工业投资完成30.58亿元，税收完成5.2亿元。"),
        ("乙县", (3, 0.75), "上半年，乙县工业投资21.1亿元，税收6.33亿元。"),
    ):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.title = "项目台账"
        sheet.append(["序号", "项目名称", "完成投资（亿元）"])
        for at, value in enumerate(investments, 1):
            sheet.append([at, f"{county}第{at}个项目", value])
        book.save(given / f"{county}项目台账.xlsx")
        (given / f"{county}情况.txt").write_text(sentence, encoding="utf-8")
    with project.create(folder / "例.pingbi", SCHEME, "张三") as held:
        case = Case(held)
        list(casework.receive(case, [given]))
        yield traced(case, folder, given, recalculated)


def test_every_number_from_texts_and_ledgers_leads_to_its_words_and_rows(mixed: Traced) -> None:
    rows = [row for cell in mixed.figures() for row in check(mixed, cell)[1]]
    places = {row["位置"] for row in rows}
    assert sum(bool(re.fullmatch(r"第\d+—\d+字", place)) for place in places) == 4
    assert sum(":" in place for place in places) == 4  # a sum and a count of each county


def test_a_computed_figure_leads_to_the_figures_that_it_is_computed_from(mixed: Traced) -> None:
    shares = [cell for cell in mixed.figures() if mixed.values["主要指标"][cell.split("!")[1]].value == 30.0]
    assert any({row["指标"] for row in check(mixed, cell)[1]} == {"税收", "工业投资"} for cell in shares)


def test_the_command_tells_the_submission_and_the_corrections_below_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "甲县.csv"
    table.write_text("县区,工业投资,税收\n甲县,30,5\n乙县,20,6\n", encoding="utf-8")
    with project.create(tmp_path / "例.pingbi", SCHEME, "张三") as held:
        case = Case(held)
        list(casework.receive(case, [table]))
        casework.correct(case, "甲县", "税收", Decimal("5.5"), "漏报", How.PHONE)
    main(["trace", "--project", str(tmp_path / "例.pingbi"), "综合排名!F6"])
    out = capsys.readouterr().out
    assert f"SHA-256 {hashlib.sha256(table.read_bytes()).hexdigest()[:8]}" in out
    assert "电话）：核定为5.5（当时为5），漏报" in out
    depths = [len(line) - len(line.lstrip("　")) for line in out.splitlines()]
    assert depths[0] == 0
    assert max(depths) >= 3
