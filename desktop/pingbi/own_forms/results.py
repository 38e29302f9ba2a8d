"""The results of a filled form's own formulas, as far as they are simple: for programs that show without computing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.patching import Edit, Parcel, edited, quoted, tree, with_attributes
from pingbi.readers import archive as archives
from pingbi.readers.xlsx import Xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.patching import Node
    from pingbi.readers import CellRead

DIGITS = 15


def with_results(form: bytes, name: str) -> bytes:
    """The workbook with a result beside each formula that we can compute; the others are computed on opening."""
    read = {sheet.name: sheet.cells for sheet in Xlsx.read(form, name, None).sheets}
    with archives.opened(form, name) as archive:
        parcel = Parcel(archive)
        relations = parcel.relations(parcel.workbook)
        sheets = tree(parcel.content(parcel.workbook)).first("sheets")
        for row in sheets.children if sheets is not None else ():
            part = relations[row["id"]].target if row["id"] in relations else ""
            if part in parcel and row["name"] in read:
                data = parcel.content(part)
                edits = list(_edits(data, tree(data), read[row["name"]]))
                if edits:
                    parcel.put(part, edited(data, edits))
        return parcel.packed()


def _edits(data: bytes, top: Node, cells: Mapping[tuple[int, int], CellRead]) -> Iterator[Edit]:
    held = top.first("sheetData")
    for row in held.children if held is not None else ():
        for cell in row.all("c"):
            formula = cell.first("f")
            if formula is None or cell.first("v") is not None:
                continue
            found = cells.get(_place(cell["r"]))
            if found is None or not found.computed or found.value is None:
                continue
            kind, text = _written(found.value)
            yield Edit(cell.start, cell.inside, with_attributes(data[cell.start : cell.inside], t=kind))
            yield Edit(cell.last, cell.last, f"<{cell.prefix}v>{quoted(text)}</{cell.prefix}v>".encode())


def _place(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(name[len(letters) :] or 0), column


def _written(value: Decimal | str | bool) -> tuple[str | None, str]:  # noqa: FBT001  # a cell's value
    """The type and the text of a result as a cell has them."""
    if isinstance(value, bool):
        return "b", str(int(value))
    return (None, f"{value:.{DIGITS}g}") if isinstance(value, Decimal) else ("str", value)
