"""撤销 and 重做 while a scheme is edited: the draft's as long as it has any, else the project's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import View
    from pingbi_qt.rules.editing import Editing


class Moves:
    """Whether the two actions can be done, and whether a key means them."""

    def __init__(self, acts: Actions, editing: Editing) -> None:
        self._acts, self._editing = acts, editing

    def tell(self, view: View | None) -> None:
        """While the page is visible."""
        back, forth = self._editing.moves
        self._enable(view, own_back=back, own_forth=forth)

    def give_back(self, view: View | None) -> None:
        """When it is left: the project's again."""
        if view is not None:
            self._enable(view, own_back=False, own_forth=False)

    def means(self, event: QKeyEvent) -> bool:
        """Whether a key moves the draft."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        back, forth = self._editing.moves
        return control and ((event.key() == Qt.Key.Key_Z and back) or (event.key() == Qt.Key.Key_Y and forth))

    def _enable(self, view: View | None, *, own_back: bool, own_forth: bool) -> None:
        for name, own, theirs, word in (
            ("undo", own_back, view.undo if view is not None else "", "撤销"),
            ("redo", own_forth, view.redo if view is not None else "", "重做"),
        ):
            refused = view.read_only if view is not None else ""
            self._acts.enable(name, own or (bool(theirs) and not refused), refused or f"没有可以{word}的改动")
