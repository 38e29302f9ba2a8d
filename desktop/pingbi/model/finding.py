"""A problem in the data: what, where and how much. Each stage defines its own kinds beside the code that finds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pingbi.model.origin import Origin


class Level(StrEnum):
    """How much a finding asks of the office."""

    MANDATORY = "mandatory"
    VERIFY = "verify"
    HINT = "hint"
    UNCHECKED = "unchecked"

    @property
    def word(self) -> str:
        """The word in tables: 强制性 核实性 提示 未能审核."""
        return {"mandatory": "强制性", "verify": "核实性", "hint": "提示", "unchecked": "未能审核"}[self.value]


# CONTRACT.md, "Codes and default levels". A code that is not here (a scheme's own check) is 核实性.
_CODES = {
    Level.MANDATORY: "missing unreadable-file not-a-number range part-exceeds-whole two-values period-mixed unit-slip"
    " unknown-county ledger-column entry-without-name archive-lost",
    Level.VERIFY: "sign sum-mismatch ratio-mismatch infeasible-share implied-city-differs differs-from-archive jump"
    " implied-target-differs place-contradicts"
    " offered not-exact other-source-used file-of-other-county template-of-other-scheme label-changed hidden-sheet"
    " ledger-blank ledger-row ledger-row-unclear ledger-empty ledger-in-parts column-by-likeness"
    " entry-twice entry-in-two-counties struck-through outside-link shifted same-as-before same-as-other-county"
    " negative-points",
    Level.HINT: "unit-converted template-changed result-as-input decimals outlier changed-since-last"
    " same-value-two-places unmapped duplicate-file base-not-positive all-equal implied implausible hidden-read"
    " other-period-beside formula-computed",
    Level.UNCHECKED: "no-operand",
}
LEVELS: dict[str, Level] = {code: level for level, codes in _CODES.items() for code in codes.split()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Base of all findings: a subclass names its `code`, adds fields for both sides, and words itself in `__str__`.

    `indicator` is the id of an indicator or criterion; `places` are where the values stood.
    """

    code: ClassVar[str]
    county: str | None = None
    indicator: str | None = None
    places: tuple[Origin, ...] = ()
    level_override: Level | None = None

    @property
    def level(self) -> Level:
        """The scheme's level where it sets one, else the code's default."""
        return self.level_override or LEVELS.get(self.code, Level.VERIFY)

    @property
    def to_learn(self) -> str:
        """The name as it was written that may be learnt as an indicator's; empty where there is none."""
        return ""

    @property
    def id(self) -> str:
        """Ten hex digits that stay the same as long as the finding does."""
        parts = (self.code, self.county or "", self.indicator or "", str(self))
        return sha256("\x1f".join(parts).encode()).hexdigest()[:10]
