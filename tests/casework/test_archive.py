"""Earlier periods give last period's places and last year's values: what is kept of them, and what is made of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pingbi import casework, pipeline, project
from pingbi.casework import Case
from pingbi.casework.decisions import decide
from pingbi.casework.exporting import unsettled
from pingbi.casework.material import roles_of
from pingbi.cli import main
from pingbi.model import Figure, InArchive, Level, PingbiError, Role, Source
from pingbi.project.changes import Archived, Matter, Reopened, Withdrawn

SCHEME = """
[scheme]
name = "例"
period = "PERIOD"
[[county]]
name = "甲县"
code = "1"
[[county]]
name = "乙县"
code = "2"
[[county]]
name = "丙县"
code = "3"
[[indicator]]
id = "a"
name = "投资"
unit = "亿元"
kind = "level"
[[indicator]]
id = "g"
name = "投资增速"
unit = "%"
kind = "yoy"
of = "a"
compute = "GROWTH(a, LAST_YEAR(a))"
required = false
[[criterion]]
id = "c"
name = "投资"
weight = 100
value = "a"
method = "rank_linear"
"""
NOW, BEFORE, YEAR = "2022H1", "2021H2", "2021H1"
Write = Callable[..., Path]
Held = Callable[..., Case]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write("甲县.csv", 甲县=30.58)`: a table of investments (or of what `heads` names)."""

    def made(name: str, heads: str = "县区,投资", **rows: object) -> Path:
        path = tmp_path / "上报" / name
        path.parent.mkdir(exist_ok=True)
        lines = [heads, *(f"{county},{value}" for county, value in rows.items())]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return made


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    """`held("2021H2")`: a new project of that period, open; `scheme` is another text."""
    opened = []

    def made(period: str, scheme: str = SCHEME) -> Case:
        case = Case(project.create(tmp_path / f"{period}.pingbi", scheme.replace("PERIOD", period), "张三"))
        opened.append(case)
        return case

    yield made
    for case in opened:
        case.project.close()


def come(case: Case, *paths: Path) -> None:
    assert all(row.submission is not None for row in casework.receive(case, paths))


def bring(case: Case, other: Case) -> tuple[casework.Kept, ...]:
    found = casework.bring_project(case, other.project.path)
    assert not isinstance(found, project.Merged)
    return found


def then(case: Case, county: str, role: Role = Role.LAST_YEAR, indicator: str = "a") -> Figure:
    figure = case.evaluation().figures.get(county, indicator, role)
    assert figure is not None
    return figure


def standing(case: Case) -> tuple[object, ...]:
    done = case.evaluation()
    return done.figures, done.result, done.findings, done.previous


def test_the_last_period_gives_places_and_last_year_gives_values(held: Held, write: Write) -> None:
    now, before, year = held(NOW), held(BEFORE), held(YEAR)
    come(before, write("前.csv", 甲县=9, 乙县=12, 丙县=3))
    come(year, write("去年.csv", 甲县="20.00", 乙县=5, 丙县=4))
    come(now, write("今.csv", 甲县=30, 乙县=4, 丙县=6))
    alone = standing(now)
    (kept,) = bring(now, before)
    assert kept.step.line == "存入2021年下半年的结果：2021H2.pingbi（未定稿，按现有的数）"
    bring(now, year)
    done = now.evaluation()
    assert done.previous is not None
    assert done.previous.name == "2021年下半年"
    assert done.previous.places == {"乙县": Decimal(1), "甲县": Decimal(2), "丙县": Decimal(3)}
    assert done.previous.totals["乙县"] == 100
    assert then(now, "甲县", Role.PREVIOUS).value == 9
    figure = then(now, "甲县")
    assert (figure.value, figure.source, figure.period) == (Decimal("20.00"), Source.ARCHIVE, YEAR)
    assert figure.origin == InArchive("2021H1.pingbi", YEAR, "投资 20.00亿元", "未定稿，按现有的数")
    assert done.figures.value("甲县", "g") == 50
    for _ in range(2):
        now.project.undo()
    assert standing(now) == alone


def test_what_the_final_version_printed_counts_whatever_was_done_since(
    held: Held, write: Write, tmp_path: Path
) -> None:
    now, before = held(NOW), held(BEFORE)
    come(before, write("前.csv", 甲县=9, 乙县=12, 丙县=3))
    casework.export(before, tmp_path / "稿.xlsx")
    casework.export(before, tmp_path / "定稿.xlsx", final=True)
    before.project.record(Reopened("有复核申请"))
    casework.correct(before, "甲县", "投资", Decimal(90), "补报")
    casework.export(before, tmp_path / "又一稿.xlsx")
    (kept,) = bring(now, before)
    assert kept.content.edition == "定稿，第2号导出"
    assert then(now, "甲县", Role.PREVIOUS).value == 9
    done = now.evaluation()
    assert done.previous is not None
    assert done.previous.places["甲县"] == 2


