"""The fields of 新建项目, and where they stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from pingbi_qt.look import px
from pingbi_qt.parts import Button, Card, ElidingLabel, Words
from pingbi_qt.parts.path_edit import PathEdit
from pingbi_qt.parts.sheet_dialog import SheetDialog
from pingbi_qt.rules.periods import PARTS

WHAT = "一个时期一个项目，全在一个文件里"


class SourceBox(QComboBox):
    """Names of files are long: the middle is left out, the whole stands in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.currentTextChanged.connect(self.setToolTip)

    def shown_text(self) -> str:
        """What there is room for."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width() - px(8)
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideMiddle, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As any other, with that text."""
        del event
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_text()  # type: ignore[attr-defined]  # the stubs lack it
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class NewProjectFields(SheetDialog):
    """Fields alone; `NewProjectDialog` fills them."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "新建项目", "新建", WHAT)
        self._lay_out()

    def _lay_out(self) -> None:
        self.source_box, self.part_box = SourceBox(), QComboBox()
        self.other = Button("选文件…", "plain")
        self.about = ElidingLabel("", "note", "text2")
        self.year_box = QSpinBox()
        self.year_box.setRange(2000, 2099)
        for key, word in PARTS:
            self.part_box.addItem(word, key)
        self.note.cut_in_the_middle()
        self.deadline_edit, self.name_edit, self.folder_edit = QLineEdit(), QLineEdit(), PathEdit()
        self.previous_edit = QLineEdit()
        self.deadline_edit.setPlaceholderText("如 2022-07-10，可以不填")
        self.previous_edit.setReadOnly(True)
        self.previous_edit.setPlaceholderText("可以不填，以后也能加")
        self.folder_button, self.previous_button = Button("换…", "plain"), Button("选…", "plain")
        self.drop_previous = Button("不带", "link")
        for widget, word in (
            (self.source_box, "方案"),
            (self.year_box, "年份"),
            (self.part_box, "时期"),
            (self.deadline_edit, "报送期限"),
            (self.name_edit, "项目名称"),
            (self.folder_edit, "存到"),
            (self.previous_edit, "上期结果"),
        ):
            widget.setAccessibleName(word)
        self._field("方案", self.source_box, self.other)
        self.column.addWidget(self.about)
        self._field("时期", self.year_box, self.part_box, also=("报送期限", self.deadline_edit))
        self._field("项目名称", self.name_edit)
        self._field("存到", self.folder_edit, self.folder_button)
        self._field("上期结果（算位次变化用）", self.previous_edit, self.drop_previous, self.previous_button)
        self.notes = Card(padding=10, spacing=2)
        self.notes.set_ground("alt", "alt")
        self.remarks = Words("", "note", "text2", wrap=True)
        self.notes.column.addWidget(self.remarks)
        self.column.addSpacing(px(4))
        self.column.addWidget(self.notes)
        self.column.addStretch(1)

    def _field(self, word: str, *parts: QWidget, also: tuple[str, QWidget] | None = None) -> None:
        heads, row = QHBoxLayout(), QHBoxLayout()
        heads.addWidget(Words(word, "body", "text2"), 1)
        if also is not None:
            heads.addWidget(Words(also[0], "body", "text2"), 1)
        for line in (heads, row):
            line.setSpacing(px(8))
        inner = row
        if also is not None:
            inner = QHBoxLayout()
            row.addLayout(inner, 1)
            row.addWidget(also[1], 1)
        for part in parts:
            wide = also is not None or isinstance(part, QLineEdit) or part is self.source_box
            inner.addWidget(part, 1 if wide else 0)
        self.column.addLayout(heads)
        self.column.addLayout(row)
