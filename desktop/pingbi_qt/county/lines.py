"""The criteria of a county, a row each, painted: value, distance to the city, bar with the median, points, places."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem

from pingbi_qt.look import colour, glyph, line_height, metrics, px, rect_of
from pingbi_qt.parts import ground, paint_bar, words
from pingbi_qt.parts.table import Cells, Table
from pingbi_qt.score.columns import plain
from pingbi_qt.score.figures import shown
from pingbi_qt.score.rows import moved, place_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.reckoning import Standing, StandingRow

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 121
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter
LOW, HIGH = 50, 73  # of a row
WORTH = 200  # of the bar, with who is highest and lowest below it: else the distance to the city goes
_Role = Qt.ItemDataRole


class At(IntEnum):
    """The columns."""

    NAME = 0
    VALUE = 1
    AGAINST = 2
    BAR = 3
    POINTS = 4
    PLACE = 5
    MOVED = 6


TITLES = ("评比项", "本期", "较全市", "得分占满分", "得分", "位次", "较上期")
WIDTHS = {At.VALUE: 92, At.AGAINST: 84, At.POINTS: 96, At.PLACE: 52, At.MOVED: 66}


class StandingModel(QAbstractTableModel):
    """One county."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[StandingRow, ...] = ()
        self._digits, self._city, self.before = 2, "全市", False
        self._legend = ""
        self._short: Mapping[str, str] = {}

    def show_standing(
        self, standing: Standing, digits: int, city: str, short: Mapping[str, str], *, before: bool
    ) -> None:
        """Another county, or another state; `short`: what the counties are called."""
        self.beginResetModel()
        self._short = short
        self.rows, self._digits, self._city, self.before = standing.rows, digits, city, before
        self.endResetModel()

    def tell_bars(self, legend: str) -> None:
        """What the upright lines are, beside the title of the bars."""
        self._legend = legend
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, At.BAR, At.BAR)

    def rowCount(self, parent: Index | None = None) -> int:
        """Criteria."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns."""
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Titles."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.DisplayRole:
            if section == At.BAR and self._legend:
                return f"{TITLES[section]}，{self._legend}"
            return f"较{self._city}" if section == At.AGAINST else TITLES[section]
        return self._align(section) if role == _Role.TextAlignmentRole else None

    @staticmethod
    def _align(column: int) -> Qt.AlignmentFlag:
        if column in (At.VALUE, At.AGAINST, At.POINTS):
            return RIGHT
        return MIDDLE if column in (At.PLACE, At.MOVED) else LEFT

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """What stands in a cell."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == _Role.TextAlignmentRole:
            return self._align(index.column())
        if role == _Role.DisplayRole:
            return self._text(row, At(index.column()))
        if role == _Role.AccessibleTextRole:
            return f"{row.line.name}，{TITLES[index.column()]}：{self._text(row, At(index.column()))}"
        if role == _Role.ToolTipRole:
            tips = {At.NAME: f"{row.line.name}\n{row.line.rule}", At.BAR: ends_words(row, self._short)}
            return tips.get(At(index.column())) or row.line.why or None
        return None

    def _text(self, row: StandingRow, at: At) -> str:
        line = row.line
        match at:
            case At.NAME:
                return f"{line.name}\n{plain(line.weight)} 分，{line.method.partition('：')[0]}"
            case At.VALUE:
                return line.value
            case At.AGAINST:
                return row.against
            case At.BAR:
                return ends_words(row, self._short)
            case At.POINTS:
                points = "—" if line.points is None else shown(line.points, self._digits)
                return f"{points} / {plain(line.weight)}"
            case At.PLACE:
                return place_words(line.place)
        more = moved(row.then, line.place)
        return "—" if more is None else "持平" if not more else f"{place_words(abs(more))}"


def ends_words(row: StandingRow, short: Mapping[str, str]) -> str:
    """最高 濮阳县 53.51，最低 台前县 19.86; why there are no points, where there are none."""
    if row.line.why:
        return row.line.why
    if row.highest is None or row.lowest is None:
        return "；".join(row.line.remarks)
    first, last = (short.get(end.county, end.county) for end in (row.highest, row.lowest))
    return f"最高 {first} {row.highest.value}，最低 {last} {row.lowest.value}"


class StandingCells(Cells):
    """The delegate. `on_paper`: no ground of the screen lies below."""

    on_paper = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """White first, where it is printed."""
        if self.on_paper:
            ground(painter, rect_of(option), "surface")
        super().paint(painter, option, index)

    def cell(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """One cell."""
        del selected  # the ground says it
        row: StandingRow = index.data(ROW)
        text, inner = str(index.data(Qt.ItemDataRole.DisplayRole) or ""), rect.adjusted(px(8), 0, -px(8), 0)
        match At(index.column()):
            case At.NAME:
                _two_lines(painter, inner, text)
            case At.BAR:
                _bar(painter, inner, row, text)
            case At.AGAINST:
                ink = "text3" if text == "—" else {True: "ok", False: "err", None: "text2"}[row.ahead]
                words(painter, inner, text, "body", ink, RIGHT)
            case At.PLACE:
                words(painter, rect, text, "strong", "text" if text != "—" else "text3", MIDDLE)
            case At.MOVED:
                _moved(painter, rect, row, text)
            case _:
                ink = "text" if row.line.number is not None or index.column() == At.POINTS else "text2"
                words(painter, inner, text, "body", ink, RIGHT)

    def sizeHint(self, option: object, index: Index) -> QSize:
        """The view's."""
        del option, index
        return QSize(px(80), px(LOW))