def test_what_the_county_reports_goes_before_the_archive_and_a_difference_is_a_finding(
    held: Held, write: Write
) -> None:
    now, year = held(NOW), held(YEAR)
    come(year, write("去年.csv", 甲县=20, 乙县=5))
    bring(now, year)
    come(now, write("今.csv", heads="县区,投资,上年同期投资", 甲县="30,21", 乙县="6,5"))
    figure = then(now, "甲县")
    assert (figure.value, figure.source) == (Decimal(21), Source.CITY_TABLE)
    assert [row.source for row in now.evaluation().figures.beside["甲县", "a", Role.LAST_YEAR]] == [Source.ARCHIVE]
    (finding,) = [row for row in now.evaluation().findings if row.code == "differs-from-archive"]
    assert str(finding) == "甲县的投资上年同期报送21亿元，而2021年上半年公布的是20亿元，两者不符，请核实"
    assert [type(place).__name__ for place in finding.places] == ["InSheet", "InArchive"]


def test_a_correction_of_this_period_does_not_settle_what_is_wrong_with_last_years(held: Held, write: Write) -> None:
    now, year = held(NOW), held(YEAR)
    come(year, write("去年.csv", 甲县=20, 乙县=5))
    bring(now, year)
    come(now, write("今.csv", heads="县区,投资,上年同期投资", 甲县="30,21", 乙县="6,5"))
    (finding,) = [row for row in now.evaluation().findings if row.code == "differs-from-archive"]
    casework.correct(now, "甲县", "投资", Decimal(31), "电话问了甲县张工")
    assert finding.id in {row.id for row in unsettled(now.project.state, now.evaluation())}
    assert roles_of(finding, now.evaluation().figures) == {Role.LAST_YEAR}
    casework.correct(now, "甲县", "投资", Decimal(20), "以公布的为准", role=Role.LAST_YEAR)
    assert finding.id not in {row.id for row in unsettled(now.project.state, now.evaluation())}


def test_the_file_is_complete_in_itself(held: Held, write: Write, tmp_path: Path) -> None:
    now, year = held(NOW), held(YEAR)
    come(year, write("去年.csv", 甲县=20))
    bring(now, year)
    year.project.close()
    year.project.path.unlink()
    mailed = tmp_path / "寄来.pingbi"
    shutil.copyfile(now.project.path, mailed)
    with project.open(mailed, "李四", read_only=True) as other:
        assert then(Case(other), "甲县").value == 20


def test_an_archive_can_be_withdrawn_and_a_newer_one_of_the_period_stands_instead(held: Held, write: Write) -> None:
    now, year = held(NOW), held(YEAR)
    come(year, write("去年.csv", 甲县=20))
    bring(now, year)
    with pytest.raises(PingbiError, match="2021年上半年的结果已经存入（第1步），内容完全相同"):
        bring(now, year)
    casework.correct(year, "甲县", "投资", Decimal(22), "年报调整")
    (kept,) = bring(now, year)
    assert kept.step.line.startswith("重新存入2021年上半年的结果")
    assert then(now, "甲县").value == 22
    now.project.record(Withdrawn(Matter.ARCHIVE, kept.step.number))
    assert now.evaluation().figures.get("甲县", "a", Role.LAST_YEAR) is None
    now.project.undo()
    now.project.undo()
    assert then(now, "甲县").value == 20


def test_archives_of_an_archived_project_come_along_where_they_are_wanted(held: Held, write: Write) -> None:
    now, before, year, old = held(NOW), held(BEFORE), held(YEAR), held("2020H2")
    come(year, write("去年.csv", 甲县=20))
    come(old, write("前年.csv", 甲县=11))
    come(before, write("前.csv", 甲县=9))
    bring(before, year)
    bring(before, old)
    found = bring(now, before)
    assert [row.content.period for row in found] == [BEFORE, YEAR]
    assert then(now, "甲县").value == 20


# A scheme of then that is not that of now.

