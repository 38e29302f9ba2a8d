"""One state of the project as the window shows it: made in the desk's thread, then only read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pingbi.casework import Arrived, Case, Status
    from pingbi.model import Finding
    from pingbi.pipeline import Evaluation
    from pingbi.project import State
    from pingbi.scheme import Scheme


@dataclass(frozen=True, slots=True)
class View:
    """What the project holds and makes after its last change. `number` grows by one a view; `saved` is ISO time.

    `opening` is another when another project is opened: what was begun in the window for the one before is not for it.
    One that is saved elsewhere stays the same.
    """

    number: int
    opening: int
    path: Path
    name: str
    period: str
    scheme: Scheme
    state: State
    evaluation: Evaluation
    status: Status
    arrived: tuple[Arrived, ...]
    open_findings: tuple[Finding, ...]  # not explained, corrected or settled in another way
    undo: str  # what undo would undo; empty where nothing
    redo: str
    read_only: str  # why nothing can be changed; empty where it can
    saved: str
    whole: int  # counties of which nothing is missing
    exported: bool  # whether a workbook of this very state has been written

    @property
    def closed(self) -> str:
        """Why no figure, rule or explanation can be changed; empty where they can."""
        return self.read_only or ("已经定稿，要改先取消定稿" if self.state.final is not None else "")

    @property
    def sample(self) -> bool:
        """Whether a submission is marked 示例数据."""
        return self.evaluation.sample


def view_of(case: Case, number: int, opening: int) -> View:
    """The state of now. Raises PingbiError."""
    from datetime import datetime

    from pingbi.casework import status
    from pingbi.casework.exporting import unsettled
    from pingbi.casework.matrix import matrix
    from pingbi.model.catalogue import words

    held, scheme = case.project, case.scheme
    done = case.evaluation()
    now = datetime.now().astimezone()
    standing = status(case, now)
    undo, redo = held.moves()
    history = held.history()
    return View(
        number=number,
        opening=opening,
        path=held.path,
        name=scheme.scheme.name,
        period=words(scheme.period),
        scheme=scheme,
        state=held.state,
        evaluation=done,
        status=standing,
        arrived=case.arrived(),
        open_findings=unsettled(held.state, done),
        undo=undo.line if undo else "",
        redo=redo.line if redo else "",
        read_only=held.read_only,
        saved=history[-1].when if history else "",
        whole=len(matrix(case, now, standing).complete),
        exported=any(row.made_from == held.made_from for row in held.exports()),
    )
