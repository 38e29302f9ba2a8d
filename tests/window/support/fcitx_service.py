"""A fcitx on a bus that says what it is told to say."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_return, new_signal

from pingbi_qt.input_method.bus import DBUS, DBUS_PATH, Bus, Value
from pingbi_qt.input_method.fcitx import Dialect

LONGEST = 60.0  # seconds; no test waits for it to pass


class Call(NamedTuple):
    """What it was asked."""

    path: str
    interface: str
    member: str
    signature: str
    values: Sequence[Value]
    message: Message


class Service:
    """It speaks one dialect, takes the keys `takes`, says `signals` before it answers, and keeps what it is told."""

    def __init__(self, address: str, dialect: Dialect, made: Sequence[Value], *, to_all: bool) -> None:
        self.dialect, self.made, self.to_all = dialect, made, to_all
        self.path = dialect.path(made[0])
        self.told: list[Call] = []
        self.takes: set[int] = set()
        self.signals: list[tuple[str, str, Sequence[Value]]] = []
        self.hangs = False
        self._late: list[Call] = []
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
        here = DBusAddress(self.path, interface=self.dialect.context)
        said = new_signal(here, member, signature, tuple(values))
        if not self.to_all:
            said.header.fields[HeaderFields.destination] = client
        self.bus.write(said)

    def _serve(self) -> None:
        while True:
            try:
                message = self.bus.read(time.monotonic() + LONGEST)
            except OSError:
                return
            if message.header.message_type is MessageType.method_call:
                self._hear(asked(message))

    def _hear(self, call: Call) -> None:
        self.told.append(call)
        if call.member == self.dialect.create[0]:
            self._answer(call, "oay" if len(self.made) == 2 else "ibuuuu", self.made)
        elif call.member == "ProcessKeyEvent" and self.hangs:
            self._late.append(call)
        elif call.member == "ProcessKeyEvent":
            for late in self._late:
                self._answer(late, "b", [1])
            for member, signature, values in self.signals:
                self._say(call.message.header.fields[HeaderFields.sender], member, signature, values)
            taken = int(call.values[0] in self.takes)
            self._answer(call, "b" if "b" in self.dialect.key else "i", [taken])

    def _answer(self, call: Call, signature: str, values: Sequence[Value]) -> None:
        self.bus.write(new_method_return(call.message, signature, tuple(values)))


def asked(message: Message) -> Call:
    """The parts of a call."""
    fields = message.header.fields
    path, member = fields[HeaderFields.path], fields[HeaderFields.member]
    interface, signature = fields.get(HeaderFields.interface, ""), fields.get(HeaderFields.signature, "")
    return Call(path, interface, member, signature, message.body, message)
