"""The workbook of a project goes out, and the project remembers exactly what it said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pingbi import __version__
from pingbi import project as projects
from pingbi.casework.material import roles_of
from pingbi.casework.open_matters import OpenMatters, open_matters
from pingbi.model import Edition, PingbiError
from pingbi.pipeline import write_workbook
from pingbi.project.changes import Finalised
from pingbi.scheme import SHEETS
from pingbi.scheme.chosen_sheets import with_sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from pingbi.casework.case import Case
    from pingbi.model import Finding
    from pingbi.pipeline import Evaluation
    from pingbi.project import Export, State


class Exported(NamedTuple):
    """Where the workbook stands, what it says, and which printing it is."""

    path: Path
    evaluation: Evaluation
    edition: Edition


def export(case: Case, target: Path, *, final: bool = False, sheets: Collection[str] = ()) -> Exported:
    """Write the workbook of the state of now, then record it. `final` makes it 定稿, with what is still open said.

    `sheets` are those to be seen, in place of the scheme's; those that formulas need are in it all the same, hidden.
    From one state the same workbook is made again, equal in every byte: it keeps the number and time of the first.
    A project that is open for reading gives a workbook without a number. What stands at the target and is no untouched
    export of this project stays. 定稿 is recorded when the workbook is written and only has to take its place: a disk
    that is full or gone leaves a draft that can be corrected. Raises PingbiError, OSError.
    """
    held = case.project
    becoming = Finalised(len(matters(case, held.state).mandatory)) if final and held.state.final is None else None
    done, made = _to_export(case, target.name, sheets, becoming=becoming is not None)
    if not held.read_only:
        done = replace(done, edition=edition_of(made))

    def ready() -> None:
        if becoming is not None:
            held.record(becoming)

    path = write_workbook(done, target, _ours(case), ready)
    if not held.read_only and all(row.number != made.number for row in held.exports()):
        sha = projects.digest(path.read_bytes())
        made = replace(made, made_from=held.made_from, file=path.name, sha=sha)
        held.record_export(replace(made, figures=tuple(done.figures), result=done.result))
    return Exported(path, done, edition_of(made))


def _ours(case: Case) -> Callable[[Path], bool]:
    """Tells whether a file is an export of this project as it was written: it can be made again, so it may go."""
    sums = {row.sha for row in case.project.exports() if row.sha}

    def ours(path: Path) -> bool:
        try:
            return bool(sums) and projects.digest(path.read_bytes()) in sums
        except OSError:
            return False

    return ours


def to_export(case: Case, sheets: Collection[str] = ()) -> Evaluation:
    """What `export` would write now, with the number that it would have; nothing is written."""
    done, made = _to_export(case, "", sheets)
    return done if case.project.read_only else replace(done, edition=edition_of(made))


def _to_export(case: Case, name: str, sheets: Collection[str], *, becoming: bool = False) -> tuple[Evaluation, Export]:
    """`becoming`: as if it were 定稿 already."""
    held = case.project
    done = told(case, held.state)
    digest = projects.export_digest(tuple(done.figures), done.result, held.state.rules, __version__)
    scheme = with_sheets(done.scheme, sheets) if sheets else done.scheme
    chosen = tuple(row for row in SHEETS if row in sheets) if scheme is not done.scheme else ()
    made = None if becoming else _made_before(case, digest, chosen)
    if made is None:
        final = becoming or held.state.final is not None
        made = replace(held.next_export(name, program=__version__, digest=digest, final=final), sheets=chosen)
    return replace(done, scheme=scheme), made


def export_again(case: Case, number: int, target: Path) -> Exported:
    """The workbook of an earlier export, equal in every byte.

    Raises PingbiError where this version of the program no longer makes the same of it.
    """
    made = case.project.export(number)
    done = told(case, case.project.state_at(made.made_from))
    digest = projects.export_digest(tuple(done.figures), done.result, made.rules, made.program)
    if made.program != __version__ or digest != made.digest:
        raise PingbiError(f"第{number}号导出是程序 {made.program} 写的，本程序（{__version__}）不能保证写得一样")
    scheme = with_sheets(done.scheme, made.sheets) if made.sheets else done.scheme
    done = replace(done, scheme=scheme, edition=edition_of(made))
    return Exported(write_workbook(done, target, _ours(case)), done, edition_of(made))


def edition_of(made: Export) -> Edition:
    """What stands at the foot of its pages."""
    return Edition(made.number, made.draft, made.digest, made.when)


def edition_now(case: Case) -> Edition | None:
    """Which printing shows the state of now; None where no workbook of it has been exported."""
    held = case.project
    done = told(case, held.state)
    digest = projects.export_digest(tuple(done.figures), done.result, held.state.rules, __version__)
    made = _made_before(case, digest)
    return edition_of(made) if made is not None else None


def _made_before(case: Case, digest: str, sheets: tuple[str, ...] | None = None) -> Export | None:
    """The export that was made from this very state, by this program; with these sheets where they are given."""
    here = (row for row in reversed(case.project.exports()) if row.made_from == case.project.made_from)
    same = (row for row in here if (row.digest, row.program) == (digest, __version__) and not row.lost)
    return next((row for row in same if sheets in (None, row.sheets)), None)


def unsettled(state: State, done: Evaluation) -> tuple[Finding, ...]:
    """The findings to which nothing was said and whose figure nobody has corrected."""
    said = handled(state, done)
    return tuple(row for row in done.findings if row.id not in said)


def told(case: Case, state: State) -> Evaluation:
    """The evaluation with what was said to each finding, and what is still to be settled."""
    done = case.evaluation(state)
    said = handled(state, done)
    return replace(done, handled=said, open_matters=open_matters(state, done, said).others)


def matters(case: Case, state: State) -> OpenMatters:
    """未决事项 of a state."""
    done = case.evaluation(state)
    return open_matters(state, done, handled(state, done))


def handled(state: State, done: Evaluation) -> dict[str, str]:
    """What was said to a finding, by its id: the county's explanation, or the correction of its figure."""
    said = {row.finding: f"{row.text}（{row.when[:10]}）" for row in state.explanations}
    for row in state.corrections:
        value = "不采用" if row.value is None else f"核定为{row.value:f}"
        for finding in done.findings:
            same = (finding.county, finding.indicator) == (row.county, row.indicator)
            if same and row.role in roles_of(finding, done.figures):
                said.setdefault(finding.id, f"{value}：{row.reason}（{row.when[:10]}）")
    return said
