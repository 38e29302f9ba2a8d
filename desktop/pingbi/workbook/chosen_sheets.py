"""Which sheets are written, by which titles and numbers of 附件."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model.catalogue import words
from pingbi.scheme import SHEETS
from pingbi.scheme.chosen_sheets import left_in
from pingbi.workbook.references import (
    ADJUSTMENTS,
    CHANGES,
    COUNTIES,
    MAIN,
    RANKING,
    ROBUSTNESS,
    SINGLE,
    SOURCES,
    TRIAL,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pingbi.scheme import Scheme
    from pingbi.scheme.tables import Print
    from pingbi.workbook.addresses import Book

ORDER = (RANKING, TRIAL, *(name for name in SHEETS if name != RANKING))  # a trial stands beside the result
# Whether there is anything to show on a sheet, where that is not always so.
SHOWS: Mapping[str, Callable[[Book], bool]] = {
    TRIAL: lambda book: book.real is not None,
    MAIN: lambda book: bool(book.main.criteria),
    SINGLE: lambda book: bool(book.main.criteria),
    SOURCES: lambda book: bool(book.sources.count),
    ADJUSTMENTS: lambda book: bool(book.scheme.adjustment or book.scheme.veto),
    COUNTIES: lambda book: bool(book.main.criteria and (book.there.get(COUNTIES) or book.county_views())),
    CHANGES: lambda book: book.changes() is not None,
    ROBUSTNESS: lambda book: bool(book.there.get(ROBUSTNESS) or book.robustness() is not None),
}


def chosen_sheets(book: Book) -> tuple[str, ...]:
    """The sheets that the scheme has written and that have something to show; of others that is not asked."""
    return tuple(name for name in ORDER if _chosen(book.scheme, name) and _shows(book, name))


def sheets_with_something(book: Book) -> tuple[str, ...]:
    """The sheets that have something to show, written or not."""
    return tuple(name for name in ORDER if _shows(book, name))


def _shows(book: Book, name: str) -> bool:
    return name not in SHOWS or SHOWS[name](book)


def _chosen(scheme: Scheme, name: str) -> bool:
    return name == TRIAL or left_in(scheme, name)  # a trial is never shown without what is


def attachment(printed: Print, sheet: str, chosen: Sequence[str]) -> str:
    """附件N: the scheme's for the sheet, else by the order of the chosen sheets."""
    given = printed.sheets
    if isinstance(given, dict) and sheet in given and given[sheet].attachment:
        return given[sheet].attachment
    if sheet == RANKING and printed.attachment:
        return printed.attachment
    return f"附件{chosen.index(sheet) + 1}" if sheet in chosen else ""


def title(scheme: Scheme, sheet: str, kind: str) -> str:
    """The scheme's title of the sheet, else the scope and matter of the main title with `kind` (得分表, …)."""
    given = scheme.print.sheets
    if isinstance(given, dict) and sheet in given and given[sheet].title:
        return given[sheet].title
    whole = scheme.print.title or f"{words(scheme.period)}{scheme.scheme.name}得分表"
    if sheet == RANKING:
        return whole
    for word in ("得分表", "排名表", "排名", "得分情况表"):
        whole = whole.removesuffix(word)
    return whole + kind
