"""One county's value of one indicator, with where it stood."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from pingbi.model.origin import Origin


class Role(StrEnum):
    """Which of an indicator's values it is."""

    NOW = "now"
    PREVIOUS = "previous"
    LAST_YEAR = "last_year"
    TARGET = "target"


ROLE_WORDS = {Role.NOW: "", Role.PREVIOUS: "上期", Role.LAST_YEAR: "上年同期", Role.TARGET: "目标"}


class Source(StrEnum):
    """Through which door a figure came; the order of these is a choice of the scheme."""

    CORRECTION = "correction"
    CITY_TABLE = "city_table"
    TEMPLATE = "template"
    LEDGER = "ledger"
    TEXT = "text"
    COMPUTED = "computed"  # by the scheme's own formula; never in a scheme's list
    DECISION = "decision"  # points by 会议研究决定, beside what the rules give; never in a scheme's list
    COUNTED = "counted"  # how the county has reported (`count_of`): what is reported goes before it; never in a list
    ARCHIVE = "archive"  # as an earlier period published it: what is reported goes before it; never in a scheme's list


class State(StrEnum):
    """What may be done with a figure."""

    READ = "read"  # value is a number and may be scored
    EXEMPT = "exempt"  # 免报: "—" or "/" was written; value is None
    UNREADABLE = "unreadable"  # something was written that is no number; value is None
    OTHER_PERIOD = "other_period"  # a figure of another period: shown, never scored
    UNDECIDED = "undecided"  # two values in one file, or offered but not accepted: shown, never scored


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in the indicator's unit. `county` is the scheme's name (or the city's), `indicator` its id."""

    county: str
    indicator: str
    value: Decimal | None
    period: str
    source: Source
    origin: Origin
    state: State = State.READ
    role: Role = Role.NOW
    reported: str = ""  # the number exactly as it stood
    reported_unit: str = ""  # the unit exactly as it stood; may differ from the indicator's (converted, and said)
    read_at: str = ""  # ISO time of the reading, for 数据来源
    order: int = 0  # newer files have greater numbers: of one source the newer file of a county wins
    modified: float = 0.0  # when its file was last changed, in seconds; 0 where that is not known
    note: str = ""  # the filler's comment on the cell

    def received(self, read_at: str, order: int, modified: float) -> Figure:
        """The same, with when it was read and which of the files it stands in; half the time of `replace`."""
        return Figure(*(*_ALL(self)[:-4], read_at, order, modified, self.note))

    def __reduce__(self) -> tuple[type[Figure], tuple[object, ...]]:
        """Figures come from child processes by the thousand: three times quicker than the way of dataclasses."""
        return Figure, _ALL(self)


_ALL = attrgetter(*(field.name for field in fields(Figure)))
