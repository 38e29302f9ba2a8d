"""The first tour: from the sample to a workbook by six actions; a line below the header says what comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pingbi_qt.look import px
from pingbi_qt.parts import Button, ElidingLabel, Following, IconButton, ground, hairline

if TYPE_CHECKING:
    from pingbi_qt.desk import View
    from pingbi_qt.window import Window

LOOKS = 200  # milliseconds between two looks where the tour is: pages are built while one looks at them


class Stage(NamedTuple):
    """One of the six: on which page, what to press, in words that name the button."""

    page: str
    words: str
    target: Callable[[Window], Button | None]
    without: str = ""  # where that button is not there


class Hint(Following, QWidget):
    """A line of its own, so that it covers nothing; it never takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._label = ElidingLabel("", ink="accent", bold=True)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.close_button = IconButton("cross", "不用引导", edge=24)
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self.close_button)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()
        self.follow()

    def say(self, text: str) -> None:
        """These words."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self.show()

    def text(self) -> str:
        """What it says."""
        return self._label.text() if self.isVisible() else ""

    def fit(self) -> None:
        """As the theme is."""
        self._row.setContentsMargins(px(16), px(2), px(12), px(2) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, line below."""
        painter = QPainter(self)
        ground(painter, event.rect(), "accent_soft")
        hairline(painter, 0, self.height() - 1, self.width())


def way_on(window: Window) -> Button | None:
    """The blue button at the top right."""
    return window.header.way_on


def blue(window: Window) -> Button | None:
    """The blue button of the page itself."""
    found = window.pages[window.page].findChildren(Button)
    return next((row for row in found if row.kind in {"primary", "large"} and row.isVisible()), None)


def writing(window: Window) -> Button | None:
    """The large button of 出表; in a compact window it may stand at the top right."""
    return blue(window) or way_on(window)


READING = "正在读材料，读完点右上角的“{button}”"
STAGES = (
    Stage("start", "按 Enter {button}", blue),
    Stage("collect", "材料读完了，点右上角的“{button}”", way_on),
    Stage("review", "按 Enter 接受建议的处理“{button}”", blue, "按 F8 看下一处问题"),
    Stage("review", "核对好了，点右上角的“{button}”看名次", way_on),
    Stage("score", "点任何一个数看来历；再点右上角的“{button}”", way_on),
    Stage("sheets", "点“{button}”（Ctrl+E）写出工作簿", writing),
)


class Tour(QObject):
    """Runs on the sample until it is through or sent away; `ended` then."""

    ended = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.at = -1
        self.hint = Hint()
        window.column.insertWidget(window.column.indexOf(window.stack), self.hint)
        self.hint.close_button.clicked.connect(self.stop)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS)
        self._timer.timeout.connect(self.look)
        self._corrections = 0
        self._sample: int | None = None  # the opening that was known to be the sample's
        window.desk.viewed.connect(self._viewed)

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return self.at >= 0

    def start(self) -> None:
        """From where the window is."""
        self.at = 0 if self._window.desk.view is None else 1
        self._sample = None
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
        words = stage.without  # the line stays: what is below it shall not jump
        if target is not None and target.isVisible():
            reading = page == "collect" and self._window.desk.operations
            words = (READING if reading else stage.words).format(button=target.text())
        self.hint.say("：".join(filter(None, (f"第 {self.at + 1} 步，共 {len(STAGES)} 步", words))))

    def _viewed(self, view: View) -> None:
        if not self.running:
            return
        if view.sample:
            self._sample = view.opening
        elif view.state.taken or self._sample not in (None, view.opening):
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
