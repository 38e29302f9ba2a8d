"""What a project knows of a figure: the submission it stood in, who corrected it and when, what was said to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pingbi.model import InRows, Source
from pingbi.model.catalogue import minute
from pingbi.pipeline import book
from pingbi.project import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.casework.case import Case
    from pingbi.model import Figure, Role
    from pingbi.model.figures import Key
    from pingbi.pipeline import Evaluation
    from pingbi.project.state import Archive, Correction, Submission

SUBMITTED = frozenset({Source.CITY_TABLE, Source.TEMPLATE, Source.LEDGER, Source.TEXT})


@dataclass(frozen=True)
class Behind:
    """What stands behind the rows of 数据来源 of a workbook of the project as it is now."""

    case: Case
    done: Evaluation

    @cached_property
    def _rows(self) -> dict[int, tuple[Key, Figure | None]]:
        """By the row of the sheet, from 1."""
        rows = book(self.done).sources
        return {row.row + 1: ((row.county, row.indicator, row.role), row.figure) for row in rows}

    def lines(self, row: int) -> Iterator[str]:
        """Of the figure in that row of 数据来源: what it stands over, from the newest word down to the bytes."""
        if row not in self._rows:
            return
        key, figure = self._rows[row]
        if figure is None:
            return
        if figure.source is Source.DECISION:
            yield from self._decisions(figure.county)
        yield from self._corrections(key)
        yield from self._origins(key, figure)
        yield from self._explanations(key)

    def _decisions(self, county: str) -> Iterator[str]:
        for row in self.case.project.state.decisions:
            if row.county == county:
                yield f"会议研究决定（第{row.number}步，{row.by}，{minute(row.when)}）：{row.reason}"

    def _corrections(self, key: Key) -> Iterator[str]:
        """Every correction that was ever made of the figure and not undone, the newest first."""
        holding = {row.number for row in self.case.project.state.corrections}
        for row in reversed(_corrections(self.case, *key)):
            value = "不采用" if row.value is None else f"核定为{row.value:f}"
            before = f"（当时为{row.reported}）" if row.reported else ""
            now = "" if row.number in holding else "，已不作数"
            yield (
                f"更正{now}（第{row.number}步，{row.by}，{minute(row.when)}，{row.how.word}）：{value}{before}，{row.reason}"
            )

    def _origins(self, key: Key, figure: Figure) -> Iterator[str]:
        """The submission of the figure, or of those that a person's word stands over."""
        if figure.source in SUBMITTED:
            for row in self._submissions(figure):
                yield _submission(row)
        elif figure.source is Source.ARCHIVE:
            yield from map(_archive, self._archives(figure))
        else:
            for under in self.done.figures.beside.get(key, ()):
                if under.source in SUBMITTED:
                    yield f"原报数{under.reported or '-'}{under.reported_unit}，在 {under.origin}"
                    for row in self._submissions(under):
                        yield _submission(row)

    def _submissions(self, figure: Figure) -> tuple[Submission, ...]:
        """The one it was read from; of a sum over a ledger in several files each."""
        taken = self.case.project.state.taken
        names = {part.file for part in figure.origin.ranges} if isinstance(figure.origin, InRows) else set()
        return tuple(
            row for row in taken if row.number == figure.order or (row.name in names and figure.county in row.counties)
        )

    def _archives(self, figure: Figure) -> tuple[Archive, ...]:
        file = getattr(figure.origin, "file", "")
        return tuple(row for row in self.case.project.state.archives if row.name == file)

    def _explanations(self, key: Key) -> Iterator[str]:
        """What was said to the findings at this figure."""
        said = {row.finding: row for row in self.case.project.state.explanations}
        for finding in self.done.findings:
            if (finding.county, finding.indicator) == key[:2] and finding.id in said:
                row = said[finding.id]
                yield f"问题：{finding}"
                yield f"说明（第{row.number}步，{row.by}，{minute(row.when)}）：{row.text}"


def _corrections(case: Case, county: str, indicator: str, role: Role) -> list[Correction]:
    found = []
    for step in case.project.history():
        if step.kind == "corrected" and step.county == county and step.standing is Standing.DONE:
            rows = case.project.state_at(step.number).corrections
            found += [
                row for row in rows if row.number == step.number and (row.indicator, row.role) == (indicator, role)
            ]
    return found


def _submission(row: Submission) -> str:
    return (
        f"材料（第{row.number}步，{row.by}，{minute(row.received)}）：{row.name}，{row.size}字节，SHA-256 {row.sha[:8]}"
    )


def _archive(row: Archive) -> str:
    return f"存档（第{row.number}步，{row.by}，{minute(row.when)}）：{row.name}，SHA-256 {row.digest}"
