"""What the tests of the window stand on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from slow_engine import Slow

from pingbi.model import PingbiError
from pingbi_qt.desk import Desk


def test_nothing_appears_on_the_screen_of_who_runs_the_tests(qapp: QApplication) -> None:
    assert qapp.platformName() == os.environ["QT_QPA_PLATFORM"]
    assert QGuiApplication.platformName() == "offscreen" or os.environ["QT_QPA_PLATFORM"] != "offscreen"


def test_there_is_a_typeface_with_chinese(qapp: QApplication) -> None:
    """Without one every width measured here is that of empty boxes: install fonts-noto-cjk."""
    del qapp
    assert QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese) != []


def test_the_sample_project_opens_with_what_is_wrong_in_it(sample_desk: Desk, settings_folder: Path) -> None:
    view = sample_desk.view
    assert view is not None
    assert view.sample
    assert view.open_findings
    assert view.evaluation.result.totals
    assert not settings_folder.exists()


def test_slow_work_is_under_way_until_the_test_lets_it_go(
    desk: Desk, slow: Slow, finished: Callable[[Desk], None], qtbot: QtBot
) -> None:
    answers: list[object] = []
    engine = slow("读完")
    desk.run("读", engine, answers.append)
    qtbot.waitUntil(engine.begun.is_set)
    assert len(desk.operations) == 1
    assert answers == []
    engine.go_on.set()
    finished(desk)
    assert answers == ["读完"]


def test_slow_work_can_fail(desk: Desk, slow: Slow, finished: Callable[[Desk], None]) -> None:
    said: list[str] = []
    engine = slow(PingbiError("清丰县上报表.xlsx 打不开"))
    desk.run("读", engine, failed=said.append)
    engine.go_on.set()
    finished(desk)
    assert said == ["清丰县上报表.xlsx 打不开"]
