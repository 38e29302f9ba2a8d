"""What holds for all criteria of one evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from pingbi.model import Figures
    from pingbi.scheme import Operand, Scheme


@dataclass(frozen=True, slots=True)
class Setting:
    """The rules, the figures, and who is in which group and in the ranking."""

    scheme: Scheme
    figures: Figures
    counties: tuple[str, ...]
    groups: Mapping[str, str | None]  # county -> group id
    group_names: Mapping[str | None, str]  # group id -> name
    members: Mapping[str | None, tuple[str, ...]]  # group id -> counties
    out: frozenset[str]  # vetoed out of the ranking
    lookups: Mapping[str, Callable[[Operand], Decimal | None]]  # of the counties and of the city
