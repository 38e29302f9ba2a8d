"""The weeks of an evaluation on one project: what comes, what is settled, what goes out, and all of it back again."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from pingbi import casework, pipeline, project
from pingbi import scheme as schemes
from pingbi.casework import Case
from pingbi.cli import main
from pingbi.model import ByHand, InSheet, PingbiError, Role, Source, State
from pingbi.project.changes import Finalised, How, Marking, PutAside, Took

SCHEME = """
[scheme]
name = "例"
period = "2022H1"
sources = ["template", "text"]
[[county]]
name = "甲县"
aliases = ["甲"]
[[county]]
name = "乙县"
[[county]]
name = "丙县"
[[indicator]]
id = "a"
name = "投资"
unit = "亿元"
kind = "level"
[[indicator]]
id = "b"
name = "税收"
unit = "亿元"
kind = "level"
required = false
[[criterion]]
id = "c"
name = "投资"
weight = 60
value = "a"
method = "rank_linear"
[[criterion]]
id = "d"
name = "税收"
weight = 40
value = "b"
method = "rank_linear"
missing = "zero"
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write("甲县.csv", 甲县=(30.58, 5))`: a table of investment and taxes (or what `heads` names)."""

    def made(name: str, heads: str = "县区,投资,税收", **rows: object) -> Path:
        path = tmp_path / "上报" / name
        path.parent.mkdir(exist_ok=True)
        lines = [heads, *(f"{county},{','.join(map(str, values))}" for county, values in rows.items())]  # type: ignore[call-overload]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return made


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """A new project, open."""
    with project.create(tmp_path / "例.pingbi", SCHEME, "张三") as held:
        yield Case(held)


def come(case: Case, *paths: Path, aside: str = "") -> list[casework.Arrival]:
    return list(casework.receive(case, paths, aside=aside))


def value(case: Case, county: str, indicator: str = "a") -> Decimal | None:
    return case.evaluation().figures.value(county, indicator)


def ids(case: Case, code: str) -> list[str]:
    return [row.id for row in case.evaluation().findings if row.code == code]


def test_what_comes_is_in_the_file_with_its_bytes_and_the_counties_it_speaks_of(case: Case, write: Write) -> None:
    both = write("两县.csv", 甲县=(30.58, 5), 乙县=(21.1, 6))
    (arrival,) = come(case, both)
    assert arrival.submission is not None
    assert arrival.readable
    assert arrival.submission.counties == ("甲县", "乙县")
    assert case.project.content(arrival.submission.sha) == both.read_bytes()
    assert value(case, "甲县") == Decimal("30.58")


def test_the_same_file_again_is_no_second_version_and_is_told(case: Case, write: Write) -> None:
    path = write("甲县.csv", 甲县=(30.58, 5))
    come(case, path)
    again = path.rename(path.with_name("甲县最终版.csv"))
    (arrival,) = come(case, again)
    assert arrival.submission is None
    assert [row.code for row in arrival.findings] == ["duplicate-file"]
    assert case.project.steps == 1


def test_a_file_that_was_put_aside_may_come_again(case: Case, write: Write) -> None:
    path = write("甲县.csv", 甲县=(30.58, 5))
    come(case, path)
    case.project.record(PutAside(1, "报错了"))
    assert value(case, "甲县") is None
    (arrival,) = come(case, path)
    assert arrival.submission is not None
    assert value(case, "甲县") == Decimal("30.58")


def test_what_cannot_be_read_is_received_and_chased_and_a_newer_file_settles_it(case: Case, write: Write) -> None:
    broken = write("甲县.xlsx")
    broken.write_bytes(b"PK\x03\x04" + bytes(300))
    (arrival,) = come(case, broken)
    assert arrival.submission is not None
    assert not arrival.readable
    assert arrival.submission.counties == ("甲县",)  # by the file's name
    assert len(ids(case, "unreadable-file")) == 1
    come(case, write("甲县.csv", 甲县=(30.58, 5)))
    assert ids(case, "unreadable-file") == []


def test_a_locked_file_is_received_and_comes_again_with_its_password_in_its_own_place(
    case: Case, tmp_path: Path
) -> None:
    plain, locked = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["县区", "投资"])
        sheet.write_row(1, 0, ["甲县", 30.58])
    OOXMLFile(plain).encrypt("口令", locked)
    path = tmp_path / "甲县.xlsx"
    path.write_bytes(locked.getvalue())
    (first,) = come(case, path)
    assert first.submission is not None
    assert not first.readable
    (again,) = come(case, path)  # nothing is gained without the password
    assert again.submission is None
    case.password = "口令"  # noqa: S105  # of this test
    (opened,) = come(case, path)
    assert opened.readable
    assert [row.taken for row in case.project.state.submissions] == [False, True]
    assert value(case, "甲县") == Decimal("30.58")
    assert ids(case, "unreadable-file") == []


def test_of_two_files_of_one_import_the_one_changed_last_counts(case: Case, write: Write) -> None:
    newer, older = write("甲县1.csv", 甲县=(31, 5)), write("甲县2.csv", 甲县=(30, 5))
    os.utime(newer, (2000, 2000))
    os.utime(older, (1000, 1000))
    come(case, newer, older)
    assert value(case, "甲县") == 31


def test_two_files_of_one_time_are_left_open_and_a_later_file_of_that_time_is_newer(case: Case, write: Write) -> None:
    paths = [write("甲县1.csv", 甲县=(31, 5)), write("甲县2.csv", 甲县=(30, 5))]
    for path in paths:
        os.utime(path, (1000, 1000))
    come(case, *paths)
    assert value(case, "甲县") is None
    assert len(ids(case, "two-values")) == 1
    later = write("甲县3.csv", 甲县=(32, 5))
    os.utime(later, (1000, 1000))
    come(case, later)
    assert value(case, "甲县") == 32
    assert ids(case, "two-values") == []


def test_a_newer_version_shows_what_changed_and_what_that_does_before_it_is_taken(case: Case, write: Write) -> None:
    come(case, write("全部.csv", 甲县=(30, 5), 乙县=(20, 6), 丙县=(10, 7)))
    before = case.evaluation()
    (arrival,) = come(case, write("丙县.csv", 丙县=(25, 7)), aside="先看看")
    assert arrival.submission is not None
    assert value(case, "丙县") == 10
    reading = case.project.reading(arrival.submission)
    assert reading is not None
    after = case.evaluation(also=[casework.Arrived(arrival.submission, reading)])
    found = casework.difference(before, after)
    assert [(row.key[0], row.before and row.before.value, row.after and row.after.value) for row in found.figures] == [
        ("丙县", Decimal(10), Decimal(25))
    ]
    assert [row.county for row in found.standings] == ["甲县", "乙县", "丙县"]
    case.project.record(Took(arrival.submission.number))
    assert value(case, "丙县") == 25
    assert casework.difference(after, case.evaluation()) == casework.Difference((), ())
    assert len(case.project.state.versions("丙县")) == 2  # the older stays reachable


def test_a_slip_that_the_newer_file_mends_is_no_longer_held_against_the_county(case: Case, write: Write) -> None:
    come(case, write("甲县.csv", 甲县=("三十多", 5)), write("乙县.csv", 乙县=("二十多", 6)))
    assert len(ids(case, "not-a-number")) == 2
    come(case, write("甲县改.csv", 甲县=(30, 5)))
    findings = [row for row in case.evaluation().findings if row.code == "not-a-number"]
    assert [row.county for row in findings] == ["乙县"]


def test_a_correction_stands_over_what_was_reported_whatever_the_order_of_sources(case: Case, write: Write) -> None:
    come(case, write("全部.csv", 甲县=(30, 5), 乙县=(20, 6)))
    step = casework.correct(case, "甲", "投资", Decimal("18.5"), "多报一个项目", How.PHONE)
    assert step.line == "核定甲县的投资：30 改为 18.5（电话，多报一个项目）"
    figure = case.evaluation().figures.get("甲县", "a")
    assert figure is not None
    assert (figure.value, figure.source, figure.state) == (Decimal("18.5"), Source.CORRECTION, State.READ)
    assert isinstance(figure.origin, ByHand)
    assert isinstance(figure.origin.over, InSheet)
    assert (figure.origin.by, figure.origin.over.text) == ("张三", "30")
    come(case, write("甲县改.csv", 甲县=(31, 5)))
    assert value(case, "甲县") == Decimal("18.5")  # until a person says otherwise


def test_a_reported_figure_may_be_set_aside_and_then_is_shown_and_not_scored(case: Case, write: Write) -> None:
    come(case, write("全部.csv", 甲县=(30, 5), 乙县=(20, 6)))
    casework.correct(case, "甲县", "税收", casework.number("不采用"), "与口径不符")
    figures = case.evaluation().figures
    assert figures.value("甲县", "b") is None
    assert [row.value for row in figures.beside["甲县", "b", figures.get("甲县", "b").role]] == [5]  # type: ignore[union-attr]


def test_what_does_not_fit_is_refused_with_what_would(case: Case, write: Write) -> None:
    come(case, write("全部.csv", 甲县=(30, 5)))
    with pytest.raises(PingbiError, match="没有县区“丁县”；本方案的县区有：甲县、乙县、丙县"):
        casework.correct(case, "丁县", "投资", Decimal(1), "x")
    with pytest.raises(PingbiError, match="没有指标“投资额”；本方案的指标有：投资、税收"):
        casework.correct(case, "甲县", "投资额", Decimal(1), "x")
    with pytest.raises(PingbiError, match="请写明更正的原因"):
        casework.correct(case, "甲县", "投资", Decimal(1), " ")
    with pytest.raises(PingbiError, match="应是一个数"):
        casework.number("30亿元")
    with pytest.raises(PingbiError, match="没有编号为“ffff”的问题"):
        casework.explain(case, "ffff", "去年同期有一次性补贴")
    assert case.project.steps == 1


def test_a_name_that_is_accepted_is_learnt_and_every_file_is_read_again(case: Case, write: Write) -> None:
    come(case, write("甲县.csv", heads="县区,固定资产投入总额", 甲县=(30,)), write("乙县.csv", 乙县=(20, 6)))
    (finding,) = (row.id for row in case.evaluation().findings if row.to_learn)
    assert value(case, "甲县") is None
    with pytest.raises(PingbiError, match="请用 --as 写明"):
        casework.accept(case, finding)
    casework.accept(case, finding, "投资")
    assert value(case, "甲县") == 30
    assert ids(case, "unmapped") == []
    case.project.undo()
    assert value(case, "甲县") is None


def test_a_finding_is_explained_by_its_id_and_the_explanation_stays_with_it(case: Case, write: Write) -> None:
    come(case, write("全部.csv", 甲县=("三十多", 5)))
    (finding,) = ids(case, "not-a-number")
    with pytest.raises(PingbiError, match="核实无误"):
        casework.explain(case, finding, "经核实无误")
    casework.explain(case, finding[:6], "台账尚未汇总，三日内补报")
    done = casework.told(case, case.project.state)
    assert done.handled[finding].startswith("台账尚未汇总，三日内补报（")


def test_a_county_that_need_not_report_is_exempt_and_not_missing(case: Case, write: Write) -> None:
    come(case, write("全部.csv", 甲县=(30, 5), 乙县=(20, 6)))
    assert any(row.county == "丙县" and row.code == "missing" for row in case.evaluation().findings)
    casework.mark(case, "丙县", Marking.EXEMPT, note="新设立")
    done = case.evaluation()
    assert done.figures.exempt("丙县", "a")
    assert not any(row.county == "丙县" and row.code == "missing" for row in done.findings)


def test_one_state_gives_one_workbook_and_an_earlier_one_is_made_again_equal_in_every_byte(
    case: Case, write: Write, tmp_path: Path
) -> None:
    come(case, write("全部.csv", 甲县=(30, 5), 乙县=(20, 6), 丙县=(10, 7)))
    first = casework.export(case, tmp_path / "一.xlsx")
    again = casework.export(case, tmp_path / "二.xlsx")
    assert first.edition == again.edition
    assert first.path.read_bytes() == again.path.read_bytes()
    casework.correct(case, "甲县", "投资", Decimal(5), "多报一个项目")
    second = casework.export(case, tmp_path / "三.xlsx")
    assert (second.edition.number, second.edition.draft) == (2, 2)
    assert second.edition.digest != first.edition.digest
    third = casework.export_again(case, 1, tmp_path / "四.xlsx")
    assert third.path.read_bytes() == first.path.read_bytes()


def test_another_scheme_leaves_readings_and_corrections_and_changes_points(
    case: Case, write: Write, tmp_path: Path
) -> None:
    come(case, write("全部.csv", 甲县=(30, 5), 乙县=(20, 6), 丙县=(10, 7)))
    casework.correct(case, "丙县", "投资", Decimal(25), "漏报一个项目")
    before = case.evaluation()
    other = tmp_path / "改.toml"
    other.write_text(SCHEME.replace("weight = 60", "weight = 30"), "utf-8")
    read: list[str] = []
    case.on_read = lambda file: read.append(file.name)
    casework.adopt(case, other, "会议调整权重")
    found = casework.difference(before, case.evaluation())
    assert (found.figures, bool(found.standings), read) == ((), True, [])
    renamed = SCHEME.replace('name = "投资"\nunit', 'name = "固定资产投资"\nunit')
    other.write_text(renamed, "utf-8")
    casework.adopt(case, other, "改名")
    assert value(case, "甲县") is None  # by that name nothing was reported
    assert read == ["全部.csv"]
    other.write_text(SCHEME.replace("2022H1", "2022H2"), "utf-8")
    with pytest.raises(PingbiError, match="2022年下半年的方案"):
        casework.adopt(case, other, "下半年")


def test_after_the_final_version_nothing_changes_until_it_is_reopened(case: Case, write: Write, tmp_path: Path) -> None:
    come(case, write("全部.csv", 甲县=(30, 5), 乙县=(20, 6)))
    made = casework.export(case, tmp_path / "定稿.xlsx", final=True)
    assert (made.edition.draft, made.edition.word) == (0, "定稿")
    assert case.project.state.final is not None
    assert case.project.state.final.open_mandatory == 1  # 丙县 has not reported
    with pytest.raises(PingbiError, match="已经定稿"):
        casework.correct(case, "甲县", "投资", Decimal(5), "多报一个项目")
    with pytest.raises(PingbiError, match="已经定稿"):
        casework.mark(case, "丙县", Marking.EXEMPT)
    casework.mark(case, "丙县", Marking.CHASED)
    with pytest.raises(PingbiError, match="已经定稿"):
        case.project.record(Finalised(0))


def test_undoing_everything_gives_the_empty_project_and_redoing_the_same_workbook(
    case: Case, write: Write, tmp_path: Path
) -> None:
    empty = case.evaluation()
    come(case, write("全部.csv", 甲县=("三十多", 5), 乙县=(20, 6)), write("名.csv", heads="县区,投入", 丙县=(9,)))
    casework.accept(case, next(row.id for row in case.evaluation().findings if row.to_learn), "投资")
    casework.explain(case, ids(case, "not-a-number")[0], "台账尚未汇总")
    casework.correct(case, "甲县", "投资", Decimal("30.5"), "补报")
    casework.mark(case, "乙县", Marking.APPROVED)
    made = casework.export(case, tmp_path / "一.xlsx")
    full, steps = case.project.state, 6
    for _ in range(steps):
        case.project.undo()
    assert case.project.state == case.project.first
    undone = case.evaluation()
    assert (undone.figures, undone.result, undone.findings) == (empty.figures, empty.result, empty.findings)
    with pytest.raises(PingbiError, match="没有可以撤销的改动"):
        case.project.undo()
    for _ in range(steps):
        case.project.redo()
    assert case.project.state == full
    again = casework.export(case, tmp_path / "二.xlsx")
    assert again.edition == made.edition
    assert again.path.read_bytes() == made.path.read_bytes()


def test_a_project_that_another_person_has_open_can_be_evaluated_and_is_not_changed(
    case: Case, write: Write, tmp_path: Path
) -> None:
    come(case, write("全部.csv", 甲县=(30, 5), 乙县=(20, 6)))
    with project.open(case.project.path, "李四") as other:
        assert "张三" in other.read_only
        seen = Case(other)
        assert seen.evaluation().result == case.evaluation().result
        with pytest.raises(PingbiError, match="张三"):
            casework.correct(seen, "甲县", "投资", Decimal(5), "多报一个项目")
        shown = casework.export(seen, tmp_path / "看.xlsx")
        assert shown.path.is_file()
        assert other.exports() == ()


def test_what_is_read_of_a_project_again_is_what_the_file_keeps(case: Case, write: Write) -> None:
    """The figures in memory after an import are those that another opening unpacks."""
    come(case, write("全部.csv", 甲县=(30, "约5"), 乙县=(20, 6)))
    here = case.evaluation()
    fresh = Case(case.project).evaluation()
    assert list(fresh.figures) == list(here.figures)
    assert [(row.id, str(row), row.places) for row in fresh.findings] == [
        (row.id, str(row), row.places) for row in here.findings
    ]


def test_the_sample_gives_the_same_result_by_project_as_at_once(tmp_path: Path) -> None:
    pipeline.write_sample(tmp_path / "示例")
    scheme = pipeline.load_scheme("")
    at_once = pipeline.evaluate(pipeline.gather([tmp_path / "示例"], scheme), scheme)
    text = schemes.find("").read_text(encoding="utf-8-sig")
    with project.create(tmp_path / "例.pingbi", text, "张三") as held:
        case = Case(held)
        come(case, tmp_path / "示例")
        done = case.evaluation()
    assert done.result.totals == at_once.result.totals
    assert [str(row) for row in done.findings] == [str(row) for row in at_once.findings]


def said(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    status = main([str(word) for word in words])
    return status, capsys.readouterr().out


def test_the_commands_tell_each_change_in_a_line_with_what_it_does(
    tmp_path: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "scheme.toml").write_text(SCHEME, encoding="utf-8")
    file = tmp_path / "例.pingbi"
    given = write("全部.csv", 甲县=(30, 5), 乙县=(20, 6), 丙县=(10, 7))
    status, out = said(capsys, "import", given, "--project", file, "--scheme", tmp_path / "scheme.toml", "--by", "张三")
    assert (status, out) == (0, "第1步：收到甲县、乙县、丙县的全部.csv\n")
    status, out = said(
        capsys, "correct", "--project", file, "丙县", "投资", "25", "--reason", "漏报一个项目", "--how", "phone"
    )
    assert status == 0
    assert out.splitlines() == [
        "第2步：核定丙县的投资：10 改为 25（电话，漏报一个项目）",
        "　　丙县的投资：10 → 25亿元",
        "　　甲县：73.33分第1名 → 73.33分第2名",
        "　　乙县：66.67分第2名 → 46.67分第3名",
        "　　丙县：60.00分第3名 → 80.00分第1名",
    ]
    status, out = said(
        capsys, "correct", "--project", file, "甲县", "投资", "28", "--reason", "年报核定", "--of", "上年同期"
    )
    assert (status, out.splitlines()[0]) == (0, "第3步：核定甲县的上年同期投资：28（书面，年报核定）")
    with project.open(file, "张三", read_only=True) as held:
        figures = Case(held).evaluation().figures
        assert (figures.value("甲县", "a", Role.LAST_YEAR), figures.value("甲县", "a")) == (Decimal(28), Decimal(30))
    assert "撤销第3步" in said(capsys, "undo", "--project", file)[1]
    assert said(capsys, "export", "--project", file, "-o", tmp_path / "一.xlsx")[0] == 0
    assert said(capsys, "verify", tmp_path / "一.xlsx")[0] == 0
    assert "第1号，第1稿" in said(capsys, "history", "--project", file)[1]
    assert "撤销第2步" in said(capsys, "undo", "--project", file)[1]
    assert "重做第2步" in said(capsys, "redo", "--project", file)[1]
    leads = said(capsys, "trace", "--project", file, "综合排名!C6")
    assert "漏报一个项目" in leads[1]
    assert "全部.csv" in leads[1]


def test_a_command_without_its_project_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo", "--project", str(tmp_path / "无.pingbi")]) == 2
    assert "pingbi import" in capsys.readouterr().err
