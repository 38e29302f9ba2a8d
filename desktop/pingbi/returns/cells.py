"""One sheet's XML: where its cells, columns and merged ranges stand, and the edits that mark some of the cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pingbi.patching import Edit, Node, close, local, tag_end, walked, with_attributes
from pingbi.readers import column_letter
from pingbi.readers.xlsx_markup import hides
from pingbi.readers.xlsx_sheet import area

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pingbi.readers.xlsx_sheet import Place

# ECMA-376 18.3.1.99: what stands in a worksheet before legacyDrawing, in this order.
_BEFORE = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios"
    " autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting"
    " dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks"
    " customProperties cellWatches ignoredErrors smartTags drawing"
)
_BEFORE_DRAWING = frozenset(_BEFORE.split())
_LARGE = 1 << 20  # bytes
_ROW = re.compile(rb"<((?:\w+:)?)row(?:\s[^>]*)?>")
_ROW_NUMBER = re.compile(rb"""\sr=["'](\d+)["']""")
_IN_ONE = frozenset({"mergeCells", "cols", "sheetViews"})


@dataclass(slots=True)
class Row:
    """A row of the sheet: its number, its element, and the cells in the order in which they stand."""

    number: int
    node: Node
    cells: list[tuple[int, Node]] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """Where things stand in one sheet's XML. Of the rows only the wanted ones are kept with their cells."""

    data: bytes
    wanted: frozenset[int]  # numbers of rows
    top: Node = field(default_factory=lambda: Node("", {}, 0, 0))
    cells: dict[Place, Node] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    starts: list[tuple[int, int]] = field(default_factory=list)  # number and offset of every row
    heights: dict[int, float] = field(default_factory=dict)  # points, of rows that have their own

    @property
    def merges(self) -> dict[Place, Place]:
        """The first cell of the merged range for each wanted place in it."""
        found: dict[Place, Place] = {}
        held = self.top.first("mergeCells")
        for row in held.children if held is not None else ():
            where = area(row["ref"])
            if where is not None:
                top, left, bottom, right = where
                for number in self.wanted & set(range(top, min(bottom, top + 5000) + 1)):
                    found |= {(number, column): (top, left) for column in range(left, min(right, left + 500) + 1)}
        return found

    @property
    def columns(self) -> list[Node]:
        """The elements that give widths and styles of columns."""
        held = self.top.first("cols")
        return held.children if held is not None else []

    def style(self, row: int, column: int) -> int:
        """What a cell is formatted with there, also one that is not written."""
        cell = self.cells.get((row, column))
        if cell is not None:
            return _number(cell["s"])
        line = self.rows.get(row)
        if line is not None and line.node["s"] and line.node["customFormat"] in {"1", "true"}:
            return _number(line.node["s"])
        return next(
            (_number(node["style"]) for node in self.columns if _number(node["min"]) <= column <= _number(node["max"])),
            0,
        )


def layout(data: bytes, wanted: Iterable[int]) -> Layout:
    """Raises what `walked` does, and ValueError where the part is no sheet with cells."""
    found = Layout(data, frozenset(wanted))
    reader = _Reader(found)
    walked(_without_cells(data, found.wanted), reader.start, reader.end)
    if found.top.first("sheetData") is None:
        raise ValueError("no sheetData")
    return found


def _without_cells(data: bytes, wanted: frozenset[int]) -> bytes:
    """A large sheet with blanks instead of the cells of rows that are not wanted: nothing else moves."""
    if len(data) < _LARGE or hides(data, first=True):
        return data
    pieces, at, number = [], 0, 0
    for tag in _ROW.finditer(data):
        said = _ROW_NUMBER.search(tag[0])
        number = int(said[1]) if said else number + 1
        end = data.find(b"</" + tag[1] + b"row>", tag.end())
        if number not in wanted and not tag[0].endswith(b"/>") and end > 0:
            pieces += [data[at : tag.end()], b" " * (end - tag.end())]
            at = end
    return b"".join([*pieces, data[at:]])


class _Reader:
    """Follows the tags; elements inside of cells, and rows that are not wanted, are passed over."""

    def __init__(self, found: Layout) -> None:
        self._found = found
        self._depth = 0
        self._open: list[tuple[int, Node]] = []
        self._row = self._column = 0
        self._line: Row | None = None
        self._in_cells = False

    def start(self, tag: str, attributes: dict[str, str], at: int) -> None:
        """A tag opens."""
        self._depth += 1
        name = local(tag)
        if self._in_cells:
            if self._depth == 3 and name == "row":
                self._begin_row(tag, attributes, at)
            elif self._depth == 4 and name == "c":
                self._begin_cell(tag, attributes, at)
            return
        parent = self._open[-1][1] if self._open else None
        if self._depth <= 2 or (self._depth == 3 and parent is not None and parent.name in _IN_ONE):
            node = self._node(tag, attributes, at)
            if parent is None:
                self._found.top = node
            else:
                parent.children.append(node)
            self._in_cells = name == "sheetData" and self._depth == 2

    def end(self, tag: str, at: int) -> None:
        """A tag closes."""
        if self._open and self._open[-1][0] == self._depth:
            close(self._open.pop()[1], self._found.data, at)
            self._in_cells = self._in_cells and self._depth > 2
        if self._depth == 3 and local(tag) == "row":
            self._line = None
        self._depth -= 1

    def _node(self, tag: str, attributes: dict[str, str], at: int) -> Node:
        node = Node(tag, attributes, at, tag_end(self._found.data, at))
        self._open.append((self._depth, node))
        return node

    def _begin_row(self, tag: str, attributes: dict[str, str], at: int) -> None:
        self._row = _number(attributes.get("r")) or self._row + 1
        self._column = 0
        self._found.starts.append((self._row, at))
        height = attributes.get("ht")
        if height:
            self._found.heights[self._row] = float(height)
        if self._row in self._found.wanted and self._row not in self._found.rows:
            self._line = self._found.rows[self._row] = Row(self._row, self._node(tag, attributes, at))

    def _begin_cell(self, tag: str, attributes: dict[str, str], at: int) -> None:
        where = area(attributes.get("r", ""))
        self._column = where[1] if where is not None else self._column + 1
        if self._line is not None:
            node = self._node(tag, attributes, at)
            self._line.cells.append((self._column, node))
            self._found.cells.setdefault((where[0] if where is not None else self._row, self._column), node)


def restyled(found: Layout, places: Iterable[Place], style: Callable[[Place, int], int]) -> list[Edit]:
    """The edits by which each place has the style that `style(place, its style so far)` says; cells are made."""
    edits: list[Edit] = []
    new: dict[int, list[tuple[int, bytes]]] = {}
    prefix = found.top.prefix
    for row, column in sorted(places):
        number = style((row, column), found.style(row, column))
        cell = found.cells.get((row, column))
        if cell is not None:
            edits.append(
                Edit(cell.start, cell.inside, with_attributes(found.data[cell.start : cell.inside], s=str(number)))
            )
        else:
            made = f'<{prefix}c r="{column_letter(column)}{row}" s="{number}"/>'
            new.setdefault(row, []).append((column, made.encode()))
    for row, cells in new.items():
        line = found.rows.get(row)
        edits += _in_row(found, line, cells) if line is not None else [_new_row(found, row, cells)]
    return _joined(found, edits)


def _in_row(found: Layout, line: Row, cells: list[tuple[int, bytes]]) -> list[Edit]:
    """New cells, each before the first that stands further right."""
    tag = with_attributes(found.data[line.node.start : line.node.inside], spans=None)
    if line.node.closed:
        whole = tag[:-2].rstrip() + b">" + b"".join(made for _, made in cells) + f"</{line.node.tag}>".encode()
        return [Edit(line.node.start, line.node.end, whole)]
    edits = [Edit(line.node.start, line.node.inside, tag)]
    for column, made in cells:
        at = next((node.start for other, node in line.cells if other > column), line.node.last)
        edits.append(Edit(at, at, made))
    return edits


def _new_row(found: Layout, row: int, cells: list[tuple[int, bytes]]) -> Edit:
    """A new row before the first of a greater number, else at the end of the cells."""
    data = found.top.first("sheetData")
    if data is None:
        raise ValueError("no sheetData")
    prefix = found.top.prefix
    made = f'<{prefix}row r="{row}">'.encode() + b"".join(cell for _, cell in cells) + f"</{prefix}row>".encode()
    at = next((offset for number, offset in found.starts if number > row), data.last)
    return Edit(at, at, made)


def _joined(found: Layout, edits: list[Edit]) -> list[Edit]:
    """With the tags of a sheetData that was written as one tag around what is new in it."""
    data = found.top.first("sheetData")
    if data is None or not data.closed or not edits:
        return edits
    tag = found.data[data.start : data.inside]
    inner = b"".join(edit.new for edit in edits)
    return [Edit(data.start, data.end, tag[:-2].rstrip() + b">" + inner + f"</{data.tag}>".encode())]


def with_drawing(found: Layout, relation: str, links: str) -> Edit:
    """The edit by which the sheet shows the shapes of its comments; at the place that the schema gives."""
    last = [child for child in found.top.children if child.name in _BEFORE_DRAWING][-1]
    made = f'<{found.top.prefix}legacyDrawing xmlns:r="{links}" r:id="{relation}"/>'
    return Edit(last.end, last.end, made.encode())


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
