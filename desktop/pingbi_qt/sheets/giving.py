"""Writing what was ordered: in the project's thread, with progress and a way to stop; then what can be done with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from pingbi.outputs import Output
from pingbi_qt.opening import open_outside
from pingbi_qt.sheets.answers import Result, fill

if TYPE_CHECKING:
    from pingbi.project import State
    from pingbi_qt.desk import Operation
    from pingbi_qt.sheets.page import SheetsPage

FORMS = "Excel 表样 (*.xlsx)"
RESULT = ("open_file", "open_folder", "copy_path")


class Giving(QObject):
    """The order of a page being filled."""

    def __init__(self, page: SheetsPage) -> None:
        super().__init__(page)
        self._page, self._acts = page, page.acts
        self._running: Operation | None = None
        self._state: State | None = None  # that the result shows
        self._ticked = 0
        page.order.elsewhere.connect(self.choose_folder)
        page.order.form_wanted.connect(self.choose_form)
        page.order.stopped.connect(self.stop)
        page.order.changed.connect(self.clear)
        page.list.sheets.ticked.connect(self.clear)
        page.result.again.clicked.connect(self.give)
        page.result.elsewhere.clicked.connect(self.choose_folder)
        self._acts.on("open_file", self.open_file)
        self._acts.on("open_folder", self.open_folder)
        self._acts.on("copy_path", self.copy_path)
        self._enable()

    # What is there

    @property
    def running(self) -> bool:
        """Whether an order is being filled."""
        return self._running is not None

    def show_state(self, state: State) -> None:
        """A result stays till something has changed since."""
        if self._running is None and self._state is not None and self._state != state:
            self.clear()

    def show_choice(self, ticked: int) -> None:
        """How many sheets are ticked, and whether something can be written."""
        self._ticked = ticked
        why = "正在出表" if self._running is not None else self._page.order.why_not(ticked)
        self._acts.enable("export", not why, why)
        self._page.way_on_changed.emit()

    def clear(self) -> None:
        """Something else is ordered now."""
        if self._running is None:
            self._state = None
            self._page.result.clear()
            self._enable()

    # Writing

    def give(self) -> None:
        """Write what is ordered."""
        order_card = self._page.order
        if self._running is not None or order_card.why_not(self._ticked):
            return
        self.clear()
        lines = self._page.list.sheets
        chosen = lines.chosen()
        order = order_card.order(chosen if self._page.paging.choice is not None else ())
        watch: list[Operation] = []

        def tell(done: int, total: int, what: str) -> None:
            for operation in watch:
                operation.progress(done, total, what)

        operation = self._page.desk.ask(
            lambda case: fill(case, order, tell, lambda: any(row.cancelled for row in watch)),
            partial(self._came, len(chosen)),
            failed=self._failed,
            words="出表",
        )
        watch.append(operation)
        operation.progressed.connect(lambda: order_card.show_progress(operation.done, operation.total, operation.what))
        self._running = operation
        order_card.show_progress(0, 0, "")
        self.show_choice(self._ticked)

    def stop(self) -> None:
        """After the file that is being written."""
        if self._running is not None:
            self._running.cancel()

    def _came(self, sheets: int, result: Result) -> None:
        self._page.result.show_result(result, sheets)
        self._ended()
        self._state = result.state
        others = [row.path.name for row in result.made if row.output is Output.NOTICE and row is not result.main]
        if others:
            self._page.said.emit(f"通报也写好了：{others[0]}")
        view = self._page.desk.view
        if result.of(Output.WORKBOOK) or (view is not None and view.state != result.state):
            self._page.desk.look_again()  # also where it became 定稿 and the workbook found no place

    def _failed(self, why: str) -> None:
        self._page.result.show_failure(why)
        self._ended()

    def _ended(self) -> None:
        self._running = None
        self._page.order.show_idle()
        self.show_choice(self._ticked)
        self._enable()

    # What can be done with it

    def open_file(self) -> None:
        """In the program that the system has for it."""
        self._open(self._page.result.path)

    def open_folder(self) -> None:
        """The folder that it stands in."""
        path = self._page.result.path
        self._open(path.parent if path is not None else None)

    def copy_path(self) -> None:
        """To be pasted elsewhere."""
        path = self._page.result.path
        if path is not None:
            QGuiApplication.clipboard().setText(str(path))
            self._page.said.emit(f"已复制：{path}")

    def _open(self, path: Path | None) -> None:
        if path is None:
            return
        if not path.exists():
            self._page.said.emit(f"{path.name} 已经不在原处")
        elif not open_outside(path):
            self._page.said.emit(f"没有程序能打开 {path.name}，可以复制路径到别的电脑上看")

    def _enable(self) -> None:
        there = self._page.result.path is not None
        for name in RESULT:
            self._acts.enable(name, there, "还没有出表")

    # Where to

    def choose_folder(self) -> None:
        """Ask for another folder; the choice is remembered."""
        dialog = QFileDialog(self._page, "存到哪个文件夹", self._page.order.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.set_folder)
        dialog.open()

    def set_folder(self, folder: str) -> None:
        """Write there from now on."""
        self._page.order.folder.setText(folder)
        settings = self._page.settings()
        if settings is not None:
            settings.target = folder
            settings.save()
        self._page.order.changed.emit()

    def choose_form(self) -> None:
        """Ask for the office's own form."""
        dialog = QFileDialog(self._page, "选本单位的空表", self._page.order.folder.text(), FORMS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self._page.order.set_form(Path(path)))
        dialog.rejected.connect(lambda: self._page.order.set_form(None))
        dialog.open()
