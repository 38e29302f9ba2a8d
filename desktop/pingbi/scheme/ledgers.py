"""What the rows of a ledger are read as, and what is made from them: the scheme's [[ledger]] with its indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pingbi.model.catalogue import factor
from pingbi.scheme.condition import Condition, condition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.scheme.tables import Indicator, Ledger, Scheme

_DONE = re.compile(r"(?:本年|今年|当年|累计|已|实际)*完成.*投资.*")
_WHOLE = re.compile(r"(?:项目|计划|预计|概算)*(?:概算投资|概算总投资|总投资|投资概算|投资总额)额?")


@dataclass(frozen=True)
class Make:
    """One indicator of a ledger. `columns` are those that are summed: none (count), one, or numerator, denominator."""

    indicator: Indicator
    columns: tuple[str, ...]
    where: Condition | None
    times: Decimal  # turns a count, the column's unit or the bare ratio into the indicator's unit

    @property
    def needs(self) -> tuple[str, ...]:
        """Every column that it looks at."""
        return tuple(dict.fromkeys((*self.columns, *(self.where.columns if self.where is not None else ()))))

    @property
    def words(self) -> str:
        """合计：完成投资, 计数：概算投资 ≥ 1, 比率：完成投资÷年计划投资."""
        kind = {"count": "计数", "sum": "合计", "ratio": "比率"}[self.indicator.aggregate or "count"]
        terms = ["÷".join(self.columns)] if self.columns else []
        terms += [self.where.words] if self.where is not None else []
        return f"{kind}：{'，'.join(terms)}" if terms else kind


@dataclass(frozen=True)
class LedgerRules:
    """`units` holds every column of numbers, with its unit where one is known; the others hold words."""

    ledger: Ledger
    units: Mapping[str, str]
    makes: tuple[Make, ...]
    checks: tuple[Condition, ...]

    @property
    def summed(self) -> tuple[str, ...]:
        """The columns of amounts: those with a unit that adds up, and those that are summed."""
        made = {column for row in self.makes for column in row.columns}
        return tuple(name for name, unit in self.units.items() if name in made or (unit and unit not in ("%", "‰")))


_KNOWN: dict[int, tuple[Scheme, tuple[LedgerRules, ...]]] = {}


def ledger_rules(scheme: Scheme) -> tuple[LedgerRules, ...]:
    """The rules of every ledger of a scheme that has been checked, made once a scheme."""
    kept = _KNOWN.get(id(scheme))
    if kept is None or kept[0] is not scheme:
        kept = (scheme, tuple(_rules(scheme, ledger) for ledger in scheme.ledger))
        if len(_KNOWN) > 64:
            _KNOWN.clear()
        _KNOWN[id(scheme)] = kept
    return kept[1]


def _rules(scheme: Scheme, ledger: Ledger) -> LedgerRules:
    rows = [row for row in scheme.indicator if row.ledger == ledger.id]
    units = dict(ledger.units)
    for row in rows:  # a column without a unit of its own is in that of the indicator that sums it
        if row.aggregate == "sum" and row.column is not None:
            units.setdefault(row.column, row.unit)
        if row.aggregate == "ratio":
            units |= {name: "" for name in (row.numerator, row.denominator) if name is not None and name not in units}
    conditions = {row.id: condition(row.where, ledger.columns, units) for row in rows if row.where is not None}
    checks = tuple(condition(text, ledger.columns, units) for text in checks_of(ledger))
    for item in (*conditions.values(), *checks):
        units |= {name: "" for name in item.numbers if name not in units}
    makes = tuple(
        Make(row, _columns(row), conditions.get(row.id), times(row, units)) for row in rows if row.aggregate is not None
    )
    return LedgerRules(ledger, units, makes, checks)


def checks_of(ledger: Ledger) -> tuple[str, ...]:
    """The scheme's checks of a row; without any, what was completed is not more than the whole investment."""
    if ledger.checks is not None:
        return ledger.checks
    return tuple(
        f"「{done}」 <= 「{whole}」"
        for done in ledger.columns
        for whole in ledger.columns
        if _DONE.fullmatch(done)
        and _WHOLE.fullmatch(whole)
        and factor(ledger.units.get(done, ""), ledger.units.get(whole, "")) == 1
    )


def times(row: Indicator, units: Mapping[str, str]) -> Decimal:
    """What a count, a sum in the column's unit or a bare ratio is multiplied by; 1 where nothing fits."""
    if row.aggregate == "sum":
        return factor(units.get(row.column or "", ""), row.unit) or Decimal(1)
    if row.aggregate == "ratio":
        own = factor(units.get(row.numerator or "", ""), units.get(row.denominator or "", "")) or Decimal(1)
        return own * (factor("倍", row.unit) or Decimal(1))
    return factor(row.unit.removeprefix("万"), row.unit) or Decimal(1)


def _columns(row: Indicator) -> tuple[str, ...]:
    named = {"sum": (row.column,), "ratio": (row.numerator, row.denominator)}.get(row.aggregate or "", ())
    return tuple(name for name in named if name is not None)


def mistakes(scheme: Scheme) -> Iterator[str]:
    """Units of a ledger's columns that do not fit what is made from them."""
    for ledger in scheme.ledger:
        for row in scheme.indicator:
            if row.ledger != ledger.id or row.aggregate != "sum" or row.column not in ledger.units:
                continue
            unit = ledger.units[row.column]
            if factor(unit, row.unit) is None:
                yield f"[[indicator]] “{row.id}”的单位是“{row.unit}”，台账“{ledger.id}”的列“{row.column}”却是“{unit}”"
