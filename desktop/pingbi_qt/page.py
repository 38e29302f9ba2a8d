"""What every page is to the window: it says what it wants to know, and shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.casework import Case
    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import Desk, View
    from pingbi_qt.look import SizeClass

STEPS = ("collect", "review", "score", "sheets")
UNDER = {"start": "collect", "county": "score", "rules": "score"}  # the step under which another page stands


class WayOn(NamedTuple):
    """The blue button at the top right; without words there is none."""

    words: str = ""
    action: str = ""
    glyph: str = "arrow_right"
    enabled: bool = True
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look: what is empty is left as it is."""

    county: str = ""
    indicator: str = ""
    finding: str = ""
    criterion: str = ""


class Page(QWidget):
    """One page. The window calls `show_view` for the visible page only: at a new view, and when it becomes visible."""

    go = Signal(str, object)  # another page, and what to show there
    said = Signal(str)  # a line for the status bar
    over = Signal(str)  # lines in it that begin with this hold no longer
    way_on_changed = Signal()
    state_told = Signal(str, str, str)  # a step, its word in the rail, the word's token

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__()
        self.desk, self.acts = desk, actions

    def prepare(self) -> Callable[[Case], object] | None:
        """What it wants to know of a new state, found in the project's thread; it must touch no widget."""
        return None

    def show_view(self, view: View, prepared: object) -> None:
        """Show a state, with what `prepare` found of it."""

    def show_place(self, place: object) -> None:
        """Show what another page has sent the person here for; called after `show_view`."""

    def way_on(self) -> WayOn:
        """The way on from here."""
        return WayOn()

    def keys(self) -> tuple[str, ...]:
        """The actions whose keys the status bar names."""
        return ()

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""

    def first_focus(self) -> QWidget:
        """Where the focus is when the page is opened: the work, never the search box."""
        return self

    def undo(self) -> bool:
        """Undo what is only of this page; False where that is nothing, and the project's last change is meant."""
        return False

    def redo(self) -> bool:
        """Do it again; as `undo`."""
        return False

    def take(self, paths: list[str]) -> bool:
        """Files dropped on the window or pasted; False where this page has no use for them."""
        del paths
        return False

    def take_text(self, text: str) -> bool:
        """Text dropped or pasted; False where this page has no use for it."""
        del text
        return False
