"""诊断包…: all that would be in it is shown before it is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QWidget

from pingbi_qt.around import stored
from pingbi_qt.around.diagnosis import Part, package
from pingbi_qt.around.rows import Row, RowList
from pingbi_qt.look import px
from pingbi_qt.parts import ElidingLabel
from pingbi_qt.parts.sheet_dialog import SheetDialog

NAME = "评比诊断包.zip"


class DiagnosisDialog(SheetDialog):
    """The parts at the left, what one holds at the right. `written` is where the package stands."""

    def __init__(self, parent: QWidget, parts: tuple[Part, ...]) -> None:
        super().__init__(parent, "诊断包", "写到…", "没有县区、数字、文字和文件名")
        self._parts = parts
        self.written: Path | None = None
        self.list = RowList("诊断包里的文件", by_click=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("文件里写着什么")
        self.said = ElidingLabel("这些就是全部内容，一个一个点开看过再写；要不要发给别人，由您决定。", "note", "text2")
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        row.setSpacing(px(12))
        self.column.addWidget(self.said)
        self.column.addLayout(row, 1)
        self.list.setFixedWidth(px(170))
        self.text.setMinimumHeight(px(300))
        self.list.moved.connect(self._show)
        self.list.setFocus()
        self.list.show_rows([Row(part.name, value=part) for part in parts])

    def accept(self) -> None:
        """Ask where, and write it."""
        name, _ = QFileDialog.getSaveFileName(self, "诊断包写到", str(Path.home() / NAME), "压缩包 (*.zip)")
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """There; the dialog stays where that is not possible, and says why."""
        from pingbi.model import reason

        try:
            stored.put(path, package(self._parts))
        except OSError as error:
            self.said.setText(f"写不到 {path.name}（{reason(error)}），换一个文件夹再写")
            return
        self.written = path
        super().accept()

    def _show(self, part: object) -> None:
        if isinstance(part, Part):
            self.text.setPlainText(part.text)
