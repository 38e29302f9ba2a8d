"""What is said when a project is opened: it was not closed well, is used elsewhere, is damaged; and what helps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog

from pingbi_qt.around.drafts import drafts
from pingbi_qt.around.journal import Journal, Unfinished, crashed, settle
from pingbi_qt.around.notices import Do, Notices
from pingbi_qt.around.starting import Doorbell, runs
from pingbi_qt.around.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pingbi.project import Recovered
    from pingbi_qt.desk import Operation, View
    from pingbi_qt.window import Window

LONGEST = 24  # characters of the last step: what has not been read stands behind it
PAUSE = 800  # milliseconds without a new letter, after which a half-written text is kept


class Reopening(QObject):
    """Keeps the journal of the open project, and the lines at the top of the page about it."""

    def __init__(self, window: Window, notices: Notices) -> None:
        super().__init__(window)
        self._window, self._notices = window, notices
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self.journal = Journal(window.settings.folder, self._refused, self._later)
        self._timer.timeout.connect(self.journal.write_texts)
        self._bell = Doorbell(window.settings.folder)
        self._bell.rung.connect(self.come_to_front)
        self._unread: Unread | None = None
        self._path: Path | None = None
        drafts().belong_to(self.journal)
        window.desk.viewed.connect(self._viewed)
        window.not_opened.connect(self._not_opened)
        window.desk.run("", lambda _: self._crashes(), self._tell_crashes)

    def end(self) -> None:
        """The program is closed as it should be."""
        self._timer.stop()
        self.journal.end()
        drafts().belong_to(None)

    def project_left(self) -> None:
        """The project is closed, and the program goes on."""
        self._timer.stop()
        self.journal.end()
        self._bell.listen(None)
        self._path = None
        for key in ("crashed", "texts", "damaged", "recovered", "reading", "final"):
            self._notices.drop(key)

    def come_to_front(self) -> None:
        """The program was started again with this project."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        window.bar.say("这个项目已经开着，就是这个窗口")

    # A project that is open

    def _viewed(self, view: View) -> None:
        if self._unread is None:
            self._unread = Unread.of(self._window, self.journal)
        if view.path != self._path:
            for dialog in self._window.findChildren(QDialog):
                if dialog.isVisible() and dialog.isModal():
                    dialog.reject()  # it spoke of the project before; what was typed stays among that one's drafts
            self._path = view.path
            for key in ("crashed", "texts", "damaged", "recovered"):
                self._notices.drop(key)
            self.journal.end()
            if not view.read_only:
                left = self.journal.begin(view.path)
                if left.crashed:
                    self._tell_left(view, left)
                self._tell_texts()
                self._bell.listen(view.path)
        if view.read_only:
            self._notices.say("reading", view.read_only, Do("再试一次", self._try_again), ink="warn", sign="lock")
        elif self._notices.line("reading") is not None:
            self._notices.drop("reading")
            self._window.bar.say("现在可以改了")

    def _try_again(self) -> None:
        if self._path is not None:
            path, self._path = self._path, None
            self._window.open_project(path)

    def _tell_left(self, view: View, left: Unfinished) -> None:
        words = f"上次没有正常关闭：《{view.period}{view.name}》"
        if view.undo:
            step = view.undo if len(view.undo) <= LONGEST else f"{view.undo[: LONGEST - 1]}…"
            words += f"已恢复到 {view.saved[11:16]} 的最后一步（{step}）"
        else:
            words += "里还没有做过什么"
        does = []
        if left.files:
            words += f"；还有 {len(left.files)} 个文件没读完"
            does.append(Do(f"继续读 {len(left.files)} 个文件", lambda: self._read_on(left.files)))
        self._notices.say("crashed", words, *does)

    def _tell_texts(self) -> None:
        """Texts that were pasted and had not been read when the last session ended, whichever way."""
        texts = drafts().given()
        if texts:
            words = f"上次粘贴的文字有 {len(texts)} 份没有读完"
            self._notices.say("texts", words, Do("继续读", self._read_texts), closed=lambda: self._forget(texts))

    def _read_texts(self) -> None:
        from pingbi_qt.collect.collected import closed

        if why := closed(self._window.desk.view):
            self._window.bar.say(why)
            return
        texts = drafts().given()
        self._notices.drop("texts")
        self._forget(texts)
        for text in texts.values():
            self._window.take_text(text)

    def _forget(self, texts: Iterable[str]) -> None:
        for key in texts:
            drafts().keep(key, "")

    def _read_on(self, files: tuple[str, ...]) -> None:
        self._notices.drop("crashed")
        self._window.take(list(files))

    # Before one is open

    def _crashes(self) -> tuple[Unfinished, ...]:
        return tuple(row for row in crashed(self._window.settings.folder, runs) if row.project.is_file())

    def _tell_crashes(self, found: tuple[Unfinished, ...]) -> None:
        opening = any(row.words for row in self._window.desk.operations)
        if found and self._window.desk.view is None and not opening:
            path = found[0].project
            words = f"上次没有正常关闭：{path.stem}，做完的每一步都在"
            does = Do("打开", lambda: self._window.open_project(path))
            self._notices.say("crashed", words, does, closed=lambda: settle(self._window.settings.folder, path))

    def _not_opened(self, path: Path, why: str) -> None:
        """Whether it is damaged is seen by opening it once more, for reading."""

        def damaged(_: Operation) -> bool:
            from pingbi import project

            try:
                project.open(path, "", read_only=True).close()
            except project.DamagedError:
                return True
            return False

        self._window.desk.run("", damaged, lambda found: self._tell_damaged(path, why) if found else None, _ignore)

    def _tell_damaged(self, path: Path, why: str) -> None:
        self._notices.say(
            "damaged", why, Do("恢复成新文件", lambda: self._recover(path)), ink="err", sign="octagon_cross"
        )

    def _recover(self, path: Path) -> None:
        def work(_: Operation) -> Recovered:
            from pingbi import project

            return project.recover(path)

        say = self._notices.say
        self._window.desk.run(
            f"恢复 {path.name}",
            work,
            self._recovered,
            lambda why: say("damaged", why, ink="err", sign="octagon_cross"),
        )

    def _recovered(self, made: Recovered) -> None:
        self._notices.drop("damaged")

        def tell(view: View) -> None:
            self._window.opened(view)
            self._say_recovered(made)

        self._window.desk.open(made.path, tell, self._window.bar.say)

    def _say_recovered(self, made: Recovered) -> None:
        if not made.missing:
            self._notices.say(
                "recovered", f"已恢复成 {made.path.name}，什么都不缺；原来的文件没有动", ink="ok", sign="tick"
            )
            return
        words = f"已恢复成 {made.path.name}，缺 {len(made.missing)} 处：{made.missing[0]}"
        self._notices.say(
            "recovered", words, Do("看缺什么", lambda: self._list(made)), ink="warn", sign="triangle_alert"
        )

    def _list(self, made: Recovered) -> None:
        from pingbi_qt.around.missing_dialog import MissingDialog

        dialog = MissingDialog(self._window, made.path.name, made.missing)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # The journal

    def _later(self, write: Callable[[], None]) -> None:
        del write  # the timer's: it is the same each time
        self._timer.start()

    def _refused(self, words: str) -> None:
        self._notices.say("journal", words, ink="warn", sign="triangle_alert")


def _ignore(_why: str) -> None:
    """Why it cannot be opened is said already."""
