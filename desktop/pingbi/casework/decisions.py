"""会议研究决定: points that a meeting has set for a county, or added to, count and are seen to.

The points of every criterion stay as the rules give them: a decision is an item of 加减分 of its own, whose figure (in
分, beside all caps) is what the total gets more or less by it. So the workbook's totals stay live formulas over figures
that stand in it, 自查 and `verify` hold without knowing of decisions, and the county's 依据 and 数据来源 name the
meeting. Points written over a criterion's formula would be a number that follows from nothing. What a total gets is
made anew in every evaluation: points that were set stay as set when other figures change.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pingbi.casework.settling import county_named, number
from pingbi.model import ByHand, Figure, Figures, PingbiError, Role, Source
from pingbi.model.catalogue import Kind, bare, minute
from pingbi.pipeline import Evaluation, rescored
from pingbi.project.changes import Decided
from pingbi.scheme import Adjustment, Indicator
from pingbi.scoring import effects, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.casework.case import Case
    from pingbi.project import State, Step
    from pingbi.project.state import Decision
    from pingbi.scheme import Criterion, Scheme
    from pingbi.scoring import Effect

ITEMS = {1: "会议研究决定加分", -1: "会议研究决定扣分"}  # by the sign of its points; ids of their indicators too
REMARK = "按会议研究决定计，不受加减分上限限制，各项得分仍按计分办法"


class Made(NamedTuple):
    """A decision, and what it makes of the points."""

    decision: Decision
    effect: Effect


def decided(done: Evaluation, state: State) -> Evaluation:
    """The half-year with what meetings have decided."""
    made = made_of(done, state.decisions)
    if not made:
        return done
    lines = tuple(_line(done, row) for row in made)
    with_items = items_of(done, made)
    return replace(rescored(done, *with_items) if with_items else done, decisions=lines)


def items_of(done: Evaluation, made: Sequence[Made]) -> tuple[Scheme, Figures] | None:
    """The scheme with the items of the decisions, and the figures with theirs; None where no total changes."""
    figures = tuple(_figures(done.scheme, made))
    if not figures:
        return None
    chosen = {**done.figures.chosen, **{(row.county, row.indicator, row.role): row for row in figures}}
    scheme = _with_items(done.scheme, {row.indicator for row in figures})
    return scheme, Figures(chosen, done.figures.beside)


def without_decisions(done: Evaluation) -> tuple[Scheme, Figures]:
    """The scheme and the figures as they were before `decided`."""
    items = {row.indicator for row in done.figures.chosen.values() if row.source is Source.DECISION}
    if not items:
        return done.scheme, done.figures
    scheme = msgspec.structs.replace(
        done.scheme,
        indicator=tuple(row for row in done.scheme.indicator if row.id not in items),
        adjustment=tuple(row for row in done.scheme.adjustment if row.indicator not in items),
    )
    chosen = {key: row for key, row in done.figures.chosen.items() if row.source is not Source.DECISION}
    return scheme, Figures(chosen, done.figures.beside)


def made_of(done: Evaluation, decisions: Sequence[Decision]) -> list[Made]:
    """The decisions on counties that the scheme still has; `done` is evaluated without them."""
    known = [row for row in decisions if row.county in done.scheme.counties]
    found = effects(done.scheme, done.figures, done.result, known)
    return [Made(*row) for row in zip(known, found, strict=True)]


def decide(case: Case, county: str, points: Decimal, reason: str, criterion: str = "", *, added: bool = False) -> Step:
    """会议研究决定: the points of a criterion by its name or id, or of the total. Raises PingbiError."""
    scheme, held = case.scheme, case.project
    who = county_named(scheme, county, city=False)
    what = criterion_named(scheme, criterion) if criterion else None
    most = scheme.scheme.total_cap
    if what is None and not added and most is not None and points > most:
        raise PingbiError(f"综合得分最高{most.normalize():f}分，不能定为{points:f}")
    total = next(row for row in case.evaluation().result.totals if row.county == who)
    if total.exact is None:
        raise PingbiError(f"{who}没有综合得分（{total.note or '不参与排名'}），决定的得分无处可计；请先补报或更正")
    return held.record(Decided(who, what.id if what else "", points, reason, added))


def points_of(text: str) -> Decimal:
    """Points in digits. Raises PingbiError."""
    value = number(text) if text != "不采用" else None
    if value is None:
        raise PingbiError(f"得分“{text}”应是一个数，如 82.5；减分写作 -1 并加 --add")
    return value


def criterion_named(scheme: Scheme, words: str) -> Criterion:
    """The criterion of that id or name. Raises PingbiError with the known ones."""
    for row in scheme.criterion:
        if words == row.id or bare(words) == bare(row.name):
            return row
    raise PingbiError(f"没有评比项“{words}”；本方案的评比项有：{'、'.join(row.name for row in scheme.criterion)}")


def _figures(scheme: Scheme, made: Sequence[Made]) -> Iterator[Figure]:
    """What each county's total gets more or less by all its decisions together."""
    names = _items(scheme)
    for county in dict.fromkeys(row.decision.county for row in made):
        mine = [row for row in made if row.decision.county == county and row.effect.more is not None]
        more = sum((row.effect.more or Decimal(0) for row in mine), Decimal(0))
        if more:
            last = max((row.decision for row in mine), key=lambda row: row.number)
            reasons = "；".join(dict.fromkeys(row.decision.reason for row in mine))
            yield Figure(
                county=county,
                indicator=names[1 if more > 0 else -1],
                value=abs(more).normalize(),
                period=scheme.period,
                source=Source.DECISION,
                origin=ByHand(reasons, last.by, minute(last.when)),
                role=Role.NOW,
                reported_unit="分",
                read_at=last.when,
                order=last.number,
            )


