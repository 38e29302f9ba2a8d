"""What a step has settled no longer holds; what came after it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model import PingbiError
from pingbi.project.changes import Matter, Withdrawn

if TYPE_CHECKING:
    from pingbi.casework.case import Case
    from pingbi.project import Step


def withdraw(case: Case, step: int, reason: str) -> Step:
    """Whatever that step has settled: a correction, a decision, an explanation, … Raises PingbiError."""
    state = case.project.state
    for matter in Matter:
        for row in getattr(state, matter.value):
            if row.number == step:
                return case.project.record(Withdrawn(matter, step, reason, getattr(row, "county", "")))
    line = next((row.line for row in case.project.history() if row.number == step), "")
    if not line:
        raise PingbiError(f"没有第{step}步；步号见 history")
    words = "、".join(matter.word for matter in Matter)
    raise PingbiError(f"第{step}步“{line}”没有可以撤回的：能撤回的是还有效的{words}；最后一步可用 undo 撤销")
