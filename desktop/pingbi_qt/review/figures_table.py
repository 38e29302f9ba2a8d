"""The figures of one county: 原报数 exactly as written, 核定数, state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from pingbi.casework.listed import NOT_REPORTED
from pingbi_qt.look import SizeClass, metrics, px
from pingbi_qt.parts import Following, State, dashed, focus_ring, ground, hairline, paint_state, words
from pingbi_qt.parts.copying import copies
from pingbi_qt.parts.head_end import HeadEnd
from pingbi_qt.parts.painting import LEFT, RIGHT
from pingbi_qt.review.levels import WHY, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.casework.listed import FigureLine

Index = QModelIndex | QPersistentModelIndex
LEAST = 8  # of a row: one that followed the zoom would keep rows from following it
NAME, UNIT, REPORTED, COUNTS, STATE = range(5)
HEADS = ("指标", "单位", "原报数", "核定数", "状态")
_NUMBERS = {REPORTED, COUNTS}
_OWN_KEYS = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}  # the page's: the county before, the next


class FiguresModel(QAbstractTableModel):
    """A county's figures as lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[FigureLine, ...] = ()
        self.pending = ""  # the indicator that the banner asks about

    def show_lines(self, lines: Sequence[FigureLine]) -> None:
        """Other figures."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def row_of(self, indicator: str) -> int:
        """The row of an indicator; -1 where there is none."""
        return next((at for at, row in enumerate(self.lines) if row.indicator == indicator), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """One row a figure."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as above
        """指标 单位 原报数 核定数 状态."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell; all of a row for those who hear it."""
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            counts = self.counts(line)
            cell = (line.name, line.unit, line.reported, counts, self.state_word(line))[index.column()]
            if role == Qt.ItemDataRole.DisplayRole:
                return cell
            if index.column() == NAME:
                return f"{line.name}（{line.unit}）" if line.unit else line.name
            return cell if index.column() == REPORTED else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.name}，原报数{line.reported}，核定数{self.counts(line)}，{self.state_word(line)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heads, over numbers at the right."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section in _NUMBERS else LEFT
        return None

    def is_pending(self, line: FigureLine) -> bool:
        """Whether its 核定数 is still to be settled: nothing counts, or it is what the banner asks about."""
        if line.why == "待定":
            return True
        asks = line.level is not None and line.level.value == "verify" and not line.corrected
        return asks and line.indicator == self.pending and not line.why

    def counts(self, line: FigureLine) -> str:
        """核定数, or the word for why there is none."""
        if self.is_pending(line):
            return "待定"
        return line.counts or line.why

    def state(self, line: FigureLine) -> State:
        """Sign and word."""
        if line.level is not None and line.level.value in ("mandatory", "verify"):
            return WHY[line.why] if line.why in WHY and line.why != NOT_REPORTED else state_of(line.level)
        if line.why in WHY:
            return WHY[line.why]
        return State.CORRECTED if line.corrected else state_of(line.level)

    def state_word(self, line: FigureLine) -> str:
        """As it is written."""
        return NOT_REPORTED if line.why == NOT_REPORTED else self.state(line).word


class FiguresDelegate(QStyledItemDelegate):
    """Paints all of a row itself."""

    def __init__(self, table: FiguresTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, dashed box for what is to be settled."""
        model, rect = self._table.figures, QRect(option.rect)  # type: ignore[attr-defined]  # the stubs lack it
        line, column = model.lines[index.row()], index.column()
        chosen = index.row() == self._table.currentIndex().row()
        ground(painter, rect, "accent_soft" if chosen else "surface")
        hairline(painter, rect.left(), rect.bottom(), rect.width())
        if column == NAME and chosen:
            ground(painter, QRect(rect.left(), rect.top(), px(5), rect.height() - 1), "accent")
        inner = rect.adjusted(px(14) if column == NAME else px(6), 0, -px(8), -1)
        if column == NAME:
            words(painter, inner, line.name, bold=chosen)
        elif column == UNIT:
            words(painter, inner, line.unit, "note", "text2")
        elif column == REPORTED:
            faint = line.corrected or line.computed or line.figure is None
            words(painter, inner, line.reported, ink="text2" if faint else "text", align=RIGHT)
        elif column == COUNTS:
            self._counts(painter, rect, inner, line)
        else:
            state = model.state(line)
            quiet = state is State.VERIFIED
            place = rect.adjusted(px(10), 0, 0, -1)
            if quiet:
                paint_state(painter, place, state, "")
                words(painter, place.adjusted(px(20), 0, 0, 0), state.word, "note", "text2")
            else:
                paint_state(painter, place, state, model.state_word(line), kind="note")
        if chosen and column == STATE and self._table.hasFocus():
            whole = QRect(0, rect.top(), rect.right() + 1, rect.height() - 1)
            painter.setClipping(False)
            focus_ring(painter, whole, 0)

    def _counts(self, painter: QPainter, rect: QRect, inner: QRect, line: FigureLine) -> None:
        model = self._table.figures
        if model.is_pending(line):
            state = state_of(line.level) if line.level is not None else State.UNAUDITED
            dashed(painter, rect.adjusted(px(4), px(4), -px(4), -px(5)), state.ink)
            words(painter, inner.adjusted(0, 0, -px(4), 0), "待定", "note", state.ink, RIGHT)
        elif line.why:
            words(painter, inner, line.why, "note", model.state(line).ink, RIGHT)
        elif line.corrected:
            words(painter, inner, line.counts, ink="accent", align=RIGHT, bold=True)
        else:
            words(painter, inner, line.counts, align=RIGHT)


class FiguresTable(Following, QTableView):
    """`chosen` gives the indicator that the person has gone to."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.figures = FiguresModel()
        self._size = SizeClass.FULL
        self._telling = True
        self.setModel(self.figures)
        self.setItemDelegate(FiguresDelegate(self))
        self.setAccessibleName("指标")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self._head_end = HeadEnd(self)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(px(20))
        head.setHighlightSections(False)
        self.selectionModel().currentRowChanged.connect(self._gone_to)
        self.follow()

    def show_lines(self, lines: Sequence[FigureLine], indicator: str = "", pending: str = "") -> None:
        """Other figures, and which of them is chosen; nobody is told."""
        self._telling = False
        top = self.verticalScrollBar().value() if indicator else 0
        self.figures.pending = pending
        self.figures.show_lines(lines)
        self._fit_columns()
        self.verticalScrollBar().setValue(top)
        self._telling = True
        self.choose(indicator)

    def choose(self, indicator: str, pending: str | None = None) -> None:
        """Go to an indicator without telling."""
        if pending is not None:
            self.figures.pending = pending
        row = self.figures.row_of(indicator)
        self._telling = False
        if row >= 0:
            self.setCurrentIndex(self.figures.index(row, NAME))
            self._bring_into_sight()
        else:
            self.setCurrentIndex(QModelIndex())
        self._telling = True
        self.viewport().update()

    def indicator(self) -> str:
        """The one that is chosen; empty where none is."""
        row = self.currentIndex().row()
        return self.figures.lines[row].indicator if 0 <= row < len(self.figures.lines) else ""

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._size = size
        self.refit()

    def fit(self) -> None:
        """As the theme is."""
        self.verticalHeader().setMinimumSectionSize(LEAST)
        self.verticalHeader().setDefaultSectionSize(self._size.row("figures"))
        self.horizontalHeader().setFixedHeight(self._size.row("head"))
        self._fit_columns()
        if self.currentIndex().isValid():
            self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        """The current row, and no row half below the head."""
        self.executeDelayedItemsLayout()
        self.scrollTo(self.currentIndex())
        bar, high = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
        bar.setValue(-(-bar.value() // high) * high)

    def _fit_columns(self) -> None:
        """Numbers as wide as they are, within reason; the name has what is left."""
        model, number, note = self.figures, metrics("body", bold=True), metrics("note")
        edge = px(18)
        unit = max((note.horizontalAdvance(row.unit) for row in model.lines), default=0)
        counts = max((number.horizontalAdvance(model.counts(row)) for row in model.lines), default=0)
        reported = max((number.horizontalAdvance(row.reported) for row in model.lines), default=0)
        state = max((note.horizontalAdvance(model.state_word(row)) for row in model.lines), default=0) + px(36)
        widths = {
            UNIT: min(max(unit + edge, px(56)), px(84)),
            REPORTED: min(max(reported + edge, px(84)), px(118)),
            COUNTS: min(max(counts + edge, px(84)), px(118)),
            STATE: max(state, px(86)),
        }
        room = self.viewport().width() - sum(widths.values())
        narrow = room < px(110)
        self.setColumnHidden(UNIT, narrow)
        if narrow:
            widths[UNIT] = 0
            widths[REPORTED], widths[COUNTS] = min(widths[REPORTED], px(88)), min(widths[COUNTS], px(88))
            room = self.viewport().width() - sum(widths.values())
        for column, wide in widths.items():
            self.setColumnWidth(column, wide)
        self.setColumnWidth(NAME, max(room, px(96)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name has what is left."""
        super().resizeEvent(event)
        self._fit_columns()

    def minimumSizeHint(self) -> QSize:
        """A few rows."""
        return QSize(px(200), px(96))

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(px(480), self._size.row("head") + self._size.row("figures") * len(self.figures.lines) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down; what the page does by keys is left to it."""
        if event.key() in _OWN_KEYS:
            event.ignore()
        elif not copies(self, event):
            super().keyPressEvent(event)

    def _gone_to(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        if self._telling and now.isValid():
            self.chosen.emit(self.figures.lines[now.row()].indicator)
