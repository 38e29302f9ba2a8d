"""The ring of the focus around a widget: 2 px of accent, 2 px off, outside its edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSplitter, QWidget

from pingbi_qt.look import px
from pingbi_qt.parts.painting import focus_ring

_OFF = 4  # 2 px of ring and 2 px of air
_FOLLOWED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ZOrderChange}


def _ground_of(around: QWidget) -> QWidget | None:
    """The nearest widget above that has room for the ring and does not lay out what is put into it."""
    above = around.parentWidget()
    while above is not None:
        beyond = above.parentWidget()
        last = beyond is None or above.isWindow() or isinstance(beyond, QAbstractScrollArea)
        if not isinstance(above, QSplitter) and (last or above.rect().contains(_place(around, above))):
            return above
        above = beyond
    return None


def _place(around: QWidget, above: QWidget) -> QRect:
    off = px(_OFF)
    return QRect(around.mapTo(above, QPoint(0, 0)), around.size()).adjusted(-off, -off, off, off)


class FocusRing(QWidget):
    """Lies above its widget, and goes where it goes.

    It keeps no hold of what it lies in: were that nobody else's, it would be destroyed in the midst of its ring.
    """

    def __init__(self, around: QWidget, above: QWidget) -> None:
        super().__init__(above)
        self._around = around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        followed: QWidget | None = around
        while followed is not None and followed is not above:
            followed.installEventFilter(self)
            followed = followed.parentWidget()
        self.place()

    def place(self) -> None:
        """Go to the widget."""
        above = self.parentWidget()
        if above is not None and above.isAncestorOf(self._around):
            self.setGeometry(_place(self._around, above))
            self.setVisible(self._around.isVisible() and self._around.hasFocus())
            self.raise_()
        else:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow."""
        if event.type() == QEvent.Type.Hide:
            self.hide()  # and no more: what it lies in may be going, and must not be touched then
        elif event.type() in _FOLLOWED:
            self.place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        del event
        focus_ring(QPainter(self), self.rect(), 6)


def ring_for(widget: QWidget, ring: FocusRing | None, *, focused: bool) -> FocusRing | None:
    """The ring after a change of focus: made when the focus comes, gone when it goes."""
    if ring is not None:
        ring.hide()
        ring.deleteLater()
    above = _ground_of(widget) if focused else None
    return FocusRing(widget, above) if above is not None else None
