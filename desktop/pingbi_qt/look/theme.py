"""What the person has chosen - light or dark, size of type, zoom - and all that follows from it."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from pingbi_qt.look.tokens import TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = 14  # the size of type that all sizes are written for
SIZES = range(12, 19)
ZOOMS = (100, 110, 125, 150, 175, 200)


class Theme(QObject):
    """The one look of the program. `changed` comes after the application has been dressed anew."""

    about_to_change = Signal()  # for the application's stylesheet, palette and font
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dark = False
        self.size = BASE
        self.zoom = 100
        self._colours: dict[str, QColor] = {}

    @property
    def scale(self) -> float:
        """By how much everything is larger than drawn."""
        return self.size / BASE * self.zoom / 100

    def choose(self, *, dark: bool | None = None, size: int | None = None, zoom: int | None = None) -> None:
        """Change what is given; sizes beyond the limits become the nearest one."""
        wanted = (
            self.dark if dark is None else dark,
            self.size if size is None else min(max(size, SIZES[0]), SIZES[-1]),
            self.zoom if zoom is None else min(max(zoom, ZOOMS[0]), ZOOMS[-1]),
        )
        if wanted == (self.dark, self.size, self.zoom):
            return
        self.dark, self.size, self.zoom = wanted
        self._colours.clear()
        self.about_to_change.emit()
        self.changed.emit()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by so many steps."""
        here = min(range(len(ZOOMS)), key=lambda at: abs(ZOOMS[at] - self.zoom))
        self.choose(zoom=ZOOMS[min(max(here + steps, 0), len(ZOOMS) - 1)])

    @contextmanager
    def in_light(self) -> Iterator[None]:
        """What is made and painted within has the light colours: paper is white. Nobody is told."""
        chosen, self.dark = self.dark, False
        self._colours.clear()
        try:
            yield
        finally:
            self.dark = chosen
            self._colours.clear()

    def colour(self, token: str) -> QColor:
        """The colour of a token now."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(TOKENS[token][self.dark])
        return found


@cache
def theme() -> Theme:
    """The one theme."""
    return Theme()


def colour(token: str) -> QColor:
    """The colour of a token in the theme of now; a copy, to be changed at will."""
    return QColor(theme().colour(token))


def px(size: float) -> int:
    """A size as drawn at 100 % and type 14, as it is now. What is there stays there: 1 never becomes 0."""
    scaled = round(size * theme().scale)
    return scaled if scaled or not size else (1 if size > 0 else -1)
