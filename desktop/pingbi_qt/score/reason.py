"""Why a county has its points: its lines, what they come to, and how sure its place is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pingbi_qt.look import px
from pingbi_qt.parts import Button, Card, ElidingLabel, Following, Line, State, StateSign, Words, ground
from pingbi_qt.parts.pane import Pane
from pingbi_qt.score.columns import plain
from pingbi_qt.score.ranking_model import JUDGED
from pingbi_qt.score.reason_columns import SIDE
from pingbi_qt.score.reason_list import ReasonList
from pingbi_qt.score.workings import Workings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from pingbi.reckoning import Line as Told
    from pingbi.reckoning import Reckoning, Sure
    from pingbi_qt.actions import Actions
    from pingbi_qt.look import SizeClass
    from pingbi_qt.score.reason_columns import Columns
    from pingbi_qt.score.reason_line import ReasonLine
    from pingbi_qt.score.tried import FigureKey


class Reason(Card):
    """The right panel. `asked`: a figure's source; `tried`: (county, indicator, value) is tried."""

    asked = Signal(object)
    tried = Signal(str, str, object)
    opened_line = Signal(str)

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.told: Reckoning | None = None
        self.open_line = ""
        self.workings: Workings | None = None
        self._digits = 2
        self._figures: Mapping[FigureKey, Decimal] = {}
        self.title = ElidingLabel("", "title")
        self.under = ElidingLabel("", "note", "text2")
        self.page = Button.of(actions["county"], "link", sign="")
        self.head, self.words = QHBoxLayout(), QVBoxLayout()
        self.words.addWidget(self.title)
        self.words.addWidget(self.under)
        self.head.addLayout(self.words, 1)
        self.head.addWidget(self.page, 0, Qt.AlignmentFlag.AlignTop)
        self.inner = ReasonList()
        self.inner.pressed.connect(self.open)
        self.pane = Pane(self.inner)
        self.total = ItemTotal()
        self.inner.aligned.connect(self._align_total)
        self.sure = SureBand()
        self.column.addLayout(self.head)
        self.column.addWidget(Line())
        self.column.addWidget(self.pane, 1)
        self.column.addWidget(Line())
        self.column.addWidget(self.total)
        self.column.addWidget(self.sure)
        self.refit()

    def show_reckoning(
        self, told: Reckoning, under: str, digits: int, figures: Mapping[FigureKey, Decimal], *, line: str = ""
    ) -> None:
        """A county's; `line` is the criterion to be opened, else the one that was stays open."""
        self.told, self._digits, self._figures = told, digits, figures
        self.title.setText(_title(told))
        self.under.setText(under)
        self.open_line = line or (self.open_line if told.line(self.open_line) else "")
        place = self.pane.verticalScrollBar().value()
        self.inner.show_told(told, digits)
        self._open()
        self.total.show_total(told)
        self.pane.verticalScrollBar().setValue(place)

    def show_sure(self, sure: Sure | None) -> None:
        """How sure the place is, once it is known."""
        self.sure.show_sure(sure)

    def show_figures(self, figures: Mapping[FigureKey, Decimal]) -> None:
        """Other figures are tried: the field of the open line says so."""
        self._figures = figures
        if self.workings is not None and self.workings.trying != self._trying(self.workings.line):
            had = self.workings.field is not None and self.workings.field.hasFocus()
            self._open()
            if had and self.workings.field is not None:
                self.workings.field.setFocus()

    def _trying(self, line: Told) -> Decimal | None:
        own = next((row.indicator for row in line.operands if row.word.startswith("本") and row.indicator), "")
        return None if self.told is None else self._figures.get((self.told.county, own))

    def open(self, criterion: str) -> None:
        """Open a line; the one that is open closes when it is asked for again."""
        self.open_line = "" if criterion == self.open_line else criterion
        self._open()
        self.opened_line.emit(self.open_line)

    def focus_first(self) -> None:
        """Into the lines: the open one, else the first."""
        line = self.lines.get(self.open_line) or next(iter(self.lines.values()), None)
        if line is not None:
            line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.pane.ensureWidgetVisible(line)

    @property
    def lines(self) -> dict[str, ReasonLine]:
        """By criterion."""
        return self.inner.lines

    # Within

    def _open(self) -> None:
        if self.workings is not None:
            self.inner.rows.removeWidget(self.workings)
            self.workings.hide()
            self.workings.deleteLater()
            self.workings = None
        for key, row in self.lines.items():
            row.setChecked(key == self.open_line)
        told, line = self.told, self.lines.get(self.open_line)
        found = told.line(self.open_line) if told is not None else None
        if told is None or line is None or found is None:
            return
        made = self.workings = Workings(found, self._trying(found))
        made.asked.connect(self.asked)
        made.tried.connect(lambda indicator, value: self.tried.emit(told.county, indicator, value))
        self.inner.put_below(self.open_line, made)
        self.pane.ensureWidgetVisible(made, 0, 0)
        self.pane.ensureWidgetVisible(line, 0, 0)

    def fit(self) -> None:
        """As the theme is."""
        super().fit()
        if hasattr(self, "words"):
            self.head.setContentsMargins(px(16), px(12), px(12), px(8))
            self.words.setSpacing(px(4))

    def _align_total(self, columns: Columns) -> None:
        """Below the points of the lines, beside whose bar of scrolling there may be room."""
        self.total.align(columns.full, self.pane.width() - self.pane.viewport().width())

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window: where it is low the lines have the room."""
        self.total.fold(folded=size.compact)
        self.sure.fold(folded=size.compact)

    def sizeHint(self) -> QSize:
        """As wide as drawn."""
        return QSize(px(392), px(400))

    def minimumSizeHint(self) -> QSize:
        """It scrolls."""
        return QSize(px(240), px(160))


def _title(told: Reckoning) -> str:
    return f"为什么是 {told.total.points} 分" if told.total.formula else f"为什么{told.total.points}"


class ItemTotal(Following, QWidget):
    """综合得分, large; below it how it was put together."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Words("综合得分", "strong")
        self.points, self.full = Words("", "place", "accent"), Words("", "body", "text2")
        self.formula = Words("", "note", "text2", wrap=True)
        self._folded, self._aside = False, 0
        self.row, self.column = QHBoxLayout(), QVBoxLayout(self)
        self.row.addWidget(self.name)
        self.row.addStretch(1)
        self.row.addWidget(self.points)
        self.row.addWidget(self.full)
        self.column.addLayout(self.row)
        self.column.addWidget(self.formula)
        self.follow()

    def show_total(self, told: Reckoning) -> None:
        """What the lines come to."""
        item = told.total
        self.points.setText(item.points)
        self.full.setText(f" / {plain(item.full)}" if item.full is not None and item.formula else "")
        said = f"{item.formula} {item.result}" if item.formula else ""
        long = len(item.formula) > 60
        self.formula.setText(item.remark if long or not said else f"{said}{'，' if item.remark else ''}{item.remark}")
        self.formula.setToolTip(said)
        self.formula.setVisible(bool(self.formula.text()) and not self._folded)
        self.setAccessibleName(f"综合得分 {item.points}")

    def align(self, full: int, aside: int) -> None:
        """As wide as ` / 100` is in the lines, and as far from the edge as they are."""
        self.full.setMinimumWidth(full)
        self._aside = aside
        self.fit()

    def fold(self, *, folded: bool) -> None:
        """In one line."""
        self._folded = folded
        self.formula.setVisible(bool(self.formula.text()) and not folded)

    def fit(self) -> None:
        """As the theme is."""
        self.column.setContentsMargins(px(16), px(6), px(SIDE) + self._aside, px(6))
        self.column.setSpacing(0)
        self.row.setSpacing(0)


