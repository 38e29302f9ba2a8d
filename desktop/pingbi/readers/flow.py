"""What stands on a written page in reading order: paragraphs, and tables between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pingbi.readers.document import CellRead, Document, Sheet

WIDEST = 512  # columns of a table
CAPTION = 40  # characters; a table's title or 单位：亿元 is no longer
CAPTIONS = 3  # lines above a table that belong to it
PRINTED = 60  # characters; no printed line is longer
SENTENCE = re.compile(r"[。；，]|[\u4e00-\u9fff]{2}\d[\d.,]*\s*[\u4e00-\u9fff%％]")
_END = re.compile(r"[。！？；：!?;:][”’』」）)]*\s*$")


class Cell(NamedTuple):
    """A cell as it is written: its paragraphs, and how far it reaches. `nested`: a table stands in it.

    `struck`: a line goes through some of it.
    """

    paragraphs: tuple[str, ...]
    columns: int = 1
    rows: int = 1
    nested: bool = False
    struck: bool = False


class Flow:
    """Paragraphs and tables, in the order in which they are given; a cell is a small page of its own."""

    def __init__(self) -> None:
        self._sheets: list[Sheet] = []
        self._pages: list[list[str]] = [[]]  # the page, and each open cell in the one before it
        self._nested = [False]

    @property
    def _paragraphs(self) -> list[str]:
        return self._pages[-1]

    def paragraph(self, text: str) -> None:
        """A paragraph; an empty one is a gap."""
        self._paragraphs.append(text)

    def open_cell(self) -> None:
        """What follows stands in a cell."""
        self._pages.append([])
        self._nested.append(False)

    def close_cell(self) -> Cell:
        """The cell, as wide and high as one."""
        return Cell(tuple(self._pages.pop()), nested=self._nested.pop())

    def table(self, cells: Mapping[tuple[int, int], Cell], name: str = "表") -> None:
        """A table by (row, column) from 1. It becomes a sheet; its sentences are text too, words of a layout only text.

        The lines just above it (title, period, unit) are the first rows of the sheet.
        """
        table = {at: cell for at, cell in cells.items() if any(text.strip() for text in cell.paragraphs)}
        layout = len({row for row, _ in table}) < 2 or len({column for _, column in table}) < 2
        layout = layout or any(cell.nested for cell in cells.values())
        self._nested[-1] = True
        if table and not layout:
            self._sheets.append(self._sheet(table, f"{name}{len(self._sheets) + 1}"))
        for _, cell in sorted(table.items()):
            self._paragraphs.extend(text for text in cell.paragraphs if layout or SENTENCE.search(text))

    def document(self, name: str, lost: Sequence[str] = ()) -> Document:
        """Text, sheets or both; neither where nothing was written."""
        text = _joined(self._paragraphs)
        return Document(name, tuple(self._sheets), text if text.strip() else None, lost=tuple(lost))

    def _sheet(self, table: Mapping[tuple[int, int], Cell], name: str) -> Sheet:
        captions = self._captions()
        down = len(captions)
        width = max(column + cell.columns - 1 for (_, column), cell in table.items())
        cells = {(row, 1): CellRead(text) for row, text in enumerate(captions, 1)}
        merges = [(row, 1, row, width) for row in range(1, down + 1)]
        for (row, column), cell in table.items():
            words = "\n".join(text.strip() for text in cell.paragraphs).strip()
            cells[row + down, column] = CellRead(words, struck=cell.struck)
            if cell.rows > 1 or cell.columns > 1:
                merges.append((row + down, column, row + down + cell.rows - 1, column + cell.columns - 1))
        return Sheet(name, cells, tuple(merges))

    def _captions(self) -> list[str]:
        found: list[str] = []
        for text in reversed([text for text in self._paragraphs[-2 * CAPTIONS :] if text.strip()][-CAPTIONS:]):
            if len(text.strip()) > CAPTION or SENTENCE.search(text):
                break
            found.insert(0, text.strip())
        return found


def _joined(paragraphs: Sequence[str]) -> str:
    """A blank line between paragraphs; not where the lines of a printed page were pasted, each as a paragraph."""
    filled = [text for text in paragraphs if len(text.strip()) >= 12]
    ended = sum(1 for text in filled if _END.search(text))
    if len(filled) >= 4 and ended * 2 < len(filled) and max(map(len, filled)) <= PRINTED:
        return "\n".join(paragraphs)
    return "\n\n".join(text for text in paragraphs if text.strip())
