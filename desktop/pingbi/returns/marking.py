"""Findings -> the parts of the filler's workbook that change: marked cells, their comments, the list as a new sheet."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Level
from pingbi.model.returned import FORMER, SHEET, heading
from pingbi.patching import Parcel, edited, tree
from pingbi.readers import column_letter
from pingbi.readers.xlsx_sheet import area
from pingbi.returns.advice import what_to_do
from pingbi.returns.cells import Layout, layout, restyled
from pingbi.returns.formats import Formats
from pingbi.returns.graft import Old, free_name, grafted
from pingbi.returns.listing import FILLS
from pingbi.returns.remarks import marked_places, remark
from pingbi.returns.sheet import About, plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from zipfile import ZipFile

    from pingbi.readers import Document, Sheet
    from pingbi.readers.xlsx_sheet import Place
    from pingbi.returns.listing import Row

REMARKED = 200  # comments that one finding makes at most; all its cells are filled
LONGEST = 1500  # characters of a comment
_COLOURS = {level: f"rgb=FF{colour}" for level, colour in FILLS.items()}
_LEVELS = list(Level)
_SELECTED = re.compile(rb"""\stabSelected\s*=\s*["'](?:1|true|on)["']""")
_CELLS = re.compile(rb"<(?:\w+:)?sheetData\b")


def with_marks(archive: ZipFile, document: Document, about: About, rows: Sequence[Row]) -> bytes:
    """The file, which was read as `document`, with its findings marked. Raises what is in xlsx_markup.BROKEN."""
    return _Marking(archive, document).done(about, rows)


class _Earlier(NamedTuple):
    """A 退回单 that the file already has, and the fills of its marked cells before they were marked."""

    sheet: Old | None
    former: dict[str, dict[Place, str]]


class _Marking:
    """One file being marked."""

    def __init__(self, archive: ZipFile, document: Document) -> None:
        self._parcel = Parcel(archive)
        self._formats = Formats(self._parcel)
        relations = self._parcel.relations(self._parcel.workbook).values()
        self._all = [row.target for row in relations if row.kind.endswith("sheet") and row.target in self._parcel]
        self._parts = dict(self._listed())
        self._earlier = self._found_earlier(document)
        self._former: dict[int, list[str]] = defaultdict(list)  # by a row's number: sheet/cell/fill

    def done(self, about: About, rows: Sequence[Row]) -> bytes:
        """The file's bytes."""
        by_sheet: dict[str, dict[Place, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            for spot in row.spots:
                by_sheet[spot.sheet][spot.place].append(row)
        old = self._earlier.sheet
        touched = {
            part
            for name, part in self._parts.items()
            if (old is None or name != old.name) and self._mark(name, part, by_sheet.get(name, {}))
        }
        selected = {part for part in self._all if _SELECTED.search(_head(self._parcel.raw(part)))}
        opened = (
            selected <= touched and tree(self._parcel.content(self._parcel.workbook)).first("bookViews") is not None
        )
        for part in selected if opened else ():
            whole = self._parcel.content(part)
            head = _head(whole)
            self._parcel.put(part, _SELECTED.sub(b"", head) + whole[len(head) :])
        name = old.name if old is not None else free_name(list(self._names()), SHEET)
        former = {number: "\n".join(lines) for number, lines in self._former.items()}
        sheet = plan(about, rows, name=name, sheets=self._parts, former=former)
        grafted(self._parcel, self._formats, sheet, about.fonts, old, opened=opened)
        self._formats.write()
        return self._parcel.packed()

    def _names(self) -> Iterator[str]:
        sheets = tree(self._parcel.content(self._parcel.workbook)).first("sheets")
        yield from (row["name"] for row in (sheets.children if sheets is not None else ()))

    def _listed(self) -> Iterator[tuple[str, str]]:
        """Name and part of each sheet that has cells."""
        relations = self._parcel.relations(self._parcel.workbook)
        sheets = tree(self._parcel.content(self._parcel.workbook)).first("sheets")
        for row in sheets.children if sheets is not None else ():
            relation = relations.get(row["id"])
            if relation is not None and relation.kind == "worksheet" and relation.target in self._parcel:
                yield row["name"], relation.target

    def _found_earlier(self, document: Document) -> _Earlier:
        for sheet in document.sheets:
            if sheet.name in self._parts and heading(sheet.cells) is not None:
                return _Earlier(Old(sheet.name, self._parts[sheet.name]), _former(sheet))
        return _Earlier(None, {})

    def _mark(self, name: str, part: str, wanted: Mapping[Place, Sequence[Row]]) -> bool:
        """Mark a sheet's cells, take away what was marked before; whether there was anything to do."""
        former = self._earlier.former.get(name, {})
        earlier = {*former, *marked_places(self._parcel, part)}
        if not wanted and not earlier:
            return False
        found, places = self._laid_out(part, wanted, earlier)
        texts = {at: _text(rows) for at, rows in _remarked(places).items()}

        def style(at: Place, number: int) -> int:
            colour = self._formats.colour(number)
            before = former.get(at, "") if at in earlier and colour in _COLOURS.values() else colour
            for row in places.get(at, ()):
                self._former[row.number].append(f"{name}/{column_letter(at[1])}{at[0]}/{before}")
            if at in places:
                return self._formats.filled(number, _COLOURS[_worst(places[at])])
            return self._formats.filled(number, before) if before != colour else number

        edits = restyled(found, {*places, *(at for at in earlier if at in found.cells)}, style)
        edits += remark(self._parcel, part, found, texts, self._formats.digit)
        self._parcel.put(part, edited(found.data, edits))
        return True

    def _laid_out(
        self, part: str, wanted: Mapping[Place, Sequence[Row]], earlier: set[Place]
    ) -> tuple[Layout, dict[Place, list[Row]]]:
        """The sheet, and what is to be marked: of a merged range its first cell."""
        data = self._parcel.content(part)
        numbers = {row for row, _ in (*wanted, *earlier)}
        found = layout(data, numbers)
        merges = found.merges
        places: dict[Place, list[Row]] = defaultdict(list)
        for at, rows in wanted.items():
            places[merges.get(at, at)] += [row for row in rows if row not in places[merges.get(at, at)]]
        more = {row for row, _ in places} - numbers
        return (layout(data, numbers | more) if more else found), dict(places)


def _head(xml: bytes) -> bytes:
    """What stands in a sheet before its cells."""
    found = _CELLS.search(xml)
    return xml[: found.start()] if found is not None else xml


def _former(sheet: Sheet) -> dict[str, dict[Place, str]]:
    """By sheet and cell, as the hidden column of a 退回单 has it: 填报表/D7/rgb=FFF2F2F2."""
    found: dict[str, dict[Place, str]] = defaultdict(dict)
    head = heading(sheet.cells)
    column = head.columns.get(FORMER, 0) if head is not None else 0
    for row in range(1, sheet.rows + 1) if column else ():
        for line in sheet.text(row, column).split("\n"):
            name, _, rest = line.partition("/")
            cell, _, colour = rest.partition("/")
            where = area(cell)
            if where is not None:
                found[name][where[:2]] = colour
    return found


def _remarked(places: Mapping[Place, Sequence[Row]]) -> dict[Place, list[Row]]:
    """The findings that each cell's comment tells of; one about thousands of cells is not told on all of them."""
    told: dict[int, int] = defaultdict(int)
    found: dict[Place, list[Row]] = defaultdict(list)
    for at in sorted(places):
        for row in places[at]:
            told[row.number] += 1
            if told[row.number] <= REMARKED:
                found[at].append(row)
    return found


def _worst(rows: Sequence[Row]) -> Level:
    return min((row.finding.level for row in rows), key=_LEVELS.index)


def _text(rows: Sequence[Row]) -> str:
    """3. 强制性：… and below what to do."""
    parts = [
        f"{row.number}. {row.finding.level.word}：{row.finding}\n→ {what_to_do(row.finding)}"
        for row in sorted(rows, key=lambda row: row.number)
    ]
    text = "\n".join(parts)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…（详见“{SHEET}”）"
