"""Another project file comes in: of the same period it is merged, of an earlier one its results are archived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi import project as projects
from pingbi.casework.archive import Kept, archive_project
from pingbi.casework.case import Case
from pingbi.model import PingbiError
from pingbi.model.catalogue import same_period
from pingbi.project.tables import header

if TYPE_CHECKING:
    from pathlib import Path

    from pingbi.project import Merged


def is_project(path: Path) -> bool:
    """Whether it is a project file, by its first bytes."""
    if not path.is_file():
        return False
    try:
        header(path)
    except PingbiError:
        return False
    return True


def bring_project(case: Case, path: Path, *, as_earlier: bool = False) -> Merged | tuple[Kept, ...]:
    """What was merged, or the archives that were made; `as_earlier`: never merged. Raises PingbiError."""
    if path.samefile(case.project.path):
        raise PingbiError(f"{path.name} 就是本项目，不能收进它自己")
    with projects.open(path, case.project.by, read_only=True) as other:
        there = Case(other, password=case.password, children=case.children)
        if as_earlier or not same_period(there.scheme.period, case.scheme.period):
            return archive_project(case, there)
        return projects.merge(case.project, other)
