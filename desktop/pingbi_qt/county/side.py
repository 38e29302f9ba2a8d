"""The cards at the right: what could be gained and what is at risk, where it stood, what it has sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from pingbi_qt.county.trend import Trend
from pingbi_qt.look import metrics, px
from pingbi_qt.parts import Card, ElidingLabel, Following, Words
from pingbi_qt.parts.pane import Pane
from pingbi_qt.score.rows import by_group

if TYPE_CHECKING:
    from pingbi.pipeline import Evaluation
    from pingbi_qt.county.found import Found, Sent
    from pingbi_qt.look import SizeClass

BESIDE = 4, 3, 3  # shares of the width where they stand side by side


class Pair(Following, QWidget):
    """Words that may break, and what stands at the right of them."""

    def __init__(self, text: str, end: str, *, bold: bool = True, start: bool = False) -> None:
        super().__init__()
        self.first = Words(text, "note" if start else "body", "text2" if start else "text", wrap=not start)
        self.last = Words(end, "body", "text", bold=bold, wrap=start)
        self.row = QHBoxLayout(self)
        self.row.addWidget(self.first, 0 if start else 1)
        self.row.addWidget(self.last, 1 if start else 0, Qt.AlignmentFlag.AlignTop)
        self._start = start
        self.follow()

    def fit(self) -> None:
        """As the theme is."""
        self.row.setContentsMargins(0, px(2), 0, px(2))
        self.row.setSpacing(px(12))
        if self._start:
            self.first.setFixedWidth(metrics("note").horizontalAdvance("12月31日") + 2)


class Listing(Card):
    """A title and lines below it."""

    def __init__(self, title: str) -> None:
        super().__init__(padding=15, spacing=2)
        self.title = ElidingLabel(title, "title")
        self.column.addWidget(self.title)
        self.inner = QWidget()
        self.rows = QVBoxLayout(self.inner)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self.pane = Pane(self.inner)
        self.pane.setMinimumHeight(1)  # it scrolls
        self.column.addWidget(self.pane, 1)

    def show_rows(self, rows: list[Pair], empty: str) -> None:
        """Other lines."""
        while self.rows.count():
            taken = self.rows.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self.rows.addWidget(row)
            row.show()  # else it asks for no room before the next turn of the event loop
        if not rows:
            self.rows.addWidget(Words(empty, "note", "text2", wrap=True))
        self.rows.addStretch(1)

    def asked(self) -> int:
        """The height at which nothing scrolls."""
        wide = self.width() - 2 * self.column.contentsMargins().left()
        self.rows.activate()
        inner = self.rows.heightForWidth(wide) if self.rows.hasHeightForWidth() else self.inner.sizeHint().height()
        edge = self.column.contentsMargins()
        return edge.top() + self.title.sizeHint().height() + self.column.spacing() + inner + edge.bottom()


class Side(QWidget):
    """The three of them."""

    def __init__(self) -> None:
        super().__init__()
        self.chances, self.sent = Listing("哪里还能加分，有没有风险"), Listing("报送情况")
        self.way = Card(padding=15, spacing=4)
        self.way_title, self.trend = ElidingLabel("位次走势", "title"), Trend()
        self.way.column.addWidget(self.way_title)
        self.way.column.addWidget(self.trend, 1)
        self.column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self.column.setContentsMargins(0, 0, 0, 0)
        for part in (self.chances, self.way, self.sent):
            self.column.addWidget(part)

    def show_found(self, found: Found, done: Evaluation, sent: tuple[Sent, ...]) -> None:
        """Of one county."""
        standing = found.standing
        known = any(row.group_place is not None for row in found.past if not row.now)
        grouped = by_group(done.scheme) and known  # a table of results may know places over all alone
        rows = [Pair(row.words, row.points) for row in standing.chances]
        rows += [Pair(f"风险：{row.words}", row.points) for row in standing.risks]
        self.show_sent(sent)
        self.chances.show_rows(rows, "各项已得满分" if standing.total.exact is not None else standing.total.note or "")
        group = {row.name: row.group for row in done.scheme.county}
        near = [name for name in done.scheme.counties if not grouped or group[name] == group[standing.county]]
        self.way_title.setText("组内位次走势" if grouped else f"{done.scheme.city.name}位次走势")
        self.trend.show_past(found.past, len(near), grouped=grouped)
        self._limit()
        self._share()

    def show_sent(self, sent: tuple[Sent, ...]) -> None:
        """报送情况."""
        lines = [Pair(row.day, row.words, bold=False, start=True) for row in sent]
        self.sent.show_rows(lines, "没有收到本县区自己报送的材料")
        self._share()

    def adapt(self, size: SizeClass) -> None:
        """Side by side in a compact window: it is wide, and not high."""
        way = QBoxLayout.Direction
        self.column.setDirection(way.LeftToRight if size.compact else way.TopToBottom)
        self._limit()
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break otherwise."""
        super().resizeEvent(event)
        self._share()

    @property
    def _beside(self) -> bool:
        return self.column.direction() == QBoxLayout.Direction.LeftToRight

    def _limit(self) -> None:
        """Without a picture there is one line of words."""
        self.way.setMaximumHeight(px(4000) if self._beside or self.trend.worth_it else px(84))

    def _share(self) -> None:
        """Each has as much of the height as what is in it asks for; the picture gives way before lines scroll."""
        if self._beside:
            for at, share in enumerate(BESIDE):
                self.column.setStretch(at, share)
            return
        lines = self.chances.asked(), self.sent.asked()
        left = self.height() - 2 * self.column.spacing() - sum(lines)
        shares = lines[0], min(self.way.sizeHint().height(), left), lines[1]
        for at, asked in enumerate(shares):
            self.column.setStretch(at, max(asked, px(60)))
