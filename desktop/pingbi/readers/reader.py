"""What a file format is to the program."""

from __future__ import annotations

from typing import Protocol

from pingbi.readers.document import Document


class Reader(Protocol):
    """A file format."""

    def recognises(self, data: bytes, name: str, /) -> bool:
        """Whether the bytes are of this format."""

    def read(self, data: bytes, name: str, password: str | None, /) -> Document:
        """The document. Raises UnreadableFileError with one Chinese line."""
