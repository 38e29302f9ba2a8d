"""Whatever stands on a page, every character is read once, and a table loses none of its cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pingbi.readers.page_layout import Glyph, lines, pieces, without_margins
from pingbi.readers.printed_table import cells, tables

LETTERS = "".join(chr(0x4E00 + at) for at in range(40)) + "0123456789.%"


@st.composite
def glyphs(draw: st.DrawFn) -> list[Glyph]:
    """Characters that all differ, at places and in sizes by chance."""
    found = []
    for text in draw(st.lists(st.sampled_from(LETTERS), unique=True, min_size=1, max_size=40)):
        left, top = draw(st.integers(0, 55)) * 10.0, draw(st.integers(0, 20)) * 12.0
        size = draw(st.sampled_from([8.0, 12.0, 22.0]))
        found.append(Glyph(text, left, top, left + size, top + size, draw(st.booleans())))
    return found


@given(glyphs())
def test_every_character_is_read_once(page: list[Glyph]) -> None:
    rows = list(lines(pieces(page)))
    assert sorted("".join(row.text for row in rows).replace(" ", "").replace("\t", "")) == sorted(
        glyph.text for glyph in page
    )
    for start, stop in tables(rows):
        written = "".join(text for cell in cells(rows[start:stop]).values() for text in cell.paragraphs)
        wanted = "".join(row.text for row in rows[start:stop]).replace("\t", "")
        assert sorted(written.replace(" ", "")) == sorted(wanted.replace(" ", ""))


@given(st.lists(glyphs(), max_size=3))
def test_what_is_left_out_of_a_page_is_one_line_at_its_top_and_one_at_its_bottom(pages: list[list[Glyph]]) -> None:
    whole = [pieces(page) for page in pages]
    for before, after in zip(whole, without_margins(whole), strict=True):
        assert [piece for piece in before if piece in after] == after
        assert after


def test_a_title_beside_the_text_of_another_column_keeps_its_own_size() -> None:
    text = [Glyph("文", 12.0 * at, 100, 12.0 * at + 12, 112, spaced=False) for at in range(20)]
    title = [Glyph("题", 300 + 22.0 * at, 95, 322 + 22.0 * at, 117, spaced=False) for at in range(5)]
    assert [(len(piece.text), piece.size) for piece in pieces([*text, *title])] == [(20, 12), (5, 22)]
