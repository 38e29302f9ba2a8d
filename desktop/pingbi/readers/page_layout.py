"""A printed page as characters with boxes -> its lines in reading order: columns, titles across them, paragraphs.

Lengths are points, downwards from the page's top left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

APART = 0.8  # of a character's width: a gap that may be one between columns or cells
WRITTEN = 1.15  # a gap up to this that holds a blank is one inside a name: 范　县
NARROWEST = 8  # characters a line on either side: columns of text; cells of a table are shorter
INDENT = 1.2  # of a character's width
MOST_EDGES = 40  # left edges that are tried as a column's
_NUMBER = re.compile(r"[—－–\-·•.\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/共]\s*共?\s*\d{1,4}\s*页?)?)[—－–\-·•.\s]*")


class Glyph(NamedTuple):
    """A character and its box; `spaced`: a blank stands before it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    spaced: bool = False

    @property
    def middle(self) -> float:
        """Halfway between top and bottom."""
        return (self.top + self.bottom) / 2


class Piece(NamedTuple):
    """A run of characters on one line without a wide gap. `size` is the width of a full character."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


class Row(NamedTuple):
    """A line as it reads; `opens`: a paragraph begins with it; `full`: it ends where its column ends."""

    pieces: tuple[Piece, ...]
    opens: bool
    full: bool
    size: float

    @property
    def text(self) -> str:
        """Its words; what stands side by side is divided by a tab."""
        return "\t".join(piece.text for piece in self.pieces)


def pieces(glyphs: Sequence[Glyph]) -> list[Piece]:
    """The runs of a page, line by line from the top."""
    found: list[Piece] = []
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        if line and glyph.middle - line[-1].middle > 0.3 * min(
            glyph.bottom - glyph.top, line[-1].bottom - line[-1].top
        ):
            found += _runs(line)
            line = []
        line.append(glyph)
    return [*found, *_runs(line)]


def _runs(line: list[Glyph]) -> Iterator[Piece]:
    if not line:
        return
    line.sort(key=lambda glyph: glyph.left)
    size = _size(line)
    run = [line[0]]
    for glyph in line[1:]:
        last = run[-1]
        if glyph.text == last.text and glyph.left - last.left < 0.3 * (last.right - last.left):
            continue  # bold print made by printing twice
        if glyph.left - last.right > (WRITTEN if glyph.spaced else APART) * size:
            yield _piece(run, size)
            run = []
        run.append(glyph)
    yield _piece(run, size)


def _size(line: Sequence[Glyph], otherwise: float = 0.0) -> float:
    full = [glyph.right - glyph.left for glyph in line if glyph.text > "\u2e00"]
    return _middle(full) if full else otherwise or 0.7 * _middle([glyph.bottom - glyph.top for glyph in line])


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[(len(values) - 1) // 2]


def _piece(run: Sequence[Glyph], size: float) -> Piece:
    words = run[0].text
    for last, glyph in pairwise(run):
        inside = (
            last.text in "0123456789.," and glyph.text in "0123456789.,"
        )  # digits are set wide, never a blank apart
        blank = glyph.spaced or glyph.left - last.right > (0.5 if inside else 0.25) * size
        words += f" {glyph.text}" if blank else glyph.text
    return Piece(
        words,
        run[0].left,
        min(glyph.top for glyph in run),
        max(glyph.right for glyph in run),
        max(glyph.bottom for glyph in run),
        _size(run, size),  # a title may share its line with the text of the column beside it
    )


def without_margins(pages: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The pages without their numbers and without what is printed over or under the text of several pages."""
    edges = [[_edge(page, last=last) for last in (False, True)] for page in pages]
    seen = Counter(_mark(edge, last=last) for page in edges for last, edge in enumerate(page) if edge)
    left = []
    for page, (head, foot) in zip(pages, edges, strict=True):
        gone: list[Piece] = []
        for last, edge in enumerate((head, foot)):
            words = "".join(piece.text for piece in edge)
            if edge and (_NUMBER.fullmatch(words) or seen[_mark(edge, last=last)] > 1):
                gone += edge
        left.append([piece for piece in page if piece not in gone] or list(page))
    return left


def _edge(page: Sequence[Piece], *, last: bool) -> list[Piece]:
    """The first or last line of a page, where it is not all of it."""
    if not page:
        return []
    outermost = max(page, key=lambda piece: piece.bottom) if last else min(page, key=lambda piece: piece.top)
    found = [piece for piece in page if piece.top < outermost.bottom and piece.bottom > outermost.top]
    return found if len(found) < len(page) else []


