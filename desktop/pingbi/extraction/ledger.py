"""A ledger (台账): sheets with one project or matter a row -> what its indicators make of each county's rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import product
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pingbi.extraction.form_findings import OtherCounty
from pingbi.extraction.heading_words import is_unit
from pingbi.extraction.ledger_findings import ColumnLost, RowUnclear
from pingbi.extraction.ledger_grid import Grid
from pingbi.extraction.ledger_header import FARTHEST, Head, Window, county_column, head_of
from pingbi.extraction.ledger_sheet import read_sheet
from pingbi.extraction.ledger_whole_findings import LedgerOfOtherPeriod, LedgerUnclear, NobodysLedger
from pingbi.extraction.names import names_of
from pingbi.extraction.period_words import period_of
from pingbi.extraction.titles import period_told
from pingbi.extraction.unit_claims import is_akin
from pingbi.extraction.units import units_said
from pingbi.model import Finding, InSheet, LedgerPart
from pingbi.model.catalogue import bare, factor, months, same_period, words
from pingbi.model.fingerprint import SHEET
from pingbi.readers import in_sheet
from pingbi.scheme.ledgers import ledger_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.model.fingerprint import Fingerprint
    from pingbi.readers import CellRead, Document, Sheet
    from pingbi.scheme import Scheme

_UNIT_LINE = re.compile(r"单位[:：]\s*([^\s。；)）]+)")
_TOP_ROWS = 6
_FOOT_ROWS = 8
_FOOT = re.compile(r"[(（]?(?:注|说明|备注|附注|[*※]|(?:金额|计量)?单位[:：])")


@dataclass(frozen=True, slots=True)
class Ledgers:
    """`rest` is the document without its ledgers: of their sheets only what stands above the headings."""

    parts: tuple[LedgerPart, ...]
    findings: tuple[Finding, ...]
    rest: Document


def read_ledgers(document: Document, scheme: Scheme, mark: Fingerprint | None, order: int = 0) -> Ledgers:
    """Every ledger of a document. `mark` is the fingerprint of a handed-out template."""
    if not scheme.ledger or not document.sheets:
        return Ledgers((), (), document)
    reading = _Reading(document, scheme, mark, order)
    found = [item for sheet in document.sheets for item in reading.sheet(sheet)]
    found += reading.lost()
    parts = tuple(item for item in found if isinstance(item, LedgerPart))
    findings = tuple(item for item in found if isinstance(item, Finding))
    rest = replace(document, sheets=tuple(reading.rest.get(sheet.name, sheet) for sheet in document.sheets))
    return Ledgers(parts, findings, rest if reading.rest else document)


class _Reading:
    """One reading of one document."""

    def __init__(self, document: Document, scheme: Scheme, mark: Fingerprint | None, order: int) -> None:
        self._document = document
        self._scheme = scheme
        self._mark = mark
        self._order = order
        self._names = names_of(scheme)
        self._rules = ledger_rules(scheme)
        self.rest: dict[str, Sheet] = {}
        self._seen: set[str] = set()

    def sheet(self, sheet: Sheet) -> Iterator[LedgerPart | Finding]:
        """The parts of a sheet and what is said of it; nothing where it is no ledger."""
        if sheet.name == SHEET:
            return
        window = Window(sheet, 1, FARTHEST)
        heads = [head for rules in self._rules if (head := head_of(window, rules, self._names)) is not None]
        title = _title(window, min((head.top for head in heads), default=1))
        fitting = self._fitting(heads, sheet, title)
        origin = InSheet(self._document.name, sheet.name, "A1", "")
        if len(fitting) != 1:
            yield from self._none(heads, fitting, sheet, title, origin)
            return
        head = fitting[0]
        ledger = head.rules.ledger
        self._seen.add(ledger.id)
        self.rest[sheet.name] = _above(sheet, head.top)
        if sheet.hidden:
            why = "是隐藏的，没有读入"
            yield RowUnclear(ledger=ledger.name, row=f"所在的工作表“{sheet.name}”", why=why, places=(origin,))
            return
        if ledger.county_column is None:
            head = replace(head, county=county_column(sheet, head, self._names))
        county = self._county(sheet, title)
        named = self._names.county_in(title)
        if self._mark is not None and self._mark.kind == "county" and named not in (None, county) and county:
            file, handed_to = self._document.name, self._mark.county
            yield OtherCounty(county=county, file=file, places=(origin,), written=named or "", handed_to=handed_to)
            return
        if county is None and not head.county and ledger.county_column not in head.found:
            yield NobodysLedger(ledger=ledger.name, file=self._document.name, places=(origin,))
            return
        period = self._period(title, sheet)
        grid = Grid(sheet, head.bottom)
        title = f"{title}\n{_below(sheet, head, grid)}"
        head = self._settled(head, title, period)
        if not same_period(period, self._scheme.period):
            found, wanted = words(period), words(self._scheme.period)
            yield LedgerOfOtherPeriod(county=county, ledger=ledger.name, found=found, wanted=wanted, places=(origin,))

        def again(row: int) -> Head | None:
            other = head_of(Window(sheet, row - 3, row + 3), head.rules, self._names, row)
            found = self._settled(other, title, period) if other is not None and other.whole else None
            return replace(found, county=head.county) if found is not None else None

        for item in read_sheet(self._document, sheet, grid, head, again, self._names, county):
            yield replace(item, period=period, order=self._order) if isinstance(item, LedgerPart) else item

    def lost(self) -> Iterator[Finding]:
        """Ledgers that were handed out with this template and of which no sheet can be told any more."""
        for ledger, sheet in self._mark.ledgers if self._mark is not None else ():
            rules = next((row for row in self._rules if row.ledger.id == ledger), None)
            if rules is not None and ledger not in self._seen:
                yield ColumnLost(
                    county=self._mark.county if self._mark is not None and self._mark.kind == "county" else None,
                    ledger=rules.ledger.name,
                    column=rules.ledger.key,
                    why=f"填报表里的工作表“{sheet}”不见了，或表头改得认不出",
                    made=tuple(make.indicator.name for make in rules.makes),
                    places=(InSheet(self._document.name, sheet, "A1", ""),),
                )

    def _fitting(self, heads: list[Head], sheet: Sheet, title: str) -> list[Head]:
        """The ledger that the sheet is; several where it may be any of them."""
        whole = [head for head in heads if head.whole]
        named = [head for head in whole if _named(head, sheet, title)]
        whole = named if len(named) == 1 else whole
        share = max((len(head.found) / len(head.rules.ledger.columns) for head in whole), default=0)
        best = [head for head in whole if len(head.found) / len(head.rules.ledger.columns) == share]
        exact = max((head.score for head in best), default=(0, 0))
        return [head for head in best if head.score == exact]

    def _none(
        self, heads: list[Head], fitting: list[Head], sheet: Sheet, title: str, origin: InSheet
    ) -> Iterator[Finding]:
        """Why a sheet that looks like a ledger is none."""
        if fitting:
            self.rest[sheet.name] = _above(sheet, min(head.top for head in fitting))
            names = tuple(head.rules.ledger.name for head in fitting)
            yield LedgerUnclear(
                ledger=names[0], file=self._document.name, sheet=sheet.name, names=names, places=(origin,)
            )
            return
        for head in heads:
            if head.keyless and _named(head, sheet, title):
                self._seen.add(head.rules.ledger.id)
                yield ColumnLost(
                    county=self._county(sheet, title),
                    ledger=head.rules.ledger.name,
                    column=head.rules.ledger.key,
                    why=head.lost.get(head.rules.ledger.key, "没有这一列"),
                    made=tuple(make.indicator.name for make in head.rules.makes),
                    places=(in_sheet(self._document, sheet, head.bottom, next(iter(head.found.values())).column),),
                )

    def _county(self, sheet: Sheet, title: str) -> str | None:
        """Whose it is: the template's county, else what the title, the sheet, the file or another sheet names."""
        mark, names = self._mark, self._names
        if mark is not None and mark.kind == "county":
            return mark.county if mark.county in self._scheme.counties else None
        for text in title.splitlines():
            county = names.county(re.split("[:：]", text)[-1]) or names.county_in(text)
            if county is not None and county != self._scheme.city.name:
                return county
        stem = PurePosixPath(self._document.name).stem
        found = names.county_in(sheet.name) or names.county(sheet.name) or names.county_in(stem)
        if found is not None:
            return None if found == self._scheme.city.name else found
        others = {
            county
            for other in self._document.sheets
            if other.name not in (sheet.name, SHEET)
            for (row, _), cell in other.cells.items()
            if row <= _TOP_ROWS and (county := names.county_in(cell.text)) is not None
        }
        return others.pop() if len(others) == 1 else None

    def _period(self, title: str, sheet: Sheet) -> str:
        """The period of the ledger: the title's, where it names months or another year than the evaluation's; else that
        of the sheet's or the file's name. A ledger of the last month is one of the whole period.
        """
        own = self._scheme.period
        if self._mark is not None and not same_period(self._mark.period, own):
            return self._mark.period
        if self._mark is not None:
            return _other(period_of(title, own), own) or own
        told = _other(period_told(title, "", self._document.name, sheet.name, own), own) or own
        last = months(own)
        return own if last is not None and told == f"{last[0]}M{last[2]:02d}" else told

    def _settled(self, head: Head, title: str, period: str) -> Head:
        """The headings with the units of the line above them; columns whose unit or period does not fit are lost."""
        units = [unit for line in _UNIT_LINE.findall(title) for unit in re.split(r"[、,，/；;]", bare(line))]
        found, lost = dict(head.found), dict(head.lost)
        for name, wanted in head.rules.units.items():
            column = found.get(name)
            if column is None:
                continue
            if not column.unit and wanted:
                known = [unit for unit in units if unit and is_unit(unit)]
                fitting = {unit for unit in known if factor(unit, wanted) is not None}
                akin = [] if fitting else [unit for unit in known if is_akin(unit, wanted)]
                column = column._replace(unit=fitting.pop() if len(fitting) == 1 else "".join(akin[:1]))
            other = _other(column.period, self._scheme.period)
            if column.unit and wanted and factor(column.unit, wanted) is None:
                lost[name] = f"单位“{column.unit}”与要求的“{wanted}”不符"
                del found[name]
            elif other is not None and not same_period(other, period):
                lost[name] = f"是{words(other)}的"
                del found[name]
            else:
                found[name] = column
        return replace(head, found=found, lost=lost)


