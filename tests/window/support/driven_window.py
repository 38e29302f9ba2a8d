"""The window in a process of its own that imports and edits by itself, and tells on a pipe what it shows as done.

`driven_window.main()` reads lines: 项目.pingbi, 改几次, 县区, 指标, 文件 … with tabs between start it, an empty one
kills it. Lines that come, each written at once: `opened` and the names of the submissions that it shows first, `came`
and the name of one that has come, `done` and the words of the status bar, `ended` and the exit status. Kill it whenever
you like: what was told must be in the project.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from decimal import Decimal
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

from PySide6.QtWidgets import QApplication

from pingbi.casework import Case, correct
from pingbi_qt import settings
from pingbi_qt.around.appearance import wear
from pingbi_qt.desk import Desk, View
from pingbi_qt.look.style import dress
from pingbi_qt.tidying import Tidy
from pingbi_qt.window import Window


def tell(kind: str, *words: str) -> None:
    """One line, in the pipe before anything else happens."""
    os.write(1, ("\t".join((kind, *words)).replace("\n", " ") + "\n").encode())


class Driver:
    """What a person would do: files are dropped, and while they are read one figure after the other is corrected."""

    def __init__(self, window: Window, files: list[str], edits: int, county: str, indicator: str) -> None:
        self.window, self.files, self.left = window, files, edits
        self.county, self.indicator = county, indicator
        self.shown: set[str] | None = None
        window.desk.viewed.connect(self.seen)
        window.desk.changed.connect(lambda words: tell("done", words))

    def seen(self, view: View) -> None:
        names = {row.submission.name for row in view.arrived}
        if self.shown is None:
            tell("opened", *sorted(names))
            self.window.take(self.files)
            self.edit()
        else:
            for name in sorted(names - self.shown):
                tell("came", name)
        self.shown = names

    def edit(self) -> None:
        """The next correction, when the one before is done."""
        if not self.left:
            return
        self.left -= 1
        value = Decimal(os.getpid() * 1000 + self.left)
        words = f"已改正 {self.county} {value}"

        def work(case: Case) -> object:
            return correct(case, self.county, self.indicator, value, f"漏报一个项目，电话核对为{value}")

        self.window.desk.change(words, work, lambda _: self.edit(), lambda why: tell("failed", why))


def drive(path: str, edits: str, county: str, indicator: str, *files: str) -> None:
    app = QApplication(sys.argv[:1])
    kept = settings.load()
    wear(kept)
    dress(app)
    tidy = Tidy()
    window = Window(Desk(by="张三"), kept)
    window.show()
    driver = Driver(window, list(files), int(edits), county, indicator)
    window.open_project(Path(path))
    app.exec()
    del driver, tidy


def main() -> None:
    ways = multiprocessing.get_all_start_methods()
    processes = multiprocessing.get_context("fork" if "fork" in ways else None)  # all is imported here, once for many
    for line in sys.stdin:
        if words := line.rstrip("\n"):
            process = processes.Process(target=drive, args=words.split("\t"))
            process.start()
            watch = Thread(target=tell_the_end, args=(process,))
            watch.start()
        else:
            process.kill()
            watch.join()


def tell_the_end(process: BaseProcess) -> None:
    process.join()
    tell("ended", str(process.exitcode))
