"""What the words around a template's cells may have become: an alias, numbered, with a unit, nearly the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.heading_words import DONE, ROLE_WORDS, THIS_PERIOD, plain_label, role_in, without_unit
from pingbi.extraction.likeness import like
from pingbi.extraction.period_words import period_of, with_year, without_period
from pingbi.model import Role
from pingbi.model.catalogue import bare, same_period, year_before

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pingbi.extraction.names import Names
    from pingbi.model.fingerprint import Fingerprint

LIKENESS = 0.6  # where the neighbours say what it is
_EMPTY = re.compile(r"\(\)|\[\]")


class Label(NamedTuple):
    """Which of the template's labels a text is. `unit` and `period` are what it says besides; `new` where reworded."""

    key: str
    unit: str = ""
    period: str = ""
    new: str = ""


class Labels:
    """The labels of one template along one side: beside the rows, or above the columns."""

    def __init__(self, mark: Fingerprint, names: Names, *, columns: bool) -> None:
        self._mark = mark
        self._names = names
        self.keys: dict[str, str] = {}  # as compared: as written
        self._roles: dict[Role, set[str]] = {}
        self._units: dict[str, str] = {}
        self._loose: dict[str, str | None] = {}
        self._named: set[str] = set()  # the forms of labels that name an indicator
        self._counties: dict[str, str] = {}
        self._meant: dict[tuple[str, Role], set[str]] = {}
        for slot in mark.slots:
            written = slot.column_label if columns else slot.row_label
            key = bare(written)
            if key in self.keys and not (columns and key in self._units):
                continue
            self.keys[key] = written
            self._units[key] = without_unit(written)[1]
            self._roles.setdefault(slot.role, set()).add(key)
            self._meant.setdefault((slot.indicator, slot.role if columns else Role.NOW), set()).add(key)
            if slot.county == written:
                self._counties[slot.county] = key
            for form in self._forms(written, slot.indicator, slot.role):
                if form not in self._loose and names.meaning([form]) is not None:
                    self._named.add(form)
                self._loose[form] = key if self._loose.get(form, key) == key else None

    def _forms(self, written: str, indicator: str, role: Role) -> set[str]:
        """The label without what is written around it, and its indicator's other names in its place."""
        plain = plain_label(written)
        row = self._names.scheme.indicators.get(indicator)
        found = {plain}
        if row is None:
            return found
        known = [bare(name) for name in (row.name, *row.aliases)]
        said, rest = role_in(plain)
        if plain in known:
            found |= set(known)
        elif said is role and rest in known:
            found |= {f"{name}{mark}" for name in known for mark in ROLE_WORDS[said]}
        elif plain in THIS_PERIOD and role is Role.NOW:
            found |= THIS_PERIOD
        elif said is role and not rest:
            found |= set(ROLE_WORDS[said])
        return found

    def of_county(self, text: str) -> str | None:
        """The label that is the county which a text names, however it is written: 南乐县*, 南乐."""
        return self._counties.get(self._names.county(text) or "") if self._counties else None

    def again(self, text: str) -> Label | None:
        """The label of the county or indicator that a text names, however it is written.

        What stands twice must be seen twice: 产值（万元） over the lower half of a table that 产值（亿元） heads.
        """
        if self.of_county(text) is None and plain_label(text) not in self._named:
            return None
        return self.loosely(text, self.keys)

    def is_heading(self, text: str) -> bool:
        """Whether a text names an indicator, or nearly."""
        return self._names.meaning([text]) is not None or self._names.near([text]) is not None

    def loosely(self, text: str, wanted: Collection[str]) -> Label | None:
        """The label that a text means by other words, if it is one of `wanted`."""
        county = self.of_county(text)
        if county is not None:
            return Label(county) if county in wanted else None
        plain = plain_label(text)
        key, period = self._loose.get(plain), ""
        if key is None:
            key, period = self._by_period(plain)
        if key is None or key not in wanted:
            return None
        unit = without_unit(text)[1]
        new = text if plain != plain_label(self.keys[key]) else ""
        return Label(key, unit if unit != self._units[key] else "", period, new)

    def _by_period(self, plain: str) -> tuple[str | None, str]:
        """A heading that says of when its numbers are: 2022年上半年, 本期数(1—7月)."""
        found = period_of(plain, self._mark.period, months=True, run=self._mark.period)
        rest = _EMPTY.sub("", without_period(plain)) if found else ""
        if not found or (rest and rest not in THIS_PERIOD | DONE):
            return None, ""
        found = with_year(found, self._mark.period)
        role = Role.LAST_YEAR if same_period(found, year_before(self._mark.period)) else Role.NOW
        keys = [key for key in self._roles.get(role, ()) if not role_in(key)[1] or key in THIS_PERIOD]
        if len(keys) != 1 or (role is Role.NOW and not rest and not same_period(found, self._mark.period)):
            return None, ""
        return keys[0], found if role is Role.NOW else ""

    def nearly(self, text: str, wanted: Sequence[str], least: float) -> str | None:
        """The one of `wanted` that a text is nearly; never what it means already."""
        if self._names.county(text) is not None:
            return None
        meaning = self._names.meaning([text])
        if meaning is not None:  # by the words of the scheme: one of these, or something else
            found = self._meant.get((meaning.indicator.id, meaning.role), set()) & set(wanted)
            return found.pop() if len(found) == 1 and not meaning.period else None
        plain = plain_label(text)
        winner = like(plain, {plain_label(self.keys[key]): key for key in wanted}, least)
        return next((key for key in wanted if winner is not None and plain_label(self.keys[key]) == winner), None)
