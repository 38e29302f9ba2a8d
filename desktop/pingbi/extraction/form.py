"""A handed-out template that came back: its hidden fingerprint says what was asked, its labels say where it now stands.

Figures are read where a row's label and a column's heading cross, never by position alone: rows and columns may have
been moved, sheets renamed. What stands twice is read twice, so that two values come out; what stands nowhere
is said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.extraction.cells import Where, read_cell
from pingbi.extraction.findings import OtherPeriod, UnitConverted, UnknownCounty
from pingbi.extraction.form_changes import changes
from pingbi.extraction.form_findings import (
    FileOfOtherCounty,
    LabelChanged,
    OtherCounty,
    OtherPeriodForm,
    OtherScheme,
    SheetOfOtherCounty,
    TemplateChanged,
    UnitChanged,
)
from pingbi.extraction.form_labels import Labels
from pingbi.extraction.form_places import Spot, spots
from pingbi.extraction.form_said import filled_by_other, in_their_light, part_of_a_county
from pingbi.extraction.hidden import hidden_cells, hidden_sheet
from pingbi.extraction.names import names_of
from pingbi.extraction.table import read_sheets
from pingbi.extraction.titles import own_period, sheet_period
from pingbi.extraction.unit_claims import form_rivals
from pingbi.model import Figure, Finding, InSheet, Role, Source, State
from pingbi.model.catalogue import bare, factor, same_period, words
from pingbi.model.figure_runs import one_by_one
from pingbi.model.fingerprint import SHEET, WHOSE, Fingerprint, Slot, read_rows
from pingbi.readers import column_letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.readers import Document, Sheet
    from pingbi.scheme import Indicator, Scheme

_WHOSE = re.compile(rf"\s*{WHOSE}\s*[:：](.+)", re.DOTALL)
_TOP_ROWS = 10
_TITLE_ROWS = 4
_DATED = re.compile(
    r"截[止至]|日期|报送|前报|上报|填报时间|\d+\s*日"
)  # a date of the form itself is no period of its figures


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
    yield from _Form(document, mark, scheme, order).read()


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
        self._names = names_of(scheme)
        self._order = order
        self._known = {*scheme.counties, scheme.city.name}
        self._own_scheme = bare(mark.scheme) == bare(scheme.scheme.name)
        self._own_period = same_period(mark.period, scheme.period)
        sheets = [sheet for sheet in document.sheets if sheet.name != SHEET]
        self._hidden = [sheet for sheet in sheets if sheet.hidden]
        claims = {sheet.name: self._claimed(sheet) for sheet in sheets if not sheet.hidden}
        self._others = [sheet for sheet in sheets if claims.get(sheet.name)]
        self._sheets = [sheet for sheet in sheets if not sheet.hidden and not claims[sheet.name]]
        self._claims = {name: county for name, county in claims.items() if county}
        self._origin = InSheet(document.name, document.sheets[0].name if document.sheets else "", "A1", "")
        self._county = mark.county if mark.county in self._known else None
        self._rows = Labels(mark, self._names, columns=False)
        self._columns = Labels(mark, self._names, columns=True)
        self._periods = {sheet.name: self._said_period(sheet) for sheet in self._sheets}

    def read(self) -> Iterator[Figure | Finding]:
        """What is wrong with the form as a whole, its figures, and the sheets that are not its own."""
        yield from self._about()
        found = list(self._found(self._sheets))
        if self._claims and not any(cells for _, cells in found):
            claimed = next(iter(self._claims.values()))  # whose figures these are must be settled first
            yield OtherCounty(**self._whose(), written=claimed, handed_to=self._mark.county)
            return
        figures = []
        asked = [spot for _, places in found for spot in places]
        for item in in_their_light(self._slots(found), self._sheets, asked, self._names):
            figures += [item] if isinstance(item, Figure) else []
            yield item
        for sheet in self._sheets:
            yield from hidden_cells(self._document, sheet, figures)
        yield from self._elsewhere(lost=not any(cells for _, cells in found))
        for sheet in self._hidden:
            cells = self._slots(list(self._found([sheet])))
            yield from hidden_sheet(self._document, sheet, [item for item in cells if isinstance(item, Figure)])

    def _about(self) -> Iterator[Finding]:
        if not self._own_scheme:
            yield OtherScheme(**self._whose(), found=self._mark.scheme, wanted=self._scheme.scheme.name)
        named = self._names.county_in(PurePosixPath(self._document.name).name)
        if self._mark.kind == "county" and self._county and named not in (None, self._county) and not self._claims:
            yield FileOfOtherCounty(**self._whose(), named=named or "")
        if self._mark.kind == "county" and self._county:
            yield from filled_by_other(self._document, self._sheets, self._county, self._names)

    def _whose(self) -> dict[str, Any]:
        return {"county": self._county, "file": self._document.name, "places": (self._origin,)}

    def _claimed(self, sheet: Sheet) -> str:
        """Another county of the scheme that the head of a sheet names; empty where there is none."""
        if self._mark.kind != "county":
            return ""
        for (row, column), cell in sheet.cells.items():
            if row > _TOP_ROWS or not isinstance(cell.value, str) or WHOSE not in cell.value:
                continue
            match = _WHOSE.match(cell.text)
            if match is None and cell.text.strip(" :：") == WHOSE:
                beside = sheet.text(row, column + 1)  # the name may have come into a cell of its own
                match = _WHOSE.match(f"{WHOSE}:{beside}")
            county = self._names.county(match[1]) if match is not None else None
            if county is not None and county != self._mark.county:
                return county
            if county is None and match is not None and part_of_a_county(match[1], self._names):
                return match[1].strip()
        return ""

    def _said_period(self, sheet: Sheet) -> str:
        """Another period than the fingerprint's that the words above the headings name; empty where there is none."""
        texts = {at: cell.value for at, cell in sheet.cells.items() if isinstance(cell.value, str)}
        first = min((row for (row, _), text in texts.items() if bare(text) in self._columns.keys), default=_TITLE_ROWS)
        for (row, _), text in texts.items():
            found = own_period(text, self._mark.period) if row < first and not _DATED.search(text) else ""
            known = (self._mark.period, self._scheme.period)
            if found and len(found) > 4 and not any(same_period(found, period) for period in known):
                return found
        handed_out = {slot.sheet for slot in self._mark.slots}
        return "" if sheet.name in handed_out else sheet_period(sheet.name, self._mark.period)

    def _elsewhere(self, *, lost: bool) -> Iterator[Figure | Finding]:
        """Sheets of other counties in the same workbook; and, where no label is left at all, the sheets by their words.

        Those of another period or scheme are not: without the fingerprint nothing would say so.
        """
        if not (self._own_scheme and self._own_period):
            return
        for sheet in self._others:
            read = list(one_by_one(read_sheets(self._document, [sheet], self._names, self._order)))
            county = self._claims[sheet.name]
            if any(isinstance(item, Figure) for item in read):
                where = InSheet(self._document.name, sheet.name, "A1", "")
                yield SheetOfOtherCounty(
                    county=county,
                    file=self._document.name,
                    places=(where,),
                    sheet=sheet.name,
                    handed_to=self._mark.county,
                )
            yield from read
        if lost:
            yield from one_by_one(read_sheets(self._document, self._sheets, self._names, self._order))

    def _found(self, sheets: Sequence[Sheet]) -> Iterator[tuple[Slot, list[Spot]]]:
        return spots(sheets, self._mark.slots, self._rows, self._columns)

    def _slots(self, found: Sequence[tuple[Slot, list[Spot]]]) -> Iterator[Figure | Finding]:
        """Every slot by its labels; then what was done to the template, what is lost, and whose it is not."""
        lost: list[str] = []
        moved = late = 0
        found_period = self._mark.period
        strangers: dict[str, None] = {}
        placed: list[tuple[Slot, Spot]] = []
        for slot, cells in found:
            indicator = self._scheme.indicators.get(slot.indicator)
            if slot.county not in self._known:
                strangers[slot.county] = None
                continue
            if indicator is None or not (self._own_scheme or _named(slot, indicator)) or not cells:
                lost.append(slot.row_label if self._names.county(slot.row_label) is None else slot.column_label)
                continue
            placed.append((slot, cells[0]))
            if slot.role is not Role.NOW and not self._own_period:
                continue  # last year's and target figures of another period are of no use here
            for item in self._figures(_Places(slot, indicator, cells)):
                yield item
                late -= isinstance(item, OtherPeriod)  # said of itself, by its heading
                if isinstance(item, Figure):
                    moved += _cell(item) != f"{column_letter(slot.column)}{slot.row}"
                    late += item.state is State.OTHER_PERIOD
                    found_period = item.period if item.state is State.OTHER_PERIOD else found_period
        if late:
            yield OtherPeriodForm(
                **self._whose(), found=words(found_period), wanted=words(self._scheme.period), count=late
            )
        for name in strangers:
            yield UnknownCounty(name=name, places=(self._origin,))
        done = changes(placed, [sheet for sheet in self._document.sheets if sheet.name != SHEET])
        if done or moved or lost:
            yield TemplateChanged(**self._whose(), changes=done, moved=moved, lost=tuple(dict.fromkeys(lost)))

    def _figures(self, places: _Places) -> Iterator[Figure | Finding]:
        """One slot's figures: several where its labels stand several times."""
        for spot in places.spots:
            found = list(self._cell(places, spot))
            if places.slot.role is Role.LAST_YEAR and self._periods.get(spot.sheet.name):
                found = [_undecided(item) for item in found]
            if not spot.near:
                yield from found
                continue
            old, new = next(pair for pair in spot.new if pair[1])
            for item in found:
                if not isinstance(item, Figure):
                    yield item
                    continue
                read = item if spot.sure or item.state is not State.READ else replace(item, state=State.UNDECIDED)
                yield read
                value = (
                    f"{item.value.normalize():f}{places.indicator.unit}" if item.value is not None else item.reported
                )
                about: dict[str, Any] = {"county": item.county, "indicator": item.indicator, "places": (item.origin,)}
                name = places.indicator.name
                yield LabelChanged(**about, name=name, old=old, new=new, value=value, sure=spot.sure)

    def _cell(self, places: _Places, spot: Spot) -> Iterator[Figure | Finding]:
        slot, indicator = places.slot, places.indicator
        source = Source.TEMPLATE if self._mark.kind == "county" else Source.CITY_TABLE
        unit = spot.units[0] if spot.units else slot.unit
        where = Where(
            document=self._document,
            sheet=spot.sheet,
            row=spot.row,
            column=spot.column,
            county=slot.county,
            indicator=indicator,
            role=slot.role,
            unit=unit,
            period=spot.period or self._periods.get(spot.sheet.name) or self._mark.period,
            source=source,
            order=self._order,
            rivals=form_rivals(spot.units, indicator),
        )
        found = read_cell(where, self._scheme)
        # Said once, for the whole form, unless the heading itself says another period.
        yield from (item for item in found if not (isinstance(item, OtherPeriod) and not spot.period))
        if factor(unit, indicator.unit) == 1 or any(isinstance(item, UnitConverted) for item in found):
            return
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


def _undecided(item: Figure | Finding) -> Figure | Finding:
    """Last year of which period, a title of another period leaves open."""
    return replace(item, state=State.UNDECIDED) if isinstance(item, Figure) and item.state is State.READ else item


def _cell(figure: Figure) -> str:
    return figure.origin.cell if isinstance(figure.origin, InSheet) else ""


def _named(slot: Slot, indicator: Indicator) -> bool:
    """Whether the label is a name of the indicator: the ids of another scheme may mean something else."""
    names = {bare(name) for name in (indicator.name, *indicator.aliases)}
    return bool({bare(slot.row_label), re.sub(r"\([^()]*\)$", "", bare(slot.column_label))} & names)
