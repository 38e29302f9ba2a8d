"""The source itself: a tab a sheet, the text, the versions; what is meant is marked, what was read can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pingbi.casework.source_pages import Asked
from pingbi_qt.look import SizeClass, px
from pingbi_qt.parts import Button, ElidingLabel, EmptyState, Following, Line, Row, Tabs
from pingbi_qt.parts.painting import CUT_MIDDLE
from pingbi_qt.review.compare_view import CompareView
from pingbi_qt.review.fetching import Fetching
from pingbi_qt.review.looking import Look, Tab, cells_meant, page_meant, spans_meant, tab_to_open, tabs_of
from pingbi_qt.review.printed_view import PrintedView
from pingbi_qt.review.sheet_model import letters
from pingbi_qt.review.sheet_view import SheetView
from pingbi_qt.review.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.casework.compared_versions import Compared
    from pingbi.casework.source_pages import Picture
    from pingbi.casework.sources import Source, Use
    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import Desk, View

SOON = 300  # milliseconds before it is said that something is being read
PRINTED = "\0"  # no sheet has that name: the pages of a file
UNIT_ROWS = 6  # in which the head says the unit


class SourcePane(Following, QWidget):
    """`picked` gives the figures of the place that was clicked; `compared` the effect of a version, in words."""

    picked = Signal(object)  # tuple[Use, ...]
    compared = Signal(str)

    def __init__(self, desk: Desk, acts: Actions) -> None:
        super().__init__()
        self._desk, self._fetching = desk, Fetching(desk)
        self._view: View | None = None
        self._look: Look | None = None
        self._sources: dict[int, Source] = {}
        self._tabs: tuple[Tab, ...] = ()
        self._shown: tuple[int, str | None] | None = None
        self.tabs = Tabs()
        self.file = ElidingLabel("", "note", "text2", cut=CUT_MIDDLE)
        self.original = Button("打开原件", "link", "external")
        self.original.setToolTip(acts["open_original"].toolTip())
        self.original.clicked.connect(acts["open_original"].trigger)
        self.cell, self.content = ElidingLabel("", "body", bold=True), ElidingLabel("")
        self.hint = ElidingLabel("", "note", "text2")
        self.sheet, self.text, self.versions = SheetView(), TextView(), CompareView()
        self.printed = PrintedView()
        self.empty = EmptyState("file", "没有原件可看", "")
        self.stack = QStackedWidget()
        for part in (self.empty, self.sheet, self.text, self.printed, self.versions):
            self.stack.addWidget(part)
        self.head = Row(self.tabs, self.file, self.original, padding=(16, 0), spacing=12)
        self.head.row.setStretch(0, 1)
        self.about = Row(self.cell, self.content, self.hint, padding=(16, 4), spacing=12)
        self.about.row.setStretch(1, 1)
        self._line, self._below = Line(), Line()
        self.column = QVBoxLayout(self)
        for widget in (self.head, self._line, self.about, self._below, self.stack):
            self.column.addWidget(widget, 1 if widget is self.stack else 0)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._say_reading)
        self.tabs.chosen.connect(self._open)
        self.sheet.picked.connect(self._cell_picked)
        self.text.picked.connect(self._words_picked)
        self.printed.wanted.connect(self._draw)
        self._show_part(self.empty)
        self.follow()

    def look_at(self, view: View, look: Look) -> None:
        """Other places, maybe of other submissions."""
        self._view, self._look = view, look
        self._soon.start()
        if self._fetching.get(view, look.numbers, self._come, self._lost):
            self._soon.stop()

    def number(self) -> int:
        """The submission that is open; 0 where none is."""
        at = self.tabs.opened()
        shown = self._tabs[at].number if 0 <= at < len(self._tabs) else 0
        return shown or (self._look.numbers[0] if self._look is not None and self._look.numbers else 0)

    def adapt(self, size: SizeClass) -> None:
        """In a compact window without the file's name."""
        self.file.setVisible(not size.compact)
        for part in (self.sheet, self.versions):
            part.adapt(size)
        self._size = size

    def fit(self) -> None:
        """As the theme is."""
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.cell.setMinimumWidth(px(44))

    # Within

    def _come(self, sources: tuple[Source, ...]) -> None:
        self._soon.stop()
        look = self._look
        if look is None:
            return
        self.original.setEnabled(bool(look.numbers))
        self._sources = {row.number: row for row in sources}
        self._tabs = tabs_of(look, sources) if sources else ()
        if not self._tabs:
            wrong = next((row.error for row in sources if row.error), "")
            name = sources[0].name if sources else ""
            if look.numbers:
                self._say(f"{name} 打不开" if wrong else "没有原件可看", wrong or "里面没有能显示的表格和文字")
            else:
                self._say(f"{look.county}还没有报来材料" if look.county else "还没有材料", "")
            self.tabs.set_names(())
            self.file.setText(name)
            return
        opened = tab_to_open(look, self._tabs, printed=self.stack.currentWidget() is self.printed)
        self.tabs.set_names([tab.title for tab in self._tabs], opened=opened)
        self._open(opened)

    def _lost(self, said: str) -> None:
        self._soon.stop()
        self._say("原件打不开", said)

    def _say_reading(self) -> None:
        self._say("正在读原件", "")

    def _say(self, line: str, more: str) -> None:
        self.empty.show_words(line, more)
        self._shown = None
        self._show_part(self.empty)

    def _show_part(self, part: QWidget) -> None:
        self.stack.setCurrentWidget(part)
        of_sheet = part is self.sheet
        for widget in (self.about, self._below):
            widget.setVisible(of_sheet)

    def _open(self, at: int) -> None:
        tab, look = self._tabs[at], self._look
        if look is None or self._view is None:
            return
        if tab.older:
            self._compare(tab.older)
            return
        source = self._sources[tab.number]
        self.file.setText(source.name)
        if tab.printed:
            self.printed.show_words("正在画这一页")
            self._show_part(self.printed)
            self._shown = (id(source), PRINTED)
            self._draw(page_meant(look, source).page)
        elif tab.sheet is None and source.text is not None:
            self._open_text(source, look, tab)
        else:
            self._open_sheet(source, look, tab)

    def _open_text(self, source: Source, look: Look, tab: Tab) -> None:
        text = source.text or ""
        if self._shown != (id(source), None):
            self.text.show_text(text, source.read.spans, source.pages)
            self._shown = (id(source), None)
        self._show_part(self.text)
        self.text.mark(spans_meant(look, tab.number, text))

    def _draw(self, page: int) -> None:
        """A page as it was printed, marked where it is the one that is meant."""
        source, look = self._sources.get(self.number()), self._look
        if source is None or look is None:
            return
        meant, shown = page_meant(look, source), self._shown

        def come(found: Picture) -> None:
            if self._shown == shown:
                self.printed.show_picture(found)

        asked = meant if page == meant.page else Asked(page)
        self._fetching.picture(source.number, asked, self.printed.dots(), come, self.printed.show_words)

    def _open_sheet(self, source: Source, look: Look, tab: Tab) -> None:
        grid = source.sheet(tab.sheet or "")
        if self._shown != (id(source), tab.sheet):
            self.sheet.show_grid(grid, source.read)
            self._shown = (id(source), tab.sheet)
        self._show_part(self.sheet)
        self.sheet.mark(cells_meant(look, tab))
        self.hint.setText(self._hint_of())
        self._about_current()

    def _hint_of(self) -> str:
        grid = self.sheet.sheet.grid
        if grid is None:
            return ""
        texts = (
            self.sheet.sheet.cell(row, column).text
            for row in range(1, UNIT_ROWS)
            for column in range(1, min(grid.columns, 30) + 1)
        )
        unit = next((text for text in texts if text.replace(" ", "").startswith(("单位：", "单位:", "计量单位："))), "")
        parts = [f"表头“{unit}”"] if unit and len(unit) <= 20 else []
        hidden = len(grid.hidden_rows)
        parts += [f"有 {hidden} 行原来是隐藏的"] if hidden else []
        return "，".join((*parts, "蓝底＝已读走的格子"))

    def _about_current(self) -> None:
        index = self.sheet.currentIndex()
        row, column = index.row() + 1, index.column() + 1
        if not index.isValid():
            self.cell.setText("")
            self.content.setText("")
            return
        cell = self.sheet.sheet.cell(row, column)
        self.cell.setText(f"{letters(column)}{row}")
        note = f"（批注：{cell.note}）" if cell.note else ""
        self.content.setText(f"{cell.text}{note}".replace("\n", " "))

    def _cell_picked(self, row: int, column: int) -> None:
        self._about_current()
        self._tell(self.sheet.sheet.uses(row, column))

    def _words_picked(self, place: int) -> None:
        source = self._sources.get(self.number())
        spans = source.read.spans if source is not None else ()
        self._tell(tuple(row.use for row in spans if row.use is not None and row.start <= place <= row.end))

    def _tell(self, uses: Sequence[Use]) -> None:
        if uses:
            self.picked.emit(tuple(uses))

    def _compare(self, older: int) -> None:
        view, look = self._view, self._look
        if view is None or look is None:
            return
        county = look.county
        self._shown = None
        self.versions.show_waiting("正在对照…")
        self._show_part(self.versions)
        self.file.setText("，".join(row.name for row in look.versions if row.at in (older, look.versions[-1].at)))

        def come(found: Compared) -> None:
            self.versions.show_compared(found, view.scheme)
            self.compared.emit(f"{county}{self.versions.effect.text().rstrip('。')}")

        def asked(case: object) -> Compared:
            from pingbi.casework.compared_versions import compare  # in the project's thread

            return compare(case, county, older)  # type: ignore[arg-type]

        self._desk.ask(asked, come, failed=self.versions.show_waiting, key="review versions")
