"""The status bar: left what happened last, right the keys of this page and when it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pingbi_qt.look import SizeClass, metrics, px
from pingbi_qt.parts.button import Button
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.painting import MIDDLE, frame, ground, hairline, words
from pingbi_qt.parts.words import ElidingLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LINK_STAYS = 10_000  # milliseconds
GAP = 15  # behind what a key does


class Keys(Following, QWidget):
    """Keys with what they do; those that find no room are left out, the last first."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[tuple[str, str], ...] = ()
        self._last = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.follow()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Other keys."""
        self._keys = tuple(keys)
        self.setAccessibleName("，".join(f"{key} {does}" for key, does in self._keys))
        self.updateGeometry()
        self.update()

    def stand_last(self, *, last: bool) -> None:
        """Whether nothing stands behind them: they end at the margin then."""
        if last != self._last:
            self._last = last
            self.updateGeometry()
            self.update()

    def _all(self, keys: Sequence[tuple[str, str]]) -> int:
        return sum(self._width(*pair) for pair in keys) - (px(GAP) if self._last and keys else 0)

    def _width(self, key: str, does: str) -> int:
        measure = metrics("note")
        return measure.horizontalAdvance(key) + measure.horizontalAdvance(does) + px(12 + 5 + GAP)

    def sizeHint(self) -> QSize:
        """Room for all."""
        return QSize(self._all(self._keys), metrics("note").height())

    def minimumSizeHint(self) -> QSize:
        """They may all go."""
        return QSize(0, metrics("note").height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """From the right."""
        del event
        painter = QPainter(self)
        shown = list(self._keys)
        while shown and self._all(shown) > self.width():
            shown.pop()
        left = self.width() - self._all(shown)
        measure = metrics("note")
        high = min(measure.height() + px(2), self.height() - 2)
        top = (self.height() - high) // 2
        for key, does in shown:
            cap = QRect(left, top, measure.horizontalAdvance(key) + px(12), high)
            frame(painter, cap, "line2", 4)
            words(painter, cap, key, "note", "text2", MIDDLE)
            place = QRect(cap.right() + px(5), 0, measure.horizontalAdvance(does) + 2, self.height())
            words(painter, place, does, "note", "text2")
            left += self._width(key, does)


class StatusBar(Following, QWidget):
    """One line."""

    def __init__(self) -> None:
        super().__init__()
        self._size = SizeClass.FULL
        self._said = ElidingLabel("", "note", "text2")
        self._link = Button("", "link")
        self._link.setVisible(False)
        self._on_link: Callable[[], object] | None = None
        self._link.clicked.connect(self._follow_link)
        self._keys = Keys()
        self._local = ElidingLabel("不联网", "note", "text2")
        self._local.set_tip("这个程序不上网，数据只在这台电脑上")
        self._saved = ElidingLabel("", "note", "text2")
        self._saved_words = ""
        self._saved.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LINK_STAYS)
        self._timer.timeout.connect(self._drop_link)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._said)
        self._row.addWidget(self._link)
        self._row.addWidget(self._keys, 1)
        self._row.addWidget(self._local)
        self._row.addWidget(self._saved)
        self._said.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for part in (self._local, self._saved):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("状态栏")
        self.follow()

    def say(self, text: str, link: str = "", on_link: Callable[[], object] | None = None) -> None:
        """What happened, and a link that stays for ten seconds."""
        self._said.setText(text)
        self._on_link = on_link
        self._link.set_words(link)
        self._link.setVisible(bool(link))
        if link:
            self._timer.start()
        else:
            self._timer.stop()

    def take_back(self, start: str) -> None:
        """What begins with these words holds no longer; what was said since stays."""
        if self.said().startswith(start):
            self.say("")

    def said(self) -> str:
        """What it says now."""
        return self._said.text()

    def link(self) -> str:
        """The words of the link; empty where there is none."""
        return self._link.text() if not self._link.isHidden() else ""

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """The keys of this page: (key, what it does)."""
        self._keys.show_keys(keys)

    def set_saved(self, text: str) -> None:
        """When it was saved: 已自动保存 10:42."""
        self._saved_words = text
        self._show_saved()

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._size = size
        self._local.setVisible(not size.compact)
        self._show_saved()
        self.refit()

    def fit(self) -> None:
        """As high as the theme asks."""
        self.setFixedHeight(max(self._size.frame.status, metrics("note").height() + px(4)))
        self._row.setContentsMargins(self._size.frame.side, 1, self._size.frame.side, 0)
        self._row.setSpacing(px(12))

    def minimumSizeHint(self) -> QSize:
        """Everything gives way."""
        return QSize(px(160), self.height())

    def _show_saved(self) -> None:
        shown = self._saved_words
        if self._size.compact and shown.startswith("已自动保存"):
            shown = "已保存"
        self._saved.setText(shown)
        self._saved.setVisible(bool(shown))
        self._keys.stand_last(last=self._size.compact and not shown)
        self._saved.set_tip(self._saved_words)

    def _follow_link(self) -> None:
        action = self._on_link
        self._drop_link()
        if action is not None:
            action()

    def _drop_link(self) -> None:
        self._timer.stop()
        self._on_link = None
        self._link.setVisible(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and a line above."""
        painter = QPainter(self)
        ground(painter, event.rect(), "surface")
        hairline(painter, 0, 0, self.width())
