"""What the page shows of a state: the matrix and the files, found in the project's thread."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pingbi.casework import Case
    from pingbi.casework.filed import Filed
    from pingbi.casework.matrix import Matrix


class Collected(NamedTuple):
    """What the page shows of a state."""

    matrix: Matrix
    filed: tuple[Filed, ...]


def collected(case: Case) -> Collected:
    """In the project's thread."""
    from pingbi.casework.filed import filed
    from pingbi.casework.matrix import matrix

    found = matrix(case, datetime.now().astimezone())
    return Collected(found, filed(case, found))
