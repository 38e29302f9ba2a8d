"""Texts half written - reasons, explanations, notes of a scheme - by a key, of the project that is open.

drafts().text("correct/南乐县/reform")      # what was written last, also before a crash
drafts().keep("correct/南乐县/reform", text)  # at every change of the field
drafts().keep("correct/南乐县/reform", "")    # once it is done with
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pingbi_qt.around.journal import Journal


PASTED = "pasted/"  # what keys of texts begin with that were given to be read


class Drafts:
    """Kept in the journal where there is one, else for as long as the program runs."""

    def __init__(self) -> None:
        self._journal: Journal | None = None
        self._texts: dict[str, str] = {}

    def belong_to(self, journal: Journal | None) -> None:
        """Where they are kept from now on."""
        self._journal = journal
        self._texts.clear()

    def text(self, key: str) -> str:
        """What was written last under that key; empty where nothing."""
        return self._journal.draft_of(key) if self._journal is not None else self._texts.get(key, "")

    def given(self) -> dict[str, str]:
        """Texts that were given to be read and are not in the project, by their keys."""
        kept = self._journal.drafts if self._journal is not None else self._texts
        return {key: text for key, text in kept.items() if key.startswith(PASTED)}

    def keep(self, key: str, text: str) -> None:
        """Other words; empty ones are forgotten."""
        if self._journal is not None:
            self._journal.draft(key, text)
        else:
            self._texts[key] = text


@cache
def drafts() -> Drafts:
    """Those of the program."""
    return Drafts()
