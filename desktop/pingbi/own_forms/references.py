"""Formulas and ranges of a sheet into which rows are put: what points below moves, what lies across grows."""

from __future__ import annotations

import re
from typing import NamedTuple

from pingbi.model.catalogue import bare

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_SHEET = r"(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
_REFERENCE = re.compile(
    rf'"(?:[^"]|"")*"|(?<![\w.$\'!]){_SHEET}'
    rf"(?:(?P<first>{_CELL})(?::(?P<last>{_CELL}))?|(?P<top>\$?[1-9]\d{{0,6}}):(?P<bottom>\$?[1-9]\d{{0,6}}))"
    r"(?![\w.(!])"
)
_PARTS = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d+)")
_SUMMING = re.compile(r"(?:SUM|AVERAGE|COUNT|COUNTA|MAX|MIN|MEDIAN|PRODUCT|STDEVP?|VARP?)\(\s*\Z", re.IGNORECASE)
MOST_ROWS = 1_048_576


class Insertion(NamedTuple):
    """`more` rows put below the row `after`, which they are copies of."""

    after: int
    more: int


class Growth(NamedTuple):
    """The rows put into one sheet. Rows count from 1; `sheet` is its name."""

    sheet: str
    insertions: tuple[Insertion, ...]

    def start(self, row: int) -> int:
        """Where a row is now; of a copied one, its first."""
        return row + sum(one.more for one in self.insertions if one.after < row)

    def end(self, row: int) -> int:
        """Where the last copy of a row is now."""
        return row + sum(one.more for one in self.insertions if one.after <= row)

    def names(self, qualifier: str | None, home: str) -> bool:
        """Whether a reference in a formula on the sheet `home` is to this sheet."""
        name = home if qualifier is None else qualifier.strip("'").replace("''", "'")
        return bare(name).casefold() == bare(self.sheet).casefold()


class Copy(NamedTuple):
    """A formula's row as it was, and as it is in one of its copies."""

    row: int
    now: int


def grown(formula: str, home: str, growth: Growth, copy: Copy | None = None) -> str:
    """The formula of the sheet `home` after the rows were put in.

    In a row that was copied, a relative reference to the row itself is to the copy's; every other one is to where
    its cell is now. A range over copied rows is over all of them.
    """

    def changed(found: re.Match[str]) -> str:
        if found[0].startswith('"') or not growth.names(found["sheet"], home):
            return found[0]
        before = found[0][: found.start("first" if found["first"] else "top") - found.start()]
        if found["top"]:
            return f"{before}{_whole(found['top'], growth, last=False)}:{_whole(found['bottom'], growth, last=True)}"
        own = copy if found["sheet"] is None or growth.names(found["sheet"], home) else None
        if found["last"] is None:
            first = _cell(found["first"], growth, own, last=False)
            if (
                own is None
                and _alone(formula, found)
                and (last := _cell(found["first"], growth, None, last=True)) != first
            ):
                return f"{before}{first}:{last}"
            return before + first
        same = own is not None and all(_relative(found[name], own.row) for name in ("first", "last"))
        first = _cell(found["first"], growth, own if same else None, last=False)
        return f"{before}{first}:{_cell(found['last'], growth, own if same else None, last=True)}"

    return _REFERENCE.sub(changed, formula)


def _alone(formula: str, found: re.Match[str]) -> bool:
    """Whether the reference is all that a sum, a mean … is of: who has one row for the counties writes SUM(E6)."""
    return _SUMMING.search(formula, 0, found.start()) is not None and formula[found.end() :].lstrip().startswith(")")


def _relative(cell: str, row: int) -> bool:
    found = _PARTS.fullmatch(cell)
    return found is not None and not found[3] and int(found[4]) == row


def _cell(cell: str, growth: Growth, copy: Copy | None, *, last: bool) -> str:
    found = _PARTS.fullmatch(cell)
    if found is None:
        return cell
    row = int(found[4])
    if copy is not None and not found[3] and row == copy.row:
        row = copy.now
    else:
        row = growth.end(row) if last else growth.start(row)
    return f"{found[1]}{found[2]}{found[3]}{min(row, MOST_ROWS)}"


def _whole(row: str, growth: Growth, *, last: bool) -> str:
    fixed, number = ("$", row[1:]) if row.startswith("$") else ("", row)
    moved = growth.end(int(number)) if last else growth.start(int(number))
    return f"{fixed}{min(moved, MOST_ROWS)}"


def ranges(text: str, growth: Growth) -> str:
    """Ranges of the sheet itself, with blanks between them (sqref): A5:H5 A7."""
    return " ".join(grown(one, growth.sheet, growth) if ":" in one else _single(one, growth) for one in text.split())


def _single(cell: str, growth: Growth) -> str:
    """A cell of a rule or a check: of a copied row it holds for all copies."""
    found = _PARTS.fullmatch(cell)
    if found is None or not found[2]:
        return cell
    row = int(found[4])
    first, last = growth.start(row), growth.end(row)
    return f"{found[2]}{first}" if first == last else f"{found[2]}{first}:{found[2]}{last}"


def shifted(formula: str, down: int, across: int) -> str:
    """The formula of a cell as it is so many rows below and columns right of it (a shared formula's)."""

    def moved(cell: str) -> str:
        found = _PARTS.fullmatch(cell)
        if found is None:
            return cell
        column = found[2] if found[1] else _letters(_number(found[2]) + across)
        row = int(found[4]) if found[3] else int(found[4]) + down
        return f"{found[1]}{column}{found[3]}{row}"

    def changed(found: re.Match[str]) -> str:
        if found["first"] is None:
            return found[0]
        before = found[0][: found.start("first") - found.start()]
        return before + moved(found["first"]) + (f":{moved(found['last'])}" if found["last"] else "")

    return _REFERENCE.sub(changed, formula)


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
