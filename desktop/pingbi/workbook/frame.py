"""What every sheet has around its table: 附件, title, 时间 and 单位 above; notes and the sign-off line below."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.workbook.measure import height, text_px, title_lines
from pingbi.workbook.plan import Cell, Merge, Style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pingbi.workbook.addresses import Book

HEADING_ROWS = 3  # 附件, title, 时间


class Heading(NamedTuple):
    """The three rows above a table. `rows` are heights in points."""

    cells: tuple[Cell, ...]
    merges: tuple[Merge, ...]
    rows: dict[int, float]


class Notes(NamedTuple):
    """The merged rows below a table, `end` the first row after them."""

    merges: tuple[Merge, ...]
    rows: dict[int, float]
    end: int


def heading(
    book: Book,
    sheet: str,
    kind: str,
    last_column: int,
    widths: Mapping[int, int],
    *,
    left: str = "",
    right: str = "",
) -> Heading:
    """附件N, the title with `kind` (得分表, …) over all columns, and a line: 时间 (or `left`) and `right`."""
    width = sum(widths[at] for at in range(last_column + 1))
    title, size, high = title_lines(book.title(sheet, kind), width)
    cells = [
        Cell(0, 0, book.attachment(sheet), Style("annex")),
        Cell(2, 0, left or f"时间：{book.period}", Style("meta_l")),
    ]
    if right:
        cells.append(Cell(2, last_column, right, Style("meta_r")))
    merge = Merge(1, 0, 1, last_column, title, Style("title", size=size))
    return Heading(tuple(cells), (merge,), {0: 24, 1: high, 2: 22})


def notes(texts: Sequence[str], top: int, left: int, right: int, width: int) -> Notes:
    """注：1.… 2.… over columns `left` to `right`, together `width` pixels; the first row 4 points taller."""
    merges, rows = [], {}
    for at, text in enumerate(texts):
        line = f"{'注：' if at == 0 else '　　'}{at + 1}.{text}"
        merges.append(Merge(top + at, left, top + at, right, line, Style("note")))
        rows[top + at] = height(line, width, 10.5, least=18) + (4 if at == 0 else 0)
    return Notes(tuple(merges), rows, top + len(texts))


def signed(book: Book, width: int) -> str:
    """The sign-off line with as wide gaps as `width` pixels hold."""
    wide = "　" * 6
    texts = [book.signature.replace(wide, "　" * gap) for gap in (6, 4, 3, 2)]
    return next((text for text in texts if text_px(text, 12) <= width), texts[-1])


def least_width(book: Book) -> int:
    """Pixels that a table needs so that the sign-off line below it is whole."""
    return text_px(signed(book, 0), 12)


def sign_off(book: Book, row: int, width: int, column: int = 0) -> Cell:
    """制表单位 …, in one cell that runs over its neighbours; its row is 24 high."""
    return Cell(row, column, signed(book, width), Style("sign"))
