"""What persons have settled, as figures that stand over the reported ones: 核定数, 免报."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model import ByHand, Figure, Role, Source
from pingbi.model import State as FigureState
from pingbi.model.catalogue import minute
from pingbi.project.changes import Marking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.project import State
    from pingbi.project.state import Correction, Mark
    from pingbi.scheme import Indicator, Scheme


def settled(state: State, scheme: Scheme) -> tuple[Figure, ...]:
    """Figures by hand, each with who, when and why; of one thing the later word has the greater `order`.

    What is about an indicator or county that the scheme no longer has is left out.
    """
    return (*_corrected(state, scheme), *_exempt(state, scheme))


def _corrected(state: State, scheme: Scheme) -> Iterator[Figure]:
    known = {*scheme.counties, scheme.city.name}
    for row in state.corrections:
        if row.county in known and row.indicator in scheme.indicators:
            yield _figure(row, scheme)


def _figure(row: Correction, scheme: Scheme) -> Figure:
    """Of a correction; without a value the reported one is shown and not scored."""
    return Figure(
        county=row.county,
        indicator=row.indicator,
        value=row.value,
        period=scheme.period,
        source=Source.CORRECTION,
        origin=ByHand(row.reason, row.by, minute(row.when)),
        state=FigureState.UNDECIDED if row.value is None else FigureState.READ,
        role=row.role,
        reported=row.reported,
        read_at=row.when,
        order=row.number,
    )


def _exempt(state: State, scheme: Scheme) -> Iterator[Figure]:
    for mark in state.marks:
        if mark.marking is not Marking.EXEMPT or mark.county not in scheme.counties:
            continue
        for indicator in scheme.indicator:
            if _spared(mark, indicator):
                yield Figure(
                    county=mark.county,
                    indicator=indicator.id,
                    value=None,
                    period=scheme.period,
                    source=Source.CORRECTION,
                    origin=ByHand(f"免报：{mark.note}" if mark.note else "免报", mark.by, minute(mark.when)),
                    state=FigureState.EXEMPT,
                    role=Role.NOW,
                    read_at=mark.when,
                    order=mark.number,
                )


def _spared(mark: Mark, indicator: Indicator) -> bool:
    """Whether the mark spares the county this indicator; without one it spares all that counties report."""
    if mark.indicator:
        return indicator.id == mark.indicator
    return indicator.reported_by == "county" and indicator.compute is None
