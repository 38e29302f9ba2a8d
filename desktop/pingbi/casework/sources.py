"""Where figures stood, to be shown: the very cells and words of a submission, and which figures were read from them.

`wanted` is asked of the project; `source` reads the file in a child process and may be called in any thread. What was
read of a file once is kept.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.finding_words import plain
from pingbi.casework.source_grids import Grid, Grids, gridded
from pingbi.model import ByHand, Derived, InRows, InSheet, InText, Role, UnreadableFileError
from pingbi.readers import Input
from pingbi.reading import apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pingbi.casework.case import Case
    from pingbi.casework.material import Arrived
    from pingbi.children import Children
    from pingbi.model import Figure, Finding, Origin
    from pingbi.project import Reading

MOST = 8  # files that are kept
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_CELLS = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_UNIT = re.compile(r"\s{0,2}(?:个百分点|百分点|万亿元|亿元|万元|亿|万|元|[%％]|个|家|位|人|项|吨|倍|成)")


class Use(NamedTuple):
    """Whose figure was read from a place."""

    county: str
    indicator: str
    role: Role = Role.NOW


class Place(NamedTuple):
    """A cell of a sheet, from 1."""

    sheet: str
    row: int
    column: int


class Rows(NamedTuple):
    """Rows of a column of a ledger that make a figure together."""

    first: int
    last: int
    use: Use


class Span(NamedTuple):
    """A run of characters of the text, and whose figure it is."""

    start: int
    end: int
    use: Use | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a submission, by where it stood."""

    cells: Mapping[Place, tuple[Use, ...]]
    rows: Mapping[tuple[str, int], tuple[Rows, ...]]  # by sheet and column
    spans: tuple[Span, ...]

    def uses(self, sheet: str, row: int, column: int) -> tuple[Use, ...]:
        """The figures that a cell was read into; none where it was passed over."""
        own = self.cells.get(Place(sheet, row, column), ())
        held = self.rows.get((sheet, column), ())
        return (*own, *(part.use for part in held if part.first <= row <= part.last)) if held else own


@dataclass(frozen=True, slots=True)
class Wanted:
    """A submission on its way to be shown."""

    number: int
    name: str
    sha: str
    data: bytes = field(repr=False)
    password: str | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class Source:
    """A submission as it is shown. `error` says why nothing of it can be; then it has neither sheets nor text."""

    number: int
    name: str
    sheets: tuple[Grid, ...]
    text: str | None
    pages: tuple[int, ...]
    lost: tuple[str, ...]
    read: Read
    error: str = ""

    def sheet(self, name: str) -> Grid | None:
        """The sheet of that name."""
        return next((row for row in self.sheets if row.name == name), None)


class Sources:
    """Files that were read to be shown, the last few of them."""

    def __init__(self, children: Children | None = None) -> None:
        self._children = children
        self._kept: OrderedDict[str, Grids] = OrderedDict()

    def source(self, wanted: Wanted) -> Source:
        """As it is now: the file from memory where it was shown before, what was read of it as it stands."""
        try:
            grids = self._grids(wanted)
        except UnreadableFileError as error:
            return Source(wanted.number, wanted.name, (), None, (), (), Read({}, {}, ()), plain(str(error)))
        read = read_of(wanted.reading, grids.text)
        return Source(wanted.number, wanted.name, grids.sheets, grids.text, grids.pages, grids.lost, read)

    def _grids(self, wanted: Wanted) -> Grids:
        key = f"{wanted.sha} {wanted.name}"
        if key not in self._kept:
            item = Input(wanted.name, wanted.data)
            self._kept[key] = apart(gridded, wanted.password, item, self._children)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return self._kept[key]


def wanted(case: Case, number: int) -> Wanted | None:
    """The submission in use of that number with its bytes. Raises PingbiError where the project has lost them."""
    for row in case.arrived():
        given = row.submission
        if given.number == number:
            data = case.project.content(given.sha)
            return Wanted(number, given.name, given.sha, data, case.password, row.reading)
    return None


