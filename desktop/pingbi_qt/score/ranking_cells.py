"""Paints the cells of the ranking: places large, bars with their number, the best of a group, what is tried."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from pingbi_qt.look import colour, glyph, line_height, metrics, px, rect_of
from pingbi_qt.parts import ground, hairline, paint_bar, paint_state, words
from pingbi_qt.parts.table import Cells, TwoLineHeader
from pingbi_qt.score.columns import What
from pingbi_qt.score.ranking_model import BEST, COLUMN, MOVE, ROW, SHARE, STATE
from pingbi_qt.score.rows import CountyLine, GroupLine, Reason

if TYPE_CHECKING:
    from pingbi_qt.score.columns import Column

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter
SIDE, BAR = 6, 44


class RankingCells(Cells):
    """The delegate of the ranking."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A line of a group or a reason goes across; all else is a cell."""
        line = index.data(ROW)
        if isinstance(line, CountyLine):
            super().paint(painter, option, index)
            return
        rect = rect_of(option)
        ground(painter, rect, "alt" if isinstance(line, GroupLine) else "surface")
        hairline(painter, rect.left(), rect.bottom(), rect.width())
        if isinstance(line, GroupLine):
            words(painter, rect.adjusted(px(12), 0, -px(SIDE), 0), line.words, "note", "text2", bold=True)
        elif isinstance(line, Reason):
            edge = px(14)
            place = QRect(rect.left() + px(60), rect.center().y() - edge // 2, edge, edge)
            glyph(painter, "ring_info", place, "info")
            words(painter, rect.adjusted(px(82), 0, -px(SIDE), 0), line.words, "note", "text2")

    def cell(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """One cell of a county."""
        column: Column = index.data(COLUMN)
        text, inner = str(index.data(Qt.ItemDataRole.DisplayRole) or ""), rect.adjusted(px(SIDE), 0, -px(SIDE), 0)
        match column.what:
            case What.PLACE:
                words(painter, rect, text, "place", "text" if text != "—" else "text3", MIDDLE)
            case What.MOVED:
                _move(painter, inner, text, index.data(MOVE))
            case What.COUNTY:
                words(painter, inner, text, "strong", "text", LEFT)
            case What.TOTAL:
                self._total(painter, inner, text, index, selected=selected)
            case What.SURE:
                self._sure(painter, inner, text, index)
            case What.TRIED_PLACE:
                self._tried_place(painter, inner, text, index)
            case What.TRIED_TOTAL:
                changed = bool(index.data(MOVE)) or index.model().index(index.row(), index.column() - 1).data(MOVE)
                words(painter, inner, text, "note", "text" if changed else "text2", RIGHT)
            case _:
                self._points(painter, inner, text, best=bool(index.data(BEST)))

    @staticmethod
    def _points(painter: QPainter, rect: QRect, text: str, *, best: bool) -> None:
        quiet = text in ("—", "缺", "免报", "缺项")
        took = words(painter, rect, text, "body", "text3" if quiet else "text", RIGHT, bold=best)
        if best:
            below = rect.center().y() + metrics("body").ascent() // 2 + px(4)
            painter.fillRect(QRect(rect.right() - took + 1, below, took, max(2, px(2))), colour("accent"))

    @staticmethod
    def _total(painter: QPainter, rect: QRect, text: str, index: Index, *, selected: bool) -> None:
        number = metrics("total").horizontalAdvance("100.00") + px(12)
        wide, high = max(px(BAR), rect.width() - number), px(14)
        bar = QRect(rect.left(), rect.center().y() - high // 2, wide, high)
        if text == "不排名":
            words(painter, rect, text, "body", "text2", RIGHT)
            return
        if rect.width() < px(BAR) + px(50):  # no room for the bar: the number is what counts
            words(painter, rect, text, "total", "text", RIGHT)
            return
        first = index.model().index(index.row(), 0).data(Qt.ItemDataRole.DisplayRole) == "1"
        paint_bar(painter, bar, float(index.data(SHARE) or 0), best=first or selected)
        words(painter, rect, text, "total", "text", RIGHT)

    @staticmethod
    def _sure(painter: QPainter, rect: QRect, text: str, index: Index) -> None:
        state = index.data(STATE)
        if state is not None:
            paint_state(painter, rect, state, "稳" if text == "稳固" else text)
        else:
            words(painter, rect, text, "body", "text3", LEFT)

    @staticmethod
    def _tried_place(painter: QPainter, rect: QRect, text: str, index: Index) -> None:
        more = index.data(MOVE)
        ink, edge = "warn" if more else "text2", px(10)
        wide = metrics("body", bool(more)).horizontalAdvance(text)
        left = rect.center().x() - wide // 2 - (px(7) if more else 0)
        words(painter, QRect(left, rect.top(), wide + 2, rect.height()), text, "body", ink, LEFT, bold=bool(more))
        if more:
            place = QRect(left + wide + px(4), rect.center().y() - edge // 2 + 1, edge, edge)
            glyph(painter, "triangle_up" if more > 0 else "triangle_down", place, ink)


def _move(painter: QPainter, rect: QRect, text: str, more: Decimal | None) -> None:
    """▲2 ▼1 持平 新增."""
    if not more:
        words(painter, rect, text, "note", "text2" if text != "—" else "text3", MIDDLE)
        return
    edge, ink = px(10), "ok" if more > 0 else "err"
    wide = edge + px(6) + metrics("body", bold=True).horizontalAdvance(text)
    left = rect.center().x() - wide // 2
    sign = "triangle_up" if more > 0 else "triangle_down"
    glyph(painter, sign, QRect(left, rect.center().y() - edge // 2 + 1, edge, edge), ink)
    rest = QRect(left + edge + px(6), rect.top(), rect.right() - left, rect.height())
    words(painter, rest, text, "body", ink, LEFT, bold=True)


class RankingHead(TwoLineHeader):
    """Titles break into two lines where they must; a part's head has a sign that it can be opened."""

    deep = False

    def set_deep(self, *, deep: bool) -> None:
        """Whether there is a title that needs two lines above its full mark."""
        if deep != self.deep:
            self.deep = deep
            self.refit()

    def fit(self) -> None:
        """As high as its lines."""
        super().fit()
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        found = super().sizeHint()
        return QSize(found.width(), found.height() + (line_height("note") if self.deep else 0))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The title in a line or two, the full mark below."""
        column: Column | None = self.model().headerData(section, self.orientation(), COLUMN)
        if column is None:
            super().paintSection(painter, rect, section)
            return
        painter.save()
        ground(painter, rect, "accent_soft" if column.inside else "head")
        hairline(painter, rect.left(), rect.bottom(), rect.width())
        asked = self.model().headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        side = Qt.AlignmentFlag(asked) & Qt.AlignmentFlag.AlignHorizontal_Mask
        inner = rect.adjusted(px(SIDE), 0, -px(SIDE), -1)
        lines = [*broken(column.title, inner.width()), *([column.under] if column.under else [])]
        high = line_height("note") if len(lines) > 2 else line_height("body")
        top = inner.center().y() - (high * len(lines)) // 2
        for at, text in enumerate(lines):
            under = bool(column.under) and at == len(lines) - 1
            kind = "note" if under or len(lines) > 2 else "body"
            place = QRect(inner.left(), top + at * high, inner.width(), high)
            took = words(painter, place, text, kind, "text3" if under else "text", side | Qt.AlignmentFlag.AlignVCenter)
            if under and column.opened is not None:
                edge = px(12)
                sign = QRect(inner.right() - took - edge - px(4), place.center().y() - edge // 2, edge, edge)
                glyph(painter, "chevron_down" if column.opened else "chevron_right", sign, "accent")
        painter.restore()


def broken(title: str, width: int) -> list[str]:
    """A title in one line, or in two of much the same length; what is still too long is cut when painted."""
    measure = metrics("body")
    if measure.horizontalAdvance(title) <= width or len(title) < 4:
        return [title]
    half = -(-len(title) // 2)
    while half < len(title) - 1 and metrics("note").horizontalAdvance(title[half:]) > width:
        half += 1
    while half > 1 and metrics("note").horizontalAdvance(title[:half]) > width:
        half -= 1
    return [title[:half], title[half:]]
