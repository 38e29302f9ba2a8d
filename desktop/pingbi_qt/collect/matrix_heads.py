"""The heads of the matrix: indicators in two lines above, counties with what they have sent at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from pingbi.casework.matrix import Whole
from pingbi_qt.look import glyph, line_height, metrics, px
from pingbi_qt.parts import ground, hairline, words
from pingbi_qt.parts.painting import LEFT, RIGHT

if TYPE_CHECKING:
    from pingbi.casework.matrix import CountyRow
    from pingbi_qt.collect.matrix_model import MatrixModel

WIDEST_NAME = 10  # characters of a county's name that have their room


class IndicatorHead(QHeaderView):
    """Name above, unit below; a name that finds no room in one line takes two."""

    def __init__(self, matrix: MatrixModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._matrix = matrix
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        """Two lines, three where a name needs two."""
        lines = 2 if any(len(self.name_lines(at)) > 1 for at in range(len(self._matrix.columns))) else 1
        high = lines * line_height("body") + line_height("note") + px(10)
        return QSize(0, max(px(50), high))  # nobody asks how wide: Qt would measure every section for it

    def name_lines(self, at: int) -> tuple[str, ...]:
        """The name, broken where the scheme says so or in the middle, if it has no room in one line."""
        column = self._matrix.columns[at]
        room = self.sectionSize(at) - px(16)
        if metrics("body").horizontalAdvance(column.name) <= room:
            return (column.name,)
        if len(column.lines) == 2:
            return column.lines
        half = -(-len(column.name) // 2)
        return column.name[:half], column.name[half:]

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Name and unit, the units of all in one line."""
        ground(painter, rect, "head")
        hairline(painter, rect.left(), rect.bottom(), rect.width())
        if logical >= len(self._matrix.columns):
            return
        names, unit = self.name_lines(logical), self._matrix.columns[logical].unit
        high, low = line_height("body"), line_height("note")
        top = rect.top() + rect.height() - px(5) - low - len(names) * high
        place = rect.adjusted(px(6), 0, -px(10), 0)
        for at, name in enumerate(names):
            words(painter, QRect(place.left(), top + at * high, place.width(), high), name, "body", "text", RIGHT)
        below = QRect(place.left(), top + len(names) * high, place.width(), low)
        words(painter, below, unit, "note", "text2", RIGHT)


class CountyHead(QHeaderView):
    """County, and how much of what is asked is here: 5/8. It stays while the figures are scrolled."""

    def __init__(self, matrix: MatrixModel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._matrix = matrix
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)

    def sizeHint(self) -> QSize:
        """As wide as the longest name that has its room, and the count."""
        counted = max((f"{row.received}/{row.asked}" for row in self._rows), key=len, default="0/0")
        name = max((metrics("body", True).horizontalAdvance(row.county) for row in self._rows), default=0)
        name = max(px(64), min(name, metrics("body", True).horizontalAdvance("县" * WIDEST_NAME)))
        wide = px(12) + name + px(20) + metrics("body").horizontalAdvance(counted) + px(14)
        return QSize(max(wide, px(120)), 0)  # nobody asks how high

    @property
    def _rows(self) -> list[CountyRow]:
        return [self._matrix.row(at) for at in range(self._matrix.rowCount())]

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Name and count."""
        ground(painter, rect, "surface")
        row = self._matrix.row(logical)
        counted = f"{row.received}/{row.asked}" if row.whole is not Whole.EXEMPT else "免报"
        measure = metrics("body", True)
        wide = measure.horizontalAdvance(counted)
        ink = "ok" if row.complete else "none" if row.whole is Whole.EXEMPT else "warn" if row.received else "err"
        place = rect.adjusted(px(12), 0, -px(12), 0)
        words(painter, place, counted, "body", ink, RIGHT, bold=not row.complete and row.whole is not Whole.EXEMPT)
        room = QRect(place.left(), place.top(), place.width() - wide - px(8), place.height())
        if self._matrix.is_read(row.county):
            edge = px(14)
            glyph(painter, "clock", QRect(room.right() - edge, room.center().y() - edge // 2, edge, edge), "accent")
            room.setRight(room.right() - edge - px(4))
        words(painter, room, row.county, "body", "text", LEFT, bold=True)
        hairline(painter, rect.left(), rect.bottom(), rect.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Below the last county there is nothing."""
        super().paintEvent(event)
        below = self.length() - self.offset()
        ground(QPainter(self.viewport()), self.viewport().rect().adjusted(0, below, 0, 0), "surface")


class Corner(QWidget):
    """Over the two heads' corner: 县区, 已收."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two words."""
        del event
        painter = QPainter(self)
        ground(painter, self.rect(), "head")
        place = self.rect().adjusted(px(12), 0, -px(12), 0)
        words(painter, place, "县区", "body", "text")
        words(painter, place, "已收", "body", "text", RIGHT)
        hairline(painter, 0, self.height() - 1, self.width())
