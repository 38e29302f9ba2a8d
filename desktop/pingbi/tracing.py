"""Where a number of a workbook comes from: its formula, the cells it refers to, down to the file or the sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import PingbiError, reason
from pingbi.readers import Input, column_letter, read
from pingbi.reading import apart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pingbi.readers import CellRead, Document, Sheet
    from pingbi.reading import File

_REFERENCE = re.compile(
    r"(?:(?:'(?P<quoted>[^']+)'|(?P<sheet>[\u4e00-\u9fffA-Za-z_][\u4e00-\u9fff\w]*))!)?"
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})(?::\$?(?P<to_column>[A-Z]{1,3})\$?(?P<to_row>\d{1,7}))?(?![\w(])"
)
_MATCH = re.compile(r"INDEX\(([^,()]+),MATCH\(([^,()]+),([^,()]+),0\)\)")
DEEPEST = 12
GAP = "　"  # of one step down
SOURCES = "数据来源"
REPORTED = ("主要指标", "加减分")  # where reported figures stand: a constant elsewhere (上期) comes from none of them
COUNTY = "县区"
NAMED = (COUNTY, "评比项")  # headings of the column that says what a row is about
HEAD = 4  # below attachment, title and date: where every sheet's headings begin (SHEETS.md)


class At(NamedTuple):
    """A cell of the workbook, from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{column_letter(self.column)}{self.row}"


class Hop(NamedTuple):
    """One line, indented by `depth`. `source` is the row of 数据来源 that it tells of, from 1; 0 for none."""

    words: str
    depth: int
    source: int = 0

    def __str__(self) -> str:
        return f"{GAP * self.depth}{self.words}"


def trace(path: Path, where: str) -> list[str]:
    """One line a step, indented by depth. Raises PingbiError for a cell that is not there."""
    return [str(row) for row in hops(path, where)]


def hops(path: Path, where: str) -> list[Hop]:
    """As `trace`, with the rows of 数据来源 that were reached."""
    try:
        item = Input(path.name, path.read_bytes())
    except OSError as error:
        raise PingbiError(f"{path.name} 打不开（{reason(error)}）") from None
    return apart(_steps, where, item)


def _steps(where: str, file: File) -> list[Hop]:
    return list(_hops(read(file.data, file.name), where))


def steps(document: Document, where: str) -> list[str]:
    """As `trace`, in a workbook that has been read."""
    return [str(row) for row in _hops(document, where)]


def _hops(document: Document, where: str) -> Iterator[Hop]:
    book = _Workbook(document)
    return book.hops(book.place(where), 0, set())


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