def read_of(reading: Reading, text: str | None) -> Read:
    """Where each figure of a submission stood."""
    cells: dict[Place, list[Use]] = {}
    spans: list[Span] = []
    for figure in reading.figures:
        use = Use(figure.county, figure.indicator, figure.role)
        if isinstance(figure.origin, InSheet) and (at := cell_at(figure.origin.cell)):
            cells.setdefault(Place(figure.origin.sheet, *at), []).append(use)
        elif isinstance(figure.origin, InText) and text is not None:
            spans.append(Span(figure.origin.start, _with_unit(text, figure.origin.end), use))
    rows: dict[tuple[str, int], list[Rows]] = {}
    for county, total in ((ledger.county, row) for ledger in reading.ledgers for row in ledger.sums):
        use = Use(county, total.indicator)
        for part in total.ranges:
            for column, first, last in columns_of(part.cells):
                rows.setdefault((part.sheet, column), []).append(Rows(first, last, use))
    ordered = sorted(spans, key=lambda row: (row.start, row.end))
    by_cell = {place: tuple(dict.fromkeys(uses)) for place, uses in cells.items()}
    return Read(by_cell, {at: tuple(found) for at, found in rows.items()}, tuple(ordered))


def cell_at(cell: str) -> tuple[int, int] | None:
    """(row, column) from 1; None where it is no cell.

    >>> cell_at("AB7")
    (7, 28)
    """
    found = _CELL.fullmatch(cell)
    return (int(found[2]), _column(found[1])) if found else None


def columns_of(cells: str) -> Iterator[tuple[int, int, int]]:
    """(column, first row, last row) of each part of `E5:E48, E51`."""
    for found in _CELLS.finditer(cells):
        column, first = _column(found[1]), int(found[2])
        yield column, first, int(found[4]) if found[4] else first


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def _with_unit(text: str, end: int) -> int:
    found = _UNIT.match(text, end)
    return found.end() if found else end


def words_at(text: str, origin: InText) -> Span:
    """The words around a number as they stand in the text, whose blanks and line breaks the quotation has not."""
    quote, number = "".join(origin.quote.split()), "".join(text[origin.start : origin.end].split())
    at = quote.find(number) if number else -1
    while at >= 0:
        start = _walked(text, origin.start - 1, reversed(quote[:at]), -1)
        end = _walked(text, origin.end, quote[at + len(number) :], 1)
        if start is not None and end is not None:
            return Span(start + 1, end)
        at = quote.find(number, at + 1)
    return Span(origin.start, _with_unit(text, origin.end))


def _walked(text: str, at: int, signs: Iterable[str], step: int) -> int | None:
    """Where the text stands when it has given these signs, blanks passed over; None where it gives others."""
    for sign in signs:
        while 0 <= at < len(text) and text[at].isspace():
            at += step
        if not 0 <= at < len(text) or text[at] != sign:
            return None
        at += step
    return at


def origins_of(figure: Figure | None, beside: Sequence[Figure] = ()) -> tuple[Origin, ...]:
    """Where a figure stood that can be shown: under a correction too, or the operands of a formula."""
    rows = [] if figure is None else list(shown(figure.origin))
    for row in beside if not rows else ():
        rows += shown(row.origin)
    return tuple(dict.fromkeys(rows))


def shown(origin: Origin) -> Iterator[Origin]:
    """Of an origin what can be shown: under a correction too, or the operands of a formula."""
    match origin:
        case InSheet() | InText() | InRows():
            yield origin
        case ByHand(over=over) if over is not None:
            yield from shown(over)
        case Derived(operands=operands):
            for operand in operands:
                yield from shown(operand)


def submission_of(arrived: Sequence[Arrived], origin: Origin, order: int = 0, finding: Finding | None = None) -> int:
    """The submission in use that an origin speaks of; 0 where there is none. Of one name the finding's, the newest."""
    files = {part.file for part in origin.ranges} if isinstance(origin, InRows) else {getattr(origin, "file", "")}
    named = [row for row in arrived if row.submission.name in files]
    if any(row.submission.number == order for row in named):
        return order
    if finding is not None:
        own = [row for row in named if any(found.id == finding.id for found in row.reading.findings)]
        named = own or [row for row in named if finding.county in row.submission.counties] or named
    return named[-1].submission.number if named else 0
