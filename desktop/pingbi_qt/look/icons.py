"""The signs of actions, drawn with one pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTransform

from pingbi_qt.look.drawing import Drawing, arc, both, box, circle, curve, joined, line, strokes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QPainterPath


def _turned(*, left: bool) -> Drawing:
    """An arrow that goes back (undo), or forth (redo)."""
    path = curve(3, 6, 6, 6, 8, 6, 10, 6, 14.4, 6, 14.4, 13, 10, 13, 8, 13, 8, 13, 6.6, 13)
    head = line(6, 2.9, 2.9, 6, 6, 9.1)
    whole = joined(path, head)
    return strokes(whole if left else mirrored(whole))


def mirrored(path: QPainterPath) -> QPainterPath:
    """Left and right changed."""
    return QTransform(-1, 0, 0, 1, 16, 0).map(path)


def _question() -> Drawing:
    hook = joined(arc(8, 6.6, 1.9, 175, -205), line(8.6, 8.4, 8, 9.3))
    return strokes(circle(8, 8, 6.2), hook, line(8, 11.4, 8, 11.45), pen=1.4)


def _file(*inside: QPainterPath) -> Drawing:
    return strokes(line(3.6, 1.8, 9.4, 1.8, 12.6, 5, 12.6, 14.2, 3.6, 14.2, closed=True), *inside, pen=1.3)


def _gear() -> Drawing:
    teeth = [
        line(8 + 4.4 * x, 8 + 4.4 * y, 8 + 6.4 * x, 8 + 6.4 * y)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1), (0.71, 0.71), (-0.71, 0.71), (0.71, -0.71), (-0.71, -0.71))
    ]
    return strokes(circle(8, 8, 4.2), circle(8, 8, 1.5), *teeth, pen=1.5)


def _moon() -> Drawing:
    return strokes(
        curve(9.6, 1.9, 5.5, 4.6, 7.4, 11.4, 13.6, 10.6, 11.5, 15, 4.4, 15, 2.6, 10, 1.2, 5.6, 5, 1.6, 9.6, 1.9)
    )


def _eye() -> Drawing:
    lids = joined(curve(1.4, 8, 4, 2.4, 12, 2.4, 14.6, 8), curve(1.4, 8, 4, 13.6, 12, 13.6, 14.6, 8))
    return strokes(lids, circle(8, 8, 2.1), pen=1.4)


ICONS: Mapping[str, Callable[[], Drawing]] = {
    "arrow_right": lambda: strokes(line(2.4, 8, 13.4, 8), line(9, 3.6, 13.4, 8, 9, 12.4)),
    "arrow_left": lambda: strokes(line(2.6, 8, 13.6, 8), line(7, 3.6, 2.6, 8, 7, 12.4)),
    "arrow_up": lambda: strokes(line(8, 2.4, 8, 13.6), line(3.8, 6.6, 8, 2.4, 12.2, 6.6), pen=1.6),
    "arrow_down": lambda: strokes(line(8, 2.4, 8, 13.6), line(3.8, 9.4, 8, 13.6, 12.2, 9.4), pen=1.6),
    "chevron_right": lambda: strokes(line(6, 3.6, 10.4, 8, 6, 12.4), pen=1.4),
    "chevron_left": lambda: strokes(line(10, 3.6, 5.6, 8, 10, 12.4), pen=1.4),
    "chevron_down": lambda: strokes(line(3.6, 6, 8, 10.4, 12.4, 6), pen=1.4),
    "chevron_up": lambda: strokes(line(3.6, 10, 8, 5.6, 12.4, 10), pen=1.4),
    "upload": lambda: strokes(
        line(2.2, 10, 2.2, 13.8, 13.8, 13.8, 13.8, 10), line(8, 10.6, 8, 2.4), line(4.6, 5.6, 8, 2.2, 11.4, 5.6)
    ),
    "download": lambda: strokes(
        line(2.2, 10, 2.2, 13.8, 13.8, 13.8, 13.8, 10), line(8, 2.2, 8, 10.4), line(4.6, 7, 8, 10.4, 11.4, 7)
    ),
    "bell": lambda: strokes(
        curve(2.8, 11.8, 4.4, 10, 3, 2.4, 8, 2.4, 13, 2.4, 11.6, 10, 13.2, 11.8),
        line(2.8, 11.8, 13.2, 11.8),
        curve(6.6, 14, 7.4, 14.7, 8.6, 14.7, 9.4, 14),
    ),
    "folder": lambda: strokes(line(1.8, 13, 1.8, 3.4, 6.2, 3.4, 7.8, 5.2, 14.2, 5.2, 14.2, 13, closed=True)),
    "file": lambda: _file(line(9.2, 2, 9.2, 5.2, 12.4, 5.2)),
    "note": lambda: _file(line(6, 6.4, 10.2, 6.4), line(6, 9, 10.2, 9), line(6, 11.6, 8.4, 11.6)),
    "table": lambda: strokes(
        box(1.9, 2.6, 12.2, 10.8), line(2, 6.2, 14, 6.2), line(6, 6.2, 6, 13.2), line(2, 9.8, 14, 9.8), pen=1.3
    ),
    "clipboard": lambda: strokes(box(2.8, 3, 10.4, 11.4, 1.4), box(5.6, 1.6, 4.8, 2.8), pen=1.4),
    "search": lambda: strokes(circle(6.6, 6.6, 4.4), line(10, 10, 14, 14), pen=1.6),
    "undo": lambda: _turned(left=True),
    "redo": lambda: _turned(left=False),
    "return": lambda: strokes(line(13.4, 12.4, 13.4, 6.4, 3, 6.4), line(6.4, 2.8, 2.8, 6.4, 6.4, 10), pen=1.6),
    "menu": lambda: strokes(line(1.8, 3.6, 14.2, 3.6), line(1.8, 8, 14.2, 8), line(1.8, 12.4, 14.2, 12.4), pen=1.6),
    "help": _question,
    "external": lambda: strokes(
        line(7, 2.6, 2.4, 2.6, 2.4, 13.6, 13.4, 13.6, 13.4, 9),
        line(9.6, 2.4, 13.6, 2.4, 13.6, 6.4),
        line(7, 9, 13.4, 2.6),
    ),
    "flask": lambda: strokes(
        line(6.2, 1.8, 6.2, 6.2, 2.8, 13.8, 13.2, 13.8, 9.8, 6.2, 9.8, 1.8),
        line(5, 1.8, 11, 1.8),
        line(4.6, 10.4, 11.4, 10.4),
        pen=1.4,
    ),
    "printer": lambda: strokes(
        line(4.4, 5.6, 4.4, 1.8, 11.6, 1.8, 11.6, 5.6),
        line(4.4, 11.4, 1.8, 11.4, 1.8, 5.6, 14.2, 5.6, 14.2, 11.4, 11.6, 11.4),
        box(4.4, 9.2, 7.2, 5, 0.4),
        pen=1.4,
    ),
    "plus": lambda: strokes(line(8, 2.6, 8, 13.4), line(2.6, 8, 13.4, 8), pen=1.6),
    "minus": lambda: strokes(line(2.6, 8, 13.4, 8), pen=1.6),
    "cross": lambda: strokes(line(3.6, 3.6, 12.4, 12.4), line(12.4, 3.6, 3.6, 12.4), pen=1.5),
    "eye": _eye,
    "refresh": lambda: strokes(arc(8, 8, 5.6, 20, 250), line(13.6, 2.8, 13.4, 6.2, 10, 6)),
    "filter": lambda: strokes(line(1.8, 2.6, 14.2, 2.6, 9.6, 8.4, 9.6, 13.8, 6.4, 12, 6.4, 8.4, closed=True), pen=1.4),
    "county": lambda: strokes(
        curve(8, 14.4, 4, 10.4, 3, 8.4, 3, 6.4, 3, -0.2, 13, -0.2, 13, 6.4, 13, 8.4, 12, 10.4, 8, 14.4),
        circle(8, 6.4, 1.9),
        pen=1.4,
    ),
    "settings": _gear,
    "moon": _moon,
    "sun": lambda: strokes(
        circle(8, 8, 3.2),
        *(
            line(8 + 5.2 * x, 8 + 5.2 * y, 8 + 6.6 * x, 8 + 6.6 * y)
            for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1), (0.71, 0.71), (-0.71, 0.71), (0.71, -0.71), (-0.71, -0.71))
        ),
    ),
    "bars": lambda: strokes(line(2.4, 3.6, 13.6, 3.6), line(2.4, 8, 10, 8), line(2.4, 12.4, 6.6, 12.4), pen=2.2),
    "more": lambda: both(joined(circle(3, 8, 1.2), circle(8, 8, 1.2), circle(13, 8, 1.2)), joined()),
    "person": lambda: strokes(circle(8, 5, 3), curve(2.4, 14, 2.8, 8.6, 13.2, 8.6, 13.6, 14), pen=1.4),
    "calendar": lambda: strokes(
        box(2, 3.2, 12, 11), line(2, 6.8, 14, 6.8), line(5.2, 1.6, 5.2, 4.4), line(10.8, 1.6, 10.8, 4.4), pen=1.4
    ),
    "updown": lambda: strokes(line(5, 6.2, 8, 3.2, 11, 6.2), line(5, 9.8, 8, 12.8, 11, 9.8), pen=1.4),
    "book": lambda: strokes(
        line(8, 4, 8, 13.6),
        curve(8, 4, 6, 2.2, 3.6, 2.2, 1.8, 2.8),
        line(1.8, 2.8, 1.8, 12.4),
        curve(1.8, 12.4, 4, 11.8, 6, 11.8, 8, 13.6),
        curve(8, 4, 10, 2.2, 12.4, 2.2, 14.2, 2.8),
        line(14.2, 2.8, 14.2, 12.4),
        curve(14.2, 12.4, 12, 11.8, 10, 11.8, 8, 13.6),
        pen=1.3,
    ),
}
