"""Formulas without a result, or with one that cannot be believed: computed where they are simple, else unknown.

The rule for a result that the file holds (Excel, WPS and LibreOffice write what they computed; programs that only
write workbooks leave it out, or write 0 for every formula: XlsxWriter, POI's streaming writer):
- No result: ours, else none.
- 0: computed again, whoever wrote it, and ours stands where it differs. Where all operands are blank the 0 that Excel
  shows too stays, and is marked (`from_blanks`): nothing was reported.
- 0 that we cannot compute: believed of a program that computes (`proven`), or where the file's other results show that
  its writer had them: every simple formula has the result that we find, and one of them is not 0. Else unknown.
- Another result: believed. Only where the file asks for everything to be computed on opening does ours stand instead,
  if it differs: that is what whoever opens the file sees.
So no formula becomes a 0 that nobody computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace as changed
from decimal import Decimal, DecimalException, localcontext
from enum import Enum

from pingbi.readers.computed_functions import (
    COUNTING,
    EXACT,
    FUNCTIONS,
    ExcelError,
    Value,
    as_truth,
    calculated,
    shown,
)
from pingbi.readers.computed_syntax import Call, Constant, Node, NotSimpleError, Reference, parsed
from pingbi.readers.dates import is_date
from pingbi.readers.document import CellRead, Sheet

Place = tuple[int, int, int]  # sheet, row, column
MOST_STEPS = (
    12_000_000  # cells that all formulas of a file look at, and four for each of their characters: some seconds
)
ALIKE = Decimal("1e-9")  # of a result: floats of Excel and decimals of ours differ less


class State(Enum):
    """What became of a formula that has no value."""

    BLANK = "blank"  # everything it needs is blank: 0 for others, but nothing known
    WRONG = "wrong"  # an error value of Excel
    UNKNOWN = "unknown"


Result = Decimal | str | bool | State


def computed(sheets: Sequence[Sheet], *, proven: bool = True) -> tuple[Sheet, ...]:
    """The sheets with what could be computed (it is marked so). `proven`: a program that computes wrote them."""
    asked = dict(_asked(sheets, proven=proven))
    if not asked:
        return tuple(sheets)
    engine = _Engine(sheets, asked)
    with localcontext(EXACT):
        results = {place: engine.result(place) for place in asked}
    believed = proven or _has_results(asked, results)
    fresh: dict[int, dict[tuple[int, int], CellRead]] = {}
    for (at, row, column), cell in asked.items():
        new = _settled(cell, results[at, row, column], believed=believed)
        if new is not cell:
            fresh.setdefault(at, dict(sheets[at].cells))[row, column] = new
    return tuple(changed(sheet, cells=fresh[at]) if at in fresh else sheet for at, sheet in enumerate(sheets))


def _asked(sheets: Sequence[Sheet], *, proven: bool) -> Iterator[tuple[Place, CellRead]]:
    """The formulas whose result is missing or must be looked at."""
    for at, sheet in enumerate(sheets):
        for (row, column), cell in sheet.cells.items():
            if cell.formula and not cell.error and (cell.value is None or _nought(cell.value) or not proven):
                yield (at, row, column), cell


def _nought(value: Value) -> bool:
    return isinstance(value, Decimal) and not value


def _has_results(asked: Mapping[Place, CellRead], results: Mapping[Place, Result]) -> bool:
    """Whether the file's own results agree with ours wherever we have one, and not all are 0."""
    pairs = [(cell.value, results[place]) for place, cell in asked.items()]
    both = [(old, new) for old, new in pairs if isinstance(old, Decimal) and isinstance(new, Decimal)]
    return any(old for old, _ in both) and all(_alike(old, new) for old, new in both)


def _alike(old: Decimal, new: Decimal) -> bool:
    return abs(old - new) <= ALIKE * max(abs(old), abs(new))


def _settled(cell: CellRead, result: Result, *, believed: bool) -> CellRead:
    """The cell by the rule above."""
    old = cell.value
    if isinstance(result, State):
        if _nought(old) and result is State.BLANK:
            return changed(cell, from_blanks=True)
        if _nought(old) and not (result is State.UNKNOWN and believed):
            return changed(cell, value=None)
        return cell
    if isinstance(result, Decimal) and is_date(cell.number_format):
        return changed(cell, value=None) if _nought(old) else cell  # a date that a formula makes is not made here
    if old is not None and (old == result or (isinstance(old, Decimal) and _same(old, result))):
        return cell
    return changed(cell, value=result, date=False, computed=True)


def _same(old: Decimal, new: Result) -> bool:
    return isinstance(new, Decimal) and _alike(old, new)


