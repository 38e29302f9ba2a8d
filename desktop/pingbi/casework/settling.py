"""What a person says, by the names that persons use, becomes one change; what does not fit is refused, and why."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi import scheme as schemes
from pingbi.casework.material import OPEN, is_about
from pingbi.model import PingbiError, Role
from pingbi.model.catalogue import bare
from pingbi.project.changes import Accepted, Corrected, Explained, How, Learnt, Marked, Marking
from pingbi.scoring import METHODS

if TYPE_CHECKING:
    from pingbi.casework.case import Case
    from pingbi.model import Figure, Finding
    from pingbi.project import Step
    from pingbi.scheme import Indicator, Scheme

LEAST_OF_ID = 4  # characters of a finding's id that are enough where no other begins like it
_NUMBER = re.compile(r"[-+]?\d{1,30}(\.\d{1,30})?", re.ASCII)


def correct(
    case: Case,
    county: str,
    indicator: str,
    value: Decimal | None,
    reason: str,
    how: How = How.PAPER,
    role: Role = Role.NOW,
) -> Step:
    """核定数 in the indicator's unit; None: the reported figure is not to be used. Raises PingbiError."""
    who, what = county_named(case.scheme, county), indicator_named(case.scheme, indicator)
    if what.compute is not None and value is None:
        raise PingbiError(f"“{what.name}”是按公式算出来的，不能说不采用；请更正它所用的数")
    stood = case.evaluation().figures.get(who, what.id, role)
    return case.project.record(Corrected(who, what.id, value, reason, how, role, _stood(stood)))


def _stood(figure: Figure | None) -> str:
    """What counted until now, as the history has it."""
    if figure is None:
        return ""
    return f"{figure.value:f}" if figure.value is not None and figure.state not in OPEN else figure.reported


def number(text: str) -> Decimal | None:
    """The value of a correction: a number in digits, or 不采用. Raises PingbiError."""
    if text == "不采用":
        return None
    if not _NUMBER.fullmatch(text):
        raise PingbiError(f"核定数“{text}”应是一个数（按指标的单位，不写单位），或“不采用”")
    return Decimal(text)


def accept(case: Case, finding: str, indicator: str = "") -> Step:
    """Take what a finding offers: a figure that was left open, or a name, which is learnt. Raises PingbiError."""
    found = finding_named(case, finding)
    wanted = indicator_named(case.scheme, indicator) if indicator else None
    if found.to_learn:
        return _learn(case, found, wanted)
    figures = [row for row in case.evaluation().figures if is_about(row, found)]
    if not figures:
        raise PingbiError(f"“{found}”没有可以采用的数；更正请用 correct，说明原因请用 explain")
    if len({row.value for row in figures if row.county == figures[0].county}) > 1:
        raise PingbiError(f"“{found}”有不止一个数，不能直接采用；请用 correct 写明核定数")
    if wanted is not None and wanted.id != found.indicator:
        raise PingbiError(f"“{found}”的数是{figures[0].indicator}的；要记到“{wanted.name}”，请用 correct 写明核定数")
    return case.project.record(Accepted(found.id, figures[0].indicator, found.county or "", str(found)))


def refuse(case: Case, finding: str) -> Step:
    """The offer is not taken, and not made again. Raises PingbiError."""
    found = finding_named(case, finding)
    return case.project.record(Accepted(found.id, "", found.county or "", str(found)))


def _learn(case: Case, found: Finding, wanted: Indicator | None) -> Step:
    known = case.scheme.indicators.get(found.indicator or "")
    indicator = wanted or known
    if indicator is None:
        raise PingbiError(f"“{found.to_learn}”是哪个指标？请用 --as 写明；{_known_indicators(case.scheme)}")
    text, held = case.project.scheme_text(), case.project.state
    for row in held.aliases:
        if row.indicator in case.scheme.indicators and bare(row.name) != bare(found.to_learn):
            text = schemes.learnt(text, "scheme.toml", row.name, row.indicator, METHODS)
    schemes.learnt(text, "scheme.toml", found.to_learn, indicator.id, METHODS)  # refused where it cannot be
    return case.project.record(Learnt(found.to_learn, indicator.id))


def explain(case: Case, finding: str, text: str) -> Step:
    """What the county says to a finding. Raises PingbiError, also where it explains nothing (核实无误)."""
    found = finding_named(case, finding)
    return case.project.record(Explained(found.id, text, found.county or "", str(found)))


def mark(case: Case, county: str, marking: Marking, indicator: str = "", note: str = "") -> Step:
    """免报, 退回, 催报 or 审核通过. Raises PingbiError."""
    who = county_named(case.scheme, county, city=False)
    what = indicator_named(case.scheme, indicator).id if indicator else ""
    return case.project.record(Marked(who, marking, what, note))


def finding_named(case: Case, words: str) -> Finding:
    """The open finding of that id, or of an id that begins so. Raises PingbiError."""
    findings = case.evaluation().findings
    exact = [row for row in findings if row.id == words]
    found = exact or [row for row in findings if len(words) >= LEAST_OF_ID and row.id.startswith(words.lower())]
    if len(found) == 1:
        return found[0]
    if found:
        raise PingbiError(f"以“{words}”开头的问题有{len(found)}条：{'、'.join(row.id for row in found[:5])}")
    raise PingbiError(f"没有编号为“{words}”的问题；编号见 pingbi check --project")


def county_named(scheme: Scheme, words: str, *, city: bool = True) -> str:
    """The county (or the city) of that name, alias or code. Raises PingbiError with the known ones."""
    rows = (*scheme.county, *((scheme.city,) if city else ()))
    for row in rows:
        if bare(words) in {bare(known) for known in (row.name, *row.aliases, row.code or "") if known}:
            return str(row.name)
    raise PingbiError(f"没有县区“{words}”；本方案的县区有：{'、'.join(scheme.counties)}")


def indicator_named(scheme: Scheme, words: str) -> Indicator:
    """The indicator of that id, name or alias. Raises PingbiError with the known ones."""
    for row in scheme.indicator:
        if words == row.id or bare(words) in {bare(known) for known in (row.name, *row.aliases)}:
            return row
    raise PingbiError(f"没有指标“{words}”；{_known_indicators(scheme)}")


def _known_indicators(scheme: Scheme) -> str:
    return f"本方案的指标有：{'、'.join(row.name for row in scheme.indicator)}"
