"""Which of the units around a table's numbers are said of an indicator's, and whether they can be its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.heading_words import COUNTING, fits, is_unit, without_unit
from pingbi.extraction.table_findings import UnitUnfit
from pingbi.extraction.units import default_unit
from pingbi.model import Role
from pingbi.model.catalogue import Kind, bare, factor, with_multiple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.extraction.heads import Head
    from pingbi.extraction.names import Names
    from pingbi.extraction.units import Note
    from pingbi.model import Finding, Origin
    from pingbi.scheme import Indicator

_THINGS = COUNTING | frozenset("件台套辆人宗批篇")


class Claims(NamedTuple):
    """`unit` is the table's own; `rivals` those that all claim the numbers, by the unit beside them (empty: none)."""

    unit: str
    rivals: dict[str, tuple[str, ...]]


def claims(
    head: Head,
    heads: Sequence[str],
    unit: str,
    besides: Iterable[str],
    indicator: Indicator,
    others: Sequence[Indicator],
    names: Names,
) -> Claims:
    """Of one column: `unit` is its heading's, `others` are the indicators of the table."""
    below, perhaps = noted_for(head.notes, indicator, names)
    table = default_unit(head.units or below, indicator)
    own = [found for text in heads if (found := without_unit(text)[1])]
    noted = [*below, *perhaps] and [unit or table or indicator.unit, *below, *perhaps]
    notes = [note for note in head.notes if not unit or names.without_names(bare(note.of)) != bare(note.of)]
    wrong = "" if unit else of_something_else(head.units, indicator, None if head.carried else others)
    wrong = wrong or noted_of_something_else(notes, indicator, others, names)
    by_unit = {said: rivals([*own, said, *noted], indicator) if own or said or noted else () for said in {"", *besides}}
    if wrong:
        by_unit[""] = by_unit[""] or (wrong, indicator.unit)
    return Claims(table, by_unit)


def rivals(units: Sequence[str], indicator: Indicator) -> tuple[str, ...]:
    """Units that claim the same number and are not one: 亿元 in its name, 万元 beside it. Empty where they agree.

    A unit that the indicator cannot have stands over other columns too: 工业投资（亿元） over 同比（%）.
    """
    found = [unit for unit in dict.fromkeys(units) if unit and factor(unit, indicator.unit) is not None]
    return tuple(found) if any(factor(unit, found[0]) != 1 for unit in found) else ()


def form_rivals(units: Sequence[str], indicator: Indicator) -> tuple[str, ...]:
    """As above, of a template's cell, whose units are its own: 亿元 in the label speaks against 亿美元 beside it."""
    if found := rivals(units, indicator):
        return found
    wrong = next((unit for unit in units if of_something_else([unit], indicator)), "")
    return tuple(units) if wrong and len(units) > 1 else ()


def of_something_else(units: Sequence[str], indicator: Indicator, others: Iterable[Indicator] | None = ()) -> str:
    """The unit of a line, a note or a remark that an indicator's numbers cannot be in: 单位：亿元 over 亿美元.

    Empty where one of `units` will do, and where it is rather that of `others`, whose numbers stand in the same table:
    亿元 over 工业投资 and 企业数; None where it may be of anything. Other money, or other tonnes, it is in any case.
    """
    if indicator.kind not in (Kind.LEVEL, Kind.COUNT) or default_unit(units, indicator):
        return ""
    said = [unit for unit in dict.fromkeys(units) if is_unit(unit) and not _is_rate(unit)]
    if any(_fits(unit, indicator) for unit in said):
        return ""  # several do
    akin = [unit for unit in said if is_akin(unit, indicator.unit)]
    if not akin and len(said) == 1 and others is not None and not any(_fits(said[0], other) for other in others):
        akin = said
    return akin[0] if akin else ""


def noted_of_something_else(
    notes: Sequence[Note], indicator: Indicator, others: Iterable[Indicator], names: Names
) -> str:
    """As above, of notes: one that names the indicator is of nothing else, one of unknown words of anything."""
    everything = [note.unit for note in notes if not note.of]
    named, unknown = noted_for([note for note in notes if note.of], indicator, names)
    return (
        of_something_else(named, indicator)
        or of_something_else(everything, indicator, others)
        or of_something_else(unknown, indicator, None)
    )


def noted_for(notes: Sequence[Note], indicator: Indicator, names: Names) -> tuple[list[str], list[str]]:
    """(the units below that are said of an indicator or of all numbers, those said of what may be the indicator)."""
    own = [bare(name) for name in (indicator.name, *indicator.aliases)]
    surely = [
        note.unit
        for note in notes
        if not note.of or any(name in bare(note.of) or bare(note.of) in name for name in own)
    ]
    unknown = [note.unit for note in notes if note.of and names.without_names(bare(note.of)) == bare(note.of)]
    return surely, unknown


def is_akin(unit: str, other: str) -> bool:
    """Whether two units measure the same sort of thing without being one: 万美元 and 亿元, 吨标准煤 and 吨."""
    return factor(unit, other) is None and any(mark in unit and mark in other for mark in ("元", "吨"))


def in_unfit_unit(heads: Sequence[str], names: Names, count: int, places: tuple[Origin, ...]) -> Finding | None:
    """That headings mean an indicator but for their unit."""
    unit = names.heading(heads)[1]
    found = names.meaning([without_unit(head)[0] for head in heads]) if unit else None
    if found is None or found.role is not Role.NOW or fits(unit, found.indicator.unit):
        return None
    row = found.indicator
    return UnitUnfit(indicator=row.id, name=row.name, unit=unit, own=row.unit, count=count, places=places)


def _is_rate(unit: str) -> bool:
    return factor(unit, "%") is not None or factor(unit, "百分点") is not None


def _fits(unit: str, indicator: Indicator) -> bool:
    """Whether numbers of an indicator may stand below a unit; of things that are counted one is as good as another."""
    known = factor(with_multiple(unit, indicator.unit), indicator.unit) is not None
    return known or (unit in _THINGS and indicator.unit in _THINGS)
