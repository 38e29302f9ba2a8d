"""Other rules for a half-year that has begun: a new weight, a check, a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi import project as projects
from pingbi import scheme as schemes
from pingbi.model import PingbiError
from pingbi.model.catalogue import words
from pingbi.project.changes import SchemeChanged
from pingbi.scoring import METHODS

if TYPE_CHECKING:
    from pathlib import Path

    from pingbi.casework.case import Case
    from pingbi.project import Step


def adopt(case: Case, path: Path, note: str) -> Step:
    """The scheme of that file holds from now on; what was settled stays. Raises SchemeError, PingbiError.

    A scheme of another period is refused: a half-year has a project of its own.
    """
    scheme = schemes.load(path, METHODS)
    if scheme.period != case.scheme.period:
        raise PingbiError(
            f"{path.name} 是{words(scheme.period)}的方案，本项目是{words(case.scheme.period)}的；另一时期请另建项目"
        )
    data = path.read_text(encoding="utf-8-sig").encode("utf-8")
    if projects.digest(data) == case.project.state.scheme.sha:
        raise PingbiError(f"{path.name} 与项目里的方案相同，不用更换")
    return case.project.record(SchemeChanged(projects.digest(data), note), contents=(data,))
