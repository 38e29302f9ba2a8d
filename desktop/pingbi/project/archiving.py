"""The change that keeps what an earlier period gave: the source of last period's and last year's values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pingbi.model.catalogue import is_period, same_period, words
from pingbi.project.change import Change, Names, Stamp, short
from pingbi.project.state import Archive

if TYPE_CHECKING:
    from pingbi.project.state import State


@dataclass(frozen=True, slots=True)
class Archived(Change):
    """An earlier period's results. `sha` is that of a `Published` as JSON, which is stored with the change.

    `name` is the file they come from, `edition` which printing of it.
    """

    name: str
    sha: str
    period: str
    edition: str = ""

    def refusal(self, state: State, /) -> str:
        """A period that is one, and not what is there already."""
        if not is_period(self.period) or self.period == "asof":
            return f"时期“{short(self.period)}”无法识别，可写作 2021H2、2021Q4、2021M12 或 2021"
        known = (row for row in state.archives if same_period(row.period, self.period))
        same = next((row for row in known if row.sha == self.sha), None)
        return f"{words(same.period)}的结果已经存入（第{same.number}步），内容完全相同" if same else ""

    def applied(self, state: State, stamp: Stamp, /) -> State:
        """It stands instead of an earlier one of the period."""
        row = Archive(stamp.number, self.name, self.sha, self.period, self.edition, stamp.by, stamp.when)
        others = (old for old in state.archives if not same_period(old.period, row.period))
        return replace(state, archives=(*others, row))

    def line(self, state: State, _names: Names, /) -> str:
        """存入2021年下半年的结果：2021下半年.pingbi（定稿，第3号导出）."""
        again = any(same_period(row.period, self.period) for row in state.archives)
        edition = f"（{short(self.edition)}）" if self.edition else ""
        return f"{'重新存入' if again else '存入'}{words(self.period)}的结果：{short(self.name)}{edition}"
