"""Which pane comes after the one that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def next_of(panes: tuple[QWidget, ...], focused: QWidget | None) -> QWidget | None:
    """Of those that can be seen; the first where none of them has it; None where none is seen."""
    seen = [row for row in panes if row.isVisible()]
    here = next(
        (at for at, row in enumerate(seen) if row is focused or (focused is not None and row.isAncestorOf(focused))), -1
    )
    return seen[(here + 1) % len(seen)] if seen else None
