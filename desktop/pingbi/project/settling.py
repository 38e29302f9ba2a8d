"""Changes that settle a figure, a finding or a name; each may be withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from pingbi.model import ROLE_WORDS, Role
from pingbi.project.change import Change, Names, Stamp, put, short
from pingbi.project.explanation import explains
from pingbi.project.state import Acceptance, Alias, Correction, Decision, Explanation, How

if TYPE_CHECKING:
    from pingbi.project.state import State


@dataclass(frozen=True, slots=True)
class Corrected(Change):
    """核定数 in the indicator's unit; None: the reported figure is not to be used. `reported` is what stood there."""

    about: ClassVar[str] = "county"
    county: str
    indicator: str
    value: Decimal | None
    reason: str
    how: How = How.PAPER
    role: Role = Role.NOW
    reported: str = ""

    def refusal(self, _state: State, /) -> str:
        """Not without its reason."""
        if self.value is not None and not self.value.is_finite():
            return "核定数应是一个数"
        return "" if self.reason.strip() else "请写明更正的原因"

    def applied(self, state: State, stamp: Stamp, /) -> State:
        """It stands instead of an earlier correction of the same figure."""
        row = Correction(
            self.county,
            self.indicator,
            self.role,
            self.value,
            self.reason,
            self.how,
            stamp.by,
            stamp.when,
            stamp.number,
            self.reported,
        )
        return replace(state, corrections=put(state.corrections, row, "county", "indicator", "role"))

    def line(self, _state: State, names: Names, /) -> str:
        """核定台前县的工业投资：30.58 改为 30.85（电话，多报一个项目）."""
        figure = f"{self.county}的{ROLE_WORDS[self.role]}{names.get(self.indicator, self.indicator)}"
        value = "不采用" if self.value is None else f"{self.value:f}"
        change = f"{short(self.reported)} 改为 {value}" if self.reported else value
        return f"核定{figure}：{change}（{self.how.word}，{short(self.reason)}）"


@dataclass(frozen=True, slots=True)
class Decided(Change):
    """会议研究决定: the points of a criterion (of the total where it is empty), set, or added to (`added`)."""

    about: ClassVar[str] = "county"
    county: str
    criterion: str
    points: Decimal
    reason: str
    added: bool = False

    def refusal(self, _state: State, /) -> str:
        """Not without its reason."""
        if not self.points.is_finite():
            return "得分应是一个数"
        return "" if self.reason.strip() else "请写明会议研究决定的依据"

    def applied(self, state: State, stamp: Stamp, /) -> State:
        """It stands instead of an earlier decision on the same points."""
        row = Decision(
            self.county, self.criterion, self.points, self.added, self.reason, stamp.by, stamp.when, stamp.number
        )
        return replace(state, decisions=put(state.decisions, row, "county", "criterion"))

    def line(self, _state: State, names: Names, /) -> str:
        """会议研究决定：台前县的工业投资得分定为 18（…）."""
        what = f"{names.get(self.criterion, self.criterion)}得分" if self.criterion else "综合得分"
        change = ("加 " if self.points >= 0 else "减 ") + f"{abs(self.points):f}" if self.added else f"{self.points:f}"
        return f"会议研究决定：{self.county}的{what}{'' if self.added else '定为 '}{change}（{short(self.reason)}）"


@dataclass(frozen=True, slots=True)
class Explained(Change):
    """What is said to a finding, by its id; `message` is the finding's wording, for the line of history."""

    about: ClassVar[str] = "county"
    finding: str
    text: str
    county: str = ""
    message: str = ""

    def refusal(self, _state: State, /) -> str:
        """核实无误 alone is refused."""
        if explains(self.text, self.county):
            return ""
        return f"说明“{short(self.text)}”没有写出原因：请写明为什么会这样，只写核实无误不能算说明"

    def applied(self, state: State, stamp: Stamp, /) -> State:
        """It stands instead of an earlier explanation."""
        row = Explanation(self.finding, self.text, stamp.by, stamp.when, stamp.number, self.county)
        return replace(state, explanations=put(state.explanations, row, "finding"))

    def line(self, _state: State, _names: Names, /) -> str:
        """说明 3f2a…：去年同期有一次性补贴."""
        return f"说明“{short(self.message or self.finding)}”：{short(self.text)}"


@dataclass(frozen=True, slots=True)
class Accepted(Change):
    """An offered fact or name, by its id, is the indicator's; an empty `indicator` refuses the offer."""

    about: ClassVar[str] = "county"
    offer: str
    indicator: str
    county: str = ""
    message: str = ""

    def applied(self, state: State, stamp: Stamp, /) -> State:
        """It stands instead of an earlier answer to the offer."""
        row = Acceptance(self.offer, self.indicator, stamp.by, stamp.when, stamp.number, self.county)
        return replace(state, acceptances=put(state.acceptances, row, "offer"))

    def line(self, _state: State, names: Names, /) -> str:
        """采纳“…”作为工业投资."""
        offer = short(self.message or self.offer)
        if not self.indicator:
            return f"不采纳“{offer}”"
        return f"采纳“{offer}”作为{names.get(self.indicator, self.indicator)}"


@dataclass(frozen=True, slots=True)
class Learnt(Change):
    """A name that is an indicator's from now on."""

    name: str
    indicator: str

    def refusal(self, _state: State, /) -> str:
        """A name has letters."""
        return "" if self.name.strip() else "别名不能为空"

    def applied(self, state: State, stamp: Stamp, /) -> State:
        """A name means one indicator."""
        row = Alias(self.name, self.indicator, stamp.by, stamp.when, stamp.number)
        return replace(state, aliases=put(state.aliases, row, "name"))

    def line(self, _state: State, names: Names, /) -> str:
        """记住“工业固投”就是工业投资."""
        return f"记住“{short(self.name)}”就是{names.get(self.indicator, self.indicator)}"


class Matter(StrEnum):
    """What may be withdrawn: the field of the state that holds it."""

    CORRECTION = "corrections"
    DECISION = "decisions"
    EXPLANATION = "explanations"
    ACCEPTANCE = "acceptances"
    MARK = "marks"
    ALIAS = "aliases"
    ARCHIVE = "archives"

    @property
    def word(self) -> str:
        """更正 会议决定 说明 采纳 标记 别名 存档."""
        return {
            "corrections": "更正",
            "decisions": "会议决定",
            "explanations": "说明",
            "acceptances": "采纳",
            "marks": "标记",
            "aliases": "别名",
            "archives": "存档",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Withdrawn(Change):
    """What the change of that number had settled no longer holds (unlike undo: later changes stay)."""

    about: ClassVar[str] = "county"
    matter: Matter
    number: int
    reason: str = ""
    county: str = ""

    def refusal(self, state: State, /) -> str:
        """It must hold now."""
        rows = getattr(state, self.matter.value)
        return "" if any(row.number == self.number for row in rows) else f"没有第{self.number}步的{self.matter.word}"

    def applied(self, state: State, _stamp: Stamp, /) -> State:
        """It is gone."""
        rows = tuple(row for row in getattr(state, self.matter.value) if row.number != self.number)
        changed: dict[str, Any] = {self.matter.value: rows}
        return replace(state, **changed)

    def line(self, _state: State, _names: Names, /) -> str:
        """撤回第12步的更正：报错了县."""
        why = f"：{short(self.reason)}" if self.reason else ""
        return f"撤回第{self.number}步的{self.matter.word}{why}"
