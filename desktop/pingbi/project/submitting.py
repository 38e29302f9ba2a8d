"""Changes about submissions: received, taken, put aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pingbi.project.change import Change, Names, Stamp, short
from pingbi.project.state import Submission

if TYPE_CHECKING:
    from pingbi.project.state import State


@dataclass(frozen=True, slots=True)
class Received(Change):
    """A file came. `sha` is that of its bytes, which are stored with the change."""

    name: str
    sha: str
    size: int
    counties: tuple[str, ...] = ()
    modified: str = ""
    taken: bool = True
    reason: str = ""
    batch: int = 0  # the first step of the import that it came with
    instead: int = 0  # the submission it takes the place of: the same file, which could not be read before

    @property
    def whose(self) -> str:
        """The county, where it is one."""
        return self.counties[0] if len(self.counties) == 1 else ""

    def refusal(self, state: State, /) -> str:
        """The very same file twice is no second version."""
        known = (row for row in state.submissions if (row.sha, row.name) == (self.sha, self.name))
        same = next((row for row in known if row.taken and row.number != self.instead), None)
        return f"{short(self.name)} 已经收过（第{same.number}步），内容完全相同" if same else ""

    def applied(self, state: State, stamp: Stamp, /) -> State:
        """One more submission."""
        row = Submission(
            number=stamp.number,
            name=self.name,
            sha=self.sha,
            size=self.size,
            counties=self.counties,
            received=stamp.when,
            by=stamp.by,
            modified=self.modified,
            taken=self.taken,
            reason=self.reason,
            batch=self.batch,
        )
        old = state.submission(self.instead)
        if old is not None:
            state = state.with_submission(replace(old, taken=False, reason=f"由第{stamp.number}步收到的同一份材料代替"))
        return replace(state, submissions=(*state.submissions, row))

    def line(self, state: State, _names: Names, /) -> str:
        """收到 台前县 的 台前县.xlsx（第2版）."""
        counties = "、".join(self.counties[:3]) + (f"等{len(self.counties)}个县区" if len(self.counties) > 3 else "")
        whose = f"{counties}的" if counties else ""
        own = [row for row in state.versions(self.whose) if row.counties == self.counties]  # not the city's tables
        version = len(own) + 1 if self.whose else 1
        which = f"（第{version}版）" if version > 1 else ""
        why = f"：{short(self.reason)}" if self.reason else ""
        return f"收到{whose}{short(self.name)}{which}" + ("" if self.taken else f"，暂不采用{why}")


@dataclass(frozen=True, slots=True)
class Took(Change):
    """A submission that was put aside is used."""

    submission: int
    reason: str = ""

    def refusal(self, state: State, /) -> str:
        """It must be there, and aside."""
        row = state.submission(self.submission)
        if row is None:
            return f"没有编号为{self.submission}的报送材料"
        return f"{short(row.name)} 已在采用，不用再改" if row.taken else ""

    def applied(self, state: State, _stamp: Stamp, /) -> State:
        """It is taken."""
        row = state.submission(self.submission)
        return state if row is None else state.with_submission(replace(row, taken=True, reason=self.reason))

    def line(self, state: State, _names: Names, /) -> str:
        """采用 台前县.xlsx."""
        row = state.submission(self.submission)
        why = f"：{short(self.reason)}" if self.reason else ""
        return f"采用{short(row.name) if row else ''}{why}"


@dataclass(frozen=True, slots=True)
class PutAside(Change):
    """A submission is not used; it stays in the file."""

    submission: int
    reason: str

    def refusal(self, state: State, /) -> str:
        """It must be there and in use, and the reason be said."""
        row = state.submission(self.submission)
        if row is None:
            return f"没有编号为{self.submission}的报送材料"
        if not row.taken:
            return f"{short(row.name)} 已是不采用，不用再改"
        return "" if self.reason.strip() else "请写明不采用的原因"

    def applied(self, state: State, _stamp: Stamp, /) -> State:
        """It is aside."""
        row = state.submission(self.submission)
        return state if row is None else state.with_submission(replace(row, taken=False, reason=self.reason))

    def line(self, state: State, _names: Names, /) -> str:
        """不采用 台前县.xlsx：已有第2版."""
        row = state.submission(self.submission)
        return f"不采用{short(row.name) if row else ''}：{short(self.reason)}"
