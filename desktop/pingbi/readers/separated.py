"""Tables as text, a row a line: commas, tabs, semicolons, upright strokes or full-width commas between the cells."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import pairwise, zip_longest
from typing import NamedTuple

from pingbi.model import UnreadableFileError
from pingbi.readers.decoding import decode
from pingbi.readers.document import CellRead, Document, Sheet

WIDEST = 512  # columns of a table
MOST_CELLS = 1_000_000
SAMPLE = 64 * 1024  # characters that show how a table is divided
DELIMITERS = ("\t", ",", ";", "|", "，")
_ALSO_INSIDE, _MOST_LINES = ("|", "，"), 0.6
_NAMED = (".csv", ".tsv")
# Excel's own first line, which only says what stands between the cells.
_DECLARED = re.compile(r"\ufeff?sep=(.)\r?\n?", re.IGNORECASE)
_VALUE = re.compile(r"\s*[-+−]?[0-9][0-9,]*(?:\.[0-9]+)?\s*[%％]?\s*")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
_SENTENCE = re.compile(r"[。！？]|[；;：:，,]\s*$")
_LONGEST_CELL = 40  # characters of a cell in a table that only its shape shows
_ENOUGH = 0.8  # of its lines are divided alike
# 1,234.5 that lost its quotes has become two cells.
_HEAD, _TAIL = re.compile(r"\s*[-−(（]?[1-9][0-9]{0,2}\s*"), re.compile(r"\s*[0-9]{3}(?:\.[0-9]+)?\s*[)）%％]?\s*")


class _Shape(NamedTuple):
    """How regular a table is when it is divided so: the share of lines with the usual number of cells, that number."""

    share: float
    cells: int
    delimiter: str


class Csv:
    """A table as text."""

    @staticmethod
    def recognises(data: bytes, name: str) -> bool:
        """By its shape: lines divided alike into short cells. Under the names .csv and .tsv any text is one."""
        if not data.strip() or data.lstrip().startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0", b"<", b"%PDF", b"{\\rtf")):
            return False
        try:
            text = decode(data).lstrip("\ufeff")
        except UnreadableFileError:
            return False
        control = len(_CONTROL.findall(text[:SAMPLE]))
        if "\0" in text[:SAMPLE] or control > len(text[:SAMPLE]) // 50 or text.lstrip().startswith("<"):
            return False
        if name.lower().endswith(_NAMED) or _DECLARED.match(text):
            return True
        return not control and _is_table(text)

    @staticmethod
    def read(data: bytes, name: str, _: str | None) -> Document:
        """One sheet without a name's meaning: CSV. Every cell is text; nothing is computed."""
        text = decode(data).lstrip("\ufeff")
        declared = _DECLARED.match(text)
        if declared:
            text = text[declared.end() :]
        shape = _shape(text)
        delimiter = declared[1] if declared else shape.delimiter
        cells: dict[tuple[int, int], CellRead] = {}
        lost = []
        try:
            for row, line in enumerate(_lines(text, delimiter), 1):
                if delimiter == "," and len(line) > shape.cells > 1 and _torn(line):
                    lost.append(
                        f"第{row}行比别的行多出几格，像是数字里的逗号（如 1,234.5）把一个数分成了两格，这一行没有读"
                    )
                    continue
                cells |= {(row, at): CellRead(value) for at, value in enumerate(line[:WIDEST], 1) if value.strip()}
                if len(cells) > MOST_CELLS:
                    raise UnreadableFileError("表格过大，不像报送材料，没有读")
        except csv.Error as error:
            raise UnreadableFileError("表格有一格过长或引号不成对，请用 Excel 或 WPS 另存为 .xlsx 再报") from error
        return Document(name, (Sheet("CSV", cells),), lost=tuple(lost))


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)


def _shape(text: str) -> _Shape:
    """The division that gives the most regular table; of those alike, the one with most cells.

    What also stands inside cells divides most lines, or none.
    """
    sample = text[:SAMPLE]
    shapes = [_divided(sample, delimiter) for delimiter in DELIMITERS if delimiter in sample]
    shapes = [shape for shape in shapes if shape.delimiter not in _ALSO_INSIDE or shape.share >= _MOST_LINES]
    return max(shapes, key=lambda shape: (shape.share, shape.cells), default=_Shape(0, 1, ","))


def _divided(sample: str, delimiter: str) -> _Shape:
    counts: Counter[int] = Counter()
    try:
        for line in _lines(sample, delimiter):
            if any(cell.strip() for cell in line):
                counts[len(line)] += 1
    except csv.Error:
        return _Shape(0, 1, delimiter)
    cells, lines = max(
        ((cells, lines) for cells, lines in counts.items() if cells > 1),
        key=lambda row: (row[1], row[0]),
        default=(1, 0),
    )
    return _Shape(lines / max(1, counts.total()), cells, delimiter)


def _is_table(text: str) -> bool:
    """Whether lines without a name that says so are a table: no sentences, and a column that is mostly numbers."""
    shape = _shape(text)
    lines = [line for line in _lines(text[:SAMPLE], shape.delimiter) if any(line)][:50]
    if len(lines) < 2 or shape.cells < 2 or shape.share < (_ENOUGH / 2 if shape.delimiter == "\t" else _ENOUGH):
        return False
    if shape.delimiter == "\t":
        return True
    if any(_SENTENCE.search(cell) or len(cell) > _LONGEST_CELL for line in lines for cell in line):
        return False
    columns = [[cell for cell in column if cell.strip()] for column in zip_longest(*lines[1:], fillvalue="")][1:]
    numbers = [sum(_VALUE.fullmatch(cell) is not None for cell in column) for column in columns]
    return any(count and count * 2 >= len(column) for count, column in zip(numbers, columns, strict=True))


def _torn(line: Sequence[str]) -> bool:
    return any(_HEAD.fullmatch(left) and _TAIL.fullmatch(right) for left, right in pairwise(line))