def _mark(edge: Sequence[Piece], *, last: bool | int) -> tuple[bool, int, str]:
    """What makes two pages' edges the same: place and words, numbers aside."""
    words = "".join(piece.text for piece in sorted(edge, key=lambda piece: piece.left))
    return bool(last), round(edge[0].top / 4) if edge else 0, re.sub(r"\d+|\s", "", words)


def lines(page: Sequence[Piece], above: float = 0.0) -> Iterator[Row]:
    """The lines of a page in reading order; `above` is the size of the last line before it, 0 where there is none."""
    for row in _rows(sorted(page, key=lambda piece: piece.top)):
        other = above > 0 and not 0.8 < row.size / above < 1.25  # a title, or the text below one
        yield row._replace(opens=row.opens or other)
        above = row.size


def _rows(page: list[Piece]) -> Iterator[Row]:
    gutter = _gutter(page)
    if gutter is None:
        yield from _column(page)
        return
    for band in _bands(page, gutter):
        left, right = _sides(band, gutter)
        if len(left) + len(right) == len(band) and left and right and not _is_table(left, right):
            yield from _rows(left)
            yield from _rows(right)
        elif len(band) < len(page):
            yield from _rows(band)
        else:
            yield from _column(band)


def _gutter(page: Sequence[Piece]) -> float | None:
    """The left edge of a column of text that has another on its left; the one that divides most and cuts least."""
    edges = Counter(round(piece.left / 2) for piece in page)
    first = min(edges, default=0)
    best, most = None, 0
    for edge, count in edges.most_common(MOST_EDGES):
        if edge == first or count < 2:
            continue
        at = min(piece.left for piece in page if round(piece.left / 2) == edge)
        worth = 0
        for band in _bands(page, at):
            left, right = _sides(band, at)
            if len(left) + len(right) < len(band):
                worth -= sum(len(piece.text) for piece in band)
            elif _lines(left) > 2 and _lines(right) > 2 and not _is_table(left, right):
                worth += 2 * min(sum(len(piece.text) for piece in left), sum(len(piece.text) for piece in right))
        if worth > most:
            best, most = at, worth
    return best


def _bands(page: Sequence[Piece], at: float) -> Iterator[list[Piece]]:
    """Of pieces from the top down: together what stands on both sides of a vertical line, and what reaches across."""
    band: list[Piece] = []
    across: list[Piece] = []
    for piece in page:
        slack = 0.3 * piece.size
        if piece.left < at - slack and piece.right > at + slack:
            if band:
                yield band
                band = []
            across.append(piece)
        else:
            if across:
                yield across
                across = []
            band.append(piece)
    yield from (group for group in (band, across) if group)


def _sides(band: Sequence[Piece], at: float) -> tuple[list[Piece], list[Piece]]:
    left = [piece for piece in band if piece.right <= at + 0.3 * piece.size]
    right = [piece for piece in band if piece.right > at + 0.3 * piece.size and piece.left >= at - 0.3 * piece.size]
    return left, right


def _is_table(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    return any(sum(len(piece.text) for piece in side) < NARROWEST * _lines(side) for side in (left, right))


def _lines(side: Sequence[Piece]) -> int:
    return sum(1 for _ in _side_by_side(side))


def _column(column: Sequence[Piece]) -> Iterator[Row]:
    """One column, or a table line by line.

    The first line of a column that is not indented goes on from the column before it.
    """
    found = list(_side_by_side(column))
    margin = min(_often([line[0].left for line in found]), default=0.0)
    edge = max(_often([line[-1].right for line in found]), default=0.0)
    pitch = _middle([below[0].bottom - above[0].bottom for above, below in pairwise(found)] or [0.0])
    indents = [line[0].left - margin > INDENT * line[0].size for line in found]
    for last, line, indented in zip([None, *found], found, indents, strict=False):
        opens = indented
        if last is not None and not opens:
            short = not any(indents) and last[-1].right < edge - 2 * last[-1].size
            ended = short and last[-1].text.endswith(("。", "！", "？"))
            opens = ended or line[0].bottom - last[0].bottom > 1.5 * pitch
        full = line[-1].right >= edge - 2 * line[-1].size
        yield Row(tuple(line), opens, full, line[0].size)


def _often(values: Sequence[float]) -> list[int]:
    """Where more than one line begins or ends; all of them where no two agree."""
    counted = Counter(map(round, values))
    return [value for value, count in counted.items() if count > 1] or list(counted)


def _side_by_side(column: Sequence[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in sorted(column, key=lambda piece: (piece.top + piece.bottom) / 2):
        if line and (piece.top + piece.bottom) / 2 > line[0].bottom - 0.2 * line[0].size:
            yield sorted(line, key=lambda piece: piece.left)
            line = []
        line.append(piece)
    if line:
        yield sorted(line, key=lambda piece: piece.left)
