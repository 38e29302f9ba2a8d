"""What is decided beside the rules, and what is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi import casework
from pingbi.answers import DONE
from pingbi.casework import decisions
from pingbi.casework.withdrawing import withdraw as withdrawn
from pingbi.project_commands.lines import difference_lines
from pingbi.project_commands.opened import changed, opened

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from pingbi.casework import Case
    from pingbi.project import Step


def decide(options: Namespace) -> int:
    """会议研究决定: points of a criterion or of the total, with what that does to points and places."""

    def made(case: Case) -> Step:
        points = decisions.points_of(options.points)
        return decisions.decide(case, options.county, points, options.reason, options.criterion, added=options.add)

    return _told(options, made)


def withdraw(options: Namespace) -> int:
    """What a step has settled no longer holds, with what that does to points and places."""
    return _told(options, lambda case: withdrawn(case, options.number, options.reason))


def _told(options: Namespace, made: Callable[[Case], Step]) -> int:
    with opened(options) as case:
        before = case.evaluation()
        changed(made(case))
        for line in difference_lines(casework.difference(before, case.evaluation()), case.scheme):
            print(line)
    return DONE
