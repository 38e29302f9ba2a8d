"""Points put together: sums and means, with what is missing scaled away by the weights."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import PartPoints, Standing
from pingbi.scheme import compared
from pingbi.scoring.lacking import lacking_note, missing_rule, unranked_note
from pingbi.scoring.method import LONG

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pingbi.model import Score
    from pingbi.scheme import Aggregation, Criterion, Part, SchemeTable
    from pingbi.scoring.setting import Setting

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


class Combined(NamedTuple):
    """`result` of at most `most`; `share` of the weight that has points; `flat` where a geometric factor is ≤ 0."""

    result: Decimal | None
    most: Decimal
    share: Decimal
    flat: bool = False


def combine(points: Sequence[Decimal | None], weights: Sequence[Decimal], how: Aggregation) -> Combined:
    """Points of at most `weights` put together; None is left out, with its weight.

    sum: Σp·Σw/Σw′, w′ the weights that have points · weighted_mean: 100·Σp/Σw′ · geometric_mean:
    100·Π(p/w)^(w/Σw′), 0 where one p is ≤ 0. What weighs nothing cannot be a factor.
    """
    total = _sum(weights)
    most = total if how == "sum" else HUNDRED
    rows = [(point, weight) for point, weight in zip(points, weights, strict=True) if point is not None]
    if not rows:
        return Combined(None, most, ZERO)
    present = total if len(rows) == len(weights) else _sum([weight for _, weight in rows])
    share = LONG.divide(present, total) if total else ONE
    if present == 0 and (how != "sum" or total):
        return Combined(None, most, share)
    earned = _sum([point for point, _ in rows])
    if how == "sum":
        return Combined(earned if present == total else LONG.divide(earned * total, present), most, share)
    if how == "weighted_mean":
        return Combined(LONG.divide(earned * HUNDRED, present), most, share)
    factors = [(LONG.divide(compared(point), weight), weight) for point, weight in rows if weight]
    if any(factor <= 0 for factor, _ in factors):
        return Combined(ZERO, most, share, flat=True)
    logs = _sum([LONG.multiply(weight, LONG.ln(factor)) for factor, weight in factors])
    return Combined(LONG.multiply(HUNDRED, LONG.exp(LONG.divide(logs, present))), most, share)


def _sum(numbers: Sequence[Decimal]) -> Decimal:
    return sum(numbers, ZERO)


@dataclass(frozen=True, slots=True)
class Section:
    """A 一级指标 with its criteria and their weights."""

    part: Part
    criteria: tuple[Criterion, ...]
    weights: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Sections:
    """How criteria come together; those without a part stand beside the parts."""

    sections: tuple[Section, ...]
    alone: tuple[Criterion, ...]

    @property
    def weights(self) -> tuple[Decimal, ...]:
        """The weights that the total is made with: of parts, then of criteria without one."""
        return (*(row.part.weight for row in self.sections), *(row.weight for row in self.alone))


def sections_of(setting: Setting) -> Sections:
    """The parts that something can come from, with their criteria."""
    scheme = setting.scheme
    found, known = [], {part.id for part in scheme.part}
    for part in scheme.part:
        inside = tuple(row for row in scheme.criterion if row.part == part.id)
        if any(row.weight for row in inside):  # a trial may take every weight of a part away
            found.append(Section(part, inside, tuple(row.weight for row in inside)))
    return Sections(tuple(found), tuple(row for row in scheme.criterion if row.part not in known))


@dataclass(frozen=True, slots=True)
class Summed:
    """A county's points put together, before bonus and deduction."""

    points: Decimal | None
    parts: tuple[PartPoints, ...]
    note: str | None
    rescaled: bool
    flat: tuple[str, ...]  # names of geometric means that are 0


def combined(setting: Setting, section: Section, scores: Mapping[str, Score]) -> Combined:
    """What a 一级指标 comes to, before it is scaled to its weight."""
    rules = setting.scheme.scheme
    points = [_earned(rules, scores[row.id]) for row in section.criteria]
    return combine(points, section.weights, section.part.total or rules.total)


def _earned(rules: SchemeTable, score: Score) -> Decimal | None:
    return score.shown if rules.total_of == "shown" else score.points


def summed(
    setting: Setting,
    sections: Sections,
    county: str,
    scores: Mapping[str, Score],
    known: Mapping[str, Combined] | None = None,
) -> Summed:
    """Parts, then the total; what is missing is scaled within the part first, then in the total.

    `known`: what `combined` gives for a part, by its id, where that is known already.
    """
    scheme, rules = setting.scheme, setting.scheme.scheme
    lacking = [
        (row, score)
        for row in scheme.criterion
        if (score := scores[row.id]).points is None and score.standing is not Standing.VETOED
    ]
    blocking = [(row, score) for row, score in lacking if missing_rule(scheme, row, score.standing) == "unranked"]
    blocked = {row.part for row, _ in blocking}

    flat: list[str] = []
    worths: dict[str, Decimal | None] = {}
    points: list[Decimal | None] = []
    share = ZERO
    for section in sections.sections:
        part = section.part
        done = None if known is None else known.get(part.id)
        found = combined(setting, section, scores) if done is None else done
        worth = None
        if found.result is not None and part.id not in blocked:
            worth = found.result
            if part.weight != found.most:
                worth = LONG.divide(part.weight * found.result, found.most)
            flat += [part.name] if found.flat else []
        worths[part.id] = worth
        points.append(worth)
        share += part.weight * found.share
    for row in sections.alone:
        points.append(_earned(rules, scores[row.id]))
        share += row.weight if points[-1] is not None else ZERO
    parts = tuple(PartPoints(part.id, worths.get(part.id)) for part in scheme.part)
    if blocking:
        return Summed(None, parts, unranked_note(setting, county, blocking), rescaled=False, flat=tuple(flat))
    weights = sections.weights
    together = combine(points, weights, rules.total)
    if lacking:
        whole = _sum(weights)
        if together.result is None or (whole and compared(LONG.divide(share, whole)) < rules.rescale_least):
            note = f"有数据的权重不足{(rules.rescale_least * HUNDRED).normalize():f}%，不参与排名"
            return Summed(None, parts, note, rescaled=False, flat=tuple(flat))
    flat += ["综合得分"] if together.flat else []
    rescaled = f"{lacking_note(setting, county, lacking)}，总分按其余权重折算" if lacking else None
    return Summed(together.result, parts, rescaled, rescaled=bool(lacking), flat=tuple(flat))
