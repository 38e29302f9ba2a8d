"""The header: which project, search, undo and redo, and the one blue button that is the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from pingbi_qt.look import SizeClass, glyph, px
from pingbi_qt.parts.button import Button, key_of
from pingbi_qt.parts.chip import Chip
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.icon_button import IconButton
from pingbi_qt.parts.painting import ground, hairline
from pingbi_qt.parts.words import ElidingLabel

if TYPE_CHECKING:
    from pingbi_qt.actions import Actions

NO_PROJECT = "县区半年评比"  # the title where no project is open


class SearchField(Following, QLineEdit):
    """A field with a magnifying glass; its hint names the key."""

    def __init__(self, hint: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow()

    def fit(self) -> None:
        """Room for the glass."""
        self.setFixedSize(px(200), px(32))
        self.setTextMargins(px(22), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the glass in it."""
        super().paintEvent(event)
        edge = px(14)
        glyph(QPainter(self), "search", QRect(px(9), (self.height() - edge) // 2, edge, edge), "text2")


class Header(Following, QWidget):
    """`search` is the field; in a compact window it hides behind a button till it is wanted."""

    way_on_pressed = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._size, self._open = SizeClass.FULL, True
        self._period = ElidingLabel("", "header", "text2")
        self._name = ElidingLabel("", "header", "text", bold=True)
        self._chip = Chip("示例数据", "info")
        key = key_of(actions["search"])
        self.search = SearchField(f"{actions['search'].text()}  {key}", actions["search"].text())
        self.search.installEventFilter(self)
        self.search_button = IconButton.for_action(actions["search"], "search")
        self.undo = IconButton.for_action(actions["undo"], "undo")
        self.redo = IconButton.for_action(actions["redo"], "redo")
        self.way_on = Button("", "primary", "arrow_right")
        self.way_on.clicked.connect(self.way_on_pressed)
        self._row = QHBoxLayout(self)
        left: tuple[QWidget, ...] = (self._period, self._name, self._chip)
        right: tuple[QWidget, ...] = (self.search, self.search_button, self.undo, self.redo, self.way_on)
        for part in left:
            self._row.addWidget(part)
        self._row.addStretch(1)
        for part in right:
            self._row.addWidget(part)
        self._period.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # a long name gives way
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("页眉")
        self.set_title("", "", sample=False)
        self.set_way_on("", "", enabled=False, why_not="")
        self.follow()

    def set_title(self, period: str, name: str, sample: bool) -> None:
        """Period and name of the project, and whether it is the sample."""
        self._period.setText(period)
        self._period.setVisible(bool(period))
        self._name.setText(name or ("" if period else NO_PROJECT))
        self._chip.setVisible(sample)
        self._show()

    def set_way_on(self, text: str, sign: str, enabled: bool, why_not: str) -> None:
        """The blue button; without words there is none."""
        self.way_on.setVisible(bool(text))
        self.way_on.set_words(text, sign)
        self.way_on.setEnabled(enabled)
        self.way_on.setToolTip("" if enabled else why_not)

    def set_project_open(self, is_open: bool) -> None:
        """Without a project there is nothing to search or to undo."""
        self._open = is_open
        self._show()

    def show_search(self) -> None:
        """Put the cursor into the field."""
        self.search.setVisible(self._open)
        self.search_button.hide()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._size = size
        self.refit()
        self._show()

    def fit(self) -> None:
        """As high as the theme and the window ask."""
        measures = self._size.frame
        self.setFixedHeight(measures.header)
        self._row.setContentsMargins(measures.side, 0, measures.side, 1)
        self._row.setSpacing(px(8))

    def minimumSizeHint(self) -> QSize:
        """The title gives way."""
        return QSize(px(240), self._size.frame.header)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In a compact window an empty field goes when it is left; Esc leaves it."""
        if watched is self.search:
            if event.type() == QEvent.Type.FocusOut and not self.search.text():
                self._show()
            if (
                isinstance(event, QKeyEvent)
                and event.type() == QEvent.Type.KeyPress
                and event.key() == Qt.Key.Key_Escape
            ):
                self.search.clear()
                self.search.clearFocus()
                self._show()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        compact = self._size.compact
        wanted = bool(self.search.text()) or self.search.hasFocus()
        self.search.setVisible(self._open and (not compact or wanted))
        self.search_button.setVisible(self._open and compact and not wanted)
        self.undo.setVisible(self._open)
        self.redo.setVisible(self._open)
        self._name.setVisible(not compact or not self._period.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and a line below."""
        painter = QPainter(self)
        ground(painter, event.rect(), "surface")
        hairline(painter, 0, self.height() - 1, self.width())
