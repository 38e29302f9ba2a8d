"""Every small sign by its name, painted at any size in any colour, and as an icon."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from pingbi_qt.look.drawing import GRID, Drawing
from pingbi_qt.look.icons import ICONS
from pingbi_qt.look.signs import SIGNS
from pingbi_qt.look.theme import colour, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

ALSO = {"history": "clock", "info": "ring_info", "up": "triangle_up", "down": "triangle_down"}
NAMES: tuple[str, ...] = (*SIGNS, *ICONS, *ALSO)
_EDGES = (16, 20, 24, 28, 32, 40, 48, 64)  # of an icon in real pixels: 16 at 1, 1.25, 1.5 … and twice of that


@cache
def drawing(name: str) -> Drawing:
    """The paths of a sign."""
    known = ALSO.get(name, name)
    return (SIGNS.get(known) or ICONS[known])()


def glyph(painter: QPainter, name: str, rect: QRect | QRectF, ink: QColor | str) -> None:
    """Paint a sign as large as fits, in the middle of `rect`; `ink` is a colour or a token."""
    paths = drawing(name)
    place = QRectF(rect)
    edge = min(place.width(), place.height())
    ink = colour(ink) if isinstance(ink, str) else ink
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.center().x() - edge / 2, place.center().y() - edge / 2)
    painter.scale(edge / GRID, edge / GRID)
    if not paths.filled.isEmpty():
        painter.fillPath(paths.filled, ink)
    if not paths.drawn.isEmpty():
        pen = QPen(ink, paths.pen, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(paths.drawn, pen)
    painter.restore()


def stamp(painter: QPainter, name: str, left: int, top: int, edge: int, ink: str) -> None:
    """A sign of a token's colour as a picture that is drawn once: for tables, which have hundreds of them."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(left, top, _stamp(name, edge, theme().colour(ink).rgba(), ratio))


@lru_cache(maxsize=256)
def _stamp(name: str, edge: int, ink: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(edge * ratio), round(edge * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    glyph(painter, name, QRect(0, 0, edge, edge), QColor.fromRgba(ink))
    painter.end()
    return picture


def icon(name: str, ink: str = "text2") -> QIcon:
    """A sign as an icon in the theme of now, sharp at every scale; faded where it is disabled."""
    drawing(name)  # an unknown name is said before anything is painted
    return _icon(name, ink, theme().dark)


@cache
def _icon(name: str, token: str, dark: bool) -> QIcon:
    from PySide6.QtGui import QIcon

    del dark  # only tells the cache apart
    made = QIcon()
    for edge in _EDGES:
        for mode, ink in ((QIcon.Mode.Normal, token), (QIcon.Mode.Disabled, "disabled")):
            picture = QPixmap(QSize(edge, edge))
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            glyph(painter, name, QRect(0, 0, edge, edge), ink)
            painter.end()
            made.addPixmap(picture, mode)
    return made
