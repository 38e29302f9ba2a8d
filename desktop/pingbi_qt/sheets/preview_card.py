"""The middle of step 4: the sheet as it prints, page by page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from pingbi.paper import PrintedPage
from pingbi_qt.look import SizeClass
from pingbi_qt.parts import Button, Card, ElidingLabel, Line, Row, Tabs
from pingbi_qt.preview import Fit, PageView, Shown

FITS = tuple(Fit)


class PreviewCard(Card):
    """`wanted` asks for a page of the sheet that is shown, counted from 0."""

    wanted = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self._name, self._pages, self._at = "", 0, 0
        self._before, self._whole = 0, 0
        self._compact = False
        self.back = Button("上一页", "link")
        self.forth = Button("下一页", "link")
        self.where = ElidingLabel("")
        self.tabs = Tabs([fit.value for fit in FITS])
        self.tabs.setAccessibleDescription("预览的大小")
        self.view = PageView()
        self.head = Row(self.back, self.where, self.forth, self.tabs, padding=(12, 2), spacing=12)
        self.head.row.insertStretch(3, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(Line())
        self.column.addWidget(self.view, 1)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forth.clicked.connect(lambda: self.turn(1))
        self.view.stepped.connect(self.turn)
        self.tabs.chosen.connect(lambda at: self.view.set_fit(FITS[at]))

    def show_sheet(self, name: str, pages: int, first: PrintedPage) -> None:
        """Another sheet, at its first page."""
        self._name, self._pages, self._at = name, pages, 0
        self._show(first)

    def show_page(self, name: str, at: int, page: PrintedPage) -> None:
        """The page that was wanted; one of another sheet comes too late."""
        if (name, at) == (self._name, self._at):
            self._show(page)

    def show_numbers(self, before: int, whole: int) -> None:
        """How many pages stand before this sheet, and how many there are; 0 where that is not known yet."""
        self._before, self._whole = before, whole
        shown = self.view.shown
        if shown is not None:
            self._show(shown.page)

    def show_words(self, words: str) -> None:
        """Nothing to show yet, or a reason why not."""
        self._name, self._pages, self._at = "", 0, 0
        self.view.show_page(None, words)
        self.where.setText("")
        self._enable()

    @property
    def at(self) -> int:
        """The page that is wanted, counted from 0."""
        return self._at

    @property
    def name(self) -> str:
        """The sheet that is shown."""
        return self._name

    def turn(self, step: int) -> None:
        """The next or the previous page, the last (2) or the first (-2)."""
        goal = {2: self._pages - 1, -2: 0}.get(step, self._at + step)
        goal = min(max(goal, 0), max(self._pages - 1, 0))
        if goal != self._at:
            self._at = goal
            self._say()
            self.wanted.emit(self._name, goal)

    def adapt(self, size: SizeClass) -> None:
        """In a compact window the name of the sheet stands at the left alone."""
        self._compact = size.compact
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: another choice of what stands above the page."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where there is too little of it the keys turn pages."""
        parts, row = (self.back, self.where, self.forth, self.tabs), self.head.row
        wide = sum(part.sizeHint().width() + row.spacing() for part in parts) + 2 * row.contentsMargins().left()
        for button in (self.back, self.forth):
            button.setVisible(wide <= self.width())

    def _show(self, page: PrintedPage) -> None:
        number = self._before + page.number if self._whole else page.number
        self.view.show_page(Shown(page, number, self._whole or self._pages))
        self._say()

    def _say(self) -> None:
        at, pages = self._at + 1, self._pages
        said = f"第 {at}/{pages} 页" if self._compact else f"{self._name}　第 {at} 页，共 {pages} 页"
        self.where.setText(said if pages else "")
        self._make_room()
        self._enable()

    def _enable(self) -> None:
        for button, there, why in (
            (self.back, self._at > 0, "已经是第一页"),
            (self.forth, self._at + 1 < self._pages, "已经是最后一页"),
        ):
            button.setEnabled(there)
            button.setToolTip("" if there else why)
