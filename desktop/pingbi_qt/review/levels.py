"""The levels of findings as states, with what a person is told of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.casework.listed import NOT_REPORTED
from pingbi_qt.parts import State

if TYPE_CHECKING:
    from pingbi.model import Level

STATES = {
    "mandatory": State.MANDATORY,
    "verify": State.VERIFYING,
    "hint": State.HINT,
    "unchecked": State.UNAUDITED,
}
ORDER = tuple(STATES)
WHY = {"缺": State.MISSING, NOT_REPORTED: State.UNAUDITED, "看不懂": State.UNREADABLE_VALUE, "免报": State.EXEMPT}


def state_of(level: Level | None) -> State:
    """The state of a figure whose gravest finding is of that level."""
    return STATES[level.value] if level is not None else State.VERIFIED
