"""The signs of states: each has a shape of its own, and is told from the others in a grey print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi_qt.look.drawing import (
    Drawing,
    arc,
    both,
    box,
    circle,
    curve,
    cut,
    dashes,
    fills,
    joined,
    line,
    strokes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QPainterPath


def _octagon_cross() -> Drawing:
    outer = line(5.1, 1, 10.9, 1, 15, 5.1, 15, 10.9, 10.9, 15, 5.1, 15, 1, 10.9, 1, 5.1, closed=True)
    return fills(cut(outer, line(5.6, 5.6, 10.4, 10.4), line(10.4, 5.6, 5.6, 10.4), pen=1.9))


def _triangle_alert() -> Drawing:
    outer = line(8, 1.9, 14.9, 14, 1.1, 14, closed=True)
    return both(cut(outer, line(8, 6.2, 8, 9.6), line(8, 12, 8, 12.05)), outer, 1.2)


def _square_question() -> Drawing:
    hook = joined(arc(8, 6.2, 2.2, 175, -200), line(8.75, 8.3, 8, 9.5))
    return fills(cut(box(1.4, 1.4, 13.2, 13.2, 2.5), hook, line(8, 11.9, 8, 11.95), pen=1.6))


def _half_ring() -> Drawing:
    half = arc(8, 8, 6, 90, 180)
    half.closeSubpath()
    return both(half, circle(8, 8, 6), 1.4)


def _shield(*inside: QPainterPath) -> Drawing:
    rim = curve(8, 1.6, 9.8, 3, 11.6, 3.4, 13.4, 3.4, 13.6, 9, 11.8, 12.6, 8, 14.4)
    rim.cubicTo(4.2, 12.6, 2.4, 9, 2.6, 3.4)
    rim.cubicTo(4.4, 3.4, 6.2, 3, 8, 1.6)
    return strokes(rim, *inside, pen=1.4)


SIGNS: Mapping[str, Callable[[], Drawing]] = {
    "tick": lambda: strokes(line(3, 8.4, 6.4, 11.8, 13, 4.6), pen=1.6),
    "dashed_ring": lambda: strokes(dashes(8, 8, 6, 8), pen=1.7),
    "triangle_alert": _triangle_alert,
    "square_question": _square_question,
    "slashed_ring": lambda: strokes(circle(8, 8, 6), line(3.8, 12.2, 12.2, 3.8), pen=1.4),
    "clock": lambda: strokes(circle(8, 8, 6.2), line(8, 4.4, 8, 8.3, 10.6, 9.8), pen=1.4),
    "octagon_cross": _octagon_cross,
    "ring_info": lambda: strokes(circle(8, 8, 6.2), line(8, 7.4, 8, 11.2), line(8, 4.7, 8, 4.8), pen=1.6),
    "dashed_ring_minus": lambda: strokes(dashes(8, 8, 6, 8), line(5.2, 8, 10.8, 8), pen=1.6),
    "pen": lambda: strokes(
        line(2.6, 13.4, 3.3, 10.4, 10.8, 2.9, 13.1, 5.2, 5.6, 12.7, closed=True), line(9.2, 4.5, 11.5, 6.8), pen=1.4
    ),
    "shield": lambda: _shield(line(5.4, 7.8, 7.3, 9.7, 10.7, 6)),
    "shield_plain": _shield,
    "half_ring": _half_ring,
    "ring": lambda: strokes(circle(8, 8, 6), pen=1.4),
    "dot": lambda: fills(circle(8, 8, 3.5)),
    "triangle_up": lambda: fills(line(8, 4.4, 12.6, 11.4, 3.4, 11.4, closed=True)),
    "triangle_down": lambda: fills(line(8, 11.6, 12.6, 4.6, 3.4, 4.6, closed=True)),
    "lock": lambda: strokes(box(3.2, 7, 9.6, 7, 1.2), arc(8, 5.6, 2.8, 0, 180), line(5.2, 5.6, 5.2, 7), pen=1.4),
}
