"""Other rules of the whole evaluation that can be tried: a menu of their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from pingbi_qt.parts import Button
from pingbi_qt.score.rows import TIES

if TYPE_CHECKING:
    from pingbi_qt.score.tried import Tried


class Rule(NamedTuple):
    """A key of [scheme], what it is, and what it can be."""

    key: str
    words: str
    choices: tuple[tuple[str, str], ...]


RULES = (
    Rule("ties", "并列的名次", tuple((key, f"并列按 {words}") for key, words in TIES.items())),
    Rule(
        "missing",
        "未报送的项",
        (
            ("unranked", "不参与排名"),
            ("zero", "该项记 0 分"),
            ("lowest", "按各县区最低得分"),
            ("rescale", "按其余权重折算"),
        ),
    ),
    Rule("rank_within", "排名范围", (("group", "组内排名"), ("all", "全部县区一起排"))),
    Rule("compare", "比名次用的数", (("exact", "用未修约的数比"), ("rounded", "用修约后的数比"))),
)


ONE_GROUP = "（方案只有一个组）"


class OtherRules(Button):
    """Opens the menu; the choice of each rule that holds in the trial is ticked."""

    def __init__(self, tried: Tried) -> None:
        super().__init__("试规则", "link", "chevron_down")
        self.tried = tried
        self.menu = QMenu(self)
        self.choices: dict[tuple[str, str], QAction] = {}
        for rule in RULES:
            self.menu.addSection(rule.words)
            group = QActionGroup(self.menu)
            for value, words in rule.choices:
                action = QAction(words, group)
                action.setCheckable(True)
                action.triggered.connect(lambda _=False, key=rule.key, value=value: self.tried.set_rule(key, value))
                self.choices[rule.key, value] = action
                self.menu.addAction(action)
        self.setToolTip("并列、缺报、排名范围和比较的规则换一换，看名次怎么变；不保存")
        self.clicked.connect(self.open)

    def open(self) -> None:
        """Below the button."""
        for (key, value), action in self.choices.items():
            action.setChecked(self.tried.rule(key) == value)
            if key == "rank_within":
                action.setEnabled(self.tried.groups)
                action.setText(action.text().removesuffix(ONE_GROUP) + ("" if self.tried.groups else ONE_GROUP))
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height())))
