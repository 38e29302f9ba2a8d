"""The first tour: from the sample to a workbook by six actions, as a quiet hint beside what is to be pressed next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pingbi_qt.look import metrics, px
from pingbi_qt.parts import Button, Following, IconButton, frame, ground, words

if TYPE_CHECKING:
    from pingbi_qt.desk import View
    from pingbi_qt.window import Window

LOOKS = 200  # milliseconds between two looks where the hint belongs: pages are built while one looks at them


class Stage(NamedTuple):
    """One of the six: on which page, what to press, in words."""

    page: str
    words: str
    target: Callable[[Window], QWidget | None]


class Hint(Following, QWidget):
    """A line in a frame, below what it speaks of. It takes neither the focus nor the mouse but at its ×."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._words = ""
        self.close_button = IconButton("cross", "不用引导", edge=24)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.setContentsMargins(0, px(2), px(4), px(2))
        self.hide()
        self.follow()

    def say(self, text: str, target: QWidget) -> None:
        """These words, beside that."""
        self._words = text
        self.setAccessibleName(text)
        self.resize(self.sizeHint())
        window = self.window()
        corner = target.mapTo(window, QPoint(0, target.height() + px(6)))
        if corner.y() + self.height() > window.height():
            corner.setY(target.mapTo(window, QPoint(0, 0)).y() - self.height() - px(6))
        corner.setX(max(px(8), min(corner.x(), window.width() - self.width() - px(12))))
        self.move(corner)
        self.show()
        self.raise_()

    def text(self) -> str:
        """What it says."""
        return self._words if self.isVisible() else ""

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(metrics("body").horizontalAdvance(self._words) + px(12 + 8 + 24 + 8), px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, frame, words."""
        del event
        painter = QPainter(self)
        ground(painter, self.rect(), "accent_soft", 4)
        frame(painter, self.rect(), "accent", 4)
        words(painter, self.rect().adjusted(px(12), 0, -px(32), 0), self._words)


def way_on(window: Window) -> QWidget | None:
    """The blue button at the top right."""
    return window.header.way_on


def blue(window: Window) -> QWidget | None:
    """The blue button of the page itself."""
    found = window.pages[window.page].findChildren(Button)
    return next((row for row in found if row.kind in {"primary", "large"} and row.isVisible()), None)


READING = "正在读材料，读完点这里去核对"
STAGES = (
    Stage("start", "按 Enter 打开示例", blue),
    Stage("collect", "材料读完了，点这里去核对", way_on),
    Stage("review", "按 Enter 接受这个处理", blue),
    Stage("review", "核对好了，点这里看名次", way_on),
    Stage("score", "点任何一个数看来历；点这里去出表", way_on),
    Stage("sheets", "点这里（Ctrl+E）写出工作簿", blue),
)


class Tour(QObject):
    """Runs on the sample until it is through or sent away; `ended` then."""

    ended = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.at = -1
        self.hint = Hint(window)
        self.hint.close_button.clicked.connect(self.stop)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS)
        self._timer.timeout.connect(self.look)
        self._corrections = 0
        window.desk.viewed.connect(self._viewed)

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return self.at >= 0

    def start(self) -> None:
        """From where the window is."""
        self.at = 0 if self._window.desk.view is None else 1
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Through, or sent away: it does not come again by itself."""
        self.at = -1
        self._timer.stop()
        self.hint.hide()
        self.ended.emit()

    def look(self) -> None:
        """Where one is now, and what to press there."""
        page = self._window.page
        stage = STAGES[self.at]
        if stage.page != page:
            later = [at for at, row in enumerate(STAGES) if row.page == page]
            if not later:
                self.hint.hide()
                return
            self.at = later[0]
            stage = STAGES[self.at]
        target = stage.target(self._window)
        over = self._window.isActiveWindow() or self._window.isVisible()
        if target is None or not target.isVisible() or not over:
            self.hint.hide()
        else:
            words_now = READING if page == "collect" and self._window.desk.operations else stage.words
            self.hint.say(f"第 {self.at + 1} 步，共 {len(STAGES)} 步：{words_now}", target)

    def _viewed(self, view: View) -> None:
        if not self.running:
            return
        if not view.sample and view.state.taken:
            self.hint.hide()
            self.at = -1  # a real project: the tour waits for the sample
            self._timer.stop()
            return
        done = len(view.state.corrections) + len(view.state.acceptances) + len(view.state.explanations)
        if self.at == 2 and done > self._corrections:
            self.at = 3
        elif self.at == len(STAGES) - 1 and view.exported:
            self.stop()
        self._corrections = done
