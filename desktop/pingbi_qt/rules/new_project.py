"""新建项目: which scheme, which period, where; what was there last time comes along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pingbi_qt.rules import asking
from pingbi_qt.rules.making import SUFFIX, documents, file_name, free
from pingbi_qt.rules.new_fields import WHAT, NewProjectFields
from pingbi_qt.rules.new_sources import Prepared, Ready, Source, bring, offered, prepare, readied
from pingbi_qt.rules.periods import after, day_of, parted, period_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from pingbi_qt.desk import Desk, View
    from pingbi_qt.settings import Settings

KINDS = "评比方案 (*.toml *.xlsx *.xls *.et);;评比项目 (*.pingbi)"
RESULTS = "上期的项目或工作簿 (*.pingbi *.xlsx *.xls *.et *.csv)"


class NewProjectDialog(NewProjectFields):
    """`created` is the view when all is done; the project is open then."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        settings: Settings | None,
        then: Callable[[View], None],
        failed: Callable[[str], None],
        scheme: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._then, self._failed = desk, then, failed
        self._sources: list[Source] = []
        self._prepared: Prepared | None = None
        self._ready: Ready | None = None
        self._asked = 0
        self._over = False  # an answer may come after it has been closed
        self.finished.connect(self._end)
        self._named = ""  # the name that we gave: one that a person has typed stays
        self._dated = ""
        self.previous: Path | None = None
        self._connect()
        self.folder_edit.setText(str(documents()))
        self.allow(allowed=False, why_not="正在读方案")
        recents = [Path(row.path) for row in settings.recents if not row.missing] if settings is not None else []
        open_now = desk.view.path if desk.view is not None else None
        self._desk.run("", lambda _: offered(), lambda found: self._offer(found, recents, open_now, scheme))
        self.source_box.setFocus()

    def _connect(self) -> None:
        self.source_box.activated.connect(lambda _: self._read_source())
        self.other.clicked.connect(self._other_source)
        self.year_box.valueChanged.connect(lambda _: self._renew())
        self.part_box.activated.connect(lambda _: self._renew())
        self.deadline_edit.textEdited.connect(lambda _: self._renew())
        self.name_edit.textEdited.connect(lambda _: self._tell())
        self.folder_edit.textEdited.connect(lambda _: self._tell())
        self.folder_button.clicked.connect(self._other_folder)
        self.previous_button.clicked.connect(self._other_previous)
        self.drop_previous.clicked.connect(lambda: self._set_previous(None))
        self._set_previous(None)

    def _end(self) -> None:
        self._over = True
        self._asked += 1

    # The source

    def _offer(self, found: list[Source], recents: list[Path], open_now: Path | None, scheme: Path | None) -> None:
        """The open project first, then those of last time, then what is built in; a given file before all."""
        if self._over:
            return
        paths = list(dict.fromkeys(path for path in (open_now, *recents) if path is not None))
        offers = [*(Source(f"接着上期：{path.stem}", path) for path in paths), *found]
        chosen = bool(self._sources)  # a file may have been chosen before
        self._sources += offers
        self.source_box.addItems([source.words for source in offers])
        if scheme is not None:
            self._add_source(scheme)
        elif not chosen:
            self._read_source()

    def _other_source(self) -> None:
        path = asking.file_to_open(self, "选方案或上期的项目", self.folder_edit.text(), KINDS)
        if path is not None:
            self._add_source(path)

    def _add_source(self, path: Path) -> None:
        words = f"接着上期：{path.stem}" if path.suffix.lower() == SUFFIX else f"文件：{path.name}"
        self._sources.insert(0, Source(words, path))
        self.source_box.insertItem(0, words)
        self.source_box.setCurrentIndex(0)
        self._read_source()

    def _read_source(self) -> None:
        at = self.source_box.currentIndex()
        if at < 0:
            return
        source = self._sources[at]
        self._prepared = self._ready = None
        self._tell()
        self._asked += 1
        number, by = self._asked, self._desk.by

        def take(prepared: Prepared) -> None:
            if number == self._asked:
                self._took(source, prepared)

        self._desk.run("", lambda _: prepare(source, by), take, lambda why: self._wrong(number, why))

    def _took(self, source: Source, prepared: Prepared) -> None:
        self._prepared = prepared
        self.about.set_ink("text2")
        self.about.setText(prepared.about)
        from_project = source.path is not None and source.path.suffix.lower() == SUFFIX
        wanted = parted(after(prepared.period) if from_project else prepared.period)
        if wanted is not None:
            self.year_box.blockSignals(True)
            self.year_box.setValue(wanted[0])
            self.year_box.blockSignals(False)
            self.part_box.setCurrentIndex(self.part_box.findData(wanted[1]))
        self._set_previous(source.path if from_project else None)
        self._renew()

    def _wrong(self, number: int, why: str) -> None:
        if number == self._asked:
            self.about.set_ink("err")
            self.about.setText(why)
            self._tell()

    # The period

    @property
    def period(self) -> str:
        """As the engine has it."""
        return period_of(self.year_box.value(), str(self.part_box.currentData()))

    def _renew(self) -> None:
        """The scheme for the period that is chosen."""
        prepared = self._prepared
        self._ready = None
        self._tell()
        if prepared is None:
            return
        typed = self.deadline_edit.text()
        day = day_of(typed)
        if day is None:
            return
        self._asked += 1
        number, period = self._asked, self.period
        own = typed != self._dated

        def take(ready: Ready) -> None:
            if number == self._asked:
                self._renewed(ready, own=own)

        self._desk.run(
            "",
            lambda _: readied(prepared, period, day if own else None),
            take,
            lambda why: self._wrong(number, why),
        )

    def _renewed(self, ready: Ready, *, own: bool) -> None:
        self._ready = ready
        if not own:
            self._dated = ready.deadline
            self.deadline_edit.setText(ready.deadline)
        if self.name_edit.text() in ("", self._named):
            self._named = file_name(ready.name)
            self.name_edit.setText(self._named)
        self.remarks.setText("\n".join(ready.remarks))
        self._tell()

    # The rest

    def _other_folder(self) -> None:
        path = asking.folder_to_use(self, "项目存到", self.folder_edit.text())
        if path is not None:
            self.folder_edit.setText(str(path))
            self._tell()

    def _other_previous(self) -> None:
        path = asking.file_to_open(self, "上期结果", self.folder_edit.text(), RESULTS)
        if path is not None:
            self._set_previous(path)

    def _set_previous(self, path: Path | None) -> None:
        self.previous = path
        self.previous_edit.setText(path.name if path is not None else "")
        self.previous_edit.setToolTip(str(path) if path is not None else "")
        self.drop_previous.setVisible(path is not None)

    @property
    def target(self) -> Path:
        """The project's file: another name where there is one of this already."""
        return free(Path(self.folder_edit.text().strip() or str(documents())), self.name_edit.text())

    def _tell(self) -> None:
        self._show_remarks()
        why = ""
        if day_of(self.deadline_edit.text()) is None:
            why = "报送期限不是日期，可写作 2022-07-10"
        elif not self.name_edit.text().strip():
            why = "项目还没有名称" if self._ready is not None else "正在读方案"
        elif self._ready is None:
            why = self.about.text() if self._prepared is None and self.about.text() else "正在读方案"
        self.allow(not why, why)
        self.note.setText(why if why and self._ready is None and self._prepared is not None else f"{self._to()}")

    def _show_remarks(self) -> None:
        """They stay while the next ones are made, so that the dialog does not jump at each key."""
        self.notes.setVisible(bool(self.remarks.text()) and self._prepared is not None)
        if self.isVisible():
            self.column.activate()
            self._resize()

    def _to(self) -> str:
        if not self.name_edit.text().strip():
            return WHAT
        return f"存为 {self.target.name}"

    def accept(self) -> None:
        """Make it, open it, bring the last results."""
        ready, previous, target = self._ready, self.previous, self.target
        if ready is None:
            return
        super().accept()

        def opened(view: View) -> None:
            if previous is None:
                self._then(view)
                return
            desk, then, failed = self._desk, self._then, self._failed

            def brought() -> None:
                then(desk.view or view)

            def refused(why: str) -> None:
                failed(f"项目建好了；上期结果没有带上：{why}")
                brought()

            desk.change(
                f"已带上期结果 {previous.name}", lambda case: bring(case, previous), lambda _: brought(), refused
            )

        def made(_: object) -> None:
            self._desk.create(target, ready.text, opened, self._failed)

        self._desk.run("新建项目", lambda _: target.parent.mkdir(parents=True, exist_ok=True), made, self._failed)


def ask_for_new_project(
    parent: QWidget,
    desk: Desk,
    settings: Settings | None,
    then: Callable[[View], None],
    failed: Callable[[str], None],
    scheme: Path | None = None,
) -> NewProjectDialog:
    """Open the dialog; with the scheme of a file where one is given."""
    dialog = NewProjectDialog(parent, desk, settings, then, failed, scheme)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
