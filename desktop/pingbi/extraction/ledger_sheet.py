"""One sheet that is a ledger: its rows sorted, given to their counties, counted, and what must be said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pingbi.extraction.ledger_cells import Remark
from pingbi.extraction.ledger_findings import (
    ColumnLikened,
    ColumnLost,
    Converted,
    HiddenRows,
    Inexact,
    NobodysRows,
    NoName,
    NoNumbers,
    RowUnclear,
    TotalDiffers,
)
from pingbi.extraction.ledger_kinds import LedgerRow
from pingbi.extraction.ledger_rows import rows_of
from pingbi.extraction.ledger_sums import counted
from pingbi.extraction.ledger_tally import MOST_PLACES, Place
from pingbi.extraction.ledger_totals import Difference, sorted_rows
from pingbi.extraction.ledger_whole_findings import Empty
from pingbi.model import Finding, LedgerPart
from pingbi.model.catalogue import excerpt, quoted
from pingbi.readers import column_letter, in_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pingbi.extraction.ledger_grid import Grid
    from pingbi.extraction.ledger_header import Head
    from pingbi.extraction.names import Names
    from pingbi.model import Entry, Sum
    from pingbi.readers import Document, Sheet


def read_sheet(
    document: Document,
    sheet: Sheet,
    grid: Grid,
    head: Head,
    again: Callable[[int], Head | None],
    names: Names,
    county: str | None,
) -> Iterator[LedgerPart | Finding]:
    """The parts, a county each, and the findings. `grid` is what stands below the headings.

    `county` is the file's, None where its rows must say it.
    """
    yield from _Sheet(Place(document, sheet, head), names, county).read(grid, again)


class _Sheet:
    """One reading of one sheet."""

    def __init__(self, place: Place, names: Names, county: str | None) -> None:
        self._place = place
        self._names = names
        self._county = county
        self._ledger = place.head.rules.ledger
        self._remarks: list[Remark] = []
        self._counties: dict[str, str | None] = {}
        column = self._ledger.county_column
        self._by_row = column if column is not None and column in place.head.found else None

    def read(self, grid: Grid, again: Callable[[int], Head | None]) -> Iterator[LedgerPart | Finding]:
        """Everything."""
        place, head = self._place, self._place.head
        yield from self._columns()
        rows = list(rows_of(place.sheet, grid, head, self._names, self._remarks, again))
        found = sorted_rows(rows, head.rules)
        for row, why in (
            *((row, "只有名称，没有别的内容，没有计入") for row in found.alone),
            *((row, "是其中项，已包含在上面的项里，没有另计") for row in found.parts),
            *((row, "没有序号或文字，数与其各行之和相等，按小计看待，没有计入") for row in found.subtotals),
            *((row, "像分组标题，数又与其下各行之和不符，没有计入，相关指标暂不计分") for row in found.unclear),
        ):
            yield RowUnclear(**self._about(row.county, [row.row]), row=_row(row), why=why)
        for difference in found.differences:
            yield self._difference(difference)
        whose, doubtful = self._given(found.entries)
        yield from self._strangers(found.entries, doubtful=doubtful)
        for county, nameless in self._given(found.nameless)[0].items():
            rows_of_county = tuple(f"第{row.row}行" for row in nameless)
            about = self._about(county, [row.row for row in nameless])
            yield NoName(**about, key=self._ledger.key, rows=rows_of_county)
        unsure = doubtful or bool(found.unclear) or bool(found.nameless)
        yield from self._said()
        yield from self._hidden(found.entries)
        for county, entries in whose.items():
            counting = counted(entries, county, place, doubtful=unsure)
            yield from counting.findings
            yield self._part(county, counting.entries, counting.sums)
        for county in self._given(found.nothing)[0]:
            if county not in whose:
                counting = counted((), county, place, doubtful=unsure)
                yield self._part(county, (), counting.sums)
        if not (found.entries or found.nothing or found.nameless or found.unclear):
            yield Empty(**self._about("", [head.bottom]), key=self._ledger.key)

    def _part(self, county: str, entries: tuple[Entry, ...], sums: tuple[Sum, ...]) -> LedgerPart:
        document, sheet = self._place.document, self._place.sheet
        return LedgerPart(self._ledger.id, county, document.name, sheet.name, "", entries, sums)

    def _about(self, county: str, rows: Sequence[int], name: str | None = None) -> dict[str, Any]:
        """Fields of every finding; `county` is what the row says."""
        name = self._ledger.key if name is None else name
        whose = county if county in self._names.scheme.counties else self._of(county) if county else self._county
        return {"county": whose, "ledger": self._ledger.name, "places": self._place.cells(rows, name)}

    def _of(self, written: str) -> str | None:
        """The county of a row: what it says, else the file's; None where nobody knows, the city's name for its own."""
        if self._by_row is None and not self._place.head.county:
            return self._county
        if written not in self._counties:
            found = self._names.county(written) if written else self._county
            self._counties[written] = found
        return self._counties[written]

    def _given(self, rows: Sequence[LedgerRow]) -> tuple[dict[str, list[LedgerRow]], bool]:
        """(the rows of each county, whether some may be anybody's)."""
        whose: dict[str, list[LedgerRow]] = {}
        named: dict[str, list[LedgerRow]] = {}  # by what is written
        doubtful = False
        for written in dict.fromkeys([row.county for row in rows]):
            county = self._of(written)
            if county is None:
                doubtful = doubtful or not self._names.looks_like_county(written)
            elif county != self._names.scheme.city.name:
                named[written] = whose.setdefault(county, [])
        for row in rows:
            if row.county in named:
                named[row.county].append(row)
        return whose, doubtful

    def _strangers(self, rows: Sequence[LedgerRow], *, doubtful: bool) -> Iterator[Finding]:
        """Rows of nobody's county, and the city's own: it is entered, never summed."""
        at = self._place.head.county if self._by_row is None else self._place.head.found[self._by_row].column
        if not at:
            return
        city = self._names.scheme.city.name
        written = {county for county in {row.county for row in rows} if self._of(county) in (None, city)}
        strange = [row for row in rows if row.county in written] if written else []
        for unsure in (True, False):
            chosen = [row for row in strange if self._is_unsure(row) is unsure]
            if chosen:
                column = column_letter(at)
                cells = tuple(f"{column}{row.row}{quoted(excerpt(row.county))}" for row in chosen)
                places = self._place.cells([row.row for row in chosen], self._by_row or self._ledger.key)
                yield NobodysRows(ledger=self._ledger.name, cells=cells, doubtful=unsure and doubtful, places=places)

    def _is_unsure(self, row: LedgerRow) -> bool:
        return self._of(row.county) is None and not self._names.looks_like_county(row.county)

    def _columns(self) -> Iterator[Finding]:
        """Columns that were not found, and those found by likeness."""
        head = self._place.head
        for name in self._ledger.columns:
            made = tuple(make.indicator.name for make in head.rules.makes if name in make.needs)
            if name in head.found and head.found[name].rank:
                about = self._about("", [head.bottom], name)
                yield ColumnLikened(**about, column=name, words=head.found[name].words)
            elif name not in head.found and made:
                why = head.lost.get(name, "没有这一列")
                yield ColumnLost(**self._about("", [head.bottom]), column=name, why=why, made=made)

    def _difference(self, difference: Difference) -> Finding:
        unit = self._place.head.rules.units.get(difference.column, "")
        row = difference.row
        return TotalDiffers(
            **self._about(row.county, [row.row], difference.column),
            column=difference.column,
            row=_row(row),
            total=f"{difference.total:f}{unit}",
            rows_make=f"{difference.rows_make.normalize():f}{unit}",
        )

    def _said(self) -> Iterator[Finding]:
        """What was remarked of cells, those of one column and county together."""
        grouped: dict[tuple[str | None, str, str], list[Remark]] = {}
        for remark in self._remarks:
            grouped.setdefault((self._of(remark.county), remark.column, remark.why), []).append(remark)
        for (county, column, why), remarks in grouped.items():
            cells = tuple(f"{column_letter(item.at)}{item.row}“{item.text}”" for item in remarks)
            document, sheet = self._place.document, self._place.sheet
            places = tuple(in_sheet(document, sheet, item.row, item.at) for item in remarks[:MOST_PLACES])
            about: dict[str, Any] = {"county": county, "ledger": self._ledger.name, "places": places}
            rules = self._place.head.rules
            if why == "unreadable":
                made = tuple(make.indicator.name for make in rules.makes if column in make.needs)
                yield NoNumbers(**about, column=column, cells=cells, made=made)
            elif why == "struck":
                yield HiddenRows(**about, rows=cells, how="有删除线，不知是否还算数，相关指标暂不计分")
            elif why == "shifted":
                yield HiddenRows(
                    **about, rows=cells, how="像是错了一格，数字列里有文字、文字列里有数，相关指标暂不计分"
                )
            elif why == "converted":
                yield Converted(**about, column=column, cells=cells, unit=rules.units[column])
            else:
                yield Inexact(**about, column=column, cells=cells, why=why)

    def _hidden(self, rows: Sequence[LedgerRow]) -> Iterator[Finding]:
        hidden = self._place.sheet.hidden_rows
        for county, entries in self._given([row for row in rows if row.row in hidden])[0].items() if hidden else ():
            about = self._about(county, [row.row for row in entries])
            yield HiddenRows(**about, rows=tuple(map(_row, entries)), how="是隐藏的，已计入")


def _row(row: LedgerRow) -> str:
    return f"第{row.row}行{quoted(excerpt(row.name))}" if row.name else f"第{row.row}行"