class _Workbook:
    """The document with its sheets by name."""

    def __init__(self, document: Document) -> None:
        self.sheets: dict[str, Sheet] = {sheet.name: sheet for sheet in document.sheets}
        self._spread: dict[str, dict[tuple[int, int], str]] = {}

    def place(self, where: str) -> At:
        """`综合排名!F8` as a place."""
        match = _REFERENCE.fullmatch(where.strip())
        name = (match["quoted"] or match["sheet"]) if match is not None else None
        if match is None or name is None:
            raise PingbiError(f"“{where}”应写成 工作表!单元格，如 综合排名!F8")
        if name not in self.sheets:
            raise PingbiError(f"没有工作表“{name}”；有：{'、'.join(name for name in self.sheets if name[0] != '_')}")
        at = At(name, int(match["row"]), _number(match["column"]))
        if self.cell(at) is None:
            raise PingbiError(f"{where} 是空的")
        return at

    def cell(self, at: At) -> CellRead | None:
        """The cell, None where it is empty."""
        return self.sheets[at.sheet].cells.get((at.row, at.column)) if at.sheet in self.sheets else None

    def hops(self, at: At, depth: int, seen: set[At]) -> Iterator[Hop]:
        """This cell, then what it is made from; a cell met before is only named."""
        cell = self.cell(at)
        if cell is None:
            return
        name = self._name(at)
        shown = cell.text or "（空）"
        if not cell.formula:
            yield Hop(f"{at} {name}＝{shown}", depth)
            yield from self._source(at, cell, depth + 1)
            return
        again = at in seen
        yield Hop(f"{at} {name}＝{shown}　{'（见上）' if again else cell.formula}", depth)
        if again or depth >= DEEPEST:
            return
        seen.add(at)
        for other in self._references(at, cell.formula):
            yield from self.hops(other, depth + 1, seen)

    def _references(self, at: At, formula: str) -> list[At]:
        """The cells that decide the value: looked-up ones resolved, those of a row one by one.

        Columns are left out: of the other counties only their number and size matter.
        """
        found: list[At] = []
        rest = formula
        for match in _MATCH.finditer(formula):
            target = self._looked_up(at, match[1], match[2], match[3])
            if target is not None:
                found.append(target)
            rest = rest.replace(match[0], "")
        rest = re.sub(r'"[^"]*"', '""', rest)
        for match in _REFERENCE.finditer(rest):
            sheet, row = match["quoted"] or match["sheet"] or at.sheet, int(match["row"])
            if match["to_row"] not in (None, match["row"]):
                continue
            first = _number(match["column"])
            last = _number(match["to_column"]) if match["to_column"] else first
            found += [At(sheet, row, column) for column in range(first, last + 1)]
        return [other for other in dict.fromkeys(found) if other != at and self._says(other)]

    def _says(self, at: At) -> bool:
        """Whether the cell holds a number or a rule, no mere words."""
        cell = self.cell(at)
        return cell is not None and bool(cell.formula or cell.link or not isinstance(cell.value, str))

    def _looked_up(self, at: At, area: str, key: str, keys: str) -> At | None:
        """INDEX(area, MATCH(key, keys, 0)) as a cell."""
        ranges = [_REFERENCE.fullmatch(text.strip()) for text in (area, key, keys)]
        if any(item is None for item in ranges):
            return None
        values, wanted, names = (item for item in ranges if item is not None)
        own = self.cell(At(wanted["sheet"] or at.sheet, int(wanted["row"]), _number(wanted["column"])))
        sheet, column, top = names["sheet"] or at.sheet, _number(names["column"]), int(names["row"])
        for row in range(top, int(names["to_row"] or top) + 1):
            cell = self.cell(At(sheet, row, column))
            if own is not None and cell is not None and cell.text == own.text:
                first = int(values["row"])
                return At(values["sheet"] or at.sheet, first + row - top, _number(values["column"]))
        return None

    def _words(self, sheet: str) -> dict[tuple[int, int], str]:
        """The words of a sheet, merged headings in each of their cells; without blanks and line breaks."""
        if sheet not in self._spread:
            rows = self.sheets[sheet].spread().items()
            self._spread[sheet] = {at: re.sub(r"\s", "", text) for at, text in rows}
        return self._spread[sheet]

    def _heading(self, at: At) -> tuple[str, list[str]]:
        """(the row's county or name, the headings above the cell), as far as they can be seen.

        The headings end with the nearest row above that has 县区 (or 评比项) at the left; they begin below the sheet's
        own head, or with the title over a block.
        """
        words = self._words(at.sheet)
        found = [place for place, text in words.items() if text in NAMED and HEAD <= place[0] < at.row]
        beside = [place for place in found if place[1] <= at.column]
        if beside:
            bottom, column = max(beside, key=lambda place: (place[1], place[0]))
        else:
            bottom, column = HEAD, 1
            while bottom + 1 < at.row and words.get((bottom + 1, 1)) == words.get((HEAD, 1), ""):
                bottom += 1
        top = bottom
        while top > HEAD and words.get((top - 1, column)) == words[bottom, column]:
            top -= 1
        title = words.get((top - 1, at.column))
        if top > HEAD and title and title == words.get((top - 1, column)):
            top -= 1
        heads = [words.get((row, at.column), "") for row in range(top, bottom + 1)]
        name = words.get((at.row, column)) or words.get((at.row, column + 1), "")
        return name, list(dict.fromkeys(head for head in heads if head))

    def _name(self, at: At) -> str:
        name, heads = self._heading(at)
        return f"〔{name}·{'·'.join(heads)}〕" if name and heads else ""

    def _source(self, at: At, cell: CellRead, depth: int) -> Iterator[Hop]:
        """The row of 数据来源 that a figure leads to: by its link, else by county, indicator and value."""
        if SOURCES not in self.sheets or at.sheet == SOURCES or isinstance(cell.value, str | None):
            return
        match = _REFERENCE.fullmatch(cell.link.lstrip("#")) if cell.link else None
        if match is not None and (match["quoted"] or match["sheet"]) == SOURCES:
            row: int | None = int(match["row"])
        else:
            row = self._row_of(at, cell) if at.sheet in REPORTED else None
        if row is None:
            return
        words, sheet = self._words(SOURCES), self.sheets[SOURCES]
        columns = sorted(column for place, column in words if place == HEAD)
        facts = [f"{words[HEAD, column]}：{sheet.text(row, column)}" for column in columns if sheet.text(row, column)]
        yield Hop(f"来自 {'　'.join(facts)}", depth, row)

    def _row_of(self, at: At, cell: CellRead) -> int | None:
        """Where no link leads to it (very many figures): the one row of the county with an indicator and the value."""
        words = self._words(SOURCES)
        heads = {text: column for (row, column), text in words.items() if row == HEAD}
        if not {COUNTY, "指标", "核定数"} <= heads.keys():
            return None
        county, above = self._heading(at)
        rows = [
            row
            for (row, column), text in words.items()
            if column == heads[COUNTY] and row > HEAD and text == county and self._agrees(row, heads["核定数"], cell)
        ]
        named = [row for row in rows if any(words.get((row, heads["指标"]), "-") in head for head in above)]
        return (named or rows)[0] if len(named) == 1 or len(rows) == 1 else None

    def _agrees(self, row: int, column: int, cell: CellRead) -> bool:
        other = self.sheets[SOURCES].cells.get((row, column))
        return other is not None and other.value == cell.value
