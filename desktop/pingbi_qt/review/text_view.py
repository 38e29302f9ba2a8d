"""A text as it came: read words on soft blue, the words that are meant on yellow and underlined, an arrow beside."""

from __future__ import annotations

from bisect import bisect_left
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from pingbi_qt.look import colour, font, glyph, metrics, px
from pingbi_qt.parts import Following, ground, words
from pingbi_qt.parts.painting import MIDDLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.casework.sources import Span

GUTTER = 44
MOST_CHARACTERS = 42  # of a line
PARAGRAPH = 40  # characters: a text of shorter lines is one whose lines break as they were printed


class Gutter(QWidget):
    """Beside the text: an arrow at each marked line, the number of a page where it begins."""

    def __init__(self, text: TextView) -> None:
        super().__init__(text)
        self._text = text

    def sizeHint(self) -> QSize:
        """Narrow."""
        return QSize(px(GUTTER), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Arrows and pages."""
        painter = QPainter(self)
        ground(painter, event.rect(), "surface")
        edge = px(18)
        for top, high in self._text.marked_lines():
            glyph(painter, "arrow_right", QRect(px(16), top + (high - edge) // 2, edge, edge), "mark_line")
        for number, top, high in self._text.page_lines():
            words(painter, QRect(0, top - high, px(GUTTER), high), f"{number}页", "note", "text3", MIDDLE)


class TextView(Following, QTextBrowser):
    """`picked` gives the place in the text (in characters) that the person has clicked on."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._moved: tuple[int, ...] = ()  # what Qt counts otherwise than the text: (place of each, in order)
        self._dropped: tuple[int, ...] = ()
        self._read: tuple[Span, ...] = ()
        self._marked: tuple[Span, ...] = ()
        self._pages: tuple[int, ...] = ()
        self._gutter = Gutter(self)
        self.setReadOnly(True)
        self.setOpenLinks(False)
        self.setAccessibleName("原文")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._gutter.update())
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._gutter.update())
        self.follow()

    def show_text(self, text: str, read: Sequence[Span], pages: Sequence[int] = ()) -> None:
        """Another text, with what was read of it."""
        self._dropped = tuple(at for at, sign in enumerate(text) if sign == "\r" and text[at + 1 : at + 2] == "\n")
        self._moved = tuple(at for at, sign in enumerate(text) if sign > "\uffff")
        self._read, self._marked, self._pages = tuple(read), (), tuple(pages)
        self.setPlainText(text)
        self._lay_out()
        self._paint_marks()

    def mark(self, spans: Iterable[Span]) -> None:
        """Mark the words that are meant, and bring the first into sight."""
        self._marked = tuple(sorted(spans, key=lambda row: row.start))
        self._paint_marks()
        self.bring_into_sight()

    def bring_into_sight(self) -> None:
        """The marked words, a third below the top; it works once there is a layout."""
        if not self._marked:
            return
        cursor = self.textCursor()
        cursor.setPosition(self.shown_at(self._marked[0].start))
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        top = self.cursorRect(cursor).top()
        if not px(60) <= top <= self.viewport().height() - px(60):  # what it is said of stands before it
            bar.setValue(bar.value() + top - self.viewport().height() // 3)
        self._gutter.update()

    def shown_at(self, place: int) -> int:
        """Where a character of the text stands for Qt: it counts a line break once, a rare character twice."""
        return place - bisect_left(self._dropped, place) + bisect_left(self._moved, place)

    def place_of(self, shown: int) -> int:
        """The character of the text at a place of Qt's."""
        if not self._dropped and not self._moved:
            return shown
        low, high = 0, shown + len(self._dropped) + 1
        while low < high:
            middle = (low + high) // 2
            if self.shown_at(middle) < shown:
                low = middle + 1
            else:
                high = middle
        return low

    def marked_words(self) -> tuple[str, ...]:
        """The words that are marked, as they are shown."""
        return tuple(self._cursor(row).selectedText() for row in self._marked)

    def marked_lines(self) -> list[tuple[int, int]]:
        """(top, height) of each line with a mark, in the viewport."""
        found: dict[int, int] = {}
        for span in self._marked:
            last = max(self.shown_at(span.end) - 1, self.shown_at(span.start))
            for place in (self.shown_at(span.start), last):
                cursor = self.textCursor()
                cursor.setPosition(min(place, self.document().characterCount() - 1))
                rect = self.cursorRect(cursor)
                found[rect.top()] = rect.height()
        return sorted(found.items())

    def page_lines(self) -> list[tuple[int, int, int]]:
        """(number, top, height) of the first line of each page, in the viewport."""
        found = []
        for number, place in enumerate(self._pages, 1):
            cursor = self.textCursor()
            cursor.setPosition(min(self.shown_at(place), self.document().characterCount() - 1))
            rect = self.cursorRect(cursor)
            if -rect.height() <= rect.top() <= self.height():
                found.append((number, rect.top(), rect.height()))
        return found

    def _cursor(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(self.shown_at(span.start), last))
        cursor.setPosition(min(self.shown_at(span.end), last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _paint_marks(self) -> None:
        read, meant = QTextCharFormat(), QTextCharFormat()
        read.setBackground(colour("accent_soft"))
        meant.setBackground(colour("mark"))
        meant.setForeground(colour("mark_text"))
        meant.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        meant.setUnderlineColor(colour("mark_line"))
        found = []
        for rows, look in ((self._read, read), (self._marked, meant)):
            for span in rows:
                one = QTextEdit.ExtraSelection()
                one.cursor, one.format = self._cursor(span), look  # type: ignore[attr-defined]  # the stubs lack them
                found.append(one)
        self.setExtraSelections(found)
        self._gutter.update()

    def _lay_out(self) -> None:
        """Half a line between lines; paragraphs of a report are indented by two characters."""
        lines = [len(row) for row in self.toPlainText().split("\n") if row.strip()]
        look = QTextBlockFormat()
        look.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if lines and median(lines) > PARAGRAPH and not self.toPlainText().startswith(("\u3000", " ")):
            look.setTextIndent(2 * metrics("text").horizontalAdvance("国"))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(look)

    def fit(self) -> None:
        """As the theme is."""
        self.setFont(font("text"))
        self.document().setDefaultFont(font("text"))
        self._lay_out()
        self._paint_marks()
        self._margins()
        self.bring_into_sight()

    def _margins(self) -> None:
        """The gutter, and no line of more than so many characters."""
        most = MOST_CHARACTERS * metrics("text").horizontalAdvance("国") + px(16)
        spare = max(self.width() - px(GUTTER) - most - px(16), 0)
        self.setViewportMargins(px(GUTTER), 0, spare, 0)
        self._gutter.setGeometry(0, 0, px(GUTTER), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The gutter goes with it."""
        super().resizeEvent(event)
        self._margins()

    def minimumSizeHint(self) -> QSize:
        """A few words."""
        return QSize(px(160), px(80))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, not a selection."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.pick(event.position().toPoint())

    def pick(self, place: QPoint) -> None:
        """As a click there."""
        self.picked.emit(self.place_of(self.cursorForPosition(place).position()))
