"""What is decided beside the rules, and what is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.casework import decisions
from pingbi.casework.withdrawing import withdraw as withdrawn
from pingbi.project_commands.lines import changed_with_effect

if TYPE_CHECKING:
    from argparse import Namespace

    from pingbi.casework import Case
    from pingbi.project import Step


def decide(options: Namespace) -> int:
    """会议研究决定: points of a criterion or of the total, with what that does to points and places."""

    def made(case: Case) -> Step:
        points = decisions.points_of(options.points)
        return decisions.decide(case, options.county, points, options.reason, options.criterion, added=options.add)

    return changed_with_effect(options, made)


def withdraw(options: Namespace) -> int:
    """What a step has settled no longer holds, with what that does to points and places."""
    return changed_with_effect(options, lambda case: withdrawn(case, options.number, options.reason))
