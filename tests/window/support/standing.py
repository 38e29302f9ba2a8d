"""A window as the program makes it, without its event loop: for tests and pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from pingbi_qt import settings
from pingbi_qt.around.appearance import wear
from pingbi_qt.desk import Desk
from pingbi_qt.look.style import dress
from pingbi_qt.window import Window

PATIENCE = 60_000  # milliseconds


def window_of(application: QApplication, desk: Desk, width: int = 1366, height: int = 697) -> Window:
    """Visible, of that size, on the page where the program starts."""
    kept = settings.load()
    wear(kept)
    dress(application)
    window = Window(desk, kept)
    window.resize(width, height)
    window.show()
    wait(lambda: hasattr(window, "around"))  # after the first picture
    return window


def wait(holds: Callable[[], object], longest: int = PATIENCE) -> None:
    """Run the event loop until it holds."""
    if holds():
        return
    loop, beat, end = QEventLoop(), QTimer(interval=10), QTimer(singleShot=True, interval=longest)
    beat.timeout.connect(lambda: loop.exit(0) if holds() else None)
    end.timeout.connect(lambda: loop.exit(1))
    beat.start()
    end.start()
    assert loop.exec() == 0, "what was waited for did not come"


def settled(window: Window) -> None:
    """All that was asked of the desk is answered, shown and laid out."""
    wait(lambda: not window.desk.operations)
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    wait(lambda: not window.desk.operations)


def dialogs(window: QWidget) -> list[QDialog]:
    """Those that are open over it."""
    return [row for row in window.findChildren(QDialog) if row.isVisible()]


def open_project(window: Window, path: Path) -> None:
    """Open it, and wait until it is shown."""
    window.open_project(path)
    settled(window)
    assert window.desk.view is not None
