"""What one document holds: a report's sentences, a template's cells, any table of counties, or a report with tables."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pingbi.extraction.findings import NothingRead, ResultAsInput
from pingbi.extraction.form import fingerprint, read_form
from pingbi.extraction.form_owners import pasted_below
from pingbi.extraction.gathered import gathered
from pingbi.extraction.ledger import read_ledgers
from pingbi.extraction.names import names_of
from pingbi.extraction.previous import is_result
from pingbi.extraction.table import read_sheets, read_table
from pingbi.extraction.twice import on_two_lines
from pingbi.model import Fact, Figure, Finding, InSheet, LedgerPart
from pingbi.model.figure_runs import InRuns, Run
from pingbi.model.returned import heading
from pingbi.readers import UnreadableFile

if TYPE_CHECKING:
    from pingbi.readers import Document, Sheet
    from pingbi.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one document holds."""

    figures: InRuns = field(default_factory=InRuns)
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    result: bool = False  # a workbook of results, which is no submission
    ledgers: tuple[LedgerPart, ...] = ()  # what `settle` makes figures of, once all documents are read


def extract(document: Document, scheme: Scheme, order: int = 0) -> Extracted:
    """Everything that a document states. Newer documents have a greater `order`."""
    if is_result(document):
        return Extracted(findings=(ResultAsInput(file=document.name),), result=True)
    sheets = tuple(sheet for sheet in document.sheets if heading(sheet.cells) is None)
    if document.sheets and not sheets and document.text is None and not document.lost:
        # A 退回单 alone: what is explained there is no submission.
        return Extracted()
    document = replace(document, sheets=sheets) if len(sheets) < len(document.sheets) else document
    text = _of_text(document, scheme, order)
    tables = _of_tables(document, scheme, order)
    lost = tuple(UnreadableFile(file=document.name, reason=reason) for reason in document.lost)
    findings = (*gathered(tables.findings, document.name), *text.findings, *lost)
    return Extracted(InRuns.of([tables.figures, text.figures]), text.facts, findings, ledgers=tables.ledgers)


def _of_text(document: Document, scheme: Scheme, order: int) -> Extracted:
    if document.text is None:
        return Extracted()
    # A fifth of the start of a child, and most files have no text.
    from pingbi.extraction.on_pages import on_pages  # noqa: PLC0415
    from pingbi.extraction.prose import read_text  # noqa: PLC0415

    prose = on_pages(read_text(document.text, document.name, scheme), document)
    return Extracted(InRuns(replace(row, order=order) for row in prose.figures), prose.facts, prose.findings)


def _of_tables(document: Document, scheme: Scheme, order: int) -> Extracted:
    """Of the sheets; that they hold no figure is said where there is no text beside them."""
    if not document.sheets and document.text is not None:
        return Extracted()
    mark = fingerprint(document)
    ledgers = read_ledgers(document, scheme, mark, order)
    rest = ledgers.rest
    others: list[Sheet] = []
    if mark is not None and mark.county in scheme.counties:
        rest, others = pasted_below(rest, mark.county, names_of(scheme))
    rows = list(read_form(rest, mark, scheme, order) if mark else read_table(rest, scheme, order))
    rows += read_sheets(rest, others, names_of(scheme), order)
    told = list(on_two_lines([row for row in rows if isinstance(row, Figure | Run)]))
    figures = InRuns(row for row in told if isinstance(row, Figure | Run))
    findings = [*(row for row in (*rows, *told) if isinstance(row, Finding)), *ledgers.findings]
    if not (figures or ledgers.parts or ledgers.findings) and document.text is None:
        where = InSheet(document.name, document.sheets[0].name if document.sheets else "", "A1", "")
        findings.append(NothingRead(file=document.name, places=(where,)))
    return Extracted(figures, (), tuple(findings), ledgers=ledgers.parts)
