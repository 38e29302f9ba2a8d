"""What a correction would do, before it is made; whether its reason says anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.casework.differences import Difference, StandingChange, difference
from pingbi.casework.offered import number
from pingbi.casework.trying import tried
from pingbi.model import Role, State
from pingbi.pipeline import Trial, set_by_hand
from pingbi.project import State as Project
from pingbi.project import explains
from pingbi.project.changes import Explained

if TYPE_CHECKING:
    from pingbi.casework.case import Case
    from pingbi.model import Total
    from pingbi.scheme import Scheme

LATEST = 10**9  # the order of a figure that stands over every correction
NAMED = 2  # counties that a sentence names


@dataclass(frozen=True, slots=True)
class Effect:
    """What would be other than it is; `words` in one sentence, the county itself first."""

    difference: Difference
    words: str


def effect(case: Case, county: str, indicator: str, value: Decimal | None, role: Role = Role.NOW) -> Effect:
    """Of a figure set so; None: of the figure not being used. Nothing is recorded. Raises PingbiError."""
    real = case.evaluation()
    figure = replace(set_by_hand(real.scheme, county, indicator, value, "核定"), role=role)
    if value is None:
        figure = replace(figure, state=State.UNDECIDED)
    trial = Trial((), (replace(figure, order=LATEST),), ())
    done = tried(case, real, trial)
    made = difference(real, done)
    return Effect(made, effect_words(real.scheme, made, figure.county))


def effect_words(scheme: Scheme, made: Difference, county: str = "") -> str:
    """南乐县：由不参与排名到 86.50 分，县组第 1；其余 4 县各退 1 位."""
    if not made.standings:
        return "得分和名次都不变"
    own = next((row for row in made.standings if row.county == county), None)
    moved = [row for row in made.standings if row.county != county and _place(row.before) != _place(row.after)]
    parts = [f"{county}：{_standing(scheme, own)}"] if own is not None else []
    parts += [words] if (words := _others(moved)) else []
    if not moved and own is not None and _place(own.before) == _place(own.after):
        parts.append("名次都不变")
    return "；".join(parts) or f"{len(made.standings)} 个县区的得分有变，名次都不变"


def _standing(scheme: Scheme, row: StandingChange) -> str:
    digits = scheme.scheme.total_decimals
    before, after = _points(row.before, digits), _points(row.after, digits)
    group = row.after.group if row.after is not None else None
    place = row.after.group_place if row.after is not None and group else _place(row.after)
    where = f"，{f'{group}组' if group else ''}第 {Decimal(place):f}" if place is not None else ""
    if before == after:
        return f"仍是 {after}{where}"
    was, now = _place(row.before), _place(row.after)
    moved = f"，总名次由第 {was:f} 到第 {now:f}" if was is not None and now not in (None, was) else ""
    return f"由{'' if before == _OUT else ' '}{before}到{'' if after == _OUT else ' '}{after}{where}{moved}"


_OUT = "不参与排名"


def _points(total: Total | None, digits: int) -> str:
    return f"{number(total.shown, digits)} 分" if total is not None and total.shown is not None else _OUT


def _place(total: Total | None) -> Decimal | None:
    return Decimal(total.place) if total is not None and total.place is not None else None


def _others(moved: list[StandingChange]) -> str:
    """濮阳县退 1 位，范县进 2 位; many that move alike in one word."""
    steps: dict[Decimal, list[str]] = {}
    for row in moved:
        before, after = _place(row.before), _place(row.after)
        if before is not None and after is not None:
            steps.setdefault(before - after, []).append(row.county)
    said = []
    for step, names in steps.items():
        who = "、".join(names) if len(names) <= NAMED else f"另 {len(names)} 个县区"
        each = "各" if len(names) > 1 else ""
        said.append(f"{who}{each}{'进' if step > 0 else '退'} {abs(step):f} 位")
    return "，".join(said)


def weak_reason(text: str, county: str = "") -> str:
    """Why a reason (or an explanation) says nothing, as one Chinese line; empty where it will do."""
    if not text.strip():
        return "还没有写原因"
    return "" if explains(text, county) else Explained("", text, county).refusal(Project(schemes=()))
