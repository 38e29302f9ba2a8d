"""The figures that count: for each county, indicator and role the chosen one, and those standing beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pingbi.model.figure import Figure, Role, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

Key = tuple[str, str, Role]  # county, indicator id, role


@dataclass(frozen=True, slots=True)
class Figures:
    """`chosen` is scored (where its state allows), `beside` holds every other figure of the same key."""

    chosen: Mapping[Key, Figure] = field(default_factory=dict)
    beside: Mapping[Key, tuple[Figure, ...]] = field(default_factory=dict)

    def get(self, county: str, indicator: str, role: Role = Role.NOW) -> Figure | None:
        """The chosen figure, whatever its state."""
        return self.chosen.get((county, indicator, role))

    def value(self, county: str, indicator: str, role: Role = Role.NOW) -> Decimal | None:
        """The value that may be scored; None where there is none."""
        figure = self.chosen.get((county, indicator, role))
        return figure.value if figure is not None and figure.state is State.READ else None

    def exempt(self, county: str, indicator: str) -> bool:
        """Whether the county need not report the indicator (免报)."""
        figure = self.chosen.get((county, indicator, Role.NOW))
        return figure is not None and figure.state is State.EXEMPT

    def __iter__(self) -> Iterator[Figure]:
        """Every figure, the chosen one of a key first."""
        for key, figure in self.chosen.items():
            yield figure
            yield from self.beside.get(key, ())
