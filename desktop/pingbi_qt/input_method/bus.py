"""The session's D-Bus over its socket: PySide6's QtDBus sends no unsigned numbers and no pairs, which fcitx wants."""

from __future__ import annotations

import os
import socket
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from pingbi_qt.input_method.wire import FIRST, Kind, Message, Value, length, packed, unpacked

DBUS, DBUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
GREETING = 1.0  # seconds that the bus may take to let us in
LARGEST = 1 << 20  # bytes of a message; what an input method says takes a few hundred


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
        self._serial = 0
        self._read = bytearray()
        self._heard: deque[Message] = deque()
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            self._socket.settimeout(GREETING)
            self._socket.connect(address)
            self._socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
            if not self._socket.recv(4096).startswith(b"OK "):
                raise ConnectionRefusedError("the bus lets nobody in by the system's user")
            self._socket.sendall(b"BEGIN\r\n")
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
        self._write(Message(Kind.CALL, path, interface, member, signature, values, to), unanswered=True)

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
        serial = self._write(Message(Kind.CALL, path, interface, member, signature, values, to))
        end = time.monotonic() + patience
        while True:
            message = self._next(end)
            if message.kind is Kind.SIGNAL:
                self._heard.append(message)
            elif message.answers == serial and message.kind is Kind.RETURN:
                return message.values
            elif message.answers == serial and message.kind is Kind.ERROR:
                raise RefusedError(message.error)

    def heard(self) -> Iterator[Message]:
        """The signals that have come, in their order, without a wait. Raise OSError where the bus is gone."""
        try:
            while True:
                message = self._next(0.0)
                if message.kind is Kind.SIGNAL:
                    self._heard.append(message)
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

    def _write(self, message: Message, *, unanswered: bool = False) -> int:
        self._serial += 1
        self._socket.settimeout(GREETING)
        try:
            self._socket.sendall(packed(message._replace(serial=self._serial), unanswered=unanswered))
        except TimeoutError as error:  # half a message may be under way
            raise ConnectionAbortedError("the bus takes nothing") from error
        return self._serial

    def _next(self, end: float) -> Message:
        """The next message, waited for until that moment; what has come of it stays when it is not whole yet."""
        while True:
            if len(self._read) >= FIRST:
                size = length(bytes(self._read[:FIRST]))
                if size > LARGEST:
                    raise ConnectionAbortedError("a message as long as nobody sends")
                if len(self._read) >= size:
                    data = bytes(self._read[:size])
                    del self._read[:size]
                    return unpacked(data)
            self._socket.settimeout(max(0.0, end - time.monotonic()))
            try:
                data = self._socket.recv(65536)
            except BlockingIOError as error:
                raise TimeoutError from error
            if not data:
                raise ConnectionResetError("the bus has gone")
            self._read += data
