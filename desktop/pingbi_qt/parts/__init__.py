"""The parts that pages are made of; each follows the theme by itself. The heavy ones are asked for by their modules."""

from pingbi_qt.parts.banner import Banner, StateSign
from pingbi_qt.parts.button import Button, key_of
from pingbi_qt.parts.card import Card, Line, Row
from pingbi_qt.parts.chip import Chip
from pingbi_qt.parts.drop_overlay import DropOverlay
from pingbi_qt.parts.following import Following
from pingbi_qt.parts.header import Header, SearchField
from pingbi_qt.parts.icon_button import IconButton
from pingbi_qt.parts.painting import dashed, focus_ring, frame, ground, hairline, paint_bar, upright, words
from pingbi_qt.parts.rail import Rail
from pingbi_qt.parts.states import State, paint_state
from pingbi_qt.parts.status_bar import StatusBar
from pingbi_qt.parts.tabs import Tabs
from pingbi_qt.parts.waiting import EmptyState, ProgressBar, paint_progress
from pingbi_qt.parts.words import ElidingLabel, Words

__all__ = [
    "Banner",
    "Button",
    "Card",
    "Chip",
    "DropOverlay",
    "ElidingLabel",
    "EmptyState",
    "Following",
    "Header",
    "IconButton",
    "Line",
    "ProgressBar",
    "Rail",
    "Row",
    "SearchField",
    "State",
    "StateSign",
    "StatusBar",
    "Tabs",
    "Words",
    "dashed",
    "focus_ring",
    "frame",
    "ground",
    "hairline",
    "key_of",
    "paint_bar",
    "paint_progress",
    "paint_state",
    "upright",
    "words",
]
