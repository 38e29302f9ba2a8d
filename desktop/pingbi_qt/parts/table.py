"""Tables: quiet rows with a hairline below each, a head of one or two lines, rows as high as type and window ask."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pingbi_qt.look import SizeClass, glyph, has, line_height, px, rect_of
from pingbi_qt.parts.copying import copies
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.head_end import HeadEnd
from pingbi_qt.parts.painting import LEFT, Align, focus_ring, ground, hairline, words

Index = QModelIndex | QPersistentModelIndex
INK = Qt.ItemDataRole.UserRole + 101  # a token: the colour of the words of a cell
BOLD = Qt.ItemDataRole.UserRole + 102
GROUND = Qt.ItemDataRole.UserRole + 103  # a token: the soft ground of a cell that needs a person
_SIDE = 8


class Cells(QStyledItemDelegate):
    """Paints grounds, lines and the frame of the focus; `cell` paints what stands in a cell and is for overriding."""

    def __init__(self, view: QAbstractItemView, *, whole_rows: bool = True) -> None:
        super().__init__(view)
        self.view, self.whole_rows = view, whole_rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, line, cell, focus."""
        painter.save()
        rect = rect_of(option)
        selected = has(option, QStyle.StateFlag.State_Selected)
        fill = index.data(GROUND)
        if fill:
            ground(painter, rect, fill)
        elif selected:
            ground(painter, rect, "accent_soft")
        elif has(option, QStyle.StateFlag.State_MouseOver):
            ground(painter, rect, "alt")
        hairline(painter, rect.left(), rect.bottom(), rect.width())
        if selected and self.whole_rows and self.is_first(index):
            ground(painter, QRect(rect.left(), rect.top(), px(4), rect.height()), "accent")
        self.cell(painter, rect, index, selected=selected)
        if not self.whole_rows and self.view.hasFocus() and index == self.view.currentIndex():
            focus_ring(painter, rect, 0)
        painter.restore()

    def is_first(self, index: Index) -> bool:
        """Whether the bar of the selected row stands in this cell."""
        return index.column() == 0

    def cell(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """The words of a cell."""
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if text in (None, ""):
            return
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        ink = index.data(INK) or "text"
        bold = bool(index.data(BOLD)) or (selected and self.whole_rows and self.is_first(index))
        place = rect.adjusted(px(_SIDE), 0, -px(_SIDE), 0)
        words(painter, place, str(text), "body", ink, Align(align) if align else LEFT, bold=bold)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The rows' height is the view's; the width is the words'."""
        return QSize(super().sizeHint(option, index).width() + 2 * px(_SIDE), SizeClass.FULL.row("figures"))


class TwoLineHeader(Following, QHeaderView):
    """A head whose titles may have a second line, their unit, in a quieter colour."""

    def __init__(self, *, two_lines: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.two_lines = two_lines
        self._size = SizeClass.FULL
        self.setMinimumSectionSize(px(24))
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setDefaultAlignment(LEFT)
        self.follow()

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._size = size
        self.refit()

    def fit(self) -> None:
        """As high as its lines."""
        self.setMinimumSectionSize(px(24))
        self.setFixedHeight(self._size.row("head_two" if self.two_lines else "head"))

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(super().sizeHint().width(), self._size.row("head_two" if self.two_lines else "head"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Title and unit, aligned as the column is; the way of sorting beside it."""
        painter.save()
        ground(painter, rect, "head")
        hairline(painter, rect.left(), rect.bottom(), rect.width())
        model, role = self.model(), Qt.ItemDataRole
        title = str(model.headerData(section, self.orientation(), role.DisplayRole) or "")
        asked = model.headerData(section, self.orientation(), role.TextAlignmentRole)
        align = Align(asked) if asked else LEFT
        upper, _, lower = title.partition("\n")
        place = rect.adjusted(px(_SIDE), 0, -px(_SIDE), -1)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            edge = px(10)
            rising = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            at = QRect(rect.right() - edge - px(1), place.center().y() - edge // 2, edge, edge)
            glyph(painter, "triangle_up" if rising else "triangle_down", at, "text2")
            place.setRight(place.right() - px(4))
        sideways = align & Qt.AlignmentFlag.AlignHorizontal_Mask
        if lower:
            high = line_height("body")
            top = place.center().y() - high + 1
            upper_place = QRect(place.left(), top, place.width(), high)
            words(painter, upper_place, upper, "body", "text", sideways | Align.AlignVCenter)
            lower_place = QRect(place.left(), top + high - px(1), place.width(), line_height("note"))
            words(painter, lower_place, lower, "note", "text3", sideways | Align.AlignVCenter)
        else:
            words(painter, place, upper, "body", "text", sideways | Align.AlignVCenter)
        painter.restore()


class Table(Following, QTableView):
    """A table without grid and side head. `row` names the height of its rows (look.sizes)."""

    _head_end: HeadEnd | None = None

    def __init__(self, row: str = "figures", *, two_lines: bool = False, whole_rows: bool = True) -> None:
        super().__init__()
        self.row_kind, self._size = row, SizeClass.FULL
        self.head = TwoLineHeader(two_lines=two_lines, parent=self)
        self.setHorizontalHeader(self.head)
        self._head_end = HeadEnd(self)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(px(16))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        behaviour = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behaviour.SelectRows if whole_rows else behaviour.SelectItems)
        for set_mode in (self.setVerticalScrollMode, self.setHorizontalScrollMode):
            set_mode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(Cells(self, whole_rows=whole_rows))
        self.follow()

    def setHorizontalHeader(self, header: QHeaderView) -> None:
        """Another head; its end above the scroll bar goes with it."""
        super().setHorizontalHeader(header)
        if self._head_end is not None:
            self._head_end.go_beside(header)

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._size = size
        self.head.adapt(size)
        self.refit()

    def fit(self) -> None:
        """Rows as high as type and window ask."""
        self.verticalHeader().setDefaultSectionSize(self._size.row(self.row_kind))

    def minimumSizeHint(self) -> QSize:
        """It scrolls."""
        return QSize(px(120), self.head.sizeHint().height() + 2 * self._size.row(self.row_kind))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C is for Excel."""
        if not copies(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Something is current as soon as the keyboard is here."""
        super().focusInEvent(event)
        model = self.model()
        if not self.currentIndex().isValid() and model is not None and model.rowCount() and model.columnCount():
            self.setCurrentIndex(model.index(0, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes."""
        super().focusOutEvent(event)
        self.viewport().update()


class FrozenTable(Table):
    """A table whose first columns stay when it is scrolled sideways: a second view of the model lies above."""

    _frozen = 0  # the constructor of Qt's table asks already

    def __init__(self, frozen: int, row: str = "figures", *, two_lines: bool = False, whole_rows: bool = True) -> None:
        super().__init__(row, two_lines=two_lines, whole_rows=whole_rows)
        self._frozen = frozen
        self.still = Table(row, two_lines=two_lines, whole_rows=whole_rows)
        self.still.setParent(self)
        self.still.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.still.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.still.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.still.setItemDelegate(self.itemDelegate())
        self.head.sectionResized.connect(self._resized)
        self.verticalScrollBar().valueChanged.connect(self.still.verticalScrollBar().setValue)
        self.still.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.still.clicked.connect(self.clicked)
        self.still.doubleClicked.connect(self.doubleClicked)
        self.still.head.sectionClicked.connect(self.head.sectionClicked)
        self.horizontalScrollBar().valueChanged.connect(self._show_still)

    def setItemDelegate(self, delegate: QStyledItemDelegate) -> None:  # type: ignore[override]
        """The same for both."""
        super().setItemDelegate(delegate)
        if hasattr(self, "still"):
            self.still.setItemDelegate(delegate)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """The same for both."""
        super().setModel(model)
        self.still.setModel(model)
        self.still.setSelectionModel(self.selectionModel())
        if model is not None:
            for signal in (model.modelReset, model.columnsInserted, model.columnsRemoved, model.layoutChanged):
                signal.connect(self.freeze)
        self.freeze()

    def freeze(self) -> None:
        """Show in the still view the first columns only, as wide as they are."""
        model = self.model()
        for column in range(model.columnCount() if model is not None else 0):
            self.still.setColumnHidden(column, column >= self._frozen or self.isColumnHidden(column))
            if column < self._frozen:
                self.still.setColumnWidth(column, self.columnWidth(column))
        self._place()

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        super().adapt(size)
        self.still.adapt(size)
        self._place()

    def refit(self) -> None:
        """Both."""
        super().refit()
        self._place()

    def _resized(self, column: int, _before: int, now: int) -> None:
        if column < self._frozen:
            self.still.setColumnWidth(column, now)
            self._place()

    def _wide(self) -> int:
        return sum(self.columnWidth(column) for column in range(self._frozen) if not self.isColumnHidden(column))

    def _place(self) -> None:
        high = self.viewport().height() + self.head.height()
        self.still.setGeometry(self.frameWidth(), self.frameWidth(), self._wide(), high)
        self._show_still()

    def _show_still(self) -> None:
        self.still.setVisible(self._frozen > 0 and self.horizontalScrollBar().value() > 0)
        self.still.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the table."""
        super().resizeEvent(event)
        self._place()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Never under the still columns."""
        super().scrollTo(index, hint)
        if index.column() >= self._frozen and self.horizontalScrollBar().value() > 0:
            hidden = self._wide() - self.visualRect(index).left()
            if hidden > 0:
                self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - hidden)
