"""定稿: a line at the top of every page says that nothing may be changed, and leads to where it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pingbi_qt.around.notices import Do, Notices

if TYPE_CHECKING:
    from pathlib import Path

    from pingbi_qt.desk import View
    from pingbi_qt.window import Window

KEY = "final"


class Final(QObject):
    """Follows whether the open project is final."""

    def __init__(self, window: Window, notices: Notices) -> None:
        super().__init__(window)
        self._window, self._notices = window, notices
        self._said: tuple[Path, str] | None = None
        window.desk.viewed.connect(self._viewed)

    def ask(self) -> None:
        """In step 4 it is asked why."""
        from pingbi_qt.sheets import SheetsPage

        self._window.show_page("sheets")
        page = self._window.pages["sheets"]
        if isinstance(page, SheetsPage):
            page.reopening.ask()

    def _viewed(self, view: View) -> None:
        final = view.state.final
        if final is None:
            self._notices.drop(KEY)
            self._said = None
            return
        if self._said == (view.path, final.when):
            return  # said before, perhaps sent away
        self._said = view.path, final.when
        month, day = int(final.when[5:7]), int(final.when[8:10])
        words = (
            f"已经定稿（{month}月{day}日 {final.when[11:16]}{'，' + final.by if final.by else ''}）：数和方案不能再改"
        )
        does = [] if view.read_only else [Do("取消定稿…", self.ask)]
        self._notices.say(KEY, words, *does, ink="ok", sign="lock")
