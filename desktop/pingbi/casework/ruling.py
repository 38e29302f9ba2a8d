"""Other rules for a half-year that has begun: a new weight, a check, a name; what they would do is seen before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pingbi import project as projects
from pingbi import scheme as schemes
from pingbi.model import PingbiError
from pingbi.model.catalogue import words
from pingbi.project.changes import SchemeChanged
from pingbi.scoring import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from pathlib import Path

    from pingbi.casework.case import Case
    from pingbi.model.result import Total
    from pingbi.pipeline import Evaluation
    from pingbi.project import Step

NAME = "scheme.toml"


@dataclass(frozen=True, slots=True)
class Shift:
    """One county under the rules of now and under others; None where it has no place or total, or is not there."""

    county: str
    place: int | Decimal | None
    place_then: int | Decimal | None
    total: Decimal | None
    total_then: Decimal | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What other rules would do: every county of either in the official order, and what they make."""

    shifts: tuple[Shift, ...]
    evaluation: Evaluation

    @property
    def moved(self) -> tuple[Shift, ...]:
        """Those whose place would be another."""
        return tuple(row for row in self.shifts if row.place != row.place_then)

    @property
    def rescored(self) -> tuple[Shift, ...]:
        """Those whose total would be another."""
        return tuple(row for row in self.shifts if row.total != row.total_then)


def adopt(case: Case, path: Path, note: str) -> Step:
    """The scheme of that file holds from now on; what was settled stays. Raises SchemeError, PingbiError.

    A scheme of another period is refused: a half-year has a project of its own.
    """
    schemes.load(path, METHODS)
    return adopt_text(case, path.read_text(encoding="utf-8-sig"), note, path.name)


def adopt_text(case: Case, text: str, note: str, name: str = NAME) -> Step:
    """As `adopt`, from the text of a scheme."""
    scheme = schemes.parse(text, name, METHODS)
    if scheme.period != case.scheme.period:
        raise PingbiError(
            f"{name} 是{words(scheme.period)}的方案，本项目是{words(case.scheme.period)}的；另一时期请另建项目"
        )
    data = text.encode("utf-8")
    if projects.digest(data) == case.project.state.scheme.sha:
        raise PingbiError(f"{name} 与项目里的方案相同，不用更换")
    return case.project.record(SchemeChanged(projects.digest(data), note), contents=(data,))


def reads_alike(case: Case, text: str) -> bool:
    """Whether what was read of the submissions holds under that scheme too, so that its effect is found at once."""
    return case.reading_rules(case.supposed(text)) == case.reading_rules(case.project.state)


def outlook(case: Case, text: str) -> Outlook:
    """What would come of it, had that scheme been adopted; no step is made. What must be read again is.

    Raises SchemeError, StoppedError, DamagedError.
    """
    real = case.evaluation()
    done = case.supposing(case.supposed(text))
    return Outlook(tuple(_shifts(real, done)), replace(done, real=real))


def _shifts(real: Evaluation, done: Evaluation) -> Iterator[Shift]:
    before = {row.county: row for row in real.result.totals}
    after = {row.county: row for row in done.result.totals}
    for county in (*after, *(name for name in before if name not in after)):
        (place, total), (place_then, total_then) = _standing(before.get(county)), _standing(after.get(county))
        yield Shift(county, place, place_then, total, total_then)


def _standing(total: Total | None) -> tuple[int | Decimal | None, Decimal | None]:
    return (None, None) if total is None else (total.place, total.shown)
