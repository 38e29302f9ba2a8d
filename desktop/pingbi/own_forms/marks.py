"""The marks of an office's own form: {{综合得分}}, {{南乐县.工业投资}}, {{县区|县组}}."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model.catalogue import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = re.compile(r"[{｛]{2}([^{}｛｝]{1,120})[}｝]{2}")


class Mark(NamedTuple):
    """A mark as written, its name as it is compared, and what is said behind | of the counties of its row."""

    written: str
    name: str
    options: tuple[str, ...]


class Piece(NamedTuple):
    """A text between marks, or a mark."""

    text: str
    mark: Mark | None = None


def pieces(text: str) -> Iterator[Piece]:
    """A cell's text as it is made: words and marks in order."""
    at = 0
    for found in _MARK.finditer(text):
        if found.start() > at:
            yield Piece(text[at : found.start()])
        name, *options = found[1].replace("｜", "|").split("|")
        yield Piece("", Mark(found[0], bare(name), tuple(bare(option) for option in options if option.strip())))
        at = found.end()
    if at < len(text):
        yield Piece(text[at:])


def marks(text: str) -> list[Mark]:
    """The marks of a text."""
    return [piece.mark for piece in pieces(text) if piece.mark is not None] if "{{" in text or "｛｛" in text else []