class _Engine:
    """Results of formulas, each computed once, whatever order they stand in."""

    def __init__(self, sheets: Sequence[Sheet], asked: Mapping[Place, CellRead]) -> None:
        self._sheets = sheets
        self._asked = asked
        self._names = {sheet.name.casefold(): at for at, sheet in enumerate(sheets)}
        self._ends = [(sheet.rows, sheet.columns) for sheet in sheets]
        self._results: dict[Place, Result] = {}
        self._trees: dict[Place, Node] = {}
        self._steps = 0
        self._met = False  # whether the formula at hand has met anything that is not blank

    def result(self, place: Place) -> Result:
        """A formula's result. What it needs comes first; one that needs itself is unknown."""
        waiting = [place]
        while waiting:
            here = waiting[-1]
            if here in self._results:
                waiting.pop()
                continue
            if here in self._trees:
                self._results[here] = self._finished(here)
                waiting.pop()
                continue
            self._steps += 4 * len(self._asked[here].formula)
            if self._steps > MOST_STEPS:
                self._results[here] = State.UNKNOWN
                continue
            tree = parsed(self._asked[here].formula, KNOWN)
            if tree is None:
                self._results[here] = State.UNKNOWN
                continue
            self._trees[here] = tree
            try:
                needed = [other for other in self._needed(tree, here[0]) if other not in self._results]
            except NotSimpleError:
                self._results[here] = State.UNKNOWN
                continue
            if any(other in self._trees for other in needed):  # it waits for this one
                self._results[here] = State.UNKNOWN
            waiting.extend(needed)
        return self._results[place]

    def _needed(self, node: Node, home: int) -> Iterator[Place]:
        if isinstance(node, Reference):
            for place in self._places(node, home):
                if place in self._asked:
                    yield place
        elif isinstance(node, Call):
            for argument in node.arguments:
                yield from self._needed(argument, home)

    def _places(self, area: Reference, home: int) -> Iterator[Place]:
        """The cells of a reference as far as the sheet goes."""
        at = home if area.sheet is None else self._names.get(area.sheet.casefold(), -1)
        if at < 0:
            raise NotSimpleError
        rows, columns = self._ends[at]
        bottom, right = (area.bottom, area.right) if area.single else (min(area.bottom, rows), min(area.right, columns))
        self._steps += max(0, bottom - area.top + 1) * max(0, right - area.left + 1)
        if self._steps > MOST_STEPS:
            raise NotSimpleError
        for row in range(area.top, bottom + 1):
            for column in range(area.left, right + 1):
                yield at, row, column

    def _finished(self, place: Place) -> Result:
        self._met = False
        tree = self._trees[place]
        try:
            value = self._value(tree, place[0])
        except NotSimpleError:
            return State.UNKNOWN
        except (ExcelError, DecimalException):
            return State.WRONG
        if value is None or (isinstance(value, Decimal) and not self._met and any(self._references(tree))):
            return State.BLANK
        return shown(value) if isinstance(value, Decimal) else value

    def _references(self, node: Node) -> Iterator[Reference]:
        if isinstance(node, Reference):
            yield node
        elif isinstance(node, Call):
            for argument in node.arguments:
                yield from self._references(argument)

    def _value(self, node: Node, home: int) -> Value:
        """One value. Raises NotSimpleError, ExcelError, or what the decimals raise."""
        if isinstance(node, Constant):
            return node.value
        if isinstance(node, Reference):
            if not node.single:
                raise NotSimpleError  # the cell of a range in this row
            (value,) = self._read(node, home)
            self._met = self._met or (value is not None and value != "")
            return value
        match node.name, node.arguments:
            case "IF", (condition, then, *rest) if len(rest) < 2:
                if as_truth(self._value(condition, home)):
                    return self._value(then, home)
                return self._value(rest[0], home) if rest else False
            case "IFERROR", (attempt, instead):
                try:
                    return self._value(attempt, home)
                except (ExcelError, DecimalException):
                    return self._value(instead, home)
            case name, (left, right) if name not in FUNCTIONS and not name[0].isalpha():
                return calculated(name, self._value(left, home), self._value(right, home))
            case name, arguments if name in FUNCTIONS and arguments:
                return FUNCTIONS[name]([self._list(name, argument, home) for argument in arguments])
        raise NotSimpleError

    def _list(self, name: str, node: Node, home: int) -> list[Value]:
        """An argument of a function: the values of a range, or one."""
        if isinstance(node, Reference) and (not node.single or name in _OF_RANGES):
            values = self._read(node, home)
            kinds = (Decimal, str, bool) if name in COUNTING else Decimal
            self._met = self._met or any(isinstance(value, kinds) for value in values)
            return values
        value = self._value(node, home)
        if name in _OF_RANGES and not isinstance(value, Decimal):
            raise NotSimpleError  # a text or truth value given to SUM itself is counted, one in a range is not
        return [value]

    def _read(self, area: Reference, home: int) -> list[Value]:
        return [self._cell(place) for place in self._places(area, home)]

    def _cell(self, place: Place) -> Value:
        result = self._results.get(place) if place in self._asked else None
        if result is State.WRONG:
            raise ExcelError
        if result is State.UNKNOWN:
            raise NotSimpleError
        if result is State.BLANK:
            return None
        if result is not None:
            return result
        cell = self._sheets[place[0]].cells.get(place[1:])
        if cell is None:
            return None
        if cell.error:
            raise ExcelError
        if cell.date:
            raise NotSimpleError  # a number to Excel, a text to us
        return cell.value


KNOWN = frozenset({"IF", "IFERROR", *(name for name in FUNCTIONS if name.isalpha())})
_OF_RANGES = frozenset({"SUM", "AVERAGE", "PRODUCT", "SUMPRODUCT", "MIN", "MAX", *COUNTING})
