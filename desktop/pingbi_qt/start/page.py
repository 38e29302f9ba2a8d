"""The first page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from pingbi_qt import settings
from pingbi_qt.look import SizeClass, px, theme
from pingbi_qt.page import Page
from pingbi_qt.parts import Button, Card, ElidingLabel, EmptyState, Line, ProgressBar, Row, Tabs, Words
from pingbi_qt.start.drop_field import DropField
from pingbi_qt.start.recent_list import RecentList
from pingbi_qt.start.step_strip import StepStrip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import Desk, Operation
    from pingbi_qt.settings import Recent

SAMPLE = "打开示例：9 个县区的材料，6 步出一份工作簿，随便改，不影响真数据"
LOCAL = "数据只存在这台电脑，不上网"
_SIDE, _NARROW = 360, 720  # the right card; below this the cards become tabs


class StartPage(Page):
    """打开示例 has the focus: Enter is the first of the six steps to a workbook."""

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__(desk, actions)
        self._size = SizeClass.FULL
        self.strip = StepStrip()
        self.sample = Button.of(actions["sample"], "primary", sign="")
        self.sample.key = ""
        self._running: Operation | None = None
        self._said = Words(SAMPLE, "body", "text2", wrap=True)
        self._bar = ProgressBar()
        self._bar.hide()
        choose = Button.of(actions["add"], text="选文件")
        self.field = DropField(choose, Button.of(actions["paste"]))
        self.recents = RecentList()
        self.recents.wanted.connect(self.open_recent)
        self.tabs = Tabs(["开始", "最近的项目"])
        self.tabs.chosen.connect(lambda _number: self._arrange())
        self._left, self._right = self._left_part(), self._right_part()
        self._across = QHBoxLayout()
        self._across.addWidget(self._left, 1)
        self._across.addWidget(self._right)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(self.tabs)
        self._whole.addLayout(self._across, 1)
        desk.operations_changed.connect(self._show_running)
        theme().changed.connect(self._arrange)
        self._arrange()

    # What the window asks

    def keys(self) -> tuple[str, ...]:
        """Choosing files, help."""
        return ("add", "new", "open", "help")

    def first_focus(self) -> QWidget:
        """The sample."""
        return self.sample

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._size = size
        self._arrange()

    # What it shows

    def show_recents(self, rows: Sequence[Recent]) -> None:
        """These projects; whether they are still there is looked up in the background."""
        self.recents.show_rows(rows)
        self._list.setCurrentIndex(1 if rows else 0)
        if rows:
            self.desk.run("", lambda _: [row.missing for row in rows], self.recents.show_missing)

    def open_recent(self, recent: Recent) -> None:
        """Open a project of last time."""
        from pingbi_qt.window import Window

        window = self.window()
        if isinstance(window, Window):
            window.open_project(Path(recent.path))
        else:
            self.desk.open(Path(recent.path), failed=self.said.emit)

    def showEvent(self, event: QShowEvent) -> None:
        """The list is as it is now."""
        super().showEvent(event)
        self.said.emit(LOCAL)
        self.show_recents(self._settings().recents)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two cards, or tabs."""
        super().resizeEvent(event)
        self._arrange()

    # Within

    def _settings(self) -> settings.Settings:
        from pingbi_qt.window import Window

        window = self.window()
        return window.settings if isinstance(window, Window) else settings.load()

    def _left_part(self) -> QWidget:
        first = Card(padding=16)
        text = QVBoxLayout()
        text.setSpacing(px(2))
        text.addWidget(ElidingLabel("第一次用？", "title"))
        text.addWidget(self._said)
        text.addWidget(self._bar)
        row = Row(padding=(4, 0), spacing=16)
        row.row.addLayout(text, 1)
        row.row.addWidget(self.sample)
        first.column.addWidget(row)
        first.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        part = QWidget()
        self._column = QVBoxLayout(part)
        self._column.addWidget(self.strip)
        self._column.addWidget(self.field, 1)
        self._column.addWidget(first)
        return part

    def _right_part(self) -> QWidget:
        card = Card()
        self._title = Row(ElidingLabel("最近的项目", "title"), padding=(16, 12))
        self._list = QStackedWidget()
        self._list.addWidget(EmptyState("clock", "还没有项目", "新建的、打开过的项目，下次在这里一点就开"))
        self._list.addWidget(self.recents)
        foot = QWidget()
        buttons = QVBoxLayout(foot)
        buttons.setContentsMargins(px(16), px(12), px(16), px(16))
        buttons.setSpacing(px(8))
        for name in ("new", "open"):
            button = Button.of(self.acts[name])
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button)
        for part in (self._title, Line(), self._list, Line(), foot):
            card.column.addWidget(part, 1 if part is self._list else 0)
        return card

    def _arrange(self) -> None:
        measures = self._size.frame
        narrow = self.width() < px(_NARROW)
        self.tabs.setVisible(narrow)
        self.strip.setVisible(not self._size.compact)
        self._left.setVisible(not narrow or self.tabs.opened() == 0)
        self._right.setVisible(not narrow or self.tabs.opened() == 1)
        self._title.setVisible(not narrow)
        if narrow:
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(16777215)
        else:
            self._right.setFixedWidth(px(_SIDE if not self._size.compact else 300))
        self._whole.setContentsMargins(measures.side, measures.edge, measures.side, measures.edge)
        self._whole.setSpacing(px(4))
        self._across.setSpacing(measures.gap)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(measures.gap)

    def _show_running(self) -> None:
        """While the sample is written or a project is opened, its line stands in the place of the hint."""
        running = next((row for row in self.desk.operations if row.words), None)
        if running is self._running:
            return
        self._running = running
        if running is not None:
            running.progressed.connect(self._show_progress)
        self._bar.setVisible(running is not None)
        self._said.setText(f"正在{running.words}" if running is not None else SAMPLE)
        self._show_progress()

    def _show_progress(self) -> None:
        if self._running is not None:
            total = self._running.total
            self._bar.set_share(self._running.done / total if total else 0.0)
