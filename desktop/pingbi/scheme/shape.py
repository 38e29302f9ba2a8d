"""What a method of scoring looks like from outside: its parameters, and the cells that its formula speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pingbi.scheme.tables import Criterion


@dataclass(frozen=True, slots=True)
class Parameter:
    """A key of [[criterion]] that belongs to the method.

    number: one cell in 计分办法 · flag: true or false, chooses the formula · table: rows of numbers ·
    numbers: one column · prices: {indicator id = number} · indicators: list of ids · target, schedule: see DOMAIN.md
    A number without default is optional (low, high, best, cap) unless `required`.
    """

    key: str
    word: str
    kind: Literal["number", "flag", "table", "numbers", "prices", "indicators", "target", "schedule"] = "number"
    default: Any = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """The same in cells. Everything is a reference or an expression of Excel, without a leading =."""

    x: str
    weight: str
    lower: bool
    place: str
    values: str  # absolute range of the base's values; what is no number in it does not count
    n: str  # COUNT(values), or a cell that holds it
    city: str = ""
    target: str = ""
    schedule: str = "1"
    numbers: Mapping[str, str] = field(default_factory=dict)  # only those that have a cell: given, or with a default
    flags: Mapping[str, bool] = field(default_factory=dict)
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # key -> absolute range of each column
    counts: tuple[tuple[str, str], ...] = ()


class MethodShape(Protocol):
    """What a scheme and a workbook must know of a method: handed in, so that neither imports scoring."""

    @property
    def key(self) -> str:
        """Its name in a scheme."""

    @property
    def name(self) -> str:
        """Its Chinese name."""

    @property
    def parameters(self) -> Sequence[Parameter]:
        """The keys it takes."""

    @property
    def takes_value(self) -> bool:
        """Whether a criterion of it has a `value`."""

    @property
    def absolute(self) -> bool:
        """Whether its points stand as they are (● in DOMAIN.md)."""

    @property
    def formula(self) -> Callable[[Cells], str]:
        """The Excel formula of its points."""

    @property
    def words(self) -> Callable[[Criterion, Mapping[str, str]], str]:
        """The rule in Chinese."""
