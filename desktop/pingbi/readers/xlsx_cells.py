"""The cells of a sheet as they are made: one by one, or all of a run at once, as a million of them need it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress, repeat
from operator import itemgetter

from pingbi.readers.document import CellRead, cells_read
from pingbi.readers.xlsx_markup import one_ending
from pingbi.readers.xlsx_strings import Text
from pingbi.readers.xlsx_styles import Style
from pingbi.readers.xlsx_values import ERRORS, LOST, Book, cell, numbers

MOST_KEPT = 20_000  # different cells that are shared by all that look the same


class Maker:
    """Makes the cells of one sheet from what its XML says: the style's index, and the words of the value."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._styles: dict[str, Style] = {}
        self._formats: dict[str | None, str] = {}  # of styles by which a number is a number and no more; others: ""
        self._kept: dict[tuple[str | None, str], CellRead | None] = {}
        self._shared: dict[str | None, dict[str, CellRead | None]] = {}  # by style and the index of the text
        self._said: dict[str | None, dict[str, CellRead | None]] = {}  # by style and their words

    def style(self, index: str) -> Style:
        """How cells of that style are shown."""
        found = self._styles.get(index)
        if found is None:
            found = self._styles[index] = self._book.style(index)
        return found

    def text(self, index: str) -> Text:
        """A text that cells share."""
        return self._book.string(index) or Text(LOST)

    def one(self, kind: str, style: str, words: str) -> CellRead | None:
        """A cell that has only a value; None where it is empty."""
        return cell(self._book, kind, self.text(words) if kind == "s" else words, self.style(style))

    def forget(self) -> None:
        """The cells of the next run need not be those of this one."""
        if len(self._kept) > MOST_KEPT:
            self._kept.clear()
        for kept in (*self._shared.values(), *self._said.values()):
            if len(kept) > MOST_KEPT:
                kept.clear()

    def numbers(self, styles: Sequence[str | None], words: Sequence[str]) -> Sequence[CellRead | None]:
        """Cells of values without a type, each with its style (None: no style named)."""
        for style in set(styles).difference(self._formats):
            shown = self.style(style or "0")
            self._formats[style] = "" if shown.date or shown.struck else shown.number_format
        formats = list(map(self._formats.__getitem__, styles))
        usual = all(formats)
        values = numbers(words if usual else list(compress(words, formats)))
        if values is None:  # a word among them
            return [self._same(style, word) for style, word in zip(styles, words, strict=True)]
        if usual:
            return cells_read(values, formats)
        plain = iter(cells_read(values, list(filter(None, formats))))
        return [
            next(plain) if form else self._same(style, word)
            for form, style, word in zip(formats, styles, words, strict=True)
        ]

    def texts(self, styles: Sequence[str | None], indices: Sequence[str]) -> Sequence[CellRead | None]:
        """Cells that show texts which they share, each with its style."""
        return _each_of_its_style(self.texts_of, styles, indices)

    def texts_of(self, style: str | None, indices: Sequence[str]) -> Sequence[CellRead | None]:
        """Those of one style."""
        kept = self._shared.setdefault(style, {})
        fresh = list(set(indices).difference(kept))
        if fresh:
            kept.update(zip(fresh, self._texts(style or "0", fresh), strict=True))
        return list(map(kept.__getitem__, indices))

    def said(self, styles: Sequence[str | None], words: Sequence[str]) -> Sequence[CellRead | None]:
        """Cells that hold their text themselves, each with its style."""
        return _each_of_its_style(self._said_of, styles, words)

    def _said_of(self, style: str | None, words: Sequence[str]) -> Sequence[CellRead | None]:
        kept = self._said.setdefault(style, {})
        for word in set(words).difference(kept):
            kept[word] = self.one("inlineStr", style or "0", one_ending(_decoded(word)))
        return list(map(kept.__getitem__, words))

    def _texts(self, style: str, indices: Sequence[str]) -> Sequence[CellRead | None]:
        shown = self.style(style)
        found = self._book.strings_of(indices) or [self.text(index) for index in indices]
        words = list(map(itemgetter(0), found))
        odd = shown.struck or any(map(itemgetter(1), found)) or not all(words) or LOST in words
        if odd or not ERRORS.isdisjoint(words):
            return [self.one("s", style, index) for index in indices]
        return cells_read(words, repeat(shown.number_format))

    def _same(self, style: str | None, words: str) -> CellRead | None:
        """The cell that all share whose value without a type is written so."""
        key = (style, words)
        if key not in self._kept:
            self._kept[key] = self.one("n", style or "0", one_ending(_decoded(words)))
        return self._kept[key]


def _each_of_its_style(
    made: Callable[[str | None, Sequence[str]], Sequence[CellRead | None]],
    styles: Sequence[str | None],
    words: Sequence[str],
) -> Sequence[CellRead | None]:
    if styles and styles.count(styles[0]) == len(styles):
        return made(styles[0], words)
    asked: dict[str | None, list[str]] = {}
    for style, word in zip(styles, words, strict=True):
        asked.setdefault(style, []).append(word)
    found = {style: iter(made(style, those)) for style, those in asked.items()}
    return [next(found[style]) for style in styles]


def _decoded(words: str) -> str:
    """The text of bytes as they stand in the file, each a character."""
    return words if words.isascii() else words.encode("latin-1").decode("utf-8")
