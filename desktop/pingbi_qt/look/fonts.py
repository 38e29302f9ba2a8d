"""One family, two weights, and sizes that follow from the base."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontMetrics

from pingbi_qt.look.theme import theme

FAMILIES = ["Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei"]
SMALLEST = 13  # nothing is smaller, unless the person has chosen a smaller base
# What it is for: (by how much larger than the base, bold of itself).
KINDS: dict[str, tuple[int, bool]] = {
    "note": (-1, False),
    "body": (0, False),
    "strong": (1, True),
    "title": (2, True),  # of a card; a banner's line
    "header": (3, False),  # the header's period and name
    "total": (3, True),
    "dialog": (4, True),
    "place": (6, True),
    "drop": (8, True),
    "count": (10, True),
    "text": (2, False),  # the text of a report
}


def writes_chinese() -> bool:
    """Whether this computer has letters for what the window says."""
    from PySide6.QtGui import QFontDatabase

    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def size_of(kind: str) -> int:
    """The size of a kind of type in logical px."""
    chosen = theme()
    return _size(kind, chosen.size, chosen.zoom)


@cache
def _size(kind: str, base: int, zoom: int) -> int:
    return round(max(base + KINDS[kind][0], min(base, SMALLEST)) * zoom / 100)


def font(kind: str = "body", bold: bool | None = None) -> QFont:
    """The type for what it is used for; `bold` where it differs from the kind's own."""
    heavy = KINDS[kind][1] if bold is None else bold
    return QFont(_font(size_of(kind), heavy))


@cache
def _font(size: int, bold: bool) -> QFont:
    made = QFont(FAMILIES)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made


@cache
def _metrics(size: int, bold: bool) -> QFontMetrics:
    return QFontMetrics(_font(size, bold))


def metrics(kind: str = "body", bold: bool | None = None) -> QFontMetrics:
    """The measures of a kind of type now."""
    return _metrics(size_of(kind), KINDS[kind][1] if bold is None else bold)


def line_height(kind: str = "body") -> int:
    """The height of a line of it, without the leading that a font may ask for."""
    found = metrics(kind)
    return found.ascent() + found.descent()
