"""A table on a printed page: lines whose pieces stand below each other. Rules and colours are not looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pingbi.readers.flow import Cell
from pingbi.readers.page_layout import Piece, Row

LEAST = 3  # lines
BETWEEN = 2  # lines of one piece that may stand among those of a table: a heading or a name in two lines
TIGHT = 1.6  # of a character's size: lines of one cell stand closer to each other than rows
_NUMBER = re.compile(r"[-+−－]?\d[\d.,]*\s*[%％]?|[-—–－/]+")


def tables(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """(first, after the last) line of every table: lines of several pieces, a third of which are numbers."""
    start = at = 0
    while start < len(rows):
        at, last = start, start
        while at < len(rows) and at - last <= BETWEEN and (len(rows[at].pieces) > 1 or at > start):
            last = at if len(rows[at].pieces) > 1 else last
            at += 1
        block = [row for row in rows[start : last + 1] if len(row.pieces) > 1]
        cells = [piece for row in block for piece in row.pieces]
        numbers = sum(map(_is_number, cells))
        if len(block) >= LEAST and numbers * 3 >= len(cells):
            yield start, last + 1
            start = last + 1
        else:
            start += 1


def cells(rows: Sequence[Row]) -> dict[tuple[int, int], Cell]:
    """The cells by (row, column) from 1; what reaches over several columns is one merged cell."""
    columns = _columns(rows)
    found: dict[tuple[int, int], Cell] = {}
    for number, lines in enumerate(_lines(rows), 1):
        for line in lines:
            for piece in line.pieces:
                over = [at for at, (left, right) in enumerate(columns, 1) if piece.left < right and piece.right > left]
                first, width = (over[0], len(over)) if over else (_nearest(piece, columns), 1)
                other = found.get((number, first), Cell(("",)))
                beside = " " if other.paragraphs[0] and len(lines) == 1 else ""
                words = f"{other.paragraphs[0]}{beside}{piece.text}"
                found[number, first] = Cell((words,), columns=max(width, other.columns))
    return found


def _lines(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The lines of each row: headings are often broken, numbers never."""
    heads = next((at for at, row in enumerate(rows) if any(map(_is_number, row.pieces))), len(rows))
    group = [rows[0]]
    for at, row in enumerate(rows[1:], 1):
        last = group[-1]
        if at < heads and row.pieces[0].bottom - last.pieces[0].bottom < TIGHT * row.size:
            group.append(row)
        else:
            yield group
            group = [row]
    yield group


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """(left, right) of each column, from the lines with as many pieces as most have, and what stands beside those."""
    counted = Counter(len(row.pieces) for row in rows if len(row.pieces) > 1)
    usual = max(counted, key=lambda count: (counted[count], count))
    found = _below_each_other(piece for row in rows if len(row.pieces) == usual for piece in row.pieces)
    columns = [(left, right) for left, right, _ in found]
    others = _below_each_other(
        piece
        for row in rows
        for piece in row.pieces
        if not any(piece.left < right and piece.right > left for left, right in columns)
    )
    return sorted([*columns, *((left, right) for left, right, count in others if count > 1)])


def _below_each_other(pieces: Iterable[Piece]) -> list[tuple[float, float, int]]:
    """(left, right, how many) of pieces that overlap, seen from above."""
    found: list[tuple[float, float, int]] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if found and piece.left < found[-1][1]:
            left, right, count = found[-1]
            found[-1] = left, max(right, piece.right), count + 1
        else:
            found.append((piece.left, piece.right, 1))
    return found


def _is_number(piece: Piece) -> bool:
    return _NUMBER.fullmatch(piece.text.strip()) is not None


def _nearest(piece: Piece, columns: Sequence[tuple[float, float]]) -> int:
    middle = (piece.left + piece.right) / 2
    return min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle)) + 1
