"""A page of a PDF as it is shown beside its figures: which page, and what is marked on it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pingbi.readers import Input
from pingbi.readers.pdf_picture import Box, Marked, Picture, picture
from pingbi.reading import apart

if TYPE_CHECKING:
    from pingbi.casework.sources import Source, Span, Wanted
    from pingbi.children import Children
    from pingbi.model import InSheet
    from pingbi.reading import File

__all__ = ["Asked", "Box", "Marked", "Picture", "asked_for", "picture_of"]

_TABLE = re.compile(r"第(\d+)页表")  # how the reader calls a table of a page


class Asked(NamedTuple):
    """A page from 1, and what is marked on it."""

    page: int = 1
    marked: tuple[Marked, ...] = ()


class _Order(NamedTuple):
    asked: Asked
    wide: int
    password: str | None


def asked_for(source: Source, spans: Sequence[Span], cells: Sequence[InSheet] = ()) -> Asked:
    """The page of the first words that are meant, else of the first cell of a table, with all on it that are."""
    text, pages = source.text or "", source.pages
    first = min(spans, key=lambda row: row.start, default=None)
    if first is not None and pages:
        page = max(bisect_right(pages, first.start), 1)
        own = [row for row in spans if max(bisect_right(pages, row.start), 1) == page]
        return Asked(page, tuple(_marked(text, pages[page - 1], row) for row in own))
    for cell in cells:
        found, words = _TABLE.match(cell.sheet), "".join(cell.text.split())
        if found is not None:
            return Asked(int(found[1]), (Marked(words),) if words else ())
    return Asked()


def _marked(text: str, begins: int, span: Span) -> Marked:
    words = "".join(text[span.start : span.end].split())
    before = "".join(text[begins : span.start].split())
    return Marked(words, sum(before.startswith(words, at) for at in range(len(before))) if words else 0)


def picture_of(wanted: Wanted, asked: Asked, wide: int, children: Children | None = None) -> Picture:
    """The page so many pixels wide, drawn in a child process. Raises UnreadableFileError."""
    return apart(_drawn, _Order(asked, wide, wanted.password), Input(wanted.name, wanted.data), children)


def _drawn(order: _Order, file: File) -> Picture:
    return picture(file.data, order.password, order.asked.page, order.wide, order.asked.marked)
