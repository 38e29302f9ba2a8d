"""The blank workbooks: one a county, one for the office itself, one for each other reporting office."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from pingbi.handout import asked
from pingbi.handout.form import COLUMNS, form
from pingbi.handout.frame import NONE_GIVEN
from pingbi.handout.guide import guide
from pingbi.handout.ledger import keepers, ledger_sheet, ledgers_of_county, ledgers_of_office, sheet_names
from pingbi.handout.table import tables
from pingbi.model import InArchive, PingbiError, Role
from pingbi.model.catalogue import bare, words
from pingbi.model.fingerprint import SHEET, Fingerprint
from pingbi.scheme.settings import targets
from pingbi.workbook import SheetPlan, WorkbookPlan, write
from pingbi.workbook.plan import Cell, Style
from pingbi.workbook.styles import COMMON

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pingbi.handout.checks import Content
    from pingbi.handout.frame import Made
    from pingbi.model import Figure
    from pingbi.model.figures import Key
    from pingbi.scheme import Indicator, Ledger, Scheme

CITY_FILE = "全市填报"
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 60  # characters of a file's name


def write_templates(
    scheme: Scheme, folder: Path, county: str | None = None, last_year: Iterable[Figure] = ()
) -> list[Path]:
    """Every blank workbook, or one county's. Figures of last year are filled in, those of an archive marked.

    A form that is there, perhaps filled in by its county, stays: the blank takes its free name. Raises PingbiError.
    """
    rows = {(row.county, row.indicator, Role.LAST_YEAR): row for row in last_year if row.role is Role.LAST_YEAR}
    known: dict[Key, Content] = {key: row.value for key, row in rows.items()}
    given = {key: _published(row.origin) for key, row in rows.items() if isinstance(row.origin, InArchive)}
    counties = scheme.counties if county is None else (_known(scheme, county),)
    if not counties:
        raise PingbiError("方案没有列出县区（[[county]]），无法生成各县区的填报表；请先在方案里补上")
    plans = {f"{name}填报表": county_workbook(scheme, name, known, given=given) for name in counties}
    if county is None:
        city = city_workbook(scheme, known, given=given)
        plans |= {CITY_FILE: city} if city is not None else {}
        for office in dict.fromkeys((*asked.by_offices(scheme), *keepers(scheme))):
            plans[f"{office}填报表"] = office_workbook(scheme, office, known, given=given)
    names = file_names(plans)
    return [write(plan, folder / name, keep=True) for name, plan in zip(names, plans.values(), strict=True)]


def _published(origin: InArchive) -> str:
    """2021年上半年公布数（定稿，第3号导出）."""
    return f"{words(origin.period)}公布数{f'（{origin.edition}）' if origin.edition else ''}"


def _known(scheme: Scheme, county: str) -> str:
    wanted = bare(county)
    for row in scheme.county:
        if wanted in {bare(name) for name in (row.name, *row.aliases)}:
            return row.name
    raise PingbiError(f"没有县区“{county}”；本方案的县区有：{'、'.join(scheme.counties) or '无'}")


def file_names(names: Iterable[str]) -> list[str]:
    """A file's name for each, legal on Windows too; those that would be the same are numbered."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain = re.sub(r'[\x00-\x1f\\/:*?"<>|]', "_", name).strip(" .")[:_LONGEST].rstrip(" .") or "填报表"
        plain = f"_{plain}" if _RESERVED.fullmatch(plain) else plain
        free, number = plain, 1
        while free.casefold() in taken:
            number += 1
            free = f"{plain}（{number}）"
        taken.add(free.casefold())
        found.append(f"{free}.xlsx")
    return found


def county_workbook(
    scheme: Scheme,
    county: str,
    contents: Mapping[Key, Content],
    *,
    columns: Sequence[str] = COLUMNS,
    given: Mapping[Key, str] = NONE_GIVEN,
    sample: str = "",
) -> WorkbookPlan:
    """One county's form. `columns` is their order; the fingerprint knows that of the form as handed out.

    `given` says of the contents that come from an archive from which.
    """
    questions = asked.of_county(scheme)
    made = form(scheme, county, questions, contents, columns=columns, given=given, sample=sample)
    handed_out = made.slots if tuple(columns) == COLUMNS else form(scheme, county, questions, {}).slots
    ledgers = ledgers_of_county(scheme)
    asked_for = [(row.indicator, row.required) for row in questions] + _made_of(scheme, ledgers)
    explained = guide(scheme, asked_for, sample=sample)
    sheets = [made._replace(slots=handed_out)]
    return _workbook(scheme, "county", county, sheets, explained, ledgers, sample=sample)


def city_workbook(
    scheme: Scheme, contents: Mapping[Key, Content], *, given: Mapping[Key, str] = NONE_GIVEN, sample: str = ""
) -> WorkbookPlan | None:
    """What the office enters: the city's row, bonuses and vetoes, targets. None where it enters nothing."""
    city = scheme.city.name
    made: list[Made] = []
    explained = []
    rows = asked.of_city(scheme)
    if rows:
        made.append(form(scheme, city, rows, contents, name="全市数据", given=given, sample=sample))
        explained += [(row.indicator, row.required) for row in rows]
    whose = f"填报单位：{scheme.scheme.issuer}" if scheme.scheme.issuer else ""
    entered = asked.by_city(scheme)
    if entered and scheme.counties:
        made += tables(
            scheme,
            scheme.counties,
            entered,
            contents,
            name="市局填报",
            noun="市局填报表",
            whose=whose,
            given=given,
            sample=sample,
        )
        explained += [(column.indicator, column.indicator.required) for column in entered if column.role is Role.NOW]
    aims = asked.with_targets(scheme)
    if aims and scheme.counties:
        filled = {**_targets(scheme), **contents}
        made += tables(
            scheme,
            scheme.counties,
            aims,
            filled,
            name="目标值",
            noun="市定目标表",
            whose=whose,
            remark="目标已按方案预填，如有调整请直接修改。",
            sample=sample,
        )
    ledgers = ledgers_of_office(scheme, None)
    explained += _made_of(scheme, ledgers)
    if not made and not ledgers:
        return None
    return _workbook(scheme, "city", city, made, guide(scheme, explained, sample=sample), ledgers, whose, sample=sample)


def office_workbook(
    scheme: Scheme,
    office: str,
    contents: Mapping[Key, Content],
    *,
    given: Mapping[Key, str] = NONE_GIVEN,
    sample: str = "",
) -> WorkbookPlan:
    """One reporting office's table: the city, then all counties."""
    columns = asked.by_offices(scheme).get(office, ())
    everyone = (scheme.city.name, *scheme.counties)
    whose = f"填报部门：{office}"
    made = tables(
        scheme, everyone, columns, contents, name="部门填报", noun="填报表", whose=whose, given=given, sample=sample
    )
    rows = [(column.indicator, column.indicator.required) for column in columns if column.role is Role.NOW]
    ledgers = ledgers_of_office(scheme, office)
    explained = guide(scheme, rows + _made_of(scheme, ledgers), sample=sample)
    return _workbook(scheme, "office", office, made, explained, ledgers, whose, sample=sample)


def _made_of(scheme: Scheme, ledgers: Sequence[Ledger]) -> list[tuple[Indicator, bool]]:
    """The indicators that the ledgers give: they are explained, not asked."""
    ids = {ledger.id for ledger in ledgers}
    return [(row, row.required) for row in scheme.indicator if row.ledger in ids]


def _targets(scheme: Scheme) -> dict[Key, Content]:
    rows = targets(scheme)
    return {
        (county, indicator, Role.TARGET): value
        for (whose, indicator), value in sorted(rows.items(), key=lambda item: item[0][0] is not None)
        for county in ((whose,) if whose is not None else scheme.counties)
    }


def _workbook(
    scheme: Scheme,
    kind: str,
    whose: str,
    made: Sequence[Made],
    explained: SheetPlan,
    ledgers: Sequence[Ledger] = (),
    line: str = "",
    *,
    sample: str = "",
) -> WorkbookPlan:
    """`line` is what a ledger of all counties says under its title."""
    slots = tuple(slot for row in made for slot in row.slots)
    names = sheet_names(ledgers, [*(row.sheet.name for row in made), explained.name, SHEET])
    made = [
        *made,
        *(ledger_sheet(scheme, row, names[row.id], line or whose, sample=sample) for row in ledgers),
    ]
    mark = Fingerprint(scheme.scheme.name, version(scheme), scheme.period, whose, kind, slots, tuple(names.items()))
    hidden = SheetPlan(
        name=SHEET,
        cells=[
            Cell(row, column, text, Style("plain"))
            for row, line in enumerate(mark.rows())
            for column, text in enumerate(line)
        ],
        protect=True,
        visibility="very_hidden",
    )
    given = scheme.print.fonts
    fonts = dict(given) if isinstance(given, dict) else dict(COMMON) if given == "common" else {}
    return WorkbookPlan(
        sheets=(*(row.sheet for row in made), explained, hidden),
        properties={"title": f"{scheme.scheme.name}填报表", "author": scheme.scheme.issuer, "subject": whose},
        fonts=fonts,
    )


def version(scheme: Scheme) -> str:
    """Eight hex digits that change with what is asked, not with how it is scored."""
    rows = [(row.id, row.name, row.unit, row.kind, row.reported_by, row.office) for row in scheme.indicator]
    ledgers = [(row.id, row.name, row.columns, row.units, row.county_column) for row in scheme.ledger]
    return sha256(repr((rows, scheme.counties, *ledgers)).encode()).hexdigest()[:8]
