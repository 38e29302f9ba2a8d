"""What one sheet of a ledger (台账) gives for one county: its entries, and what each indicator makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model.figure import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from pingbi.model.origin import Range


class Entry(NamedTuple):
    """One project or matter: its key as written, and the cell that holds it, such as row 7 of column B."""

    name: str
    row: int
    column: str


_entry: Callable[[Iterable[object]], Entry] = partial(tuple.__new__, Entry)


def entries_of(names: Iterable[str], rows: Iterable[int], columns: Iterable[str]) -> tuple[Entry, ...]:
    """Entry(name, row, column) of each in a third of the time: a large ledger has a hundred thousand of them."""
    return tuple(map(_entry, zip(names, rows, columns, strict=False)))


class Sum(NamedTuple):
    """What the rows make of one indicator: a count, a sum in the indicator's unit, or a ratio's two sums.

    `state` is UNDECIDED where an addend could not be read (`value` is then what the others make), UNREADABLE where the
    column itself was not found.
    """

    indicator: str
    value: Decimal
    denominator: Decimal | None = None
    rows: int = 0
    ranges: tuple[Range, ...] = ()
    state: State = State.READ


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """One sheet's rows of one county. Without entries the ledger was submitted with nothing in it (无)."""

    ledger: str
    county: str
    file: str
    sheet: str
    period: str
    entries: tuple[Entry, ...] = ()
    sums: tuple[Sum, ...] = ()
    order: int = 0  # as of Figure: newer files have greater numbers
    read_at: str = ""

    def __reduce__(self) -> tuple[Callable[..., LedgerPart], tuple[object, ...]]:
        """It comes from a child process: its entries are sent as columns."""
        about = (self.ledger, self.county, self.file, self.sheet, self.period)
        return _arrived, (about, tuple(zip(*self.entries, strict=True)), (self.sums, self.order, self.read_at))


def _arrived(
    about: tuple[str, str, str, str, str],
    entries: tuple[tuple[str, ...], tuple[int, ...], tuple[str, ...]] | tuple[()],
    made: tuple[tuple[Sum, ...], int, str],
) -> LedgerPart:
    return LedgerPart(*about, entries_of(*entries) if entries else (), *made)
