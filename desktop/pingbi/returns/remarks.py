"""Comments on the cells of a filler's sheet: ours are added, the filler's own stay; earlier ones of ours go."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from pingbi.model.returned import MARK
from pingbi.patching import Edit, Node, edited, quoted, tree
from pingbi.readers import column_letter
from pingbi.readers.xlsx_sheet import area
from pingbi.returns.cells import with_drawing
from pingbi.returns.shapes import EMPTY, Boxes, without_boxes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.patching import Parcel
    from pingbi.readers.xlsx_sheet import Place
    from pingbi.returns.cells import Layout

AUTHOR = "审核退回"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BLOCK = re.compile(rb'<o:idmap[^>]*?data="([\d,]+)"')
_SHAPES_END = re.compile(rb"</xml\s*>\s*$")


def marked_places(parcel: Parcel, sheet: str) -> set[Place]:
    """Where a comment of ours stands from an earlier time."""
    name = parcel.related(sheet, "comments")
    if not name:
        return set()
    data = parcel.content(name)
    return {_place(row) for row in tree(data).within("comment") if MARK in _words(row, data)}


def remark(parcel: Parcel, sheet: str, found: Layout, texts: Mapping[Place, str], digit: int) -> list[Edit]:
    """Put these texts on the cells; the edits that the sheet itself needs.

    Where the sheet's shapes cannot be added to, it is left without comments: the list says the same.
    """
    name = parcel.related(sheet, "comments")
    shown = found.top.first("legacyDrawing")
    relation = parcel.relations(sheet).get(shown["id"]) if shown is not None else None
    drawn = relation.target if relation is not None and relation.target in parcel else ""
    if not texts and not name:
        return []
    if shown is not None and (not drawn or not _SHAPES_END.search(parcel.raw(drawn))):
        return []
    edits: list[Edit] = []
    if not name:
        name = parcel.free(f"{parcel.folder}comments", ".xml")
        empty = f'<comments xmlns="{parcel.main}"><authors></authors><commentList></commentList></comments>'
        parcel.put(name, (_HEAD + empty).encode())
        parcel.declare(name, _TYPE)
        parcel.relate(sheet, "comments", name)
    data = parcel.content(name)
    gone, said = _removed(data, texts), {_place(row) for row in tree(data).within("comment")}
    parcel.put(name, edited(data, _written(data, texts)))
    if not drawn and texts:
        drawn = parcel.free(f"{parcel.folder}drawings/vmlDrawing", ".vml")
        parcel.put(drawn, EMPTY.format(_free_block(parcel)).encode())
        parcel.declare_all("vml", _SHAPES_TYPE)
        edits.append(with_drawing(found, parcel.relate(sheet, "vmlDrawing", drawn), parcel.links))
        said = set()
    if drawn:
        boxes, more = Boxes(found, digit), {at: text for at, text in texts.items() if at in said}
        drawing = boxes.enlarged(without_boxes(parcel.raw(drawn), gone), more)
        new = {at: text for at, text in texts.items() if at not in said}
        numbers = [int(number) for number in re.findall(rb"_x0000_s(\d+)", drawing)]
        made = boxes.made(drawing, max([_block(drawing) * 1024, *numbers]) + 1, new) if new else b""
        end = _SHAPES_END.search(drawing)
        parcel.put(drawn, drawing if end is None else drawing[: end.start()] + made + drawing[end.start() :])
    return edits


def _block(data: bytes) -> int:
    return max((int(number) for found in _BLOCK.findall(data) for number in found.split(b",") if number), default=1)


def _free_block(parcel: Parcel) -> int:
    """A block of numbers for shapes that no drawing uses yet."""
    return max((_block(parcel.raw(name)) for name in parcel.ending(".vml")), default=0) + 1


# The comments' part


def _removed(data: bytes, texts: Mapping[Place, str]) -> set[Place]:
    """Where a comment is wholly ours and is not made anew."""
    rows = list(tree(data).within("comment"))
    return {_place(row) for row in rows if _place(row) not in texts and not _own(row, data)}


def _written(data: bytes, texts: Mapping[Place, str]) -> list[Edit]:
    """The edits of the part: our texts behind those of the filler, or alone; what was ours before is gone."""
    top = tree(data)
    authors, listed = top.first("authors"), top.first("commentList")
    if authors is None or listed is None:
        raise ValueError("no comments")
    prefix = top.prefix
    edits: list[Edit] = []
    done: set[Place] = set()
    for row in listed.all("comment"):
        at = _place(row)
        ours = _run(prefix, texts[at], after=_own(row, data)) if at in texts and at not in done else ""
        done.add(at)
        if not ours and not _own(row, data):
            edits.append(Edit(row.start, row.end, b""))
        elif ours or MARK in _words(row, data):
            edits += _with_run(row, data, ours.encode(), prefix)
    number = len(authors.all("author"))
    new = "".join(
        f'<{prefix}comment ref="{column_letter(column)}{row}" authorId="{number}"><{prefix}text>'
        f"{_run(prefix, text, after=False)}</{prefix}text></{prefix}comment>"
        for (row, column), text in sorted(texts.items())
        if (row, column) not in done
    )
    if new:
        edits += authors.appended(data, f"<{prefix}author>{AUTHOR}</{prefix}author>".encode())
        edits += listed.appended(data, new.encode())
    return edits


def _with_run(row: Node, data: bytes, ours: bytes, prefix: str) -> list[Edit]:
    """The filler's own runs as they were, then ours."""
    text = row.first("text")
    if text is None:
        return row.appended(data, f"<{prefix}text>".encode() + ours + f"</{prefix}text>".encode())
    kept, position = [], 0
    end = _words(row, data).find(MARK)
    for child in text.children:
        if child.name not in {"r", "t"}:
            continue
        words = "".join(_text(node, data) for node in _texts(child))
        if end < 0 or position + len(words) <= end:
            whole = data[child.start : child.end]
            kept.append(whole if child.name == "r" else f"<{prefix}r>".encode() + whole + f"</{prefix}r>".encode())
        elif position < end:
            kept.append(_plain_run(prefix, words[: end - position].rstrip()))
        position += len(words)
    whole = f"<{prefix}text>".encode() + b"".join(kept) + ours + f"</{prefix}text>".encode()
    return [Edit(text.start, text.end, whole)]


