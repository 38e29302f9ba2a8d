"""What is to be looked at: in which submissions, at which cells and words; and the tabs that this makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.source_pages import Asked, asked_for
from pingbi.casework.sources import Span, cell_at, columns_of, words_at
from pingbi.model import InRows, InSheet, InText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pingbi.casework.compared_versions import Version
    from pingbi.casework.sources import Source
    from pingbi.model import Origin

MOST_TABS = 9
LEDGER_ROWS = 400  # of a ledger's column that are marked
COMPARED = 2  # older versions that have a tab


class At(NamedTuple):
    """An origin, with the submission that it speaks of."""

    number: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Look:
    """`numbers` are the submissions that are shown, the first with all its sheets; `at` what is marked in them."""

    county: str
    numbers: tuple[int, ...]
    at: tuple[At, ...] = ()
    versions: tuple[Version, ...] = ()


class Tab(NamedTuple):
    """One tab: a sheet, a text (`sheet` is None), its pages as printed, or two versions (`older` counts from 1)."""

    title: str
    number: int = 0
    sheet: str | None = None
    older: int = 0
    printed: bool = False


def tabs_of(look: Look, sources: Sequence[Source]) -> tuple[Tab, ...]:
    """All sheets and the text of the first submission, of others what is marked; then the versions."""
    found: list[Tab] = []
    for source in sources:
        first = source.number == look.numbers[0]
        alone = len(sources) == 1
        marked = {
            row.origin.sheet for row in look.at if row.number == source.number and isinstance(row.origin, InSheet)
        }
        for row in look.at:
            if row.number == source.number and isinstance(row.origin, InRows):
                marked |= {part.sheet for part in row.origin.ranges}
        if source.text is not None and (first or any(isinstance(row.origin, InText) for row in _of(look, source))):
            title = "报告原文" if first or alone else PurePosixPath(source.name).stem
            found.append(Tab(title, source.number, None))
            if is_printed(source):
                printed = "原页" if first or alone else f"{title} 原页"
                found.append(Tab(printed, source.number, None, printed=True))
        found += [
            Tab(_title(source, sheet.name, hidden=sheet.hidden, first=first), source.number, sheet.name)
            for sheet in source.sheets
            if (first and not (sheet.hidden and sheet.name.startswith("_"))) or sheet.name in marked
        ]
    older = look.versions[-2::-1][:COMPARED] if len(look.versions) > 1 else ()
    found = found[: MOST_TABS - len(older)]
    return (*found, *(Tab(f"与第{row.at}版对照", older=row.at) for row in older))


def is_printed(source: Source) -> bool:
    """Whether its pages can be seen as they were printed."""
    return bool(source.pages) and source.name.lower().endswith(".pdf")


def page_meant(look: Look, source: Source) -> Asked:
    """The page of what is marked, with its marks."""
    cells = [row.origin for row in _of(look, source) if isinstance(row.origin, InSheet)]
    return asked_for(source, tuple(spans_meant(look, source.number, source.text or "")), cells)


def _of(look: Look, source: Source) -> Iterator[At]:
    return (row for row in look.at if row.number == source.number)


def _title(source: Source, sheet: str, *, hidden: bool, first: bool) -> str:
    stem = PurePosixPath(source.name).stem
    name = sheet or stem if first else f"{stem} {sheet}".strip()
    return f"{name}（隐藏）" if hidden else name


def tab_to_open(look: Look, tabs: Sequence[Tab], *, printed: bool = False) -> int:
    """That of the first thing marked; else the first that is not hidden. `printed`: its pages, where there are any."""
    at = _tab_meant(look, tabs)
    pages = (page for page, tab in enumerate(tabs) if tab.printed and tab.number == tabs[at].number)
    return next(pages, at) if printed else at


def _tab_meant(look: Look, tabs: Sequence[Tab]) -> int:
    for row in look.at:
        sheets = _sheets(row.origin)
        for at, tab in enumerate(tabs):
            if tab.number == row.number and not tab.older and tab.sheet in sheets:
                return at
    return next((at for at, tab in enumerate(tabs) if not tab.title.endswith("（隐藏）") and not tab.older), 0)


def _sheets(origin: Origin) -> tuple[str | None, ...]:
    if isinstance(origin, InSheet):
        return (origin.sheet,)
    if isinstance(origin, InRows):
        return tuple(part.sheet for part in origin.ranges)
    return (None,)


def cells_meant(look: Look, tab: Tab) -> Iterator[tuple[int, int]]:
    """(row, column) from 1 of what is marked in a sheet."""
    for row in look.at:
        if row.number != tab.number:
            continue
        if isinstance(row.origin, InSheet) and row.origin.sheet == tab.sheet and (cell := cell_at(row.origin.cell)):
            yield cell
        elif isinstance(row.origin, InRows):
            for part in row.origin.ranges:
                if part.sheet == tab.sheet:
                    for column, first, last in columns_of(part.cells):
                        yield from ((line, column) for line in range(first, min(last, first + LEDGER_ROWS) + 1))


def spans_meant(look: Look, number: int, text: str) -> Iterator[Span]:
    """The very words of what is marked in a text."""
    for row in look.at:
        if row.number == number and isinstance(row.origin, InText):
            yield words_at(text, row.origin)


def numbers_in(look: Iterable[At], fallback: int) -> tuple[int, ...]:
    """The submissions in the order in which they are spoken of; the fallback where none is."""
    found = tuple(dict.fromkeys(row.number for row in look if row.number))
    return found or ((fallback,) if fallback else ())
