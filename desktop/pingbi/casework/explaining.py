"""What counties write beside the findings of a 退回单, when it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model import PingbiError
from pingbi.project.changes import Explained

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pingbi.casework.case import Case
    from pingbi.model.returned import Given
    from pingbi.project import Step


def explained(case: Case, given: Iterable[Given], county: str) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """(the changes that were made, why others were not: a Chinese line each). What is known already is passed over.

    A row that has lost its id is known by the finding's wording.
    """
    steps: list[Step] = []
    refused: list[str] = []
    for row in given:
        known = {said.finding: said.text for said in case.project.state.explanations}
        finding = row.finding or _worded(case, row.problem)
        if not finding:
            refused.append(f"{row.origin}的说明“{row.text}”对不上问题，没有记下；请用 explain 写明编号")
        elif known.get(finding) != row.text:
            try:
                steps.append(case.project.record(Explained(finding, row.text, county, row.problem)))
            except PingbiError as error:
                refused.append(f"{row.origin}：{error}")
    return tuple(steps), tuple(refused)


def _worded(case: Case, problem: str) -> str:
    return next((row.id for row in case.evaluation().findings if str(row) == problem), "")
