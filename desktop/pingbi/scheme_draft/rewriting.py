"""A scheme's text with other content: blocks that stay are left as they are, with their comments and their order.

What is written here is compared with the content afterwards (`checking`): where it does not come out the same, the
whole text is written anew. So a way of writing TOML that is not understood here costs comments, never content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pingbi.scheme_book.toml import scheme_text
from pingbi.scheme_book.words import FORMS, SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.scheme_draft.draft import Draft

_HEAD = re.compile(r"[ \t]*\[(\[)?[ \t]*([A-Za-z0-9_-]+)((?:[ \t]*\.[^\]\n]*)?)\]")
_KEY = re.compile(r"""[ \t]*(?:([A-Za-z0-9_-]+)|"([^"\\\n]*)"|'([^'\n]*)')[ \t]*=[ \t]*""")
# What a value may hold that is no structure: texts of all kinds, and comments.
_ATOM = re.compile(r"""\"{3}(?:\\.|[^\\])*?\"{3}|'{3}[\s\S]*?'{3}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*""", re.DOTALL)


@dataclass(slots=True)
class _Block:
    """A record's piece of the text, with the tables below it; the comment directly above belongs to it."""

    table: str
    own: str
    below: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.own + "".join(self.below)


def rewritten(text: str, before: Mapping[str, Any], draft: Draft, after: Mapping[str, Any]) -> str:
    """The text of `before` with the content of `after`; the draft says which record was which."""
    head, blocks = _blocks(text)
    slots: dict[str, list[_Block]] = {}
    for block in blocks:
        slots.setdefault(block.table, []).append(block)
    fresh: dict[str, list[str]] = {}
    for table in SHEETS:
        if table == "sheets":
            continue
        old, new = _rows(before, table), _rows(after, table)
        made = [
            _changed(slots.get(table, []), old, row, table, origin)
            for row, origin in zip(new, _origins(draft, table, len(new)), strict=True)
        ]
        for at, block in enumerate(slots.get(table, [])):
            block.own, block.below = made[at] if at < len(made) else "", []
        more = made[len(slots.get(table, [])) :]
        if more and table in slots:
            slots[table][-1].own = "".join(_parted([slots[table][-1].own, *more]))
        elif more:
            fresh[table] = more
    return _whole(head, blocks, fresh)


def _whole(head: str, blocks: list[_Block], fresh: Mapping[str, list[str]]) -> str:
    """All pieces; a table that is new stands where the order of the tables has it."""
    order = [table for table in SHEETS if table != "sheets"]
    for table, rows in fresh.items():
        earlier = order[: order.index(table)]
        at = max((number for number, block in enumerate(blocks, 1) if block.table in earlier), default=0)
        blocks.insert(at, _Block(table, "".join(_parted(rows))))
    return "".join(_parted([head, *(block.text for block in blocks)]))


def _parted(pieces: list[str]) -> Iterator[str]:
    """Pieces with a blank line between them where there is none."""
    last = "\n\n"
    for piece in pieces:
        if not piece:
            continue
        if not last.endswith("\n\n"):
            yield "\n" if last.endswith("\n") else "\n\n"
        yield piece
        last = piece if len(piece) > 1 else last + piece


def _rows(raw: Mapping[str, Any], table: str) -> list[dict[str, Any]]:
    value = raw.get(table, [] if table not in FORMS else None)
    return [] if value is None else [value] if table in FORMS else list(value)


def _origins(draft: Draft, table: str, count: int) -> list[int]:
    found = [row.origin for row in draft.rows(table)]
    return found if len(found) == count else [0] * count


def _changed(blocks: list[_Block], old: list[dict[str, Any]], row: dict[str, Any], table: str, origin: int) -> str:
    """One record's piece of text; written anew where it is new or what changed cannot be found in it."""
    if not 0 <= origin < min(len(blocks), len(old)):
        return _written(table, row)
    block, was = blocks[origin], old[origin]
    return block.text if row == was else _edited(block, was, row) or _lead(block.own) + _written(table, row)


