"""What the page shows of a state: the matrix and the files, found in the project's thread."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.casework import Case
    from pingbi.casework.filed import Filed
    from pingbi.casework.matrix import Matrix
    from pingbi_qt.desk import View


class Collected(NamedTuple):
    """What the page shows of a state."""

    matrix: Matrix
    filed: tuple[Filed, ...]
    steps: int  # of the project's history, when this was found
    words: Mapping[str, str]  # of what is to be settled about the figures, by the finding's id


def collected(case: Case) -> Collected:
    """In the project's thread."""
    from pingbi.casework.filed import filed
    from pingbi.casework.matrix import matrix

    found = matrix(case, datetime.now().astimezone())
    wanted = {name for row in found.rows for cell in row.cells for name in cell.findings}
    words = {name: str(row) for row in case.evaluation().findings if (name := row.id) in wanted} if wanted else {}
    return Collected(found, filed(case, found), case.project.steps, words)


def closed(view: View | None) -> str:
    """Why nothing more can be received; empty where it can."""
    if view is None or view.read_only:
        return view.read_only if view is not None else ""
    return "已经定稿，要收材料先取消定稿" if view.state.final is not None else ""
