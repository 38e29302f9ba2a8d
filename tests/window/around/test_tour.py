"""The first tour: a quiet line that names what is to be pressed next, from the sample to the workbook."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout
from pytestqt.qtbot import QtBot
from slow_engine import Slow

from pingbi import scheme as schemes
from pingbi.casework import Case, correct, export
from pingbi.project.changes import How
from pingbi_qt.around.tour import STAGES
from pingbi_qt.parts import Button
from pingbi_qt.settings import load
from pingbi_qt.window import Window

PATIENCE = 60_000


def idle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.operations, timeout=PATIENCE)


def blue_on(window: Window, page: str) -> Button:
    """A blue button on a plain page."""
    button = Button(f"蓝 {page}", "primary")
    QVBoxLayout(window.pages[page]).addWidget(button)
    return button


def says(window: Window, words: str) -> Callable[[], bool]:
    def look() -> bool:
        window.around.tour.look()
        return words in window.around.tour.hint.text()

    return look


def corrected(case: Case) -> object:
    return correct(case, "南乐县", "technical_investment", Decimal("10.11"), "电话核对，应为10.11", How.PHONE)


def test_the_tour_leads_from_the_sample_to_the_workbook_in_six_steps(
    qtbot: QtBot, window: Window, sample_project: Path, tmp_path: Path, settings_folder: Path
) -> None:
    tour = window.around.tour
    blue_on(window, "start")
    tour.start()
    qtbot.waitUntil(says(window, "第 1 步，共 6 步：按 Enter 蓝 start"))
    window.open_project(sample_project)
    idle(window, qtbot)
    qtbot.waitUntil(says(window, "第 2 步，共 6 步"))
    qtbot.waitUntil(says(window, f"右上角的“{window.header.way_on.text()}”"))
    window.show_page("review")
    qtbot.waitUntil(says(window, "第 3 步，共 6 步：按 F8 看下一处问题"))
    blue_on(window, "review")
    qtbot.waitUntil(says(window, "第 3 步，共 6 步：按 Enter 接受建议的处理“蓝 review”"))
    window.desk.change("", corrected)
    idle(window, qtbot)
    qtbot.waitUntil(says(window, "第 4 步，共 6 步"))
    window.show_page("score")
    qtbot.waitUntil(says(window, "第 5 步，共 6 步"))
    window.show_page("sheets")
    blue_on(window, "sheets")
    qtbot.waitUntil(says(window, "第 6 步，共 6 步"))
    window.desk.change("", lambda case: export(case, tmp_path / "结果.xlsx"))
    idle(window, qtbot)
    assert not tour.running
    assert not tour.hint.isVisible()
    assert load(settings_folder).toured


def test_a_hint_that_is_sent_away_does_not_come_again_by_itself(
    qtbot: QtBot, window: Window, settings_folder: Path
) -> None:
    blue_on(window, "start")
    window.acts["sample"].trigger()
    qtbot.waitUntil(lambda: window.around.tour.running)
    qtbot.waitUntil(says(window, "第 1 步"))
    QTest.mouseClick(window.around.tour.hint.close_button, Qt.MouseButton.LeftButton)
    assert not window.around.tour.running
    assert load(settings_folder).toured
    window.acts["sample"].trigger()
    QApplication.processEvents()
    assert not window.around.tour.running
    window.acts["tour"].trigger()
    assert window.around.tour.running
    window.around.tour.stop()


def test_while_files_are_read_the_hint_says_so(qtbot: QtBot, sample_window: Window, slow: Slow) -> None:
    engine = slow()
    sample_window.desk.run("读文件", engine)
    sample_window.around.tour.start()
    qtbot.waitUntil(says(sample_window, "第 2 步，共 6 步：正在读材料"))
    engine.go_on.set()
    idle(sample_window, qtbot)
    qtbot.waitUntil(says(sample_window, "第 2 步，共 6 步：材料读完了"))
    sample_window.around.tour.stop()


def test_a_hint_takes_no_focus(qtbot: QtBot, window: Window) -> None:
    button = blue_on(window, "start")
    qtbot.waitUntil(button.isVisible)
    button.setFocus()
    window.around.tour.start()
    qtbot.waitUntil(says(window, "第 1 步"))
    assert QApplication.focusWidget() is button
    window.around.tour.stop()


def test_one_who_goes_another_way_is_met_there(qtbot: QtBot, sample_window: Window) -> None:
    sample_window.around.tour.start()
    sample_window.show_page("score")
    qtbot.waitUntil(says(sample_window, "第 5 步"))
    sample_window.show_page("collect")
    qtbot.waitUntil(says(sample_window, "第 2 步"))
    sample_window.show_page("county")
    sample_window.around.tour.look()
    assert not sample_window.around.tour.hint.isVisible()
    sample_window.around.tour.stop()


def test_a_real_project_has_no_tour(qtbot: QtBot, window: Window, sample_folder: Path, tmp_path: Path) -> None:
    from pingbi import scheme as schemes  # noqa: PLC0415
    from pingbi.casework import receive  # noqa: PLC0415

    window.desk.create(tmp_path / "新.pingbi", schemes.find("").read_text(encoding="utf-8"))
    idle(window, qtbot)
    window.around.tour.start()
    real = tmp_path / "台前县.txt"
    real.write_text("台前县上半年工业投资完成19.86亿元，同比增长47%。", encoding="utf-8")
    assert sample_folder
    window.desk.change("", lambda case: list(receive(case, [real])))
    idle(window, qtbot)
    assert not window.around.tour.running


def test_a_new_project_after_the_sample_has_no_tour_before_anything_is_in_it(
    qtbot: QtBot, sample_window: Window, tmp_path: Path
) -> None:
    sample_window.around.tour.start()
    sample_window.desk.look_again()
    idle(sample_window, qtbot)
    assert sample_window.around.tour.running
    sample_window.desk.create(tmp_path / "下半年.pingbi", schemes.find("").read_text(encoding="utf-8"))
    idle(sample_window, qtbot)
    assert not sample_window.around.tour.running
    assert sample_window.around.tour.hint.text() == ""


@pytest.mark.parametrize(("width", "height"), [(1366, 697), (960, 469), (900, 440)])
def test_a_hint_covers_nothing(qtbot: QtBot, sample_window: Window, width: int, height: int) -> None:
    sample_window.resize(width, height)
    tour = sample_window.around.tour
    tour.start()
    for page in ("collect", "score"):
        sample_window.show_page(page)
        qtbot.waitUntil(says(sample_window, "步"))
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        assert tour.hint.geometry().top() > sample_window.header.geometry().bottom()
        assert tour.hint.geometry().bottom() < sample_window.stack.geometry().top()
        assert sample_window.pages[page].minimumSizeHint().height() <= sample_window.stack.height()
        assert (sample_window.width(), sample_window.height()) == (width, height)
    tour.stop()


def test_every_step_of_the_window_is_on_the_way() -> None:
    assert [row.page for row in STAGES] == ["start", "collect", "review", "review", "score", "sheets"]
