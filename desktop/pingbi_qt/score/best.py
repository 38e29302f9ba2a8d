"""Who is best in what: nobody it is compared with has more points, and somebody has fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from pingbi.pipeline import Evaluation

    Key = tuple[str, str]  # county, and a criterion or 一级指标


def points_of_parts(done: Evaluation) -> dict[Key, Decimal | None]:
    """(county, id of the 一级指标) -> its points."""
    return {(total.county, part.id): part.points for total in done.result.totals for part in total.parts}


def best_of(done: Evaluation, *, grouped: bool) -> dict[Key, bool]:
    """Of every criterion and 一级指标; among the group where the ranking is that of the groups."""
    scheme, found, parts = done.scheme, {}, points_of_parts(done)
    group = {row.name: row.group if grouped else None for row in scheme.county}
    columns = [(row.id, {county: score.points for county, score in row.scores.items()}) for row in done.result.criteria]
    columns += [(part.id, {county: parts.get((county, part.id)) for county in group}) for part in scheme.part]
    for key, points in columns:
        blocks: dict[str | None, list[Decimal]] = {}
        for county, value in points.items():
            if value is not None:
                blocks.setdefault(group[county], []).append(value)
        for county, value in points.items():
            block = blocks.get(group[county], [])
            found[county, key] = value is not None and value == max(block) and value != min(block)
    return found
