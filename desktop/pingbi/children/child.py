"""The child's side: take a task, do it, answer, until the parent has no more."""

from __future__ import annotations

import gc
import sys
from pickle import PickleError
from typing import TYPE_CHECKING, Any, NamedTuple

from pingbi.children.limits import settle, wind_down, wind_up
from pingbi.children.outcome import Answered, Loss, Lost, Refused
from pingbi.model import PingbiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from pingbi.children.outcome import Outcome


class Order(NamedTuple):
    """What is sent to a child. `given` is the same for many tasks: it is sent once, in a tuple, then left out."""

    work: Callable[[Any, Any], Any]
    given: tuple[Any, ...]
    asked: Any
    seconds: float


def serve(connection: Connection) -> None:
    """The whole life of a child."""
    settle()
    gc.freeze()  # what has been imported stays
    gc.disable()  # the millions of cells of a large sheet hold no circles: looking for some takes an eighth of the time
    given = None
    while True:
        gc.collect()
        try:
            order: Order = connection.recv()
        except EOFError:
            return
        if order.given:
            (given,) = order.given
        outcome = _done(order, given)
        del order  # an input of many megabytes is not kept until the next one comes
        try:
            connection.send(outcome)
        except (TypeError, AttributeError, PickleError) as error:  # what cannot be sent
            connection.send(Lost(Loss.FAILED, type(error).__name__))
        if outcome == Lost(Loss.MEMORY):
            sys.exit()  # what is left of it is in pieces


def _done(order: Order, given: object) -> Outcome[Any]:
    wind_up(order.seconds)
    try:
        return Answered(order.work(given, order.asked))
    except PingbiError as error:
        return Refused(error)
    except MemoryError:
        return Lost(Loss.MEMORY)
    except Exception as error:  # noqa: BLE001  # any mistake of a reader is one finding about its one file
        return Lost(Loss.FAILED, type(error).__name__)
    finally:
        wind_down()
