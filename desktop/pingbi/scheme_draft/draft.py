"""A scheme as tables of cells, as a person sees and changes it: every change gives another draft, the old one stays.

A cell holds what would stand in the scheme's workbook (see `scheme_book`); one that is blank is not there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pingbi.scheme_book.columns import columns_of
from pingbi.scheme_book.names import NAMED, names_of
from pingbi.scheme_book.notation import number_text
from pingbi.scheme_book.parameters import parameters_text
from pingbi.scheme_book.values import shown
from pingbi.scheme_book.words import FORMS, SHEETS
from pingbi.scheme_draft.renaming import renamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.scheme import MethodShape, Scheme
    from pingbi.scheme_book.columns import Column
    from pingbi.scheme_book.names import Names

NEW = -1
_IDENTIFIED = ("group", "indicator", "ledger", "part", "criterion", "check")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells by column label, and which record of the scheme's text it was (`NEW`: of none)."""

    cells: Mapping[str, str] = field(default_factory=dict)
    origin: int = NEW

    def __getitem__(self, label: str) -> str:
        return self.cells.get(label, "")

    @property
    def called(self) -> str:
        """What a person calls it, never by an id that we gave; of an indicator's targets each by its county."""
        name = next((self.cells[key] for key in ("name", "sheet", "code", "indicator") if self[key]), "")
        return f"{self['county']} {name}".strip()


@dataclass(frozen=True, slots=True)
class Draft:
    """All tables; those of one record ([scheme], [handout] …) always have one row."""

    tables: Mapping[str, tuple[Row, ...]]

    def rows(self, table: str) -> tuple[Row, ...]:
        """The records of a table in order."""
        return self.tables.get(table, ())

    def cell(self, table: str, row: int, label: str) -> str:
        """What stands there; empty where nothing does."""
        return self.rows(table)[row][label]

    def filled(self, table: str, row: int, label: str, text: str) -> Draft:
        """With other content of one cell; what speaks of a record by its name goes along with a new name."""
        before = self.cell(table, row, label)
        text = text.strip()
        if text == before:
            return self
        made = self._with(table, row, label, text)
        if label == "name" and table in (*NAMED, "criterion") and before and text and not self._twice(table, before):
            made = _followed(made, table, before, text)
        return made

    def added(self, table: str, at: int, cells: Mapping[str, str] = MappingProxyType({})) -> Draft:
        """With one more record before that of number `at`; what must have an id gets one."""
        rows = self.rows(table)
        own = dict(cells)
        key, stem = ("code", "rule-") if table == "check" else ("id", f"{table}_")
        if table in _IDENTIFIED and not own.get(key):
            taken = {row[key] for row in rows}
            own[key] = next(name for number in range(1, len(rows) + 2) if (name := f"{stem}{number}") not in taken)
        return self._put(table, (*rows[:at], Row(own), *rows[at:]))

    def removed(self, table: str, gone: Iterable[int]) -> Draft:
        """Without these records; the targets of a county or an indicator go with it."""
        numbers = set(gone)
        stay = tuple(row for at, row in enumerate(self.rows(table)) if at not in numbers)
        tables = {**self.tables, table: stay}
        if table in ("county", "indicator"):
            names = {row["name"] for at, row in enumerate(self.rows(table)) if at in numbers}
            names -= {row["name"] for row in stay} | {""}
            tables["target"] = tuple(row for row in self.rows("target") if row[table] not in names)
        return Draft(tables)

    def moved(self, table: str, row: int, to: int) -> Draft:
        """With a record at another place."""
        rows = list(self.rows(table))
        rows.insert(to, rows.pop(row))
        return self._put(table, tuple(rows))

    def _put(self, table: str, rows: tuple[Row, ...]) -> Draft:
        return Draft({**self.tables, table: rows})

    def _with(self, table: str, row: int, label: str, text: str) -> Draft:
        rows = list(self.rows(table))
        cells = {key: value for key, value in rows[row].cells.items() if key != label}
        rows[row] = replace(rows[row], cells={**cells, label: text} if text else cells)
        return self._put(table, tuple(rows))

    def _twice(self, table: str, name: str) -> bool:
        return sum(row["name"] == name for row in self.rows(table)) > 1


def _followed(draft: Draft, named: str, before: str, after: str) -> Draft:
    """What speaks of a record by the name that it had has the new one."""
    tables = {}
    for table, rows in draft.tables.items():
        changed = tuple(
            replace(
                row, cells={key: renamed(key, text, table, named, before, after) for key, text in row.cells.items()}
            )
            for row in rows
        )
        tables[table] = rows if changed == rows else changed
    return Draft(tables)


def draft_of(scheme: Scheme, methods: Mapping[str, MethodShape]) -> Draft:
    """The scheme's own cells: what is left to the program is blank."""
    names = names_of(scheme)
    tables: dict[str, tuple[Row, ...]] = {}
    for table in SHEETS:
        columns = columns_of(table)
        if table == "sheets":
            own = scheme.print.sheets if isinstance(scheme.print.sheets, dict) else {}
            tables[table] = tuple(
                Row({"sheet": name, **_cells(row, columns[1:], names, methods)}, at)
                for at, (name, row) in enumerate(own.items())
            )
        else:
            held: Sequence[Any] = (getattr(scheme, table),) if table in FORMS else getattr(scheme, table)
            tables[table] = tuple(Row(_cells(row, columns, names, methods), at) for at, row in enumerate(held))
    return Draft(tables)


def _cells(
    row: Any,  # noqa: ANN401  # a record of any table
    columns: Iterable[Column],
    names: Names,
    methods: Mapping[str, MethodShape],
) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in columns:
        if column.sort == "parameters":
            text: Any = parameters_text(row.parameters, methods[row.method], names)
        else:
            value = getattr(row, "from_" if column.key == "from" else column.key)
            text = shown(value, column, names, methods)
        if text not in (None, ""):
            found[column.label] = text if isinstance(text, str) else number_text(text)
    return found


def matched(draft: Draft, base: Draft) -> Draft:
    """A draft of elsewhere (a workbook, an older file): its records are those of `base` that are called the same."""
    tables = {}
    for table, rows in draft.tables.items():
        if table in FORMS:
            tables[table] = tuple(replace(row, origin=0) for row in rows)
            continue
        free = {row.origin: row for row in base.rows(table)}
        made = []
        for row in rows:
            like = (
                next((at for at, old in free.items() if old.cells == row.cells), NEW),
                *(next((at for at, old in free.items() if row[key] and old[key] == row[key]), NEW) for key in _KEYS),
            )
            origin = next((at for at in like if at != NEW), NEW)
            free.pop(origin, None)
            made.append(replace(row, origin=origin))
        tables[table] = tuple(made)
    return Draft(tables)


_KEYS = ("id", "name", "sheet", "code")


def kept(draft: Draft) -> str:
    """The draft as text that `restored` reads."""
    tables = {table: [[row.origin, dict(row.cells)] for row in rows] for table, rows in draft.tables.items()}
    return json.dumps(tables, ensure_ascii=False)


def restored(text: str) -> Draft:
    """A draft that was kept. Raises ValueError where it is none."""
    read = json.loads(text)
    try:
        tables = {
            table: tuple(
                Row({str(key): str(value) for key, value in cells.items() if value}, int(origin))
                for origin, cells in read.get(table, ())
            )
            for table in SHEETS
        }
    except (TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None
    if any(len(tables[table]) != 1 for table in FORMS):
        raise ValueError("no draft")
    return Draft(tables)
