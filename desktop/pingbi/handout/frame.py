"""What every handed-out sheet has around its table: title, whose it is, who signs, what may be pasted over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model.catalogue import words
from pingbi.model.figures import Key
from pingbi.workbook.measure import height, text_px
from pingbi.workbook.plan import Cell, Merge, Page, SheetPlan, Style
from pingbi.workbook.styles import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.model.fingerprint import Slot
    from pingbi.scheme import Scheme

LABEL_FILL = "F2F2F2"  # what may not be filled in is grey, what may be is white
GIVEN_FILL = "DDEBF7"  # pale blue: filled in from an archive, may be corrected
HEAD = Style("head")
LABEL = Style("text", fill=LABEL_FILL)
LABEL_LEFT = Style("left", fill=LABEL_FILL)
REMARK = Style("small", locked=False)
FREE = Style("plain", locked=False)
SCREEN = Style("screen")
TITLE_ROW, META_ROW, HEAD_ROW = 0, 1, 2
FREE_ROWS, FREE_COLUMNS = 30, 8  # around the table, unlocked: a block that is pasted may be larger than the table
SIGNATURES = ("填报单位", "填报人", "电话", "审核人", "日期")


NONE_GIVEN: Mapping[Key, str] = MappingProxyType({})


class Made(NamedTuple):
    """A sheet with the cells that are to be filled in."""

    sheet: SheetPlan
    slots: tuple[Slot, ...]


def title(scheme: Scheme, noun: str, width: int, *, sample: str = "") -> tuple[str, float, float]:
    """(title, font size, row height): period, scheme and noun in one line, else cut before the noun."""
    matter, noun = f"{words(scheme.period)}{scheme.scheme.name}", f"{noun}{f'（{sample}）' if sample else ''}"
    for size, high in ((22, 40), (20, 40), (18, 40)):
        if text_px(matter + noun, size) <= width:
            return matter + noun, size, high
    size = 18 if text_px(matter, 18) <= width else 16
    text = f"{matter}\n{noun}"
    return text, size, max(64, height(text, width, size))


def deadline(scheme: Scheme) -> str:
    """2022年7月10日; empty where the scheme gives none."""
    if not scheme.handout.deadline:
        return ""
    day = date.fromisoformat(scheme.handout.deadline)
    return f"{day.year}年{day.month}月{day.day}日"


def number_of(decimals: int, unit: str) -> str:
    """The format of a cell to be filled in: it never hides digits that were typed.

    Rates and counts stay General: only there does a typed 45% turn into 45 % and not into 0.45.
    """
    return f"0.{'0' * decimals}{'#' * 6}" if decimals and unit != "%" else ""


def to_fill_in(decimals: int, unit: str, *, given: bool = False) -> Style:
    """A cell for a number; one that is filled in from an archive has its own colour."""
    return Style("numc", number=number_of(decimals, unit), locked=False, fill=GIVEN_FILL if given else "")


def given_note(given: Iterable[str]) -> str:
    """Where the values come from that are filled in: 浅蓝色的取自2021年上半年公布数."""
    return f"浅蓝色的取自{'、'.join(dict.fromkeys(given))}，如有出入请直接更正，并在“说明”中写明原因"


def head(
    scheme: Scheme, whose: str, noun: str, last: int, widths: Sequence[int], sample: str
) -> tuple[list[Merge], list[Cell], dict[int, float]]:
    """Title and the line under it, over the columns 0 to `last`."""
    words_of_title, size, high = title(scheme, noun, sum(widths), sample=sample)
    merges = [Merge(TITLE_ROW, 0, TITLE_ROW, last, words_of_title, Style("title", size=size))]
    until = deadline(scheme)
    cells = [
        Cell(META_ROW, 0, whose, Style("meta_l")),
        Cell(META_ROW, last, f"报送截止：{until}" if until else "", Style("meta_r")),
    ]
    return merges, cells, {TITLE_ROW: high, META_ROW: 24}


def signatures(top: int, spans: Sequence[tuple[int, int]]) -> tuple[list[Merge], dict[int, float]]:
    """Labels, each with a blank: two pairs a row, or one in a narrow table. `spans` are columns, ends included."""
    pairs = len(spans) // 2
    lines = [SIGNATURES[start : start + pairs] for start in range(0, len(SIGNATURES), pairs)]
    last = spans[-1][1]
    box = Box(top, spans[0][0], top + len(lines) - 1, last)
    merges = []
    for row, labels in enumerate(lines, top):
        for number, label in enumerate(labels):
            first, end = spans[2 * number + 1]
            end = last if number + 1 == len(labels) else end
            for words_of_cell, (left, right), style in (
                (label, spans[2 * number], LABEL),
                ("", (first, end), Style("text", locked=False)),
            ):
                merges.append(Merge(row, left, row, right, words_of_cell, box.style(style, row, left, None, right)))
    return merges, dict.fromkeys(range(top, top + len(lines)), 24.0)


def notes(top: int, last: int, width: int, lines: Iterable[str]) -> tuple[list[Merge], dict[int, float]]:
    """注：1.…, one row a note."""
    merges, rows = [], {}
    for number, line in enumerate(lines, 1):
        text = f"{'注：' if number == 1 else '　　'}{number}.{line}"
        row = top + number - 1
        merges.append(Merge(row, 0, row, last, text, Style("note")))
        rows[row] = height(text, width, 10.5, least=18) + (4 if number == 1 else 0)
    return merges, rows


def free_cells(top: int, bottom: int, table: Box, taken: int) -> Iterable[Cell]:
    """Unlocked cells right of the table (but for the checks in column `taken`) and below everything."""
    wide = taken + FREE_COLUMNS
    for row in range(top, bottom + 1):
        yield from (Cell(row, column, None, FREE) for column in range(table.right + 1, wide) if column != taken)
    for row in range(bottom + 1, bottom + 1 + FREE_ROWS):
        yield from (Cell(row, column, None, FREE) for column in range(wide))


def page(bottom: int, last: int, *, landscape: bool, one: bool, sample: str) -> Page:
    """A4, one page wide, the heading repeated where the table runs over."""
    return Page(
        landscape=landscape,
        fit=(1, 1) if one else (1, 0),
        repeat_rows=None if one else (TITLE_ROW, HEAD_ROW),
        area=(0, 0, bottom, last),
        header=f"&R{sample}" if sample else "",
    )
