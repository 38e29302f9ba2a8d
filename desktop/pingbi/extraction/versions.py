"""Two files of one source for one county: which replaced which, what changed, what is new, what is gone.

A value that stands in the older file and not in the newer one still counts: a county that sends what it had wrong often
sends that alone. Where the newer file repeats most of the older one, each value that it leaves out is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pingbi.model import Finding, InSheet, InText, Role, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pingbi.model import Figure, Source
    from pingbi.scheme import Scheme

NAMED = 5  # indicators that a sentence lists


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReplaced(Finding):
    """A newer file of the same source that changes what the older one said."""

    code: ClassVar[str] = "changed-since-last"
    file: str
    before_file: str
    changed: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    def __str__(self) -> str:
        parts = [f"改了{len(self.changed)}项{_listed(self.changed)}"]
        if self.new:
            parts.append(f"新报{len(self.new)}项{_listed(self.new)}")
        if self.gone:
            parts.append(f"没有再报{len(self.gone)}项{_listed(self.gone)}（沿用前一份的数）")
        who = self.county or "各县区"
        return f"{who}先后有两份数：以较新的{self.file}为准，与{self.before_file}相比，{'，'.join(parts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyBefore(Finding):
    """A value of the older file that the newer one, which repeats the rest, leaves out. It still counts."""

    code: ClassVar[str] = "other-source-used"
    name: str
    value: str
    before_file: str
    file: str

    def __str__(self) -> str:
        return (
            f"{self.county}的{self.name}在较新的{self.file}里是空的，前一份{self.before_file}报的是{self.value}；"
            f"暂沿用{self.value}，请核实是否撤销"
        )


class Replaced(NamedTuple):
    """One county's figures of two files of one source, by indicator."""

    newer: dict[str, Figure]
    older: dict[str, Figure]


def replaced(figures: Iterable[Figure]) -> Iterator[Replaced]:
    """Of one county's figures: for each source the newest file beside the one before it.

    Two that hold different things replace nothing.
    """
    files: dict[Source, dict[int, dict[str, Figure]]] = {}
    for row in figures:
        if row.role is Role.NOW and isinstance(row.origin, InSheet):
            files.setdefault(row.source, {}).setdefault(row.order, {}).setdefault(row.indicator, row)
    for orders in files.values():
        if len(orders) < 2:
            continue
        older, newer = (orders[order] for order in sorted(orders)[-2:])
        if any(_usable(row) and _usable(older.get(name)) for name, row in newer.items()):
            yield Replaced(newer, older)


def versions(found: Iterable[Replaced], scheme: Scheme) -> Iterator[Finding]:
    """What each two files that hold the figures of one county or more say otherwise."""
    pairs: dict[tuple[str, str], dict[str, Replaced]] = {}
    for row in found:
        newer, older = next(iter(row.newer.values())), next(iter(row.older.values()))
        pairs.setdefault((_file(newer), _file(older)), {})[newer.county] = row
    for (file, before_file), rows in pairs.items():
        yield from _replaced(file, before_file, rows, scheme)


def _replaced(file: str, before_file: str, found: dict[str, Replaced], scheme: Scheme) -> Iterator[Finding]:
    """One finding for the two files, one for each value that is left out of a repetition."""
    several = len(found) > 1
    changed: list[Figure] = []
    new: list[Figure] = []
    gone: list[Figure] = []
    for both in found.values():
        common = [row for name, row in both.newer.items() if _usable(row) and _usable(both.older.get(name))]
        changed += [row for row in common if row.value != both.older[row.indicator].value]
        new += [row for name, row in both.newer.items() if _usable(row) and name not in both.older]
        left = [row for name, row in both.older.items() if _usable(row) and name not in both.newer]
        gone += left if len(common) >= len(left) else []
    if changed and len(changed) + len(new) + len(gone) > 1:  # one change has said it already
        yield FileReplaced(
            county=None if several else changed[0].county,
            places=tuple(row.origin for row in changed[:NAMED]),
            file=file,
            before_file=before_file,
            changed=tuple(_name(row, scheme, several=several) for row in changed),
            new=tuple(_name(row, scheme, several=several) for row in new),
            gone=tuple(_name(row, scheme, several=several) for row in gone),
        )
    for row in gone:
        indicator = scheme.indicators[row.indicator]
        yield OnlyBefore(
            county=row.county,
            indicator=row.indicator,
            places=(row.origin,),
            name=indicator.name,
            value=f"{row.value.normalize() + 0:f}{indicator.unit}" if row.value is not None else "免报",
            before_file=before_file,
            file=file,
        )


def _usable(row: Figure | None) -> bool:
    return row is not None and row.state in (State.READ, State.EXEMPT)


def _name(row: Figure, scheme: Scheme, *, several: bool) -> str:
    return f"{row.county if several else ''}{scheme.indicators[row.indicator].name}"


def _file(row: Figure) -> str:
    return row.origin.file if isinstance(row.origin, InSheet | InText) else ""


def _listed(names: tuple[str, ...]) -> str:
    return f"（{'、'.join(names[:NAMED])}{'等' if len(names) > NAMED else ''}）"
