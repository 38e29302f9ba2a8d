"""设置…: what is chosen holds at once; there is nothing to confirm."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from pingbi_qt.around import folder as folders
from pingbi_qt.around.appearance import SCHEMES, Appearance
from pingbi_qt.look import SIZES, ZOOMS, px, theme
from pingbi_qt.parts import Button, ElidingLabel, Words
from pingbi_qt.parts.sheet_dialog import SheetDialog

NAME_LENGTH = 20


class SettingsDialog(SheetDialog):
    """Who works here, how it looks, where to write to. `named` and `unlocked` tell the desk."""

    named = Signal(str)
    unlocked = Signal(str)

    def __init__(self, parent: QWidget, appearance: Appearance, password: str = "") -> None:
        super().__init__(parent, "设置", note="改了就生效，自动保存")
        self._appearance, self.settings = appearance, appearance.settings
        self.name = QLineEdit(self.settings.by)
        self.name.setMaxLength(NAME_LENGTH)
        self.name.setPlaceholderText("例如 张三")
        self.colours = _choice(list(SCHEMES.values()), list(SCHEMES).index(self.settings.theme))
        self.letters = _choice([str(size) for size in SIZES], theme().size - SIZES[0])
        self.zoom = _choice([f"{zoom}%" for zoom in ZOOMS], _nearest(theme().zoom))
        self.target = QLineEdit(self.settings.target)
        self.target.setPlaceholderText("空着就写到项目旁边")
        self.change = Button("换…")
        self.password = QLineEdit(password)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("只在这次运行里用，不保存")
        self.portable = QCheckBox("设置放在程序旁边（连程序一起拷到 U 盘带走）")
        self.portable.setChecked(folders.is_portable(self.settings.folder))
        self.why = Words("", "note", "text2", wrap=True)
        self._lay_out()
        self._connect()
        self._explain()
        self.name.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.target, 1)
        row.addWidget(self.change)
        row.setSpacing(px(8))
        grid = QGridLayout()
        fields: tuple[tuple[str, QWidget], ...] = (
            ("您的姓名，记在历史里", self.name),
            ("外观", self.colours),
            ("字号", self.letters),
            ("放大", self.zoom),
            ("打开加密文件的密码", self.password),
        )
        for at, (words, part) in enumerate(fields):
            part.setAccessibleName(words)
            grid.addWidget(ElidingLabel(words), at, 0)
            grid.addWidget(part, at, 1)
        self.target.setAccessibleName("出表写到哪个文件夹")
        grid.addWidget(ElidingLabel("出表写到哪个文件夹"), len(fields), 0)
        grid.addLayout(row, len(fields), 1)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(12))
        self.column.addLayout(grid)
        self.column.addWidget(self.portable)
        self.column.addWidget(self.why)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.name.editingFinished.connect(self._name)
        self.colours.activated.connect(lambda at: self._appearance.choose(list(SCHEMES)[at]))
        self.letters.activated.connect(lambda at: theme().choose(size=SIZES[at]))
        self.zoom.activated.connect(lambda at: theme().choose(zoom=ZOOMS[at]))
        self.target.editingFinished.connect(self._target)
        self.change.clicked.connect(self._pick)
        self.password.editingFinished.connect(lambda: self.unlocked.emit(self.password.text()))
        self.portable.toggled.connect(self._move)

    def done(self, result: int) -> None:
        """Esc too keeps what was typed."""
        self._name()
        self._target()
        super().done(result)

    def _name(self) -> None:
        name = " ".join(self.name.text().split())
        if name != self.settings.by:
            self.settings.by = name
            self._save()
            self.named.emit(name)

    def _target(self) -> None:
        target = self.target.text().strip()
        if target and not Path(target).is_dir():
            self.why.setText(f"没有这个文件夹：{target}；出表时会写到项目旁边")
            return
        if target != self.settings.target:
            self.settings.target = target
            self._save()

    def _pick(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, "出表写到哪个文件夹", self.target.text()):
            self.target.setText(chosen)
            self._target()

    def _move(self, beside: bool) -> None:
        if refused := self.settings.move(beside=beside):
            self.portable.blockSignals(True)
            self.portable.setChecked(not beside)
            self.portable.blockSignals(False)
            self.why.setText(refused)
        else:
            self._explain()

    def _save(self) -> None:
        self.settings.save()
        self._explain()

    def _explain(self) -> None:
        self.why.setText(self.settings.lost or f"设置和日志在：{self.settings.folder or '没有能写的文件夹'}")


def _choice(words: list[str], chosen: int) -> QComboBox:
    made = QComboBox()
    made.addItems(words)
    made.setCurrentIndex(chosen)
    return made


def _nearest(zoom: int) -> int:
    return min(range(len(ZOOMS)), key=lambda at: abs(ZOOMS[at] - zoom))
