"""The matrix on screen: one table, its heads, merged lines with their links, and where the keyboard is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QTableView

from pingbi_qt.collect.matrix_cells import CellPainter, link_width
from pingbi_qt.collect.matrix_heads import Corner, CountyHead, IndicatorHead
from pingbi_qt.collect.matrix_model import MatrixModel, on_screen
from pingbi_qt.look import SizeClass, metrics, px
from pingbi_qt.parts import Following
from pingbi_qt.parts.copying import copies
from pingbi_qt.parts.head_end import HeadEnd
from pingbi_qt.parts.table import Index

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.casework.matrix import Matrix

FADE = 120  # milliseconds in which the ground of a cell that has changed by itself fades
NARROWEST, WIDEST = 76, 160  # of a column, as drawn at 100 %


class MatrixView(Following, QTableView):
    """`asked(county, indicator)`: see the figure. `linked(county)`: the link of a merged line."""

    asked = Signal(str, str)
    linked = Signal(str)
    moved = Signal()  # the keyboard is elsewhere, or what is there has changed

    def __init__(self) -> None:
        super().__init__()
        self.matrix = MatrixModel()
        self._size = SizeClass.FULL
        self._at: tuple[str, str] = ("", "")
        self._wanted: list[int] = []  # the widths of the columns where there is no room to share
        self.setModel(self.matrix)
        self._cells = CellPainter(self, self.matrix)
        self._turn = QTimer(self, interval=1, singleShot=True)
        self._turn.timeout.connect(lambda: self.setUpdatesEnabled(True))
        self._fade = QVariantAnimation(self, duration=FADE, startValue=1.0, endValue=0.0)
        self._fade.valueChanged.connect(self._glow)
        self.setHorizontalHeader(IndicatorHead(self.matrix))
        self.setVerticalHeader(CountyHead(self.matrix))
        self._head_end = HeadEnd(self)
        self._corner = Corner(self)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName("县区和指标")
        self.matrix.modelAboutToBeReset.connect(self._begin_anew)
        self.matrix.modelReset.connect(self._arrange)
        self.matrix.merged.connect(self._merge)
        self.doubleClicked.connect(self._open)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)  # merged lines stay in sight
        self.verticalHeader().sectionDoubleClicked.connect(lambda at: self._open(self.matrix.index(at, 0)))
        self.follow()

    def show_matrix(self, found: Matrix, words: Mapping[str, str]) -> None:
        """Another state of the project, and what is said about its figures."""
        self.matrix.show(found, words)
        if self.matrix.fresh and QApplication.isEffectEnabled(Qt.UIEffect.UI_General):
            self._fade.start()

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._size = size
        self.refit()

    def go_to(self, county: str, indicator: str = "") -> None:
        """The keyboard goes to a figure."""
        index = self.matrix.place(county, indicator)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def place(self) -> tuple[str, str]:
        """(county, indicator) of where the keyboard is; empty where it is nowhere."""
        index = self.currentIndex()
        if not index.isValid():
            return "", ""
        row = self.matrix.row(index.row())
        alone = self.matrix.line(index.row()) is not None or index.column() >= len(self.matrix.columns)
        return row.county, "" if alone else self.matrix.columns[index.column()].id

    # Within

    def _glow(self, value: float) -> None:
        self._cells.glow = value
        self.viewport().update()

    def fit(self) -> None:
        """As the theme is."""
        self.verticalHeader().setMinimumSectionSize(px(16))  # its own stays that of the largest type
        self.horizontalHeader().setMinimumSectionSize(px(48))
        self._cells.renew()
        self.verticalHeader().setDefaultSectionSize(self._size.row("matrix"))
        self._remember()
        self._arrange()

    def _begin_anew(self) -> None:
        self._remember()
        self._paint_later()

    def _paint_later(self) -> None:
        """To paint all of it takes a turn of its own."""
        self.setUpdatesEnabled(False)
        self._turn.start()

    def _remember(self) -> None:
        self._at = self.place()

    def _arrange(self) -> None:
        """Spans, widths and the corner; the keyboard stays where it was."""
        self.clearSpans()
        self._merge()
        self.updateGeometries()
        self._place_corner()
        county, indicator = self._at
        index = self.matrix.place(county, indicator) if county else QModelIndex()
        if not index.isValid() and self.matrix.rowCount():
            index = self.matrix.index(0, 0)
        if index.isValid():
            self.setCurrentIndex(index)

    def _merge(self) -> None:
        """Rows that are one line, and the widths that the others want."""
        self._paint_later()
        count = self.matrix.columnCount()
        for at in range(self.matrix.rowCount()):
            wide = count if self.matrix.line(at) is not None else 1
            if self.columnSpan(at, 0) != wide:
                self.setSpan(at, 0, 1, wide)
        self._wanted = [self._wants(at) for at in range(len(self.matrix.columns))]
        self._set_widths()
        self.moved.emit()

    def _set_widths(self) -> None:
        """The columns share the width that is left."""
        wanted = self._wanted
        spare = self.viewport().width() - sum(wanted)
        for at, width in enumerate(wanted):
            extra = spare // len(wanted) + (at < spare % len(wanted)) if spare > 0 else 0
            self.setColumnWidth(at, width + extra)

    def _wants(self, at: int) -> int:
        value = metrics("body").horizontalAdvance(on_screen(self.matrix.longest(at))) + px(38)
        name = self.matrix.columns[at].name
        half = metrics("body").horizontalAdvance(name[: -(-len(name) // 2)]) + px(18)
        return max(px(NARROWEST), min(max(value, half), px(WIDEST)))

    def _place_corner(self) -> None:
        self._corner.setGeometry(0, 0, self.verticalHeader().width(), self.horizontalHeader().height())
        self._corner.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells."""
        self._cells.paint(QPainter(self.viewport()), event.region())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the width."""
        super().resizeEvent(event)
        self._set_widths()
        self._place_corner()

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        line = self.matrix.line(index.row())
        if line is None:
            self.asked.emit(self.matrix.row(index.row()).county, self.place_of(index))
        elif line.link:
            self.linked.emit(self.matrix.row(index.row()).county)

    def place_of(self, index: QModelIndex) -> str:
        """The indicator of a cell."""
        return self.matrix.columns[index.column()].id if index.column() < len(self.matrix.columns) else ""

    def _on_link(self, point: QPoint) -> str:
        """The county whose link is there; empty where none is."""
        index = self.indexAt(point)
        line = self.matrix.line(index.row()) if index.isValid() else None
        if line is None or not line.link:
            return ""
        right = self.viewport().width()
        return self.matrix.row(index.row()).county if point.x() >= right - link_width(line.link) else ""

    def link(self) -> str:
        """What Enter does where the keyboard is, if that is a merged line's link."""
        line = self.matrix.line(self.currentIndex().row()) if self.currentIndex().isValid() else None
        return line.link if line is not None else ""

    def enter(self) -> None:
        """As the key does."""
        self._open(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say so."""
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what the keyboard is on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self.enter()
        elif not copies(self, event):
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A link is followed."""
        super().mouseReleaseEvent(event)
        county = self._on_link(event.position().toPoint())
        if county and event.button() == Qt.MouseButton.LeftButton:
            self.linked.emit(county)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over links."""
        super().mouseMoveEvent(event)
        hand = Qt.CursorShape.PointingHandCursor if self._on_link(event.position().toPoint()) else None
        if hand is not None:
            self.viewport().setCursor(hand)
        else:
            self.viewport().unsetCursor()

    def changeEvent(self, event: QEvent) -> None:
        """Widths follow the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.matrix.columns:
            self._remember()
            self._arrange()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
