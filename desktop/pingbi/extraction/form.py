"""A handed-out template that came back: its hidden fingerprint says what was asked, its labels say where it now stands.

Figures are read where a row's label and a column's heading cross, never by position alone: rows and columns may have
been moved, sheets renamed. What stands twice is read twice, so that two values come out; what stands nowhere
is said.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.cells import Where, read_cell
from pingbi.extraction.findings import OtherPeriod, TemplateChanged, UnitConverted, UnknownCounty
from pingbi.extraction.form_findings import FileOfOtherCounty, OtherCounty, OtherPeriodForm, OtherScheme, UnitChanged
from pingbi.extraction.form_places import Spot, spots
from pingbi.extraction.names import Names
from pingbi.model import Figure, Finding, InSheet, Role, Source, State
from pingbi.model.catalogue import bare, factor, same_period, words
from pingbi.model.fingerprint import SHEET, WHOSE, Fingerprint, Slot, read_rows
from pingbi.readers import column_letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.readers import Document
    from pingbi.scheme import Indicator, Scheme

_WHOSE = re.compile(rf"{WHOSE}[:：](.+)", re.DOTALL)
_TOP_ROWS = 6


def fingerprint(document: Document) -> Fingerprint | None:
    """The document's fingerprint, None where it is no template of ours or its hidden sheet is lost."""
    sheet = next((sheet for sheet in document.sheets if sheet.name == SHEET), None)
    if sheet is None:
        return None
    rows: list[tuple[str, ...]] = [(sheet.text(1, 1),)]
    columns = range(1, len(Slot._fields) + 1)
    rows += [tuple(sheet.text(row, column) for column in columns) for row in range(2, sheet.rows + 1)]
    return read_rows(rows)


def read_form(document: Document, mark: Fingerprint, scheme: Scheme, order: int) -> Iterator[Figure | Finding]:
    """Figures and findings of a template."""
    form = _Form(document, mark, scheme, order)
    claimed = form.claimed()
    yield from form.about(claimed)
    if not claimed:  # whose figures these are must be settled first
        yield from form.read()


class _Places(NamedTuple):
    """A slot with every cell that its labels lead to."""

    slot: Slot
    indicator: Indicator
    spots: list[Spot]


class _Form:
    """One reading of one template."""

    def __init__(self, document: Document, mark: Fingerprint, scheme: Scheme, order: int) -> None:
        self._document = document
        self._mark = mark
        self._scheme = scheme
        self._order = order
        self._known = {*scheme.counties, scheme.city.name}
        self._own_scheme = bare(mark.scheme) == bare(scheme.scheme.name)
        self._own_period = same_period(mark.period, scheme.period)
        first = document.sheets[0].name if document.sheets else ""
        self._origin = InSheet(document.name, first, "A1", "")
        self._county = mark.county if mark.county in self._known else None

    def about(self, claimed: str) -> Iterator[Finding]:
        """What is wrong with the form as a whole."""
        whose = {"county": self._county, "file": self._document.name, "places": (self._origin,)}
        if not self._own_scheme:
            yield OtherScheme(**whose, found=self._mark.scheme, wanted=self._scheme.scheme.name)  # type: ignore[arg-type]
        named = Names(self._scheme).county_in(PurePosixPath(self._document.name).name)
        if claimed:
            yield OtherCounty(**whose, written=claimed, handed_to=self._mark.county)  # type: ignore[arg-type]
        elif self._mark.kind == "county" and self._county and named not in (None, self._county):
            yield FileOfOtherCounty(**whose, named=named)  # type: ignore[arg-type]

    def claimed(self) -> str:
        """Another county of the scheme that the head of a sheet names; empty where there is none."""
        if self._mark.kind != "county":
            return ""
        names = Names(self._scheme)
        for sheet in self._document.sheets:
            for (row, _), cell in sheet.cells.items():
                match = _WHOSE.match(cell.text) if row <= _TOP_ROWS else None
                county = names.county(match[1]) if match is not None else None
                if county is not None and county != self._mark.county:
                    return county
        return ""

    def read(self) -> Iterator[Figure | Finding]:
        """Every slot by its labels; then what was moved, what is lost, and whose it is not."""
        lost: list[str] = []
        moved = late = 0
        strangers: dict[str, None] = {}
        for slot, found in spots(self._document, self._mark.slots):
            indicator = self._scheme.indicators.get(slot.indicator)
            if slot.county not in self._known:
                strangers[slot.county] = None
                continue
            if indicator is None or not (self._own_scheme or _named(slot, indicator)) or not found:
                lost.append(slot.row_label if self._mark.kind == "county" else slot.column_label)
                continue
            if slot.role is not Role.NOW and not self._own_period:
                continue  # last year's and target figures of another period are of no use here
            for item in self._figures(_Places(slot, indicator, found)):
                yield item
                if isinstance(item, Figure):
                    moved += _cell(item) != f"{column_letter(slot.column)}{slot.row}"
                    late += item.state is State.OTHER_PERIOD
        if late:
            yield OtherPeriodForm(
                county=self._county,
                file=self._document.name,
                places=(self._origin,),
                found=words(self._mark.period),
                wanted=words(self._scheme.period),
                count=late,
            )
        for name in strangers:
            yield UnknownCounty(name=name, places=(self._origin,))
        if moved or lost:
            yield TemplateChanged(
                county=self._county,
                file=self._document.name,
                moved=moved,
                lost=tuple(dict.fromkeys(lost)),
                places=(self._origin,),
            )

    def _figures(self, places: _Places) -> Iterator[Figure | Finding]:
        """One slot's figures: several where its labels stand several times."""
        slot, indicator = places.slot, places.indicator
        source = Source.TEMPLATE if self._mark.kind == "county" else Source.CITY_TABLE
        for spot in places.spots:
            unit = spot.unit or slot.unit
            at = (spot.sheet, spot.row, spot.column, slot.county, indicator, slot.role, unit, self._mark.period)
            found = list(read_cell(Where(self._document, *at, source, self._order), self._scheme))
            yield from (item for item in found if not isinstance(item, OtherPeriod))  # said once, for the whole form
            if factor(unit, indicator.unit) == 1 or any(isinstance(item, UnitConverted) for item in found):
                continue
            for item in found:
                if isinstance(item, Figure) and item.value is not None:
                    yield UnitChanged(
                        county=slot.county,
                        indicator=indicator.id,
                        places=(item.origin,),
                        name=indicator.name,
                        written=f"{item.reported}{unit}",
                        value=f"{item.value.normalize():f}{indicator.unit}",
                    )


def _cell(figure: Figure) -> str:
    return figure.origin.cell if isinstance(figure.origin, InSheet) else ""


def _named(slot: Slot, indicator: Indicator) -> bool:
    """Whether the label is a name of the indicator: the ids of another scheme may mean something else."""
    names = {bare(name) for name in (indicator.name, *indicator.aliases)}
    return bool({bare(slot.row_label), re.sub(r"\([^()]*\)$", "", bare(slot.column_label))} & names)