OTHER = (
    SCHEME.replace(
        'id = "a"\nname = "投资"\nunit = "亿元"', 'id = "x"\nname = "固投"\naliases = ["投资"]\nunit = "亿元"'
    )
    .replace("GROWTH(a, LAST_YEAR(a))", "GROWTH(x, LAST_YEAR(x))")
    .replace('of = "a"', 'of = "x"')
    .replace('value = "a"', 'value = "x"')
)
IN_WAN = SCHEME.replace("亿元", "万元")
RATE = SCHEME.replace('unit = "亿元"\nkind = "level"', 'unit = "亿元"\nkind = "count"')
RENAMED = SCHEME.replace('name = "甲县"', 'name = "甲市"')
SPLIT = SCHEME + '[[county]]\nname = "丁区"\ncode = "4"\n'


@pytest.mark.parametrize(
    ("scheme", "rows", "expected"),
    [
        pytest.param(OTHER, {"甲县": 20}, {"甲县": 20}, id="another id, the name among its other names"),
        pytest.param(IN_WAN, {"甲县": 205000}, {"甲县": Decimal("20.5")}, id="the same id in another unit"),
        pytest.param(OTHER.replace("亿元", "万元"), {"甲县": 9}, {}, id="a name alone, in another unit"),
        pytest.param(RATE, {"甲县": 20}, {}, id="the same id of another kind"),
        pytest.param(RENAMED, {"甲市": 20, "乙县": 5}, {"甲县": 20, "乙县": 5}, id="a county renamed, by its code"),
        pytest.param(SPLIT, {"甲县": 20, "丁区": 5}, {"甲县": 20}, id="a county that is no more"),
    ],
)
def test_counties_and_indicators_of_then_are_those_of_now(
    held: Held, write: Write, scheme: str, rows: dict[str, int], expected: dict[str, Decimal]
) -> None:
    now, year = held(NOW), held(YEAR, scheme)
    come(year, write("去年.csv", **rows))
    bring(now, year)
    chosen = now.evaluation().figures.chosen
    assert {
        county: row.value for (county, name, role), row in chosen.items() if (name, role) == ("a", Role.LAST_YEAR)
    } == expected


def test_two_counties_that_became_one_have_no_value_of_then(held: Held, write: Write) -> None:
    merged = SCHEME.replace('name = "甲县"', 'name = "甲县"\naliases = ["丁区"]')
    now, year = held(NOW, merged), held(YEAR, SPLIT)
    come(year, write("去年.csv", 甲县=20, 丁区=5, 乙县=7))
    (kept,) = bring(now, year)
    values = [row.value for row in now.evaluation().figures if row.role is Role.LAST_YEAR and row.indicator == "a"]
    assert values == [7]
    assert casework.use(kept.content, now.scheme).without_county == ("甲县", "丙县")


# Workbooks and tables.


def test_a_workbook_of_ours_is_made_again_from_its_own_record(held: Held, write: Write, tmp_path: Path) -> None:
    now, before = held(NOW), held(BEFORE)
    come(before, write("前.csv", 甲县="9.123456", 乙县=12, 丙县=3))
    made = casework.export(before, tmp_path / "上期.xlsx")
    kept = casework.archive_results(now, made.path)
    assert (kept.content.period, kept.content.edition) == (BEFORE, "第1稿，第1号导出")
    (other,) = bring(now, before)
    assert kept.content.figures == other.content.figures
    assert kept.content.totals == other.content.totals
    assert then(now, "甲县", Role.PREVIOUS).value == Decimal("9.123456")


def test_a_trial_and_a_sample_say_what_they_are(held: Held, write: Write, tmp_path: Path) -> None:
    now, before = held(NOW), held(BEFORE)
    material = pipeline.gather([write("前.csv", 甲县=9)], before.scheme)
    done = replace(pipeline.evaluate(material, before.scheme), trial=("甲县.投资=10",), sample=True)
    kept = casework.archive_results(now, pipeline.write_workbook(done, tmp_path / "试.xlsx"))
    assert kept.content.edition == "试算，示例数据"


@pytest.mark.parametrize(
    ("period", "kept"), [("", BEFORE), ("2021M10-12", "2021M10-12")], ids=["the one before", "as said"]
)
def test_a_table_of_places_is_of_the_period_before_or_of_the_one_that_is_said(
    held: Held, write: Write, period: str, kept: str
) -> None:
    now = held(NOW)
    table = write("名次.csv", heads="县区,名次,得分", 甲县="2,80", 乙县="1,90.5")
    found = casework.archive_results(now, table, period)
    assert found.content.period == kept
    totals = {row.county: (row.place, row.points) for row in found.content.totals}
    assert totals == {"甲县": (2, 80), "乙县": (1, Decimal("90.5"))}


