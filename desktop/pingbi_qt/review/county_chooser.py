"""Which county: its name, and which version of its submission is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from pingbi_qt.look import metrics, px
from pingbi_qt.parts import Following, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.casework.compared_versions import Version

_LEFT_TO_THE_PAGE = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter}


def version_words(versions: Sequence[Version]) -> str:
    """第 2 版，比上版改 2 处; empty where nothing has come."""
    if not versions:
        return ""
    last = versions[-1]
    if last.at == 1:
        return "第 1 版"
    return f"第 {last.at} 版，比上版{f'改 {last.changed} 处' if last.changed else '没有改动'}"


class CountyChooser(Following, QComboBox):
    """`chosen` gives the county that the person has chosen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[str, str, int], ...] = ()
        self.setAccessibleName("县区")
        self.setMaxVisibleItems(24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda at: self.chosen.emit(self._rows[at][0]))
        self.follow()

    def show_counties(self, rows: Sequence[tuple[str, str, int]], county: str) -> None:
        """(county, its version in words, how many open findings) of each; nobody is told."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self.blockSignals(True)
            self.clear()
            self.addItems(
                ["　".join(filter(None, (name, said, f"待核 {left}" if left else ""))) for name, said, left in rows]
            )
            self.blockSignals(False)
        self.choose(county)

    def choose(self, county: str) -> None:
        """Show a county without telling."""
        at = next((at for at, row in enumerate(self._rows) if row[0] == county), -1)
        self.setCurrentIndex(at)
        self.setAccessibleDescription("，".join(self._rows[at][:2]) if at >= 0 else "")
        self.update()

    def beside(self, step: int) -> str:
        """The next county, or the one before; the first follows the last. Empty where there is none."""
        if not self._rows:
            return ""
        return self._rows[(max(self.currentIndex(), 0) + step) % len(self._rows)][0]

    def fit(self) -> None:
        """As the theme is."""
        self.setMinimumHeight(px(32))

    def sizeHint(self) -> QSize:
        """Room for a name and its version."""
        return QSize(px(288), max(px(32), metrics().height() + px(8)))

    def minimumSizeHint(self) -> QSize:
        """Room for a name."""
        return QSize(px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The name in bold, its version beside."""
        del event
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.end()
        at = self.currentIndex()
        if not 0 <= at < len(self._rows):
            return
        plain = QPainter(self)
        name, said, _left = self._rows[at]
        place = QRect(px(12), 0, self.width() - px(12) - px(30), self.height())
        took = words(plain, place, name, "strong")
        words(plain, place.adjusted(took + px(16), 0, 0, 0), said, "note", "text2")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the page does by keys is left to it."""
        if event.key() in _LEFT_TO_THE_PAGE:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that turns over it changes nothing."""
        event.ignore()
