"""The XML of a part with where each element stands in its bytes: what is not changed stays as it is, byte by byte."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from pingbi.model import UnreadableFileError
from pingbi.readers.archive import HARMFUL, declares_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_DECLARATION = re.compile(rb"<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""\sencoding\s*=\s*["']([^"']*)["']""")
_TAG_END = re.compile(rb"""(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(rb"""([^\s=/<>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST = 2_000_000  # elements of a part that is kept as a tree


class Edit(NamedTuple):
    """Bytes to stand instead of those from `start` to `end`; nothing is taken away where both are the same."""

    start: int
    end: int
    new: bytes


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with every edit; of several in one place the first given stands first."""
    out, at = BytesIO(), 0
    for start, end, new in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if start < at:
            raise ValueError("two edits over each other")
        out.write(data[at:start] + new)
        at = end
    out.write(data[at:])
    return out.getvalue()


def in_utf8(data: bytes) -> bytes:
    """The part as it is where it is UTF-8; another encoding is turned into that. Raises UnreadableFileError."""
    if declares_type(data):
        raise UnreadableFileError(HARMFUL)
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = data.decode("utf-16").encode()
    elif not data.startswith(BOM_UTF8):
        given = _declared(data)
        if given.lower() in {"utf-8", "utf8", "us-ascii", "ascii", ""}:
            return data
        data = data.decode(given).encode()
    else:
        return data
    found = _DECLARATION.match(data)
    return data if found is None else _ENCODING.sub(b"", found[0]) + data[found.end() :]


def _declared(data: bytes) -> str:
    found = _DECLARATION.match(data)
    name = _ENCODING.search(found[0]) if found else None
    return name[1].decode("ascii", "replace") if name else ""


def tag_end(data: bytes, start: int) -> int:
    """The offset behind the tag that begins at `start`."""
    found = _TAG_END.match(data, start)
    if found is None:
        raise ValueError(start)
    return found.end()


def with_attributes(tag: bytes, **values: str | None) -> bytes:
    """A start tag with these attributes set, or (None) taken away; the others as they stand."""
    wanted = dict(values)
    edits = []
    for found in _ATTRIBUTE.finditer(tag):
        name = found[1].decode()
        if name in wanted:
            value = wanted.pop(name)
            edits.append(Edit(found.start(), found.end(), b"" if value is None else _pair(name, value)))
    new = b"".join(b" " + _pair(name, value) for name, value in wanted.items() if value is not None)
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return edited(tag, [*edits, Edit(end, end, new)])


def _pair(name: str, value: str) -> bytes:
    return f'{name}="{quoted(value)}"'.encode()


def quoted(text: str) -> str:
    """A text as it stands in XML, between tags or in an attribute; what XML cannot hold is shown as □."""
    return escape(_CONTROL.sub("□", text)).replace("\n", "&#10;").replace("\r", "")


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


@dataclass(slots=True)
class Node:
    """An element: its tag as written, its attributes as written, and four offsets."""

    tag: str
    attributes: dict[str, str]
    start: int  # of its start tag
    inside: int  # behind its start tag
    last: int = 0  # of its end tag
    end: int = 0  # behind its end tag; where it has none, `inside`, `last` and `end` are the same
    children: list[Node] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Without prefix."""
        return local(self.tag)

    @property
    def prefix(self) -> str:
        """With its colon; empty where there is none."""
        return self.tag[: -len(self.name)]

    @property
    def closed(self) -> bool:
        """Whether it is written as one tag."""
        return self.last == self.inside == self.end

    def __getitem__(self, attribute: str) -> str:
        """An attribute by its local name."""
        return next((value for name, value in self.attributes.items() if local(name) == attribute), "")

    def all(self, name: str) -> list[Node]:
        """The children of this name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Node | None:
        """The first child of this name."""
        return next(iter(self.all(name)), None)

    def within(self, name: str) -> Iterator[Node]:
        """The elements of this name, however deep."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.within(name)

    def appended(self, data: bytes, new: bytes, **attributes: str | None) -> list[Edit]:
        """The edits by which it has `new` as its last child, and its start tag these attributes."""
        tag = with_attributes(data[self.start : self.inside], **attributes)
        if self.closed:
            whole = tag[:-2].rstrip() + b">" + new + f"</{self.tag}>".encode()
            return [Edit(self.start, self.end, whole)]
        return [Edit(self.start, self.inside, tag), Edit(self.last, self.last, new)]


def walked(data: bytes, start: Callable[[str, dict[str, str], int], None], end: Callable[[str, int], None]) -> None:
    """Call these with each tag as written and where it stands. Raises ExpatError, or UnreadableFileError.

    The offset of an end is that of the end tag; of an element in one tag it is behind that.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda tag, attributes: start(tag, attributes, parser.CurrentByteIndex)
    parser.EndElementHandler = lambda tag: end(tag, parser.CurrentByteIndex)
    parser.Parse(data, True)  # noqa: FBT003  # expat takes no name here


def _refuse(*_: object) -> None:
    raise UnreadableFileError(HARMFUL)


def tree(data: bytes) -> Node:
    """A part as a tree. Raises ExpatError, ValueError where it is too large, or UnreadableFileError."""
    top = Node("", {}, 0, 0)
    open_ones = [top]
    count = 0

    def start(tag: str, attributes: dict[str, str], at: int) -> None:
        nonlocal count
        count += 1
        if count > _MOST:
            raise ValueError(tag)
        node = Node(tag, attributes, at, tag_end(data, at))
        open_ones[-1].children.append(node)
        open_ones.append(node)

    def end(_: str, at: int) -> None:
        close(open_ones.pop(), data, at)

    walked(data, start, end)
    return top.children[0]


def close(node: Node, data: bytes, at: int) -> None:
    """Its end is met at `at`."""
    one = data[node.inside - 2 : node.inside] == b"/>"
    node.last, node.end = (node.inside, node.inside) if one else (at, tag_end(data, at))
