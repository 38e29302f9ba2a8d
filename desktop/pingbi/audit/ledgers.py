"""Entries of ledgers that stand twice: in one county, or in two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pingbi.model import Finding, InSheet
from pingbi.model.catalogue import bare, excerpt, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.audit.examined import Examined
    from pingbi.model import Entry, LedgerPart

SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTwice(Finding):
    """One project twice in one county's ledger: it is counted twice until one is taken out."""

    code: ClassVar[str] = "entry-twice"
    ledger: str
    name: str
    where: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.county}的{quoted(self.ledger)}中{quoted(excerpt(self.name))}出现了{len(self.where)}次"
            f"（{_listed(self.where)}），现按各计一次，请核实是否重复"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryInTwoCounties(Finding):
    """One project in the ledgers of several counties: each counts it."""

    code: ClassVar[str] = "entry-in-two-counties"
    ledger: str
    name: str
    where: tuple[str, ...]  # 甲县（甲县.xlsx 台账 B7）

    def __str__(self) -> str:
        both = _listed(self.where)
        return f"{quoted(self.ledger)}中{quoted(excerpt(self.name))}同时列在{both}，各县区都计了一次，请核实归属"


class _Found(NamedTuple):
    part: LedgerPart
    entry: Entry


def ledgers(examined: Examined) -> Iterator[Finding]:
    """Every entry whose name stands more than once; blanks and the width of signs make no difference."""
    for ledger in examined.scheme.ledger:
        first: dict[str, _Found] = {}
        again: dict[str, list[_Found]] = {}
        parts = [part for part in examined.ledgers if part.ledger == ledger.id]
        used = set[str]().union(*(entry.name for part in parts for entry in part.entries))
        signs = {sign for sign in used if _plain(sign) != sign}
        for part in parts:
            for entry in part.entries:
                name = entry.name if signs.isdisjoint(entry.name) else _plain(entry.name)
                if name in first:
                    again.setdefault(name, [first[name]]).append(_Found(part, entry))
                else:
                    first[name] = _Found(part, entry)
        for found in again.values():
            yield from _repeated(ledger.name, found)


def _plain(name: str) -> str:
    return bare(name).translate(_BRACKETS)


_BRACKETS = str.maketrans("（）【】［］，、", "()[][],,")


def _repeated(ledger: str, found: Sequence[_Found]) -> Iterator[Finding]:
    counties: dict[str, list[_Found]] = {}
    for item in found:
        counties.setdefault(item.part.county, []).append(item)
    for county, items in counties.items():
        if len(items) > 1:
            yield EntryTwice(
                county=county,
                ledger=ledger,
                name=items[0].entry.name,
                where=tuple(map(_where, items)),
                places=tuple(map(_place, items)),
            )
    if len(counties) > 1:
        firsts = [items[0] for items in counties.values()]
        yield EntryInTwoCounties(
            ledger=ledger,
            name=firsts[0].entry.name,
            where=tuple(f"{item.part.county}（{_where(item)}）" for item in firsts),
            places=tuple(map(_place, firsts)),
        )


def _where(item: _Found) -> str:
    return f"{item.part.file} {item.part.sheet} 第{item.entry.row}行"


def _place(item: _Found) -> InSheet:
    return InSheet(item.part.file, item.part.sheet, f"{item.entry.column}{item.entry.row}", item.entry.name)


def _listed(items: Sequence[str]) -> str:
    return "、".join(items[:SHOWN]) + (f"等{len(items)}处" if len(items) > SHOWN else "")