def test_what_cannot_be_archived_is_told_in_a_line(held: Held, write: Write, tmp_path: Path) -> None:
    now = held(NOW)
    come(now, write("今.csv", 甲县=30))
    own = casework.export(now, tmp_path / "今.xlsx").path
    steps = now.project.steps
    with pytest.raises(PingbiError, match=r"今\.xlsx 与本项目同是2022年上半年，不是以前时期的结果"):
        casework.archive_results(now, own)
    with pytest.raises(PingbiError, match=r"今\.xlsx 是2022年上半年的结果，不是2021年下半年的"):
        casework.archive_results(now, own, BEFORE)
    with pytest.raises(PingbiError, match="没有找到上期名次"):
        casework.archive_results(now, write("空.csv", heads="甲,乙"))
    with pytest.raises(PingbiError, match="时期“去年”无法识别"):
        casework.archive_results(now, write("名次.csv", heads="县区,名次", 甲县=1), "去年")
    with pytest.raises(PingbiError, match="是文件夹"):
        casework.archive_results(now, tmp_path)
    spoilt = tmp_path / "坏.xlsx"
    spoilt.write_bytes(b"PK\x03\x04" + bytes(300))
    with pytest.raises(PingbiError, match=r"^坏\.xlsx：.+"):
        casework.archive_results(now, spoilt)
    assert now.project.steps == steps


def test_the_workbook_shows_who_rose_and_fell_and_is_made_again_after_the_archive_is_gone(
    held: Held, write: Write, tmp_path: Path
) -> None:
    now, before = held(NOW), held(BEFORE)
    come(before, write("前.csv", 甲县=9, 乙县=12))
    come(now, write("今.csv", 甲县=30, 乙县=4, 丙县=6))
    bring(now, before)
    made = casework.export(now, tmp_path / "一.xlsx")
    sheet = load_workbook(made.path, data_only=True)["综合排名"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.values]
    assert any("较上期为与2021年下半年的综合排名相比" in str(cell) for row in rows for cell in row)
    (at,) = [row.index("较上期") for row in sheet.values if "较上期" in row]
    places = {str(row[1]).replace("　", ""): row[at] for row in sheet.values}
    assert {name: places[name] for name in ("甲县", "乙县", "丙县")} == {"甲县": 1, "乙县": -2, "丙县": "新增"}
    now.project.undo()
    again = casework.export_again(now, made.edition.number, tmp_path / "二.xlsx")
    assert again.path.read_bytes() == made.path.read_bytes()


def test_points_that_a_meeting_decided_are_in_the_archive_whichever_way_it_comes(
    held: Held, write: Write, tmp_path: Path
) -> None:
    now, before = held(NOW), held(BEFORE)
    come(before, write("前.csv", 甲县=9, 乙县=12, 丙县=3))
    decide(before, "丙县", Decimal(60), "市长办公会", added=True)
    book = casework.archive_results(now, casework.export(before, tmp_path / "上期.xlsx").path).content
    (other,) = bring(now, before)
    assert book.totals == other.content.totals
    assert {row.county: row.place for row in book.totals} == {"甲县": 3, "乙县": 1, "丙县": 2}
    done = now.evaluation()
    assert done.previous is not None
    assert done.previous.places["丙县"] == 2


# The command line.


