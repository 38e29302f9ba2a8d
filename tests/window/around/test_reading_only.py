"""A project that another has open: what it takes and what not, it says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from standing import open_project, settled, window_of

from pingbi import project
from pingbi_qt.collect import CollectPage
from pingbi_qt.desk import Desk
from pingbi_qt.window import Window


@pytest.fixture
def reading(qapp: QApplication, desk: Desk, sample_project: Path, settings_folder: Path) -> Iterator[Window]:
    """The real window with a project that another writes."""
    del settings_folder
    with project.open(sample_project, "李四"):
        made = window_of(qapp, desk)
        settled(made)
        open_project(made, sample_project)
        yield made
        made.close()
        made.deleteLater()


def drop(window: Window, data: QMimeData) -> None:
    where = QPoint(400, 300)
    action, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(where, action, data, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(where), action, data, left, none))


@pytest.mark.parametrize("page", ["collect", "review", "score", "county", "sheets", "rules"])
@pytest.mark.parametrize("kind", ["file", "folder", "text"])
def test_what_is_dropped_on_it_is_not_taken_and_why_is_said(
    reading: Window, page: str, kind: str, tmp_path: Path
) -> None:
    reading.show_page(page)
    settled(reading)
    data = QMimeData()
    name = {"file": "甲.csv", "folder": "各县区", "text": "粘贴的文字"}[kind]
    if kind == "text":
        data.setText("南乐县上半年工业投资 30 亿元")
    else:
        path = tmp_path / name
        path.mkdir() if kind == "folder" else path.write_text("县区,工业投资\n南乐县,3\n", encoding="utf-8")
        data.setUrls([QUrl.fromLocalFile(str(path))])
    drop(reading, data)
    settled(reading)
    bar = collect_page(reading).bar
    assert bar.isVisible()
    assert bar.line.text().startswith(f"没有收 {name}：示例.pingbi 只能查看：李四（")


def test_another_project_that_is_dropped_on_it_can_be_opened(reading: Window, tmp_path: Path) -> None:
    assert reading.desk.view is not None
    other = Path(shutil.copy(reading.desk.view.path, tmp_path / "另一个.pingbi"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    drop(reading, data)
    QTest.mouseClick(collect_page(reading).bar.buttons[0], Qt.MouseButton.LeftButton)
    settled(reading)
    assert reading.desk.view.path == other
    assert reading.desk.view.read_only == ""


def collect_page(window: Window) -> CollectPage:
    page = window.pages["collect"]
    assert isinstance(page, CollectPage)
    return page
