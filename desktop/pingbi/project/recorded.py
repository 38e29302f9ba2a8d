"""What a project file keeps besides changes: findings as they were worded, readings, exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pingbi.model import Finding

if TYPE_CHECKING:
    from pingbi.model import Fact, Figure, LedgerPart, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(Finding):
    """A finding that was worded once: the same code, level, places, words and id as the one it was made from."""

    code: str  # type: ignore[misc]  # that of the original, so it belongs to the instance
    message: str
    name: str = ""  # that may be learnt as an indicator's

    def __str__(self) -> str:
        return self.message

    @property
    def to_learn(self) -> str:
        """As that of the original."""
        return self.name


def recorded(finding: Finding) -> Recorded:
    """The finding as a project file keeps it."""
    return Recorded(
        code=finding.code,
        message=str(finding),
        name=finding.to_learn,
        county=finding.county,
        indicator=finding.indicator,
        places=finding.places,
        level_override=finding.level_override,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one content under one name, by one set of rules and one version of the program.

    `sha` is the content's SHA-256, `rules` the digest of what it depends on: `State.rules`, or a part of
    them. A file that cannot be read has a
    reading with the finding alone. Figures come back with `order` and `read_at` set.
    """

    sha: str
    name: str
    rules: str
    program: str
    read_at: str
    figures: tuple[Figure, ...] = ()
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    ledgers: tuple[LedgerPart, ...] = ()
    sample: bool = False
    result: bool = False  # a workbook of results, which is no submission


@dataclass(frozen=True, slots=True)
class Export:
    """One workbook or notice as it went out. It carries the record's time `when`, so it can be made again.

    `made_from` is the change whose state it shows (`Project.state_at`). `figures` and `result` are what it printed;
    `lost` where a damaged file kept its number only.
    """

    number: int  # 1, 2, … never used again
    draft: int  # 第n稿; 0 for what is final
    digest: str  # eight hex digits over figures, result, rules and program
    when: str
    by: str
    made_from: int
    rules: str
    program: str
    file: str
    figures: tuple[Figure, ...] = ()
    result: Result | None = None
    lost: bool = False
    sheets: tuple[str, ...] = ()  # that were chosen; none: those of its scheme
    sha: str = ""  # of the workbook as it was written: a file that has it is nobody else's, and was not edited
