"""A panel over the right side of the page: it comes and goes, and the page stays as it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from pingbi_qt.look import colour, px
from pingbi_qt.parts import ElidingLabel, Following, IconButton, Line


class SidePanel(Following, QFrame):
    """Stands at the right of `over`, as high as that. Esc closes it, and the focus goes where it was."""

    def __init__(self, over: QWidget, title: str, *, width: int = 420) -> None:
        super().__init__(over)
        self._over, self._width = over, width
        self._focus_before: QWidget | None = None
        self.setAutoFillBackground(False)
        self.setAccessibleName(title)
        self.title = ElidingLabel(title, "title")
        self.close_button = IconButton("cross", f"关闭{title}", "Esc")
        self.close_button.clicked.connect(self.leave)
        self.head = QHBoxLayout()
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.close_button)
        self.body = QVBoxLayout(self)
        self.body.addLayout(self.head)
        self.body.addWidget(Line())
        over.installEventFilter(self)
        if isinstance(over, QStackedWidget):  # another page would come to stand over it
            over.currentChanged.connect(lambda _: self.leave())
        self.hide()
        self.follow()

    def enter(self, focus: QWidget) -> None:
        """Show it, with the focus there."""
        if not self.isVisible():
            self._focus_before = self.window().focusWidget()
        self._stand()
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Hide it; the focus goes back."""
        inside = self.isAncestorOf(self.window().focusWidget() or self._over)
        self.hide()
        if inside and self._focus_before is not None and isValid(self._focus_before) and self._focus_before.isVisible():
            self._focus_before.setFocus()

    def fit(self) -> None:
        """As the theme is."""
        self.body.setContentsMargins(px(16), px(8), px(12), px(12))
        self.body.setSpacing(px(8))
        self._stand()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the right edge."""
        if watched is self._over and event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._stand()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; nothing else goes through to the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Its ground, and a line at the left."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(QRect(0, 0, 1, self.height()), colour("line2"))

    def _stand(self) -> None:
        width = min(px(self._width), self._over.width())
        self.setGeometry(self._over.width() - width, 0, width, self._over.height())
