"""The 通报 of a project: with the number of the workbook that shows the same, and what the project counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pingbi import casework, noticing
from pingbi.casework.exporting import edition_now
from pingbi.model.reporting import Reporting

if TYPE_CHECKING:
    from pingbi.casework import Case
    from pingbi.model import Edition
    from pingbi.pipeline import Evaluation


class Noticed(NamedTuple):
    """Where it stands, what it says, and which workbook says the same; None where none has been exported."""

    path: Path
    evaluation: Evaluation
    edition: Edition | None


def write_notice_of(case: Case, target: Path) -> Noticed:
    """The notice of the state of now; nothing is changed. Raises PingbiError."""
    edition = edition_now(case)
    done = replace(casework.told(case, case.project.state), edition=edition)
    return Noticed(noticing.write_notice(done, target, reporting=_reporting(case)), done, edition)


def _reporting(case: Case) -> tuple[Reporting, ...]:
    """What the project counts. Of who has not reported no days are told: they would be others tomorrow."""
    rows = casework.status(case, datetime.now(UTC).astimezone()).counties
    missing = casework.Stage.MISSING
    return tuple(
        Reporting(row.county, row.stage is missing, row.late_days if row.versions else 0, row.returned) for row in rows
    )
