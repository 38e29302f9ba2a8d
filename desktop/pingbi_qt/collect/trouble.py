"""What is wrong with a file, below its line: what it means for the rest, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pingbi.casework.finding_words import plain
from pingbi_qt.look import px
from pingbi_qt.parts import Button, Following, Words, ground

if TYPE_CHECKING:
    from pingbi_qt.collect.lines import FileLine


class Trouble(Following, QWidget):
    """Each signal brings the file; `unlocked` also the 口令."""

    chosen_anew = Signal(object)
    told = Signal(object)
    removed = Signal(object)
    again = Signal(object)
    unlocked = Signal(object, str)
    earlier = Signal(object)
    reviewed = Signal(object)
    as_scheme = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.line: FileLine | None = None
        self.text = Words("", "body", wrap=True)
        self.password = QLineEdit()
        self.password.setPlaceholderText("打开这个文件的口令")
        self.password.setAccessibleName("口令")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.open = Button("打开", "plain", "lock")
        self.anew = Button("重选文件", "plain", "folder")
        self.earlier_results = Button("作为上期结果", "plain", "history")
        self.scheme = Button("作为方案打开…", "plain", "table")
        self.read_again = Button("重读", "plain", "refresh")
        self.review = Button("看原文", "plain", "external")
        self.words = Button("复制退回话术", "plain", "return")
        self.remove = Button("移除", "link")
        self._column, self._lock, self._row = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        self._column.addWidget(self.text)
        self._lock.addWidget(self.password, 1)
        self._lock.addWidget(self.open)
        self._column.addLayout(self._lock)
        self._buttons = (self.earlier_results, self.scheme, self.review, self.anew, self.read_again, self.words)
        for button in (*self._buttons, self.remove):
            self._row.addWidget(button)
        self._row.addStretch(1)
        self._column.addLayout(self._row)
        for button, signal in (
            (self.anew, self.chosen_anew),
            (self.words, self.told),
            (self.remove, self.removed),
            (self.read_again, self.again),
            (self.earlier_results, self.earlier),
            (self.review, self.reviewed),
            (self.scheme, self.as_scheme),
        ):
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self.line))
        self.open.clicked.connect(self._unlock)
        self.password.returnPressed.connect(self._unlock)
        self.follow()

    def show_line(self, line: FileLine, others: int, *, lacking: bool) -> None:
        """A file, how many are not concerned, and whether its county has no other."""
        if self.line is None or line.key != self.line.key:
            self.password.clear()
        self.line = line
        self.text.setText(consequence(line, others, lacking=lacking))
        filed = line.filed
        empty = filed is not None and filed.empty
        self.password.setVisible(line.is_locked)
        self.open.setVisible(line.is_locked)
        self.earlier_results.setVisible(line.result)
        self.scheme.setVisible(may_be_scheme(line))
        self.review.setVisible(empty)
        self.anew.setVisible(filed is not None and not empty and not line.is_locked)
        self.read_again.setVisible(filed is None and not line.result and not line.is_locked)
        self.words.setVisible(filed is not None and bool(line.county))
        self.updateGeometry()

    def height_for(self, width: int) -> int:
        """What it asks at that width."""
        margins = self._column.contentsMargins()
        inner = max(width - margins.left() - margins.right(), 1)
        high = self.text.heightForWidth(inner) + margins.top() + margins.bottom()
        rows = [self.remove.sizeHint().height(), self._buttons[0].sizeHint().height()]
        high += self._column.spacing() + max(rows)
        if not self.password.isHidden():
            high += self._column.spacing() + max(self.password.sizeHint().height(), self.open.sizeHint().height())
        return high

    def fit(self) -> None:
        """As the theme is."""
        self._column.setContentsMargins(px(16), px(8), px(12), px(10))
        self._column.setSpacing(px(8))
        self._row.setSpacing(px(8))
        self._lock.setSpacing(px(8))

    def _unlock(self) -> None:
        if self.password.text():
            self.unlocked.emit(self.line, self.password.text())
        else:
            self.password.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of its line."""
        ground(QPainter(self), event.rect(), "err_soft")


def may_be_scheme(line: FileLine) -> bool:
    """A workbook without a figure that calls itself 方案."""
    name = line.name.lower()
    return "方案" in name and name.endswith(".xlsx") and line.unreadable and not line.result


def consequence(line: FileLine, others: int, *, lacking: bool) -> str:
    """What is wrong, what it means for the rest."""
    rest = f"其余 {others} 个不受影响" if others > 0 else ""
    if line.result:
        return "，".join(part for part in ("这是评比结果，不是报送材料，没有收", rest) if part) + "。"
    why = plain(line.why).rstrip("。")
    missing = f"{line.county}暂记为缺" if lacking and line.county and line.filed is not None else ""
    kept = "原文件未动" if line.filed is not None else ""
    more = "，".join(part for part in (kept, rest, missing) if part)
    return f"{why}。{more}。" if more else f"{why}。"
