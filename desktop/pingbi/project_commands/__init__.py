"""What each command on a project file does: one call of casework, and what is printed of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.project_commands.announcing import notice
from pingbi.project_commands.appealing import answer, appeal, appeals
from pingbi.project_commands.archives import template
from pingbi.project_commands.coming import adopt, aside, bring, take
from pingbi.project_commands.deciding import decide, withdraw
from pingbi.project_commands.going import check, export, hand_back, reopen, trace
from pingbi.project_commands.history import history, redo, undo
from pingbi.project_commands.settling import accept, correct, explain, mark
from pingbi.project_commands.standing import deadline, status
from pingbi.project_commands.trying import evaluate

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

__all__ = ["PROJECT_COMMANDS", "check", "evaluate", "template", "trace"]

PROJECT_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "import": bring,
    "status": status,
    "deadline": deadline,
    "adopt": adopt,
    "take": take,
    "aside": aside,
    "correct": correct,
    "accept": accept,
    "explain": explain,
    "mark": mark,
    "decide": decide,
    "withdraw": withdraw,
    "appeal": appeal,
    "answer": answer,
    "appeals": appeals,
    "return": hand_back,
    "export": export,
    "notice": notice,
    "reopen": reopen,
    "history": history,
    "undo": undo,
    "redo": redo,
}
