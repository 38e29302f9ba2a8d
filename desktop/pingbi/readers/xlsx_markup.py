"""The XML of a workbook's parts, read by expat as it comes: any encoding, any prefix, no document type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Protocol
from xml.parsers import expat

from pingbi.model import UnreadableFileError
from pingbi.readers import archive as archives

PIECE = 1 << 18  # bytes at a time
MOST_ELEMENTS = 500_000  # of a part that is read as a tree: the styles of a large workbook have some ten thousand
# What damaged XML, an encoding that nobody knows, or a torn archive below it provokes.
BROKEN = (expat.ExpatError, LookupError, *archives.BROKEN)

_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?(?:encoding=[\"']([^\"']*)[\"'][^>]*?)?\?>")

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Words = Callable[[str], None]


class LocalNames(dict[str, str]):
    """A tag as written -> its name without the prefix."""

    def __missing__(self, tag: str) -> str:
        local = tag.rpartition(":")[2]
        self[tag] = local
        return local


class Stream(Protocol):
    """What gives bytes, piece by piece, until it gives none."""

    def read(self, size: int, /) -> bytes:
        """At most about so many."""


def walk(stream: Stream, start: Start, end: End, words: Words) -> None:
    """Call these for every tag (as written) and text. Raises what is in BROKEN; UnreadableFileError on a DOCTYPE."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    while piece := stream.read(PIECE):
        parser.Parse(piece, False)  # noqa: FBT003  # expat takes no name here
    parser.Parse(b"", True)  # noqa: FBT003


def _refuse(*_: object) -> None:
    raise UnreadableFileError(archives.HARMFUL)


def hides(data: bytes, *, first: bool) -> bool:
    """Whether something may only look like an element there: in a comment, CDATA, an instruction, another encoding.

    `first`: these bytes are the beginning of the part.
    """
    begun = _DECLARATION.match(data) if first else None
    if begun is not None and (begun[1] or b"utf-8").lower() != b"utf-8":
        return True
    after = begun.end() if begun else 0
    return data.find(b"<!", after) >= 0 or data.find(b"<?", after) >= 0


def one_ending(words: str) -> str:
    """What a parser makes of the ends of lines (XML 1.0, 2.11)."""
    return words.replace("\r\n", "\n").replace("\r", "\n") if "\r" in words else words


@dataclass(slots=True)
class Element:
    """An element of a small part; names without prefixes."""

    name: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Element]:
        """The children of this name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element:
        """The first child of this name; an empty element where there is none."""
        return next(self.all(name), Element(name, {}))

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    def __contains__(self, name: str) -> bool:
        return any(child.name == name for child in self.children)

    @property
    def on(self) -> bool:
        """What a switch such as <strike/> says."""
        return switched(self.attributes.get("val", "1"))


def switched(word: str | None) -> bool:
    """A boolean of XML."""
    return word in {"1", "true", "on"}


def tree(stream: IO[bytes]) -> Element:
    """A small part as a whole. Raises what is in BROKEN (also where it is not small), or UnreadableFileError."""
    names = LocalNames()
    count = 0
    top = Element("", {})
    open_ones = [top]

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise ValueError(tag)
        if ":" in "".join(attributes):
            attributes = {names[name]: value for name, value in attributes.items() if not name.startswith("xmlns")}
        element = Element(names[tag], attributes)
        open_ones[-1].children.append(element)
        open_ones.append(element)

    def end(_: str) -> None:
        open_ones.pop()

    def words(text: str) -> None:
        open_ones[-1].words.append(text)

    walk(stream, start, end, words)
    return top.children[0]
