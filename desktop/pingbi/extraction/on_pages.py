"""The page of everything that was read from a text with pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from pingbi.extraction.prose import Prose
from pingbi.model import ByHand, Derived, InText, Origin

if TYPE_CHECKING:
    from pingbi.readers import Document

Found = TypeVar("Found", bound=Origin)


def on_pages(prose: Prose, document: Document) -> Prose:
    """The same with the page in which each number begins."""
    if not document.pages:
        return prose
    facts = tuple(replace(fact, page=document.page(fact.number_start)) for fact in prose.facts)
    figures = tuple(replace(figure, origin=_placed(figure.origin, document)) for figure in prose.figures)
    findings = tuple(
        replace(finding, places=tuple(_placed(place, document) for place in finding.places))
        for finding in prose.findings
    )
    return Prose(facts, figures, findings)


def _placed(origin: Origin, document: Document) -> Origin:
    match origin:
        case InText(start=start):
            return replace(origin, page=document.page(start))
        case ByHand(over=over) if over is not None:
            return replace(origin, over=_placed(over, document))
        case Derived(operands=operands):
            return replace(origin, operands=tuple(_placed(operand, document) for operand in operands))
        case _:
            return origin
