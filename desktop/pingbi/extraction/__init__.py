"""Document -> Figures, Facts and Findings. It knows no file formats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pingbi.extraction.choose import choose
from pingbi.extraction.data import Data, read_data
from pingbi.extraction.findings import NothingRead, ResultAsInput
from pingbi.extraction.form import fingerprint, read_form
from pingbi.extraction.previous import is_result, read_previous
from pingbi.extraction.prose import read_text
from pingbi.extraction.table import read_table
from pingbi.model import Fact, Figure, Finding, InSheet

if TYPE_CHECKING:
    from pingbi.readers import Document
    from pingbi.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one document holds."""

    figures: tuple[Figure, ...] = ()
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    result: bool = False  # a workbook of results, which is no submission


def extract(document: Document, scheme: Scheme, order: int = 0) -> Extracted:
    """A text's sentences, a template's cells, or any table of counties. Newer documents have a greater `order`."""
    if document.text is not None:
        prose = read_text(document.text, document.name, scheme)
        return Extracted(tuple(replace(row, order=order) for row in prose.figures), prose.facts, prose.findings)
    if is_result(document):
        return Extracted(findings=(ResultAsInput(file=document.name),), result=True)
    mark = fingerprint(document)
    rows = list(read_form(document, mark, scheme, order) if mark else read_table(document, scheme, order))
    figures = tuple(row for row in rows if isinstance(row, Figure))
    findings = [row for row in rows if isinstance(row, Finding)]
    if not figures:
        where = InSheet(document.name, document.sheets[0].name if document.sheets else "", "A1", "")
        findings.append(NothingRead(file=document.name, places=(where,)))
    return Extracted(figures, (), tuple(findings))


__all__ = ["Data", "Extracted", "choose", "extract", "is_result", "read_data", "read_previous"]
