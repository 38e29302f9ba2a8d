"""The one kind of dialog: 600 wide, a title with ×, a foot with what happens and the buttons; Esc and Ctrl+Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from pingbi_qt.look import px
from pingbi_qt.parts.button import Button
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.icon_button import IconButton
from pingbi_qt.parts.painting import ground
from pingbi_qt.parts.pane import Pane
from pingbi_qt.parts.words import ElidingLabel


class SheetDialog(Following, QDialog):
    """`column` holds the fields. `confirm` is the blue button: Ctrl+Enter; without words there is only 关闭."""

    def __init__(self, parent: QWidget | None, title: str, confirm: str = "", note: str = "") -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setWindowTitle(title.rstrip("…"))
        self.title = ElidingLabel(title, "dialog")
        self.note = ElidingLabel(note, "note", "text2")
        close = IconButton("cross", "关闭", "Esc")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the first field has the focus; Esc closes
        close.clicked.connect(self.reject)
        self.cancel = Button("取消" if confirm else "关闭", "plain", "", "Esc")
        self.cancel.clicked.connect(self.reject)
        self.confirm = Button(confirm, "primary", "", "Ctrl+Enter")
        self.confirm.clicked.connect(self.accept)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.confirm.click)
        self._fields = QWidget()
        self.column = QVBoxLayout(self._fields)
        self._scroll = Pane(self._fields)
        self._head, self._foot = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self.title, 1)
        self._head.addWidget(close)
        self._foot.addWidget(self.note, 1)
        self._foot.addWidget(self.cancel)
        self._foot.addWidget(self.confirm)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._head)
        self._whole.addWidget(self._scroll, 1)
        self._whole.addLayout(self._foot)
        self.confirm.setVisible(bool(confirm))  # only here: before, it would be a window of its own for a moment
        self.follow()

    def allow(self, allowed: bool, why_not: str = "") -> None:
        """Whether it can be confirmed, and why not."""
        self.confirm.setEnabled(allowed)
        self.confirm.setToolTip("" if allowed else why_not)

    def fit(self) -> None:
        """As the theme is."""
        self.column.setContentsMargins(px(4), px(4), px(4), px(4))
        self.column.setSpacing(px(6))
        self._whole.setContentsMargins(px(20), px(16), px(20), px(20))
        self._whole.setSpacing(px(8))
        for row in (self._head, self._foot):
            row.setContentsMargins(px(4), 0, px(4), 0)
        self._foot.setSpacing(px(8))
        if self.isVisible():
            self._resize()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its fields ask, never higher than the window behind."""
        self._resize()
        super().showEvent(event)

    def _resize(self) -> None:
        over = self.parentWidget()
        behind = over.window().size() if over is not None else None
        margins, least = self._whole.contentsMargins(), self.minimumSizeHint()
        aside = margins.left() + margins.right()
        wide = max(px(600), least.width(), self._fields.minimumSizeHint().width() + aside)
        if behind is not None:
            wide = min(wide, behind.width() - px(16))
        inner = wide - aside
        fields = self._fields.heightForWidth(inner) if self._fields.hasHeightForWidth() else -1
        fields = max(fields, self._fields.sizeHint().height()) + 2
        around = self._head.sizeHint().height() + self._foot.sizeHint().height() + 2 * self._whole.spacing()
        high = max(fields + around + margins.top() + margins.bottom(), least.height())
        if behind is not None:
            high = min(high, behind.height() - px(16))
        self.resize(wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        ground(QPainter(self), event.rect(), "surface")
