"""The rows of one sheet of an office's own form: marks filled in, a county's row once for each county."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from pingbi.own_forms.blocks import PLACE, RUN, TEXT, without_sounds
from pingbi.own_forms.marks import marks, pieces
from pingbi.own_forms.references import Copy, Growth, grown, ranges, shifted
from pingbi.patching import Edit, Node, edited, quoted, with_attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.own_forms.blocks import Block, County, Line, Texts
    from pingbi.own_forms.marks import Mark
    from pingbi.own_forms.values import Said, Values

_OVER_RANGES = frozenset({"array", "dataTable"})
DIGITS = 15  # of a number in a cell


class Place(NamedTuple):
    """Where a cell stood (its column by position, for a cell without a name), and the row where it is now."""

    row: int
    column: int
    now: int


class Filler:
    """Writes the rows of one sheet anew."""

    def __init__(self, data: bytes, texts: Texts, values: Values, growth: Growth, grown_ones: Sequence[Growth]) -> None:
        self._data, self._texts, self._values = data, texts, values
        self._growth, self._all = growth, grown_ones
        self._shared: dict[str, tuple[str, int, int]] = {}  # a shared formula, its row and column

    def rows(self, lines: Sequence[Line], blocks: Sequence[Block]) -> bytes:
        """The inner XML of sheetData."""
        first = {block.lines[0].number: block for block in blocks}
        inside = {line.number for block in blocks for line in block.lines}
        made = []
        for line in lines:
            block = first.get(line.number)
            if block is not None:
                base = self._growth.start(line.number)
                made += [self._row(one, base + at, county) for at, (one, county) in enumerate(block.copies())]
            elif line.number not in inside:
                made.append(self._row(line, self._growth.start(line.number), None, listed=False))
        return b"".join(made)

    def _row(self, line: Line, number: int, county: County | None, *, listed: bool = True) -> bytes:
        data, node = self._data, line.node
        tag = with_attributes(data[node.start : node.inside], r=str(number))
        if node.closed:
            return tag
        copy = Copy(line.number, number) if listed else None
        cells = [
            self._cell(cell, Place(line.number, at, number), copy, county, marked=at - 1 in line.marks, listed=listed)
            for at, cell in enumerate(line.cells, 1)
        ]
        return tag + b"".join(cells) + f"</{node.tag}>".encode()

    def _cell(  # a cell, where it comes to stand, and whose it is
        self, cell: Node, place: Place, copy: Copy | None, county: County | None, *, marked: bool, listed: bool
    ) -> bytes:
        data = self._data
        where = PLACE.sub(rf"\g<1>{place.now}", cell["r"]) if cell["r"] else None
        tag = with_attributes(data[cell.start : cell.inside], r=where)
        formula = cell.first("f")
        if formula is not None:
            made = self._formula(formula, _place(cell["r"]) or (place.row, place.column), copy)
            said = self._sentence(made, county, in_formula=True) if marked else made
            attributes: dict[str, str | None] = {"t": None, "si": None, "ref": None}
            head = data[formula.start : formula.inside]
            if formula["t"] in _OVER_RANGES:
                attributes = {"ref": self._over(formula["ref"], place, listed=listed)}
            head = with_attributes(head, **attributes)
            head = head[:-2].rstrip() + b">" if head.endswith(b"/>") else head
            whole = head + quoted(said).encode() + f"</{formula.tag}>".encode()
            return _opened(with_attributes(tag, t=None)) + whole + f"</{cell.tag}>".encode()
        if not marked:
            return tag + data[cell.inside : cell.end]
        if listed and county is None:
            return _opened(with_attributes(tag, t=None)) + f"</{cell.tag}>".encode()
        return self._filled(cell, tag, county)

    def _over(self, ref: str, place: Place, *, listed: bool) -> str:
        """The cells that a formula fills at once; of a county's row its own."""
        if not listed:
            return ranges(ref, self._growth)
        return re.sub(rf"(?<=[A-Z]){place.row}(?!\d)", str(place.now), ref)

    def _filled(self, cell: Node, tag: bytes, county: County | None) -> bytes:
        words = self._texts.words(self._data, cell)
        if not self._sentence(words, county):
            return _opened(with_attributes(tag, t=None)) + f"</{cell.tag}>".encode()
        only = list(pieces(words.strip()))
        end = f"</{cell.tag}>".encode()
        prefix = cell.prefix.encode()
        if len(only) == 1 and only[0].mark is not None:
            said = self._said(only[0].mark, county)
            if said.number is not None:
                value = f"{said.number:.{DIGITS}g}".encode()
                return _opened(with_attributes(tag, t=None)) + b"<%bv>%b</%bv>" % (prefix, value, prefix) + end
        inner = self._texts.inner(self._data, cell) or b""
        made = self._runs(without_sounds(inner), words, county, prefix)
        head = _opened(with_attributes(tag, t="inlineStr"))
        return head + b"<%bis>%b</%bis>" % (prefix, made, prefix) + end

    def _runs(self, inner: bytes, words: str, county: County | None, prefix: bytes) -> bytes:
        """The text with its marks filled in, run by run; a mark that is cut in two takes all its text to the first."""
        runs = [found[0] for found in RUN.finditer(inner)]
        if not runs:
            return _plain(self._sentence(words, county), prefix)
        texts = [unescape(b"".join(TEXT.findall(run)).decode()) for run in runs]
        if sum(len(marks(text)) for text in texts) != len(marks(words)):
            runs, texts = runs[:1], [words]
        edits = []
        for run, text in zip(runs, texts, strict=True):
            found = TEXT.search(run)
            if found is None:
                edits.append(run)
                continue
            made = _plain(self._sentence(text, county), prefix)
            edits.append(edited(run, [Edit(found.start(), found.end(), made)]))
        return b"".join(edits)

    def _sentence(self, text: str, county: County | None, *, in_formula: bool = False) -> str:
        said = [piece.text if piece.mark is None else self._said(piece.mark, county).text for piece in pieces(text)]
        if in_formula:  # a mark stands inside a text there
            said = [
                words if piece.mark is None else words.replace('"', '""')
                for words, piece in zip(said, pieces(text), strict=True)
            ]
        return "".join(said)

    def _said(self, mark: Mark, county: County | None) -> Said:
        found = self._values.whole(mark)
        if found is None and county is not None:
            found = self._values.of(county.name, mark.name, county.line)
        if found is None:
            raise ValueError(mark.written)  # `wrong` has said so before
        return found

    def _formula(self, node: Node, place: tuple[int, int], copy: Copy | None) -> str:
        text = unescape(self._data[node.inside : node.last].decode())
        if node["t"] == "shared":
            row, column = place
            if text:
                self._shared[node["si"]] = (text, row, column)
            elif node["si"] in self._shared:
                master, top, left = self._shared[node["si"]]
                text = shifted(master, row - top, column - left)
        for growth in self._all:
            text = grown(text, self._growth.sheet, growth, copy if growth is self._growth else None)
        return text


def _place(name: str) -> tuple[int, int] | None:
    """Row and column of a cell by its name."""
    found = PLACE.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _opened(tag: bytes) -> bytes:
    return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag


def _plain(text: str, prefix: bytes) -> bytes:
    return b'<%bt xml:space="preserve">%b</%bt>' % (prefix, quoted(text).encode(), prefix)
