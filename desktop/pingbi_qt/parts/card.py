"""A card: a surface with a line around it, and its parts one below the other."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pingbi_qt.look import px
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.painting import dashed, frame, ground, hairline


class Card(Following, QWidget):
    """`column` holds its parts, without margins but for the line; `padding` (at 100 %) keeps them off it."""

    def __init__(self, padding: int = 0, spacing: int = 0) -> None:
        super().__init__()
        self._padding, self._spacing = padding, spacing
        self._fill, self._line, self._dashed = "surface", "line", False
        self.column = QVBoxLayout(self)
        self.follow()

    def set_ground(self, fill: str = "surface", line: str = "line", *, dashes: bool = False) -> None:
        """Another ground and line: ok_soft and ok for a result, warn and dashes for what is tried out."""
        self._fill, self._line, self._dashed = fill, line, dashes
        self.update()

    def fit(self) -> None:
        """As the theme is."""
        edge = px(self._padding) + 1
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(px(self._spacing) if self._spacing else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface, and its line."""
        del event
        painter = QPainter(self)
        ground(painter, self.rect(), self._fill, 6)
        if self._dashed:
            dashed(painter, self.rect(), self._line, 6)
        else:
            frame(painter, self.rect(), self._line, 6)


class Line(Following, QWidget):
    """A hairline between the parts of a card; `inset` (at 100 %) keeps its ends off the card's edge."""

    def __init__(self, inset: int = 0) -> None:
        super().__init__()
        self._inset = inset
        self.follow()

    def fit(self) -> None:
        """One px at every zoom."""
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        del event
        inset = px(self._inset)
        hairline(QPainter(self), inset, 0, self.width() - 2 * inset)


class Row(Following, QWidget):
    """Parts beside each other: a card's head or foot. `row` holds them."""

    def __init__(self, *parts: QWidget, padding: tuple[int, int] = (12, 8), spacing: int = 8) -> None:
        super().__init__()
        self._padding, self._spacing = padding, spacing
        self.row = QHBoxLayout(self)
        for part in parts:
            self.row.addWidget(part)
        self.follow()

    def fit(self) -> None:
        """As the theme is."""
        side, edge = (px(size) for size in self._padding)
        self.row.setContentsMargins(side, edge, side, edge)
        self.row.setSpacing(px(self._spacing))
