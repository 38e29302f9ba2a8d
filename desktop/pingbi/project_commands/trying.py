"""What if, on a project: other figures or weights are tried over what it holds, and nothing of it is kept there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi import casework, evaluated, pipeline
from pingbi.model import PingbiError
from pingbi.project_commands.opened import opened

if TYPE_CHECKING:
    from argparse import Namespace


def evaluate(options: Namespace) -> int:
    """The workbook of a trial beside what is; the project is opened to be read."""
    if options.inputs or options.previous or options.scheme or options.period:
        raise PingbiError("用 --project 时，材料、上期、方案和时期都以项目里的为准，不另写")
    with opened(options, to_change=False) as case:
        real = casework.told(case, case.project.state)
        trial = pipeline.trial_of(case.scheme, options.settings, options.weights)
        if trial is None:
            raise PingbiError("evaluate --project 只用于试算：请写 --set 或 --weight；正式的用 pingbi export")
        done = casework.tried(case, real, trial)
    return evaluated.give(done, options, trial)
