"""What holds for a county as a whole, as one line across its figures, and what can be done about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.matrix import Whole
from pingbi_qt.collect.lines import short_reason
from pingbi_qt.parts import State

if TYPE_CHECKING:
    from pingbi.casework.matrix import CountyRow

REMIND, WHY = "复制催报文字", "看原因"


class Reading(NamedTuple):
    """A file that is probably the county's is read: what it is called, and how much of all that is read."""

    name: str
    done: int
    found: int


class MergedLine(NamedTuple):
    """One line instead of cells. `link` is empty where there is nothing to do; `share` is that of a bar, or None."""

    state: State
    words: str
    link: str = ""
    share: float | None = None


def merged_line(row: CountyRow, reading: Reading | None) -> MergedLine | None:
    """None where the county's figures are shown."""
    if row.whole is Whole.NONE:
        return None
    if reading is not None:
        share = reading.done / reading.found if reading.found else 0.0
        return MergedLine(State.READING, f"正在读：{reading.name}", "", share)
    match row.whole:
        case Whole.MISSING:
            return MergedLine(State.MISSING, f"整份未报，{chased_words(row)}", REMIND)
        case Whole.UNREADABLE:
            why = short_reason(row.reason)
            return MergedLine(State.UNREADABLE_FILE, f"报了，但文件打不开：{_last(row.file)}，{why}", WHY)
        case Whole.EMPTY:
            return MergedLine(State.UNREADABLE_FILE, f"报了，但没有读出数：{_last(row.file)}", WHY)
        case _:
            return MergedLine(State.EXEMPT, "整份免报")


def chased_words(row: CountyRow) -> str:
    """已催 1 次（7月7日）."""
    if not row.chased:
        return "还没催过"
    when = datetime.fromisoformat(row.last_chased)
    return f"已催 {row.chased} 次（{when.month}月{when.day}日）"


def _last(name: str) -> str:
    return name.rpartition("/")[2]
