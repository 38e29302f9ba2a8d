"""Pasted texts that are not in the project yet: kept over a crash, and to be read again where they were refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pingbi.casework.incoming import pasted
from pingbi_qt.around.drafts import PASTED, drafts

if TYPE_CHECKING:
    from collections.abc import Iterable


class PastedTexts:
    """Those of the project that is open, by the name that each was given."""

    def __init__(self) -> None:
        self._named: list[str] = []
        self._waiting: dict[str, Any] = {}  # the engine's inputs

    def add(self, text: str, there: Iterable[str]) -> Any:  # noqa: ANN401  # an input, of a room that the window does not enter
        """One more, to be read; `there` are the names that the project has."""
        left = [key.removeprefix(PASTED) for key in drafts().given()]
        made = pasted(text, [*there, *self._named, *left])
        self._named.append(made.name)
        self._waiting[made.name] = made
        drafts().keep(f"{PASTED}{made.name}", text)
        return made

    def waiting(self) -> dict[str, Any]:
        """Those that are not in the project."""
        return dict(self._waiting)

    def settled(self, name: str) -> None:
        """It is in the project, or not wanted."""
        if self._waiting.pop(name, None) is not None:
            drafts().keep(f"{PASTED}{name}", "")

    def leave(self) -> None:
        """Another project is open; that of before keeps what waits among its drafts."""
        self._named.clear()
        self._waiting.clear()
