"""The parts of an office file by name, however the names are written, and what leads to what."""

from __future__ import annotations

from posixpath import dirname, normpath
from typing import IO, NamedTuple
from urllib.parse import unquote
from zipfile import ZipFile

from pingbi.readers.xlsx_markup import BROKEN, Element, tree

WORKBOOK = "officeDocument"


class Relation(NamedTuple):
    """Where a part leads: the last word of its type (worksheet, styles, …) and the other part's name."""

    kind: str
    target: str


class Package:
    """The parts of an open archive. Nothing is unpacked to disk, so a name that climbs out leads nowhere."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._rows = {canonical(row.filename): row for row in archive.infolist() if not row.is_dir()}

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def open(self, name: str) -> IO[bytes]:
        """The part as a stream. Raises KeyError, or what a torn archive provokes."""
        return self._archive.open(self._rows[name])

    def tree(self, name: str) -> Element:
        """A small part as a whole; an empty element where it is not there. Raises what is in xlsx_markup.BROKEN."""
        if name not in self:
            return Element("", {})
        with self.open(name) as stream:
            return tree(stream)

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part leads to inside the file, by id; nothing where that cannot be read."""
        folder = dirname(name)
        beside = f"{folder}/_rels/{name.removeprefix(folder).strip('/')}.rels".lstrip("/")
        try:
            rows = self.tree(beside).children
        except BROKEN:
            return {}
        return {
            row["Id"]: Relation(row["Type"].rpartition("/")[2], self._target(folder, row["Target"]))
            for row in rows
            if row["TargetMode"] != "External"
        }

    def workbook(self) -> str:
        """The name of the workbook part; empty where there is none."""
        for relation in self.relations("").values():
            if relation.kind == WORKBOOK and relation.target in self:
                return relation.target
        return next((name for name in self._rows if name.endswith("workbook.xml")), "")

    def named(self, end: str) -> str:
        """The part whose name ends so; empty where there is none."""
        return next((name for name in self._rows if name.endswith(end)), "")

    def _target(self, folder: str, target: str) -> str:
        """The part that is meant: an absolute name begins at the top, any other beside the part that leads there."""
        plain = unquote(target.partition("#")[0]).replace("\\", "/")
        meant = canonical(plain if plain.startswith("/") else f"{folder}/{plain}")
        at_top = canonical(plain)
        return at_top if meant not in self and at_top in self else meant


def canonical(name: str) -> str:
    """A part's name for comparing: Excel minds neither case nor strokes nor a leading slash."""
    return normpath("/" + name.replace("\\", "/").lstrip("/")).lstrip("/").lower()
