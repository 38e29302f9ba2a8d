"""Parts and wholes of one text: no part above its whole, no sum above it, and none below where the list is complete."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from pingbi.audit.examined import with_unit
from pingbi.audit.texts.plans import exceeds
from pingbi.audit.texts.statement import same_time
from pingbi.audit.texts.words import FINISHED, UNDER_WAY, narrower, plain
from pingbi.model import Finding
from pingbi.model.catalogue import Kind, factor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.audit.texts.statement import Statement, Statements

# Groups that may hold the same thing twice: 亿元以上 and 十亿元以上, 省重点 and 市重点.
_OVERLAPPING = re.compile(r"以上|以下|重点|新开工|新增|结转|续建")
_AMONG = re.compile(r"其中(?![^，]{0,8}(?:月|季度|上年))")  # 其中7月份 is another time, not a part
_REST = re.compile(r"^(?:其他|其它|其余|剩余|余下)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SumMismatch(Finding):
    """Parts of a text that together are more than their whole, or less although the list names all."""

    code: ClassVar[str] = "sum-mismatch"
    whole: str
    whole_value: str
    total: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        listed = "、".join(self.parts)
        head = f"{self.county}的{self.whole}写为{self.whole_value}"
        return f"{head}，所列各项（{listed}）合计为{self.total}，两者不符，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class FewerLoansThanBorrowers(Finding):
    """Loans to more enterprises than there were loans: possible, but unusual."""

    code: ClassVar[str] = "implausible"
    loans: str
    borrowers: str

    def __str__(self) -> str:
        return f"{self.county}的贷款笔数少于企业数（{self.loans}，{self.borrowers}），一般每家至少一笔，请核实"


def parts(facts: Statements) -> Iterator[Finding]:
    """Each part against its whole, then the parts of each whole together."""
    lists: dict[int, tuple[Statement, list[Statement]]] = {}
    for row in facts.of(Kind.COUNT, Kind.LEVEL):
        whole, listed = _whole_of(facts, row)
        if whole is None:
            continue
        if not facts.scored(row, whole):
            yield from exceeds(row, whole)
        if listed:
            lists.setdefault(id(whole), (whole, []))[1].append(row)
    for whole, rows in lists.values():
        yield from _together(whole, rows)
    yield from _states(facts)


def _whole_of(facts: Statements, row: Statement) -> tuple[Statement | None, bool]:
    """(the whole that a fact is a part of, whether it stands in a 其中 list of it)."""
    own = row.fact.part_of
    for other in facts.before(row):
        if other.fact.kind is not row.fact.kind or factor(row.fact.unit, other.fact.unit) is None:
            continue
        if own is not None and plain(own) == other.words:
            return other, True
        if own is None and _first_of_list(row) and not _first_of_list(other):
            near = row.follows(other, 60) and same_time(row.fact.period, other.fact.period)
            return (other, True) if near else (None, False)
        if _part_by_name(facts, row, other):
            return other, False
    return None, False


def _first_of_list(row: Statement) -> bool:
    return _AMONG.match(row.fact.quote) is not None


def _part_by_name(facts: Statements, row: Statement, other: Statement) -> bool:
    """By the words (亿元以上工业项目, 工业项目), or because the scheme calls it a part; of the same time."""
    if not same_time(row.fact.period, other.fact.period):
        return False
    known = facts.examined.indicators.get(row.fact.indicator_id or "")
    if known is not None and known.part_of is not None and known.part_of == other.fact.indicator_id:
        return True
    if row.parted.measure != other.parted.measure or row.parted.state != other.parted.state:
        return False
    return narrower(row.parted.things, other.parted.things)


def _together(whole: Statement, rows: list[Statement]) -> Iterator[Finding]:
    """The sum of a list's parts; groups that may hold the same thing twice are not added."""
    named = [row.words for row in rows]
    twice = any(narrower(one, other) for one in named for other in named)
    if len(rows) < 2 or twice or any(_OVERLAPPING.search(words) for words in named):
        return
    bounds = [bound for row in rows if (bound := row.within(whole.fact.unit)) is not None]
    limit = whole.within(whole.fact.unit)
    if len(bounds) != len(rows) or limit is None:
        return
    low, high = sum(bound[0] for bound in bounds), sum(bound[1] for bound in bounds)
    ended = any(_REST.match(words) for words in named)
    if low > limit[1] or (ended and high < limit[0]):
        yield _mismatch(whole, rows)


def _states(facts: Statements) -> Iterator[Finding]:
    """已建成 and 在建 of a class: each, and both together, not more than all of the class."""
    for whole in facts.of(Kind.COUNT):
        if whole.parted.state or whole.parted.measure:
            continue
        groups: list[Statement] = []
        for row in facts.after(whole):
            if row.fact.kind is not Kind.COUNT or row.parted.things != whole.parted.things:
                continue
            if not row.parted.state and not row.parted.measure:
                break  # the class is counted again: what follows belongs to that
            if row.parted.begun:
                groups.append(row)
        for row in groups:
            if factor(row.fact.unit, whole.fact.unit) is not None and not facts.scored(row, whole):
                yield from exceeds(row, whole)
        finished = [row for row in groups if row.parted.state in FINISHED]
        under_way = [row for row in groups if row.parted.state in UNDER_WAY]
        if len(finished) == len(under_way) == 1:
            yield from _together(whole, [*finished, *under_way])


def _mismatch(whole: Statement, rows: list[Statement]) -> Finding:
    total = Decimal(0)
    for row in rows:
        total += row.value * (factor(row.fact.unit, whole.fact.unit) or 1)
    return SumMismatch(
        county=whole.fact.county,
        indicator=whole.fact.indicator_id,
        places=tuple(row.origin for row in (whole, *rows)),
        whole=whole.fact.indicator,
        whole_value=f"{whole.shown}（{whole.quoted}）",
        total=with_unit(total.normalize(), whole.fact.unit),
        parts=tuple(row.quoted for row in rows),
    )


def loans(facts: Statements) -> Iterator[Finding]:
    """为142家企业发放贷款137笔."""
    for row in facts.of(Kind.COUNT):
        if row.fact.unit != "笔" or "贷" not in row.words:
            continue
        borrowers = next((other for other in facts.before(row, 30) if other.fact.unit in ("家", "户")), None)
        if borrowers is not None and row.value < borrowers.value:
            yield FewerLoansThanBorrowers(
                county=row.fact.county,
                places=(row.origin, borrowers.origin),
                loans=f"{row.shown}，{row.quoted}",
                borrowers=f"{borrowers.shown}，{borrowers.quoted}",
            )
