"""A sheet of our own writer put into the filler's workbook: its formats behind theirs, its texts in its own cells."""

from __future__ import annotations

from html import unescape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

from pingbi.model.catalogue import bare
from pingbi.patching import LINKS, MAIN, Edit, Node, edited, quoted, tree, with_attributes
from pingbi.workbook import WorkbookPlan, write

if TYPE_CHECKING:
    from pingbi.patching import Parcel
    from pingbi.returns.formats import Formats
    from pingbi.workbook import SheetPlan

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WRITTEN_DIGIT = 8  # pixels in which our writer counts columns: 宋体 11
_LONGEST_NAME = 31
_TAB = b'<tabColor rgb="FFC00000"/>'  # so that the sheet is seen among the others
# ECMA-376 18.2.27: what stands in a workbook before definedNames.
_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")


class Old(NamedTuple):
    """A 退回单 of an earlier time: its element in the workbook and its part."""

    name: str
    part: str


def made_alone(sheet: SheetPlan, fonts: dict[str, str]) -> bytes:
    """A workbook of this sheet alone."""
    with TemporaryDirectory(prefix="pingbi-") as folder:
        return write(WorkbookPlan((sheet,), fonts=fonts), Path(folder, "alone.xlsx")).read_bytes()


def free_name(taken: list[str], wanted: str) -> str:
    """The name, numbered where another sheet has it."""
    known = {bare(name).casefold() for name in taken}
    number, name = 1, wanted
    while bare(name).casefold() in known:
        number += 1
        name = f"{wanted}（{number}）"
    return name


def grafted(
    parcel: Parcel, formats: Formats, sheet: SheetPlan, fonts: dict[str, str], old: Old | None, *, opened: bool
) -> None:
    """Put the sheet behind the others, or in the place of the old one; `opened`: the workbook opens on it."""
    with ZipFile(BytesIO(made_alone(sheet, fonts))) as donor:
        xml = donor.read("xl/worksheets/sheet1.xml")
        texts = _texts(donor.read("xl/sharedStrings.xml"))
        numbers = formats.adopted(donor.read("xl/styles.xml"))
        names = donor.read("xl/workbook.xml")
    xml = _self_contained(xml, texts, numbers, formats.digit, opened=opened)
    xml = xml.replace(MAIN.encode(), parcel.main.encode()).replace(LINKS.encode(), parcel.links.encode())
    if old is None:
        part = parcel.free(f"{parcel.folder}worksheets/sheet", ".xml")
        parcel.put(part, xml)
        parcel.declare(part, _TYPE)
        relation = parcel.relate(parcel.workbook, "worksheet", part)
    else:
        part, relation = old.part, ""
        parcel.put(part, xml)
        parcel.unrelated(part)
    data = parcel.content(parcel.workbook)
    top = tree(data)
    sheets = top.first("sheets")
    if sheets is None:
        raise ValueError("no sheets")
    if old is None:
        number = max([int(row["sheetId"] or 0) for row in sheets.children], default=0) + 1
        index = len(sheets.children)
        row = (
            f'<{top.prefix}sheet xmlns:r="{parcel.links}" name="{quoted(sheet.name)}" sheetId="{number}"'
            f' r:id="{relation}"/>'
        )
        edits = sheets.appended(data, row.encode())
    else:
        index = next(at for at, row in enumerate(sheets.children) if row["name"] == old.name)
        row_node = sheets.children[index]
        tag = with_attributes(data[row_node.start : row_node.inside], state=None, name=sheet.name)
        edits = [Edit(row_node.start, row_node.inside, tag)]
    views = top.first("bookViews")
    if opened and views is not None:
        view = views.children[0]
        tag = with_attributes(data[view.start : view.inside], activeTab=str(index))
        edits.append(Edit(view.start, view.inside, tag))
    parcel.put(parcel.workbook, edited(data, [*edits, *_names(top, data, names, index)]))


def _texts(shared: bytes) -> list[str]:
    top = tree(shared)
    return [
        "".join(unescape(shared[text.inside : text.last].decode()) for text in row.within("t")) for row in top.children
    ]


def _self_contained(xml: bytes, texts: list[str], numbers: list[int], digit: int, *, opened: bool) -> bytes:
    """The sheet with the workbook's formats and widths, and with its texts in its own cells."""
    top = tree(xml)
    edits = []
    for column in top.within("col"):
        width = f"{float(column['width']) * _WRITTEN_DIGIT / digit:.4f}"
        tag = with_attributes(xml[column.start : column.inside], width=width, **_restyled(column, "style", numbers))
        edits.append(Edit(column.start, column.inside, tag))
    for row in top.within("row"):
        if row["s"]:
            tag = with_attributes(xml[row.start : row.inside], **_restyled(row, "s", numbers))
            edits.append(Edit(row.start, row.inside, tag))
    for cell in top.within("c"):
        style: dict[str, str | None] = {"s": str(numbers[int(cell["s"] or 0)])}
        if cell["t"] == "s":
            style["t"] = "inlineStr"
            value = cell.children[0]
            text = texts[int(xml[value.inside : value.last])]
            words = f'<is><t xml:space="preserve">{quoted(text)}</t></is>'
            edits.append(Edit(value.start, value.end, words.encode()))
        edits.append(Edit(cell.start, cell.inside, with_attributes(xml[cell.start : cell.inside], **style)))
    view = next(top.within("sheetView"))
    shown = with_attributes(xml[view.start : view.inside], tabSelected="1" if opened else None)
    edits.append(Edit(view.start, view.inside, shown))
    first = top.children[0]
    if first.name == "sheetPr":
        edits.append(Edit(first.inside, first.inside, _TAB))
    else:
        edits.append(Edit(first.start, first.start, b"<sheetPr>" + _TAB + b"</sheetPr>"))
    return edited(xml, edits)


def _restyled(node: Node, name: str, numbers: list[int]) -> dict[str, str | None]:
    return {name: str(numbers[int(node[name])])} if node[name] else {}


def _names(top: Node, data: bytes, donor: bytes, index: int) -> list[Edit]:
    """The names of our sheet (what is printed, what is repeated, the filter) instead of those it had."""
    given = tree(donor)
    held = given.first("definedNames")
    new = ""
    for row in held.children if held is not None else ():
        hidden = ' hidden="1"' if row["hidden"] else ""
        new += f'<{top.prefix}definedName name="{row["name"]}" localSheetId="{index}"{hidden}>'
        new += f"{donor[row.inside : row.last].decode()}</{top.prefix}definedName>"
    names = top.first("definedNames")
    if names is None:
        before = next(child for name in _BEFORE_NAMES for child in top.all(name))
        made = f"<{top.prefix}definedNames>{new}</{top.prefix}definedNames>"
        return [Edit(before.end, before.end, made.encode())] if new else []
    gone = [
        Edit(row.start, row.end, b"")
        for row in names.children
        if row["localSheetId"] == str(index) and row["name"].startswith("_xlnm.")
    ]
    return [*names.appended(data, new.encode()), *gone]
