"""What each county asks of an evaluation, and the workbooks that are sent to them, one to each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from pingbi.analysis import county_views
from pingbi.scoring import METHODS, Outcomes
from pingbi.workbook import untouched, write
from pingbi.workbook.county_file import file_name, plan_county

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pingbi.model import CountyView, Figures, Finding, Result
    from pingbi.scheme import Scheme
    from pingbi.workbook import Book


class Evaluated(Protocol):
    """What of an evaluation a county can ask about."""

    @property
    def scheme(self) -> Scheme:
        """The rules."""

    @property
    def figures(self) -> Figures:
        """The figures that count."""

    @property
    def result(self) -> Result:
        """What they make."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with them."""


def asked(done: Evaluated, counties: Sequence[str] | None = None) -> Mapping[str, CountyView]:
    """County -> its view: of all, or of some alone."""
    outcomes, given = Outcomes(done.scheme, done.figures, done.result, METHODS), (done.scheme, done.figures)
    return county_views(*given, done.result, done.findings, methods=METHODS, outcomes=outcomes, counties=counties)


def workbooks(book: Book) -> Iterator[tuple[str, Callable[[Path], Path]]]:
    """For each county the name of its file, and what writes it to a place and gives that which it really has.

    One that somebody has saved anew stays as it is.
    """
    views = book.county_views()
    for county in book.counties.names if views else ():
        yield file_name(book, county), partial(write, plan_county(book, county, views), keep=True, ours=untouched)
