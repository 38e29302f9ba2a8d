"""The strip of counts: how many counties are due, complete, partial, absent; what is doubtful; until when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from pingbi.casework.cells import CellState
from pingbi_qt.collect.matrix_model import Filter
from pingbi_qt.look import SizeClass, glyph, metrics, px
from pingbi_qt.parts import Button, Card, ElidingLabel, Following, State, frame, ground, upright, words
from pingbi_qt.parts.ring import FocusRing, ring_for

if TYPE_CHECKING:
    from pingbi.casework.matrix import Matrix
    from pingbi_qt.actions import Actions

SOON = 3  # days before the deadline from which it is amber
LONG = 60  # days after which nobody counts them any more


class Count(Following, QAbstractButton):
    """A number with its sign and word; pressed, the matrix shows only those. Without `state` it shows all."""

    def __init__(self, word: str, short: str, state: State | None = None, *, is_due: bool = False) -> None:
        super().__init__()
        self._word, self._short, self._state = word, short, state
        self._number, self._compact, self._brief = 0, False, False
        self._ring: FocusRing | None = None
        self.is_due = is_due
        self.setCheckable(not is_due)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow()

    def show_number(self, number: int) -> None:
        """How many; none can be shown where there are none."""
        if number == self._number and self.toolTip():
            return
        self._number = number
        self.setAccessibleName(f"{number} {self._word}")
        plain = self._word.removeprefix("处").removeprefix("个县区")
        none = number == 0 and not self.is_due
        self.setEnabled(not none or self.isChecked())
        self.setToolTip(f"没有{plain}的" if none else "全部显示" if self.is_due else f"只看{plain}的县区")
        self.updateGeometry()
        self.update()

    def number(self) -> int:
        """How many."""
        return self._number

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._compact = size.compact
        self.refit()

    def be_brief(self, *, brief: bool) -> None:
        """Whether its sign alone says what it counts; the word is in the tooltip."""
        if brief != self._brief:
            self._brief = brief
            self.refit()

    def _shown(self, *, brief: bool) -> str:
        if brief and self._state is not None:
            return ""
        return self._short if self._compact else self._word

    def wide(self, *, brief: bool) -> int:
        """How much room it takes with or without its word."""
        wide = metrics("count").horizontalAdvance(str(self._number)) + px(8)
        wide += (px(16) + px(5)) if self._state is not None else 0
        side = px(6 if self._compact else 10)
        return 2 * side + wide + metrics("body").horizontalAdvance(self._shown(brief=brief)) + px(2)

    def sizeHint(self) -> QSize:
        """Number, sign, word."""
        return QSize(self.wide(brief=self._brief), px(40))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Number, sign, word; a ground while it filters."""
        del event
        painter = QPainter(self)
        rect = self.rect()
        if self.isChecked():
            ground(painter, rect, "accent_soft", 4)
            frame(painter, rect, "accent", 4)
        elif self.underMouse() and self.isEnabled():
            ground(painter, rect, "head", 4)
        some = self._number > 0
        ink = self._state.ink if self._state is not None and some else "text" if some else "text3"
        if self._state in (State.COMPLETE, None) and some:
            ink = "text"
        left = px(6 if self._compact else 10)
        left += words(painter, rect.adjusted(left, 0, 0, 0), str(self._number), "count", ink) + px(8)
        if self._state is not None:
            edge = px(16)
            sign_ink = self._state.ink if some else "text3"
            glyph(painter, self._state.sign, QRect(left, rect.center().y() - edge // 2 + 1, edge, edge), sign_ink)
            left += edge + px(5)
        shown = self._shown(brief=self._brief)
        words(painter, rect.adjusted(left, px(2), 0, 0), shown, "body", "text2" if some else "text3")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring comes."""
        super().focusInEvent(event)
        self._ring = ring_for(self, self._ring, focused=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self._ring = ring_for(self, self._ring, focused=False)


class _Upright(Following, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.follow()

    def fit(self) -> None:
        self.setFixedSize(1, px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        upright(QPainter(self), 0, 0, self.height())


class Strip(Card):
    """`filtered`: the Filter that was chosen."""

    filtered = Signal(object)

    def __init__(self, acts: Actions) -> None:
        self._row, self._compact = QHBoxLayout(), False
        super().__init__()
        self.due = Count("个县区应报", "应报", is_due=True)
        self.counts = {
            Filter.COMPLETE: Count("收齐", "收齐", State.COMPLETE),
            Filter.PARTIAL: Count("不全", "不全", State.INCOMPLETE),
            Filter.ABSENT: Count("未报", "未报", State.NOT_REPORTED),
            Filter.DOUBTFUL: Count("处存疑", "存疑", State.DOUBTFUL),
            Filter.UNCLEAR: Count("处看不懂", "看不懂", State.UNREADABLE_VALUE),
        }
        self.until, self.left = ElidingLabel("", "body", "text2"), ElidingLabel("", "body", "text2", bold=True)
        for label in (self.until, self.left):
            label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.buttons = (Button.of(acts["templates"], text="发模板"), Button.of(acts["remind"]))
        first, *rest = self.counts.values()
        for part in (self.due, _Upright(), first, *rest[:2], _Upright(), *rest[2:]):
            self._row.addWidget(part)
        self._row.addStretch(1)
        for part in (self.until, self.left, *self.buttons):
            self._row.addWidget(part)
        self.column.addLayout(self._row)
        self.due.clicked.connect(lambda: self.choose(Filter.ALL))
        for kind, count in self.counts.items():
            count.clicked.connect(lambda on, kind=kind: self.choose(kind if on else Filter.ALL))
        self.refit()

    def choose(self, wanted: Filter) -> None:
        """Only one filter holds."""
        for kind, count in self.counts.items():
            count.setChecked(kind is wanted)
            count.setEnabled(count.number() > 0 or kind is wanted)
        self.filtered.emit(wanted)

    def show_matrix(self, found: Matrix) -> None:
        """The counts of a state."""
        self.due.show_number(len(found.due))
        counties = (len(found.complete), len(found.partial), len(found.absent))
        numbers = (*counties, found.counted(CellState.DOUBTFUL), found.counted(CellState.UNCLEAR))
        for count, number in zip(self.counts.values(), numbers, strict=True):
            count.show_number(number)
        self.until.setText(
            f"截止 {moment_words(found.deadline, datetime.now().astimezone().year)}" if found.deadline else ""
        )
        words_left, ink = left_words(found.days_left)
        self.left.setText(words_left)
        self.left.set_ink(ink, bold=True)
        self.left.set_tip(self.until.text())
        self._make_room()

    def adapt(self, size: SizeClass) -> None:
        """In a compact window the buttons stand elsewhere, and the date is in the tooltip."""
        for count in (self.due, *self.counts.values()):
            count.adapt(size)
        self._compact = size.compact
        for button in self.buttons:
            button.setVisible(not size.compact)
        self.refit()
        self._make_room()

    def fit(self) -> None:
        """As the theme is."""
        super().fit()
        edge = px(2 if self._compact else 8)
        self._row.setContentsMargins(px(6), edge, px(12), edge)
        self._row.setSpacing(px(8))

    def minimumSizeHint(self) -> QSize:
        """It never widens the window: below this the window is compact."""
        return QSize(px(240), super().minimumSizeHint().height())

    def _make_room(self) -> None:
        """The date goes where it would be cut, it is in the tooltip of the days left; then the words of the counts."""
        asked = sum(count.wide(brief=False) - count.sizeHint().width() for count in self.counts.values())
        brief = self._spare() < asked
        for count in self.counts.values():
            count.be_brief(brief=brief)
        self.until.setVisible(bool(self.until.text()) and self._spare() >= self.until.sizeHint().width())

    def _spare(self) -> int:
        """The room that all but the date leaves."""
        rest = [self._row.itemAt(at).widget() for at in range(self._row.count())]
        parts = [part for part in rest if part is not None and part is not self.until and not part.isHidden()]
        asked = sum(part.minimumSizeHint().width() for part in parts) + self._row.spacing() * (len(parts) + 1)
        asked += self.left.sizeHint().width() - self.left.minimumSizeHint().width() + px(24)
        return self.width() - asked

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room for the date, or not."""
        super().resizeEvent(event)
        self._make_room()


def moment_words(when: str, this_year: int) -> str:
    """7月10日 18:00; without its time where it has none, with its year where it is another."""
    moment = datetime.fromisoformat(when)
    year = f"{moment.year}年" if moment.year != this_year else ""
    clock = f" {moment:%H:%M}" if len(when.strip()) > len("2022-07-10") else ""
    return f"{year}{moment.month}月{moment.day}日{clock}"


def left_words(days: int | None) -> tuple[str, str]:
    """(还剩 2 天, the token of its colour)."""
    if days is None:
        return "", "text2"
    if days < -LONG:
        return "已截止", "text2"
    if days < 0:
        return f"已过 {-days} 天", "err"
    words_left = "今天截止" if days == 0 else f"还剩 {days} 天"
    return words_left, "warn" if days < SOON else "text2"
