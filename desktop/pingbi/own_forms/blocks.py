"""The rows of a form: which have marks, and which of them stand for counties."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from pingbi.own_forms.marks import marks
from pingbi.own_forms.references import Insertion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.own_forms.marks import Mark
    from pingbi.own_forms.values import Values
    from pingbi.patching import Node

PLACE = re.compile(r"([A-Z]{1,3})(\d+)")


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
        return "".join(unescape(found.decode()) for found in TEXT.findall(without_sounds(inner))) if inner else ""


TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t>")
RUN = re.compile(rb"<(?P<p>(?:\w+:)?)r>.*?</(?P=p)r>", re.DOTALL)
_SOUND = re.compile(rb"<(?P<p>(?:\w+:)?)(?:rPh|phoneticPr)\b.*?(?:</(?P=p)rPh>|/>)", re.DOTALL)


def without_sounds(inner: bytes) -> bytes:
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
        if last is not None and last.number + 1 == line.number and _goes_on(found[-1][0], last, line):
            found[-1].append(line)
        else:
            found.append([line])
    blocks, wrong = [], []
    for rows in found:
        lists = _options(rows[0])
        if len(lists) > 1:
            wrong.append(f"第{rows[0].number}行并排有{len(lists)}个名单：一行只能有一个，另一个请写在别的行")
        options = next(iter(lists), ())
        names = values.counties(options)
        if names is None:
            wrong.append(f"第{rows[0].number}行“|{'|'.join(options)}”：可写组名、参评、方案顺序")
            names = []
        counties = tuple(County(name, at) for at, name in enumerate(names, 1))
        blocks.append(Block(tuple(rows), counties))
    return blocks, wrong


def _options(line: Line) -> list[tuple[str, ...]]:
    """The lists that a row is for, as its marks say behind |."""
    return list(dict.fromkeys(mark.options for given in line.marks.values() for mark in given if mark.options))


def _goes_on(first: Line, last: Line, line: Line) -> bool:
    """Whether a row is one more of the same list: one that names another list begins that."""
    return _said(last) == _said(line) and (not _options(line) or _options(line) == _options(first))


def _said(line: Line) -> list[tuple[str, ...]]:
    cells = ((line.cells[at]["r"], given) for at, given in line.marks.items())
    return [(PLACE.sub(r"\1", where), *(mark.name for mark in given)) for where, given in cells]
