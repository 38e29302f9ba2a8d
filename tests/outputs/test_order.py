"""An order of a project is filled step by step: each file in its place, under its free name where it is open."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pingbi import outputs, project
from pingbi.casework import Case, correct, explain, export, export_again
from pingbi.casework.exporting import to_export
from pingbi.model import Edition, Level, PingbiError
from pingbi.outputs import Made, Order, Output
from pingbi.project.changes import How


def filled(case: Case, order: Order) -> list[Made]:
    return [step.write() for step in outputs.steps(case, order).steps()]


def sheets_of(path: Path) -> dict[str, str]:
    return {sheet.title: sheet.sheet_state for sheet in openpyxl.load_workbook(path)}


def seen(path: Path) -> list[str]:
    return [name for name, state in sheets_of(path).items() if state == "visible"]


def test_everything_that_is_asked_for_is_written_beside_the_workbook(case: Case, tmp_path: Path) -> None:
    workbook = tmp_path / "出 表" / "结果.xlsx"
    near = outputs.beside(workbook)
    made = filled(case, Order(workbook, counties=near.counties, notice=near.notice))
    assert [row.output for row in made] == [Output.WORKBOOK, *[Output.COUNTY] * 4, Output.NOTICE]
    assert all(row.path.is_file() and not row.renamed for row in made)
    assert near.notice.name == "通报（初稿）.docx"
    assert len(list(near.counties.iterdir())) == 4


def test_steps_say_how_many_they_are(case: Case, tmp_path: Path) -> None:
    order = Order(tmp_path / "结果.xlsx", counties=tmp_path / "分册", notice=tmp_path / "通报.docx")
    steps = []
    for step in outputs.steps(case, order).steps():
        step.write()
        steps.append(step)
    assert {step.total for step in steps} == {len(steps)} == {6}


def test_what_is_not_asked_for_is_not_written(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "出"
    filled(case, Order(folder / "结果.xlsx", written=False, notice=folder / "通报.docx"))
    assert [path.name for path in folder.iterdir()] == ["通报.docx"]
    assert case.project.exports() == ()


def test_a_workbook_that_is_open_is_not_lost(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "结果.xlsx"
    export(case, target)
    moved = Path.replace

    def locked(path: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError(13, "in use", str(to))
        return moved(path, to)

    monkeypatch.setattr(Path, "replace", locked)
    made = filled(case, Order(target))[0]
    assert (made.renamed, made.path.name) == (True, "结果 (1).xlsx")


def test_an_export_takes_the_place_of_an_untouched_one_of_its_project_alone(case: Case, tmp_path: Path) -> None:
    target = tmp_path / "结果.xlsx"
    first = export(case, target)
    correct(case, "甲县", "投资", Decimal(31), "县里来电更正数字", How.PHONE)
    second = export(case, target)
    assert (second.path, second.edition.number) == (target, 2)
    assert filled(case, Order(target, again=first.edition.number))[0].path == target
    book = openpyxl.load_workbook(target)
    book["综合排名"]["A1"] = "手工改过的标题"
    book.save(target)
    edited = target.read_bytes()
    made = filled(case, Order(target))[0]
    assert (made.path.name, made.renamed) == ("结果 (1).xlsx", True)
    assert target.read_bytes() == edited


def test_another_projects_workbook_is_not_written_over(case: Case, tmp_path: Path) -> None:
    target = tmp_path / "结果.xlsx"
    theirs = export(case, target).path.read_bytes()
    with project.create(tmp_path / "另一个.pingbi", case.project.scheme_text(), "李四") as held:
        other = Case(held)
        assert filled(other, Order(target))[0].path.name == "结果 (1).xlsx"
        assert filled(other, Order(target))[0].path.name == "结果 (1).xlsx"
    assert target.read_bytes() == theirs


def test_a_county_workbook_that_somebody_has_saved_anew_stays(case: Case, tmp_path: Path) -> None:
    order = Order(tmp_path / "结果.xlsx", counties=tmp_path / "分册")
    first = [row.path for row in filled(case, order) if row.output is Output.COUNTY]
    correct(case, "甲县", "投资", Decimal(31), "县里来电更正数字", How.PHONE)
    assert [row.path for row in filled(case, order) if row.output is Output.COUNTY] == first
    book = openpyxl.load_workbook(first[0])
    book.worksheets[0]["A1"] = "手工改过的标题"
    book.save(first[0])
    first[1].write_text("不是工作簿", encoding="utf-8")
    edited = [path.read_bytes() for path in first[:2]]
    made = [row for row in filled(case, order) if row.output is Output.COUNTY]
    assert [row.path.name for row in made if row.renamed] == [f"{path.stem} (1).xlsx" for path in first[:2]]
    assert [path.read_bytes() for path in first[:2]] == edited


def test_a_filled_form_that_says_something_else_stays(case: Case, tmp_path: Path) -> None:
    form = tmp_path / "表样.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "{{甲县.投资}}"
    book.save(form)
    order = Order(tmp_path / "结果.xlsx", forms=(form,))
    first = filled(case, order)[1]
    assert first.wanted.name == first.path.name == "表样（2022年上半年）.xlsx"
    assert filled(case, order)[1].path == first.path  # the very same
    kept = first.path.read_bytes()
    correct(case, "甲县", "投资", Decimal(31), "县里来电更正数字", How.PHONE)
    second = filled(case, order)[1]
    assert (second.renamed, second.path.name, second.wanted) == (True, "表样（2022年上半年） (1).xlsx", first.path)
    assert first.path.read_bytes() == kept


def test_a_submission_is_not_written_over(case: Case, tmp_path: Path) -> None:
    target = tmp_path / "报表.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "县区"  # type: ignore[index]
    book.save(target)
    with pytest.raises(PingbiError, match=r"报表\.xlsx 是报送材料，不覆盖"):
        filled(case, Order(target))


def test_a_folder_that_cannot_be_made_is_said_with_what_to_do(case: Case, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    with pytest.raises(PingbiError, match=r"不能写入 .*：请换一个位置或文件名"):
        filled(case, Order(tmp_path / "文件" / "结果.xlsx"))


# A choice of sheets


def test_chosen_sheets_alone_are_seen_and_those_that_formulas_need_are_hidden(case: Case, tmp_path: Path) -> None:
    made = export(case, tmp_path / "结果.xlsx", sheets=("综合排名", "审核情况"))
    assert seen(made.path) == ["综合排名", "审核情况"]
    assert sheets_of(made.path)["主要指标"] == "hidden"
    assert sheets_of(made.path)["计分办法"] == "hidden"


def test_an_export_with_chosen_sheets_is_made_again_byte_by_byte(case: Case, tmp_path: Path) -> None:
    whole = export(case, tmp_path / "全.xlsx")
    few = export(case, tmp_path / "少.xlsx", sheets=("综合排名",))
    assert (whole.edition.number, few.edition.number) == (1, 2)
    assert export(case, tmp_path / "又.xlsx", sheets=("综合排名",)).edition == few.edition
    assert export(case, tmp_path / "再.xlsx").edition == whole.edition
    for number, made in ((1, whole), (2, few)):
        again = export_again(case, number, tmp_path / f"{number}.xlsx")
        assert again.path.read_bytes() == made.path.read_bytes()


def test_choosing_what_the_scheme_has_is_no_choice(case: Case, tmp_path: Path) -> None:
    whole = export(case, tmp_path / "全.xlsx")
    every = [row for row in seen(whole.path) if row != "试算对比"]
    others = ("单项排名", "加减分", "县区分析", "位次变化", "名次稳健性", "审核情况", "数据来源")
    assert export(case, tmp_path / "同.xlsx", sheets=(*every, *others)).edition == whole.edition


def test_what_would_be_exported_has_the_number_that_it_gets(case: Case, tmp_path: Path) -> None:
    before = to_export(case, ("综合排名",)).edition
    made = export(case, tmp_path / "结果.xlsx", sheets=("综合排名",)).edition
    assert before is not None
    assert timeless(before) == timeless(made)
    assert to_export(case, ("综合排名",)).edition == made
    assert [row.file for row in case.project.exports()] == ["结果.xlsx"]


def timeless(edition: Edition) -> Edition:
    return edition._replace(when="")


# Drafts


def foot(path: Path) -> str:
    printed = openpyxl.load_workbook(path)["综合排名"].oddFooter
    assert printed is not None
    return str(printed.left.text)


def test_a_draft_with_mandatory_findings_is_rough_and_a_final_one_never(case: Case, tmp_path: Path) -> None:
    assert foot(export(case, tmp_path / "稿.xlsx").path) == "草稿　第1稿"
    assert foot(export(case, tmp_path / "定.xlsx", final=True).path) == "定稿"


def test_it_is_no_final_one_till_its_workbook_is_written(case: Case, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", encoding="utf-8")
    steps = case.project.steps
    with pytest.raises(PingbiError, match="不能写入"):
        filled(case, Order(tmp_path / "文件" / "结果.xlsx", final=True))
    assert (case.project.state.final, case.project.steps) == (None, steps)
    made = export(case, tmp_path / "定.xlsx", final=True)
    assert case.project.state.final is not None
    assert case.project.exports()[-1].made_from == case.project.made_from
    assert export(case, tmp_path / "又.xlsx", final=True).edition == made.edition
    again = export_again(case, made.edition.number, tmp_path / "再.xlsx")
    assert again.path.read_bytes() == made.path.read_bytes() == (tmp_path / "又.xlsx").read_bytes()


def test_a_final_one_that_cannot_be_recorded_leaves_no_workbook(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "出"
    case.project.close()
    with project.open(case.project.path, "张三"), project.open(case.project.path, "李四") as reading:
        other = Case(reading)
        with pytest.raises(PingbiError):
            export(other, folder / "定.xlsx", final=True)
    assert list(folder.iterdir()) == []


def test_a_draft_without_them_is_a_draft(case: Case, tmp_path: Path) -> None:
    for row in case.evaluation().findings:
        if row.level is Level.MANDATORY:
            explain(case, row.id, "丁县补报了一个投资六十亿的项目，有立项文件")
    assert foot(export(case, tmp_path / "稿.xlsx").path) == "第1稿"


def test_the_workbook_itself_is_told_to_be_there_for_its_pdf(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = []

    def pdf(workbook: Path) -> Path:
        printed.append(workbook)
        return workbook.with_suffix(".pdf")

    monkeypatch.setattr("pingbi.outputs.order.pdf", pdf)
    made = filled(case, Order(tmp_path / "结果.xlsx", pdf=True))
    assert printed == [made[0].path]
    assert made[1].output is Output.PDF