def _written(table: str, row: dict[str, Any]) -> str:
    return scheme_text({table: row if table in FORMS else [row]}, "").partition("\n\n")[2]


def _lead(own: str) -> str:
    """The comment above the head."""
    found = re.match(r"(?:[ \t]*#[^\n]*\n)*", own)
    return found[0] if found else ""


def _edited(block: _Block, was: dict[str, Any], row: dict[str, Any]) -> str:
    """The block with the keys changed that have changed; empty where that cannot be done."""
    text = block.own
    for key in [*row, *(key for key in was if key not in row)]:
        if key in was and key in row and was[key] == row[key]:
            continue
        found = _statements(text)
        if key in row:
            line = scheme_text({"x": {key: row[key]}}, "").partition("[x]\n")[2].rstrip("\n")
            if key in found:
                start, _, end = found[key]
                value = text[start:end]
                text = text[:start] + _KEY.match(value)[0] + line.partition(" = ")[2] + text[end:]  # type: ignore[index]
            elif key in was:
                return ""  # it stands in a table below
            else:
                at = max((end for _, _, end in found.values()), default=_head_end(text))
                at = _line_end(text, at)
                text = text[:at] + ("" if text[:at].endswith("\n") else "\n") + line + "\n" + text[at:]
        elif key in found:
            start, _, end = found[key]
            text = text[:start] + text[_line_end(text, end) :]
        else:
            return ""
    return text + "".join(block.below)


def _head_end(text: str) -> int:
    lead = len(_lead(text))
    return _line_end(text, lead)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _statements(text: str) -> dict[str, tuple[int, int, int]]:
    """Key -> (start of its line, start of its value, end of its value), of one block."""
    found: dict[str, tuple[int, int, int]] = {}
    at = _head_end(text)
    while at < len(text):
        match = _KEY.match(text, at)
        if match is None:
            at = _line_end(text, at)
            continue
        end = _value_end(text, match.end())
        found[match[1] or match[2] or match[3]] = (at, match.end(), end)
        at = _line_end(text, end)
    return found


def _value_end(text: str, at: int) -> int:
    """Where a value ends: at the end of its line or at a comment, unless brackets are open."""
    depth, last = 0, at
    while at < len(text):
        atom = _ATOM.match(text, at)
        if atom is not None:
            if atom[0].startswith("#") and not depth:
                return last
            at = atom.end()
            last = last if atom[0].startswith("#") else at
            continue
        sign = text[at]
        if sign == "\n" and not depth:
            return last
        depth += (sign in "[{") - (sign in "]}")
        at += 1
        if not sign.isspace():
            last = at
    return last


def _blocks(text: str) -> tuple[str, list[_Block]]:
    """(what stands before the first table, a block a record)."""
    starts = list(_heads(text))
    blocks: list[_Block] = []
    bounds = [start for start, _, _ in starts] + [len(text)]
    for (start, table, below), end in zip(starts, bounds[1:], strict=True):
        piece = text[start:end]
        if below and blocks and blocks[-1].table == table:
            blocks[-1].below.append(piece)
        else:
            blocks.append(_Block(table, piece))
    return text[: bounds[0]], blocks


def _heads(text: str) -> Iterator[tuple[int, str, bool]]:
    """(start of the comment above it, the table, whether it is a table below one) of each head."""
    at, lead = 0, None
    while at < len(text):
        head = _HEAD.match(text, at)
        if head is not None:
            yield (at if lead is None else lead), head[2], bool(head[3])
            at, lead = _line_end(text, at), None
            continue
        key = _KEY.match(text, at)
        line = text[at : _line_end(text, at)]
        lead = (at if lead is None else lead) if line.lstrip().startswith("#") else None
        at = _line_end(text, _value_end(text, key.end()) if key is not None else at)
