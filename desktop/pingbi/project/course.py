"""Changes of the course of an evaluation: marks, deadline, scheme, appeals, 定稿."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from pingbi.project.change import Change, Names, Stamp, short
from pingbi.project.state import Appeal, Final, Mark, Marking, SchemeVersion

if TYPE_CHECKING:
    from pingbi.project.state import State


@dataclass(frozen=True, slots=True)
class Marked(Change):
    """免报, 退回, 催报 or 审核通过; for one indicator where it is named. `date` where it was another day."""

    after_final: ClassVar[bool] = True

    about: ClassVar[str] = "county"
    county: str
    marking: Marking
    indicator: str = ""
    note: str = ""
    date: str = ""

    def refusal(self, state: State, /) -> str:
        """免报 decides what is scored, so it comes before 定稿."""
        final = state.final is not None and self.marking is Marking.EXEMPT
        return "已经定稿，不能再免报；要改动请先取消定稿" if final else ""

    def applied(self, state: State, stamp: Stamp, /) -> State:
        """One more mark: being sent back twice counts twice."""
        row = Mark(
            self.county, self.marking, self.indicator, self.note, stamp.by, self.date or stamp.when, stamp.number
        )
        return replace(state, marks=(*state.marks, row))

    def line(self, _state: State, names: Names, /) -> str:
        """标记台前县：退回（缺附表）."""
        what = f"的{names.get(self.indicator, self.indicator)}" if self.indicator else ""
        note = f"（{short(self.note)}）" if self.note else ""
        return f"标记{self.county}{what}：{self.marking.word}{note}"


@dataclass(frozen=True, slots=True)
class DeadlineSet(Change):
    """The day (with a time where one is set) until which counties report, in ISO form; empty for none."""

    after_final: ClassVar[bool] = True

    deadline: str

    def refusal(self, _state: State, /) -> str:
        """A date of the calendar."""
        try:
            datetime.fromisoformat(self.deadline or "2022-01-01")
        except ValueError:
            return f"截止日期“{short(self.deadline)}”无法识别，可写作 2022-07-10 或 2022-07-10 18:00"
        return ""

    def applied(self, state: State, _stamp: Stamp, /) -> State:
        """Instead of the one before."""
        return replace(state, deadline=self.deadline)

    def line(self, _state: State, _names: Names, /) -> str:
        """报送截止日期定为 2022-07-10."""
        return f"报送截止日期定为 {self.deadline}" if self.deadline else "取消报送截止日期"


@dataclass(frozen=True, slots=True)
class SchemeChanged(Change):
    """Other rules from now on; the text is stored with the change, `sha` is that of its UTF-8 bytes."""

    sha: str
    note: str = ""

    def applied(self, state: State, stamp: Stamp, /) -> State:
        """One more version."""
        return replace(
            state, schemes=(*state.schemes, SchemeVersion(self.sha, stamp.number, stamp.when, stamp.by, self.note))
        )

    def line(self, _state: State, _names: Names, /) -> str:
        """更换方案（权重调整）."""
        note = f"（{short(self.note)}）" if self.note else ""
        return f"更换方案{note}，摘要 {self.sha[:8]}"


@dataclass(frozen=True, slots=True)
class Appealed(Change):
    """复核申请 of a county, about one criterion where it is named."""

    after_final: ClassVar[bool] = True

    about: ClassVar[str] = "county"
    county: str
    text: str
    criterion: str = ""

    def refusal(self, _state: State, /) -> str:
        """It says what it asks."""
        return "" if self.text.strip() else "请写明复核申请的内容"

    def applied(self, state: State, stamp: Stamp, /) -> State:
        """One more, not answered."""
        row = Appeal(stamp.number, self.county, self.criterion, self.text, stamp.by, stamp.when)
        return replace(state, appeals=(*state.appeals, row))

    def line(self, _state: State, names: Names, /) -> str:
        """台前县申请复核工业投资：…."""
        what = names.get(self.criterion, self.criterion) if self.criterion else ""
        return f"{self.county}申请复核{what}：{short(self.text)}"


@dataclass(frozen=True, slots=True)
class Answered(Change):
    """The answer to the appeal of that number; `upheld` where the county was right."""

    after_final: ClassVar[bool] = True

    about: ClassVar[str] = "county"
    appeal: int
    text: str
    upheld: bool
    county: str = ""

    def refusal(self, state: State, /) -> str:
        """The appeal must be there."""
        if all(row.number != self.appeal for row in state.appeals):
            return f"没有编号为{self.appeal}的复核申请"
        return "" if self.text.strip() else "请写明复核的答复"

    def applied(self, state: State, stamp: Stamp, /) -> State:
        """The appeal has this answer."""
        rows = tuple(
            replace(row, answer=self.text, upheld=self.upheld, answered_by=stamp.by, answered=stamp.when)
            if row.number == self.appeal
            else row
            for row in state.appeals
        )
        return replace(state, appeals=rows)

    def line(self, _state: State, _names: Names, /) -> str:
        """答复第31步的复核申请（成立）：…."""
        return f"答复第{self.appeal}步的复核申请（{'成立' if self.upheld else '不成立'}）：{short(self.text)}"


@dataclass(frozen=True, slots=True)
class Finalised(Change):
    """定稿, saying how many mandatory findings are open."""

    after_final: ClassVar[bool] = True

    open_mandatory: int
    note: str = ""

    def refusal(self, state: State, /) -> str:
        """Once."""
        return "已经定稿；要改动请先取消定稿" if state.final is not None else ""

    def applied(self, state: State, stamp: Stamp, /) -> State:
        """It is final."""
        return replace(state, final=Final(self.open_mandatory, self.note, stamp.by, stamp.when, stamp.number))

    def line(self, _state: State, _names: Names, /) -> str:
        """定稿（强制性问题尚有3条）."""
        still = f"强制性问题尚有{self.open_mandatory}条" if self.open_mandatory else "没有未处理的强制性问题"
        return f"定稿（{still}{'；' + short(self.note) if self.note else ''}）"


@dataclass(frozen=True, slots=True)
class Reopened(Change):
    """Final no longer."""

    after_final: ClassVar[bool] = True

    reason: str

    def refusal(self, state: State, /) -> str:
        """It must be final, and the reason be said."""
        if state.final is None:
            return "还没有定稿，不用取消"
        return "" if self.reason.strip() else "请写明取消定稿的原因"

    def applied(self, state: State, _stamp: Stamp, /) -> State:
        """A draft again."""
        return replace(state, final=None)

    def line(self, _state: State, _names: Names, /) -> str:
        """取消定稿：濮阳县复核成立."""
        return f"取消定稿：{short(self.reason)}"
