"""The readings of a project, unpacked one by one when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pingbi.project.encoding import from_json, restored
from pingbi.project.failures import DamagedError
from pingbi.project.recorded import Reading
from pingbi.project.store import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pingbi.project.state import Submission
    from pingbi.project.store import Store


def storable(text: str) -> str:
    """A text as a column of the file can hold it: half characters of strange file names become `?`."""
    return text.encode("utf-8", "replace").decode("utf-8")


class Readings(Mapping[int, Reading]):
    """By the numbers of the submissions; those that nothing was read of are not there.

    Of two submissions the newer has the greater `order`, so that of one source the newer file counts.
    """

    def __init__(self, store: Store, rules: str | None, submissions: Iterable[Submission]) -> None:
        self._store = store
        rows = store.readings(rules)
        keys = {row.number: (row.sha, storable(row.name)) for row in submissions}
        self._rows = {number: rows[key] for number, key in keys.items() if key in rows}

    def __getitem__(self, number: int) -> Reading:
        found = self._store.reading(self._rows[number])
        try:
            return placed(from_json(unpacked(found)), number)
        except ValueError as error:
            raise DamagedError(self._store.name, f"第{number}步收到的材料的读取结果已变") from error

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def placed(raw: dict[str, Any], order: int) -> Reading:
    """The reading of that JSON with the order and time in each of its figures and ledgers. Raises ValueError."""
    if not isinstance(raw, dict):
        raise ValueError(type(raw))  # noqa: TRY004  # what the file holds is bad data
    for row in (*raw.get("figures", ()), *raw.get("ledgers", ())):
        row["order"], row["read_at"] = order, raw.get("read_at", "")
    return restored(raw, Reading)
