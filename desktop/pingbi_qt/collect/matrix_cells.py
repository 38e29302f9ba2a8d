"""What a cell of the matrix looks like: quiet where all is right, a ground where a person is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QRegion

from pingbi.casework.cells import CellState
from pingbi_qt.collect.matrix_model import on_screen
from pingbi_qt.look import colour, font, line_height, metrics, px, stamp
from pingbi_qt.parts import State, frame, ground, paint_bar, words
from pingbi_qt.parts.painting import CUT_END, LEFT, RIGHT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from pingbi.casework.cells import Cell
    from pingbi_qt.collect.matrix_model import MatrixModel
    from pingbi_qt.collect.merged import MergedLine

SHOWN = {
    CellState.RECEIVED: State.RECEIVED,
    CellState.MISSING: State.MISSING,
    CellState.DOUBTFUL: State.DOUBTFUL,
    CellState.UNCLEAR: State.UNREADABLE_VALUE,
    CellState.EXEMPT: State.EXEMPT,
    CellState.FREE: State.EXEMPT,
}
_RECEIVED = CellState.RECEIVED  # looking a member up takes as long as painting a line
_RIGHT = RIGHT | Qt.TextFlag.TextSingleLine
_TWO_LINES = (CellState.DOUBTFUL, CellState.UNCLEAR)


def link_width(link: str) -> int:
    """The room of a link at the right end of a merged line."""
    return metrics("body").horizontalAdvance(link) + px(24) if link else 0


class _Kit(NamedTuple):
    """What most cells are painted with; made once for a look, for it takes most of the time."""

    surface: QColor
    hair: QColor
    ink: QColor
    font: QFont
    edge: int  # of a sign
    digit: int  # how wide the widest digit is
    inset: int


def _kit() -> _Kit:
    digit = metrics("body").horizontalAdvance("0")
    return _Kit(colour("surface"), colour("line"), colour("text"), font("body"), px(14), digit, px(10))


class CellPainter:
    """Paints the cells of the matrix that are to be painted: of each row its ground, then what stands in it.

    By Qt's own way model, delegate and style are asked a dozen questions a cell, which takes five times as long.
    """

    def __init__(self, view: QTableView, matrix: MatrixModel) -> None:
        self._view, self._matrix = view, matrix
        self._kit: _Kit | None = None
        self.glow = 0.0  # of the cells that have changed by themselves: 1 at once, 0 soon after

    def renew(self) -> None:
        """Another look."""
        self._kit = None

    def paint(self, painter: QPainter, region: QRegion) -> None:
        """All that is in `region`, in coordinates of the viewport."""
        seen, view, matrix = region.boundingRect(), self._view, self._matrix
        kit = self._kit = self._kit or _kit()
        columns = [(view.columnViewportPosition(at), view.columnWidth(at)) for at in range(matrix.columnCount())]
        right = columns[-1][0] + columns[-1][1]
        first = view.rowAt(seen.top())
        for row in range(first, matrix.rowCount()) if first >= 0 else ():
            top, high = view.rowViewportPosition(row), view.rowHeight(row)
            if top > seen.bottom():
                break
            whole = QRect(columns[0][0], top, right - columns[0][0], high)
            if not region.intersects(whole):
                continue
            painter.fillRect(whole, kit.surface)
            if (line := matrix.line(row)) is not None:
                _line(painter, self._seen(whole).adjusted(px(2), px(1), -px(2), -px(2)), line)
            else:
                for column, (left, wide) in enumerate(columns):
                    rect = QRect(left, top, wide, high)
                    if region.intersects(rect) and (cell := matrix.cell_at(row, column)) is not None:
                        self._paint(painter, rect, cell, kit, fresh=bool(self.glow) and matrix.is_fresh(row, column))
            painter.fillRect(whole.left(), whole.bottom(), whole.width(), 1, kit.hair)
        self._frame(painter)

    def _paint(self, painter: QPainter, rect: QRect, cell: Cell, kit: _Kit, *, fresh: bool) -> None:
        if fresh:
            fill = colour("accent_soft")
            fill.setAlphaF(self.glow)
            ground(painter, rect, fill)
        if cell.state is _RECEIVED and len(cell.text) * kit.digit < rect.width() - 2 * kit.inset - kit.edge:
            _number(painter, rect, on_screen(cell.text), kit)
        else:
            _cell(painter, rect.adjusted(px(2), px(1), -px(2), -px(2)), cell)

    def _frame(self, painter: QPainter) -> None:
        """Where the keyboard is; the view's selection is not painted."""
        index = self._view.currentIndex()
        if index.isValid() and self._view.hasFocus():
            rect = self._view.visualRect(index)
            seen = self._seen(rect) if self._matrix.line(index.row()) is not None else rect
            frame(painter, seen.adjusted(px(1), 0, -px(1), -px(1)), "accent", 0, 2)

    def _seen(self, rect: QRect) -> QRect:
        """What of a line is not scrolled away sideways."""
        wide = self._view.viewport().width()
        left = max(rect.left(), 0)
        return QRect(left, rect.top(), min(rect.right() + 1, wide) - left, rect.height())


