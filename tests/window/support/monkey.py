"""Hands that do anything anywhere in a window, by chance, and a watch on all that goes wrong meanwhile."""

from __future__ import annotations

import logging
import random
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPoint,
    QPointF,
    Qt,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QHeaderView, QWidget
from shiboken6 import isValid
from standing import settled

from pingbi_qt.actions import ACTS
from pingbi_qt.window import Window

ASKING = {"quit", "open", "add", "add_folder", "watch", "print", "open_original", "open_file", "open_folder"}
NAMED = [act.id for act in ACTS if act.id not in ASKING]
KEYS: tuple[Qt.Key, ...] = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right),
    *(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Delete),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Backspace),
    *(Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F7),
    *(Qt.Key.Key_F8, Qt.Key.Key_F9, Qt.Key.Key_F10, Qt.Key.Key_F11, Qt.Key.Key_F12),
)
LETTERS = "abmxyz0159.-+%"
HELD: tuple[Qt.KeyboardModifier, ...] = (Qt.KeyboardModifier.NoModifier,) * 4 + (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PASTED = (
    "46.91",
    "约8亿",
    "漏报一个项目，电话核对",
    "1\t2\t3\n4\t5\t6\n",
    "CITY(工业投资)",
    "2022-07-10",
    "\n",
    "=1+1",
)
NO = QModelIndex()
LEAST, MOST = (900, 440), (1920, 1080)
# Of the screen that is none, and of one that is smaller than a window of chance.
OF_THE_PLATFORM = ("This plugin does not support", "QWindowsWindow::setGeometry: Unable to set geometry")
NOWHERE = random.Random(0)  # noqa: S311  # where nothing is left to chance
OUT = 12  # times Esc is pressed until nothing stands over the window


class Monkey:
    """`step()` does something; `done` is what it did, in order."""

    def __init__(
        self, window: Window, chance: random.Random, files: Sequence[Path], projects: Sequence[Path] = ()
    ) -> None:
        self.window, self.chance, self.files, self.projects = window, chance, files, projects
        self.done: list[str] = []
        self._ways: tuple[tuple[Callable[[], str], int], ...] = (
            (self.acts, 6),
            (self.presses, 8),
            (self.types, 2),
            (self.clicks, 8),
            (self.resizes, 1),
            (self.drops, 1),
            (self.moves_back, 2),
            (self.waits, 4),
            (self.pastes, 2),
            (self.presses_a_button, 4),
            (self.goes_to_a_cell, 4),
            (self.edits_the_scheme, 3),
            (self.opens_another, 1),
        )

    def step(self) -> None:
        """One of all; a project that was left is opened again."""
        ways, weights = zip(*self._ways, strict=True)
        (way,) = self.chance.choices(ways, weights)
        self.done.append(way())
        QApplication.processEvents()

    def acts(self) -> str:
        """An action of the table; where it is off, nothing happens."""
        name = self.chance.choice(NAMED)
        self.window.acts[name].trigger()
        return name

    def presses(self) -> str:
        """A key into whatever has the focus, as often as somebody impatient does."""
        key, held, times = self.chance.choice(KEYS), self.chance.choice(HELD), self.chance.choice((1, 1, 1, 2, 3))
        if key is Qt.Key.Key_F4 and held is not Qt.KeyboardModifier.NoModifier:
            held = Qt.KeyboardModifier.NoModifier  # the window is not to be closed
        for _ in range(times):
            QTest.keyClick(self._listening(), key, held)
        return f"{held.name} {key.name} x{times}"

    def types(self) -> str:
        """Letters and figures."""
        text = "".join(self.chance.choices(LETTERS, k=self.chance.randint(1, 4)))
        for letter in text:
            QTest.keyClicks(self._listening(), letter)
        return f"types {text}"

    def clicks(self) -> str:
        """Somewhere on what is on top."""
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window
        at = QPoint(self.chance.randrange(max(1, over.width())), self.chance.randrange(max(1, over.height())))
        part = over.childAt(at) or over
        where = part.mapFrom(over, at)
        press = QTest.mouseDClick if self.chance.random() < 0.2 else QTest.mouseClick
        told = f"{press.__name__} {type(part).__name__} {part.objectName()} at {at.toTuple()} of {type(over).__name__}"
        press(part, Qt.MouseButton.LeftButton, self.chance.choice(HELD), where)
        return told

    def resizes(self) -> str:
        """Any size of a screen; on Windows that of the one that is there at most, else Qt complains."""
        size = self.window.screen().availableSize()
        most = (size.width(), size.height()) if sys.platform == "win32" else MOST
        width, height = (self.chance.randint(*ends) for ends in zip(LEAST, most, strict=True))
        self.window.resize(width, height)
        return f"resizes to {width} by {height}"

    def drops(self) -> str:
        """A file or two, anywhere on the window."""
        paths = self.chance.sample(self.files, self.chance.choice((1, 1, 2)))
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        if QApplication.activeModalWidget() is None:  # a dialog keeps them off
            event = QDropEvent(QPointF(200, 200), action, data, button, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(self.window, event)
        return f"drops {' '.join(path.name for path in paths)}"

    def pastes(self) -> str:
        """Words, a number or a block of cells, into whatever has the focus."""
        text = self.chance.choice(PASTED)
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(self._listening(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        return f"pastes {text!r}"

    def presses_a_button(self) -> str:
        """One of those that are there."""
        found = [row for row in self._top().findChildren(QAbstractButton) if row.isVisible() and row.isEnabled()]
        if not found:
            return "no button"
        button = self.chance.choice(found)
        told = f"presses {type(button).__name__} {button.text() or button.accessibleName()}"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return told

    def goes_to_a_cell(self) -> str:
        """Of a table or list that is seen; sometimes Enter."""
        views = self._views(self._top())
        if not views:
            return "no table"
        view = self.chance.choice(views)
        at = self._cell(view)
        if self.chance.random() < 0.3:
            QTest.keyClick(self._listening(), Qt.Key.Key_Return)
        return f"goes to {at} of {type(view).__name__}"

    def edits_the_scheme(self) -> str:
        """A cell of it is changed, perhaps not to the end; perhaps it is adopted."""
        if self.window.desk.view is None or QApplication.activeModalWidget() is not None:
            return "edits nothing"
        self.window.show_page("rules")
        if self.chance.random() < 0.7:
            settled(self.window)
        views = self._views(self.window.pages["rules"])
        if not views:
            return "no table of the scheme"
        at = self._cell(view := self.chance.choice(views))
        does = self.chance.choice(("type", "type", "empty", "add_row", "remove_row", "restore_scheme"))
        if does == "type":
            QTest.keyClicks(view, self.chance.choice("159"))
        elif does == "empty":
            QTest.keyClick(view, Qt.Key.Key_Delete)
        else:
            self.window.acts[does].trigger()
        for name in self.chance.choice(((), ("adopt",), ("undo",))):
            self.window.acts[name].trigger()
        return f"{does} at {at} of {type(view).__name__}"

    def opens_another(self) -> str:
        """Another project, in the midst of whatever is done."""
        if not self.projects or QApplication.activeModalWidget() is not None:
            return "opens nothing"
        path = self.chance.choice(self.projects)
        self.window.open_project(path)
        return f"opens {path.name}"

    def _top(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window

    def _views(self, over: QWidget) -> list[QAbstractItemView]:
        """Tables and lists with something in them; a head never has the focus."""
        found = [row for row in over.findChildren(QAbstractItemView) if row.isVisible() and row.isEnabled()]
        return [row for row in found if not isinstance(row, QHeaderView) and row.model() and row.model().rowCount(NO)]

    def _cell(self, view: QAbstractItemView) -> tuple[int, int]:
        if not isValid(view):  # a list of choices may be gone in the same moment
            return -1, -1
        model = view.model()
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(NO)
        at = self.chance.randrange(model.rowCount(NO)), self.chance.randrange(max(1, columns))
        view.setFocus()
        view.setCurrentIndex(model.index(*at))
        return at

    def moves_back(self) -> str:
        """Undo or redo, some times."""
        name, times = self.chance.choice(("undo", "undo", "redo")), self.chance.randint(1, 3)
        for _ in range(times):
            self.window.acts[name].trigger()
        return f"{name} x{times}"

    def waits(self) -> str:
        """Until all is answered."""
        settled(self.window)
        return "waits"

    def gets_out(self) -> list[str]:
        """Press Esc until nothing stands over the window; what stays is a fault."""
        for _ in range(OUT):
            settled(self.window)
            if not self.over():
                break
            while (popup := QApplication.activePopupWidget()) is not None:
                popup.close()  # a list of choices; its inner view hears Esc, which a test cannot reach safely
            QTest.keyClick(self._listening(), Qt.Key.Key_Escape)
            for beside in (row for row in self.over() if not row.isModal()):  # help: a window of its own, gone to first
                QTest.keyClick(beside, Qt.Key.Key_Escape)
        return [f"{type(row).__name__} {row.windowTitle()}" for row in self.over()]

    def over(self) -> list[QWidget]:
        """Dialogs and menus."""
        rows = [row for row in QApplication.topLevelWidgets() if row.isVisible() and row is not self.window]
        return [row for row in rows if row.windowType() != Qt.WindowType.ToolTip]

    def _listening(self) -> QWidget:
        """What hears a key. Without a window manager the focus may be in a window that a dialog blocks."""
        if (popup := QApplication.activePopupWidget()) is not None:
            return popup
        modal, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
        if modal is None:
            return focus or self.window
        return focus if focus is not None and modal.isAncestorOf(focus) else modal.focusWidget() or modal


class _Said(logging.Handler):
    def __init__(self, faults: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._faults = faults

    def emit(self, record: logging.LogRecord) -> None:
        self._faults.append(f"logged: {record.getMessage()}")


@contextmanager
def watched() -> Iterator[list[str]]:
    """What nobody caught in any thread, what the log calls an error, and what Qt complains of."""
    faults: list[str] = []

    def uncaught(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        faults.append("".join(traceback.format_exception(kind, error, at)))

    def from_qt(kind: QtMsgType, _context: object, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not message.startswith(OF_THE_PLATFORM):
            faults.append(f"Qt: {message}")

    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook = uncaught
    threading.excepthook = lambda hook: faults.append(f"in a thread: {hook.exc_value!r}")
    sys.unraisablehook = lambda hook: faults.append(f"unraisable: {hook.exc_value!r} {hook.object!r}")
    from_before, handler = qInstallMessageHandler(from_qt), _Said(faults)
    logging.getLogger().addHandler(handler)
    try:
        yield faults
    finally:
        logging.getLogger().removeHandler(handler)
        qInstallMessageHandler(from_before)
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
