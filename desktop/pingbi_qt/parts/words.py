"""Words on a page: a line that is cut where it does not fit, and a paragraph that breaks."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pingbi_qt.look import colour, font, metrics, px
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.painting import CUT_END, LEFT, Align, words


class ElidingLabel(Following, QWidget):
    """One line; what is cut stands whole in the tooltip. It never widens its window."""

    def __init__(
        self,
        text: str = "",
        kind: str = "body",
        ink: str = "text",
        *,
        bold: bool | None = None,
        cut: Qt.TextElideMode = CUT_END,
        align: Align = LEFT,
    ) -> None:
        super().__init__()
        self._text, self._kind, self._ink = "", kind, ink
        self._bold, self._cut, self._align = bold, cut, align
        self._tip = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self.follow()

    def text(self) -> str:
        """The words, whole."""
        return self._text

    def setText(self, text: str) -> None:
        """Other words."""
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        self._hint()
        self.updateGeometry()
        self.update()

    def set_ink(self, ink: str, *, bold: bool | None = None) -> None:
        """Another colour, and weight."""
        if (ink, bold) != (self._ink, self._bold):
            self._ink, self._bold = ink, bold
            self.updateGeometry()
            self.update()

    def set_tip(self, text: str) -> None:
        """What the tooltip says where nothing is cut."""
        self._tip = text
        self._hint()

    def cut_in_the_middle(self) -> None:
        """Where its end tells most, as that of a file's name."""
        self._cut = Qt.TextElideMode.ElideMiddle
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        measure = metrics(self._kind, self._bold)
        return QSize(measure.horizontalAdvance(self._text) + 1, measure.height())

    def minimumSizeHint(self) -> QSize:
        """Two characters."""
        least = min(self.sizeHint().width(), px(32))
        return QSize(least, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is cut is in the tooltip."""
        super().resizeEvent(event)
        self._hint()

    def fit(self) -> None:
        """As the theme is."""
        self._hint()

    def _hint(self) -> None:
        is_cut = self.sizeHint().width() - 1 > self.width()
        self.setToolTip(self._text if is_cut else self._tip)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        del event
        ink = self._ink if self.isEnabled() else "disabled"
        words(QPainter(self), self.rect(), self._text, self._kind, ink, self._align, bold=self._bold, cut=self._cut)


class Words(Following, QLabel):
    """A label in a kind of type and a colour by token; with `wrap` it breaks into lines."""

    def __init__(
        self, text: str = "", kind: str = "body", ink: str = "text", *, bold: bool | None = None, wrap: bool = False
    ) -> None:
        super().__init__(text)
        self._kind, self._ink, self._bold = kind, ink, bold
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.follow()

    def set_ink(self, ink: str) -> None:
        """Another colour."""
        self._ink = ink
        self.fit()

    def fit(self) -> None:
        """As the theme is."""
        self.setFont(font(self._kind, self._bold))
        made = QPalette(self.palette())
        made.setColor(QPalette.ColorRole.WindowText, colour(self._ink))
        made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText, colour("disabled"))
        self.setPalette(made)

    def minimumSizeHint(self) -> QSize:
        """A paragraph can be narrow."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), px(120)), hint.height()) if self.wordWrap() else hint
