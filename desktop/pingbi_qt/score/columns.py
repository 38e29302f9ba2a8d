"""The columns of the ranking: all criteria, or with many of them the 一级指标, each opened by a click on its head."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from decimal import Decimal

    from pingbi.scheme import Criterion, Part, Scheme

MOST = 8  # criteria that stand beside each other without being gathered


class What(Enum):
    """What a column shows."""

    PLACE = auto()
    MOVED = auto()
    COUNTY = auto()
    TOTAL = auto()
    CRITERION = auto()
    PART = auto()
    ADJUSTED = auto()
    SURE = auto()
    TRIED_PLACE = auto()
    TRIED_TOTAL = auto()


class Column(NamedTuple):
    """`key` is the id of a criterion or 一级指标; `opened` holds where a part shows its criteria beside it."""

    what: What
    title: str
    under: str = ""  # the head's second line
    key: str = ""
    full: Decimal | None = None
    opened: bool | None = None
    inside: bool = False  # a criterion that stands beside its part


FROZEN = (What.PLACE, What.MOVED, What.COUNTY)
TRIED = (What.TRIED_PLACE, What.TRIED_TOTAL)


def gathered(scheme: Scheme) -> bool:
    """Whether the columns are the parts."""
    return len(scheme.criterion) > MOST and bool(scheme.part)


def columns_of(
    scheme: Scheme, opened: Collection[str], *, before: bool, adjusted: bool, full: Decimal, early: bool
) -> tuple[Column, ...]:
    """`before`: there is a last period; `adjusted`: somebody has a bonus or a deduction.

    `early`: the trial stands beside the total, since at the end it would not be seen.
    """
    found = [Column(What.PLACE, "位次")]
    if before:
        found.append(Column(What.MOVED, "较上期"))
    found += [Column(What.COUNTY, "县区"), Column(What.TOTAL, "综合得分", f"满分 {plain(full)}")]
    middle = list(_parts(scheme, opened)) if gathered(scheme) else [_criterion(row) for row in scheme.criterion]
    trial = [Column(What.TRIED_PLACE, "试算", "位次"), Column(What.TRIED_TOTAL, "", "得分")]
    found += [*(trial if early else []), *middle]
    if adjusted:
        found.append(Column(What.ADJUSTED, "加减分"))
    found.append(Column(What.SURE, "稳健性"))
    return tuple(found if early else [*found, *trial])


def _parts(scheme: Scheme, opened: Collection[str]) -> Iterator[Column]:
    known = {row.id for row in scheme.part}
    for part in scheme.part:
        rows = [row for row in scheme.criterion if row.part == part.id]
        if not rows:
            continue
        yield _part(part, opened=part.id in opened)
        if part.id in opened:
            yield from (_criterion(row, inside=True) for row in rows)
    yield from (_criterion(row) for row in scheme.criterion if row.part not in known)


def _part(part: Part, *, opened: bool) -> Column:
    return Column(What.PART, part.name, f"{plain(part.weight)} 分", part.id, part.weight, opened)


def _criterion(row: Criterion, *, inside: bool = False) -> Column:
    return Column(What.CRITERION, row.name, f"{plain(row.weight)} 分", row.id, row.weight, None, inside)


def plain(value: Decimal) -> str:
    """A weight as it is said: 10, 12.5."""
    return f"{value.normalize():f}"