def _items(scheme: Scheme) -> dict[int, str]:
    """The names of the items; other ones than those of items that the scheme has already."""
    taken = {row.name for row in scheme.adjustment} | set(scheme.indicators)
    taken |= {row.name for row in scheme.indicator}
    return {sign: _free(name, taken) for sign, name in ITEMS.items()}


def _free(name: str, taken: set[str]) -> str:
    return _free(f"{name}（另）", taken) if name in taken else name


def _with_items(scheme: Scheme, wanted: set[str]) -> Scheme:
    """The scheme with an item of 加减分 for each of these, in 分, beside the caps."""
    digits = max(scheme.scheme.decimals, scheme.scheme.total_decimals)
    items = [(sign, name) for sign, name in _items(scheme).items() if name in wanted]
    indicators = tuple(
        Indicator(id=name, name=name, unit="分", kind=Kind.LEVEL, decimals=digits, required=False, reported_by="office")
        for _, name in items
    )
    adjustments = tuple(
        Adjustment(name=name, indicator=name, points_each=Decimal(sign), capped=False, remark=REMARK)
        for sign, name in items
    )
    return msgspec.structs.replace(
        scheme,
        indicator=(*scheme.indicator, *indicators),
        adjustment=(*scheme.adjustment, *adjustments),
    )


def _line(done: Evaluation, made: Made) -> str:
    """台前县的工业投资得分由12.34定为15（2022-07-20，…），综合得分加2.66分."""
    row, (before, after, more) = made
    rules = done.scheme.scheme
    names = {known.id: known.name for known in done.scheme.criterion}
    digits = rules.decimals if row.criterion else rules.total_decimals
    what = f"{names.get(row.criterion, row.criterion)}得分" if row.criterion else "综合得分"
    was = "（无）" if before is None else _shown(before, digits, done)
    points = f"{'加' if row.points >= 0 else '减'}{abs(row.points):f}" if row.added else f"定为{row.points:f}"
    why = f"（{row.when[:10]}，{row.reason}）"
    if more is None:
        lacking = "方案里没有这一项" if row.criterion and row.criterion not in names else "没有综合得分"
        return f"{row.county}的{what}{points}{why}，因{lacking}未能计入"
    points += f"为{_shown(after, digits, done)}" if row.added else ""
    share = f"，综合得分{_signed(rounded(more, rules.total_decimals, rules.rounding))}分"
    return f"{row.county}的{what}由{was}{points}{why}{share if row.criterion else ''}"


def _shown(value: Decimal, digits: int, done: Evaluation) -> str:
    return f"{rounded(value, digits, done.scheme.scheme.rounding):f}"


def _signed(value: Decimal) -> str:
    return f"{'加' if value >= 0 else '减'}{abs(value):f}"
