"""What a person says of figures, findings and counties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi import casework
from pingbi.answers import DONE
from pingbi.project.changes import How, Marking
from pingbi.project_commands.lines import difference_lines
from pingbi.project_commands.opened import changed, opened

if TYPE_CHECKING:
    from argparse import Namespace


def correct(options: Namespace) -> int:
    """A correction beside the reported figure, with what it does to points and places."""
    with opened(options) as case:
        before = case.evaluation()
        value, how = casework.number(options.value), How(options.how)
        step = casework.correct(case, options.county, options.indicator, value, options.reason, how)
        changed(step)
        for line in difference_lines(casework.difference(before, case.evaluation()), case.scheme):
            print(line)
    return DONE


def accept(options: Namespace) -> int:
    """What a finding offers is taken, or refused for good."""
    with opened(options) as case:
        if options.refuse:
            return changed(casework.refuse(case, options.finding))
        before = case.evaluation()
        changed(casework.accept(case, options.finding, options.indicator))
        for line in difference_lines(casework.difference(before, case.evaluation()), case.scheme):
            print(line)
    return DONE


def explain(options: Namespace) -> int:
    """What the county says to a finding."""
    with opened(options) as case:
        return changed(casework.explain(case, options.finding, options.text))


def mark(options: Namespace) -> int:
    """免报, 退回, 催报, 审核通过."""
    with opened(options) as case:
        return changed(casework.mark(case, options.county, Marking(options.marking), options.indicator, options.note))
