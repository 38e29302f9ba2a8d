"""What can be reached has a name for those who do not see it, and every word on the screen is Chinese."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from painted import foreign_words, painting, shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QFileDialog,
    QMenu,
    QSplitterHandle,
    QWidget,
)
from standing import settled

from pingbi_qt.actions import ACTS, WORK
from pingbi_qt.window import Window

# What asks the system, ends something, or only moves on to another page.
ELSEWHERE = {"quit", "close_project", "sample", "open_original", "open_file", "open_folder", "print", "watch"}
OWN_NAMES = {"Qt", "PySide", "LGPL", "Python", "openpyxl", "xlsxwriter", "SQLite", "pingbi"}  # in 关于


@pytest.fixture(autouse=True)
def _nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: "")


def over(window: Window) -> list[QWidget]:
    """Dialogs and menus that stand over it."""
    return [row for row in QApplication.topLevelWidgets() if row.isVisible() and row is not window]


def scenes(window: Window, page: str) -> Iterator[str]:
    """The page, then all that actions which are first there open over it; each is put away again."""
    window.show_page(page)
    settled(window)
    yield page
    for act in ACTS:
        pages = [row for row in act.where or WORK if row in WORK]
        skipped = act.id in ELSEWHERE or act.id.startswith(("step_", "go_", "zoom", "dark"))
        if skipped or page != pages[0] or not window.acts[act.id].isEnabled():
            continue
        window.acts[act.id].trigger()
        settled(window)
        yield f"{page}, {act.id}"
        for row in reversed(over(window)):
            row.close()
        if window.page != page:
            window.show_page(page)
        settled(window)


def reached(root: QWidget) -> Iterator[QWidget]:
    """The widgets to which the keyboard or a mouse can go; what is a part of one is that one's."""
    for widget in (root, *root.findChildren(QWidget)):
        passive = widget.focusPolicy() == Qt.FocusPolicy.NoFocus and not isinstance(widget, QAbstractButton)
        area = widget.parentWidget()
        within = isinstance(area, QAbstractScrollArea) and area.viewport() is widget
        inside = isinstance(area, QAbstractSpinBox) or "QTableCornerButton" in str(widget.metaObject().className())
        if widget.isVisible() and not (passive or within or inside or isinstance(widget, QSplitterHandle | QMenu)):
            yield widget


def name_of(widget: QWidget) -> str:
    """What a screen reader says."""
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found is not None else ""


def nameless(root: QWidget) -> set[str]:
    return {
        f"{type(row).__name__} {row.objectName()} in {type(row.parentWidget()).__name__}"
        for row in reached(root)
        if not name_of(row).strip()
    }


def foreign(root: QWidget) -> set[str]:
    with painting() as texts:
        root.grab()
    words = {row.words for row in (*texts, *shown(root))} | {name_of(row) for row in reached(root)}
    words |= {row.toolTip() for row in reached(root)}
    return {text for text in words if set(foreign_words(text)) - OWN_NAMES}


def wrong(window: Window) -> list[str]:
    """What has no name, and what is not Chinese, in all that is to be seen."""
    roots = (window, *over(window))
    rows = [f"no name: {row}" for root in roots for row in nameless(root)]
    return [*rows, *(f"not Chinese: {row}" for root in roots for row in foreign(root))]


@pytest.mark.parametrize("page", WORK)
def test_whatever_an_action_shows(page: str, sample_window: Window) -> None:
    found = {scene: rows for scene in scenes(sample_window, page) if (rows := wrong(sample_window))}
    assert found == {}


def test_the_first_page(window: Window) -> None:
    assert wrong(window) == []
