"""The views of a scheme's tables: records with a column a field, and forms with a line a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from pingbi_qt.look import SizeClass, font, metrics, px
from pingbi_qt.parts import Following, Row, ground, hairline
from pingbi_qt.parts.head_end import HeadEnd
from pingbi_qt.rules.cells import CELL, Cell, RecordsModel
from pingbi_qt.rules.delegate import CellDelegate
from pingbi_qt.rules.forms import FormModel
from pingbi_qt.rules.pasting import copied, pasted

if TYPE_CHECKING:
    from pingbi_qt.rules.cells import Index
    from pingbi_qt.rules.editing import Editing

_EDIT = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)
_WIDE = {"lines": 170, "parameters": 210, "formula": 220, "choice": 104, "number": 76, "long": 260, "text": 96}
_SOFT = ("formula", "lines", "parameters", "long")  # kinds whose columns give way
LEAST = 112
MOST_MEASURED = 60  # records
_NAMED = {"name": 170, "method": 150, "code": 120, "message": 300, "unit": 72, "sheet": 130, "required": 64}


class HeadRow(Row):
    """A row on the ground of table heads."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the line below."""
        del event
        painter = QPainter(self)
        ground(painter, self.rect(), "head")
        hairline(painter, 0, self.height() - 1, self.width())


class RowNumbers(QHeaderView):
    """The numbers of the rows; below the last one is nothing but the card."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Without the ground of heads where there is no row."""
        super().paintEvent(event)
        end = self.length() - self.offset()
        ground(QPainter(self.viewport()), self.viewport().rect().adjusted(0, end, 0, 0), "surface")


class CellsView(Following, QTableView):
    """Enter changes the cell; Del empties it. `pointed` says that another cell is current."""

    pointed = Signal()

    def __init__(self, editing: Editing, name: str) -> None:
        super().__init__()
        self.editing = editing
        self.cells = CellDelegate(editing, self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(name)
        self.setEditTriggers(_EDIT)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setVerticalHeader(RowNumbers(self))
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSize(0, 0)
        self._head_end = HeadEnd(self)

    def adapt(self, size: SizeClass) -> None:
        """The heights of this size of window."""
        self.cells.size = size
        self.refit()

    def fit(self) -> None:
        """As the theme is."""
        self.setFont(font("body"))
        self.horizontalHeader().setFont(font("body"))
        self.verticalHeader().setFont(font("note"))
        self.horizontalHeader().setFixedHeight(self.cells.size.row("head"))
        self.horizontalHeader().setMinimumSectionSize(px(40))
        self.verticalHeader().setMinimumSectionSize(px(16))
        self.verticalHeader().setDefaultSectionSize(self.cells.size.row("figures"))
        self.widen()

    def widen(self) -> None:
        """Set the widths of the columns."""

    def point(self, index: QModelIndex) -> None:
        """Make it the current cell and show it."""
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say so."""
        super().currentChanged(current, previous)
        self.pointed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter changes the cell, Del empties it."""
        index = self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            free = self.state() != QAbstractItemView.State.EditingState
            if free and index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            self.empty()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(copied(self.selectedIndexes()))
        elif event.matches(QKeySequence.StandardKey.Paste) and index.isValid():
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        else:
            super().keyPressEvent(event)

    def empty(self) -> None:
        """Empty the chosen cells, in one change."""
        draft, basis = self.editing.draft, self.editing.basis
        if draft is None or basis is None:
            return
        for index in self.selectedIndexes():
            cell = index.data(CELL)
            if isinstance(cell, Cell) and index.flags() & Qt.ItemFlag.ItemIsEditable:
                draft = cell.put(draft, "", dict(basis.methods))
        self.editing.do(draft)

    def paste(self, text: str) -> None:
        """Words from elsewhere, from the current cell on."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The last column takes what is left."""
        super().resizeEvent(event)
        self.widen()


class RecordsView(CellsView):
    """The records of a table."""

    def __init__(self, editing: Editing, name: str) -> None:
        super().__init__(editing, name)
        self.records: RecordsModel | None = None
        self.follow()

    def show_table(self, model: RecordsModel) -> None:
        """Another table."""
        if self.records is not None:
            self.records.modelReset.disconnect(self.widen)
        self.records = model
        self.setModel(model)
        model.modelReset.connect(self.widen)
        self.widen()

    def paste(self, text: str) -> None:
        """A block of cells as Excel has copied it, in one change."""
        draft, basis, model, here = self.editing.draft, self.editing.basis, self.records, self.currentIndex()
        if draft is None or basis is None or model is None or not text.strip():
            return
        place = (here.row(), here.column())
        self.editing.do(pasted(draft, model.table, model.fields, place, text, basis.methods))

    def widen(self) -> None:
        """By what stands in a column, within limits; what is left goes to the widest kind."""
        model = self.records
        if model is None or not model.fields:
            return
        widths = [self._asked(at) for at in range(len(model.fields))]
        count = len(str(max(model.rowCount(), 1)))
        self.verticalHeader().setFixedWidth(px(20) + metrics("note").horizontalAdvance("0" * count))
        spare = self.viewport().width() - sum(widths)
        if spare > 0:
            widths[-1] += spare
        soft = [at for at, field in enumerate(model.fields) if field.kind in _SOFT or field.label == "name"]
        for at in sorted(soft, key=lambda at: -widths[at]) if spare < 0 else ():
            given = min(max(widths[at] - px(LEAST), 0), -spare)
            widths[at] -= given
            spare += given
        for at, wide in enumerate(widths):
            self.setColumnWidth(at, wide)

    def _asked(self, at: int) -> int:
        """The width that a column would like to have."""
        model = self.records
        if model is None:
            return 0
        field = model.fields[at]
        most = px(_NAMED.get(field.label, _WIDE.get(field.kind, 110)))
        rows = range(min(model.rowCount(), MOST_MEASURED))
        texts = (str(model.index(row, at).data() or "") for row in rows)
        asked = max((metrics("body").horizontalAdvance(text) for text in texts), default=0) + px(28)
        head = metrics("body").horizontalAdvance(field.word) + px(20)
        return max(head, min(asked, most), px(56))


class FormView(CellsView):
    """A line a field."""

    def __init__(self, editing: Editing, name: str, *, hints: bool) -> None:
        super().__init__(editing, name)
        self.cells.numbers_right = False
        self.form = FormModel(editing, hints=hints)
        self.setModel(self.form)
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.form.modelReset.connect(self.widen)
        self.follow()

    def paste(self, text: str) -> None:
        """Words into the current field."""
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable and text.strip():
            self.form.setData(self.currentIndex(), text.strip())

    def widen(self) -> None:
        """The headings as wide as they are, the content the rest."""
        if not hasattr(self, "form"):
            return
        wide = max(
            (metrics("body").horizontalAdvance(cell.field.word) for cell in self.form.cells),
            default=px(80),
        ) + px(24)
        whole = self.viewport().width()
        wide = min(wide, whole * 2 // 5)
        self.setColumnWidth(0, wide)
        rest = max(whole - wide, px(120))
        if self.form.hints:
            content = min(max(rest // 2, px(260)), max(rest - px(80), px(120)))
            self.setColumnWidth(1, content)
            self.setColumnWidth(2, max(rest - content, px(80)))
        else:
            self.setColumnWidth(1, rest)
