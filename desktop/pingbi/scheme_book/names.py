"""Records are named in a workbook by their names; a scheme has their ids."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pingbi.scheme_book.words import SHEETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pingbi.scheme import Scheme

NAMED = ("group", "county", "indicator", "ledger", "part")


class UnclearCellError(ValueError):
    """What stands in a cell cannot be meant; its text is Chinese, without the place."""


@dataclass(frozen=True, slots=True)
class Names:
    """(id, name) of each record of the tables that others speak of."""

    rows: Mapping[str, Sequence[tuple[str, str]]]

    def shown(self, table: str, key: str) -> str:
        """The name, where it leads back to this id; else the id."""
        for known, name in self.rows.get(table, ()):
            if known == key and name and self._id(table, name) == key:
                return name
        return key

    def meant(self, table: str, text: str) -> str:
        """The id of an id or a name. Raises UnclearCellError with the names known."""
        found = self._id(table, text)
        if found is None:
            raise UnclearCellError(f"填的“{text}”在“{SHEETS[table]}”表里没有{self._near(table, text)}")
        return found

    def _id(self, table: str, text: str) -> str | None:
        rows = self.rows.get(table, ())
        ids = [key for key, name in rows if key == text] or [key for key, name in rows if name == text]
        return ids[0] if ids else None

    def _near(self, table: str, text: str) -> str:
        return nearest(text, [name or key for key, name in self.rows.get(table, ())])


def nearest(text: str, known: Sequence[str]) -> str:
    """；是不是“…”, or what there is."""
    near = get_close_matches(text, known, 3, 0.5)  # of two characters one may be wrong
    return f"；是不是“{'”“'.join(near)}”" if near else f"；已有的：{'、'.join(known) or '无'}"


def names_of(scheme: Scheme) -> Names:
    """The names of a scheme."""
    rows: dict[str, list[tuple[str, str]]] = {
        table: [(row.id, row.name) for row in getattr(scheme, table)] for table in NAMED if table != "county"
    }
    return Names({**rows, "county": [(name, name) for name in (*scheme.counties, scheme.city.name)]})
