"""One weight that can be tried: its name, a field for the number, and a slider with a tick at what is saved."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QDoubleSpinBox, QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from pingbi_qt.look import colour, metrics, px
from pingbi_qt.parts import ElidingLabel, Following, frame
from pingbi_qt.parts.painting import CUT_MIDDLE
from pingbi_qt.score.columns import plain

if TYPE_CHECKING:
    from pingbi_qt.score.tried import Weighing

NAMED = 88  # six characters: of longer names the middle is left out
LEAST_SPAN = Decimal(20)  # how far a slider goes at the least


class WeightSlider(QSlider):
    """Amber where the weight is other than saved, with an upright line where it was."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.saved = 0

    @property
    def changed(self) -> bool:
        """Whether it stands elsewhere than saved."""
        return self.value() != self.saved

    def _at(self, value: int) -> float:
        knob = px(14)
        span = max(self.maximum() - self.minimum(), 1)
        return knob / 2 + (self.width() - knob) * (value - self.minimum()) / span

    def paintEvent(self, event: QPaintEvent) -> None:
        """Groove, what is reached, the saved tick, the knob."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ink = "disabled" if not self.isEnabled() else "warn" if self.changed else "accent_fill"
        thick, middle, here = px(3), self.height() / 2, self._at(self.value())
        painter.setBrush(colour("line2"))
        painter.drawRoundedRect(QRectF(0, middle - thick / 2, self.width(), thick), thick / 2, thick / 2)
        painter.setBrush(colour(ink))
        painter.drawRoundedRect(QRectF(0, middle - thick / 2, here, thick), thick / 2, thick / 2)
        if self.changed:
            painter.fillRect(QRectF(self._at(self.saved) - 1, middle - px(8), 2, px(16)), colour("text2"))
        knob = px(14)
        if self.hasFocus():
            painter.setBrush(colour("accent_soft"))
            painter.drawEllipse(QRectF(here - knob / 2 - 2, middle - knob / 2 - 2, knob + 4, knob + 4))
        painter.setBrush(colour(ink))
        painter.drawEllipse(QRectF(here - knob / 2, middle - knob / 2, knob, knob))
        inner = knob - 2 * px(2)
        painter.setBrush(colour("surface"))
        painter.drawEllipse(QRectF(here - inner / 2, middle - inner / 2, inner, inner))


class WeightField(QDoubleSpinBox):
    """A number; amber where it is other than saved."""

    def __init__(self) -> None:
        super().__init__()
        self.amber = False
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def textFromValue(self, value: float) -> str:
        """Without zeros that say nothing."""
        return plain(Decimal(f"{value:.{self.decimals()}f}"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """As every field, with a frame of its own where it is tried."""
        super().paintEvent(event)
        if self.amber and not self.hasFocus():
            frame(QPainter(self), self.rect(), "warn", 4, 2)


class WeightControl(Following, QWidget):
    """`moved`: another weight is tried."""

    moved = Signal(str, object)

    def __init__(self, weighing: Weighing) -> None:
        super().__init__()
        self.weighing = weighing
        self.name = ElidingLabel(weighing.name, cut=CUT_MIDDLE)  # names that are alike differ at the end
        self.field, self.slider = WeightField(), WeightSlider()
        exponent = weighing.saved.normalize().as_tuple().exponent
        self._digits = max(0, -exponent) if isinstance(exponent, int) else 0
        self._digits = min(max(self._digits, 1 if weighing.saved < 5 else 0), 4)
        most = max(LEAST_SPAN, weighing.saved * 2)
        self._step, self._folded = 10**self._digits, False
        self.field.setDecimals(self._digits)
        self.field.setRange(0, float(most * 10))
        self.slider.setRange(0, int(most * self._step))
        self.slider.saved = int(weighing.saved * self._step)
        for part, what in ((self.field, "权重"), (self.slider, "权重滑块")):
            part.setAccessibleName(f"{weighing.name}{what}")
        self.head = QHBoxLayout()
        self.head.addWidget(self.name, 1)
        self.head.addWidget(self.field)
        self.column = QVBoxLayout(self)
        self.column.addLayout(self.head)
        self.column.addWidget(self.slider)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_weight(weighing.saved)
        self.field.valueChanged.connect(self._typed)
        self.slider.valueChanged.connect(self._slid)
        self.follow()

    def show_weight(self, weight: Decimal) -> None:
        """What it is in the trial, without saying so."""
        for part in (self.field, self.slider):
            part.blockSignals(True)  # Qt's own
        self.field.setValue(float(weight))
        self.slider.setValue(int(weight * self._step))
        for part in (self.field, self.slider):
            part.blockSignals(False)  # Qt's own
        changed = weight != self.weighing.saved
        self.field.amber = changed
        self.name.set_ink("text", bold=changed)
        saved = f"，已保存的是 {plain(self.weighing.saved)}" if changed else ""
        self.field.setToolTip(f"{self.weighing.name} {plain(weight)} 分{saved}")
        self.slider.setToolTip(self.field.toolTip())
        self.field.update()
        self.slider.update()

    def fold(self, *, folded: bool) -> None:
        """Without the slider, where there is little room; its name then stands above the number."""
        self.slider.setVisible(not folded)
        ways = QBoxLayout.Direction
        self.head.setDirection(ways.TopToBottom if folded else ways.LeftToRight)
        self._folded = folded
        self.fit()

    def fit(self) -> None:
        """As the theme is."""
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(4))
        self.head.setSpacing(px(1 if self._folded else 4))
        widest = plain(Decimal(self.slider.maximum()) / self._step)
        self.field.setFixedSize(max(px(50), metrics().horizontalAdvance(widest) + px(30)), px(26))
        self.slider.setFixedHeight(px(18))
        name = min(metrics("body", bold=True).horizontalAdvance(self.weighing.name), px(NAMED))
        beside = name + self.head.spacing() + self.field.width()
        self.setMinimumWidth(max(px(84), name) if self._folded else max(px(96), beside))

    def _typed(self, value: float) -> None:
        self._try(Decimal(f"{value:.{self._digits}f}"))

    def _slid(self, value: int) -> None:
        self._try(Decimal(value) / self._step)

    def _try(self, weight: Decimal) -> None:
        self.show_weight(weight)
        self.moved.emit(self.weighing.id, weight.quantize(Decimal(1).scaleb(-self._digits)))
