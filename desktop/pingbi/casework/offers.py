"""What can be done about a finding, likeliest first, each with the words of its button; and doing it.

found = offers(case, finding)
found.title, found.reckoning   # 技改投资 101100 亿元，是工业投资 30.58 亿元的 3306 倍 / 按“万元”理解是 10.11 亿元，…
carry_out(case, found, found.offers[0])   # 按万元：核定 10.11
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.casework.exporting import unsettled
from pingbi.casework.finding_words import plain, told
from pingbi.casework.handing_back import TO_MEND
from pingbi.casework.material import is_about
from pingbi.casework.offer_families import FAMILIES, by_level
from pingbi.casework.offered import Does, Matter, Offer, Offers
from pingbi.casework.settling import accept, correct, explain, mark, refuse
from pingbi.casework.verdicts import came_since, verdict
from pingbi.model import PingbiError
from pingbi.model.catalogue import minute
from pingbi.model.catalogue import words as period_words
from pingbi.project.changes import Marking, PutAside
from pingbi.returns.advice import what_to_do

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.casework.case import Case
    from pingbi.model import Finding
    from pingbi.project import Step

MOST = 3  # actions that a banner has room for
LISTED = 10  # things that a message to a county lists


def matter_of(case: Case, finding: Finding) -> Matter:
    """All that is known of it now."""
    done, scheme = case.evaluation(), case.scheme
    indicator = scheme.indicators.get(finding.indicator or "")
    figure = done.figures.get(finding.county or "", indicator.id) if indicator is not None else None
    return Matter(
        finding,
        scheme,
        done,
        case.project.state,
        case.arrived(),
        indicator,
        figure,
        tuple(row for row in done.figures if is_about(row, finding)),
    )


def offers(case: Case, finding: Finding) -> Offers:
    """Of any finding of the present evaluation; a family without its own gets what its level asks."""
    matter = matter_of(case, finding)
    words = told(finding, matter.scheme)
    family = FAMILIES.get(finding.code)
    made = family(matter) if family is not None else ()
    if isinstance(made, Offers):
        return made
    rows = tuple(dict.fromkeys((*made, *by_level(matter))))
    return Offers(finding, words.rule, words.head, words.rest, _distinct(rows)[:MOST])


def _distinct(rows: Sequence[Offer]) -> tuple[Offer, ...]:
    """One of each action that asks for words; of the others every one."""
    found: dict[tuple[object, ...], Offer] = {}
    for row in rows:
        alike = row.does in (Does.WRITE, Does.EXPLAIN, Does.RETURN)
        found.setdefault((row.does,) if alike else (row.does, row.words), row)
    return tuple(found.values())


def carry_out(case: Case, found: Offers, offer: Offer, indicator: str = "") -> Step:
    """Do at once what an offer says; `indicator` is the choice of a name's. Raises PingbiError, where it is refused.

    What asks for words first is done by `correct` and `explain`.
    """
    finding = found.finding
    match offer.does:
        case Does.CORRECT:
            return correct(case, offer.county, offer.indicator, offer.value, offer.reason, role=offer.role)
        case Does.ACCEPT | Does.LEARN:
            return accept(case, finding.id, indicator or offer.indicator)
        case Does.REFUSE:
            return refuse(case, finding.id)
        case Does.SAY:
            return explain(case, finding.id, offer.reason)
        case Does.EXEMPT:
            return mark(case, offer.county, Marking.EXEMPT, offer.indicator)
        case Does.RETURN:
            return send_back(case, offer.county, found.title)
        case Does.CHASE:
            return mark(case, offer.county, Marking.CHASED)
        case Does.ASIDE:
            return case.project.record(PutAside(offer.number, offer.reason))
    raise ValueError(offer.does)


def send_back(case: Case, county: str, why: str = "") -> Step:
    """Note that a county is to report again, once for each of its submissions. Raises PingbiError."""
    state = case.project.state
    last = verdict(state, county)
    own = [row for row in state.taken if county in row.counties]
    if last is not None and last.marking is Marking.RETURNED and not came_since(last, own):
        raise PingbiError(f"{county}已经退回（{minute(last.when)}），还没有重报")
    return mark(case, county, Marking.RETURNED, note=why)


def return_words(case: Case, county: str) -> str:
    """What is sent to a county that is to report again: politely, each thing with what is to be done."""
    rows = [row for row in unsettled(case.project.state, case.evaluation()) if row.county == county]
    rows = [row for row in rows if row.level in TO_MEND]
    scheme = case.scheme
    head = f"{county}：你单位报送的{period_words(scheme.period)}材料已收到"
    if not rows:
        return f"{head}，有几处想请你们再核对一下，核对后请重报，谢谢。"
    listed = [f"{at}. {plain(str(row))}（{what_to_do(row)}）" for at, row in enumerate(rows[:LISTED], 1)]
    more = [f"等共{len(rows)}处"] if len(rows) > LISTED else []
    contact = "，".join(word for word in (scheme.handout.contact, scheme.handout.phone) if word)
    end = f"核对后请重报，谢谢。{f'联系：{contact}' if contact else ''}"
    return "\n".join((f"{head}，有{len(rows)}处请再核对：", *listed, *more, end))
