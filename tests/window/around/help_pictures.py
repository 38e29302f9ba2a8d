"""Takes the pictures of the help anew, from the real window with the sample.

PYTHONPATH=desktop QT_QPA_PLATFORM=offscreen python tests/window/around/help_pictures.py
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from pingbi import casework, pipeline, project
from pingbi import scheme as schemes
from pingbi_qt import settings
from pingbi_qt.around.help.pages import FOLDER
from pingbi_qt.around.language import speak_chinese
from pingbi_qt.desk import Desk
from pingbi_qt.look.style import dress
from pingbi_qt.window import Window

SIZE = (1240, 640)
QUIET = 2000  # milliseconds without work, after which a page is taken to be painted
PAGES = ("start", "collect", "review", "score", "sheets", "rules")


def sample(home: Path) -> Path:
    """A project with the sample received."""
    pipeline.write_sample(home / "各县区报来")
    path = home / "示例.pingbi"
    with project.create(path, schemes.find("").read_text(encoding="utf-8"), "张三") as held:
        list(casework.receive(casework.Case(held), [home / "各县区报来"]))
    return path


def idle(app: QApplication, desk: Desk) -> None:
    """Until nothing is asked of the desk any more and that has been painted."""
    quiet = QDeadlineTimer(QUIET)
    while not quiet.hasExpired():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if desk.operations:
            quiet.setRemainingTime(QUIET)


def take(folder: Path, home: Path) -> None:
    """One picture a step."""
    app = QApplication([])
    speak_chinese(app)
    dress(app)
    path = sample(home)
    desk = Desk(by="张三")
    kept = settings.load(home)
    kept.theme, kept.by = "light", "张三"
    kept.target = "D:\\2022年半年评比"  # no place of the machine on which they are taken
    window = Window(desk, kept)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    for page in PAGES:
        if page == "collect":
            window.open_project(path)
        elif page != "start":
            window.show_page(page)
        idle(app, desk)
        small(window.grab().toImage()).save(str(folder / f"{page}.png"), quality=0)
    window.close()


def small(image: QImage) -> QImage:
    """In the 256 colours that it has most of: a window has few, but for the edges of letters."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(image.constBits()).cast("B").cast("I"))
    table = [colour for colour, _ in counted.most_common(256)]
    return image.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)


def main() -> int:
    """Exit status 0 when all are there."""
    folder = FOLDER / "pictures"
    folder.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="pingbi-") as home:
        place = Path(home, "2022年半年评比")
        place.mkdir()
        take(folder, place)
    return 0 if all((folder / f"{page}.png").is_file() for page in PAGES) else 1


if __name__ == "__main__":
    sys.exit(main())
