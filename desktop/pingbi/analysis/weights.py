"""Weights as what they bring to the total, and how criteria come together under them.

A criterion's effective weight is what its full marks bring: the weight itself in a plain sum; its share of its part
times the part's weight where the part weighs something else; its share of 100 under means. The weight of a part
follows those of its criteria.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.scheme import Criterion, Part, Scheme

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True)
class Weights:
    """The criteria that somebody has points in, in the scheme's order."""

    scheme: Scheme
    criteria: tuple[Criterion, ...]

    @cached_property
    def sections(self) -> tuple[tuple[Part, tuple[int, ...]], ...]:
        """Each part that has criteria here, with their positions."""
        rows = [
            (part, tuple(at for at, row in enumerate(self.criteria) if row.part == part.id))
            for part in self.scheme.part
        ]
        return tuple(row for row in rows if row[1])

    @cached_property
    def alone(self) -> tuple[int, ...]:
        """Positions of criteria without a part."""
        inside = {at for _, rows in self.sections for at in rows}
        return tuple(at for at in range(len(self.criteria)) if at not in inside)

    @cached_property
    def idle(self) -> Decimal:
        """The weight on the upper level of what nobody has points in."""
        scheme = self.scheme
        parts, here = {part.id for part in scheme.part}, {part.id for part, _ in self.sections}
        used = {row.part for row in scheme.criterion if row.weight}
        lacking = [part.weight for part in scheme.part if part.id in used and part.id not in here]
        known = {row.id for row in self.criteria}
        lacking += [row.weight for row in scheme.criterion if row.part not in parts and row.id not in known]
        return sum(lacking, ZERO)

    @cached_property
    def factors(self) -> tuple[Decimal, ...]:
        """What a point of each criterion brings to the total where nothing else is lacking."""
        found = [Decimal(1)] * len(self.criteria)
        live = sum((self.criteria[at].weight for at in self.alone), ZERO)
        for part, rows in self.sections:
            inside = sum((self.criteria[at].weight for at in rows), ZERO)
            live += part.weight
            for at in rows:
                found[at] = part.weight / inside if inside else ZERO
        if live == 0:
            return tuple(found)
        upper = (live + self.idle) / live if self.scheme.scheme.total == "sum" else HUNDRED / live
        return tuple(factor * upper for factor in found)

    @cached_property
    def effective(self) -> tuple[Decimal, ...]:
        """What each criterion's full marks bring to the total."""
        return tuple(row.weight * factor for row, factor in zip(self.criteria, self.factors, strict=True))

    @cached_property
    def whole(self) -> Decimal:
        """All effective weights together: they stay this whatever changes."""
        return sum(self.effective, ZERO)

    def moved(self, at: int, change: Decimal) -> tuple[Decimal, ...]:
        """The effective weights where one changes and the others make room in proportion."""
        own, whole = self.effective[at], self.whole
        scale = (whole - own - change) / (whole - own)
        return tuple(own + change if other == at else weight * scale for other, weight in enumerate(self.effective))

    def reweighted(self, effective: Sequence[Decimal]) -> Scheme:
        """The scheme with other effective weights; what `full` says no longer binds."""
        rows = {
            row.id: msgspec.structs.replace(row, weight=weight / factor if factor else row.weight)
            for row, weight, factor in zip(self.criteria, effective, self.factors, strict=True)
        }
        parts = {}
        for part, inside in self.sections:
            before = sum((self.criteria[at].weight for at in inside), ZERO)
            after = sum((rows[self.criteria[at].id].weight for at in inside), ZERO)
            if before:
                parts[part.id] = msgspec.structs.replace(part, weight=part.weight * after / before)
        return msgspec.structs.replace(
            self.scheme,
            criterion=tuple(rows.get(row.id, row) for row in self.scheme.criterion),
            part=tuple(parts.get(part.id, part) for part in self.scheme.part),
        )
