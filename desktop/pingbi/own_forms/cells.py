"""The rows of one sheet of an office's own form: marks filled in, a county's row once for each county."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from pingbi.own_forms.marks import marks, pieces
from pingbi.own_forms.references import Copy, Growth, Insertion, grown, shifted
from pingbi.patching import Edit, Node, edited, quoted, with_attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.own_forms.marks import Mark
    from pingbi.own_forms.values import Said, Values

_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
DIGITS = 15  # of a number in a cell


class County(NamedTuple):
    """Whose row it is, and the how manieth of its list."""

    name: str
    line: int


@dataclass(slots=True)
class Line:
    """A row of the form: its number, its element, its cells, and the marks in it."""

    number: int
    node: Node
    cells: list[Node]
    marks: dict[int, list[Mark]]  # by the position of the cell


@dataclass(frozen=True, slots=True)
class Block:
    """Rows below each other with the same marks, and the counties that they are for."""

    lines: tuple[Line, ...]
    counties: tuple[County, ...]

    @property
    def insertion(self) -> Insertion | None:
        """The rows that are lacking: between the last two where there are three or more, else below."""
        more = len(self.counties) - len(self.lines)
        if more <= 0:
            return None
        return Insertion(self.lines[-2 if len(self.lines) > 2 else -1].number, more)

    def copies(self) -> list[tuple[Line, County | None]]:
        """Each row as it will stand, from the top; one without a county stays blank."""
        lines = list(self.lines)
        more = max(0, len(self.counties) - len(lines))
        if len(lines) == 2:
            lines += [self.lines[at % 2] for at in range(more)]  # a white and a grey one
        elif more:
            at = len(lines) - 1 if len(lines) > 2 else 1
            lines[at:at] = [self.lines[-2 if len(self.lines) > 2 else -1]] * more
        return [(line, self.counties[at] if at < len(self.counties) else None) for at, line in enumerate(lines)]


class Texts:
    """The texts of the cells: shared ones, and those in the cells themselves, as XML and as words."""

    def __init__(self, shared: Sequence[bytes]) -> None:
        self._shared = shared

    def inner(self, data: bytes, cell: Node) -> bytes | None:
        """The XML of a cell's text; None where it has none."""
        if cell["t"] == "s":
            value = cell.first("v")
            at = int(data[value.inside : value.last] or b"-1") if value is not None else -1
            return self._shared[at] if 0 <= at < len(self._shared) else None
        held = cell.first("is") if cell["t"] == "inlineStr" else None
        return data[held.inside : held.last] if held is not None else None

    def words(self, data: bytes, cell: Node) -> str:
        """The words of a cell, those of its formula where it has one."""
        formula = cell.first("f")
        if formula is not None:
            return unescape(data[formula.inside : formula.last].decode())
        inner = self.inner(data, cell)
        return "".join(unescape(found.decode()) for found in TEXT.findall(_sounds(inner))) if inner else ""


TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
_RUN = re.compile(rb"<(?P<p>(?:\w+:)?)r>.*?</(?P=p)r>", re.DOTALL)
_SOUND = re.compile(rb"<(?P<p>(?:\w+:)?)(?:rPh|phoneticPr)\b.*?(?:</(?P=p)rPh>|/>)", re.DOTALL)


def _sounds(inner: bytes) -> bytes:
    """Without what says how a text is pronounced."""
    return _SOUND.sub(b"", inner)


def lines_of(data: bytes, top: Node, texts: Texts) -> list[Line]:
    """Every row of a sheet with the marks in it."""
    held = top.first("sheetData")
    found, number = [], 0
    for node in held.children if held is not None else ():
        number = int(node["r"] or number + 1)
        cells = node.all("c")
        said = {at: marks(texts.words(data, cell)) for at, cell in enumerate(cells)}
        found.append(Line(number, node, cells, {at: one for at, one in said.items() if one}))
    return found


