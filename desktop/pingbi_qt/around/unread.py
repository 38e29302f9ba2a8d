"""Which files are still to be read, for the journal: as many as the list of step 1 shows on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from pathlib import Path

    from pingbi_qt.around.journal import Journal
    from pingbi_qt.collect.intake import Intake
    from pingbi_qt.window import Window

PAUSE = 500  # milliseconds: files are found and read by the hundred


class Unread(QObject):
    """Follows the files on their way."""

    def __init__(self, intake: Intake, journal: Journal) -> None:
        super().__init__(intake)
        self._intake, self._journal = intake, journal
        self._found: dict[str, Path | None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.note)
        intake.changed.connect(self._later)
        intake.received.connect(self._later)
        self.note()

    @classmethod
    def of(cls, window: Window, journal: Journal) -> Self | None:
        """Once there is a page that reads files."""
        from pingbi_qt.collect import CollectPage

        page = window.pages.get("collect")
        return cls(page.intake, journal) if isinstance(page, CollectPage) else None

    def note(self) -> None:
        """What is on its way now."""
        names = [row.name for row in self._intake.lines if row.under_way and not row.number]  # with one it is received
        places = [self._place(name) for name in names]
        self._journal.reading(dict.fromkeys(place for place in places if place is not None))
        if not names:
            self._found.clear()

    def _place(self, name: str) -> Path | None:
        """Where it came from; looked up once."""
        if name not in self._found:
            self._found[name] = self._intake.place(name)
        return self._found[name]

    def _later(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
