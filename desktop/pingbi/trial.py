"""What if: figures or weights other than they are, to see what would come of it beside what is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from pingbi.model import ByHand, Figure, PingbiError, Role, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pingbi.model import Figures, Result, Total
    from pingbi.scheme import Criterion, Part, Scheme

LATEST = 10**9  # the order of a figure that stands over every correction
REASON = "试算"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: `texts` as they were given (县区.指标=值, 项=值), the figures, and weights by name."""

    texts: tuple[str, ...]
    figures: tuple[Figure, ...]
    weights: tuple[tuple[str, Decimal], ...]

    def weighted(self, scheme: Scheme) -> Scheme:
        """The scheme with the weights that are tried."""
        for name, weight in self.weights:
            scheme = weighted(scheme, name, weight)
        return scheme

    def changes(self, scheme: Scheme, figures: Figures) -> Iterator[str]:
        """What is other than it is, both said: 台前县的工业投资增速由12.3%改为20%."""
        for row in self.figures:
            indicator = scheme.indicators[row.indicator]
            now = figures.value(row.county, row.indicator)
            was = "（无）" if now is None else f"{_plain(now)}{indicator.unit}"
            yield f"{row.county}的{indicator.name}由{was}改为{row.reported}{indicator.unit}"
        for name, weight in self.weights:
            item = _weighing(scheme, name)
            yield f"{item.name}的权重由{_plain(item.weight)}改为{_plain(weight)}"


def trial_of(scheme: Scheme, settings: Sequence[str], weights: Sequence[str]) -> Trial | None:
    """What `--set` and `--weight` ask for; None where they ask for nothing. Raises PingbiError."""
    if not settings and not weights:
        return None
    return Trial(
        (*settings, *weights),
        tuple(_setting(scheme, text) for text in settings),
        tuple(_weight(scheme, text) for text in weights),
    )


def _assignment(text: str) -> tuple[str, Decimal]:
    name, equals, value = text.rpartition("=")
    if re.fullmatch(r"[-+]?\d{1,30}(\.\d{1,30})?", value.strip(), re.ASCII) and equals:
        return name.strip(), Decimal(value.strip())
    raise PingbiError(f"“{text}”应写成 名称=数字" if equals else f"“{text}”缺少等号，应写成 名称=数字")


def _setting(scheme: Scheme, text: str) -> Figure:
    name, value = _assignment(text)
    county, point, indicator = name.partition(".")
    if not point:
        raise PingbiError(f"“{text}”应写成 县区.指标=值")
    return replace(set_by_hand(scheme, county.strip(), indicator.strip(), value, REASON), order=LATEST)


def _weight(scheme: Scheme, text: str) -> tuple[str, Decimal]:
    name, value = _assignment(text)
    if value <= 0:
        raise PingbiError(f"“{text}”的权重应大于0")
    _weighing(scheme, name)
    return name, value


def set_by_hand(scheme: Scheme, county: str, indicator: str, value: Decimal | None, reason: str) -> Figure:
    """A figure set by a person: for `--set` and corrections. Names and ids are both understood."""
    who = next((row.name for row in (*scheme.county, scheme.city) if county in (row.name, *row.aliases)), None)
    what = next((row for row in scheme.indicator if indicator in (row.id, row.name, *row.aliases)), None)
    if who is None:
        message = f"没有县区“{county}”；本方案的县区有：{'、'.join(scheme.counties)}"
        raise PingbiError(message)
    if what is None:
        message = f"没有指标“{indicator}”；本方案的指标有：{'、'.join(row.name for row in scheme.indicator)}"
        raise PingbiError(message)
    return Figure(
        county=who,
        indicator=what.id,
        value=value,
        period=scheme.period,
        source=Source.CORRECTION,
        origin=ByHand(reason=reason),
        role=Role.NOW,
        reported=f"{value:f}" if value is not None else "",
        reported_unit=what.unit,
    )


def weighted(scheme: Scheme, name: str, weight: Decimal) -> Scheme:
    """The scheme with another weight of one criterion or 一级指标 (by id or name); `full` no longer binds.

    A 一级指标 that weighs what its criteria weigh together goes on doing so, as in the workbook's own cells.
    """
    found = _weighing(scheme, name)
    criteria = tuple(msgspec.structs.replace(row, weight=weight) if row is found else row for row in scheme.criterion)
    parts = []
    for row in scheme.part:
        before, now = (
            sum((own.weight for own in rows if own.part == row.id), ZERO) for rows in (scheme.criterion, criteria)
        )
        other = weight if row is found else now if row.weight == before else row.weight
        parts.append(msgspec.structs.replace(row, weight=other))
    return msgspec.structs.replace(scheme, criterion=criteria, part=tuple(parts))


def _weighing(scheme: Scheme, name: str) -> Criterion | Part:
    """The criterion of that id or name, else the 一级指标. Raises PingbiError with the known ones."""
    every: tuple[Criterion | Part, ...] = (*scheme.criterion, *scheme.part)
    found = next((row for row in every if name in (row.id, row.name)), None)
    if found is None:
        parts = f"；一级指标有：{'、'.join(row.name for row in scheme.part)}" if scheme.part else ""
        known = "、".join(row.name for row in scheme.criterion)
        raise PingbiError(f"没有评比项“{name}”；本方案的评比项有：{known}{parts}")
    return found


def compared(real: Result, tried: Result, changed: Iterable[str], digits: int) -> Iterator[str]:
    """The counties that have another place, and those `changed`: places and totals as they are and as they would be."""
    named, still = set(changed), 0
    before = {row.county: row for row in real.totals}
    rows = sorted(tried.totals, key=lambda row: (row.place is None, row.place or 0))
    yield "县区\t名次 实际→试算\t得分 实际→试算"
    for row in rows:
        was = before[row.county]
        if row.place == was.place and row.county not in named:
            still += 1
            continue
        yield f"{row.county}\t{_place(was)}→{_place(row)}\t{_points(was, digits)}→{_points(row, digits)}"
    if still:
        yield f"{'其余' if still < len(rows) else ''}{still}个县区名次不变"


def _place(total: Total) -> str:
    return "-" if total.place is None else _plain(Decimal(total.place))


def _points(total: Total, digits: int) -> str:
    return "-" if total.shown is None else f"{total.shown:.{digits}f}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
