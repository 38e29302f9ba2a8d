"""What stands around the four steps: settings, history, search, help, menu, and the start and end of the program.

`Around(window)` puts it there once the first picture is drawn. Nothing is loaded with this door: `support` is asked
before there is a Qt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pingbi_qt.around.around import Around

__all__ = ["Around"]


def __getattr__(name: str) -> object:
    if name == "Around":
        from pingbi_qt.around.around import Around

        return Around
    raise AttributeError(name)
