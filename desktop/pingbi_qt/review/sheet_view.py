"""A sheet as it came: read cells on soft blue, the cell that is meant on yellow in a frame, its row and column too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from pingbi_qt.look import SizeClass, colour, font, metrics, px
from pingbi_qt.parts import Following, frame, ground, hairline, upright, words
from pingbi_qt.parts.head_end import HeadEnd
from pingbi_qt.parts.painting import LEFT, MIDDLE, RIGHT
from pingbi_qt.review.sheet_model import SheetModel, letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pingbi.casework.source_grids import Grid, Shown
    from pingbi.casework.sources import Read

Index = QModelIndex | QPersistentModelIndex
LEAST = 8  # of a row: one that followed the zoom would keep rows from following it
MOST_SPANS = 1500  # merged ranges: more make the view slow
FRAME = 3


class SheetHead(QHeaderView):
    """A B C, or 1 2 3: that of a marked cell on yellow, that of a hidden one faint."""

    def __init__(self, orientation: Qt.Orientation, view: SheetView) -> None:
        super().__init__(orientation, view)
        self._view = view
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """One head."""
        across = self.orientation() == Qt.Orientation.Horizontal
        model = self._view.sheet
        marked = bool(model.meant) and model.meant[0][1 if across else 0] == section + 1
        grid = model.grid
        hidden = grid is not None and section + 1 in (grid.hidden_columns if across else grid.hidden_rows)
        ground(painter, rect, "mark" if marked else "head")
        text = letters(section + 1) if across else str(section + 1)
        ink = "mark_text" if marked else "disabled" if hidden else "text2"
        words(painter, rect, text, "note", ink, MIDDLE, bold=marked)
        hairline(painter, rect.left(), rect.bottom(), rect.width())
        upright(painter, rect.right(), rect.top(), rect.height())


class SheetDelegate(QStyledItemDelegate):
    """Paints cells; lines of several rows of words are broken."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, lines, frame."""
        rect, model = QRect(option.rect), self._view.sheet  # type: ignore[attr-defined]  # the stubs lack it
        row, column = index.row() + 1, index.column() + 1
        cell, marked = model.cell(row, column), (row, column) in model.marked
        read = bool(model.uses(row, column))
        head = model.grid is not None and row in model.grid.heads
        ground(painter, rect, "mark" if marked else "accent_soft" if read else "head" if head else "surface")
        hairline(painter, rect.left(), rect.bottom(), rect.width())
        upright(painter, rect.right(), rect.top(), rect.height())
        self._words(
            painter, rect.adjusted(px(8), 0, -px(8), -1), cell, marked=marked, title=self._is_title(row, column)
        )
        if cell.note:
            edge = px(6)
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("warn"))
            corner = rect.topRight()
            painter.drawPolygon([corner, corner - QPoint(edge, 0), corner + QPoint(0, edge)])
            painter.restore()
        if marked:
            first = model.meant[0] == (row, column)
            frame(painter, rect.adjusted(-1, -1, 0, 0), "mark_line", 0, FRAME if first else 1)
        elif index == self._view.currentIndex() and self._view.hasFocus():
            frame(painter, rect.adjusted(-1, -1, 0, 0), "accent", 0, 2)

    def _is_title(self, row: int, column: int) -> bool:
        """A head, or words that stand over the whole width."""
        grid = self._view.sheet.grid
        if grid is None:
            return False
        if row in grid.heads:
            return True
        span = self._view.columnSpan(row - 1, column - 1)
        return span > 1 and span >= grid.columns - 1 and row <= max(grid.heads, default=3)

    @staticmethod
    def _words(painter: QPainter, rect: QRect, cell: Shown, *, marked: bool, title: bool) -> None:
        align = RIGHT if cell.number else MIDDLE if title else LEFT
        ink, bold = "mark_text" if marked else "text", marked or title
        if cell.struck:
            painter.save()
            kind = font("body", bold)
            kind.setStrikeOut(True)
            painter.setFont(kind)
            painter.setPen(colour("text2"))
            painter.drawText(rect, align, cell.text)
            painter.restore()
        elif metrics("body", bold).horizontalAdvance(cell.text) <= rect.width() and "\n" not in cell.text:
            words(painter, rect, cell.text, ink=ink, align=align, bold=bold)
        elif rect.height() >= 2 * metrics("body").height():
            painter.save()
            painter.setFont(font("body", bold))
            painter.setPen(colour(ink))
            painter.setClipRect(rect)
            painter.drawText(rect, align | Qt.TextFlag.TextWordWrap, cell.text)
            painter.restore()
        else:
            words(painter, rect, cell.text.replace("\n", " "), ink=ink, align=align, bold=bold)


