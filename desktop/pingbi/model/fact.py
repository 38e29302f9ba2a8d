"""A number that a report text states, as CONTRACT.md's `extract --json` gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from pingbi.model.catalogue import Kind


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` is the printed number in the printed unit, with its sign; offsets are characters of the decoded text."""

    file: str
    county: str | None
    indicator: str
    indicator_id: str | None
    value: Decimal
    unit: str
    kind: Kind
    period: str | None
    qualifier: str | None
    reference: str | None
    number_start: int
    number_end: int
    quote: str
    confidence: Decimal
    part_of: str | None = None  # the subject of the whole before 其中, as the fact of the whole has it
    page: int | None = None  # from 1, where the file has pages
