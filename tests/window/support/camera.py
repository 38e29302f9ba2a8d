"""Takes pictures of a window with what stands over it, and notes the texts that have no room or are not Chinese."""

from __future__ import annotations

from pathlib import Path

from painted import Text, foreign_words, painting, shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pingbi_qt.window import Window


class Camera:
    """Into a folder, each picture with the setting's name."""

    def __init__(self, window: Window, folder: Path, setting: str) -> None:
        self.window, self.folder, self.setting = window, folder, setting
        self.notes: list[str] = []
        self._last: dict[str, bytes] = {}

    def picture(self, name: str, *, only_if_new: str = "") -> None:
        """Of now. `only_if_new`: none where it looks as that picture did."""
        QApplication.processEvents()
        with painting() as texts:
            seen = self._seen()
        image = seen.toImage()
        pixels = bytes(image.constBits())
        if only_if_new and pixels == self._last.get(only_if_new):
            return
        self._last[name] = pixels
        seen.save(str(self.folder / f"{self.setting}-{name}.png"))
        for text in {*texts, *shown(self.window), *(row for over in self.over() for row in shown(over))}:
            self._note(name, text)

    def over(self) -> list[QWidget]:
        """Dialogs, menus and other windows over it, the topmost last."""
        rows = [row for row in QApplication.topLevelWidgets() if row.isVisible() and row is not self.window]
        return sorted(rows, key=lambda row: row.windowType() == Qt.WindowType.ToolTip)

    def put_away(self) -> None:
        """Close what stands over it, as Esc does."""
        for row in reversed(self.over()):
            row.close()
        focus = QApplication.focusWidget()
        QTest.keyClick(focus if focus is not None else self.window, Qt.Key.Key_Escape)
        QApplication.processEvents()

    def tell(self) -> None:
        """Write what was noted."""
        rows = sorted(set(self.notes))
        (self.folder / f"{self.setting}-texts.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")

    def _seen(self) -> QPixmap:
        whole = self.window.grab()
        painter = QPainter(whole)
        corner = self.window.mapToGlobal(QPoint(0, 0))
        for row in self.over():
            part = row.grab()
            at = row.mapToGlobal(QPoint(0, 0)) - corner
            painter.drawPixmap(at, part)
            painter.setPen(QColor("#7d8996"))
            painter.drawRect(at.x(), at.y(), row.width() - 1, row.height() - 1)
        painter.end()
        return whole

    def _note(self, name: str, text: Text) -> None:
        if text.cut:
            self.notes.append(f"{name}: lacks {text.cut}: {text.words[:60]!r} {text.where}")
        if text.words.endswith("…") and len(text.words) > 1:
            self.notes.append(f"{name}: shortened: {text.words[:60]!r} {text.where}")
        if words := foreign_words(text.words):
            self.notes.append(f"{name}: {' '.join(words)}: {text.words[:60]!r} {text.where}")
