"""What a person says of figures, findings and counties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi import casework
from pingbi.model import ROLE_WORDS
from pingbi.project.changes import How, Marking
from pingbi.project_commands.lines import changed_with_effect
from pingbi.project_commands.opened import changed, opened

if TYPE_CHECKING:
    from argparse import Namespace

    from pingbi.casework import Case
    from pingbi.project import Step


OF = {word or "本期": role for role, word in ROLE_WORDS.items()}  # as the option --of has them


def correct(options: Namespace) -> int:
    """A correction beside the reported figure, with what it does to points and places."""

    def correction(case: Case) -> Step:
        value, how = casework.number(options.value), How(options.how)
        return casework.correct(case, options.county, options.indicator, value, options.reason, how, OF[options.of])

    return changed_with_effect(options, correction)


def accept(options: Namespace) -> int:
    """What a finding offers is taken, or refused for good."""
    if options.refuse:
        return changed_with_effect(options, lambda case: casework.refuse(case, options.finding))
    return changed_with_effect(options, lambda case: casework.accept(case, options.finding, options.indicator))


def explain(options: Namespace) -> int:
    """What the county says to a finding."""
    with opened(options) as case:
        return changed(casework.explain(case, options.finding, options.text))


def mark(options: Namespace) -> int:
    """免报, 退回, 催报, 审核通过."""
    with opened(options) as case:
        return changed(casework.mark(case, options.county, Marking(options.marking), options.indicator, options.note))
