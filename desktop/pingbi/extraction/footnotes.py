"""What stands below a table (or between its title and its headings) and may change its numbers: 注：本表为1—8月数据."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.extraction.caveats import Caveat, caveats, is_footnote
from pingbi.extraction.quantity import Quantity, quantity
from pingbi.extraction.table_findings import NoteSays
from pingbi.model import Figure, Role, State
from pingbi.model.figure_runs import Run, one_by_one

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pingbi.extraction.grid import Block, Grid
    from pingbi.extraction.names import Names
    from pingbi.model import Finding
    from pingbi.readers import CellRead


def footnotes(grid: Grid, block: Block, above: str, names: Names) -> tuple[str, ...]:
    """The notes of one table: those below it, up to the next table's counties, and those among `above`, its head."""
    last = block.lines[-1].at
    if grid.transposed:
        ats = [line.at for line in block.lines]
        last = max((row for row in block.others if any(_is_number(grid.cell(at, row)) for at in ats)), default=0)
    below = sorted((at, cell.text) for at, cell in grid.words.said.items() if at[0] > last)
    others = [] if grid.transposed else [at[0] for at, _ in below if names.county(grid.text(at[0], grid.axis))]
    end = min(others, default=grid.sheet.rows + 1)
    first = {row: text for (row, _), text in reversed(below) if row < end}
    texts = (first[row] for row in sorted(first))
    return (*notes_among(above.split("\n")), *notes_among(texts))


def notes_among(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of some texts, in their order, that are notes."""
    found: list[str] = []
    for text in texts:
        if is_footnote(text, after_one=bool(found)):
            found.append(text)
    return tuple(found)


def told_below(
    notes: Sequence[str], read: Sequence[Run | Figure | Finding], names: Names
) -> Iterator[Run | Figure | Finding]:
    """What was read; open where a note gives another period for it. Each note that changes something is said once."""
    said = [found for note in dict.fromkeys(notes) for found in caveats(note, names)]
    if not said:
        yield from read
        return
    of: list[list[Figure]] = [[] for _ in said]
    for item in one_by_one(read):
        if not isinstance(item, Figure) or item.state is not State.READ or item.role is not Role.NOW:
            yield item
            continue
        meant = [at for at, found in enumerate(said) if _is_of(found, item, names)]
        late = any(said[at].period for at in meant)
        figure = replace(item, state=State.UNDECIDED) if late else item
        for at in meant:
            of[at].append(figure)
        yield figure
    for found, figures in zip(said, of, strict=True):
        if figures:
            yield _finding(found, figures, names)


def _is_of(found: Caveat, figure: Figure, names: Names) -> bool:
    return (not found.counties or figure.county in found.counties) and found.is_of(
        names.scheme.indicators[figure.indicator]
    )


def _finding(found: Caveat, figures: Sequence[Figure], names: Names) -> Finding:
    counties = list(dict.fromkeys(figure.county for figure in figures))
    indicators = list(dict.fromkeys(figure.indicator for figure in figures))
    return NoteSays(
        county=counties[0] if len(counties) == 1 else None,
        indicator=indicators[0] if len(indicators) == 1 else None,
        places=tuple(figure.origin for figure in figures),
        note=found.text,
        counties=tuple(counties) if found.counties else (),
        names=tuple(names.scheme.indicators[name].name for name in indicators) if found.indicators else (),
        count=len(figures),
        scored=not any(figure.state is State.UNDECIDED for figure in figures),
    )


def _is_number(cell: CellRead | None) -> bool:
    return isinstance(quantity(cell), Quantity)