class SheetView(Following, QTableView):
    """`picked` gives the cell (row, column from 1) that the person has gone to."""

    picked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.sheet = SheetModel()
        self._size = SizeClass.FULL
        self._telling = True
        self.setModel(self.sheet)
        self.setItemDelegate(SheetDelegate(self))
        self.setAccessibleName("原表")
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(SheetHead(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(SheetHead(Qt.Orientation.Vertical, self))
        self._head_end = HeadEnd(self)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCornerButtonEnabled(False)
        self.selectionModel().currentChanged.connect(self._gone_to)
        self.follow()

    def show_grid(self, grid: Grid | None, read: Read | None) -> None:
        """Another sheet; its merged ranges are those of the file."""
        self._telling = False
        self.clearSpans()
        self.sheet.show_grid(grid, read)
        for top, left, bottom, right in (grid.merges if grid is not None else ())[:MOST_SPANS]:
            wide, high = min(right, self.sheet.columnCount()) - left + 1, min(bottom, self.sheet.rowCount()) - top + 1
            if wide > 0 and high > 0 and wide * high > 1:
                self.setSpan(top - 1, left - 1, high, wide)
        self._fit_sections()
        self._telling = True

    def mark(self, cells: Iterable[tuple[int, int]]) -> None:
        """Mark the cells that are meant, the first in a frame, and bring that into sight."""
        found = [(row, column) for row, column in cells if row <= self.sheet.rowCount()]
        self.sheet.meant, self.sheet.marked = tuple(found), frozenset(found)
        self._telling = False
        if found:
            index = self.sheet.index(found[0][0] - 1, found[0][1] - 1)
            self.setCurrentIndex(index)
            self.bring_into_sight()
        self._telling = True
        for part in (self.viewport(), self.horizontalHeader().viewport(), self.verticalHeader().viewport()):
            part.update()

    def bring_into_sight(self) -> None:
        """The marked cell with what stands around it; it works once there is a layout."""
        if self.sheet.marked and self.currentIndex().isValid():
            index, hint = self.currentIndex(), QAbstractItemView.ScrollHint
            self.executeDelayedItemsLayout()
            place, room = self.visualRect(index), self.viewport().rect()
            if not room.top() <= place.top() <= place.bottom() <= room.bottom() - place.height():
                self.scrollTo(index, hint.PositionAtCenter)
            self.horizontalScrollBar().setValue(0)
            self.scrollTo(index, hint.EnsureVisible)

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._size = size
        self.refit()

    def fit(self) -> None:
        """As the theme is."""
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.setMinimumSectionSize(LEAST)
        across.setMinimumSectionSize(px(24))
        down.setDefaultSectionSize(self._size.row("source"))
        across.setFixedHeight(max(px(25), metrics("note").height() + px(4)))
        self._fit_sections()
        self.bring_into_sight()

    def _fit_sections(self) -> None:
        grid = self.sheet.grid
        digit = metrics("body").horizontalAdvance("0")
        most = len(str(self.sheet.rowCount()))
        self.verticalHeader().setFixedWidth(max(px(34), most * digit + px(16)))
        if grid is None:
            return
        for column, wide in enumerate(grid.widths):
            self.setColumnWidth(column, round(wide * digit * 0.92) + px(14))
        plain, line = self._size.row("source"), metrics("body").height()
        self.setUpdatesEnabled(False)  # else each row's height looks for what is to be painted anew: 10 s for a ledger
        for row, lines in grid.tall.items():
            self.setRowHeight(row - 1, plain + (lines - 1) * line)
        self.setUpdatesEnabled(True)

    def minimumSizeHint(self) -> QSize:
        """A few cells."""
        return QSize(px(160), px(80))

    def _gone_to(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        if self._telling and now.isValid():
            self.picked.emit(now.row() + 1, now.column() + 1)
