"""How large the person has made the panes: kept with the settings, for each size of window by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject

from pingbi_qt.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtWidgets import QSplitter, QWidget

    from pingbi_qt.look import SizeClass


class Panes(QObject):
    """The splitters of a page by name; their first sizes are those that they had when this was made."""

    def __init__(self, page: QWidget, splitters: Mapping[str, QSplitter]) -> None:
        super().__init__(page)
        self._page, self._splitters = page, dict(splitters)
        self._first = {name: part.saveState() for name, part in self._splitters.items()}
        self._size: SizeClass | None = None
        for name, part in self._splitters.items():
            part.splitterMoved.connect(lambda _position, _index, name=name: self._keep(name))

    def adapt(self, size: SizeClass) -> None:
        """As they were when the window had this size last."""
        if size is self._size:
            return
        self._size = size
        kept = self._kept()
        for name, part in self._splitters.items():
            state = kept.splitters.get(self._key(name), "") if kept is not None else ""
            handle = part.handleWidth()
            part.restoreState(QByteArray.fromBase64(state.encode()) if state else self._first[name])
            part.setHandleWidth(handle)

    def _key(self, name: str) -> str:
        return f"review {name} {self._size.value if self._size is not None else ''}"

    def _kept(self) -> Settings | None:
        found = getattr(self._page.window(), "settings", None)
        return found if isinstance(found, Settings) else None

    def _keep(self, name: str) -> None:
        """They are written with all other settings, when the window closes."""
        kept = self._kept()
        if kept is not None and self._size is not None:
            kept.splitters[self._key(name)] = bytes(self._splitters[name].saveState().toBase64().data()).decode()


def hop(panes: Iterable[QWidget]) -> None:
    """The focus goes to the next of those that are seen."""
    shown = [part for part in panes if part.isVisible()]
    at = next((at for at, part in enumerate(shown) if part.hasFocus()), -1)
    if shown:
        shown[(at + 1) % len(shown)].setFocus()
