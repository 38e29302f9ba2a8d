"""The window's part of `--self-test=FILE`: Qt starts, has Chinese letters, and the window draws its pages."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


OPTION = "--self-test="
LETTERS = "县区评比得分位次示例"


def asked(arguments: Sequence[str]) -> Path | None:
    """The file of the report, where a self-test is asked for."""
    return next((Path(row.removeprefix(OPTION)) for row in arguments if row.startswith(OPTION)), None)


def run(target: Path) -> int:
    """Try everything and write the report; the exit status."""
    from pingbi import self_test

    rows = [self_test.tried("window", _window), self_test.tried("letters", _letters), *self_test.engine()]
    return self_test.report(rows, target)


def _window() -> str:
    from PySide6.QtWidgets import QApplication

    from pingbi_qt.desk import Desk
    from pingbi_qt.look.style import dress
    from pingbi_qt.settings import Settings
    from pingbi_qt.window import Window

    application = QApplication.instance() or QApplication([])
    if not isinstance(application, QApplication):
        raise TypeError("no application for widgets")
    dress(application)
    with TemporaryDirectory(prefix="评比 自检 ") as folder:
        desk = Desk(by="自检")
        window = Window(desk, Settings(Path(folder)))
        window.show()
        application.processEvents()
        picture = window.grab().toImage()
        window.close()
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
    if len(colours) < 5:
        raise ValueError("the window is empty")
    return f"{application.platformName()} {picture.width()}x{picture.height()}"


def _letters() -> str:
    """As they would be drawn, with the typefaces that stand in: a glyph of number 0 is an empty box."""
    from PySide6.QtGui import QTextLayout

    from pingbi_qt.look import font

    layout = QTextLayout(LETTERS, font("body"))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    if missing := sum(index == 0 for run in runs for index in run.glyphIndexes()):
        raise ValueError(f"no letters for {missing} of {LETTERS}")
    return ", ".join(sorted({run.rawFont().familyName() for run in runs}))
