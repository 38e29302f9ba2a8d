"""A banner: what is wrong, what it means, what to do; on the soft ground of its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pingbi_qt.look import SizeClass, colour, metrics, px
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.painting import ground
from pingbi_qt.parts.states import State, paint_state
from pingbi_qt.parts.words import ElidingLabel, Words

if TYPE_CHECKING:
    from collections.abc import Sequence


class StateSign(Following, QWidget):
    """Sign and word of a state."""

    def __init__(self, state: State, text: str = "", *, kind: str = "body", bold: bool = True) -> None:
        super().__init__()
        self._kind, self._bold = kind, bold
        self.set_state(state, text)
        self.follow()

    def set_state(self, state: State, text: str = "") -> None:
        """Another state; `text` instead of its own word."""
        self._state, self._text = state, text or state.word
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as sign and word."""
        measure = metrics(self._kind, self._bold)
        return QSize(px(20) + measure.horizontalAdvance(self._text) + 2, measure.height())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sign and word."""
        del event
        paint_state(QPainter(self), self.rect(), self._state, self._text, kind=self._kind, bold=self._bold)


class Banner(Following, QWidget):
    """`head` is the row of the level, `line` what is wrong, `more` what it means; `set_actions` what to do."""

    def __init__(self, state: State = State.HINT) -> None:
        super().__init__()
        self._state = state
        self._size = SizeClass.FULL
        self.sign = StateSign(state)
        self.count = ElidingLabel("", "note", "text2")
        self.line = ElidingLabel("", "title")
        self.more = Words("", "body", "text", wrap=True)
        self.head = QHBoxLayout()
        self.head.addWidget(self.sign)
        self.head.addWidget(self.count)
        self.head.addStretch(1)
        self.foot = QHBoxLayout()
        self.column = QVBoxLayout(self)
        self.column.addLayout(self.head)
        self.column.addWidget(self.line)
        self.column.addWidget(self.more)
        self.column.addLayout(self.foot)
        self.follow()

    def show_words(self, state: State, line: str, more: str = "", count: str = "", level: str = "") -> None:
        """What is wrong, and what it means; `level` instead of the state's word."""
        self._state = state
        self.sign.set_state(state, level)
        self.count.setText(count)
        self.line.setText(line)
        self.more.setText(more)
        self._show()
        self.update()

    def set_actions(self, parts: Sequence[QWidget]) -> None:
        """What to do: buttons, the likeliest first. Those of before are gone."""
        while (item := self.foot.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in parts:
                widget.hide()
                widget.deleteLater()
        before = self._last_of_head()
        for part in parts:
            self.foot.addWidget(part)
            part.show()
            if before is not None:
                self.setTabOrder(before, part)  # they come late, and would be the last of the page
            before = part
        self.foot.addStretch(1)

    def _last_of_head(self) -> QWidget | None:
        """The last part of the head that the keyboard reaches."""
        widgets = (self.head.itemAt(at).widget() for at in reversed(range(self.head.count())))
        return next((row for row in widgets if row is not None and row.focusPolicy() & Qt.FocusPolicy.TabFocus), None)

    def adapt(self, size: SizeClass) -> None:
        """In a compact window without its second line, which is then the tooltip of the first."""
        self._size = size
        self._show()
        self.refit()

    def _show(self) -> None:
        self.more.setVisible(bool(self.more.text()) and not self._size.compact)
        self.line.set_tip(self.more.text() if self._size.compact else "")
        self.count.setVisible(bool(self.count.text()))

    def fit(self) -> None:
        """As the theme is."""
        edge = px(8 if self._size is not SizeClass.FULL else 10)
        self.column.setContentsMargins(px(16), edge, px(16), edge + px(2))
        self.column.setSpacing(px(5))
        self.head.setSpacing(px(16))
        self.foot.setSpacing(px(8))
        self.foot.setContentsMargins(0, px(2), 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the state; its upper corners are those of the card that it opens."""
        del event
        painter = QPainter(self)
        fill = colour(self._state.ground or f"{self._state.ink}_soft")
        round_ = px(5)
        path = QPainterPath()
        path.addRoundedRect(QRect(0, 0, self.width(), self.height()), round_, round_)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, fill)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        ground(painter, QRect(0, self.height() // 2, self.width(), self.height() - self.height() // 2), fill)
