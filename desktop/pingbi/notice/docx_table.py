"""A table as WordprocessingML: fixed columns, heading rows repeated on every page, rows never cut in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.notice.markup import EAST, properties, run_of, twips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.notice.paper import Cell, Table


def table_of(table: Table) -> str:
    """The table's element."""
    edge = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'
        for side, size in (("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4))
    )
    widths = [twips(width) for width in table.widths]
    margin = "".join(f'<w:{side} w:w="40" w:type="dxa"/>' for side in ("left", "right"))
    look = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edge}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margin}</w:tblCellMar></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_rows(table, widths))
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _rows(table: Table, widths: list[int]) -> Iterator[str]:
    """Rows with the cells that those above go on through."""
    below: dict[int, tuple[int, int]] = {}  # column -> (rows still taken, columns taken)
    for at, row in enumerate((*table.head, *table.rows)):
        head = at < len(table.head)
        found, column, given = [], 0, iter(row)
        while column < len(widths):
            left, across = below.get(column, (0, 1))
            if left:
                found.append(_cell(None, widths[column : column + across], head=head))
                below[column] = (left - 1, across)
                column += across
                continue
            cell = next(given)
            if cell.down > 1:
                below[column] = (cell.down - 1, cell.across)
            found.append(_cell(cell, widths[column : column + cell.across], head=head))
            column += cell.across
        repeat = "<w:tblHeader/>" if head else ""
        look = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{twips(table.row)}" w:hRule="atLeast"/>{repeat}</w:trPr>'
        yield f"<w:tr>{look}{''.join(found)}</w:tr>"


def _cell(cell: Cell | None, widths: list[int], *, head: bool) -> str:
    """A cell; None goes on with the one above."""
    look = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/>'
    if len(widths) > 1:
        look += f'<w:gridSpan w:val="{len(widths)}"/>'
    if cell is None or cell.down > 1:
        look += "<w:vMerge/>" if cell is None else '<w:vMerge w:val="restart"/>'
    look += '<w:vAlign w:val="center"/>'
    align = f'<w:jc w:val="{cell.align}"/>' if cell is not None and cell.align != "center" else ""
    run = run_of(cell.text, f"{EAST}<w:b/>" if cell.bold else "") if cell is not None and cell.text else ""
    return f"<w:tc><w:tcPr>{look}</w:tcPr><w:p>{properties('head' if head else 'cell', align)}{run}</w:p></w:tc>"
