"""Puts around the window what is not one of the four steps, once the first picture is drawn."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from pingbi_qt.around.appearance import Appearance
from pingbi_qt.around.final import Final
from pingbi_qt.around.history import HistoryPanel
from pingbi_qt.around.index import Hit
from pingbi_qt.around.menu import Menu
from pingbi_qt.around.notices import Do, Notices
from pingbi_qt.around.reopening import Reopening
from pingbi_qt.around.search import Search
from pingbi_qt.around.tending import Tending
from pingbi_qt.around.tour import Tour
from pingbi_qt.look import px, theme
from pingbi_qt.page import STEPS
from pingbi_qt.undoing import why_not

if TYPE_CHECKING:
    from pingbi_qt.around.help import HelpViewer
    from pingbi_qt.desk import View
    from pingbi_qt.settings import Recent
    from pingbi_qt.window import Window

TITLE = "县区半年评比"
NO_NAME = "还没填您的姓名：历史里看不出是谁改的"


class Around(QObject):
    """Everything has its action; what is seldom used is built when it is asked for."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window, self.settings = window, window.settings
        self.appearance = Appearance(self.settings)
        self.notices = Notices()
        window.column.insertWidget(1, self.notices)
        self.history = HistoryPanel(window.stack, window.desk, partial(why_not, window))
        self.search = Search(window.header.search, window.centralWidget(), window.desk, window.acts)
        self.menu = Menu(window, window.acts, self.appearance, lambda: self.settings.recents, self.open_recent)
        self.reopening = Reopening(window, self.notices)
        self.tending = Tending(window, self.notices, self.reopening.journal)
        self.final = Final(window, self.notices)
        self.tour = Tour(window)
        self._help: HelpViewer | None = None
        if self.settings.lost:
            self.notices.say("settings", self.settings.lost, ink="warn", sign="triangle_alert")
        self._connect()
        window.desk.viewed.connect(self._viewed)
        window.closed.connect(self.reopening.end)

    def _connect(self) -> None:
        acts = self.window.acts
        acts.on("search", self.window.header.show_search)
        acts.on("history", self.history.toggle)
        acts.on("menu", self.show_menu)
        acts.on("help", self.show_help)
        acts.on("settings", self.show_settings)
        acts.on("zoom_in", partial(theme().zoom_by, 1))
        acts.on("zoom_out", partial(theme().zoom_by, -1))
        acts.on("zoom_reset", partial(theme().choose, zoom=100))
        acts.on("dark", self.appearance.toggle_dark)
        acts.on("tour", self.tour.start)
        acts.on("diagnostics", self.show_diagnosis)
        acts.on("about", self.show_about)
        acts.on("open", self.ask_for_project)
        acts.on("sample", self._sample_wanted)
        acts.on("close_project", self.close_project)
        acts.on("export", self._to_sheets)
        self.search.wanted.connect(self._go)
        self.tour.ended.connect(self._toured)

    # What the actions do

    def _to_sheets(self) -> None:
        """出表 on another page leads to step 4 and its preview; there it writes."""
        if self.window.page != "sheets":
            QTimer.singleShot(0, self, partial(self.window.show_page, "sheets"))

    def show_menu(self) -> None:
        """Beside its button in the rail, as far as there is room."""
        self.menu.fill()
        rail = self.window.rail
        corner = rail.mapToGlobal(rail.rect().bottomRight())
        high = self.menu.sizeHint().height()
        corner.setX(corner.x() + px(4))
        corner.setY(corner.y() - high - px(8))
        self.menu.popup(corner)

    def show_help(self) -> None:
        """At the page of the step."""
        from pingbi_qt.around.help import HelpViewer
        from pingbi_qt.around.help.pages import page_for

        if self._help is None:
            self._help = HelpViewer(self.window)
        self._help.open_at(page_for(self.window.page))

    def show_settings(self) -> None:
        """All settings; what is changed holds at once."""
        from pingbi_qt.around.settings_dialog import SettingsDialog

        desk = self.window.desk
        dialog = SettingsDialog(self.window, self.appearance, desk.password or "")
        dialog.named.connect(self._named)
        dialog.unlocked.connect(self._unlocked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_diagnosis(self) -> None:
        """What would be in the package."""
        from pingbi_qt.around.diagnosis import diagnosis
        from pingbi_qt.around.diagnosis_dialog import DiagnosisDialog

        desk = self.window.desk
        dialog = DiagnosisDialog(self.window, diagnosis(self.settings, desk.view, len(desk.operations)))
        dialog.finished.connect(lambda: self._diagnosed(dialog.written))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_about(self) -> None:
        """Version, licences, folders."""
        from pingbi_qt.around.about import AboutDialog

        dialog = AboutDialog(self.window, self.settings.folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_for_project(self) -> None:
        """Which project is to be opened."""
        start = str(Path(self.settings.recents[0].path).parent) if self.settings.recents else ""
        name, _ = QFileDialog.getOpenFileName(self.window, "打开项目", start, "评比项目 (*.pingbi)")
        if name:
            self.window.open_project(Path(name))

    def open_recent(self, recent: Recent) -> None:
        """One of the list."""
        self.window.open_project(Path(recent.path))

    def close_project(self) -> None:
        """Back to the first page; what is still read is stopped after one question."""
        desk, bar = self.window.desk, self.window.bar
        if not self.tending.may_leave(self.close_project):
            return
        waiting = [row for row in desk.operations if row.words]
        if not waiting:
            desk.leave(self._left)
        else:
            bar.say(f"还在{waiting[0].words}；已完成的都已保存", "停下来并关闭", self._stop_and_close)

    # Within

    def _stop_and_close(self) -> None:
        for operation in self.window.desk.operations:
            operation.cancel()
        self.window.desk.leave(self._left)

    def _left(self) -> None:
        window = self.window
        self.reopening.project_left()
        self.tending.left()
        self.history.leave()
        for step in STEPS:
            window.rail.set_state(step, "", "text2")
        for name in ("undo", "redo"):
            window.acts.enable(name, False, "还没有打开项目")
        window.bar.set_saved("")
        window.setWindowTitle(TITLE)
        window.show_page("start")
        self.settings.save()

    def _go(self, hit: object) -> None:
        if not isinstance(hit, Hit):
            return
        action = self.window.acts[hit.action] if hit.action else None
        if hit.page:
            self.window.show_page(hit.page, hit.place)
        elif action is not None and action.isEnabled():
            action.trigger()
        elif action is not None:
            self.window.bar.say(action.toolTip())

    def _named(self, name: str) -> None:
        self.window.desk.by = name
        self.notices.drop("name")
        if self.window.desk.view is not None:
            self.window.desk.ask(lambda case: setattr(case.project, "by", name))

    def _unlocked(self, password: str) -> None:
        self.window.desk.password = password or None
        if self.window.desk.view is not None:
            self.window.desk.ask(lambda case: setattr(case, "password", password or None))

    def _viewed(self, view: View) -> None:
        from pingbi_qt.around.recents import far_words

        self.settings.describe(view.path, far_words(view), view.saved)
        if not self.settings.by and not view.sample and view.undo and "name" not in self.settings.hidden:
            self.settings.hidden = (*self.settings.hidden, "name")  # once is enough
            self.notices.say("name", NO_NAME, Do("填姓名…", self.show_settings))

    def _sample_wanted(self) -> None:
        if not self.settings.toured:
            QTimer.singleShot(0, self.tour.start)

    def _toured(self) -> None:
        if not self.settings.toured:
            self.settings.toured = True
            self.settings.save()

    def _diagnosed(self, path: object) -> None:
        if isinstance(path, Path):
            self.window.bar.say(f"诊断包写好了：{path}")
