"""What a 退回单 says of itself: by these words its sheet and its comments are known again when it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.model.origin import InSheet

SHEET = "退回单"
MARK = "【审核退回】"  # how our comment on a cell begins, or our part of the filler's own
NUMBER, LEVEL, PLACE, PROBLEM, REMEDY = "序号", "级别", "所在位置", "问题", "如何处理"
EXPLANATION, ID, FORMER = "说明（请填写）", "问题编号", "原底色"
HEADS = (NUMBER, LEVEL, PLACE, PROBLEM, REMEDY, EXPLANATION, ID, FORMER)
_KNOWN_BY = {LEVEL, PROBLEM, REMEDY, EXPLANATION}  # the hidden columns may be lost
_TOP_ROWS, _FIRST_COLUMNS = 20, 30
_TOP = [[(row, column) for column in range(_FIRST_COLUMNS, 0, -1)] for row in range(1, _TOP_ROWS + 1)]


class Worded(Protocol):
    """What has words: a cell."""

    @property
    def text(self) -> str:
        """The words."""


class Heading(NamedTuple):
    """Where the headings of the list stand: the row, and each heading's column; all from 1."""

    row: int
    columns: dict[str, int]


class Given(NamedTuple):
    """An explanation: the finding's id (empty where the row no longer has it), the words, and where they stood.

    `problem` is the finding's wording as the row has it, for what has lost its id.
    """

    finding: str
    text: str
    origin: InSheet
    problem: str = ""


def heading(cells: Mapping[tuple[int, int], Worded]) -> Heading | None:
    """Of a sheet with these cells by (row, column); None where it is no 退回单 of ours, whatever its name."""
    for row, places in enumerate(_TOP, start=1):
        found = list(map(cells.get, places))
        if not any(cell is not None and LEVEL[0] in cell.text for cell in found):
            continue  # nearly every row of nearly every sheet
        here = zip(range(_FIRST_COLUMNS, 0, -1), found, strict=True)
        words = {"".join(cell.text.split()): column for column, cell in here if cell is not None}
        if words.keys() >= _KNOWN_BY:
            return Heading(row, {head: words[head] for head in HEADS if head in words})
    return None


def own_words(note: str) -> str:
    """What the filler wrote in a comment, without what we have added."""
    return note.partition(MARK)[0].rstrip() if MARK in note else note
