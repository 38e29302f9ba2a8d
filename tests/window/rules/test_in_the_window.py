"""The scheme's page inside the real window: its way on, its undo, files that are dropped, new projects by key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from pingbi import scheme as schemes
from pingbi.project.changes import Finalised
from pingbi_qt import settings
from pingbi_qt.desk import Desk
from pingbi_qt.rules import RulesPage, making
from pingbi_qt.rules.adopting import AdoptDialog
from pingbi_qt.rules.new_project import NewProjectDialog
from pingbi_qt.window import Window

Finished = Callable[[Desk], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setattr(making, "documents", lambda: tmp_path / "文 档")
    monkeypatch.setattr("pingbi_qt.rules.new_project.documents", lambda: tmp_path / "文 档")
    made = Window(desk, settings.load())
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    yield made
    made.hide()


@pytest.fixture
def page(window: Window, desk: Desk, sample_project: Path, qtbot: QtBot, finished: Finished) -> RulesPage:
    window.open_project(sample_project)
    finished(desk)
    window.acts["rules"].trigger()
    found = window.pages["rules"]
    assert isinstance(found, RulesPage)
    qtbot.waitUntil(lambda: found.editing.current, timeout=60_000)
    return found


def typed(page: RulesPage, qtbot: QtBot, text: str) -> None:
    """Another weight for the first criterion."""
    page.show_place("criterion")
    model = page.table._models["criterion"]
    page.table.records.setCurrentIndex(model.index(0, 2))
    QTest.keyClick(page.table.records, Qt.Key.Key_Return)
    line = page.table.records.viewport().findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.editing.changed and page.editing.current, timeout=60_000)


def test_the_blue_button_adopts_and_undo_is_first_the_drafts_then_the_projects(
    window: Window, page: RulesPage, desk: Desk, qtbot: QtBot, finished: Finished
) -> None:
    assert window.header.way_on.text() == "采用新方案"
    assert not window.header.way_on.isEnabled()
    typed(page, qtbot, "12")
    assert window.header.way_on.isEnabled()
    assert window.acts["undo"].isEnabled()
    window.acts["undo"].trigger()
    assert not page.editing.changed
    window.acts["redo"].trigger()
    qtbot.waitUntil(lambda: page.editing.current)
    window.acts["adopt"].trigger()
    qtbot.waitUntil(lambda: isinstance(page.dialog, AdoptDialog) and page.dialog.isVisible(), timeout=60_000)
    assert page.dialog is not None
    qtbot.waitUntil(page.dialog.confirm.isEnabled, timeout=60_000)  # what comes of it is shown first
    page.dialog.confirm.click()
    qtbot.waitUntil(lambda: desk.view is not None and desk.view.scheme.criterion[0].weight == 12, timeout=60_000)
    finished(desk)
    window.acts["undo"].trigger()
    qtbot.waitUntil(lambda: desk.view is not None and desk.view.scheme.criterion[0].weight == 10, timeout=60_000)
    finished(desk)
    assert not page.editing.changed


def test_ctrl_enter_while_a_cell_is_being_changed_adopts_what_stands_in_it(
    window: Window, page: RulesPage, qtbot: QtBot
) -> None:
    page.show_place("criterion")
    records = page.table.records
    records.setFocus()
    records.setCurrentIndex(page.table._models["criterion"].index(0, 2))
    QTest.keyClick(records, Qt.Key.Key_Return)
    line = records.viewport().findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "13")
    page.adopt()
    qtbot.waitUntil(lambda: page.dialog is not None and page.dialog.isVisible(), timeout=60_000)
    assert page.dialog is not None
    assert "由10改为13" in page.dialog.changes.text()
    page.dialog.reject()
    assert window.page == "rules"


def test_that_it_is_being_looked_at_is_not_said_any_longer_than_that(
    window: Window, page: RulesPage, qtbot: QtBot
) -> None:
    assert page.editing.draft is not None
    page.editing.do(page.editing.draft.filled("criterion", 0, "weight", "12"))
    window.acts["scheme_to_excel"].trigger()
    assert window.bar.said() == "正在检查，稍等再导出"
    window.show_page("collect")
    qtbot.waitUntil(lambda: page.editing.current, timeout=60_000)
    assert window.bar.said() == ""
    page.editing.do(page.editing.draft.filled("criterion", 0, "weight", "13"))
    window.bar.say("已收 报道页.txt")
    qtbot.waitUntil(lambda: page.editing.current, timeout=60_000)
    assert window.bar.said() == "已收 报道页.txt"


def test_leaving_asks_nothing_and_the_draft_is_still_there(window: Window, page: RulesPage, qtbot: QtBot) -> None:
    typed(page, qtbot, "12")
    QTest.keyClick(page.table.records, Qt.Key.Key_Escape)
    assert window.page != "rules"
    assert not window.acts["adopt"].isEnabled()
    window.acts["rules"].trigger()
    assert page.editing.changed
    assert window.acts["undo"].isEnabled()


def test_a_scheme_that_is_dropped_opens_the_editor_with_it(
    window: Window, page: RulesPage, desk: Desk, qtbot: QtBot, finished: Finished, tmp_path: Path
) -> None:
    path = tmp_path / "新 方案.toml"
    text = schemes.find("").read_text(encoding="utf-8")
    path.write_text(text.replace("weight = 10\n", "weight = 11\n", 1), encoding="utf-8")
    window.show_page("collect")
    finished(desk)
    window.take([str(path)])
    assert window.page == "rules"
    qtbot.waitUntil(lambda: page.editing.changed and page.editing.current, timeout=60_000)
    finished(desk)
    assert page.editing.seen is not None
    assert len(page.editing.seen.changes) == 1


def test_a_scheme_that_is_dropped_first_asks_for_a_new_project_with_it(
    window: Window, desk: Desk, finished: Finished
) -> None:
    path = schemes.find("")
    window.take([str(path)])
    dialog = window.findChild(NewProjectDialog)
    assert dialog is not None
    finished(desk)
    assert dialog.source_box.currentText() == "文件：scheme.toml"
    dialog.confirm.click()
    finished(desk)
    assert desk.view is not None
    assert window.page == "collect"
    assert [row.path for row in window.settings.recents] == [str(desk.view.path)]


def test_another_project_has_its_own_draft(
    window: Window, page: RulesPage, desk: Desk, qtbot: QtBot, finished: Finished, tmp_path: Path
) -> None:
    typed(page, qtbot, "12")
    text = schemes.find("").read_text(encoding="utf-8")
    desk.create(tmp_path / "另一个.pingbi", text)
    finished(desk)
    window.show_page("rules")
    finished(desk)
    assert not page.editing.changed


def begun(page: RulesPage, row: int, text: str) -> QLineEdit:
    """The name of a county, being typed."""
    page.show_place("county")
    records = page.table.records
    records.setFocus()
    records.setCurrentIndex(page.table._models["county"].index(row, 0))
    QTest.keyClick(records, Qt.Key.Key_Return)
    line = records.viewport().findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, text)
    return line


def test_a_cell_that_is_being_typed_in_stays_when_the_scheme_that_was_adopted_comes_into_force(
    page: RulesPage, desk: Desk, qtbot: QtBot, finished: Finished
) -> None:
    typed(page, qtbot, "12")
    seen, draft = page.editing.seen, page.editing.draft
    assert seen is not None
    page._adopt(seen.found.text, "会议调整", draft)
    line = begun(page, 4, "9")
    finished(desk)
    qtbot.waitUntil(lambda: page.editing.basis is not None and page.editing.basis.draft == draft, timeout=60_000)
    assert page.table.table == "county"
    QTest.keyClicks(line, "9")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.editing.changed and page.editing.current, timeout=60_000)
    assert page.editing.seen is not None
    assert page.editing.seen.changes[0] == "县区“濮阳县”的名称由濮阳县改为99"
    assert not any("权重" in row for row in page.editing.seen.changes)


def test_what_is_being_typed_for_one_project_is_not_written_into_another(
    window: Window, page: RulesPage, desk: Desk, finished: Finished, tmp_path: Path
) -> None:
    page.show_place("county")
    window.acts["add_row"].trigger()
    begun(page, 9, "9")
    text = schemes.find("").read_text(encoding="utf-8").replace("清丰", "清河")
    desk.create(tmp_path / "另一个.pingbi", text)
    finished(desk)
    window.show_page("rules")
    finished(desk)
    assert page.editing.basis is not None
    assert page.editing.draft == page.editing.basis.draft
    assert page.table._models["county"].rowCount() == 9


def test_what_is_final_says_so_before_anything_is_adopted(
    window: Window, page: RulesPage, desk: Desk, qtbot: QtBot, finished: Finished
) -> None:
    desk.change("已定稿", lambda case: case.project.record(Finalised(1)))
    finished(desk)
    typed(page, qtbot, "12")
    assert not window.header.way_on.isEnabled()
    assert window.acts["adopt"].toolTip().startswith("已经定稿，要改先取消定稿")


def test_ctrl_tab_goes_round_the_panes(window: Window, page: RulesPage, qtbot: QtBot) -> None:
    window.activateWindow()
    page.show_place("criterion")
    page.table.records.setFocus()
    qtbot.waitUntil(page.table.records.hasFocus)
    seen = []
    for _ in range(3):
        window.acts["next_pane"].trigger()
        seen.append([page.table.detail.hasFocus(), page.sections.hasFocus(), page.table.records.hasFocus()].index(True))
    assert seen == [0, 1, 2]
