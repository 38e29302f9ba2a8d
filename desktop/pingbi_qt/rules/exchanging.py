"""A draft to Excel and back, to a scheme's file and from one; mistakes of a workbook at its cells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pingbi_qt.rules import asking
from pingbi_qt.rules.editing import LOOKING
from pingbi_qt.rules.mistakes_dialog import MistakesDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pingbi.scheme_draft import Draft
    from pingbi_qt.desk import Desk, Operation
    from pingbi_qt.rules.editing import Editing

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")
EXCEL_KINDS, SCHEME_KINDS = "Excel 工作簿 (*.xlsx *.xlsm *.xls *.et)", "评比方案 (*.toml)"


class Exchange(QObject):
    """What is read becomes the draft, undoable; nothing of it is in force."""

    said = Signal(str)

    def __init__(self, page: QWidget, desk: Desk, editing: Editing) -> None:
        super().__init__(page)
        self._page, self._desk, self._editing = page, desk, editing
        self.folder = ""
        self.dialog: MistakesDialog | None = None

    def takes(self, path: Path) -> bool:
        """Whether it is of a kind that a scheme can be in."""
        return path.suffix.lower() in (".toml", *WORKBOOKS)

    def to_excel(self) -> None:
        """Write the draft as a workbook."""
        if (text := self._sound()) is None:
            return
        target = asking.file_to_save(
            self._page, "导出到 Excel", self._named("评比方案.xlsx"), "Excel 工作簿 (*.xlsx)", ".xlsx"
        )
        if target is None:
            return
        self.folder = str(target.parent)

        def write(_: Operation) -> Path:
            from pingbi.scheme_draft import workbook_from_text

            return workbook_from_text(text, target)

        def wrote(path: Path) -> None:
            renamed = "，原文件正被别的程序打开，所以换了名字" if path != target else ""
            self.said.emit(f"已导出 {path}{renamed}；在 Excel 或 WPS 里改好保存，再读回")

        self._desk.run(f"导出 {target.name}", write, wrote, self.said.emit)

    def from_excel(self) -> None:
        """Read a workbook."""
        path = asking.file_to_open(self._page, "从 Excel 读回", self.folder, EXCEL_KINDS)
        if path is not None:
            self.read(path)

    def to_file(self) -> None:
        """Write the draft as a scheme's file."""
        if (text := self._sound()) is None:
            return
        target = asking.file_to_save(self._page, "另存为文件", self._named("评比方案.toml"), SCHEME_KINDS, ".toml")
        if target is None:
            return
        self.folder = str(target.parent)

        def write(_: Operation) -> Path:
            target.write_text(text, encoding="utf-8", newline="\n")
            return target

        self._desk.run(f"另存 {target.name}", write, lambda path: self.said.emit(f"已存为 {path}"), self.said.emit)

    def read(self, path: Path) -> None:
        """A workbook or a scheme's file becomes the draft, or its mistakes are shown."""
        basis = self._editing.basis
        if basis is None:
            return
        self.folder = str(path.parent)

        def reading(_: Operation) -> tuple[Draft, tuple[str, ...]] | tuple[str, ...]:
            from pingbi.model import SchemeError
            from pingbi.scheme_draft import draft_from_file, draft_from_workbook

            from_book = path.suffix.lower() in WORKBOOKS
            try:
                return draft_from_workbook(path, basis.text) if from_book else draft_from_file(path, basis.text)
            except SchemeError as error:
                return error.mistakes

        def took(answer: tuple[Draft, tuple[str, ...]] | tuple[str, ...]) -> None:
            if answer and not isinstance(answer[0], str):
                draft, remarks = answer[0], answer[1]
                self._took(path, draft, tuple(remarks))
            else:
                self._refused(path, tuple(str(row) for row in answer))

        self._desk.run(f"读 {path.name}", reading, took, self.said.emit)

    # Within

    def _took(self, path: Path, draft: Draft, remarks: tuple[str, ...]) -> None:
        now, basis = self._editing.draft, self._editing.basis
        if now is None or basis is None:
            return
        period = now.cell("scheme", 0, "period")
        if draft.cell("scheme", 0, "period") != period:
            draft = draft.filled("scheme", 0, "period", period)
            remarks = ("文件是另一时期的，这里仍按本项目的时期", *remarks)
        same = draft == now
        self._editing.do(draft)
        more = f"；{'；'.join(remarks)}" if remarks else ""
        self.said.emit(f"{path.name} 和现在的草稿一样{more}" if same else f"已读入 {path.name}，还没采用{more}")

    def _refused(self, path: Path, mistakes: tuple[str, ...]) -> None:
        self.dialog = MistakesDialog(self._page, path.name, mistakes)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()
        self.said.emit(f"{path.name} 有 {len(mistakes)} 处错误，没有读入；草稿没有变")

    def _sound(self) -> str | None:
        """The text of a draft without mistakes; else it is said why there is none."""
        seen = self._editing.seen
        if seen is None or not self._editing.current:
            self.said.emit(f"{LOOKING}，稍等再导出")
            return None
        if seen.found.mistakes:
            self.said.emit(f"有 {len(seen.found.mistakes)} 处错误，改好才能导出")
            return None
        return seen.found.text

    def _named(self, name: str) -> str:
        return str(Path(self.folder) / name) if self.folder else name
