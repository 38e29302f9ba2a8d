"""What a change of a project is; the kinds stand in `submitting`, `settling` and `course`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias, TypeVar

from pingbi.model.catalogue import excerpt

if TYPE_CHECKING:
    from pingbi.project.state import State

Names: TypeAlias = Mapping[str, str]  # id of an indicator or criterion -> its name


class Stamp(NamedTuple):
    """Which change it is, when it was made and by whom."""

    number: int
    when: str
    by: str


@dataclass(frozen=True, slots=True)
class Change(ABC):
    """One change: what it makes of the state, and its line of history. Adding one: a class here, a word in CHANGES."""

    about: ClassVar[str] = ""  # the field that holds the county, where the change has one
    after_final: ClassVar[bool] = False  # whether it may be made of what is 定稿: it touches no figure and no rule

    @property
    def whose(self) -> str:
        """The county it is about; empty where it is about none or several."""
        return str(getattr(self, self.about)) if self.about else ""

    def refusal(self, _state: State, /) -> str:
        """Why it cannot be made now, as one Chinese line; empty where it can."""
        return ""

    @abstractmethod
    def applied(self, state: State, stamp: Stamp, /) -> State:
        """The state after it."""

    @abstractmethod
    def line(self, state: State, names: Names, /) -> str:
        """One Chinese line of history; `state` is that before it."""


Row = TypeVar("Row")


def put(rows: tuple[Row, ...], row: Row, *fields: str) -> tuple[Row, ...]:
    """The rows with this one at the end, instead of the one that agrees with it in these fields."""
    key_of = attrgetter(*fields)
    key = key_of(row)
    return (*[old for old in rows if key_of(old) != key], row)


def short(text: str) -> str:
    """Words of a person as a line of history repeats them."""
    return excerpt(text)
