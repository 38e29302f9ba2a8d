"""The list of findings: by rule, each with its county and its words; the level in sign, word and colour."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from pingbi_qt.look import SizeClass, glyph, line_height, metrics, px
from pingbi_qt.parts import Following, focus_ring, ground, hairline, paint_state, words
from pingbi_qt.parts.painting import MIDDLE, RIGHT
from pingbi_qt.review.findings_model import FindingsModel, Kind, Row
from pingbi_qt.review.levels import STATES

Index = QModelIndex | QPersistentModelIndex
_IN_GROUPS = (Kind.GROUP, Kind.MEMBER)
_OWN_KEYS = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class FindingsDelegate(QStyledItemDelegate):
    """Paints a row on one line, or (in a compact window) on two."""

    def __init__(self, view: FindingsList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of a row."""
        del option, index
        return QSize(px(120), self._view.size_class.row("findings_two" if self._view.two_lines else "findings"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, level, county, words."""
        rect = QRect(option.rect)  # type: ignore[attr-defined]  # the stubs lack it
        row = self._view.findings.rows[index.row()]
        chosen = index.row() == self._view.currentIndex().row()
        ground(painter, rect, "accent_soft" if chosen else "surface")
        hairline(painter, rect.left(), rect.bottom(), rect.width())
        if chosen:
            ground(painter, QRect(rect.left(), rect.top(), px(5), rect.height() - 1), "accent")
        if self._view.two_lines:
            self._two_lines(painter, rect.adjusted(0, 0, 0, -1), row)
        else:
            self._one_line(painter, rect.adjusted(0, 0, 0, -1), row, chosen=chosen)
        if chosen and self._view.hasFocus():
            focus_ring(painter, rect.adjusted(0, 0, 0, -1), 0)

    def _one_line(self, painter: QPainter, rect: QRect, row: Row, *, chosen: bool) -> None:
        left = rect.left() + px(28)
        level_wide = px(20) + metrics("note", bold=True).horizontalAdvance("未能审核") + px(8)
        if row.kind is Kind.GROUP:
            edge = px(12)
            arrow = QRect(rect.left() + px(9), rect.center().y() - edge // 2, edge, edge)
            glyph(painter, "chevron_right" if row.folded else "chevron_down", arrow, "text2")
        self._level(painter, QRect(left, rect.top(), level_wide, rect.height()), row)
        left += level_wide
        if row.kind is Kind.GROUP:
            count = metrics("note").horizontalAdvance("9999")
            words(painter, QRect(left, rect.top(), rect.right() - left - count - px(12), rect.height()), row.text,
                  bold=True)  # fmt: skip
            place = QRect(rect.right() - count - px(12), rect.top(), count, rect.height())
            words(painter, place, str(row.many), "note", "text2", RIGHT)
            return
        wide = self._view.county_width()
        words(painter, QRect(left, rect.top(), wide, rect.height()), row.county, bold=chosen)
        left += wide + px(8)
        right = rect.right() - px(8)
        if row.finding is not None and row.finding.returned and row.kind is not Kind.SETTLED:
            back = metrics("note").horizontalAdvance("已退回")
            words(painter, QRect(right - back, rect.top(), back + 1, rect.height()), "已退回", "note", "text3")
            right -= back + px(8)
        ink = "text2" if row.kind is Kind.SETTLED else "text"
        words(painter, QRect(left, rect.top(), right - left, rect.height()), row.text, ink=ink)

    def _two_lines(self, painter: QPainter, rect: QRect, row: Row) -> None:
        left, high = rect.left() + px(20), line_height("body")
        spare = max(rect.height() - 2 * high - px(2), 0)
        upper = QRect(left, rect.top() + spare // 2, rect.width() - px(28), high)
        level_wide = px(20) + metrics("body", bold=True).horizontalAdvance("未能审核") + px(14)
        self._level(painter, QRect(left, upper.top(), level_wide, high), row, kind="body")
        name = upper.adjusted(level_wide, 0, 0, 0)
        if row.finding is not None and row.finding.returned and row.kind is not Kind.SETTLED:
            words(painter, name, "已退回", "note", "text3", RIGHT)
            name.setRight(name.right() - metrics("note").horizontalAdvance("已退回") - px(8))
        words(painter, name, f"{row.many} 处" if row.kind is Kind.GROUP else row.county, bold=True)
        lower = QRect(left + px(20), upper.bottom() + px(2), upper.width() - px(20), high)
        words(painter, lower, row.text, "body", "text2" if row.kind is Kind.SETTLED else "text")

    @staticmethod
    def _level(painter: QPainter, place: QRect, row: Row, kind: str = "note") -> None:
        if row.kind is Kind.SETTLED:
            edge = px(14)
            glyph(painter, "tick", QRect(place.left(), place.center().y() - edge // 2 + 1, edge, edge), "ok")
            words(painter, place.adjusted(px(20), 0, 0, 0), "已处理", kind, "text2")
        elif row.kind is not Kind.MEMBER:
            paint_state(painter, place, STATES[row.level], kind=kind, bold=True)


class FindingsList(Following, QListView):
    """`chosen` gives the finding that the person has gone to; `settled` the figure of something settled."""

    chosen = Signal(str)
    settled = Signal(str, str)  # county, indicator

    def __init__(self) -> None:
        super().__init__()
        self.findings = FindingsModel()
        self.size_class = SizeClass.FULL
        self.two_lines = False
        self._telling = True
        self._county_width = 0
        self._chosen = ""
        self.setModel(self.findings)
        self.setItemDelegate(FindingsDelegate(self))
        self.setAccessibleName("问题")
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentRowChanged.connect(self._gone_to)
        self.findings.modelReset.connect(self._measure)
        self.follow()

    def choose(self, finding: str) -> None:
        """Go to a finding without telling; its group is opened."""
        self._telling, self._chosen = False, finding
        if finding:
            self.findings.open_group_of(finding)
        row = self.findings.row_of(finding) if finding else -1
        index = self.findings.index(row) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if row >= 0:
            self._bring_into_sight(row)
        self._telling = True
        self.viewport().update()

    def lay_out(self) -> None:
        """Make the rows anew, at the same place."""
        chosen, top = self._chosen, self.verticalScrollBar().value()
        self._telling = False
        self.findings.lay_out()
        self.verticalScrollBar().setValue(top)
        self._telling = True
        self.choose(chosen)

    def county_width(self) -> int:
        """Room for the longest name, within reason."""
        return self._county_width

    def adapt(self, size: SizeClass) -> None:
        """In a compact window on two lines, and not in groups."""
        self.size_class, self.two_lines = size, size.compact
        self.refit()

    def fit(self) -> None:
        """As the theme is."""
        self._measure()
        self.scheduleDelayedItemsLayout()
        if self.currentIndex().isValid():
            self.executeDelayedItemsLayout()
            self._bring_into_sight(self.currentIndex().row())

    def _bring_into_sight(self, row: int) -> None:
        """Of the first of a group with its head, which alone says of what level and rule it is."""
        if row > 0 and self.findings.rows[row - 1].kind is Kind.GROUP:
            self.scrollTo(self.findings.index(row - 1))
        self.scrollTo(self.findings.index(row))

    def _measure(self) -> None:
        names = {row.county for row in self.findings.rows if row.county}
        wide = max((metrics("body", bold=True).horizontalAdvance(name) for name in names), default=0)
        self._county_width = min(max(wide, px(56)), px(112))

    def minimumSizeHint(self) -> QSize:
        """A few rows."""
        return QSize(px(200), px(64))

    def sizeHint(self) -> QSize:
        """All rows."""
        high = self.size_class.row("findings_two" if self.two_lines else "findings")
        return QSize(px(480), high * max(len(self.findings.rows), 3))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Where there is nothing it is said."""
        super().paintEvent(event)
        if not self.findings.rows:
            filtered = bool(self.findings.levels)
            text = "这一级没有要处理的问题" if filtered else "没有要处理的问题"
            words(QPainter(self.viewport()), self.viewport().rect(), text, "body", "text3", MIDDLE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down, left and right for groups; what the page does by keys is left to it."""
        row, key = self.currentIndex().row(), Qt.Key(event.key())
        if key in _OWN_KEYS:
            event.ignore()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and row >= 0 and self.findings.rows[row].kind in _IN_GROUPS:
            head = next(at for at in range(row, -1, -1) if self.findings.rows[at].kind is Kind.GROUP)
            self._fold(head, folded=key == Qt.Key.Key_Left)
        else:
            super().keyPressEvent(event)
            self._off_the_head(row)

    def _off_the_head(self, before: int) -> None:
        """No head stays the chosen row: Enter would act on another. It is gone over; a folded one opens its first."""
        at = self.currentIndex().row()
        if at in (-1, before) or self.findings.rows[at].kind is not Kind.GROUP:
            return
        head = self.findings.rows[at]
        if head.folded and head.finding is not None:
            self.chosen.emit(head.finding.id)
        else:
            self.setCurrentIndex(self.findings.index(at - 1 if before > at > 0 else at + 1))
            self._off_the_head(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the arrow of a group folds it; one on its words goes to its first finding."""
        row = self.indexAt(event.position().toPoint()).row()
        is_group = row >= 0 and self.findings.rows[row].kind is Kind.GROUP
        if is_group and (event.position().x() <= px(28) or self.findings.rows[row].folded):
            self._fold(row, folded=not self.findings.rows[row].folded)
            return
        super().mousePressEvent(event)
        first = self.findings.rows[row].finding if is_group else None
        if first is not None:
            self.chosen.emit(first.id)
            self.choose(first.id)

    def _fold(self, row: int, *, folded: bool) -> None:
        self._telling = False
        top = self.verticalScrollBar().value()
        self.findings.fold(row, folded=folded)
        own = self.findings.row_of(self._chosen) if self._chosen else -1  # its head, where that is folded now
        self.setCurrentIndex(self.findings.index(own) if own >= 0 else QModelIndex())
        self.verticalScrollBar().setValue(top)
        self._telling = True

    def _gone_to(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        if not self._telling or not now.isValid():
            return
        row = self.findings.rows[now.row()]
        if row.kind is Kind.GROUP:
            return  # the keys go over it
        if row.finding is not None:
            self._chosen = row.finding.id
            self.chosen.emit(row.finding.id)
        elif row.settled is not None:
            self.settled.emit(row.settled.county, row.settled.indicator)