def _run(prefix: str, text: str, *, after: bool) -> str:
    """Our text as runs: the mark in bold, then the words; on a line of its own `after` others."""
    look = f'<{prefix}sz val="10"/><{prefix}rFont val="宋体"/>'
    start = "\n" if after else ""
    return (
        f'<{prefix}r><{prefix}rPr><{prefix}b/>{look}</{prefix}rPr><{prefix}t xml:space="preserve">'
        f"{quoted(start + MARK)}</{prefix}t></{prefix}r>"
        f'<{prefix}r><{prefix}rPr>{look}</{prefix}rPr><{prefix}t xml:space="preserve">'
        f"{quoted(chr(10) + text)}</{prefix}t></{prefix}r>"
    )


def _plain_run(prefix: str, words: str) -> bytes:
    return f'<{prefix}r><{prefix}t xml:space="preserve">{quoted(words)}</{prefix}t></{prefix}r>'.encode()


def _place(row: Node) -> Place:
    where = area(row["ref"])
    return where[:2] if where is not None else (0, 0)


def _own(row: Node, data: bytes) -> bool:
    """Whether anything stands in the comment that is not ours."""
    own, mark, _ = _words(row, data).partition(MARK)
    return bool(own.strip()) or not mark


def _words(row: Node, data: bytes) -> str:
    text = row.first("text")
    return "".join(_text(node, data) for node in _texts(text)) if text is not None else ""


def _texts(node: Node) -> Iterator[Node]:
    """The elements that hold words, without those that say how a word is pronounced."""
    if node.name == "t":
        yield node
    elif node.name != "rPh":
        for child in node.children:
            yield from _texts(child)


def _text(node: Node, data: bytes) -> str:
    return unescape(data[node.inside : node.last].decode())
