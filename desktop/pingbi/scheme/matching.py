"""What an earlier period's counties and indicators are called now: by name, by code or id, by another name."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from pingbi.model.catalogue import bare, factor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pingbi.scheme.tables import Indicator, Scheme


class KnownPlace(Protocol):
    """A county, or the city."""

    @property
    def name(self) -> str:
        """As tables have it."""

    @property
    def code(self) -> str | None:
        """It outlives a new name."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names."""


class KnownIndicator(Protocol):
    """An indicator by all its names."""

    @property
    def id(self) -> str:
        """As schemes have it."""

    @property
    def name(self) -> str:
        """As tables have it."""

    @property
    def unit(self) -> str:
        """The unit of its values."""

    @property
    def kind(self) -> str:
        """A word of `Kind`."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names."""


Then = TypeVar("Then")
Now = TypeVar("Now")
OfThen = TypeVar("OfThen", bound=KnownIndicator)


class Matched(NamedTuple, Generic[OfThen]):
    """An indicator of then and that of now; a value is multiplied by `times`."""

    then: OfThen
    now: Indicator
    times: Decimal


def counties_of_now(city: KnownPlace, counties: Sequence[KnownPlace], scheme: Scheme) -> dict[str, str]:
    """Name of then -> name of now; by name, else by code, else by another name. Two that became one are left out."""

    def names(row: KnownPlace) -> tuple[set[str], ...]:
        return {bare(row.name)}, {row.code} if row.code else set(), {bare(word) for word in (row.name, *row.aliases)}

    pairs = list(_pairs(counties, scheme.county, names, lambda _then, _now: True))
    paired = {then.name for then, _ in pairs}
    left = [words for row in counties if row.name not in paired for words in names(row)]
    found = {city.name: scheme.city.name}
    for then, now in pairs:
        if not any(words & mine for mine in names(now) for words in left):
            found[then.name] = now.name
    return found


def indicators_of_now(indicators: Iterable[OfThen], scheme: Scheme) -> tuple[Matched[OfThen], ...]:
    """By id where the kind is the same and the unit can be turned into that of now, else by name and the same unit."""

    def names(row: KnownIndicator) -> tuple[set[str], ...]:
        return {row.id}, {bare(row.name)}, {bare(word) for word in (row.name, *row.aliases)}

    def fit(then: OfThen, now: Indicator) -> bool:
        times = factor(then.unit, now.unit)
        return then.kind == now.kind.value and (times == 1 or (times is not None and then.id == now.id))

    pairs = _pairs(tuple(indicators), scheme.indicator, names, fit)
    return tuple(Matched(then, now, factor(then.unit, now.unit) or Decimal(1)) for then, now in pairs)


def _pairs(
    then: Sequence[Then],
    now: Sequence[Now],
    names: Callable[[Then | Now], tuple[set[str], ...]],
    fit: Callable[[Then, Now], bool],
) -> Iterator[tuple[Then, Now]]:
    """Each with the one that shares a name of the first sort, else of the second …; what is wanted twice is not."""
    left, free = dict(enumerate(then)), dict(enumerate(now))
    old_names = {at: names(row) for at, row in left.items()}
    new_names = {at: names(row) for at, row in free.items()}
    for sort in range(len(new_names[0]) if now else 0):
        holders: dict[str, list[int]] = {}
        for at in free:
            for word in new_names[at][sort]:
                holders.setdefault(word, []).append(at)
        found = {
            (old, new)
            for old in left
            for word in old_names[old][sort]
            for new in holders.get(word, ())
            if fit(left[old], free[new])
        }
        wanted = Counter(old for old, _ in found), Counter(new for _, new in found)
        for old, new in sorted(found):
            if wanted[0][old] == wanted[1][new] == 1:
                yield left[old], free[new]
        left = {at: row for at, row in left.items() if at not in wanted[0]}
        free = {at: row for at, row in free.items() if at not in wanted[1]}
