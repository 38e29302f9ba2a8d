"""For each code of a finding what can be done about it; what a code does not have, its level gives."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pingbi.casework.likely_indicators import is_sure, likely
from pingbi.casework.offered import Does, Matter, Offer, Offers
from pingbi.casework.offered_sums import share, total
from pingbi.casework.offered_values import accepted, numbers_of, part_exceeds, unit_slip, value_offer
from pingbi.model import Level, Role, State
from pingbi.model.catalogue import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def by_level(matter: Matter) -> Iterator[Offer]:
    """What any finding of a level asks: to be mended, to be explained, to be noted."""
    level = matter.finding.level
    if level is Level.MANDATORY:
        yield from (*written(matter), *returned(matter), explained())
    elif level is Level.VERIFY:
        yield from (explained(), *written(matter), *returned(matter))
    elif level is Level.HINT:
        yield from (said("知道了", "供参考，不改动数据"), *written(matter), explained())
    else:
        yield from (explained(), *written(matter))


def explained() -> Offer:
    """填说明…"""
    return Offer(Does.EXPLAIN, "填说明…")


def said(words: str, reason: str) -> Offer:
    """An explanation that is written already."""
    return Offer(Does.SAY, words, reason=reason)


def written(matter: Matter, words: str = "改正…", value: Decimal | None = None) -> Iterator[Offer]:
    """A correction by the person, where it is known of which figure."""
    row, county = matter.indicator, matter.finding.county
    if row is not None and county:
        yield Offer(Does.WRITE, words, county, row.id, value)


def returned(matter: Matter) -> Iterator[Offer]:
    """退回南乐县."""
    if matter.is_county:
        yield Offer(Does.RETURN, f"退回{matter.county}", matter.county)


def missing(matter: Matter) -> Sequence[Offer]:
    """One figure: entered now, or not asked for; a whole county: chased."""
    county = matter.finding.county or ""
    if matter.indicator is None:
        rows = [Offer(Does.CHASE, f"催报{county}", county)] if matter.is_county and not _has_file(matter) else []
        exempt = [Offer(Does.EXEMPT, f"{county}免报", county)] if matter.is_county and not _has_file(matter) else []
        return (*rows, explained(), *exempt)
    spared = [Offer(Does.EXEMPT, "免报", county, matter.indicator.id)] if matter.is_county else []
    return (*written(matter, "补录…"), *spared, *returned(matter))


def _has_file(matter: Matter) -> bool:
    return any(matter.finding.county in row.submission.counties for row in matter.arrived)


def not_a_number(matter: Matter) -> Sequence[Offer]:
    """What was written holds a number now and then: proposed, never taken."""
    text = matter.figure.reported if matter.figure is not None else ""
    found = numbers_of(text, matter.indicator) if matter.indicator is not None else None
    return (*written(matter, value=found), *returned(matter), explained())


def offered(matter: Matter) -> Sequence[Offer]:
    """A number that was found and left open, or a name that is nearly known."""
    if matter.finding.to_learn:
        return named(matter)
    return (*accepted(matter), *written(matter), explained())


def not_exact(matter: Matter) -> Sequence[Offer]:
    """约30.6: taken as it is, or asked for exactly."""
    if matter.open:
        return offered(matter)
    if matter.figure is None or matter.figure.value is None:
        return (explained(), *written(matter), *returned(matter))
    value = matter.amount(matter.figure.value)
    return (
        said(f"按 {value} 采用", f"原文写“{matter.figure.reported or value}”，按{value}采用"),
        *written(matter),
        *returned(matter),
    )


def named(matter: Matter) -> Sequence[Offer]:
    """认作“技改投资”, learnt for good; or no indicator at all."""
    found = matter.finding
    if not found.to_learn:
        return (said("知道了", "不是评比指标，没有读入"), *returned(matter))
    choices = likely(found.to_learn, matter)
    refuse = Offer(Does.REFUSE, "不是指标，不读")
    if matter.indicator is not None:
        best = Offer(Does.LEARN, f"认作{quoted(matter.indicator.name)}", indicator=matter.indicator.id)
        return (best, refuse, Offer(Does.LEARN, "认作别的…", choices=choices))
    if not choices:
        return (refuse,)
    first, sure = choices[0], is_sure(found.to_learn, choices[0], matter.scheme)
    best = Offer(Does.LEARN, f"认作{quoted(first.name)}", indicator=first.indicator)
    other = Offer(Does.LEARN, "认作别的…", choices=choices)
    return (best, other, refuse) if sure else (refuse, Offer(Does.LEARN, "认作…", choices=choices), best)


def two_values(matter: Matter) -> Sequence[Offer]:
    """Each of the values, the one that counts first; where neither does, a person writes."""
    row, first = matter.indicator, matter.figure
    if row is None or first is None:
        return (explained(), *returned(matter))
    key = (first.county, row.id, Role.NOW)
    others = [one for one in matter.done.figures.beside.get(key, ()) if one.origin in matter.finding.places]
    values = {one.value: one for one in (*others, first) if one.value is not None}
    rest = [value_offer(matter, one, "改用") for value, one in values.items() if value != first.value]
    if first.state is State.READ and first.value is not None:
        value = matter.amount(first.value)
        keep = said(f"以 {value} 为准", f"以{_file(first)}的{value}为准，其余的数不采用")
        return (keep, *rest, *written(matter), explained())
    if first.value is not None and first.origin in matter.finding.places:
        rest.insert(0, value_offer(matter, first, "采用"))
    return (*written(matter), *rest, *returned(matter))


def other_period(matter: Matter) -> Sequence[Offer]:
    """Where another figure counts already the one of another period is let go."""
    counts = matter.figure is not None and matter.figure.state is State.READ
    if not matter.open:
        return (*returned(matter), explained())
    mine = accepted(matter)
    return (*mine[1:], *mine[:1], *written(matter)) if counts else (*written(matter), *mine, *returned(matter))


def ratio(matter: Matter) -> Sequence[Offer]:
    """By its own numerator and denominator."""
    found, row = matter.finding, matter.indicator
    printed = str(getattr(found, "computed", ""))
    if row is None or not found.county or not printed.endswith(row.unit):
        return ()
    try:
        value = Decimal(printed.removesuffix(row.unit))
    except InvalidOperation:
        return ()
    reason = f"按{'、'.join(getattr(found, 'operands', ()))}计算应为{printed}，报送的比率有误"
    correct = Offer(Does.CORRECT, f"按计算：核定 {value:f}", found.county, row.id, value, reason)
    return (correct, *written(matter, value=value), *returned(matter), explained())


def differs_from_archive(matter: Matter) -> Sequence[Offer]:
    """What was published then stands, unless it was revised."""
    found, row = matter.finding, matter.indicator
    for role in (Role.LAST_YEAR, Role.PREVIOUS):
        published = str(getattr(found, "published", ""))
        here = matter.done.figures.get(found.county or "", row.id, role) if row is not None else None
        if row is None or here is None or here.origin not in found.places or not published.endswith(row.unit):
            continue
        value = Decimal(published.removesuffix(row.unit))
        reason = f"以当时公布的{published}为准，本次报送的{matter.amount(here.value or Decimal(0))}不采用"
        words = f"按公布数：核定 {value:f}"
        return (Offer(Does.CORRECT, words, here.county, row.id, value, reason, role), explained(), *returned(matter))
    return (explained(), *written(matter), *returned(matter))


def sign(matter: Matter) -> Sequence[Offer]:
    """Without its minus; of a bonus or a deduction a minus may as well say that points were written, not a count."""
    figure = matter.figure
    if matter.finding.level is Level.MANDATORY:
        return tuple(by_level(matter))
    if figure is None or figure.value is None:
        return ()
    value = abs(figure.value)
    reason = f"“{matter.indicator.name if matter.indicator else ''}”不会是负数，报送时多写了负号"
    plus = Offer(Does.CORRECT, f"去掉负号：核定 {value:f}", figure.county, figure.indicator, value, reason)
    return (explained(), plus, *written(matter))


def changed(matter: Matter) -> Sequence[Offer]:
    """The newer file counts; the older value can be taken back."""
    newer = str(getattr(matter.finding, "file", "")) or "较新的一份"
    keep = said("以新的为准", f"以较新的{newer}为准，前一份作废")
    figure, places = matter.figure, matter.finding.places
    if figure is None or matter.indicator is None:
        return (keep, *returned(matter), explained())
    beside = matter.done.figures.beside.get((figure.county, figure.indicator, Role.NOW), ())
    older = [one for one in beside if one.origin in places and one.value not in (None, figure.value)]
    return (keep, *(value_offer(matter, one, "改回") for one in older[:1]), *written(matter))


def converted(matter: Matter) -> Sequence[Offer]:
    """The reading is as it should be."""
    figure = matter.figure
    if figure is None or figure.value is None or not figure.reported:
        return (said("换算无误", "已对照原件，按表中单位换算的数可以采用"), explained())
    value, unit = matter.amount(figure.value), figure.reported_unit
    wrote = figure.reported if figure.reported.endswith(unit) else f"{figure.reported}{unit}"
    return (
        said(f"换算无误：{value}", f"原表写{wrote}，换算为{value}，照此采用"),
        *written(matter),
        *returned(matter),
    )


def unreadable(matter: Matter) -> Sequence[Offer]:
    """Sent back, or left out."""
    rows = [row.submission for row in matter.submissions()]
    aside = [Offer(Does.ASIDE, "不用这份", reason="文件读不出来", number=row.number) for row in rows[:1]]
    return (*returned(matter), *aside, explained())


def used(matter: Matter) -> Sequence[Offer]:
    """An older or farther figure counts for want of a nearer."""
    figure = matter.figure
    if figure is None or figure.value is None:
        return ()
    value = matter.amount(figure.value)
    return (said(f"沿用 {value}", f"较新的材料没有写明这个数，沿用{value}"), *written(matter), *returned(matter))


def decimals(matter: Matter) -> Sequence[Offer]:
    """They are printed rounded in any case."""
    row = matter.indicator
    digits = row.shown_decimals if row is not None else 0
    keep = said("照原数采用", f"照报送数计分，印出时按{f'{digits}位小数' if digits else '整数'}四舍五入")
    return (keep, *written(matter), *returned(matter))


def compared(words: str, reason: str) -> Callable[[Matter], Sequence[Offer]]:
    """What is settled when a person has looked at the source."""
    return lambda matter: (said(words, reason), *written(matter), *returned(matter), explained())


def mended(matter: Matter) -> Sequence[Offer]:
    """What only the county can mend."""
    return (*returned(matter), explained(), *written(matter))


def _file(figure: object) -> str:
    return str(getattr(getattr(figure, "origin", None), "file", "") or "现用的材料")


_SEEN = compared("已对照原件", "已对照原件，读入的数与原件写的一致")
FAMILIES: dict[str, Callable[[Matter], Offers | Sequence[Offer]]] = {
    "unit-slip": unit_slip,
    "part-exceeds-whole": part_exceeds,
    "range": unit_slip,
    "missing": missing,
    "not-a-number": not_a_number,
    "offered": offered,
    "not-exact": not_exact,
    "struck-through": offered,
    "unmapped": named,
    "two-values": two_values,
    "period-mixed": other_period,
    "ratio-mismatch": ratio,
    "differs-from-archive": differs_from_archive,
    "sign": sign,
    "infeasible-share": share,
    "sum-mismatch": total,
    "changed-since-last": changed,
    "unit-converted": converted,
    "unreadable-file": unreadable,
    "other-source-used": used,
    "decimals": decimals,
    **dict.fromkeys(("template-changed", "label-changed", "hidden-read", "column-by-likeness"), _SEEN),
    **dict.fromkeys(("formula-computed", "outside-link"), compared("按存的结果采用", "按文件里的结果采用，已对照原件")),
    **dict.fromkeys(("file-of-other-county", "template-of-other-scheme"), _SEEN),
    **dict.fromkeys(("unknown-county", "ledger-column", "entry-without-name", "ledger-empty", "ledger-blank"), mended),
    **dict.fromkeys(("shifted", "same-as-before", "same-as-other-county", "hidden-sheet", "entry-twice"), mended),
}