def _number(painter: QPainter, rect: QRect, text: str, kit: _Kit) -> None:
    """What is all right."""
    top = rect.center().y() - kit.edge // 2 + 1
    stamp(painter, State.RECEIVED.sign, rect.left() + kit.inset, top, kit.edge, State.RECEIVED.ink)
    painter.setFont(kit.font)
    painter.setPen(kit.ink)
    place = QRect(rect.left(), rect.top(), rect.width() - kit.inset, rect.height() - 1)
    painter.drawText(place, _RIGHT, text)


def _cell(painter: QPainter, rect: QRect, cell: Cell) -> None:
    shown = SHOWN[cell.state]
    if shown.ground:
        ground(painter, rect, shown.ground, 2)
    edge = px(14)
    stamp(painter, shown.sign, rect.left() + px(8), rect.center().y() - edge // 2 + 1, edge, shown.ink)
    place = rect.adjusted(px(8) + edge + px(4), 0, -px(8), 0)
    text = on_screen(cell.text)
    if cell.state in _TWO_LINES:
        upper = line_height("body")
        top = rect.top() + max(0, (rect.height() - upper - line_height("note")) // 2)
        words(painter, QRect(place.left(), top, place.width(), upper), text, "body", "text", RIGHT)
        lower = QRect(place.left(), top + upper, place.width(), line_height("note"))
        words(painter, lower, cell.state.word, "note", shown.ink, RIGHT)
        return
    ink = "text" if cell.state is CellState.RECEIVED else shown.ink
    words(painter, place, text, "body", ink, RIGHT, bold=cell.state is CellState.MISSING)


def _line(painter: QPainter, rect: QRect, line: MergedLine) -> None:
    if line.state.ground:
        ground(painter, rect, line.state.ground, 2)
    edge = px(14)
    stamp(painter, line.state.sign, rect.left() + px(8), rect.center().y() - edge // 2 + 1, edge, line.state.ink)
    left = rect.left() + edge + px(8) + px(8) - 1
    right = rect.right() - px(12)
    if line.share is not None:
        bar = min(px(176), rect.width() // 3)
        paint_bar(painter, QRect(right - bar, rect.center().y() - px(3), bar, px(6)), line.share, best=True, radius=3)
        right -= bar + px(12)
    elif line.link:
        wide = metrics("body").horizontalAdvance(line.link)
        words(
            painter, QRect(right - wide - px(4), rect.top(), wide + px(4), rect.height()), line.link, "body", "accent"
        )
        right -= wide + px(16)
    room = QRect(left, rect.top(), max(0, right - left), rect.height())
    words(painter, room, line.words, "body", line.state.ink, LEFT, cut=CUT_END)
