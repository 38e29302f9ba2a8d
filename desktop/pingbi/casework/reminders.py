"""催报: what to write to those who have not sent everything, ready to be pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.casework.exporting import unsettled
from pingbi.casework.status import Stage, day_words, days_late, deadline_of, status
from pingbi.model import Level
from pingbi.model.catalogue import quoted, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pingbi.casework.case import Case
    from pingbi.casework.status import CountyStatus
    from pingbi.model import Finding
    from pingbi.scheme import Scheme

NAMED = 8  # indicators that a sentence lists
LISTED = 20  # findings that the message to one county lists
TO_MEND = (Level.MANDATORY, Level.VERIFY)


class Reminder(NamedTuple):
    """What one county still owes (尚未报送材料), and the message to it alone."""

    county: str
    owes: str
    text: str


def reminders(case: Case, now: datetime) -> tuple[Reminder, ...]:
    """Counties that have sent nothing, not everything, or not again since they were sent back."""
    findings = unsettled(case.project.state, case.evaluation())
    found = []
    for row in status(case, now).counties:
        own = [item for item in findings if item.county == row.county]
        owes = "；".join(_owed(row, own, case.scheme))
        if owes:
            found.append(Reminder(row.county, owes, "\n".join(_alone(case, now, row, owes, own))))
    return tuple(found)


def reminder_text(case: Case, now: datetime) -> str:
    """One message for all; empty where nobody owes anything."""
    rows = reminders(case, now)
    if not rows:
        return ""
    opening = f"【催报】{_until(case, now)}。下列单位尚未报齐，请抓紧报送："
    return "\n".join((opening, *(f"{at}.{row.county}：{row.owes}。" for at, row in enumerate(rows, 1)), *_end(case)))


def _owed(row: CountyStatus, findings: Sequence[Finding], scheme: Scheme) -> Iterator[str]:
    if row.stage in (Stage.EXEMPT, Stage.APPROVED):
        return
    if row.stage is Stage.MISSING:
        yield "尚未报送材料"
        return
    lacking = list(_lacking(findings, scheme))
    if lacking:
        more = f"等{len(lacking)}项" if len(lacking) > NAMED else ""
        yield f"尚缺{'、'.join(lacking[:NAMED])}{more}"
    elif any(item.code == "missing" and not item.indicator for item in findings):
        yield "报来的材料里没有读出数"
    if row.stage is Stage.RETURNED:
        counts = (f"{level.word}问题{row.count(level)}条" for level in TO_MEND if row.count(level))
        still = "，".join(counts)
        yield f"退回后尚未重报{f'（{still}）' if still else ''}"


def _lacking(findings: Sequence[Finding], scheme: Scheme) -> Iterator[str]:
    """Indicators that a county is to report, and whole ledgers, by name."""
    own = {item.id: item.name for item in scheme.indicator if item.reported_by == "county"}
    for item in findings:
        if item.code == "missing" and item.indicator in own:
            yield own[item.indicator]
        elif item.code == "missing" and (ledger := getattr(item, "ledger", "")):
            yield f"台账{quoted(ledger)}"


def _alone(case: Case, now: datetime, row: CountyStatus, owes: str, findings: Sequence[Finding]) -> Iterator[str]:
    """The message to one county; what was sent back is listed."""
    yield f"【催报】{row.county}：{_until(case, now)}。你单位{owes}，请抓紧报送。"
    if row.stage is Stage.RETURNED:
        listed = [item for item in findings if item.level in TO_MEND and item.code != "missing"]
        yield from (f"{at}.{item}" for at, item in enumerate(listed[:LISTED], 1))
        if len(listed) > LISTED:
            yield f"等共{len(listed)}条，见退回单"
    yield from _end(case)


def _until(case: Case, now: datetime) -> str:
    rules = case.scheme.scheme
    until = deadline_of(case.project.state, case.scheme)
    what = f"{words(rules.period)}{rules.name}材料"
    if not until:
        return f"{what}正在收集"
    late = days_late(until, now)
    return f"{what}报送期限为{day_words(until)}，{f'已逾期{late}天' if late else '请按时报送'}"


def _end(case: Case) -> Iterator[str]:
    handout = case.scheme.handout
    known = (("联系人", handout.contact), ("电话", handout.phone))
    contact = "，".join(f"{word}：{value}" for word, value in known if value)
    if contact:
        yield contact
    if case.scheme.scheme.issuer:
        yield case.scheme.scheme.issuer
