"""Messages of D-Bus as bytes, and back: as much of its types as an input method uses."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple, cast

Value = int | str | Sequence["Value"]  # a variant is the pair of its signature and its value
NUMBERS = {"y": "B", "b": "I", "n": "h", "q": "H", "i": "i", "u": "I", "x": "q", "t": "Q", "d": "d"}
ALIGNED = {"y": 1, "g": 1, "v": 1, "n": 2, "q": 2, "x": 8, "t": 8, "d": 8, "(": 8, "{": 8}  # all others to 4
FIRST = 16  # bytes of a header that tell how long the message is
PATH, INTERFACE, MEMBER, ERROR, ANSWERS, DESTINATION, SENDER, SIGNATURE = range(1, 9)
FIELDS = {PATH: "o", INTERFACE: "s", MEMBER: "s", ERROR: "s", ANSWERS: "u", DESTINATION: "s", SIGNATURE: "g"}


class Kind(IntEnum):
    """What a message is."""

    CALL = 1
    RETURN = 2
    ERROR = 3
    SIGNAL = 4


class Message(NamedTuple):
    """One message; `answers` is the serial number of the call that it replies to."""

    kind: Kind
    path: str = ""
    interface: str = ""
    member: str = ""
    signature: str = ""
    values: Sequence[Value] = ()
    destination: str = ""
    sender: str = ""
    answers: int = 0
    error: str = ""
    serial: int = 0


def packed(message: Message, *, unanswered: bool = False) -> bytes:
    """The bytes of a message; `unanswered` asks that nobody replies."""
    body = bytearray()
    for kind, value in zip(_kinds(message.signature), message.values, strict=True):
        _put(body, kind, value)
    said: dict[int, Value] = {
        PATH: message.path,
        INTERFACE: message.interface,
        MEMBER: message.member,
        ERROR: message.error,
        ANSWERS: message.answers,
        DESTINATION: message.destination,
        SIGNATURE: message.signature,
    }
    fields = [(name, (FIELDS[name], value)) for name, value in said.items() if value]
    head = bytearray()
    start: Sequence[Value] = (ord("l"), message.kind, 1 if unanswered else 0, 1, len(body), message.serial, fields)
    for kind, value in zip(_kinds("yyyyuua(yv)"), start, strict=True):
        _put(head, kind, value)
    _align(head, 8)
    return bytes(head + body)


def length(start: bytes) -> int:
    """How long the message is whose first 16 bytes these are."""
    body, _, fields = cast("tuple[int, int, int]", struct.unpack_from(_order(start) + "III", start, 4))
    return FIRST + fields + -fields % 8 + body


def unpacked(data: bytes) -> Message:
    """The message of these bytes."""
    order = _order(data)
    at, fields = FIRST - 4, dict[int, Value]()
    (serial,) = struct.unpack_from(order + "I", data, 8)
    found, at = _take(data, at, "a(yv)", order)
    for name, value in cast("Sequence[tuple[int, Value]]", found):
        fields[name] = value
    at, values = at + -at % 8, []
    signature = cast("str", fields.get(SIGNATURE, ""))
    for kind in _kinds(signature):
        value, at = _take(data, at, kind, order)
        values.append(value)
    text = {name: cast("str", fields.get(name, "")) for name in (PATH, INTERFACE, MEMBER, ERROR, DESTINATION, SENDER)}
    return Message(
        Kind(data[1]),
        text[PATH],
        text[INTERFACE],
        text[MEMBER],
        signature,
        tuple(values),
        text[DESTINATION],
        text[SENDER],
        cast("int", fields.get(ANSWERS, 0)),
        text[ERROR],
        serial,
    )


def _order(data: bytes) -> str:
    return "<" if data[:1] == b"l" else ">"


def _kinds(signature: str) -> Iterator[str]:
    """The complete types of a signature: `a(si)i` → `a(si)`, `i`."""
    start = depth = 0
    for at, letter in enumerate(signature):
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(letter, 0)
        if not depth and letter != "a":
            yield signature[start : at + 1]
            start = at + 1


def _align(into: bytearray, size: int) -> None:
    into.extend(bytes(-len(into) % size))


def _put(into: bytearray, kind: str, value: Value) -> None:
    _align(into, ALIGNED.get(kind[0], 4))
    if kind in NUMBERS:
        into += struct.pack("<" + NUMBERS[kind], value)
    elif kind in {"s", "o", "g"}:
        text = cast("str", value).encode()
        into += struct.pack("<B" if kind == "g" else "<I", len(text)) + text + b"\0"
    elif kind == "v":
        held, inner = cast("tuple[str, Value]", value)
        _put(into, "g", held)
        _put(into, held, inner)
    elif kind[0] == "a":
        before = len(into)
        into += bytes(4)
        _align(into, ALIGNED.get(kind[1], 4))
        start = len(into)
        for part in cast("Sequence[Value]", value):
            _put(into, kind[1:], part)
        struct.pack_into("<I", into, before, len(into) - start)
    else:
        for inner_kind, part in zip(_kinds(kind[1:-1]), cast("Sequence[Value]", value), strict=True):
            _put(into, inner_kind, part)


def _take(data: bytes, at: int, kind: str, order: str) -> tuple[Value, int]:
    """The value that stands there, and where the next one does."""
    size = ALIGNED.get(kind[0], 4)
    at += -at % size
    if kind in NUMBERS:
        form = order + NUMBERS[kind]
        return cast("int", struct.unpack_from(form, data, at)[0]), at + struct.calcsize(form)
    if kind in {"s", "o", "g"}:
        form = order + ("B" if kind == "g" else "I")
        (count,) = struct.unpack_from(form, data, at)
        at += struct.calcsize(form)
        return data[at : at + count].decode(errors="replace"), at + count + 1
    if kind == "v":
        held, at = _take(data, at, "g", order)
        return _take(data, at, cast("str", held), order)
    parts: list[Value] = []
    if kind[0] == "a":
        (count,) = struct.unpack_from(order + "I", data, at)
        at += 4
        at += -at % ALIGNED.get(kind[1], 4)
        end = at + count
        while at < end:
            part, at = _take(data, at, kind[1:], order)
            parts.append(part)
    else:
        for inner_kind in _kinds(kind[1:-1]):
            part, at = _take(data, at, inner_kind, order)
            parts.append(part)
    return tuple(parts), at
