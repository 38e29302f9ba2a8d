"""A fcitx on a bus that says what it is told to say."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

from pingbi_qt.input_method.bus import DBUS, DBUS_PATH, Bus
from pingbi_qt.input_method.fcitx import Dialect
from pingbi_qt.input_method.wire import Kind, Message, Value

LONGEST = 60.0  # seconds; no test waits for it to pass


class Service:
    """It speaks one dialect, takes the keys `takes`, says `signals` before it answers, and keeps what it is told."""

    def __init__(self, address: str, dialect: Dialect, made: Sequence[Value], *, to_all: bool) -> None:
        self.dialect, self.made, self.to_all = dialect, made, to_all
        self.path = dialect.path(made[0])
        self.told: list[Message] = []
        self.takes: set[int] = set()
        self.signals: list[tuple[str, str, Sequence[Value]]] = []
        self.hangs = False
        self._late: list[Message] = []
        self.bus = Bus(address)
        self.bus.call(DBUS, DBUS_PATH, DBUS, "RequestName", "su", [dialect.name, 0], patience=LONGEST)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """It leaves the bus."""
        with suppress(OSError):  # it has left
            self.bus._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(LONGEST)
        self.bus.close()

    def _say(self, client: str, member: str, signature: str, values: Sequence[Value]) -> None:
        to = "" if self.to_all else client
        self.bus._write(Message(Kind.SIGNAL, self.path, self.dialect.context, member, signature, values, to))

    def _serve(self) -> None:
        while True:
            try:
                message = self.bus._next(time.monotonic() + LONGEST)
            except OSError:
                return
            if message.kind is not Kind.CALL:
                continue
            self.told.append(message)
            if message.member == self.dialect.create[0]:
                self._answer(message, "oay" if len(self.made) == 2 else "ibuuuu", self.made)
            elif message.member == "ProcessKeyEvent" and self.hangs:
                self._late.append(message)
            elif message.member == "ProcessKeyEvent":
                for call in self._late:
                    self._answer(call, "b", [1])
                for member, signature, values in self.signals:
                    self._say(message.sender, member, signature, values)
                taken = int(message.values[0] in self.takes)
                self._answer(message, "b" if "b" in self.dialect.key else "i", [taken])

    def _answer(self, call: Message, signature: str, values: Sequence[Value]) -> None:
        to, number = call.sender, call.serial
        self.bus._write(Message(Kind.RETURN, signature=signature, values=values, destination=to, answers=number))
