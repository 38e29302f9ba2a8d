"""What the page of step 4 asks the engine, in the project's thread: the pages, and what would go out."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from pingbi import outputs, pipeline
from pingbi.casework.exporting import to_export
from pingbi.model import Edition, Level, PingbiError
from pingbi.outputs import Made, Order, Output
from pingbi.paper import Paper, PrintedPage, pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.casework import Case
    from pingbi.project import State


class Outline(NamedTuple):
    """A sheet in the list: its pages and paper, and its first page."""

    name: str
    words: str
    pages: int
    first: PrintedPage


@dataclass(frozen=True, slots=True)
class Prepared:
    """A state, ready to go out. `paper` is asked in the project's thread only."""

    state: State
    paper: Paper
    names: tuple[str, ...]
    chosen: tuple[str, ...]
    needed: frozenset[str]
    outline: Outline | None
    edition: Edition | None
    read_only: str  # why the project cannot be changed; empty where it can
    final: str  # when it was made 定稿; empty where it is not
    open_levels: dict[Level, int]  # findings to which nothing was said
    explained: int
    counties: int
    program: str  # that prints a PDF; empty where there is none
    name: str  # of the workbook, where nobody has said


def prepared(
    case: Case, chosen: tuple[str, ...] | None, current: str, known: tuple[State, Paper] | None = None
) -> Prepared:
    """The sheets, and the first page of the one that is looked at. Raises PingbiError.

    `known` is the paper of a state: with another choice of sheets it is the same half-year.
    """
    done = to_export(case, chosen or ())
    if known is not None and known[0] is case.project.state:
        paper = known[1].chosen_anew(known[1].chosen if chosen is None else chosen, done.edition)
    else:
        paper = pages(pipeline.book(done), chosen)
    first = current if current in paper.names else next(iter(paper.chosen or paper.names), "")
    unsettled = [row for row in done.findings if row.id not in done.handled]
    final = case.project.state.final
    return Prepared(
        state=case.project.state,
        paper=paper,
        names=paper.names,
        chosen=paper.chosen,
        needed=paper.needed,
        outline=outlined(paper, first) if first else None,
        edition=done.edition,
        read_only=case.project.read_only,
        final=final.when if final is not None else "",
        open_levels={level: sum(row.level is level for row in unsettled) for level in Level},
        explained=len(done.findings) - len(unsettled),
        counties=len(done.scheme.counties),
        program=next((row.name for row in outputs.printers()), ""),
        name=outputs.name_of(done.scheme.period),
    )


def outlined(paper: Paper, name: str) -> Outline:
    """A sheet, planned."""
    sheet = paper.sheet(name)
    return Outline(name, sheet.words, sheet.count, sheet.page(0))


@dataclass(frozen=True, slots=True)
class Result:
    """What an order gave: the files, and what could not be written, a line each."""

    order: Order
    made: tuple[Made, ...]
    failed: tuple[tuple[Output, str], ...]
    stopped: bool
    seconds: float
    state: State  # that they show

    def of(self, output: Output) -> tuple[Made, ...]:
        """The files of one kind."""
        return tuple(row for row in self.made if row.output is output)

    @property
    def main(self) -> Made | None:
        """The file that the result line is about."""
        return next(iter((*self.of(Output.WORKBOOK), *self.made)), None)


def fill(case: Case, order: Order, tell: Callable[[int, int, str], None], stopped: Callable[[], bool]) -> Result:
    """Fill an order, file by file; what fails is said, and the others are written all the same."""
    began, made, failed = monotonic(), list[Made](), dict[Output, str]()
    for step in outputs.steps(case, order).steps():
        if stopped():
            break
        tell(len(made), step.total, step.name)
        try:
            made.append(step.write())
        except PingbiError as error:
            failed.setdefault(step.output, str(error))
            if step.output is Output.WORKBOOK:
                break  # all others are made of it
    else:
        return _result(case, order, made, failed, began, stopped=False)
    return _result(case, order, made, failed, began, stopped=not failed)


def _result(
    case: Case, order: Order, made: list[Made], failed: dict[Output, str], began: float, *, stopped: bool
) -> Result:
    return Result(order, tuple(made), tuple(failed.items()), stopped, monotonic() - began, case.project.state)
