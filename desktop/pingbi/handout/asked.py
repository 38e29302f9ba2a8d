"""What is asked, and of whom: of each county, of the office itself, of other offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import Role
from pingbi.model.catalogue import Kind
from pingbi.scheme import formula
from pingbi.scheme.settings import targets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.scheme import Indicator, Operand, Scheme

OTHER_OFFICES = "其他部门"  # reports what the scheme gives to no office by name
_RELATIVE = frozenset({Kind.RANK, Kind.VS_CITY, Kind.CONTRIBUTION})  # the city has none towards itself


class Question(NamedTuple):
    """One row of a form. What need not be filled in is asked all the same: it is checked against the rest."""

    indicator: Indicator
    required: bool
    last_year: bool = False  # a formula of the scheme needs last year's value too


class Column(NamedTuple):
    """One column of a table of all counties."""

    indicator: Indicator
    role: Role = Role.NOW

    @property
    def label(self) -> str:
        """The heading: 高新技术企业新增数（家）, “四化”改造项目市定目标（个）."""
        return f"{self.indicator.name}{_ROLE_WORDS[self.role]}（{self.indicator.unit}）"


_ROLE_WORDS = {Role.NOW: "", Role.LAST_YEAR: "上年同期", Role.PREVIOUS: "上期", Role.TARGET: "市定目标"}


def of_county(scheme: Scheme) -> tuple[Question, ...]:
    """A county's form: all it reports, save what its ledgers give. What can be computed may be left out."""
    base = _with_last_year(scheme)
    return tuple(
        Question(row, row.required and row.compute is None, row.id in base)
        for row in scheme.indicator
        if row.reported_by == "county" and row.ledger is None
    )


def of_city(scheme: Scheme) -> tuple[Question, ...]:
    """The city's own row: whatever counties report; required is what the city's figure is compared with."""
    compared = _city_uses(scheme)
    base = _with_last_year(scheme)
    return tuple(
        Question(row, row.id in compared and row.compute is None, row.id in base and row.id in compared)
        for row in scheme.indicator
        if row.reported_by == "county" and row.kind not in _RELATIVE and (row.ledger is None or row.id in compared)
    )


def by_city(scheme: Scheme) -> tuple[Column, ...]:
    """What the office enters of every county: bonuses, deductions, vetoes."""
    return tuple(_columns(scheme, (row for row in scheme.indicator if row.reported_by == "city")))


def by_offices(scheme: Scheme) -> dict[str, tuple[Column, ...]]:
    """Each other reporting office with its columns."""
    offices: dict[str, list[Indicator]] = {}
    for row in scheme.indicator:
        if row.reported_by == "office" and row.ledger is None:
            offices.setdefault(row.office.strip() or OTHER_OFFICES, []).append(row)
    return {office: tuple(_columns(scheme, iter(rows))) for office, rows in offices.items()}


def with_targets(scheme: Scheme) -> tuple[Column, ...]:
    """Every indicator that has a target, or of which some rule wants one."""
    wanted = {indicator for _, indicator in targets(scheme)}
    wanted |= {operand.indicator for operand in operands(scheme) if operand.role is Role.TARGET}
    for criterion in scheme.criterion:
        if criterion.parameters.get("target") == "TARGET" and criterion.value is not None:
            plain = formula(scheme, criterion.value).plain
            wanted |= {plain.indicator} if plain is not None else set()
    return tuple(Column(row, Role.TARGET) for row in scheme.indicator if row.id in wanted)


def operands(scheme: Scheme) -> Iterator[Operand]:
    """Every operand of every formula that makes points."""
    texts = [row.value for row in scheme.criterion]
    texts += [row.requires for row in scheme.adjustment]
    texts += [row.compute for row in scheme.indicator]
    for text in texts:
        if text is not None:
            yield from formula(scheme, text).operands


def _columns(scheme: Scheme, indicators: Iterator[Indicator]) -> Iterator[Column]:
    base = _with_last_year(scheme)
    for row in indicators:
        if row.ledger is not None:
            continue
        yield Column(row)
        if row.id in base:
            yield Column(row, Role.LAST_YEAR)


def _with_last_year(scheme: Scheme) -> set[str]:
    return {operand.indicator for operand in operands(scheme) if operand.role is Role.LAST_YEAR}


def _city_uses(scheme: Scheme) -> set[str]:
    """Operands of CITY(), and the values of the methods that compare with the city's."""
    found = {operand.indicator for operand in operands(scheme) if operand.city}
    for criterion in scheme.criterion:
        if (
            criterion.value is not None
            and criterion.method.startswith("against_city")
            and "city" not in criterion.parameters
        ):
            found |= {operand.indicator for operand in formula(scheme, criterion.value).operands}
    return found
