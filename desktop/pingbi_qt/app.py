"""Start: the window first, then the engine behind it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi_qt.desk import Desk
    from pingbi_qt.window import Window


def main(arguments: Sequence[str]) -> int:
    """Show the window, with the project that is named; the exit status."""
    from pingbi_qt.around.support import refusal, refuse

    if reason := refusal():
        return refuse(reason)
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from pingbi_qt import settings
    from pingbi_qt.around.appearance import wear
    from pingbi_qt.desk import Desk
    from pingbi_qt.look import dress
    from pingbi_qt.tidying import Tidy
    from pingbi_qt.window import Window

    app = QApplication(list(arguments))
    app.setApplicationName("县区半年评比")
    kept = settings.load()
    wear(kept)
    dress(app)
    tidy = Tidy()
    desk = Desk(by=kept.by)
    window = Window(desk, kept)
    window.show()
    QTimer.singleShot(0, lambda: _begin(window, desk, [Path(name) for name in arguments[1:]]))
    status = app.exec()
    tidy.deleteLater()
    return status


def _begin(window: Window, desk: Desk, paths: list[Path]) -> None:
    """What the window does not need to be seen: the engine is loaded in its thread, a project is opened."""
    from pingbi_qt.desk import Line

    desk.run("", lambda _: _load_engine(), line=Line.PROJECT)
    if paths:
        window.open_project(paths[0])


def _load_engine() -> None:
    from pingbi.casework import get_ready

    get_ready()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
