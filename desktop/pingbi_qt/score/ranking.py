"""The ranking on screen: columns as wide as there is room, lines across, the first columns still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from pingbi_qt.look import metrics, px
from pingbi_qt.parts.table import FrozenTable
from pingbi_qt.score.columns import FROZEN, TRIED, Column, What
from pingbi_qt.score.ranking_cells import BAR, SIDE, RankingCells, RankingHead, broken
from pingbi_qt.score.ranking_model import RankingModel
from pingbi_qt.score.rows import CountyLine

if TYPE_CHECKING:
    from pingbi_qt.look import SizeClass

_WIDTHS = {
    What.PLACE: 50,
    What.MOVED: 58,
    What.ADJUSTED: 60,
    What.SURE: 72,
    What.TRIED_PLACE: 48,
    What.TRIED_TOTAL: 60,
}
WIDEST = 132  # a criterion's column for its title
AIRY = 150  # and where there is room to spare
WIDEST_NAME = 208  # of a county, where there is no room to spare: the whole is in its tooltip


class Ranking(FrozenTable):
    """`chosen`: a county and, where a criterion's cell was meant, its id."""

    chosen = Signal(str, str)
    entered = Signal()  # the key for where a number comes from
    part_asked = Signal(str)  # a part's head was pressed

    def __init__(self) -> None:
        super().__init__(len(FROZEN), "ranking", two_lines=True)
        self.ranking = RankingModel()
        for table in (self, self.still):
            head = RankingHead(two_lines=True, parent=table)
            table.head = head
            table.setHorizontalHeader(head)
            head.sectionClicked.connect(self._head_pressed)
        self.head.sectionResized.connect(self._resized)
        self.setItemDelegate(RankingCells(self))
        self.setModel(self.ranking)
        self.ranking.modelReset.connect(self._fill)
        self.setAccessibleName("排名")
        self.selectionModel().currentChanged.connect(self._current)

    def county(self) -> str:
        """The chosen county; empty where none is."""
        line = self.ranking.line(self.currentIndex().row())
        return line.county if isinstance(line, CountyLine) else ""

    def choose(self, county: str, criterion: str = "") -> None:
        """Choose a county, and the cell of a criterion."""
        row = self.ranking.row_of(county)
        if row < 0:
            return
        at = self.ranking.column_of(What.CRITERION, criterion) if criterion else -1
        if at < 0:
            at = max(self.currentIndex().column(), 0)
        index = self.ranking.index(row, at)
        self.setCurrentIndex(index)
        if row + 1 < len(self.ranking.lines) and not isinstance(self.ranking.lines[row + 1], CountyLine):
            self.scrollTo(self.ranking.index(row + 1, at))  # the reason belongs to it
        self.scrollTo(index)

    def show_tried(self, *, shown: bool) -> None:
        """The columns of the trial, or none."""
        for what in TRIED:
            at = self.ranking.column_of(what)
            if at >= 0:
                self.setColumnHidden(at, not shown)
        self._spread()

    # Within

    def _fill(self) -> None:
        """Spans, heights and widths of a new state; a reset forgets them."""
        self._frozen = sum(row.what in FROZEN for row in self.ranking.columns)
        for at in range(len(self.ranking.columns)):  # hidden is the number of a column, whatever it shows now
            self.setColumnHidden(at, False)  # Qt's own
        for table in (self, self.still):
            table.clearSpans()
            for at, line in enumerate(self.ranking.lines):
                if not isinstance(line, CountyLine):
                    table.setSpan(at, 0, 1, len(self.ranking.columns))
        self._heights()
        self.show_tried(shown=self.ranking.tries)
        self.freeze()

    def _heights(self) -> None:
        for table in (self, self.still):
            usual = self._size.row(self.row_kind)
            for at, line in enumerate(self.ranking.lines):
                kind = "group" if not isinstance(line, CountyLine) else self.row_kind
                wanted = self._size.row(kind)
                if wanted != usual or table.rowHeight(at) != usual:
                    table.setRowHeight(at, wanted)

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        super().adapt(size)
        self._heights()
        self._spread()

    def refit(self) -> None:
        """As the theme is."""
        super().refit()
        if hasattr(self, "ranking"):
            self._heights()
            self._spread()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share the room."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Least widths first; what is left goes to titles that are cut, then to all criteria alike."""
        columns = self.ranking.columns
        shown = [at for at in range(len(columns)) if not self.isColumnHidden(at)]
        if not shown:
            return
        least = {at: self._least(columns[at]) for at in shown}
        total = self.ranking.column_of(What.TOTAL)
        if sum(least.values()) > self.viewport().width():
            least[total] -= px(BAR) + px(8)  # the bar goes first
        if self._moved_trial(early=sum(least.values()) > self.viewport().width()):
            return
        spare = self.viewport().width() - sum(least.values())
        flexible = [at for at in shown if columns[at].what in (What.CRITERION, What.PART)]
        cut = [at for at in shown if columns[at].what is What.COUNTY] + flexible
        for at in sorted(cut, key=lambda at: self._wanted(columns[at]) - least[at]):
            more = min(max(0, self._wanted(columns[at]) - least[at]), max(0, spare))
            least[at] += more
            spare -= more
        for at in flexible:  # some air for each, the rest for the bars
            more = min(max(0, px(AIRY) - least[at]), max(0, spare) // len(flexible))
            least[at] += more
            spare -= more
        if spare > 0:
            least[total] += spare
        for at, width in least.items():
            if self.columnWidth(at) != width:
                self.setColumnWidth(at, width)
        titles = [(columns[at].title, least[at] - 2 * px(SIDE)) for at in flexible]
        deep = any(len(broken(title, width)) > 1 for title, width in titles)
        for head in (self.head, self.still.head):
            if isinstance(head, RankingHead):
                head.set_deep(deep=deep)

    def _moved_trial(self, *, early: bool) -> bool:
        """Put it where it is seen; everything is spread anew by that."""
        if not self.ranking.tries or early == self.ranking.early:
            return False
        county, at = self.county(), self.ranking.columns[max(self.currentIndex().column(), 0)].key
        self.ranking.put_trial(early=early)
        self.choose(county, at)
        return True

    def _least(self, column: Column) -> int:
        sides = 2 * px(SIDE)
        if column.what is What.COUNTY:
            return min(self._wanted(column), px(WIDEST_NAME))
        if column.what is What.TOTAL:
            return px(BAR) + px(8) + metrics("total").horizontalAdvance("100.00") + sides
        if column.what in (What.CRITERION, What.PART):
            under = metrics("note").horizontalAdvance(column.under) + (px(18) if column.opened is not None else 0)
            title = min(metrics("body").horizontalAdvance(column.title), metrics("body").horizontalAdvance("四个汉字"))
            return max(metrics("body", bold=True).horizontalAdvance("100.00"), under, title) + sides
        return px(_WIDTHS[column.what])

    def _wanted(self, column: Column) -> int:
        if column.what is What.COUNTY:
            names = self.ranking.short.values()
            longest = max((metrics("strong").horizontalAdvance(name) for name in names), default=0)
            return max(px(72), longest + 2 * px(SIDE) + px(4))
        return min(metrics("body").horizontalAdvance(column.title) + 2 * px(SIDE) + 2, px(WIDEST))

    def _head_pressed(self, section: int) -> None:
        column = self.ranking.columns[section]
        if column.opened is not None:
            self.part_asked.emit(column.key)

    def _current(self, now: QModelIndex | QPersistentModelIndex) -> None:
        line = self.ranking.line(now.row())
        if isinstance(line, CountyLine):
            column = self.ranking.columns[now.column()]
            self.chosen.emit(line.county, column.key if column.what is What.CRITERION else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks where the number comes from; up and down leave out lines that are no county."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if not self.ranking.columns:  # the first answer is still on its way
                return
            column = self.ranking.columns[max(self.currentIndex().column(), 0)]
            if column.opened is not None:
                self.part_asked.emit(column.key)
            else:
                self.entered.emit()
            return
        super().keyPressEvent(event)
