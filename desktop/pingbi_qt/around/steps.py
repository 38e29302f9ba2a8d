"""The history in words: the lines of the panel, and what going back to a step means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from pingbi_qt.around.rows import Row

if TYPE_CHECKING:
    from pingbi.casework import Case
    from pingbi.project import Step

SIGNS = {
    "received": "file",
    "taken": "file",
    "aside": "file",
    "archived": "file",
    "corrected": "pen",
    "decided": "pen",
    "withdrawn": "pen",
    "explained": "note",
    "appealed": "note",
    "answered": "note",
    "accepted": "tick",
    "learnt": "tick",
    "marked": "bell",
    "deadline": "bell",
    "scheme": "table",
    "final": "lock",
    "reopened": "lock",
    "export": "download",
    "undo": "undo",
    "redo": "redo",
    "lost": "octagon_cross",
}
KINDS = {
    "file": "材料",
    "pen": "改正和决定",
    "note": "说明和复核",
    "tick": "认可",
    "bell": "标记和截止日期",
    "table": "方案",
    "lock": "定稿",
}
UNDONE, ABANDONED = "undone", "abandoned"


class Move(NamedTuple):
    """What going to a step is: its button, what it means, and how many steps of undo (below 0) or redo."""

    words: str = ""
    means: str = ""
    by: int = 0


def rows_of(steps: Sequence[Step], county: str = "") -> tuple[Row, ...]:
    """Lines for the panel, the newest first, by day; of one county where it is named."""
    rows: list[Row] = []
    day = ""
    kept = [row for row in steps if county in ("", row.county)]
    counts = Counter(row.when[:10] for row in kept)
    for step in reversed(kept):
        if step.when[:10] != day:
            day = step.when[:10]
            rows.append(Row(day_words(day), f"{counts[day]} 步", head=True))
        sign = sign_of(step)
        rows.append(
            Row(
                step.line,
                second="，".join(part for part in (step.when[11:16], step.by, f"第{step.number}步") if part),
                chip=step.standing.word,
                glyph=sign,
                ink={"download": "accent", "octagon_cross": "err"}.get(sign, "text2"),
                faded=bool(step.standing.word) or step.kind in {"undo", "redo"},
                value=step,
            )
        )
    return tuple(rows)


def counties_of(steps: Sequence[Step]) -> tuple[str, ...]:
    """The counties that stand in the history, in the order in which they came."""
    return tuple(dict.fromkeys(row.county for row in steps if row.county))


def move_to(step: Step, steps: Sequence[Step], read_only: str = "") -> Move:
    """What going to the state right after that step means; no words where it cannot be."""
    changes = [row for row in steps if row.kind not in {"undo", "redo", "export"}]
    if step.standing.value == ABANDONED:
        return Move(means="这一步撤销以后又做了别的改动，已放弃，回不去；可以照着再做一次")
    if step.kind in {"undo", "redo", "export"}:
        return Move(means="这一行只是记录，不是一个改动；选它上面或下面的改动")
    if read_only:
        return Move(means=read_only)
    if step.standing.value == UNDONE:
        again = [row for row in changes if row.standing.value == UNDONE and row.number <= step.number]
        return Move("重做到这一步", f"会重做 {len(again)} 步：{kinds_of(again)}", len(again))
    after = [row for row in changes if not row.standing.word and row.number > step.number]
    if not after:
        return Move(means="现在就在这一步")
    means = f"会撤销它后面的 {len(after)} 步：{kinds_of(after)}。已导出的工作簿不变；撤销的都留着，可以重做"
    return Move("退到这一步", means, -len(after))


def go(case: Case, number: int) -> int:
    """Undo or redo until that change is the last one; how many steps that took. Raises PingbiError."""
    from pingbi.model import PingbiError

    steps = {row.number: row for row in case.project.history()}
    step = steps.get(number)
    if step is None or step.standing.value == ABANDONED or step.kind in {"undo", "redo", "export"}:
        raise PingbiError("回不到这一步：它已经放弃，或只是一行记录")
    taken, again = 0, step.standing.value == UNDONE
    while case.project.made_from != number:
        if again:
            case.project.redo()
        else:
            case.project.undo()
        taken += 1
    return taken


def sign_of(step: Step) -> str:
    """The sign of a kind of step."""
    return SIGNS.get(step.kind, "dot")


def kinds_of(steps: Sequence[Step]) -> str:
    """材料 3 步、改正和决定 2 步."""
    counted = Counter(KINDS.get(sign_of(row), "其他") for row in steps)
    return "、".join(f"{kind} {count} 步" for kind, count in counted.most_common())


def day_words(day: str) -> str:
    """7月10日 星期日; with the year where it is another one."""
    try:
        date = datetime.fromisoformat(day)
    except ValueError:
        return "时间不明"
    year = "" if date.year == datetime.now().astimezone().year else f"{date.year}年"
    return f"{year}{date.month}月{date.day}日 星期{'一二三四五六日'[date.weekday()]}"
