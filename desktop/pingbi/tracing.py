"""Where a number of a workbook comes from: its formula, the cells it refers to, down to the file or the sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import PingbiError, reason
from pingbi.readers import column_letter, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pingbi.readers import CellRead, Document, Sheet

_REFERENCE = re.compile(
    r"(?:(?:'(?P<quoted>[^']+)'|(?P<sheet>[\u4e00-\u9fffA-Za-z_][\u4e00-\u9fff\w]*))!)?"
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})(?::\$?(?P<to_column>[A-Z]{1,3})\$?(?P<to_row>\d{1,7}))?(?![\w(])"
)
_MATCH = re.compile(r"INDEX\(([^,()]+),MATCH\(([^,()]+),([^,()]+),0\)\)")
DEEPEST = 12
SOURCES = "数据来源"


class At(NamedTuple):
    """A cell of the workbook, from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{column_letter(self.column)}{self.row}"


def trace(path: Path, where: str) -> list[str]:
    """One line a step, indented by depth. Raises PingbiError for a cell that is not there."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PingbiError(f"{path.name} 打不开（{reason(error)}）") from None
    book = _Workbook(read(data, path.name))
    at = book.place(where)
    return list(book.lines(at, 0, set()))


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


class _Workbook:
    """The document with its sheets by name."""

    def __init__(self, document: Document) -> None:
        self.sheets: dict[str, Sheet] = {sheet.name: sheet for sheet in document.sheets}

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

    def lines(self, at: At, depth: int, seen: set[At]) -> Iterator[str]:
        """This cell, then what it is made from; a cell met before is only named."""
        cell = self.cell(at)
        if cell is None:
            return
        gap = "　" * depth
        name = self._name(at)
        shown = cell.text or "（空）"
        if not cell.formula:
            yield f"{gap}{at} {name}＝{shown}"
            yield from self._source(cell, depth + 1)
            return
        again = at in seen
        yield f"{gap}{at} {name}＝{shown}　{'（见上）' if again else cell.formula}"
        if again or depth >= DEEPEST:
            return
        seen.add(at)
        for other in self._references(at, cell.formula):
            yield from self.lines(other, depth + 1, seen)

    def _references(self, at: At, formula: str) -> list[At]:
        """The cells that decide the value: looked-up ones resolved; ranges left out, of which only the size matters."""
        found: list[At] = []
        rest = formula
        for match in _MATCH.finditer(formula):
            target = self._looked_up(at, match[1], match[2], match[3])
            if target is not None:
                found.append(target)
            rest = rest.replace(match[0], "")
        rest = re.sub(r'"[^"]*"', '""', rest)
        for match in _REFERENCE.finditer(rest):
            if match["to_column"]:
                continue
            sheet = match["quoted"] or match["sheet"] or at.sheet
            other = At(sheet, int(match["row"]), _number(match["column"]))
            cell = self.cell(other)
            if cell is not None and other != at and (cell.formula or cell.link or not isinstance(cell.value, str)):
                found.append(other)
        return list(dict.fromkeys(found))

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

    def _name(self, at: At) -> str:
        """The row's county and the column's heading, as far as they can be seen."""
        sheet = self.sheets[at.sheet]
        words = sheet.spread()
        county = next((words.get((at.row, column), "") for column in (2, 1) if words.get((at.row, column))), "")
        heads = [words.get((row, at.column), "") for row in range(4, min(at.row, 7))]
        plain = list(dict.fromkeys(re.sub(r"\s", "", head) for head in heads if head and not _is_number(head)))
        return f"〔{county}·{'·'.join(plain)}〕" if county and plain else ""

    def _source(self, cell: CellRead, depth: int) -> Iterator[str]:
        """The row of 数据来源 that a figure leads to."""
        match = _REFERENCE.fullmatch(cell.link.lstrip("#")) if cell.link else None
        if match is None or (match["quoted"] or match["sheet"]) != SOURCES:
            return
        sheet = self.sheets.get(SOURCES)
        if sheet is None:
            return
        row = int(match["row"])
        heads = {column: text for (at, column), text in sheet.spread().items() if at == 4}
        facts = [
            f"{head}：{sheet.text(row, column)}" for column, head in sorted(heads.items()) if sheet.text(row, column)
        ]
        yield f"{'　' * depth}来自 {'　'.join(facts)}"


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?\d+(?:\.\d+)?", text) is not None