class SureBand(Following, QWidget):
    """How sure the place is, on its own ground; not there until it is known."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self._known, self._folded = State.FIRM, False, False
        self.sign = StateSign(State.FIRM)
        self.sentence = Words("", "note", "text", wrap=True)
        self.row = QHBoxLayout(self)
        self.row.addWidget(self.sign)
        self.row.addWidget(self.sentence, 1)
        self.hide()
        self.follow()

    def show_sure(self, sure: Sure | None) -> None:
        """The word and why."""
        self._known = sure is not None
        self.setVisible(self._known and not self._folded)
        if sure is None:
            return
        self.state = JUDGED.get(sure.judgement.value, State.FAIRLY_FIRM)
        self.sign.set_state(self.state, sure.judgement.value)
        self.sentence.setText("；".join(sure.sentence.split("；")[:2]))
        self.sentence.setToolTip(sure.sentence)
        self.setAccessibleName(f"名次{sure.judgement.value}：{sure.sentence}")
        self.update()

    def fold(self, *, folded: bool) -> None:
        """Not there: the word stands in the ranking."""
        self._folded = folded
        self.setVisible(self._known and not folded)

    def fit(self) -> None:
        """As the theme is."""
        self.row.setContentsMargins(px(16), px(8), px(12), px(8))
        self.row.setSpacing(px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the state."""
        del event
        ground(QPainter(self), self.rect().adjusted(1, 0, -1, -1), self.state.ground or f"{self.state.ink}_soft", 5)
