"""What a handed-out template says of itself on its hidden sheet: whose it is, and which cell is which indicator."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model.figure import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHEET = "_pingbi"
FORMAT = 1
# The words around a county's form, on which it is read again.
WHOSE, NAME, UNIT, LAST_YEAR, NOW = "县区", "指标", "单位", "上年同期", "本期数"


class Slot(NamedTuple):
    """One cell to be filled in. `row_label` and `column_label` are the words that stood beside and above it.

    `unit` is what the sheet asked for; the scheme may ask for another by the time the sheet comes back.
    """

    sheet: str
    row: int  # from 1
    column: int  # from 1
    county: str
    indicator: str
    role: Role
    row_label: str
    column_label: str
    unit: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`kind`: county (one county's form), city (what the office enters), office (one table of all counties)."""

    scheme: str
    version: str
    period: str
    county: str
    kind: str
    slots: tuple[Slot, ...]
    ledgers: tuple[tuple[str, str], ...] = ()  # id of a ledger, name of its sheet

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows of the hidden sheet: a header as JSON, then one a slot."""
        head: dict[str, object] = {
            "format": FORMAT,
            "scheme": self.scheme,
            "version": self.version,
            "period": self.period,
            "county": self.county,
            "kind": self.kind,
        }
        if self.ledgers:
            head["ledgers"] = self.ledgers
        yield (json.dumps(head, ensure_ascii=False),)
        for slot in self.slots:
            yield tuple(str(item) for item in slot)


def read_rows(rows: Iterable[tuple[str, ...]]) -> Fingerprint | None:
    """The fingerprint of a hidden sheet's rows; None where it is none of ours or damaged."""
    lines = list(rows)
    try:
        head = json.loads(lines[0][0])
        slots = tuple(
            Slot(sheet, int(row), int(column), county, indicator, Role(role), row_label, column_label, unit)
            for sheet, row, column, county, indicator, role, row_label, column_label, unit in lines[1:]
        )
        ledgers = tuple((str(ledger), str(sheet)) for ledger, sheet in head.get("ledgers", ()))
        return Fingerprint(
            head["scheme"], head["version"], head["period"], head["county"], head["kind"], slots, ledgers
        )
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None
