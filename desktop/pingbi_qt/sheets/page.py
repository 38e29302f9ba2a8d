"""The page of step 4: the sheets left, the preview in the middle, the order right, the result below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pingbi_qt.look import SizeClass, px, theme
from pingbi_qt.page import Page, WayOn
from pingbi_qt.parts import Button, Card, ElidingLabel, Line, Row, Tabs, Words
from pingbi_qt.rules.making import documents
from pingbi_qt.settings import Settings
from pingbi_qt.sheets.answers import Prepared
from pingbi_qt.sheets.giving import Giving
from pingbi_qt.sheets.order_card import OrderCard, OrderPanel
from pingbi_qt.sheets.paging import Paging
from pingbi_qt.sheets.preview_card import PreviewCard
from pingbi_qt.sheets.printer import Printing
from pingbi_qt.sheets.reopening import Reopening
from pingbi_qt.sheets.result_line import ResultLine
from pingbi_qt.sheets.sheet_list import SheetList

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.casework import Case
    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import Desk, View

LEFT, RIGHT = 252, 312  # of list and order
NARROW = 300  # of what stands left in a compact window


class SheetsPage(Page):
    """The page of step 4."""

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__(desk, actions)
        self.size_class = SizeClass.FULL
        self._opening = 0  # of the project for which something was chosen
        self.list, self.preview = SheetList(), PreviewCard()
        self.order, self.result = OrderCard(actions), ResultLine(actions)
        self.paging = Paging(desk, self.list, self.preview)
        self.giving = Giving(self)
        self.printing, self.reopening = Printing(self), Reopening(self)
        self._lay_out()
        self._connect(actions)
        self.adapt(SizeClass.FULL)

    # What the window asks

    def prepare(self) -> Callable[[Case], Prepared]:
        """The sheets with the choice that was made, and the one that is looked at."""
        if self.desk.view is not None:
            self._turn_to(self.desk.view.opening)
        return self.paging.asking()

    def show_view(self, view: View, found: object) -> None:
        """The newest state; a result stays till something has changed since."""
        if not isinstance(found, Prepared):
            return
        self._turn_to(view.opening)
        self.giving.show_state(view.state)
        self.paging.show(found)
        self.order.show_state(found, self._folder(view))
        self._show_choice()

    def keys(self) -> tuple[str, ...]:
        """What the status bar names."""
        return ("export", "print", "tick")

    def way_on(self) -> WayOn:
        """Where the order with its large button is out of sight, the blue button writes."""
        if self.panel.isVisibleTo(self):
            return WayOn()
        action = self.acts["export"]
        words = "正在出表" if self.giving.running else "出表"
        return WayOn(words, "export", "download", action.isEnabled(), action.toolTip())

    def first_focus(self) -> QWidget:
        """The sheets."""
        return self.list

    def adapt(self, size: SizeClass) -> None:
        """In a compact window the order stands behind a tab beside the sheets."""
        self.size_class = size
        self.list.adapt(size)
        self.preview.adapt(size)
        self.order.adapt(size)
        self.tabs.setVisible(size.compact)
        for part in (self.head, self.line):
            part.setVisible(not size.compact)
        holder = self.stack if size.compact else self.right
        if self.panel.parentWidget() is not holder:
            if size.compact:
                self.stack.addWidget(self.panel)
            else:
                self._right.addWidget(self.panel)
                self.tabs.open(0)
                self.stack.setCurrentIndex(0)
                self.panel.setVisible(True)
        self.right.setVisible(not size.compact)
        self._fit()
        self.way_on_changed.emit()

    # Within

    def _turn_to(self, opening: int) -> None:
        """What was chosen for one project is not chosen for another that is opened in its window."""
        before, self._opening = self._opening, opening
        if before not in (0, opening):
            self.paging.choice = None
            self.order.forget()

    def _folder(self, view: View) -> Path:
        """Where the person last wrote; else beside the project - the sample's is out of sight, so 文档 for that."""
        settings = self.settings()
        if settings is not None and settings.target:
            return Path(settings.target)
        hidden = settings is not None and settings.folder in view.path.parents
        place = documents().parent
        return place if hidden and place.is_dir() else view.path.parent

    def settings(self) -> Settings | None:
        """What the window remembers; a page alone has none."""
        found = getattr(self.window(), "settings", None)
        return found if isinstance(found, Settings) else None

    def _show_choice(self) -> None:
        lines = self.list.sheets.lines
        ticked = len(self.list.sheets.chosen())
        every = ticked == len(lines)
        self.count.setText(f"{ticked} 张都要" if every else f"选了 {ticked} 张，共 {len(lines)} 张")
        self.every.set_words("全不选" if every else "全选")
        self.tabs.set_names((f"工作表 {ticked}", "出什么"))
        self.giving.show_choice(ticked)

    def _open_tab(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self.way_on_changed.emit()

    def _tick_all(self) -> None:
        lines = self.list.sheets.lines
        self.list.sheets.tick_all(ticked=len(self.list.sheets.chosen()) < len(lines))

    def _chosen(self) -> None:
        self._show_choice()
        self.paging.choose(self.list.sheets.chosen())

    def _connect(self, actions: Actions) -> None:
        self.list.sheets.ticked.connect(self._chosen)
        self.every.clicked.connect(self._tick_all)
        self.tabs.chosen.connect(self._open_tab)
        self.paging.failed.connect(self.said)
        self.order.changed.connect(self._show_choice)
        actions.on("tick", self.list.tick_current)
        actions.on("export", self._export)
        actions.on("print", self.printing.ask)
        actions.on("next_pane", self._next_pane)
        theme().changed.connect(self._fit)

    def _export(self) -> None:
        """On another page the window leads here first."""
        if self.acts.page == "sheets":
            self.giving.give()

    def _next_pane(self) -> None:
        """From the sheets to the preview, to the order, and round again."""
        if self.acts.page != "sheets":
            return
        panes = [(self.list, self.list), (self.preview, self.preview.view), (self.order, self.order.workbook)]
        shown = [row for row in panes if row[0].isVisible()]
        focus = QApplication.focusWidget()
        at = next((at for at, (pane, _) in enumerate(shown) if pane is focus or pane.isAncestorOf(focus or self)), -1)
        shown[(at + 1) % len(shown)][1].setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        self.count, self.every = ElidingLabel("", "body", "text2"), Button("全不选", "link")
        self.head = Row(Words("工作表", "title"), self.count, self.every, padding=(14, 2))
        self.head.row.setStretch(1, 1)
        self.line, sheets = Line(), Card()
        sheets.column.addWidget(self.head)
        sheets.column.addWidget(self.line)
        sheets.column.addWidget(self.list, 1)
        self.tabs, self.stack = Tabs(("工作表", "出什么")), QStackedWidget()
        self.stack.addWidget(sheets)
        self.left, self.right = QWidget(), QWidget()
        self._left = QVBoxLayout(self.left)
        self._left.addWidget(self.tabs)
        self._left.addWidget(self.stack, 1)
        self._right = QVBoxLayout(self.right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self.panel = OrderPanel(self.order)
        self._right.addWidget(self.panel)
        self._panes = QHBoxLayout()
        for pane in (self.left, self.preview, self.right):
            self._panes.addWidget(pane, 1 if pane is self.preview else 0)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._panes, 1)
        self._whole.addWidget(self.result)

    def _fit(self) -> None:
        frame = self.size_class.frame
        self._whole.setContentsMargins(frame.side, frame.edge, frame.side, frame.edge)
        self._whole.setSpacing(frame.gap)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(frame.gap)
        self.head.setFixedHeight(self.tabs.sizeHint().height() + 2 * px(2))  # as the preview's, which holds tabs
        self._panes.setSpacing(frame.gap)
        compact = self.size_class.compact
        self.left.setFixedWidth(px(NARROW if compact else LEFT))
        self.right.setFixedWidth(px(RIGHT))
        self.preview.setMinimumWidth(px(200))
