"""An order - which files of a project are wanted, and where - and the steps that fill it, one file each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pingbi import casework, for_counties, pipeline
from pingbi.casework.exporting import edition_now
from pingbi.outputs.notices import write_notice_of
from pingbi.outputs.placing import filled_form, filled_name, written
from pingbi.printing import pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pingbi.casework import Case, Exported
    from pingbi.pipeline import Evaluation


class Output(StrEnum):
    """What can go out."""

    WORKBOOK = "workbook"
    FORM = "form"
    COUNTY = "county"
    NOTICE = "notice"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Order:
    """`workbook` is where it stands, or stood: a PDF is printed of it. Nothing goes out that is not asked for."""

    workbook: Path
    written: bool = True  # whether the workbook itself is
    sheets: tuple[str, ...] = ()  # to be seen, in place of the scheme's
    final: bool = False
    again: int | None = None  # the workbook of an earlier export
    forms: tuple[Path, ...] = ()
    counties: Path | None = None  # a folder
    notice: Path | None = None
    pdf: bool = False


class Made(NamedTuple):
    """A file that was written; `wanted` is the place that was asked for."""

    output: Output
    path: Path
    wanted: Path

    @property
    def renamed(self) -> bool:
        """Whether it has its free name, since the wanted one was open elsewhere or another file has it."""
        return self.path != self.wanted


class Step(NamedTuple):
    """One file to be written. `write` raises PingbiError. `total` counts the steps, as far as they are known."""

    output: Output
    name: str
    write: Callable[[], Made]
    total: int


@dataclass(slots=True)
class Filling:
    """An order being filled: what the workbook says is known after its step."""

    case: Case
    order: Order
    exported: Exported | None = None
    _done: list[Evaluation] = field(default_factory=list)

    @property
    def evaluation(self) -> Evaluation:
        """What goes out: as the workbook has it, or as one would have it now."""
        if self.exported is not None:
            return self.exported.evaluation
        if not self._done:
            told = casework.told(self.case, self.case.project.state)
            self._done.append(replace(told, edition=edition_now(self.case)))
        return self._done[0]

    def steps(self) -> Iterator[Step]:
        """One after the other; a step is made when the one before was taken."""
        order = self.order
        parts = (order.written, *order.forms, order.notice, order.pdf)
        counties = len(self.case.scheme.counties) if order.counties is not None else 0
        total = sum(map(bool, parts)) + counties
        if order.written:
            yield Step(Output.WORKBOOK, order.workbook.name, self._workbook, total)
        for form in order.forms:
            yield Step(Output.FORM, form.name, partial(self._form, form), total)
        if order.counties is not None:
            for name, write in for_counties.workbooks(pipeline.book(self.evaluation)):
                target = order.counties / name
                yield Step(Output.COUNTY, name, partial(_county, write, target), total)
        if order.notice is not None:
            yield Step(Output.NOTICE, order.notice.name, partial(self._notice, order.notice), total)
        if order.pdf:
            yield Step(Output.PDF, order.workbook.with_suffix(".pdf").name, self._pdf, total)

    def _workbook(self) -> Made:
        order = self.order
        path = written(self._exported, order.workbook, [order.workbook])
        return Made(Output.WORKBOOK, path, order.workbook)

    def _exported(self, target: Path) -> Path:
        order = self.order
        if order.again is not None:
            self.exported = casework.export_again(self.case, order.again, target)
        else:
            self.exported = casework.export(self.case, target, final=order.final, sheets=order.sheets)
        return self.exported.path

    def _form(self, form: Path) -> Made:
        place = self.evaluation, form, self.order.workbook.parent
        return Made(Output.FORM, filled_form(*place), filled_name(*place))

    def _notice(self, target: Path) -> Made:
        return Made(Output.NOTICE, write_notice_of(self.case, target).path, target)

    def _pdf(self) -> Made:
        workbook = self.exported.path if self.exported is not None else self.order.workbook
        return Made(Output.PDF, pdf(workbook), workbook.with_suffix(".pdf"))


def _county(write: Callable[[Path], Path], target: Path) -> Made:
    return Made(Output.COUNTY, written(write, target), target)


def steps(case: Case, order: Order) -> Filling:
    """The order, ready to be filled step by step."""
    return Filling(case, order)
