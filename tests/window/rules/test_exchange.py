"""The scheme to Excel and back, to a file and from one, from a trial; paths with Chinese and blanks."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from rules_editor import Editor, bring

from pingbi.scheme import load
from pingbi.scoring import METHODS
from pingbi_qt.rules import Trial, asking


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "县区 评比（2022 上半年）"
    made.mkdir()
    return made


def say_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The person has chosen this file in the system's dialog."""
    monkeypatch.setattr(asking, "file_to_save", lambda *_: path)
    monkeypatch.setattr(asking, "file_to_open", lambda *_: path)


def said(editor: Editor) -> list[str]:
    lines: list[str] = []
    editor.page.said.connect(lines.append)
    return lines


def test_a_workbook_that_was_changed_in_excel_becomes_the_draft(
    editor: Editor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, lines = folder / "评比 方案.xlsx", said(editor)
    say_file(monkeypatch, path)
    editor.settled()
    editor.acts["scheme_to_excel"].trigger()
    editor.settled()
    assert path.is_file()
    assert str(path) in lines[-1]
    book = openpyxl.load_workbook(path)
    sheet = book["评比项"]
    weight = next(cell.column for cell in sheet[2] if cell.value == "weight")
    sheet.cell(3, weight).value = 12
    book.save(path)
    editor.acts["scheme_from_excel"].trigger()
    editor.settled()
    assert editor.mistakes()[-1] == "评比项“规上工业增加值增速”的权重由10改为12"
    assert "没有采用" in lines[-1] or "还没采用" in lines[-1]
    assert editor.page.undo()
    editor.settled()
    assert not editor.page.editing.changed


def test_mistakes_of_a_workbook_are_told_with_sheet_and_cell_and_the_draft_stays(
    editor: Editor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "评比 方案.xlsx"
    say_file(monkeypatch, path)
    editor.settled()
    editor.acts["scheme_to_excel"].trigger()
    editor.settled()
    book = openpyxl.load_workbook(path)
    sheet = book["评比项"]
    weight = next(cell for cell in sheet[2] if cell.value == "weight")
    sheet.cell(3, weight.column).value = "十分"
    book.save(path)
    assert editor.page.take([str(path)])
    editor.settled()
    dialog = editor.page.exchange.dialog
    assert dialog is not None
    assert dialog.list.toPlainText() == f"评比项!{weight.column_letter}3：“权重”应是数字，写成了“十分”"
    dialog.reject()
    assert not editor.page.editing.changed


def test_the_draft_is_written_as_a_file_that_loads(
    editor: Editor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "另存 方案.toml"
    say_file(monkeypatch, path)
    editor.open("criterion")
    editor.change(editor.index(0, "weight"), "12")
    editor.acts["scheme_to_file"].trigger()
    editor.settled()
    assert load(path, METHODS).criterion[0].weight == 12
    assert "# 工业项目攻坚年半年综合评比" in path.read_text(encoding="utf-8")
    assert editor.weight("规上工业增加值增速") == "10"


def test_a_scheme_file_that_is_dropped_becomes_the_draft(editor: Editor, folder: Path) -> None:
    path = folder / "别处 的方案.toml"
    basis = editor.basis
    path.write_text(
        basis.text.replace('period = "2022H1"', 'period = "2023H1"').replace("weight = 10", "weight = 11", 1),
        encoding="utf-8",
    )
    lines = said(editor)
    assert editor.page.take([str(path)])
    editor.settled()
    assert "按本项目的时期" in lines[-1]
    assert editor.mistakes()[-1] == "评比项“规上工业增加值增速”的权重由10改为11"
    assert not editor.page.take([str(folder / "南乐县.docx")])
    assert not editor.page.take([str(path), str(path)])


def test_a_file_that_is_no_scheme_says_why(editor: Editor, folder: Path) -> None:
    path = folder / "不是.toml"
    path.write_text("x = 1\n", encoding="utf-8")
    editor.page.show_place(path)
    editor.settled()
    assert editor.page.exchange.dialog is not None
    assert "没有表“x”" in editor.page.exchange.dialog.list.toPlainText()
    editor.page.exchange.dialog.reject()


def test_nothing_is_written_while_there_are_mistakes(
    editor: Editor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, lines = folder / "x.xlsx", said(editor)
    say_file(monkeypatch, path)
    editor.open("criterion")
    editor.change(editor.index(0, "weight"), "0")
    editor.acts["scheme_to_excel"].trigger()
    editor.settled()
    assert lines[-1] == "有 1 处错误，改好才能导出"
    assert not path.exists()


def test_weights_of_a_trial_become_the_draft_and_a_part_goes_along(editor: Editor) -> None:
    basis = editor.basis
    ids = {row.called: row["id"] for row in basis.draft.rows("criterion")}
    editor.page.show_place(
        Trial(((ids["规上工业增加值增速"], Decimal("12.5")), (ids["研发活动覆盖率"], Decimal("3.5"))))
    )
    editor.settled()
    assert editor.page.table.table == "criterion"
    assert editor.mistakes()[1:] == [
        "评比项“规上工业增加值增速”的权重由10改为12.5",
        "评比项“研发活动覆盖率”的权重由6改为3.5",
    ]
    editor.page.show_place(Trial(((ids["规上工业增加值增速"], Decimal(20)),)))
    editor.settled()
    assert any("部分“运行质效”的权重由20改为27.5" in line or "权重合计为" in line for line in editor.mistakes())


def test_rules_of_a_trial_become_the_draft_in_the_words_of_its_table(editor: Editor) -> None:
    tried = {"ties": "average", "missing": "rescale", "compare": "rounded", "rank_within": "group"}
    editor.page.show_place(Trial((), tuple(tried.items())))
    editor.settled()
    assert editor.page.table.table == "scheme"
    assert not editor.page.editing.mistakes
    text = editor.page.editing.seen.found.text if editor.page.editing.seen is not None else ""
    assert {key: value for key, value in tomllib.loads(text)["scheme"].items() if key in tried} == tried


def test_a_place_that_comes_before_the_scheme_is_shown_with_it(editor: Editor) -> None:
    editor.page.editing.leave()
    editor.page.show_place("handout")
    bring(editor.desk, editor.page)
    editor.settled()
    assert editor.page.table.table == "handout"
