"""The plain table of `score --data`: a column `county`, one column per indicator id (CONTRACT.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pingbi.extraction.cells import Where, read_cell
from pingbi.model import Figure, Finding, PingbiError, Role, Source, State
from pingbi.readers import in_sheet

if TYPE_CHECKING:
    from pingbi.readers import Document
    from pingbi.scheme import Indicator, Scheme

_ROLES = {"": Role.NOW, "previous": Role.PREVIOUS, "last_year": Role.LAST_YEAR, "target": Role.TARGET}


@dataclass(frozen=True, slots=True)
class Data:
    """`groups` are those of the table's column `group`, which overrides the scheme's."""

    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    counties: tuple[str, ...]
    groups: dict[str, str]


def read_data(document: Document, scheme: Scheme) -> Data:
    """Raises PingbiError where a column or (if the scheme names counties) a county is not known."""
    if not document.sheets or not document.sheets[0].cells:
        raise PingbiError(f"{document.name}：不是表格，应有一行表头（county 和各指标 id）")
    sheet = document.sheets[0]
    heads = {column: sheet.text(1, column) for column in range(1, sheet.columns + 1)}
    county_column = next((column for column, head in heads.items() if head == "county"), 0)
    group_column = next((column for column, head in heads.items() if head == "group"), 0)
    if not county_column:
        raise PingbiError(f"{document.name}：表头缺少 county 一列")
    columns = {
        column: _column(document.name, head, scheme)
        for column, head in heads.items()
        if head and column not in (county_column, group_column)
    }
    figures: list[Figure] = []
    findings: list[Finding] = []
    counties: list[str] = []
    groups: dict[str, str] = {}
    for row in range(2, sheet.rows + 1):
        name = sheet.text(row, county_column)
        if not name:
            continue
        county = _county(document.name, name, scheme)
        if county != scheme.city.name:
            if county in counties:
                raise PingbiError(f"{document.name}：县区“{county}”写了两行")
            counties.append(county)
            if group_column and sheet.text(row, group_column):
                groups[county] = sheet.text(row, group_column)
        for column, (indicator, role) in columns.items():
            if sheet.text(row, column).lower() == "exempt":
                origin = in_sheet(document, sheet, row, column)
                figures.append(
                    Figure(county, indicator.id, None, scheme.period, Source.TEMPLATE, origin, State.EXEMPT, role)
                )
                continue
            where = Where(document, sheet, row, column, county, indicator, role)
            for item in read_cell(where, scheme):
                if isinstance(item, Figure):
                    figures.append(item)
                else:
                    findings.append(item)
    return Data(tuple(figures), tuple(findings), tuple(counties), groups)


def _column(file: str, head: str, scheme: Scheme) -> tuple[Indicator, Role]:
    name, _, mark = head.partition("@")
    indicator = scheme.indicators.get(name.strip())
    if indicator is None:
        raise PingbiError(f"{file}：没有指标“{name}”；已有的：{'、'.join(scheme.indicators)}")
    role = _ROLES.get(mark.strip())
    if role is None:
        raise PingbiError(f"{file}：列“{head}”的“@{mark}”不认识；可用的有：@previous、@last_year、@target")
    return indicator, role


def _county(file: str, name: str, scheme: Scheme) -> str:
    if name in (scheme.city.name, "全市"):
        return scheme.city.name
    if not scheme.county:
        return name
    found = next((row.name for row in scheme.county if name in (row.name, *row.aliases)), None)
    if found is None:
        raise PingbiError(f"{file}：没有县区“{name}”；方案的县区有：{'、'.join(scheme.counties)}")
    return found
