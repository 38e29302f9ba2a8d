"""The window in a process of its own that imports and edits by itself, and tells on a pipe what it shows as done.

    python driven_window.py 项目.pingbi 改几次 县区 指标 文件 …

Lines, each written at once: `opened` and the names of the submissions that it shows first, `came` and the name of one
that has come, `done` and the words of the status bar. Kill it whenever you like: what was told must be in the project.
"""

from __future__ import annotations

import os
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from pingbi_qt import settings
from pingbi_qt.around.appearance import wear
from pingbi_qt.desk import Desk, View
from pingbi_qt.look.style import dress
from pingbi_qt.tidying import Tidy
from pingbi_qt.window import Window

if TYPE_CHECKING:
    from pingbi.casework import Case


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
            from pingbi.casework import correct  # noqa: PLC0415  # loaded in the desk's thread, as the window does

            return correct(case, self.county, self.indicator, value, f"漏报一个项目，电话核对为{value}")

        self.window.desk.change(words, work, lambda _: self.edit(), lambda why: tell("failed", why))


def main() -> int:
    path, edits, county, indicator, *files = sys.argv[1:]
    app = QApplication(sys.argv[:1])
    kept = settings.load()
    wear(kept)
    dress(app)
    tidy = Tidy()
    window = Window(Desk(by="张三"), kept)
    window.show()
    driver = Driver(window, files, int(edits), county, indicator)
    window.open_project(Path(path))
    status = app.exec()
    del driver, tidy
    return status


if __name__ == "__main__":
    sys.exit(main())
