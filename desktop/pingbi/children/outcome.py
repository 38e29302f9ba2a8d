"""What is asked of a child, and what can become of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from pingbi.model import PingbiError

Asked = TypeVar("Asked")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Task(Generic[Asked]):
    """One piece of work; a child that takes longer than `seconds` is ended."""

    asked: Asked
    seconds: float
    last: bool = False  # for its child: what a large piece of work has taken is given back


@dataclass(frozen=True, slots=True)
class Answered(Generic[Value]):
    """The work is done."""

    value: Value


@dataclass(frozen=True, slots=True)
class Refused:
    """The work said in one Chinese line why it cannot be done."""

    error: PingbiError


class Loss(Enum):
    """How a child failed at its work."""

    TIME = "time"
    MEMORY = "memory"
    DIED = "died"
    FAILED = "failed"  # by an exception that nobody expected


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer; `detail` names the exception, or what ended the process."""

    loss: Loss
    detail: str = ""


Outcome = Answered[Value] | Refused | Lost
