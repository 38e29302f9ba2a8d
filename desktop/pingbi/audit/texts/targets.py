"""The target that a county's report implies, against the scheme's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.examined import with_unit
from pingbi.audit.texts.implied import implied_targets
from pingbi.model import Finding
from pingbi.scheme.settings import target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.texts.statement import Statements


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedTargetDiffers(Finding):
    """A county reckons with another target than the office."""

    code: ClassVar[str] = "implied-target-differs"
    name: str
    counted: str
    gap: str
    implied: str
    target: str

    def __str__(self) -> str:
        return (
            f"{self.county}的{self.name}由{self.counted}和{self.gap}推出目标为{self.implied}，"
            f"本方案的目标为{self.target}，两者不符，请核实"
        )


def target_gaps(facts: Statements) -> Iterator[Finding]:
    """Where the scheme has a target of this indicator for the county."""
    examined = facts.examined
    for found, count, gap in implied_targets(facts):
        indicator = examined.indicators.get(count.fact.indicator_id or "")
        if indicator is None or not count.fact.county:
            continue
        target = target_of(examined.scheme, examined.figures, indicator.id, count.fact.county)
        if target is not None and target != found.value:
            yield ImpliedTargetDiffers(
                county=count.fact.county,
                indicator=indicator.id,
                places=(count.origin, gap.origin),
                name=indicator.name,
                counted=f"{count.shown}（{count.quoted}）",
                gap=gap.quoted,
                implied=with_unit(found.value, count.fact.unit),
                target=with_unit(target, indicator.unit),
            )
