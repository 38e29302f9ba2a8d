"""Scored criteria that are kept: one that nothing has changed for is not scored again."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Role
from pingbi.scheme.settings import asked
from pingbi.scoring.criteria import score_criterion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from pingbi.model import CriterionResult, Figure, Finding
    from pingbi.scheme import Criterion, Scheme
    from pingbi.scoring.method import Method
    from pingbi.scoring.setting import Setting


class _Scored(NamedTuple):
    """A criterion with all that its points came from, beside the scheme."""

    figures: tuple[Figure | None, ...]
    out: frozenset[str]
    breakers: Mapping[str, Decimal | None]
    result: CriterionResult
    findings: list[Finding]


class Kept:
    """Criteria of one scheme, by id. Nothing is taken from it that another figure, veto or tie could have changed."""

    def __init__(self) -> None:
        self._scheme: Scheme | None = None
        self._rows: dict[str, _Scored] = {}

    def score(
        self, setting: Setting, criterion: Criterion, method: Method, breakers: Mapping[str, Decimal | None]
    ) -> tuple[CriterionResult, list[Finding]]:
        """As `score_criterion`."""
        if setting.scheme is not self._scheme:
            self._scheme, self._rows = setting.scheme, {}
        figures, known = tuple(_figures(setting, criterion)), self._rows.get(criterion.id)
        if known is not None and known.out == setting.out and known.breakers == breakers and _same(known, figures):
            result, findings = known.result, known.findings
        else:
            result, findings = score_criterion(setting, criterion, method, breakers)
        self._rows[criterion.id] = _Scored(figures, setting.out, breakers, result, findings)
        return result, findings


def _figures(setting: Setting, criterion: Criterion) -> Iterator[Figure | None]:
    """Every figure that the criterion may look at: its operands', of each county and of the city."""
    everyone, chosen = (*setting.counties, setting.scheme.city.name), setting.figures.chosen
    columns = [(row.indicator, row.role) for row in asked(setting.scheme, criterion)]
    if "target" in criterion.parameters:
        columns += [(indicator, Role.TARGET) for indicator, _ in columns]
    for indicator, role in dict.fromkeys(columns):
        yield from [chosen.get((county, indicator, role)) for county in everyone]


def _same(known: _Scored, figures: tuple[Figure | None, ...]) -> bool:
    """Whether they are the same figures, or others of the same values where no finding says where they stood."""
    if all(map(is_, known.figures, figures)):
        return True
    if any(finding.places for finding in known.findings):
        return False
    return all(old is new or _alike(old, new) for old, new in zip(known.figures, figures, strict=True))


def _alike(old: Figure | None, new: Figure | None) -> bool:
    """In state, value and digits: 1.0 is printed otherwise than 1."""
    return old is not None and new is not None and old.state is new.state and f"{old.value}" == f"{new.value}"
