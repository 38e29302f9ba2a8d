"""In which order rows stand: counties in official order with groups together, ranked counties, criteria by part."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pingbi.model import Result, Total
    from pingbi.scheme import Criterion, Part, Scheme


class Block(NamedTuple):
    """A group's contiguous rows: positions in the official order, both included. `group` is its id, `name` its name."""

    group: str | None
    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Counties:
    """Counties as the fixed-order sheets have them."""

    names: tuple[str, ...]
    blocks: tuple[Block, ...]
    at: dict[str, int]  # county -> position
    block: dict[str, Block]  # county -> its block


def counties(scheme: Scheme) -> Counties:
    """The official order; groups in the order of their first county, each together."""
    lists: dict[str | None, list[str]] = {}
    for row in scheme.county:
        lists.setdefault(row.group, []).append(row.name)
    names = tuple(name for rows in lists.values() for name in rows)
    words = {row.id: row.name for row in scheme.group}
    blocks, start = [], 0
    for group, rows in lists.items():
        blocks.append(Block(group, words.get(group or "", ""), start, start + len(rows) - 1))
        start += len(rows)
    block = {name: blocks[at] for at, rows in enumerate(lists.values()) for name in rows}
    return Counties(names, tuple(blocks), {name: at for at, name in enumerate(names)}, block)


class Section(NamedTuple):
    """A 一级指标 with its criteria; `part` is None for criteria without one."""

    part: Part | None
    criteria: tuple[Criterion, ...]


def sections(scheme: Scheme) -> tuple[Section, ...]:
    """Criteria by part, in the order of the parts; those without a part stand last."""
    known = {part.id for part in scheme.part}
    found = [Section(part, tuple(row for row in scheme.criterion if row.part == part.id)) for part in scheme.part]
    rest = tuple(row for row in scheme.criterion if row.part not in known)
    return (*(row for row in found if row.criteria), *((Section(None, rest),) if rest else ()))


_LAST = Decimal("Infinity")


def ranked(scheme: Scheme, result: Result, *, by_group: bool) -> tuple[Total, ...]:
    """Totals by place (in blocks of groups by the place within), then vetoed ones, then those not ranked."""
    at = {name: position for position, name in enumerate(counties(scheme).names)}
    block = counties(scheme).block

    def key(total: Total) -> tuple[int, int, Decimal, int]:
        place = total.group_place if by_group else total.place
        standing = 2 if place is None else 1 if total.veto_effect == "last" else 0
        first = block[total.county].first if by_group else 0
        return first, standing, _LAST if place is None else Decimal(place), at[total.county]

    return tuple(sorted((total for total in result.totals if total.county in at), key=key))
