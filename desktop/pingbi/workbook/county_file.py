"""The workbook that is sent to one county: its page, its findings and its figures, as values.

Of the other counties it has averages and places alone. What words of a file, a text or a person name another county
is left out, and said to be: quotes of reports often tell of several.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import msgspec

from pingbi.model import ByHand, Derived, Figures, Finding, InArchive, InRows, InSheet, InText, Origin, Range
from pingbi.model.catalogue import bare
from pingbi.scheme.tables import Sheet
from pingbi.workbook.county_sheet import CountySheet, alone
from pingbi.workbook.county_texts import CountyTexts, page_title
from pingbi.workbook.edges import footed
from pingbi.workbook.findings_sheet import plan as findings_plan
from pingbi.workbook.plan import WorkbookPlan
from pingbi.workbook.references import COUNTIES, FINDINGS, SOURCES
from pingbi.workbook.sources_sheet import plan as sources_plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.model import CountyView, Figure
    from pingbi.scheme import Scheme
    from pingbi.workbook.addresses import Book

LEFT_OUT = "（内容涉及其他县区，从略）"
LONGEST_NAME = 80  # characters of a file's name
_ILLEGAL = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
Words = Callable[[str], str]  # what of a text the county may read


def file_name(book: Book, county: str) -> str:
    """濮阳县2022年上半年…综合评比分析.xlsx: what Windows can keep."""
    name = _ILLEGAL.sub("", page_title(book, county)).strip(" .")[:LONGEST_NAME].rstrip(" .") or county
    return f"{'_' if _RESERVED.fullmatch(name) else ''}{name}.xlsx"


def plan_county(book: Book, county: str, views: Mapping[str, CountyView]) -> WorkbookPlan:
    """Nothing in it leads out of it: no formulas, no record of what it was computed from."""
    words = _Read.by(book.scheme, county)
    view = views[county]
    said = tuple(_told(row, words) for row in view.findings)
    kept = {
        new.id: words(book.handled[row.id])
        for row, new in zip(view.findings, said, strict=True)
        if row.id in book.handled
    }
    sent = tuple(row._replace(file=words(row.file)) for row in view.submissions)
    own = replace(
        book,
        scheme=_unlinked(book.scheme),
        findings=said,
        handled=kept,
        county_views=lambda: {county: replace(view, findings=said, submissions=sent)},
    )
    page = alone(CountySheet(CountyTexts(own, live=False)).plan((county,)))
    few = replace(own, scheme=_of_one(own.scheme, county), figures=_own(book.figures, county, words))
    sources = sources_plan(few)
    sheets = [page, alone(findings_plan(few)), *([alone(sources)] if sources is not None else [])]
    rules = book.scheme.scheme
    return WorkbookPlan(
        tuple(footed(book.edition, sheet) for sheet in sheets),
        properties={"title": page_title(book, county), "author": rules.issuer, "company": rules.issuer},
        custom={"scheme": rules.name, "period": rules.period},
        fonts=book.fonts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told(Finding):
    """A finding in words that its county may read, at the level that it has."""

    code: ClassVar[str] = "told"
    words: str

    def __str__(self) -> str:
        return self.words


def _told(finding: Finding, words: Words) -> Finding:
    places = tuple(_origin(place, words) for place in finding.places)
    return _Told(
        county=finding.county,
        indicator=finding.indicator,
        places=tuple(place for place in places if not isinstance(place, InSheet | InText) or place.file != LEFT_OUT),
        level_override=finding.level,
        words=words(str(finding)),
    )


def _unlinked(scheme: Scheme) -> Scheme:
    """No sheet is an attachment, and none leads to another."""
    given = scheme.print.sheets
    titles = {name: sheet.title for name, sheet in given.items()} if isinstance(given, dict) else {}
    sheets = {name: Sheet(write=False, title=titles.get(name, "")) for name in (*titles, COUNTIES, FINDINGS, SOURCES)}
    return msgspec.structs.replace(scheme, print=msgspec.structs.replace(scheme.print, sheets=sheets))


def _of_one(scheme: Scheme, county: str) -> Scheme:
    return msgspec.structs.replace(scheme, county=tuple(row for row in scheme.county if row.name == county))


def _own(figures: Figures, county: str, words: Words) -> Figures:
    """The county's figures and those beside them."""

    def plain(figure: Figure) -> Figure:
        origin = _origin(figure.origin, words)
        return replace(figure, origin=origin, note=words(figure.note), reported=words(figure.reported))

    return Figures(
        {key: plain(row) for key, row in figures.chosen.items() if key[0] == county},
        {key: tuple(map(plain, rows)) for key, rows in figures.beside.items() if key[0] == county},
    )


def _origin(origin: Origin, words: Words) -> Origin:
    """Where a value stood, in words that the county may read; what a computed one came from is not printed."""
    match origin:
        case InSheet():
            return InSheet(words(origin.file), words(origin.sheet), origin.cell, words(origin.text))
        case InText():
            return InText(words(origin.file), origin.start, origin.end, words(origin.quote), origin.page)
        case InRows():
            return InRows(
                origin.formula, tuple(Range(words(row.file), words(row.sheet), row.cells) for row in origin.ranges)
            )
        case InArchive():
            return InArchive(words(origin.file), origin.period, words(origin.text), origin.edition)
        case ByHand():
            over = _origin(origin.over, words) if origin.over is not None else None
            return ByHand(words(origin.reason), origin.by, origin.when, over)
    return Derived(origin.formula)


@dataclass(frozen=True, slots=True)
class _Read:
    """Makes of a text what a county may read of it: nothing that names another."""

    own: tuple[str, ...]  # its names, the longest first: 濮阳县开发区 is not 开发区
    others: tuple[str, ...]

    @classmethod
    def by(cls, scheme: Scheme, county: str) -> _Read:
        """What the county may read."""
        names = {row.name: [bare(name) for name in (row.name, *row.aliases)] for row in scheme.county}
        own = sorted(names[county], key=len, reverse=True)
        others = {name for other, rows in names.items() if other != county for name in rows if len(name) > 1}
        return cls(tuple(own), tuple(others))

    def __call__(self, text: str) -> str:
        """The text, or that it is left out."""
        left = bare(text)
        for name in self.own:
            left = left.replace(name, "\n")
        return LEFT_OUT if any(name in left for name in self.others) else text
