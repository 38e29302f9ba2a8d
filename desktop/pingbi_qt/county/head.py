"""The head of a county's page: back, its name, total and places, how sure they are, the one before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pingbi_qt.look import px
from pingbi_qt.parts import Button, Card, Chip, ElidingLabel, Following, Words
from pingbi_qt.score.figures import shown
from pingbi_qt.score.ranking_model import JUDGED
from pingbi_qt.score.rows import by_group, moved, place_of, place_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.pipeline import Evaluation
    from pingbi.reckoning import Standing, Sure
    from pingbi_qt.actions import Actions
    from pingbi_qt.look import SizeClass


class Count(Following, QWidget):
    """A large figure and what it is."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self.figure, self.what = Words("", "count"), Words(what, "body", "text2")
        self.row = QHBoxLayout(self)
        self.row.addWidget(self.figure)
        self.row.addWidget(self.what, 0, Qt.AlignmentFlag.AlignVCenter)
        self.follow()

    def show_figure(self, text: str, what: str = "", ink: str = "text") -> None:
        """Another figure; nothing is shown where there is none."""
        self.figure.setText(text)
        self.figure.set_ink(ink)
        if what:
            self.what.setText(what)
        self.setAccessibleName(f"{self.what.text()} {text}")
        self.setVisible(bool(text))

    def fit(self) -> None:
        """As the theme is."""
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(px(8))


class Head(Card):
    """One row; where it lacks room, what the ranking and the status bar say too goes first."""

    def __init__(self, actions: Actions | None) -> None:
        super().__init__()
        self.back = Button.of(actions["back"], text="返回排名", sign="undo") if actions is not None else None
        self.name, self.group = ElidingLabel("", "place"), Words("", "body", "text2")
        self.total, self.place = Count("综合得分"), Count("位次")
        self.other, self.moved = Count("全市位次"), Count("较上期")
        self.sure = Chip("", "info", "shield")
        self.buttons = [Button.of(actions[name]) for name in ("previous_county", "next_county")] if actions else []
        self.row = QHBoxLayout()
        left: list[QWidget] = [self.back] if self.back is not None else []
        for part in (*left, self.name, self.group, self.total, self.place, self.other, self.moved):
            self.row.addWidget(part)
        self.row.addStretch(1)
        right: list[QWidget] = [self.sure, *self.buttons]
        for part in right:
            self.row.addWidget(part)
        self.column.addLayout(self.row)
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._compact = self._is_sure = False
        self.refit()

    def show_standing(self, standing: Standing, done: Evaluation, short: str) -> None:
        """Of one county."""
        total, rules, grouped = standing.total, done.scheme.scheme, by_group(done.scheme)
        self.name.setText(short)
        self.name.set_tip(standing.county)
        group = standing.group and (standing.group if standing.group.endswith("组") else f"{standing.group}组")
        self.group.setText(group)
        self.group.setVisible(bool(group))
        city = done.scheme.city.name
        points = "不排名" if total.shown is None else shown(total.shown, rules.total_decimals)
        self.total.show_figure(points, "综合得分")
        place = place_of(total, grouped=grouped)
        self.place.show_figure(
            "" if place is None else place_words(place), f"{group}位次" if grouped else f"{city}位次"
        )
        other = (total.place if grouped else total.group_place) if group else None
        self.other.show_figure(
            "" if other is None else place_words(other), f"{city}位次" if grouped else f"{group}位次"
        )
        more = moved(standing.then, total.place)
        said = "" if more is None else "持平" if not more else f"{'↑' if more > 0 else '↓'} {place_words(abs(more))}"
        self.moved.show_figure(said, "较上期", "text" if not more else "ok" if more > 0 else "err")
        self._fit_parts()

    def show_sure(self, sure: Sure | None) -> None:
        """How sure the place is, once it is known."""
        self._is_sure = sure is not None
        if sure is not None:
            state = JUDGED.get(sure.judgement.value)
            ink, sign = (state.ink, state.sign) if state is not None else ("none", "ring_info")
            self.sure.set_words(f"名次{sure.judgement.value}", ink, sign)
            self.sure.setToolTip(sure.sentence)
        self._fit_parts()

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._compact = size.compact
        self.refit()
        self._fit_parts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit_parts()

    def _fit_parts(self) -> None:
        """What may go, as far as there is room; on paper there is."""
        edge, gap = self.row.contentsMargins(), self.row.spacing()
        stay = [part for part in (self.name, self.group, self.total, self.place, self.moved) if not part.isHidden()]
        spare = self.width() - edge.left() - edge.right() - sum(part.sizeHint().width() + gap for part in stay)
        spare -= self.back.sizeHint().width() + gap if self.back is not None else 0
        may_go: list[tuple[Sequence[QWidget], bool]] = [
            ([self.sure], self._is_sure),
            ([self.other], bool(self.other.figure.text())),
            (self.buttons, True),
        ]
        for parts, there in may_go:
            asked = sum(part.sizeHint().width() + gap for part in parts)
            fits = there and (asked <= spare or self.back is None)
            spare -= asked if fits else 0
            for part in parts:
                part.setVisible(fits)

    def fit(self) -> None:
        """As the theme is."""
        super().fit()
        if hasattr(self, "row"):
            self.row.setContentsMargins(px(12), 0, px(8), 0)
            self.row.setSpacing(px(16 if not getattr(self, "_compact", False) else 10))
            self.setFixedHeight(px(48 if getattr(self, "_compact", False) else 64))

    def minimumSizeHint(self) -> QSize:
        """It cuts the name."""
        return QSize(px(320), self.height())
