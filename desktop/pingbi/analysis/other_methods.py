"""Places under other methods: every value scored by 功效系数, by 标准分, by 排名反向, all other rules as they are.

A value that is held against a target is scored by how much of its target it reached, so that a county with a small
target does not fall behind for it. What is given or counted directly (直接赋分, 计件累计, 得票加权) stays.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from pingbi.analysis.leaving_out import worst_of
from pingbi.analysis.placing import placed, spread
from pingbi.scheme import compared, formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.analysis.contest import Contest, Score
    from pingbi.model import Figures
    from pingbi.model.robustness import Place, Places
    from pingbi.scheme import Criterion, Scheme

METHODS: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("功效系数", "efficacy", {}),
    ("标准分", "zscore", {"mean": Decimal(70), "sd": Decimal(10)}),
    ("排名反向", "rank_linear", {}),
)
STAYING = frozenset({"given"})  # its value is points already


class OtherMethods(NamedTuple):
    """Every county's range; the method under which it falls lowest; the methods' names; criteria (ids) left as are."""

    places: list[Places]
    worst: list[str | None]
    names: tuple[str, ...]
    kept: tuple[str, ...]


def other_methods(contest: Contest, figures: Figures, score: Score) -> OtherMethods | None:
    """None where no criterion can be scored otherwise. A method by which a ranked county has no total is left out."""
    kept = tuple(row.id for row in contest.criteria if not _scorable(row))
    if len(kept) == len(contest.criteria):
        return None
    tried: dict[str, list[Place]] = {}
    for name, method, parameters in METHODS:
        scheme = by_method(contest.scheme, method, parameters)
        totals = {total.county: total for total in score(scheme, figures).totals}
        keys = []
        for row in contest.totals:
            total = totals[row.county]
            key = total.shown if scheme.scheme.compare == "rounded" else total.exact
            if key is not None:
                keys.append(compared(key))
        if len(keys) == len(contest.totals):
            tried[name] = placed(contest, keys)
    if not tried:
        return None
    return OtherMethods(spread(contest, tried.values()), worst_of(contest, tried), tuple(tried), kept)


def _scorable(row: Criterion) -> bool:
    return row.value is not None and row.method not in STAYING


def by_method(scheme: Scheme, method: str, parameters: Mapping[str, Any]) -> Scheme:
    """The scheme with every value scored by one method."""
    rows = tuple(_by(scheme, row, method, parameters) if _scorable(row) else row for row in scheme.criterion)
    return msgspec.structs.replace(scheme, criterion=rows)


def _by(scheme: Scheme, row: Criterion, method: str, parameters: Mapping[str, Any]) -> Criterion:
    return msgspec.structs.replace(
        row, method=method, parameters=dict(parameters), scale=None, value=_value(scheme, row)
    )


def _value(scheme: Scheme, row: Criterion) -> str | None:
    """The value, as a share of the target where a county has one of its own."""
    target = row.parameters.get("target")
    if not isinstance(target, str) or row.value is None:
        return row.value
    if target != "TARGET":
        return f"({row.value})/({target})"
    plain = formula(scheme, row.value).plain
    return row.value if plain is None else f"({row.value})/TARGET({plain.indicator})"
