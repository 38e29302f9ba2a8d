"""From pane to pane by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


def go_round(panes: Sequence[QWidget]) -> None:
    """The focus to the pane behind that which has it, of those that are seen."""
    shown = [pane for pane in panes if pane.isVisible()]
    focus = QApplication.focusWidget()
    here = next((at for at, pane in enumerate(shown) if focus is not None and _holds(pane, focus)), -1)
    if shown:
        shown[(here + 1) % len(shown)].setFocus()


def _holds(pane: QWidget, focus: QWidget) -> bool:
    return pane is focus or pane.isAncestorOf(focus)
