"""催报: what to write to those who have not sent everything, ready to be pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.exporting import unsettled
from pingbi.casework.status import Stage, day_words, days_late, deadline_of, status
from pingbi.model import Level
from pingbi.model.catalogue import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pingbi.casework.case import Case
    from pingbi.casework.status import CountyStatus
    from pingbi.model import Finding
    from pingbi.scheme import Scheme

NAMED = 8  # indicators that a sentence lists


class Reminder(NamedTuple):
    """What one county still owes: 尚未报送材料."""

    county: str
    owes: str


def reminders(case: Case, now: datetime) -> tuple[Reminder, ...]:
    """Counties that have sent nothing, not everything, or not again since they were sent back."""
    findings = unsettled(case.project.state, case.evaluation().findings)
    found = []
    for row in status(case, now).counties:
        owes = "；".join(_owed(row, [item for item in findings if item.county == row.county], case.scheme))
        if owes:
            found.append(Reminder(row.county, owes))
    return tuple(found)


def _owed(row: CountyStatus, findings: Sequence[Finding], scheme: Scheme) -> Iterator[str]:
    if row.stage is Stage.EXEMPT:
        return
    if row.stage is Stage.MISSING:
        yield "尚未报送材料"
        return
    own = {item.id: item.name for item in scheme.indicator if item.reported_by == "county"}
    lacking = [own[item.indicator] for item in findings if item.code == "missing" and item.indicator in own]
    if lacking:
        more = f"等{len(lacking)}项" if len(lacking) > NAMED else ""
        yield f"尚缺{'、'.join(lacking[:NAMED])}{more}"
    yield from (str(item) for item in findings if item.code == "missing" and item.indicator is None)
    if row.stage is Stage.RETURNED:
        counts = (
            f"{level.word}问题{row.count(level)}条" for level in (Level.MANDATORY, Level.VERIFY) if row.count(level)
        )
        still = "，".join(counts)
        yield f"退回后尚未重报{f'（{still}）' if still else ''}"


def reminder_text(case: Case, now: datetime) -> str:
    """One message for all; empty where nobody owes anything."""
    rows = reminders(case, now)
    if not rows:
        return ""
    lines = [_opening(case, now), *(f"{at}.{row.county}：{row.owes}。" for at, row in enumerate(rows, 1)), *_end(case)]
    return "\n".join(lines)


def _opening(case: Case, now: datetime) -> str:
    rules = case.scheme.scheme
    until = deadline_of(case.project.state, case.scheme)
    what = f"{words(rules.period)}{rules.name}材料"
    if not until:
        return f"【催报】{what}，下列单位尚未报齐，请尽快报送："
    late = days_late(until, now)
    when = f"已逾期{late}天" if late else "请按时报送"
    return f"【催报】{what}报送期限为{day_words(until)}，{when}。下列单位尚未报齐，请抓紧报送："


def _end(case: Case) -> Iterator[str]:
    handout = case.scheme.handout
    contact = "，".join(
        part
        for part in (
            f"联系人：{handout.contact}" if handout.contact else "",
            f"电话：{handout.phone}" if handout.phone else "",
        )
        if part
    )
    if contact:
        yield contact
    if case.scheme.scheme.issuer:
        yield case.scheme.scheme.issuer
