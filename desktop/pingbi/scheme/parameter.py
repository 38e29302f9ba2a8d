"""The keys of [[criterion]] that belong to its method. The methods declare them, the scheme is checked by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Parameter:
    """A key of [[criterion]] that belongs to the method.

    number: one cell in 计分办法 · flag: true or false, chooses the formula · table: rows of numbers · numbers: one column ·
    prices: {indicator id = number} · indicators: list of ids · target, schedule: see DOMAIN.md.
    A number without default is optional (low, high, best, cap) unless `required`.
    """

    key: str
    word: str
    kind: Literal["number", "flag", "table", "numbers", "prices", "indicators", "target", "schedule"] = "number"
    default: Any = None
    required: bool = False


class MethodShape(Protocol):
    """What a scheme must know of a method: handed to `load`, so that the scheme needs no import of scoring."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def parameters(self) -> Sequence[Parameter]: ...
    @property
    def takes_value(self) -> bool: ...
