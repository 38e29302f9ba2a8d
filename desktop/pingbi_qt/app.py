"""Start: the window first, then the engine behind it."""

from __future__ import annotations

import gc
import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from pingbi_qt.desk import Desk
    from pingbi_qt.window import Window


def main(arguments: Sequence[str]) -> int:
    """Show the window, with the project that is named; the exit status."""
    gc.disable()  # nothing of a start is garbage; from the first picture on `Tidy` collects it
    from pingbi_qt.around.support import refusal, refuse

    if reason := refusal():
        return refuse(reason)
    from PySide6.QtWidgets import QApplication

    from pingbi_qt import settings
    from pingbi_qt.around.appearance import wear
    from pingbi_qt.around.faults import Faults
    from pingbi_qt.around.language import speak_chinese
    from pingbi_qt.around.logbook import keep_log
    from pingbi_qt.desk import Desk
    from pingbi_qt.look.palette import palette
    from pingbi_qt.tidying import Tidy
    from pingbi_qt.window import Window

    kept, project = settings.load(), None
    if len(arguments) > 1:
        from pingbi_qt.around.starting import project_of, raised_elsewhere, runs

        project = project_of(arguments)
        if project is not None and raised_elsewhere(kept.folder, project, runs):
            return 0
    no_log = keep_log(kept.folder)
    app = QApplication(list(arguments[:1]))
    app.setApplicationName("县区半年评比")
    speak_chinese(app)
    faults = Faults(kept.folder)
    wear(kept)
    app.setPalette(palette())
    tidy = Tidy()
    desk = Desk(by=kept.by)
    window = Window(desk, kept)
    faults.said.connect(window.bar.say)
    if not kept.geometry:
        _first_size(window)
    window.show()
    if no_log:
        window.bar.say(no_log)
    logging.getLogger("pingbi_qt").info("started")
    window.painted.connect(lambda: _dress(app))
    window.drawn.connect(lambda: _let_type(app))
    window.drawn.connect(lambda: _begin(window, desk, project))
    status = app.exec()
    logging.getLogger("pingbi_qt").info("ended with %d", status)
    faults.remove()
    tidy.deleteLater()
    return status


def _first_size(window: Window) -> None:
    """At the first start: all of a small screen, the middle of a large one."""
    room = window.screen().availableGeometry()
    window.resize(min(1366, room.width()), min(740, room.height()))
    if room.width() < 1500:
        window.showMaximized()
    else:
        window.move(room.center() - window.rect().center())


def _dress(app: QApplication) -> None:
    from pingbi_qt.look.style import dress

    dress(app)


def _begin(window: Window, desk: Desk, project: Path | None) -> None:
    """What the window does not need to be seen: the engine is loaded in its thread, a project is opened."""
    from pingbi_qt.desk import Line
    from pingbi_qt.look.fonts import writes_chinese

    if not writes_chinese():  # the package's name can be read even so
        window.bar.say("没有中文字体，字显示成方框；请管理员安装 fonts-noto-cjk")
        logging.getLogger("pingbi_qt").warning("no typeface for Chinese")
    desk.run("", lambda _: _load_engine(), line=Line.PROJECT)
    if project is not None:
        window.open_project(project)


def _let_type(app: QApplication) -> None:
    """Before the engine's thread, which would slow it down."""
    from pingbi_qt.input_method import serve

    serve(app)


def _load_engine() -> None:
    from pingbi.casework import get_ready

    get_ready()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
