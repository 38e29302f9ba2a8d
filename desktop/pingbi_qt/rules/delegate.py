"""How a cell is painted and changed: mistakes on their ground with a sign, what blank means in grey, changes marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QKeyCombination, QObject, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pingbi_qt.look import SizeClass, colour, glyph, has, metrics, px, rect_of
from pingbi_qt.parts import focus_ring, ground, hairline, upright, words
from pingbi_qt.parts.painting import LEFT, RIGHT
from pingbi_qt.rules.cells import CELL, CHANGED, MISTAKE, USUAL, Cell
from pingbi_qt.rules.editors import ChoiceEdit, LinesEdit, OpenAtOnce, as_editor, editor_of

if TYPE_CHECKING:
    from pingbi_qt.rules.cells import Index
    from pingbi_qt.rules.editing import Editing

SIDE = 8
FILLED = "filled"  # an editor's property
OF_A_FIELD = (  # 删去, 上移, 下移 of a row; in a field the rest of a word goes, and a list opens
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Delete),
    QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Up),
    QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Down),
)


class CellDelegate(QStyledItemDelegate):
    """For tables and forms alike."""

    def __init__(self, editing: Editing, parent: QWidget) -> None:
        super().__init__(parent)
        self._editing = editing
        self.size = SizeClass.FULL
        self.numbers_right = True  # in a column of them

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, sign, lines."""
        rect = rect_of(option)
        cell = index.data(CELL)
        wrong = bool(cell is not None and index.data(MISTAKE))
        selected = has(option, QStyle.StateFlag.State_Selected)
        focused = has(option, QStyle.StateFlag.State_HasFocus)
        fill = "err_soft" if wrong else "accent_soft" if selected else "surface" if cell is not None else "alt"
        ground(painter, rect, fill)
        hairline(painter, rect.left(), rect.bottom(), rect.width())
        upright(painter, rect.right(), rect.top(), rect.height())
        inner = rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
        if wrong:
            edge = px(14)
            glyph(painter, "octagon_cross", QRect(inner.left(), rect.center().y() - edge // 2, edge, edge), "err")
            inner.setLeft(inner.left() + edge + px(4))
        self._words(painter, inner, index, cell)
        if cell is not None and index.data(CHANGED):
            ground(painter, QRect(rect.left(), rect.top(), px(3), rect.height() - 1), "accent")
        if focused and cell is not None:
            focus_ring(painter, rect.adjusted(0, 0, -1, -1), 0)

    def _words(self, painter: QPainter, inner: QRect, index: Index, cell: Cell | None) -> None:
        text = str(index.data() or "")
        if cell is None:
            name = index.column() == 0
            words(painter, inner, text, "body" if name else "note", "text" if name else "text3")
            return
        usual, wrong = bool(index.data(USUAL)), bool(index.data(MISTAKE))
        if usual and not text and wrong:
            text = "没有填"
        kind = cell.field.kind
        arrow = kind == "choice" and self._is_current(index)
        if arrow:
            edge = px(14)
            glyph(
                painter,
                "chevron_down",
                QRect(inner.right() - edge, inner.center().y() - edge // 2, edge, edge),
                "text3",
            )
            inner.setRight(inner.right() - edge - px(4))
        ink = "err" if wrong else "text3" if usual else "text2" if kind == "fixed" else "text"
        bold = bool(index.data(CHANGED)) and not usual
        words(painter, inner, text, "body", ink, RIGHT if kind == "number" and self.numbers_right else LEFT, bold=bold)

    def _is_current(self, index: Index) -> bool:
        view = self.parent()
        current = getattr(view, "currentIndex", None)
        return callable(current) and current() == index

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line high."""
        del option
        return QSize(metrics("body").horizontalAdvance(str(index.data() or "")), self.size.row("figures"))

    # Changing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The right editor for the cell."""
        cell, draft = index.data(CELL), self._editing.draft
        if not isinstance(cell, Cell) or draft is None:
            return super().createEditor(parent, option, index)
        made = editor_of(parent, cell, cell.offers(draft), right=self.numbers_right)
        if isinstance(made, ChoiceEdit | LinesEdit):
            made.committed.connect(lambda: self._commit(made))
        if isinstance(made, ChoiceEdit):
            OpenAtOnce(made)
        return made

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What stood there as it was opened: what is typed since stays, whatever the cells below come to be."""
        if not editor.property(FILLED):
            as_editor(editor).show_words(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.setProperty(FILLED, True)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys that mean something within a field are the field's, not the page's."""
        if isinstance(event, QKeyEvent) and event.keyCombination() in OF_A_FIELD:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if isinstance(editor, QLineEdit) and event.modifiers() == Qt.KeyboardModifier.AltModifier:
                return True  # no list opens, and no other cell is gone to
        return super().eventFilter(editor, event)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """What was typed or chosen."""
        model.setData(index, as_editor(editor).words())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell; several lines take more room below it, or above where there is none below."""
        del index
        rect, parent = rect_of(option), editor.parentWidget()
        room = parent.rect() if parent is not None else rect
        if isinstance(editor, LinesEdit):
            high = min(px(120), room.height())
            wide = min(max(rect.width(), px(300)), room.width())
            top = min(rect.top(), room.bottom() - high + 1)
            left = min(rect.left(), room.right() - wide + 1)
            rect = QRect(max(left, 0), max(top, 0), wide, high)
        else:
            wide = max(rect.width(), min(editor.sizeHint().width(), px(220)))
            rect.setWidth(min(wide, max(rect.width(), room.width() - rect.left())))
        editor.setGeometry(rect)
        editor.setAutoFillBackground(True)
        palette = editor.palette()
        palette.setColor(editor.backgroundRole(), colour("surface"))
        editor.setPalette(palette)
