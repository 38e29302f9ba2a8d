"""改正: the reported number stays as it is, beside it the one that counts; what that does is seen before it is done."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from pingbi.casework.effects import effect
from pingbi.casework.settling import correct, number
from pingbi.model import ROLE_WORDS, PingbiError, Role
from pingbi.model.catalogue import factor
from pingbi.project.changes import How
from pingbi_qt.around.drafts import drafts
from pingbi_qt.look import px
from pingbi_qt.parts import Button, Following, Words, ground
from pingbi_qt.parts.sheet_dialog import SheetDialog
from pingbi_qt.review.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.casework import Case
    from pingbi.project import Step
    from pingbi.scheme import Indicator
    from pingbi_qt.desk import Desk

MONEY = ("亿元", "万元", "元", "千元", "百万元")
OTHERS = ("个", "万个", "家", "万家", "人", "万人", "吨", "万吨", "千瓦时", "万千瓦时", "亿千瓦时")
NOT_USED = "不采用"
_GROUPED = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)  # commas that can only part thousands
WAIT = 200  # milliseconds after the last key until the effect is asked for
HOWS = ((How.PHONE, "电话核实"), (How.PAPER, "书面材料"))


class Effect(Following, QWidget):
    """改了以后: what would become of points and places."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Words("改了以后", "note", "text2")
        self.words = Words("", "body", "text", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.head)
        self.column.addWidget(self.words)
        self.follow()

    def fit(self) -> None:
        """As the theme is."""
        self.column.setContentsMargins(px(14), px(8), px(14), px(8))
        self.column.setSpacing(px(4))
        self.words.setMinimumHeight(px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Its ground."""
        del event
        ground(QPainter(self), self.rect(), "alt", 4)


class CorrectDialog(SheetDialog):
    """Of one figure. `correction` is what is to be recorded, once it is confirmed."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        county: str,
        indicator: Indicator,
        reported: str,
        value: Decimal | None = None,
        reason: str = "",
        role: Role = Role.NOW,
    ) -> None:
        name = f"{indicator.name}{ROLE_WORDS[role]}"
        super().__init__(parent, f"改正：{county} {name}", "确定改正", "写入历史，可以撤销")
        self._desk, self._county, self._indicator, self._role = desk, county, indicator, role
        self._key = f"correct/{county}/{indicator.id}{'' if role is Role.NOW else f'/{role}'}"
        self.reported, self.value = QLineEdit(reported), QLineEdit()
        self.unit, self.how = QComboBox(), QComboBox()
        self.converted = Words("", "note", "text2", wrap=True)
        self.drop = Button("不采用这个数", "link")
        self.reason = Written("原因（必填，写清问了谁、依据什么）", county, "原因够具体。只写“核实无误”会被退回")
        self.effect = Effect()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._ask_effect)
        self._lay_out()
        self._fill(value, reason)
        self._connect()
        self._changed()

    def correction(self) -> tuple[Decimal | None, str, How]:
        """核定数 in the indicator's unit, the reason, how it came. Raises PingbiError where the number is none."""
        return self._number(), self.reason.text(), HOWS[max(self.how.currentIndex(), 0)][0]

    def recording(self) -> Callable[[Case], Step]:
        """What is to be done in the project's thread. Raises PingbiError where the number is none."""
        county, indicator, role = self._county, self._indicator.id, self._role
        value, reason, how = self.correction()
        return lambda case: correct(case, county, indicator, value, reason, how, role)

    def forget(self) -> None:
        """It has been recorded: nothing is half written any more."""
        drafts().keep(self._key, "")

    def fit(self) -> None:
        """As the theme is."""
        super().fit()
        if hasattr(self, "_grid"):
            self._grid.setHorizontalSpacing(px(16))
            self._grid.setVerticalSpacing(px(4))
            for field in (self.reported, self.value):
                field.setMinimumHeight(px(36))

    # Within

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        for at, (label, part) in enumerate(
            (("原报数（不会被改）", self.reported), ("核定数", self.value), ("单位", self.unit))
        ):
            head = Words(label, "note", "text2")
            head.setBuddy(part)
            part.setAccessibleName(label)
            self._grid.addWidget(head, 0, at)
            self._grid.addWidget(part, 1, at)
            self._grid.setColumnStretch(at, 4 if at < 2 else 1)
        self._grid.addWidget(self.drop, 2, 1, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self.converted, 2, 0)
        self.reported.setEnabled(False)
        for field in (self.reported, self.value):
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        how = Words("依据", "note", "text2")
        how.setBuddy(self.how)
        self.how.setAccessibleName("依据")
        self.column.addLayout(self._grid)
        for part in (how, self.how, self.reason, self.effect):
            self.column.addWidget(part)
        self.fit()

    def _fill(self, value: Decimal | None, reason: str) -> None:
        own = self._indicator.unit
        found = (unit for unit in (*MONEY, *OTHERS) if unit != own and factor(unit, own) is not None)
        self.unit.addItems([own or "无", *found])
        self.unit.setEnabled(self.unit.count() > 1)
        self.how.addItems([words for _, words in HOWS])
        self.value.setText(f"{value:f}" if value is not None else "")
        self.reason.set_text(reason)
        self._begun = self._draft()
        self._take_up(drafts().text(self._key))
        self.value.setFocus()
        self.value.selectAll()

    def _take_up(self, text: str) -> None:
        """What was written last, and not confirmed."""
        try:
            kept = json.loads(text) if text else None
        except ValueError:
            kept = None
        if not isinstance(kept, dict):
            return
        self.value.setText(str(kept.get("value", "")))
        self.reason.set_text(str(kept.get("reason", "")))
        for box, name in ((self.unit, "unit"), (self.how, "how")):
            at = box.findText(str(kept.get(name, "")))
            box.setCurrentIndex(max(at, 0))
        self.note.setText("接着上次没写完的，确定后写入历史")

    def _connect(self) -> None:
        self.value.textChanged.connect(self._changed)
        self.unit.currentIndexChanged.connect(self._changed)
        self.how.currentIndexChanged.connect(self._changed)
        self.reason.changed.connect(self._changed)
        self.drop.clicked.connect(lambda: self.value.setText(NOT_USED))

    def _number(self) -> Decimal | None:
        text = self.value.text().strip().replace("\u2212", "-").replace("，", ",")
        found = number(
            text.replace(",", "") if _GROUPED.fullmatch(text) else text
        )  # 30,58 is no number: 30.58, or 3058?
        times = factor(self.unit.currentText(), self._indicator.unit)
        return found * times if found is not None and times is not None and self.unit.currentIndex() > 0 else found

    def _changed(self) -> None:
        draft = self._draft()
        drafts().keep(self._key, draft if draft != self._begun else "")
        wrong, value = "", None
        try:
            value = self._number()
        except PingbiError:
            wrong = "核定数应是一个数，或“不采用”" if self.value.text().strip() else "还没有写核定数"
        if not wrong and value is None and self._indicator.compute is not None:
            wrong = f"“{self._indicator.name}”是按公式算出来的，不能说不采用；更正它所用的数"
        converts = value is not None and self.unit.currentIndex() > 0
        said = f"等于 {value.normalize():f} {self._indicator.unit}" if value is not None and converts else ""
        self.converted.setText(wrong if wrong and self.value.text().strip() else said)
        self.converted.set_ink("err" if wrong else "text2")
        self.allow(not wrong and not self.reason.refusal, wrong or self.reason.refusal)
        if wrong:
            self._timer.stop()
            self.effect.words.setText("写上核定数就能看到")
        else:
            self._timer.start()

    def _draft(self) -> str:
        kept = {
            "value": self.value.text(),
            "reason": self.reason.field.toPlainText(),
            "unit": self.unit.currentText(),
            "how": self.how.currentText(),
        }
        return json.dumps(kept, ensure_ascii=False)

    def _ask_effect(self) -> None:
        try:
            value = self._number()
        except PingbiError:
            return
        county, indicator, role = self._county, self._indicator.id, self._role
        self._desk.ask(
            lambda case: effect(case, county, indicator, value, role).words,
            self._show_effect,
            failed=self._show_effect,
            key="correction effect",
        )

    def _show_effect(self, words: str) -> None:
        self.effect.words.setText(words)
        self.refit()
