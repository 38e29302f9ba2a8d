"""How everything looks: colours by token, sizes, type, signs. `style.dress` once, then `theme().changed`."""

from pingbi_qt.look.fonts import font, line_height, metrics
from pingbi_qt.look.glyphs import NAMES, glyph, icon, stamp
from pingbi_qt.look.options import has, rect_of
from pingbi_qt.look.sizes import LEAST, SizeClass
from pingbi_qt.look.theme import SIZES, ZOOMS, Theme, colour, px, theme
from pingbi_qt.look.tokens import TOKENS

__all__ = [
    "LEAST",
    "NAMES",
    "SIZES",
    "TOKENS",
    "ZOOMS",
    "SizeClass",
    "Theme",
    "colour",
    "font",
    "glyph",
    "has",
    "icon",
    "line_height",
    "metrics",
    "px",
    "rect_of",
    "stamp",
    "theme",
]
