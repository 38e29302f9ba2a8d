"""撤销 and 重做: of the page alone where it has something, else of the project; not while files are received.

They have one history: its last step would be a file that has just come, not the change that the person means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pingbi_qt.window import Window


def undo(window: Window) -> None:
    """What was done last; why not is said in the status bar."""
    if window.pages[window.page].undo():
        return
    if why := why_not(window):
        window.bar.say(why)
    else:
        window.desk.undo()


def redo(window: Window) -> None:
    """What was undone last; as `undo`."""
    if window.pages[window.page].redo():
        return
    if why := why_not(window, "重做"):
        window.bar.say(why)
    else:
        window.desk.redo()


def why_not(window: Window, what: str = "撤销") -> str:
    """Empty where the project's history may be gone back or on in."""
    page = window.pages.get("collect")
    if page is None:
        return ""
    from pingbi_qt.collect import CollectPage

    return f"材料正在读入，读完再{what}" if isinstance(page, CollectPage) and page.intake.busy else ""
