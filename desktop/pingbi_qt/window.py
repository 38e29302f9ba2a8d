"""The window: the rail, the header, the page, the status bar; it brings each new state to the page that is visible."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from pingbi_qt.actions import Actions
from pingbi_qt.arriving import Drops, is_project, is_scheme
from pingbi_qt.desk import REDONE, UNDONE
from pingbi_qt.look import LEAST, SizeClass, theme
from pingbi_qt.page import STEPS, UNDER, Page
from pingbi_qt.pages import page_class
from pingbi_qt.parts import Header, Rail, StatusBar
from pingbi_qt.rail_words import rail_words
from pingbi_qt.undoing import redo, undo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from pingbi_qt.desk import Desk, View
    from pingbi_qt.settings import Settings

TITLE = "县区半年评比"
UNSEEN = 1000  # milliseconds after which a window that is not drawn, as it starts minimised, is made ready all the same


class Window(QMainWindow):
    """One window, one project. `page` is the name of what is visible; `column` holds header, page and status bar."""

    not_opened = Signal(object, str)  # a project's path, and why
    painted = Signal()  # its frame is on the screen
    drawn = Signal()  # and so is the first page: time for what neither needs
    closed = Signal()  # all that was to be written is in the project

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__()
        self.desk, self.settings = desk, settings
        self.acts = Actions(self)
        self.page = ""
        self.pages: dict[str, Page] = {}
        self._size: SizeClass | None = None
        self._from = "score"  # where 返回 leads
        self._asked_to_close = self._drawn = False
        self.rail, self.header, self.bar = Rail(self.acts), Header(self.acts), StatusBar()
        self.header.set_project_open(False)
        self.stack = QStackedWidget()
        self._lay_out()
        self.drops = Drops(self)
        self._connect()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*LEAST)
        self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode()))

    # Pages

    def show_page(self, name: str, place: object = None) -> None:
        """Another page; `place` is what to show there."""
        if name != "start" and self.desk.view is None:
            return
        page = self._page(name)
        if name in {"county", "rules"} and self.page not in {name, ""}:
            self._from = self.page
        self.page = name
        self.acts.show_page(name)
        self.stack.setCurrentWidget(page)
        self.rail.set_step(UNDER.get(name, name))
        self.header.set_project_open(self.desk.view is not None and name != "start")
        page.adapt(self._size or SizeClass.FULL)
        self._show_way_on()
        self._show_keys()
        self._bring(place)
        page.first_focus().setFocus()

    def _show_keys(self) -> None:
        shown = self.pages[self.page].keys() if self.page else ()
        self.bar.set_keys([(self.acts.key(name), self.acts[name].text().rstrip("…")) for name in shown])

    def _page(self, name: str) -> Page:
        if name not in self.pages:
            page = page_class(name)(self.desk, self.acts)
            page.go.connect(self.show_page)
            page.said.connect(self.bar.say)
            page.over.connect(self.bar.take_back)
            page.way_on_changed.connect(self._show_way_on)
            page.state_told.connect(self.rail.set_state)
            self.pages[name] = page
            self.stack.addWidget(page)
        return self.pages[name]

    def _bring(self, place: object = None) -> None:
        """The newest state to the visible page, with what that wants to know of it."""
        name, view = self.page, self.desk.view
        if view is None:
            return
        work = self.pages[name].prepare()
        if work is None:
            self._show(name, view, None, place)
        else:
            self.desk.ask(work, lambda found: self._show(name, view, found, place), key=f"page {name}")

    def _show(self, name: str, view: View, found: object, place: object) -> None:
        if name == self.page and self.desk.view is not None:
            page = self.pages[name]
            page.show_view(view, found)
            if place is not None:
                page.show_place(place)
            self._show_way_on()

    def _show_way_on(self) -> None:
        if self.page:
            way = self.pages[self.page].way_on()
            self.header.set_way_on(way.words, way.glyph, way.enabled, way.why_not)

    def _go_on(self) -> None:
        way = self.pages[self.page].way_on()
        if way.enabled and way.action:
            self.acts[way.action].trigger()

    def _show_step(self, step: str) -> None:
        self.show_page(step if self.desk.view is not None else "start")

    # The project

    def _viewed(self, view: View) -> None:
        self.setWindowTitle(f"评比 — {view.period}{view.name}{'（示例数据）' if view.sample else ''}")
        self.header.set_title(view.period, view.name, view.sample)
        self.acts.enable("undo", bool(view.undo) and not view.read_only, view.read_only or "没有可以撤销的改动")
        self.acts.enable("redo", bool(view.redo) and not view.read_only, view.read_only or "没有可以重做的改动")
        self.bar.set_saved(f"已自动保存 {view.saved[11:16]}" if view.saved else "已自动保存")
        for step, (words, token) in rail_words(view).items():
            self.rail.set_state(step, words, token)
        if self.page in {"", "start"}:
            self.bar.say(f"已打开 {view.path.name}")
            self.show_page("collect")
        else:
            self._bring()

    def _changed(self, words: str) -> None:
        """What was done is said, with the way back."""
        view = self.desk.view
        if words == UNDONE and view is not None:
            self.bar.say(f"{words}：{view.redo}", "重做", self.acts["redo"].trigger)
        elif words == REDONE and view is not None:
            self.bar.say(f"{words}：{view.undo}", "撤销", self.acts["undo"].trigger)
        else:
            self.bar.say(words, "撤销", self.acts["undo"].trigger)

    def open_project(self, path: Path) -> None:
        """Open it, and show it; what is wrong is said in the status bar."""
        self.desk.open(path, self.opened, partial(self._refused, path))

    def _refused(self, path: Path, why: str) -> None:
        self.bar.say(why)
        self.not_opened.emit(path, why)

    def opened(self, view: View) -> None:
        """A project has been opened or made: it is remembered."""
        self.settings.remember(view.path, f"{view.period}{view.name}", f"{view.status.due} 个县区", view.saved)

    def take(self, paths: list[str]) -> None:
        """Files from wherever: a project is opened, all else is collected."""
        projects = [path for path in paths if is_project(path)]
        if projects and len(projects) == len(paths) and self.desk.view is None:
            self.open_project(Path(projects[0]))
        elif len(paths) == 1 and is_scheme(paths[0]) and self.page != "rules":
            self.new_project(Path(paths[0])) if self.desk.view is None else self.show_page("rules", Path(paths[0]))
        elif self.desk.view is None:
            self._with_project(lambda: self.take(paths), paths)
        elif not self.pages[self.page].take(paths):
            self.show_page("collect")
            self.pages["collect"].take(paths)

    def take_text(self, text: str) -> None:
        """Text from wherever: one submission."""
        if self.desk.view is None:
            self._with_project(lambda: self.take_text(text))
        elif not self.pages[self.page].take_text(text):
            self.show_page("collect")
            self.pages["collect"].take_text(text)

    def new_project(self, scheme: Path | None = None) -> None:
        """Ask what it is to be; then it is open."""
        from pingbi_qt.rules.beginning import begin_new

        begin_new(self, scheme)

    def open_sample(self) -> None:
        """A fresh one."""
        from pingbi_qt.rules.beginning import begin_sample

        begin_sample(self)

    def _with_project(self, then: Callable[[], None], paths: Sequence[str] = ()) -> None:
        from pingbi_qt.rules.beginning import begin_quickly

        begin_quickly(self, then, paths)

    # Within

    def _lay_out(self) -> None:
        self.column = right = QVBoxLayout()
        for part in (self.header, self.stack, self.bar):
            right.addWidget(part, 1 if part is self.stack else 0)
        whole = QHBoxLayout()
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)
        for layout in (right, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        middle = QWidget()
        middle.setLayout(whole)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self.rail.chosen.connect(self._show_step)
        self.header.way_on_pressed.connect(self._go_on)
        self.acts.reworded.connect(self._show_keys)
        self.desk.viewed.connect(self._viewed)
        self.desk.failed.connect(self.bar.say)
        self.desk.changed.connect(self._changed)
        self.desk.operations_changed.connect(self._may_close)
        theme().changed.connect(self._fit)
        for step in STEPS:
            self.acts.on(f"step_{step}", partial(self._show_step, step))
        self.acts.on("go_review", lambda: self.show_page("review"))
        self.acts.on("go_score", lambda: self.show_page("score"))
        self.acts.on("go_sheets", lambda: self.show_page("sheets"))
        self.acts.on("rules", lambda: self.show_page("rules"))
        self.acts.on("undo", partial(undo, self))
        self.acts.on("redo", partial(redo, self))
        self.acts.on("new", self.new_project)
        self.acts.on("sample", self.open_sample)
        self.acts.on("back", lambda: self.show_page(self._from))
        self.acts.on("paste", self.drops.paste)
        self.acts.on("quit", self.close)
        QTimer.singleShot(UNSEEN, self._come_up_unseen)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame is the first picture, the page the second; after that comes what neither needs."""
        super().paintEvent(event)
        if not self._drawn:
            QTimer.singleShot(0, self._come_up)

    def _come_up(self) -> None:
        if not self.page:
            self.painted.emit()
            self.show_page("start")
        elif not self._drawn:
            self._drawn = True
            from pingbi_qt.around import Around

            self.around = Around(self)
            self.drawn.emit()

    def _come_up_unseen(self) -> None:
        while not self._drawn:
            self._come_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size class where the size asks for it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        size = SizeClass.of(self.width(), self.height())
        if size is not self._size:
            self._size = size
            self.rail.adapt(size)
            self.header.adapt(size)
            self.bar.adapt(size)
            for page in self.pages.values():
                page.adapt(size)

    def _may_close(self) -> None:
        """What was asked about has ended: the next time it is asked again."""
        if not any(row.words for row in self.desk.operations):
            self._asked_to_close = False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing while something runs asks once, in the status bar; what is done is saved already."""
        waiting = [row for row in self.desk.operations if row.words]
        if waiting and not self._asked_to_close:
            self._asked_to_close = True
            self.bar.say(f"还在{waiting[0].words}；已完成的都已保存", "停下来并关闭", self.close)
            event.ignore()
            return
        self.settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.settings.save()
        self.hide()
        if self.desk.close():
            self.closed.emit()
        super().closeEvent(event)