def blocks_of(lines: Sequence[Line], values: Values) -> tuple[list[Block], list[str]]:
    """The rows that stand for counties, and what is wrong with their marks."""
    found: list[list[Line]] = []
    for line in lines:
        if not any(values.row_name(mark) for given in line.marks.values() for mark in given):
            continue
        last = found[-1][-1] if found else None
        if last is not None and last.number + 1 == line.number and _said(last) == _said(line):
            found[-1].append(line)
        else:
            found.append([line])
    blocks, wrong = [], []
    for rows in found:
        options = next((mark.options for given in rows[0].marks.values() for mark in given if mark.options), ())
        names = values.counties(options)
        if names is None:
            wrong.append(f"第{rows[0].number}行“|{'|'.join(options)}”：可写组名、参评、方案顺序")
            names = []
        counties = tuple(County(name, at) for at, name in enumerate(names, 1))
        blocks.append(Block(tuple(rows), counties))
    return blocks, wrong


def _said(line: Line) -> list[tuple[str, ...]]:
    cells = ((line.cells[at]["r"], given) for at, given in line.marks.items())
    return [(_PLACE.sub(r"\1", where), *(mark.name for mark in given)) for where, given in cells]


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
            self._cell(cell, number, copy, county, marked=at in line.marks, listed=listed)
            for at, cell in enumerate(line.cells)
        ]
        return tag + b"".join(cells) + f"</{node.tag}>".encode()

    def _cell(  # a cell, where it comes to stand, and whose it is
        self, cell: Node, row: int, copy: Copy | None, county: County | None, *, marked: bool, listed: bool
    ) -> bytes:
        data = self._data
        where = _PLACE.sub(rf"\g<1>{row}", cell["r"]) if cell["r"] else None
        tag = with_attributes(data[cell.start : cell.inside], r=where)
        formula = cell.first("f")
        if formula is not None:
            made = self._formula(cell, formula, copy)
            said = self._sentence(made, county, in_formula=True) if marked else made
            attributes: dict[str, str | None] = {"t": None, "si": None, "ref": None}
            head = data[formula.start : formula.inside]
            if formula["t"] == "array":
                attributes = {"ref": where}
            head = with_attributes(head, **attributes)
            head = head[:-2].rstrip() + b">" if head.endswith(b"/>") else head
            whole = head + quoted(said).encode() + f"</{formula.tag}>".encode()
            return _opened(with_attributes(tag, t=None)) + whole + f"</{cell.tag}>".encode()
        if not marked:
            return tag + data[cell.inside : cell.end]
        if listed and county is None:
            return _opened(with_attributes(tag, t=None)) + f"</{cell.tag}>".encode()
        return self._filled(cell, tag, county)

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
        made = self._runs(_sounds(inner), words, county, prefix)
        head = _opened(with_attributes(tag, t="inlineStr"))
        return head + b"<%bis>%b</%bis>" % (prefix, made, prefix) + end

    def _runs(self, inner: bytes, words: str, county: County | None, prefix: bytes) -> bytes:
        """The text with its marks filled in, run by run; a mark that is cut in two takes all its text to the first."""
        runs = [found[0] for found in _RUN.finditer(inner)]
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

    def _formula(self, cell: Node, node: Node, copy: Copy | None) -> str:
        text = unescape(self._data[node.inside : node.last].decode())
        place = _PLACE.fullmatch(cell["r"])
        if node["t"] == "shared" and place is not None:
            row, column = int(place[2]), _column(place[1])
            if text:
                self._shared[node["si"]] = (text, row, column)
            elif node["si"] in self._shared:
                master, top, left = self._shared[node["si"]]
                text = shifted(master, row - top, column - left)
        for growth in self._all:
            text = grown(text, self._growth.sheet, growth, copy if growth is self._growth else None)
        return text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _opened(tag: bytes) -> bytes:
    return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag


def _plain(text: str, prefix: bytes) -> bytes:
    return b'<%bt xml:space="preserve">%b</%bt>' % (prefix, quoted(text).encode(), prefix)
