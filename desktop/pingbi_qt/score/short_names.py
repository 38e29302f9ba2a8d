"""Counties by their short form where there is little room: 开发区, 示范区, 南乐县."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme import Scheme

LONGEST = 5  # characters that need no short form
ENDS = ("县", "区", "市", "旗")


def short_names(scheme: Scheme) -> Mapping[str, str]:
    """County -> the shortest of its names that still says what it is; two counties never have the same."""
    found = {row.name: _short(row.name, row.aliases) for row in scheme.county}
    counted: dict[str, int] = {}
    for short in found.values():
        counted[short] = counted.get(short, 0) + 1
    return {name: short if counted[short] == 1 else name for name, short in found.items()}


def _short(name: str, aliases: tuple[str, ...]) -> str:
    if len(name) <= LONGEST:
        return name
    known = [row for row in aliases if 2 < len(row) < len(name) and row.endswith(ENDS) and name.endswith(row[-1:])]
    return min(known, key=len, default=name)