def test_the_commands_take_another_period_and_give_it_out_again(
    held: Held, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    year, before = held(YEAR), held(BEFORE)
    come(year, write("去年.csv", 甲县=20, 乙县=5))
    come(before, write("前.csv", 甲县=9, 乙县=12))
    book = casework.export(before, tmp_path / "上期.xlsx").path
    scheme, path = tmp_path / "例.toml", str(tmp_path / "今.pingbi")
    scheme.write_text(SCHEME.replace("PERIOD", NOW), encoding="utf-8")
    assert main(["import", str(year.project.path), "--project", path, "--scheme", str(scheme)]) == 0
    out = capsys.readouterr().out
    assert out.splitlines() == [
        "第1步：存入2021年上半年的结果：2021H1.pingbi（未定稿，按现有的数）",
        "　　用作上年同期：2个县区，1个指标",
        "　　其中没有的县区：丙县",
        "　　其中没有的指标：投资增速",
    ]
    assert main(["import", str(book), "--previous", "--project", path]) == 0
    assert "　　用作上期：2个县区，1个指标，2个名次" in capsys.readouterr().out
    assert main(["template", "--project", path, "-o", str(tmp_path / "模板"), "--county", "甲县"]) == 0
    filled = Path(capsys.readouterr().out.strip())
    workbook = load_workbook(filled)
    sheet = workbook["填报表"]
    (row,) = [row for row in sheet.iter_rows() if row[1].value == "投资"]
    assert [cell.value for cell in row[:5]] == [1, "投资", "亿元", 20, None]
    row[3].value, row[4].value = 21, 30
    workbook.save(filled)
    main(["import", str(filled), "--project", path])
    capsys.readouterr()
    main(["check", "--project", path, "--json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    (found,) = [row for row in findings if row["code"] == "differs-from-archive"]
    assert found["places"] == [
        {"file": "甲县填报表.xlsx", "sheet": "填报表", "cell": "D4"},
        {"file": "2021H1.pingbi", "period": "2021H1", "quote": "投资 20亿元", "edition": "未定稿，按现有的数"},
    ]


def test_a_workbook_that_was_changed_since_is_archived_as_written_and_that_is_said(
    held: Held, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = held(BEFORE)
    come(before, write("前.csv", 甲县=9, 乙县=12))
    path = casework.export(before, tmp_path / "上期.xlsx").path
    workbook = load_workbook(path)
    (cell,) = [cell for row in workbook["主要指标"].iter_rows() for cell in row if cell.value == 9]
    cell.value = 99
    workbook.save(path)
    scheme, target = tmp_path / "例.toml", str(tmp_path / "今.pingbi")
    scheme.write_text(SCHEME.replace("PERIOD", NOW), encoding="utf-8")
    assert main(["import", str(path), "--previous", "--project", target, "--scheme", str(scheme)]) == 0
    assert "上期.xlsx 写出后有改动，存入的是写出时的数" in capsys.readouterr().err
    with project.open(Path(target), "李四", read_only=True) as other:
        assert then(Case(other), "甲县", Role.PREVIOUS).value == 9


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_workbook_that_another_program_saved_is_archived_all_the_same(
    held: Held, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    now, before = held(NOW), held(BEFORE)
    come(before, write("前.csv", 甲县="9.123456", 乙县=12, 丙县=3))
    book = casework.export(before, tmp_path / "上期.xlsx").path
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    office = [shutil.which("soffice") or "soffice", profile, "--headless", "--convert-to", kind]
    subprocess.run([*office, "--outdir", str(tmp_path / "另存"), str(book)], check=True, capture_output=True)
    now.project.close()
    assert (
        main(["import", str(tmp_path / "另存" / f"上期.{kind}"), "--previous", "--project", str(now.project.path)]) == 0
    )
    said = capsys.readouterr().err
    assert ("没有核对写出后的改动" in said) == (kind != "xlsx")
    with project.open(now.project.path, "李四", read_only=True) as other:
        assert then(Case(other), "甲县", Role.PREVIOUS).value == Decimal("9.123456")
        assert Case(other).archives()[0].content.edition == "第1稿，第1号导出"


def test_a_project_of_the_same_period_is_merged_and_not_archived(held: Held, write: Write) -> None:
    now = held(NOW)
    copy = now.project.path.with_name("李四.pingbi")
    shutil.copyfile(now.project.path, copy)
    with project.open(copy, "李四") as other:
        come(Case(other), write("乙县.csv", 乙县=5))
    found = casework.bring_project(now, copy)
    assert isinstance(found, project.Merged)
    assert [row.name for row in now.project.state.submissions] == ["乙县.csv"]
    with pytest.raises(PingbiError, match=r"李四\.pingbi 与本项目同是2022年上半年"):
        casework.bring_project(now, copy, as_earlier=True)


def test_an_archive_that_cannot_be_read_any_more_is_a_finding_until_it_is_kept_again(held: Held, write: Write) -> None:
    now, year = held(NOW), held(YEAR)
    come(now, write("今.csv", 甲县=30))
    come(year, write("去年.csv", 甲县=20))
    data = b'{"period": "2021H1"}'
    now.project.record(Archived("去年.pingbi", project.digest(data), YEAR), contents=(data,))
    (finding,) = [row for row in now.evaluation().findings if row.code == "archive-lost"]
    assert str(finding).startswith("第2步存入的2021年上半年结果（去年.pingbi）读不出来，没有使用，请重新存入：")
    assert finding.level is Level.MANDATORY
    assert now.evaluation().figures.value("甲县", "a") == 30
    bring(now, year)
    assert [row for row in now.evaluation().findings if row.code == "archive-lost"] == []
    assert then(now, "甲县").value == 20
