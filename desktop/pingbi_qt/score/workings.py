"""The calculation of one line, opened: the method, the formula with its numbers, the result, and where each stood."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from pingbi.model import Role
from pingbi_qt.look import px
from pingbi_qt.page import Place
from pingbi_qt.parts import Button, ElidingLabel, Following, Row, Words, ground

if TYPE_CHECKING:
    from pingbi.reckoning import Line, Operand

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Workings(Following, QWidget):
    """`asked`: the source of a figure; `tried`: another value for the county's own figure, None for the saved one."""

    asked = Signal(object)
    tried = Signal(str, object)

    def __init__(self, line: Line, trying: Decimal | None) -> None:
        super().__init__()
        self.line, self.trying = line, trying
        self.links: list[Button] = []
        self.field: QLineEdit | None = None
        self.column = QVBoxLayout(self)
        self._say()
        self.grid = QGridLayout()
        self._list()
        self.column.addLayout(self.grid)
        self._offer()
        self.follow()

    def _say(self) -> None:
        line = self.line
        self.column.addWidget(Words(line.method, "note", "text2", wrap=True))
        if line.why:
            self.column.addWidget(Words(line.why, "body", "text", wrap=True))
        if line.value_formula:
            what = "数值" if line.value_formula else ""
            self.column.addWidget(Words(f"{what} {line.value_formula} {line.value_result}", "body", "text2", wrap=True))
        if line.formula:
            self.formula = Words(line.formula, "body", "text", wrap=True)
            self.result = Words(line.result, "body", "text", bold=True, wrap=True)
            for part in (self.formula, self.result):
                part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self.column.addWidget(part)
        for remark in line.remarks:
            self.column.addWidget(Words(remark, "note", "text2", wrap=True))

    def _list(self) -> None:
        """Word, value, link, a row each."""
        seen: set[tuple[str, str]] = set()
        for operand in self.line.operands:
            if (operand.word, operand.who) in seen:
                continue
            seen.add((operand.word, operand.who))
            at = self.grid.rowCount()
            self.grid.addWidget(Words(operand.word, "note", "text2"), at, 0)
            value = Words(operand.value, "body", "text")
            value.setAlignment(RIGHT)
            self.grid.addWidget(value, at, 1)
            self.grid.addWidget(self._where(operand), at, 2)
        self.grid.setColumnStretch(2, 1)

    def _where(self, operand: Operand) -> QWidget:
        if not operand.indicator or operand.role is not Role.NOW:
            return ElidingLabel(_place_words(operand), "note", "text3")
        link = Button(_place_words(operand), "link", "external")
        link.setSizePolicy(link.sizePolicy().Policy.Ignored, link.sizePolicy().Policy.Fixed)
        link.setAccessibleName(f"看{operand.word}的出处：{operand.place}")
        link.setToolTip(f"到“核对”看{operand.who}的这个数：{operand.place}")
        place = Place(county=operand.who, indicator=operand.indicator)
        link.clicked.connect(lambda _=False, place=place: self.asked.emit(place))
        self.links.append(link)
        return link

    def _offer(self) -> None:
        """A field to try another figure, where one figure of the county's own makes the value."""
        own = next((row for row in self.line.operands if row.word.startswith("本") and row.indicator), None)
        if own is None or own.role is not Role.NOW:
            return
        trying = self.trying
        self.field = QLineEdit("" if trying is None else f"{trying:f}")
        self.field.setPlaceholderText(f"{own.value}")
        self.field.setAccessibleName(f"试算：{self.line.name}改成多少")
        self.field.setToolTip("填一个数，按 Enter 试算；留空就是原来的数。不保存")
        self.field.setAlignment(RIGHT)
        indicator = own.indicator
        self.field.editingFinished.connect(lambda: self._typed(indicator))
        self.column.addWidget(
            Row(Words("试算，改成", "note", "warn" if trying is not None else "text2"), self.field, padding=(0, 0))
        )

    def _typed(self, indicator: str) -> None:
        if self.field is None:
            return
        value = number(self.field.text())
        text = self.field.text().strip()
        if value is None and text:
            self.field.setText("")
        self.tried.emit(indicator, value)

    def fit(self) -> None:
        """As the theme is."""
        self.column.setContentsMargins(px(30), px(4), px(12), px(8))
        self.column.setSpacing(px(3))
        self.grid.setHorizontalSpacing(px(12))
        self.grid.setVerticalSpacing(0)
        self.grid.setContentsMargins(0, px(2), 0, 0)
        if self.field is not None:
            self.field.setFixedWidth(px(96))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The soft ground that joins it to its line."""
        del event
        ground(QPainter(self), self.rect(), "alt")


def _place_words(operand: Operand) -> str:
    """台前县 上半年报告.docx 第98—103字; a county's own figure needs no name before it."""
    who = "" if operand.word.startswith("本") or operand.who in operand.place else f"{operand.who} "
    return f"{who}{operand.place}".strip()


def number(text: str) -> Decimal | None:
    """A number as people type it; None where it is none."""
    typed = text.strip().replace("−", "-").replace("％", "").replace("%", "").replace(",", "").replace("，", "")
    try:
        value = Decimal(typed)
    except InvalidOperation:
        return None
    return value if value.is_finite() and len(typed) < 30 else None
