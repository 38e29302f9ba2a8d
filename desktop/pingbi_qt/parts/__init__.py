"""The parts that pages are made of; each follows the theme by itself."""

from pingbi_qt.parts.button import Button, key_of
from pingbi_qt.parts.card import Card, Line, Row
from pingbi_qt.parts.chip import Chip
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.header import Header, SearchField
from pingbi_qt.parts.icon_button import IconButton
from pingbi_qt.parts.painting import (
    dashed,
    focus_ring,
    frame,
    ground,
    hairline,
    paint_bar,
    upright,
    words,
)
from pingbi_qt.parts.rail import Rail
from pingbi_qt.parts.states import State, paint_state
from pingbi_qt.parts.status_bar import StatusBar
from pingbi_qt.parts.words import ElidingLabel, Words

__all__ = [
    "Button",
    "Card",
    "Chip",
    "ElidingLabel",
    "Following",
    "Header",
    "IconButton",
    "Line",
    "Rail",
    "Row",
    "SearchField",
    "State",
    "StatusBar",
    "Words",
    "dashed",
    "focus_ring",
    "frame",
    "ground",
    "hairline",
    "key_of",
    "paint_bar",
    "paint_state",
    "upright",
    "words",
]
