"""The filler's file as an archive: parts are changed and added, all others go along as they came."""

from __future__ import annotations

from io import BytesIO
from posixpath import basename, dirname, relpath
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pingbi.patching.markup import Edit, edited, in_utf8, quoted, tree
from pingbi.readers.xlsx_package import Package, canonical

if TYPE_CHECKING:
    from pingbi.readers.xlsx_package import Relation

TYPES = "[Content_Types].xml"
RELATION_NAMES = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN, STRICT_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
LINKS, STRICT_LINKS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_BORN = (2000, 1, 1, 0, 0, 0)  # the same file gives the same bytes
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Parcel:
    """The parts by name, as the file has them now. Names are compared as Excel does, without case."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._package = Package(archive)
        self._rows = {canonical(row.filename): row for row in archive.infolist() if not row.is_dir()}
        self._changed: dict[str, bytes] = {}
        self._dropped: set[str] = set()
        self._added: dict[str, str] = {}  # by canonical name, the name as it is to be written
        self.workbook = self._package.workbook()
        self.strict = STRICT_MAIN in tree(self.content(self.workbook)).attributes.values()
        self.main = STRICT_MAIN if self.strict else MAIN
        self.links = STRICT_LINKS if self.strict else LINKS
        folder = dirname(self._written(self.workbook))
        self.folder = f"{folder}/" if folder else ""  # in which the workbook stands, with its stroke

    def content(self, name: str) -> bytes:
        """An XML part in UTF-8. Raises KeyError, UnreadableFileError, or what a torn archive provokes."""
        at = canonical(name)
        return self._changed[at] if at in self._changed else in_utf8(self.raw(name))

    def raw(self, name: str) -> bytes:
        """A part as it is."""
        at = canonical(name)
        return self._changed[at] if at in self._changed else self._archive.read(self._rows[at])

    def __contains__(self, name: str) -> bool:
        at = canonical(name)
        return at in self._changed or at in self._rows

    def put(self, name: str, data: bytes) -> None:
        """The part is to be this."""
        at = canonical(name)
        if at not in self._rows:
            self._added.setdefault(at, name)
        self._changed[at] = data

    def free(self, stem: str, end: str) -> str:
        """A name that no part has: `xl/comments3.xml`."""
        number = 1
        while f"{stem}{number}{end}" in self:
            number += 1
        return f"{stem}{number}{end}"

    def ending(self, end: str) -> list[str]:
        """The names of the parts that end so."""
        return [name for name in dict.fromkeys((*self._rows, *self._changed)) if name.endswith(end)]

    def named(self, end: str) -> str:
        """The first part whose name ends so, as readers take it where no relation says so; empty where none does."""
        return next(iter(self.ending(end)), "")

    def relations(self, part: str) -> dict[str, Relation]:
        """What the part led to as the file came, by id."""
        return self._package.relations(canonical(part))

    def related(self, part: str, kind: str) -> str:
        """The name of the part that this one leads to by a relation of that kind; empty where there is none."""
        found = (row.target for row in self.relations(part).values() if row.kind == kind and row.target in self)
        return next(found, "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """The id of a new relation from the part to another."""
        name = beside(self._written(part))
        if name not in self:
            self.put(name, _HEAD + f'<Relationships xmlns="{RELATION_NAMES}"></Relationships>'.encode())
        data = self.content(name)
        top = tree(data)
        taken = {row["Id"].lower() for row in top.children}
        number = len(taken) + 1
        while f"rid{number}" in taken:
            number += 1
        where = relpath("/" + target, "/" + dirname(self._written(part)))
        row = (
            f'<{top.prefix}Relationship Id="rId{number}" Type="{self.links}/{kind}" Target="{quoted(where)}"/>'.encode()
        )
        self.put(name, edited(data, top.appended(data, row)))
        return f"rId{number}"

    def unrelated(self, part: str) -> None:
        """The part leads nowhere any more."""
        if beside(part) in self:
            self.put(beside(part), _HEAD + f'<Relationships xmlns="{RELATION_NAMES}"></Relationships>'.encode())

    def drop(self, part: str, end: str) -> None:
        """The part is not there any more, nor what led to it from `part`, whose relation ends with `end`."""
        name = next((row.target for row in self.relations(part).values() if row.kind == end), "")
        if name not in self:
            return
        self._dropped.add(canonical(name))
        for holder, row in ((beside(part), "Relationship"), (TYPES, "Override")):
            data = self.content(holder)
            gone = [
                Edit(child.start, child.end, b"")
                for child in tree(data).all(row)
                if child["Type"].endswith(f"/{end}") or canonical(child["PartName"]) == canonical(name)
            ]
            self.put(holder, edited(data, gone))

    def declare(self, part: str, kind: str) -> None:
        """The content type of a new part."""
        self._typed("Override", "PartName", f"/{part}", kind)

    def declare_all(self, ending: str, kind: str) -> None:
        """The content type of all parts with this ending, where none is declared yet."""
        self._typed("Default", "Extension", ending, kind)

    def _typed(self, row: str, by: str, what: str, kind: str) -> None:
        data = self.content(TYPES)
        top = tree(data)
        if all(canonical(child[by]) != canonical(what) for child in top.all(row)):
            new = f'<{top.prefix}{row} {by}="{quoted(what)}" ContentType="{kind}"/>'
            self.put(TYPES, edited(data, top.appended(data, new.encode())))

    def _written(self, name: str) -> str:
        """A part's name as the archive has it, with / between folders."""
        at = canonical(name)
        return self._rows[at].filename.replace("\\", "/").lstrip("/") if at in self._rows else self._added[at]

    def packed(self) -> bytes:
        """The file."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as target:
            for row in self._archive.infolist():
                same = ZipInfo(row.filename, row.date_time)
                same.compress_type, same.external_attr = row.compress_type, row.external_attr
                at = canonical(row.filename)
                if at in self._dropped:
                    continue
                changed = self._changed.get(at) if not row.is_dir() else None
                target.writestr(same, self._archive.read(row) if changed is None else changed)
            for at, name in self._added.items():
                added = ZipInfo(name, _BORN)
                added.compress_type = ZIP_DEFLATED
                target.writestr(added, self._changed[at])
        return out.getvalue()


def beside(part: str) -> str:
    """The name of the part that holds a part's relations."""
    folder = dirname(part)
    return f"{folder}/_rels/{basename(part)}.rels".lstrip("/")
