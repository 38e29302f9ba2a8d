"""Messages as bytes, by the D-Bus specification."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingbi_qt.input_method.wire import FIRST, Kind, Message, Value, length, packed, unpacked


def test_a_call_is_laid_out_as_the_specification_says() -> None:
    data = packed(Message(Kind.CALL, "/a", member="F", signature="uu", values=(1, 0xFF0D), serial=2))
    fixed = struct.pack("<4sIII", b"l\1\0\1", 8, 2, 0x28)
    path = b"\1\1o\0\2\0\0\0/a\0" + bytes(5)
    member = b"\3\1s\0\1\0\0\0F\0" + bytes(6)
    signature = b"\x08\1g\0\2uu\0"
    assert data == fixed + path + member + signature + struct.pack("<II", 1, 0xFF0D)
    assert length(data[:FIRST]) == len(data)


def test_one_that_nobody_answers_says_so() -> None:
    assert packed(Message(Kind.CALL, "/a", member="F"), unanswered=True)[2] == 1


def test_a_message_of_a_machine_that_counts_the_other_way_is_read() -> None:
    fields = b"\5\1u\0" + struct.pack(">I", 9) + b"\x08\1g\0\1q\0"
    data = struct.pack(">4sIII", b"B\2\0\1", 2, 3, len(fields)) + fields + bytes(-len(fields) % 8) + b"\1\2"
    assert length(data[:FIRST]) == len(data)
    assert unpacked(data) == Message(Kind.RETURN, signature="q", values=(0x0102,), answers=9, serial=3)


TEXT = st.text(st.characters(exclude_characters="\0", codec="utf-8"))
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "y": st.integers(0, 255),
    "b": st.integers(0, 1),
    "n": st.integers(-(2**15), 2**15 - 1),
    "i": st.integers(-(2**31), 2**31 - 1),
    "u": st.integers(0, 2**32 - 1),
    "t": st.integers(0, 2**64 - 1),
    "s": TEXT,
    "a(si)": st.lists(st.tuples(TEXT, st.integers(-1, 9))).map(tuple),
    "a(ss)": st.lists(st.tuples(TEXT, TEXT)).map(tuple),
    "ay": st.lists(st.integers(0, 255)).map(tuple),
    "aat": st.lists(st.lists(st.integers(0, 9)).map(tuple)).map(tuple),
    "a{sy}": st.lists(st.tuples(TEXT, st.integers(0, 9))).map(tuple),
}


@given(st.data())
def test_what_was_packed_is_unpacked(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=6))
    values = tuple(data.draw(VALUES[kind]) for kind in kinds)
    message = Message(Kind.SIGNAL, "/a/b", "a.B", "C", "".join(kinds), values, ":1.2", serial=7)
    made = packed(message)
    assert length(made[:FIRST]) == len(made)
    assert unpacked(made) == message


def test_a_variant_is_written_with_its_type_and_read_without() -> None:
    message = Message(Kind.SIGNAL, "/a", "a.B", "C", "vs", (("t", 5), "x"))
    assert unpacked(packed(message)).values == (5, "x")


def test_as_many_values_as_types() -> None:
    with pytest.raises(ValueError, match="shorter"):
        packed(Message(Kind.CALL, "/a", member="F", signature="uu", values=(1,)))
