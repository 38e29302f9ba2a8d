"""退回 and 审核通过: which of them was the last word on a county, and whether it has submitted since.

By the clock, not by the steps: what two people did in two files stands in another order when it is merged.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pingbi.project.changes import Marking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pingbi.project import State, Submission
    from pingbi.project.state import Mark

_VERDICTS = (Marking.RETURNED, Marking.APPROVED)


def verdict(state: State, county: str) -> Mark | None:
    """The newest of the two on the county as a whole."""
    said = [row for row in state.marks if row.county == county and not row.indicator and row.marking in _VERDICTS]
    return max(said, key=lambda row: moment(row.when, row.number), default=None)


def came_since(mark: Mark, submissions: Iterable[Submission]) -> bool:
    """Whether one of these was received after the mark was made."""
    made = moment(mark.when, mark.number)
    return any(moment(row.received, row.number) > made for row in submissions)


def moment(when: str, number: int) -> tuple[datetime, int]:
    """Of two in the same second the later step is the later."""
    return datetime.fromisoformat(when).astimezone(), number
