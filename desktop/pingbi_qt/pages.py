"""Which page is which: each is loaded and built at its first visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pingbi_qt.page import Page


def page_class(name: str) -> type[Page]:
    """The page of that name."""
    match name:
        case "start":
            from pingbi_qt.start import StartPage

            return StartPage
        case "collect":
            from pingbi_qt.collect import CollectPage

            return CollectPage
        case "review":
            from pingbi_qt.review import ReviewPage

            return ReviewPage
        case "score":
            from pingbi_qt.score import ScorePage

            return ScorePage
        case "county":
            from pingbi_qt.county import CountyPage

            return CountyPage
        case "sheets":
            from pingbi_qt.sheets import SheetsPage

            return SheetsPage
        case "rules":
            from pingbi_qt.rules import RulesPage

            return RulesPage
        case _:
            raise KeyError(name)
