"""Subtotals of parts and the points of all criteria together, as formulas over one row of 主要指标."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.workbook.point_formulas import rule_for
from pingbi.workbook.references import in_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.scheme import Aggregation, Criterion
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.order import Section

LONGEST, MOST_ARGUMENTS = 8192, 255  # characters of a formula, arguments of a function: Excel opens no more
Entry = tuple[str, str]  # a cell (or number) with points, and the cell of its weight


def earned(book: Book, criterion: Criterion) -> int:
    """The column of the points that are added up: as printed, or unrounded."""
    columns = book.main.criteria[criterion.id]
    return columns.points if book.scheme.scheme.total_of == "shown" else columns.exact


def _entries(book: Book, criteria: Sequence[Criterion], county: str) -> list[Entry]:
    """Cells with points; a criterion without any data gives 0 where the scheme says so, else nothing."""
    found = []
    for row in criteria:
        if row.id in book.main.criteria:
            found.append((in_row(earned(book, row)), book.method.weight(row.id)))
        elif rule_for(book, row, county) == "zero":
            found.append(("0", book.method.weight(row.id)))
    return found


def _present(entries: Sequence[Entry]) -> str:
    """The weights that have points."""
    return "(" + "+".join(f"ISNUMBER({cell})*{weight}" for cell, weight in entries) + ")"


def _combined(entries: Sequence[Entry], how: Aggregation, most: str) -> str:
    """`most` times the share of the weights that was earned; "-" where there are no points at all."""
    cells = ",".join(cell for cell, _ in entries)
    if not entries:
        return '"-"'
    present = _present(entries)
    if how == "geometric_mean":
        logs = "+".join(f"IF(ISNUMBER({cell}),{weight}*LN({cell}/{weight}),0)" for cell, weight in entries)
        return f'IF(COUNT({cells})=0,"-",IF(MIN({cells})<=0,0,{most}*EXP(({logs})/{present})))'
    return f'IF(COUNT({cells})=0,"-",{most}*SUM({cells})/{present})'


def _without_vetoed(book: Book, found: str) -> str:
    out = book.main.out
    return f'=IF({in_row(out)}=2,"-",{found})' if out >= 0 else f"={found}"


def _legal(made: str, entries: Sequence[object]) -> str:
    """The formula; nothing where Excel could not open it: the cell then holds the number alone."""
    return made if len(made) <= LONGEST and len(entries) <= MOST_ARGUMENTS else ""


def live_total(book: Book) -> bool:
    """Whether every county's points together are a formula."""
    return book.main.total < 0 or all(total_formula(book, county) for county in book.counties.names)


def part_formula(book: Book, section: Section, county: str) -> str:
    """The points of a 一级指标, unrounded; the plain sum where that is what they are."""
    part = section.part
    if part is None:
        return ""
    entries = _entries(book, section.criteria, county)
    how = part.total or book.scheme.scheme.total
    if plain_part(book, section):
        cells = ",".join(cell for cell, _ in entries)
        return _legal(_without_vetoed(book, f'IF(COUNT({cells})=0,"-",ROUND(SUM({cells}),10))'), entries)
    needed = _needed(book, section.criteria, county)
    if needed is None:
        return _without_vetoed(book, '"-"')
    found = _guarded(needed, _combined(entries, how, book.method.part_weights[part.id]))
    return _legal(_without_vetoed(book, found), entries)


def _needed(book: Book, criteria: Sequence[Criterion], county: str) -> list[str] | None:
    """Tests of the points without which there is no sum; None where such a criterion has no data at all."""
    rows = [row for row in criteria if rule_for(book, row, county) == "unranked"]
    if any(row.id not in book.main.criteria for row in rows):
        return None
    return [f"ISNUMBER({in_row(earned(book, row))})" for row in rows]


def _guarded(needed: Sequence[str], found: str) -> str:
    if not needed:
        return found
    test = needed[0] if len(needed) == 1 else f"AND({','.join(needed)})"
    return f'IF({test},{found},"-")'


def plain_part(book: Book, section: Section) -> bool:
    """Whether the part's points are the sum of its criteria's, whatever is missing."""
    part = section.part
    if part is None:
        return False
    whole = part.weight == sum(row.weight for row in section.criteria)
    return whole and (part.total or book.scheme.scheme.total) == "sum" and not book.rescales


def total_formula(book: Book, county: str) -> str:
    """The points of all criteria together, unrounded; "-" where the scheme gives the county no total."""
    rules = book.scheme.scheme
    entries: list[Entry] = []
    shares: list[str] = []
    weights: list[str] = []
    needed = _needed(book, [row for section in book.sections for row in section.criteria], county)
    if needed is None:
        return '="-"'
    for section in book.sections:
        inside = _entries(book, section.criteria, county)
        if section.part is None:
            entries += inside
            shares += [_present([entry]) for entry in inside]
            weights += [book.method.weight(row.id) for row in section.criteria]
            continue
        weight = book.method.part_weights[section.part.id]
        weights.append(weight)
        if not inside:
            continue
        there = section.part.id in book.main.parts  # else nobody has data, and the scheme gives 0
        entries.append((in_row(book.main.part_exact[section.part.id]) if there else "0", weight))
        all_weights = book.method.weights(section.criteria[0].id, section.criteria[-1].id)
        shares.append(f"{weight}*{_present(inside)}/{all_weights}")
    if not entries:
        return '="-"'
    whole = "+".join(weights)
    most = {"sum": f"({whole})", "weighted_mean": "100", "geometric_mean": "100"}[rules.total]
    found = _combined(entries, rules.total, most)
    if book.rescales:
        least = book.method.item("rules", "参与排名的最低权重比例")
        found = f'IF(ROUND(({"+".join(shares)})/({whole}),10)<{least},"-",{found})'
    return _legal(_without_vetoed(book, _guarded(needed, found)), [*entries, *needed])
