"""通报: the results of an evaluation as an official paper.

`Given` (what it is written from) -> sentences (`totals`, `items`, `problems`) -> `text` (the outline, numbered) ->
`compose` (the whole paper as plain data) -> `docx` (the file).
"""

from pingbi.notice.compose import composed
from pingbi.notice.docx import packed
from pingbi.notice.given import Given

__all__ = ["Given", "composed", "notice_of", "packed"]


def notice_of(given: Given) -> bytes:
    """The notice as .docx; the same results give the same bytes."""
    return packed(composed(given))
