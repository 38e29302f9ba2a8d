"""One page of paper on the screen: whole, as wide as there is room, or as large as it is."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from pingbi.paper import PrintedPage
from pingbi_qt.look import colour, px
from pingbi_qt.parts import Following, frame, words
from pingbi_qt.parts.painting import MIDDLE
from pingbi_qt.preview.painting import paint_page, size_of

AROUND = 12  # px between the paper and the edge
LIFE = 96 / 25.4  # px of a millimetre as it is
NOTCH = 120  # of a wheel
FINER = 6  # a small picture is painted larger, then made small


class Fit(Enum):
    """How large the page is shown."""

    PAGE = "整页"
    WIDTH = "页宽"
    LIFE = "100%"


class Shown(NamedTuple):
    """A page, and what stands at its foot: its number of how many; 0 where that is not known."""

    page: PrintedPage
    number: int = 0
    whole: int = 0


class PageView(Following, QAbstractScrollArea):
    """`stepped` asks for the next (1) or the previous page (-1), the last (2) or the first (-2)."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._fit, self._words = Fit.PAGE, ""
        self._picture: tuple[tuple[int, int], Shown, QPixmap] | None = None
        self._wheeled = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("预览")
        self.setMinimumSize(80, 60)
        self.follow()

    # What is shown

    def show_page(self, shown: Shown | None, words: str = "") -> None:
        """Another page; `words` where there is none."""
        if shown == self._shown and words == self._words:
            return
        turned = shown is None or self._shown is None or shown.page is not self._shown.page
        self._shown, self._words = shown, words
        said = f"{shown.page.sheet}，第 {shown.page.number} 页" if shown is not None else words
        self.setAccessibleDescription(said)
        self._lay_out()
        if turned:
            self.verticalScrollBar().setValue(0)
        self.viewport().update()

    @property
    def shown(self) -> Shown | None:
        """The page that is shown."""
        return self._shown

    @property
    def fit_is(self) -> Fit:
        """How large it is shown."""
        return self._fit

    def set_fit(self, fit: Fit) -> None:
        """Show it otherwise."""
        self._fit = fit
        self._lay_out()
        self.viewport().update()

    # Where it stands

    def dots(self) -> float:
        """Logical px of a millimetre."""
        if self._shown is None:
            return 1.0
        page, room = self._shown.page, self._room()
        if self._fit is Fit.LIFE:
            return LIFE * px(100) / 100
        wide = room.width() / page.width
        return max(0.2, wide if self._fit is Fit.WIDTH else min(wide, room.height() / page.height))

    def place(self) -> QRect:
        """Where the paper stands in the viewport."""
        if self._shown is None:
            return QRect()
        page, dots, edge = self._shown.page, self.dots(), px(AROUND)
        wide, high = round(page.width * dots), round(page.height * dots)
        whole = self.viewport().size()
        left = (whole.width() - wide) // 2 if wide + 2 * edge <= whole.width() else edge
        top = (whole.height() - high) // 2 if high + 2 * edge <= whole.height() else edge
        return QRect(left, top, wide, high).translated(
            -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
        )

    def _room(self) -> QSize:
        edge = 2 * px(AROUND)
        bar = self.verticalScrollBar().sizeHint().width() if self._fit is Fit.WIDTH else 0
        size = self.maximumViewportSize()
        return QSize(max(1, size.width() - edge - bar), max(1, size.height() - edge))

    def _lay_out(self) -> None:
        if self._shown is None or self._fit is Fit.PAGE:
            wide = high = 0
        else:
            page, dots, edge = self._shown.page, self.dots(), 2 * px(AROUND)
            wide, high = round(page.width * dots) + edge, round(page.height * dots) + edge
        size = self.viewport().size()
        for bar, long, room in (
            (self.horizontalScrollBar(), wide, size.width()),
            (self.verticalScrollBar(), high, size.height()),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(px(40))
            bar.setRange(0, max(0, long - room))

    def fit(self) -> None:
        """As the theme is: another zoom asks for another picture."""
        self._picture = None
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page as large as there is room now."""
        super().resizeEvent(event)
        self._lay_out()

    def sizeHint(self) -> QSize:
        """As much as it can have."""
        return QSize(px(600), px(480))

    def minimumSizeHint(self) -> QSize:
        """Little."""
        return QSize(80, 60)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The paper on its ground, with a line around it; what is read from the keyboard has a ring."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("head"))
        if self._shown is None:
            words(painter, self.viewport().rect(), self._words, "body", "text2", MIDDLE)
        else:
            place = self.place()
            painter.drawPixmap(place, self._painted(self._shown, place.size()))
            frame(painter, place.adjusted(-1, -1, 1, 1), "line2")
        if self.hasFocus():
            frame(painter, self.viewport().rect(), "accent", 0, 2)

    def _painted(self, shown: Shown, size: QSize) -> QPixmap:
        """Painted once at each size, on the screen's own dots: it is sharp at every scale."""
        ratio = self.devicePixelRatioF()
        dots = (round(size.width() * ratio), round(size.height() * ratio))
        if self._picture is None or self._picture[0] != dots or self._picture[1] != shown:
            picture = QPixmap(*dots)
            painter = QPainter(picture)
            paint_page(painter, shown.page, dots[0] / shown.page.width, shown.number, shown.whole)
            painter.end()
            picture.setDevicePixelRatio(ratio)
            self._picture = (dots, shown, picture)
        return self._picture[2]

    # Keys and wheel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp, PgDn and left, right turn the page, Home and End go to its ends; up and down move it."""
        step = {
            Qt.Key.Key_PageDown: 1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_End: 2,
            Qt.Key.Key_Home: -2,
        }.get(Qt.Key(event.key()))
        bar = self.verticalScrollBar()
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(step)
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            down = event.key() == Qt.Key.Key_Down
            if bar.value() == (bar.maximum() if down else 0):
                self.stepped.emit(1 if down else -1)
            else:
                bar.setValue(bar.value() + (bar.singleStep() if down else -bar.singleStep()))
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Moves the page, and at its end turns it."""
        bar, turn = self.verticalScrollBar(), event.angleDelta().y()
        at_end = bar.value() == (bar.maximum() if turn < 0 else 0)
        if not at_end:
            self._wheeled = 0
            bar.setValue(bar.value() - turn * px(60) // NOTCH)
        else:
            self._wheeled += turn
            if abs(self._wheeled) >= NOTCH:
                self.stepped.emit(-1 if self._wheeled > 0 else 1)
                self._wheeled = 0
        event.accept()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The picture moves as a whole."""
        del dx, dy
        self.viewport().update()


def thumbnail(page: PrintedPage, room: QSize, ratio: float) -> QPixmap:
    """The page as large as fits into `room`, with a line around it."""
    share = min(room.width() / page.width, room.height() / page.height)
    small = QSize(max(1, round(page.width * share)), max(1, round(page.height * share)))
    large = QPixmap(*size_of(page, share * ratio * FINER))
    painter = QPainter(large)
    paint_page(painter, page, share * ratio * FINER, legible=False)
    painter.end()
    scaled = large.scaled(
        small * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    scaled.setDevicePixelRatio(ratio)
    painter = QPainter(scaled)
    frame(painter, QRect(QPoint(0, 0), small), "line2")
    painter.end()
    return scaled