def _two_lines(painter: QPainter, rect: QRect, text: str) -> None:
    upper, _, lower = text.partition("\n")
    high, low = line_height("body"), line_height("note")
    top = rect.center().y() - (high + low) // 2
    words(painter, QRect(rect.left(), top, rect.width(), high), upper, "body", "text", LEFT, bold=True)
    words(painter, QRect(rect.left(), top + high, rect.width(), low), lower, "note", "text2", LEFT)


def _bar(painter: QPainter, rect: QRect, row: StandingRow, text: str) -> None:
    """The bar with the median as an upright line, and below it who is highest and lowest."""
    high, low = px(15), line_height("note")
    gap = px(6)
    top = rect.center().y() - (high + gap + low) // 2
    bar = QRect(rect.left(), top, rect.width(), high)
    paint_bar(painter, bar, row.share, best=row.best)
    if row.middle is not None:
        at = bar.left() + round(bar.width() * min(max(row.middle, 0.0), 1.0))
        painter.fillRect(QRect(at - 1, top - px(4), 2, high + px(8)), colour("text"))
    words(painter, QRect(rect.left(), top + high + gap, rect.width(), low), text, "note", "text2", LEFT)


def _moved(painter: QPainter, rect: QRect, row: StandingRow, text: str) -> None:
    more = moved(row.then, row.line.place)
    if not more:
        words(painter, rect, text, "note", "text2" if text != "—" else "text3", MIDDLE)
        return
    edge, ink = px(10), "ok" if more > 0 else "err"
    wide = edge + px(6) + metrics("body", bold=True).horizontalAdvance(text)
    left = rect.center().x() - wide // 2
    sign = "triangle_up" if more > 0 else "triangle_down"
    glyph(painter, sign, QRect(left, rect.center().y() - edge // 2 + 1, edge, edge), ink)
    words(painter, QRect(left + edge + px(6), rect.top(), wide, rect.height()), text, "body", ink, LEFT, bold=True)


class StandingTable(Table):
    """`asked`: where the points of a criterion come from."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("figures")
        self.standing = StandingModel()
        self.setModel(self.standing)
        self.cells = StandingCells(self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName("各项得分")
        self.standing.modelReset.connect(self._spread)
        self.doubleClicked.connect(lambda index: self.asked.emit(self.standing.rows[index.row()].line.criterion))

    @staticmethod
    def least() -> int:
        """How low a row can be."""
        return max(px(LOW), 2 * line_height("body") + px(8))

    def fit(self) -> None:
        """As the theme is."""
        super().fit()
        if hasattr(self, "standing"):
            self._spread()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows share the height, the bar has what is left of the width."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        count = max(1, len(self.standing.rows))
        least = self.least()
        high = min(max(self.viewport().height() // count, least), max(px(HIGH), least))
        if self.verticalHeader().defaultSectionSize() != high:
            self.verticalHeader().setDefaultSectionSize(high)
        self.setColumnHidden(At.MOVED, not self.standing.before)
        fixed = {at: px(width) for at, width in WIDTHS.items() if at is not At.MOVED or self.standing.before}
        wide = self.viewport().width()
        names = [metrics("body", bold=True).horizontalAdvance(row.line.name) for row in self.standing.rows]
        texts = [self.standing.index(at, At.NAME).data() for at in range(len(self.standing.rows))]
        names += [metrics("note").horizontalAdvance(str(text).rpartition("\n")[2]) for text in texts]
        name = min(max([px(120), *(width + px(18) for width in names)]), max(px(120), wide // 4))
        tight = wide - sum(fixed.values()) - name < px(WORTH)
        self.setColumnHidden(At.AGAINST, tight)
        if tight:
            del fixed[At.AGAINST]
        bar = max(px(120), wide - sum(fixed.values()) - name)
        for at, width in {**fixed, At.NAME: name, At.BAR: bar}.items():
            if self.columnWidth(at) != width:
                self.setColumnWidth(at, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks where the points come from; whole pages are the page's: another county."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.asked.emit(self.standing.rows[self.currentIndex().row()].line.criterion)
        else:
            super().keyPressEvent(event)
