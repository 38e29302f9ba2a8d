"""fcitx on the session's bus: version 5, and 4 in both of its ways of speaking."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple, TypeAlias, cast

from pingbi_qt.input_method.bus import DBUS, DBUS_PATH, Bus, RefusedError, Signal, Value

PATIENCE = 0.3  # seconds for the few questions of a beginning
PROGRAM = "pingbi"
# It is shown in the field, in pieces; where the focus leaves, the window itself puts in what stands there.
PREEDIT, FORMATTED_PREEDIT, CLIENT_UNFOCUS_COMMIT = 1 << 1, 1 << 4, 1 << 5
CAPABILITY = PREEDIT | FORMATTED_PREEDIT | CLIENT_UNFOCUS_COMMIT
_log = logging.getLogger("pingbi_qt.input_method")


class Commit(NamedTuple):
    """Text for the field."""

    text: str


class Preedit(NamedTuple):
    """Text that is still being typed: pieces with fcitx's flags of format, the cursor in bytes of UTF-8."""

    pieces: Sequence[tuple[str, int]]
    cursor: int


class Forward(NamedTuple):
    """A key that fcitx gives back."""

    keysym: int
    state: int
    release: bool


class Changed(NamedTuple):
    """fcitx has ended, or one has begun: its context is to be made anew."""


Said: TypeAlias = Commit | Preedit | Forward | Changed


class Dialect(NamedTuple):
    """How one fcitx is spoken to."""

    name: str
    method: tuple[str, str]  # path and interface of what makes contexts
    context: str  # the interface of one
    create: tuple[str, str, Sequence[Value]]
    path: Callable[[Value], str]  # of the context, from what is answered
    capability: tuple[str, str]
    key: str


def dialects(display: str, process: int) -> tuple[Dialect, ...]:
    """Those of fcitx 5, of fcitx 4, and of a fcitx 4 without its newer part, in the order in which they are asked."""
    screen = display.rpartition(":")[2].partition(".")[0] or "0"
    newer = Dialect(
        "org.fcitx.Fcitx5",
        ("/org/freedesktop/portal/inputmethod", "org.fcitx.Fcitx.InputMethod1"),
        "org.fcitx.Fcitx.InputContext1",
        ("CreateInputContext", "a(ss)", [[("program", PROGRAM), ("display", "x11:" + display)]]),
        str,
        ("SetCapability", "t"),
        "uuubu",
    )
    older = Dialect(
        f"org.fcitx.Fcitx-{screen}",
        ("/inputmethod", "org.fcitx.Fcitx.InputMethod"),
        "org.fcitx.Fcitx.InputContext",
        ("CreateICv3", "si", [PROGRAM, process]),
        lambda number: f"/inputcontext_{number}",
        ("SetCapacity", "u"),
        "uuuiu",
    )
    return newer, newer._replace(name="org.freedesktop.portal.Fcitx"), older


class Fcitx:
    """The one context of this program. Each method may raise OSError, which ends the connection to the bus."""

    def __init__(self, bus: Bus, display: str) -> None:
        self._bus = bus
        self._dialects = dialects(display, os.getpid())
        self._dialect = self._dialects[0]
        self._owner = self._path = ""
        self._due = True  # a context is to be made as soon as there is a fcitx
        for dialect in self._dialects:
            rule = f"type='signal',sender='{DBUS}',path='{DBUS_PATH}',member='NameOwnerChanged',arg0='{dialect.name}'"
            bus.listen(rule)

    def fileno(self) -> int:
        """That can be read when fcitx has said something."""
        return self._bus.fileno()

    def there(self) -> bool:
        """Whether one runs."""
        return any(self._bus.owner(dialect.name, PATIENCE) for dialect in self._dialects)

    def focus_in(self) -> bool:
        """A field takes the keys; False where there is no fcitx."""
        if not self._path and self._due:
            self._create()
        self._tell("FocusIn")
        return bool(self._path)

    def focus_out(self) -> None:
        """No field takes them."""
        self._tell("FocusOut")

    def reset(self) -> None:
        """What is being typed is given up."""
        self._tell("Reset")

    def cursor(self, left: int, top: int, width: int, height: int) -> None:
        """Where the cursor stands, in the screen's pixels."""
        self._tell("SetCursorRect", "iiii", (left, top, width, height))

    def key(self, keysym: int, code: int, state: int, *, release: bool, at: int, patience: float) -> bool:
        """Whether fcitx takes the key. Raise TimeoutError where it says nothing."""
        if not self._path:
            return False
        values = (keysym, code, state, int(release), at & 0xFFFFFFFF)
        try:
            (taken, *_) = self._bus.call(
                *self._context("ProcessKeyEvent"), self._dialect.key, values, patience=patience
            )
        except RefusedError:  # it was begun anew, and knows nothing of our context
            self._path, self._due = "", True
            return False
        return bool(taken)

    def heard(self) -> Iterator[Said]:
        """What fcitx has said since, in its order."""
        for message in self._bus.heard():
            if message.sender == DBUS and message.member == "NameOwnerChanged":
                if not self._path or message.values[1] == self._owner:
                    self._path, self._due = "", True
                    yield Changed()
            elif message.sender == self._owner and message.path == self._path and (said := meant(message)):
                yield said

    def _create(self) -> None:
        for number, dialect in enumerate(self._dialects):
            if not (owner := self._bus.owner(dialect.name, PATIENCE)):
                continue
            with suppress(RefusedError, ValueError):
                member, signature, values = dialect.create
                made = self._bus.call(owner, *dialect.method, member, signature, values, patience=PATIENCE)
                self._dialect, self._owner, self._path = dialect, owner, dialect.path(made[0])
                self._bus.listen(f"type='signal',sender='{owner}',path='{self._path}'")  # fcitx 4 says it to all
                _log.info("fcitx makes an input context, dialect %d", number)
                name, signature = dialect.capability
                self._tell(name, signature, (CAPABILITY,))
                break
        self._due = False

    def _tell(self, member: str, signature: str = "", values: Sequence[Value] = ()) -> None:
        if self._path:
            self._bus.send(*self._context(member), signature, values)

    def _context(self, member: str) -> tuple[str, str, str, str]:
        return self._owner, self._path, self._dialect.context, member


def meant(said: Signal) -> Said | None:
    """What a signal of a context says; None where it does not concern a field."""
    values = said.values
    match said.member, said.signature:
        case "CommitString", "s":
            return Commit(str(values[0]))
        case "UpdateFormattedPreedit", "a(si)i":
            return Preedit(tuple(cast("Sequence[tuple[str, int]]", values[0])), cast("int", values[1]))
        case "ForwardKey", "uub" | "uui":
            keysym, state, release = cast("tuple[int, int, int]", values)
            return Forward(keysym, state, bool(release))
    return None
