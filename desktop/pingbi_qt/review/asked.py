"""Which number is asked for where the person says 改正: of which role, what was reported, what is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.listed import NOT_REPORTED, reported_words
from pingbi.casework.material import roles_of
from pingbi.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from pingbi.casework.offered import Offer
    from pingbi_qt.desk import View
    from pingbi_qt.review.standing_at import StandingAt


class Asked(NamedTuple):
    """The figure to be corrected, and what its dialog begins with."""

    county: str
    indicator: str
    role: Role
    reported: str
    value: Decimal | None
    reason: str
    finding: str  # that it is done about; empty where only a figure is chosen


def asked_at(view: View, at: StandingAt, offers: Sequence[Offer]) -> Asked | None:
    """Of the chosen figure; its role is that of the finding: what is wrong with 上年同期 is not mended in this period.

    Of the offers only one of that very figure has its value and reason taken. None where no figure is chosen.
    """
    line, row = at.line(), at.listed()
    if line is None:
        return None
    key = (at.county, line.indicator)
    about = row is not None and (row.county, row.indicator) == key
    roles = roles_of(row.finding, view.evaluation.figures) if row is not None and about else (Role.NOW,)
    role = next(role for role in Role if role in roles)
    figure, reported = line.figure, line.reported
    if role is not Role.NOW:
        figure = view.evaluation.figures.get(*key, role)
        beside = view.evaluation.figures.beside.get((*key, role), ())
        reported = reported_words(figure, beside) if figure is not None else NOT_REPORTED
    own = (one for one in offers if (one.county, one.indicator, one.role) == (*key, role))
    offer = next((one for one in own if one.value is not None), None)
    value = offer.value if offer is not None else figure.value if figure is not None else None
    return Asked(*key, role, reported, value, offer.reason if offer is not None else "", at.finding)
