"""The session's D-Bus: PySide6's QtDBus sends no unsigned numbers and no pairs, which fcitx wants; jeepney does.

The socket is ours: jeepney's own connections wait without an end for a bus that lets nobody in.
"""

from __future__ import annotations

import socket
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple, cast
from urllib.parse import unquote

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType, Parser, new_method_call
from jeepney.auth import BEGIN, AuthenticationError, Authenticator

DBUS, DBUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
GREETING = 1.0  # seconds that the bus may take to let us in
Value = int | str | Sequence["Value"]  # a variant is the pair of its signature and its value


class Signal(NamedTuple):
    """What somebody on the bus has said."""

    sender: str
    path: str
    member: str
    signature: str
    values: Sequence[Value]


class RefusedError(Exception):
    """The other side answered with an error, whose name this is."""


def addresses(environment: Mapping[str, str]) -> list[str]:
    """The sockets of the session's bus, the abstract ones with a zero byte before them; none where nobody names any."""
    listed = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not listed and (folder := environment.get("XDG_RUNTIME_DIR")):
        listed = f"unix:path={folder}/bus"
    found = []
    for address in listed.split(";"):
        transport, _, rest = address.partition(":")
        given = dict(part.partition("=")[::2] for part in rest.split(","))
        if transport == "unix" and "path" in given:
            found.append(unquote(given["path"]))
        elif transport == "unix" and "abstract" in given:
            found.append("\0" + unquote(given["abstract"]))
    return found


class Bus:
    """A connection. It reads when it is asked to; each wait has an end, where TimeoutError (an OSError) is raised."""

    def __init__(self, address: str) -> None:
        """Raise OSError where nobody listens, or not to us."""
        self._numbers = count(1)
        self._parser = Parser()
        self._heard: deque[Signal] = deque()
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            self._socket.settimeout(GREETING)
            self._socket.connect(address)
            self._greet()
            (name,) = self.call(DBUS, DBUS_PATH, DBUS, "Hello", patience=GREETING)
        except (OSError, RefusedError):
            self._socket.close()
            raise
        self.name = str(name)

    def fileno(self) -> int:
        """That can be read when something has come."""
        return self._socket.fileno()

    def close(self) -> None:
        """Leave the bus."""
        self._socket.close()

    def send(
        self, to: str, path: str, interface: str, member: str, signature: str = "", values: Sequence[Value] = ()
    ) -> None:
        """A call whose answer nobody waits for."""
        message = _call(to, path, interface, member, signature, values)
        message.header.flags |= MessageFlag.no_reply_expected
        self.write(message)

    def call(
        self,
        to: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        values: Sequence[Value] = (),
        *,
        patience: float,
    ) -> Sequence[Value]:
        """What is answered within so many seconds. What comes before it is kept for `heard`."""
        number = self.write(_call(to, path, interface, member, signature, values))
        end = time.monotonic() + patience
        while True:
            message = self.read(end)
            kind, fields = message.header.message_type, message.header.fields
            if kind is MessageType.signal:
                self._heard.append(_said(message))
            elif kind is MessageType.method_return and fields.get(HeaderFields.reply_serial) == number:
                return cast("Sequence[Value]", message.body)
            elif kind is MessageType.error and fields.get(HeaderFields.reply_serial) == number:
                raise RefusedError(fields[HeaderFields.error_name])

    def heard(self) -> Iterator[Signal]:
        """The signals that have come, in their order, without a wait. Raise OSError where the bus is gone."""
        try:
            while True:
                message = self.read(0.0)
                if message.header.message_type is MessageType.signal:
                    self._heard.append(_said(message))
        except TimeoutError:
            pass
        while self._heard:
            yield self._heard.popleft()

    def listen(self, rule: str) -> None:
        """Let the signals of this match rule come."""
        self.send(DBUS, DBUS_PATH, DBUS, "AddMatch", "s", [rule])

    def owner(self, name: str, patience: float) -> str:
        """Whose name this is; empty where nobody's. Nothing is started by the question."""
        try:
            (found,) = self.call(DBUS, DBUS_PATH, DBUS, "GetNameOwner", "s", [name], patience=patience)
        except RefusedError:
            return ""
        return str(found)

    def write(self, message: Message) -> int:
        """Send it; gives its number, by which it is answered."""
        number = next(self._numbers)
        self._socket.settimeout(GREETING)
        try:
            self._socket.sendall(message.serialise(number))
        except TimeoutError as error:  # half a message may be under way
            raise ConnectionAbortedError("the bus takes nothing") from error
        return number

    def read(self, end: float) -> Message:
        """The next message, waited for until that moment; what has come of it stays when it is not whole yet."""
        while (message := self._parser.get_next_message()) is None:
            self._socket.settimeout(max(0.0, end - time.monotonic()))
            try:
                self._parser.add_data(self._received())
            except BlockingIOError as error:
                raise TimeoutError from error
        return message

    def _greet(self) -> None:
        greeting = Authenticator()
        try:
            for line in greeting:
                self._socket.sendall(line)
                greeting.feed(self._received())
        except AuthenticationError as error:
            raise ConnectionRefusedError("the bus lets nobody in by the system's user") from error
        self._socket.sendall(BEGIN)

    def _received(self) -> bytes:
        if not (data := self._socket.recv(65536)):
            raise ConnectionResetError("the bus has gone")
        return data


def _call(to: str, path: str, interface: str, member: str, signature: str, values: Sequence[Value]) -> Message:
    return new_method_call(DBusAddress(path, to, interface), member, signature or None, tuple(values))


def _said(message: Message) -> Signal:
    fields = message.header.fields
    sender, signature = fields.get(HeaderFields.sender, ""), fields.get(HeaderFields.signature, "")
    return Signal(sender, fields[HeaderFields.path], fields[HeaderFields.member], signature, message.body)
