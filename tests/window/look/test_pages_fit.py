"""Every page at the sizes and zooms of LOOK: nothing lies on anything else, nothing stands out of its place."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollBar, QStackedWidget, QTableView, QWidget
from standing import settled

from pingbi_qt.around.side_panel import SidePanel
from pingbi_qt.look import LEAST, theme
from pingbi_qt.parts import Button, Card, DropOverlay, IconButton, Line
from pingbi_qt.parts.ring import FocusRing
from pingbi_qt.window import Window

PAGES = ("start", "collect", "review", "score", "county", "sheets", "rules")
# Width and height of the window, zoom, size of type.
SETTINGS = {
    "1366×768": (1366, 697, 100, 14),
    "1920×1080 at 150 %": (1280, 649, 100, 14),
    "1920×1080 at 200 %": (960, 469, 100, 14),
    "the least": (*LEAST, 100, 14),
    "large type": (1366, 697, 100, 18),
    "small type": (1366, 697, 100, 12),
    "zoom 150": (1366, 697, 150, 14),
    "zoom 200 on a large screen": (1920, 1009, 200, 14),
}
OVER = (FocusRing, DropOverlay, SidePanel)  # what lies over others on purpose


@pytest.fixture(autouse=True)
def _plain() -> Iterator[None]:
    yield
    theme().choose(dark=False, size=14, zoom=100)


def visible(parent: QWidget) -> list[QWidget]:
    """Children that are laid out: what lies over others is not among them."""
    rows = [child for child in parent.children() if isinstance(child, QWidget)]
    return [row for row in rows if row.isVisibleTo(parent) and not row.isWindow() and not isinstance(row, OVER)]


def widgets(root: QWidget) -> Iterator[QWidget]:
    """It and all below, but for the inside of tables and fields, which Qt lays out."""
    yield root
    if isinstance(root, QAbstractScrollArea) and not hasattr(root, "setWidget"):
        return
    for child in visible(root):
        yield from widgets(child)


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()}".strip()


def overlaps(root: QWidget) -> list[str]:
    found = []
    for parent in widgets(root):
        if isinstance(parent, QTableView | QStackedWidget | QScrollBar):
            continue
        for one, other in combinations(visible(parent), 2):
            if not one.geometry().intersected(other.geometry()).isEmpty():
                found.append(f"{named(one)} on {named(other)} in {named(parent)}")
    return found


def outside(root: QWidget) -> list[str]:
    """What is visible beyond its parent's edge, where that does not scroll."""
    found = []
    for parent in widgets(root):
        if type(parent).__name__ == "QWidget" and parent.objectName() == "qt_scrollarea_viewport":
            continue
        found += [
            f"{named(child)} out of {named(parent)}"
            for child in visible(parent)
            if not parent.rect().contains(child.geometry()) and not child.geometry().isEmpty()
        ]
    return found


def squeezed(root: QWidget) -> list[str]:
    """Buttons whose words are cut."""
    buttons = [row for row in widgets(root) if isinstance(row, Button) and not isinstance(row, IconButton)]
    return [named(row) for row in buttons if row.width() < row.minimumSizeHint().width()]


def doubled(root: QWidget) -> list[str]:
    """Cards whose own line stands beside another, since what that one parts off is out of sight."""
    found = []
    for card in (row for row in widgets(root) if isinstance(row, Card)):
        lines = [row for row in visible(card) if isinstance(row, Line)]
        if any(line.y() <= 1 or line.geometry().bottom() >= card.height() - 2 for line in lines):
            found.append(f"two lines at an edge of {named(card)}")
    return found


def test_every_page_fits_at_every_size(sample_window: Window) -> None:
    window = sample_window
    found: dict[str, list[str]] = {}
    for setting, (width, height, zoom, size) in SETTINGS.items():
        screen = window.screen().size()
        if sys.platform == "win32" and screen.expandedTo(QSize(width, height)) != screen:
            continue  # no window of Windows is larger than its screen
        theme().choose(zoom=zoom, size=size)
        window.resize(width, height)
        for page in PAGES:
            window.show_page(page)
            settled(window)
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            central = window.centralWidget()
            wrong = overlaps(central) + outside(central) + squeezed(central) + doubled(central)
            least = window.pages[page].minimumSizeHint()
            if least.width() > window.stack.width() or least.height() > window.stack.height():
                wrong.append(f"needs {least.width()}×{least.height()}")
            if wrong:
                found[f"{setting}, {page}"] = wrong
        assert (window.width(), window.height()) == (width, height)
    assert found == {}


@pytest.mark.usefixtures("qapp")
def test_an_overlap_and_what_stands_out_are_found() -> None:
    parent = QWidget()
    parent.resize(100, 100)
    one, other = QWidget(parent), QWidget(parent)
    one.setGeometry(0, 0, 60, 60)
    other.setGeometry(50, 50, 60, 60)
    assert len(overlaps(parent)) == 1
    assert len(outside(parent)) == 1
    other.setGeometry(60, 0, 40, 60)
    assert overlaps(parent) + outside(parent) == []