def _other(period: str | None, own: str) -> str | None:
    """A period that says more than the year of the evaluation: 2022年项目台账 may well be of its first half."""
    return None if not period or (period == own[:4] and months(own) is not None) else period


def _below(sheet: Sheet, head: Head, grid: Grid) -> str:
    """The units that stand below a ledger, as they would stand above it: 注：本表单位为万元."""
    last = grid.rows[-1] if grid.rows else 0
    rows = range(max(head.bottom, last - _FOOT_ROWS) + 1, last + 1)
    texts = (sheet.text(row, column) for row in rows for column in range(1, head.last + 1))
    said = [unit for text in texts if _FOOT.match(text) for of, unit in units_said(text) if not of]
    return f"单位：{'、'.join(said)}" if said else ""


def _title(window: Window, top: int) -> str:
    """What stands above the headings, a line a cell."""
    cells = sorted((at, cell.text) for at, cell in _upper(window.sheet, top).items())
    return "\n".join(text for _, text in cells if text)


def _named(head: Head, sheet: Sheet, title: str) -> bool:
    name = bare(head.rules.ledger.name)
    return name in bare(title) or bare(sheet.name) in name or name in bare(sheet.name)


def _above(sheet: Sheet, top: int) -> Sheet:
    """The rows above a ledger, for whatever else stands there."""
    return replace(sheet, cells=_upper(sheet, top), merges=tuple(area for area in sheet.merges if area[2] < top))


def _upper(sheet: Sheet, top: int) -> dict[tuple[int, int], CellRead]:
    """The cells above a row."""
    cells, columns = sheet.cells, sheet.columns if top > 1 else 0
    if (top - 1) * columns < len(cells):  # of a large sheet there is no need to look at all
        near = product(range(1, top), range(1, columns + 1))
        return {at: cell for at in near if (cell := cells.get(at)) is not None}
    return {at: cell for at, cell in cells.items() if at[0] < top}
