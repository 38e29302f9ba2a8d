"""设置, 诊断包 and 关于."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from pingbi_qt.around.about import AboutDialog
from pingbi_qt.around.diagnosis import diagnosis, package
from pingbi_qt.around.diagnosis_dialog import DiagnosisDialog
from pingbi_qt.around.folder import FILE
from pingbi_qt.around.language import speak_chinese
from pingbi_qt.around.logbook import end_log, keep_log
from pingbi_qt.around.settings_dialog import SettingsDialog
from pingbi_qt.look import theme
from pingbi_qt.parts.sheet_dialog import SheetDialog
from pingbi_qt.settings import load
from pingbi_qt.window import Window

PATIENCE = 60_000
Kind = TypeVar("Kind", bound=SheetDialog)


def settings_of(window: Window) -> SettingsDialog:
    window.acts["settings"].trigger()
    return dialog_of(window, SettingsDialog)


def dialog_of(window: Window, kind: type[Kind]) -> Kind:
    found = [row for row in window.findChildren(kind) if row.isVisible()]
    assert len(found) == 1
    return found[0]


def idle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.operations, timeout=PATIENCE)


def test_a_name_goes_into_the_history_at_once(qtbot: QtBot, sample_window: Window, settings_folder: Path) -> None:
    dialog = settings_of(sample_window)
    dialog.name.setText("  李四 ")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    dialog.reject()
    assert load(settings_folder).by == "李四"
    sample_window.desk.undo()
    idle(sample_window, qtbot)
    steps: list[object] = []
    sample_window.desk.ask(lambda case: case.project.history()[-1].by, steps.append)
    idle(sample_window, qtbot)
    assert steps == ["李四"]


def test_what_is_typed_and_then_left_by_esc_is_kept(window: Window, settings_folder: Path) -> None:
    dialog = settings_of(window)
    dialog.name.setText("李四")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert load(settings_folder).by == "李四"


def test_look_type_and_zoom_hold_at_once_and_are_kept(window: Window, settings_folder: Path) -> None:
    dialog = settings_of(window)
    for box, words in ((dialog.colours, "深色"), (dialog.letters, "16"), (dialog.zoom, "125%")):
        box.setCurrentText(words)
        box.activated.emit(box.currentIndex())
    dialog.reject()
    assert (theme().dark, theme().size, theme().zoom) == (True, 16, 125)
    kept = load(settings_folder)
    assert (kept.theme, kept.font_size, kept.zoom) == ("dark", 16, 125)


def test_a_folder_that_is_not_there_is_said(window: Window, tmp_path: Path, settings_folder: Path) -> None:
    dialog = settings_of(window)
    dialog.target.setText(str(tmp_path / "没有"))
    dialog.target.editingFinished.emit()
    assert dialog.why.text().startswith("没有这个文件夹")
    dialog.target.setText(str(tmp_path))
    dialog.target.editingFinished.emit()
    assert load(settings_folder).target == str(tmp_path)
    dialog.reject()


def test_a_password_is_used_and_never_written(qtbot: QtBot, sample_window: Window, settings_folder: Path) -> None:
    dialog = settings_of(sample_window)
    dialog.password.setText("mima123")
    dialog.password.editingFinished.emit()
    dialog.name.setText("李四")
    dialog.reject()
    idle(sample_window, qtbot)
    assert sample_window.desk.password == "mima123"  # noqa: S105  # of this test alone
    used: list[object] = []
    sample_window.desk.ask(lambda case: case.password, used.append)
    idle(sample_window, qtbot)
    assert used == ["mima123"]
    assert "mima123" not in (settings_folder / FILE).read_text(encoding="utf-8")


def test_settings_move_beside_the_program_on_request(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", [str(tmp_path / "pingbi")])
    dialog = settings_of(window)
    dialog.portable.setChecked(True)
    assert window.settings.folder == tmp_path / "pingbi-settings"
    assert str(tmp_path / "pingbi-settings") in dialog.why.text()
    dialog.reject()


def test_where_the_program_lies_read_only_the_tick_goes_back_and_the_reason_is_said(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pingbi_qt.settings.is_writable", lambda _place: False)
    dialog = settings_of(window)
    dialog.portable.setChecked(True)
    assert not dialog.portable.isChecked()
    assert dialog.why.text() == "程序旁边不能写，设置还放在原来的地方"
    dialog.reject()


def test_the_first_step_without_a_name_asks_for_one_quietly_and_once(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    from pingbi import scheme as schemes  # noqa: PLC0415
    from pingbi.project.changes import DeadlineSet  # noqa: PLC0415

    window.desk.create(tmp_path / "新.pingbi", schemes.find("").read_text(encoding="utf-8"))
    idle(window, qtbot)
    assert window.around.notices.line("name") is None
    window.desk.change("", lambda case: case.project.record(DeadlineSet("2022-07-10")))
    idle(window, qtbot)
    line = window.around.notices.line("name")
    assert line is not None
    QTest.mouseClick(line.buttons[0], Qt.MouseButton.LeftButton)
    dialog = dialog_of(window, SettingsDialog)
    dialog.name.setText("李四")
    dialog.reject()
    assert window.around.notices.line("name") is None
    window.desk.change("", lambda case: case.project.record(DeadlineSet("2022-07-11")))
    idle(window, qtbot)
    assert window.around.notices.line("name") is None


def secrets_of(window: Window) -> set[str]:
    """What must be in no package: names, texts, files and places of the open project."""
    view = window.desk.view
    assert view is not None
    scheme = view.scheme
    names = {scheme.city.name, *(row.name for row in scheme.county), *(row.name for row in scheme.group)}
    names |= {row.name for row in scheme.indicator} | {row.name for row in scheme.criterion}
    files = {part for row in view.arrived for part in row.submission.name.split("/")}
    findings = {str(row) for row in view.evaluation.findings}
    whole = names | files | findings | {view.name, view.path.name, str(view.path.parent), "王五"}
    return {secret for secret in whole if len(secret) > 1}  # the groups of the sample are 县 and 区


def figures_of(window: Window) -> set[str]:
    view = window.desk.view
    assert view is not None
    return {row.reported for row in view.evaluation.figures if "." in row.reported}


def test_a_package_holds_nothing_of_what_was_worked_on(
    qtbot: QtBot, sample_window: Window, tmp_path: Path, settings_folder: Path
) -> None:
    keep_log(settings_folder)
    sample_window.settings.by = "王五"
    sample_window.opened(sample_window.desk.view)  # type: ignore[arg-type]
    failed: list[str] = []

    def fail(case: object) -> None:
        raise ValueError(f"南乐县 30.58 {case}")

    sample_window.desk.ask(fail, failed=failed.append)
    idle(sample_window, qtbot)
    assert failed
    sample_window.acts["diagnostics"].trigger()
    dialog = dialog_of(sample_window, DiagnosisDialog)
    target = tmp_path / "诊断.zip"
    dialog.write(target)
    end_log()
    assert sample_window.bar.said() == f"诊断包写好了：{target}"
    with zipfile.ZipFile(target) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(texts) >= {"版本.txt", "屏幕.txt", "设置.txt", "项目的形状.txt", "日志 1.txt"}
    assert "ValueError" in texts["日志 1.txt"]
    assert "县区：9" in texts["项目的形状.txt"]
    assert "填了姓名：是" in texts["设置.txt"]
    whole = "\n".join((*texts, *texts.values()))
    assert [secret for secret in secrets_of(sample_window) if secret in whole] == []
    numbers = {word for name, text in texts.items() if "版本" not in name for word in re.findall(r"[\d.]+", text)}
    assert len(figures_of(sample_window)) > 20
    assert numbers & figures_of(sample_window) == set()


def test_all_of_a_package_is_shown_before_it_is_written(sample_window: Window) -> None:
    sample_window.acts["diagnostics"].trigger()
    dialog = dialog_of(sample_window, DiagnosisDialog)
    parts = diagnosis(sample_window.settings, sample_window.desk.view)
    assert dialog.list.rows.rowCount() == len(parts)
    for part in parts:
        dialog.list.go_to(lambda row, part=part: row.words == part.name)  # type: ignore[misc]
        assert dialog.text.toPlainText() == part.text
    dialog.reject()
    assert dialog.written is None


def test_a_package_that_cannot_be_written_says_why_and_the_dialog_stays(window: Window, tmp_path: Path) -> None:
    window.acts["diagnostics"].trigger()
    dialog = dialog_of(window, DiagnosisDialog)
    (tmp_path / "file").write_text("", encoding="utf-8")
    dialog.write(tmp_path / "file" / "包.zip")
    assert dialog.isVisible()
    assert "写不到 包.zip" in dialog.said.text()
    dialog.reject()


def test_a_package_without_a_project_or_a_folder_can_be_made(window: Window) -> None:
    window.settings.folder = None
    parts = diagnosis(window.settings, None)
    assert {part.name: part.text for part in parts}["项目的形状.txt"] == "项目：没有打开\n"
    assert package(parts)


def test_about_names_the_version_and_the_licence(window: Window) -> None:
    from pingbi import __version__  # noqa: PLC0415

    window.acts["about"].trigger()
    dialog = dialog_of(window, AboutDialog)
    words = "".join(row.text() for row in dialog.findChildren(QLabel))
    assert __version__ in words
    assert "LGPL" in words
    dialog.reject()


def test_what_qt_itself_says_is_chinese_whatever_the_system_speaks(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert speak_chinese(qapp)
    field = QLineEdit()
    qtbot.addWidget(field)
    words = [row.text() for row in field.createStandardContextMenu().actions() if row.text()]
    assert any("粘贴" in word for word in words)
    assert not any("Paste" in word for word in words)
