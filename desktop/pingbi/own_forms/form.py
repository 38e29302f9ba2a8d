"""An office's own .xlsx with marks -> the same workbook filled: what is not a mark stays as it came."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import PingbiError, UnreadableFileError
from pingbi.own_forms import surroundings
from pingbi.own_forms.blocks import TEXT, Texts, blocks_of, lines_of
from pingbi.own_forms.cells import Filler
from pingbi.own_forms.marks import marks, pieces
from pingbi.own_forms.references import Growth, grown
from pingbi.own_forms.results import with_results
from pingbi.own_forms.values import Values
from pingbi.patching import Edit, Parcel, edited, quoted, tree, with_attributes
from pingbi.readers import archive as archives
from pingbi.readers.xlsx_markup import BROKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.own_forms.blocks import Block, Line
    from pingbi.patching import Node
    from pingbi.workbook import Book

MOST_MISTAKES = 20
_PARAGRAPH = re.compile(rb"<a:p>.*?</a:p>|<a:p\s.*?</a:p>", re.DOTALL)
_OTHERWISE = "请用 Excel 或 WPS 打开后另存为 .xlsx"


class _Sheet(NamedTuple):
    """One sheet of the form: name, part, its XML, rows with their marks, and the rows that stand for counties."""

    name: str
    part: str
    data: bytes
    top: Node
    lines: list[Line]
    blocks: list[Block]

    @property
    def growth(self) -> Growth:
        """The rows that are put in."""
        return Growth(self.name, tuple(block.insertion for block in self.blocks if block.insertion is not None))


def filled(form: bytes, name: str, book: Book) -> bytes:
    """The form's bytes with every mark filled in. Raises PingbiError, which lists every mark that is not known."""
    try:
        with archives.opened(form, _OTHERWISE) as archive:
            made = _Form(Parcel(archive), book).done()
        return with_results(made, name)
    except (*BROKEN, UnreadableFileError) as error:
        raise PingbiError(f"表样 {name} 不是可以填写的 .xlsx 工作簿，{_OTHERWISE}（{type(error).__name__}）") from None
    except _MistakesError as error:
        lines = error.args[0]
        more = f"\n……共{len(lines)}处" if len(lines) > MOST_MISTAKES else ""
        raise PingbiError("\n".join([f"表样 {name} 有不认识的标记：", *lines[:MOST_MISTAKES]]) + more) from None


class _MistakesError(Exception):
    """The marks that nobody can fill in, a line each."""


class _Form:
    """One form being filled."""

    def __init__(self, parcel: Parcel, book: Book) -> None:
        self._parcel, self._values = parcel, Values(book)
        self._texts = Texts(self._shared())
        self._wrong: list[str] = []
        self._sheets = list(self._read())

    def done(self) -> bytes:
        """The file's bytes."""
        self._check()
        growths = [sheet.growth for sheet in self._sheets if sheet.growth.insertions]
        for sheet in self._sheets:
            self._fill(sheet, growths)
        self._around(growths)
        self._workbook(growths)
        self._parcel.drop(self._parcel.workbook, "calcChain")
        return self._parcel.packed()

    def _shared(self) -> list[bytes]:
        part = self._parcel.related(self._parcel.workbook, "sharedStrings")
        if not part:
            return []
        data = self._parcel.content(part)
        return [data[node.inside : node.last] for node in tree(data).all("si")]

    def _read(self) -> Iterator[_Sheet]:
        relations = self._parcel.relations(self._parcel.workbook)
        listed = tree(self._parcel.content(self._parcel.workbook)).first("sheets")
        for row in listed.children if listed is not None else ():
            relation = relations.get(row["id"])
            if relation is None or relation.kind != "worksheet" or relation.target not in self._parcel:
                continue
            data = self._parcel.content(relation.target)
            top = tree(data)
            lines = lines_of(data, top, self._texts)
            blocks, wrong = blocks_of(lines, self._values)
            name = unescape(row["name"])
            self._wrong += [f"　　{name}：{line}" for line in wrong]
            yield _Sheet(name, relation.target, data, top, lines, blocks)

    def _check(self) -> None:
        known = self._values
        for sheet in self._sheets:
            inside = {line.number for block in sheet.blocks for line in block.lines}
            for line in sheet.lines:
                for at, given in line.marks.items():
                    where = f"　　{sheet.name}!{line.cells[at]['r'] or line.number}"
                    self._wrong += [
                        f"{where} {mark.written}"
                        for mark in given
                        if known.whole(mark) is None and not (line.number in inside and known.row_name(mark))
                    ]
        for part, text in self._drawn():
            self._wrong += [f"　　{part} {mark.written}" for mark in marks(text) if known.whole(mark) is None]
        if self._wrong:
            raise _MistakesError([*self._wrong, f"可用的标记：{known.known}"])

    def _drawn(self) -> Iterator[tuple[str, str]]:
        """Text boxes, charts, heads and feet of pages: (where, words)."""
        for part in self._drawings():
            for paragraph in _PARAGRAPH.findall(self._parcel.content(part)):
                yield "图形、图表的文字", unescape(b"".join(TEXT.findall(paragraph)).decode())
        for sheet in self._sheets:
            held = sheet.top.first("headerFooter")
            for node in held.children if held is not None else ():
                yield f"{sheet.name} 的页眉页脚", unescape(sheet.data[node.inside : node.last].decode())

    def _drawings(self) -> list[str]:
        return [name for name in self._parcel.ending(".xml") if "/drawings/" in name or "/charts/" in name]

    def _fill(self, sheet: _Sheet, growths: Sequence[Growth]) -> None:
        if not growths and not any(line.marks for line in sheet.lines) and sheet.top.first("headerFooter") is None:
            return
        growth = next((one for one in growths if one.sheet == sheet.name), sheet.growth)
        edits = surroundings.sheet_edits(sheet.data, sheet.top, growth, growths)
        merges = surroundings.merged_copies(sheet.data, sheet.top, sheet.blocks, growth)
        if merges:
            gone = merges[0]
            edits = [edit for edit in edits if not gone.start <= edit.start < gone.end] + merges
        held = sheet.top.first("sheetData")
        if held is not None and not held.closed:
            filler = Filler(sheet.data, self._texts, self._values, growth, growths)
            edits.append(Edit(held.inside, held.last, filler.rows(sheet.lines, sheet.blocks)))
        foot = sheet.top.first("headerFooter")
        for node in foot.children if foot is not None else ():
            text = unescape(sheet.data[node.inside : node.last].decode())
            if marks(text):
                said = self._sentence(text).encode()
                edits.append(Edit(node.inside, node.last, said))
        self._parcel.put(sheet.part, edited(sheet.data, edits))

    def _sentence(self, text: str) -> str:
        """A head or foot of a page, as XML; & is doubled in what is filled in."""
        made = []
        for piece in pieces(text):
            found = self._values.whole(piece.mark) if piece.mark is not None else None
            made.append(found.text.replace("&", "&&") if found is not None else piece.text)
        return quoted("".join(made))

    def _around(self, growths: Sequence[Growth]) -> None:
        """Drawings, charts and comments: their places, and the marks in their words."""
        for sheet in self._sheets:
            growth = next((one for one in growths if one.sheet == sheet.name), None)
            for relation in self._parcel.relations(sheet.part).values() if growth is not None else ():
                change = _CHANGES.get(relation.kind)
                if change is not None and relation.target in self._parcel and growth is not None:
                    self._parcel.put(relation.target, change(self._parcel.content(relation.target), growth))
        for part in self._drawings():
            data = self._parcel.content(part)
            new = surroundings.chart(data, growths) if "/charts/" in part else data
            new = _PARAGRAPH.sub(lambda found: self._paragraph(found[0]), new)
            if new != data:
                self._parcel.put(part, new)

    def _paragraph(self, data: bytes) -> bytes:
        texts = list(TEXT.finditer(data))
        words = [unescape(found[1].decode()) for found in texts]
        if not marks("".join(words)):
            return data
        if sum(len(marks(text)) for text in words) != len(marks("".join(words))):
            words = ["".join(words), *("" for _ in words[1:])]
        edits = []
        for found, text in zip(texts, words, strict=True):
            said = [
                piece.text if piece.mark is None else getattr(self._values.whole(piece.mark), "text", "")
                for piece in pieces(text)
            ]
            edits.append(Edit(found.start(1), found.end(1), quoted("".join(said)).encode()))
        return edited(data, edits)

    def _workbook(self, growths: Sequence[Growth]) -> None:
        """What is printed and repeated, and that everything is to be computed when the file is opened."""
        data = self._parcel.content(self._parcel.workbook)
        top = tree(data)
        edits = []
        names = top.first("definedNames")
        for node in names.children if names is not None else ():
            text = unescape(data[node.inside : node.last].decode())
            new = text
            for growth in growths:
                new = grown(new, "", growth)
            if new != text:
                edits.append(Edit(node.inside, node.last, quoted(new).encode()))
        computed = top.first("calcPr")
        if computed is not None:
            tag = with_attributes(data[computed.start : computed.inside], fullCalcOnLoad="1")
            edits.append(Edit(computed.start, computed.inside, tag))
        else:
            before = [node for node in top.children if node.name in _BEFORE_CALC][-1]
            edits.append(Edit(before.end, before.end, f'<{top.prefix}calcPr fullCalcOnLoad="1"/>'.encode()))
        self._parcel.put(self._parcel.workbook, edited(data, edits))


_CHANGES = {
    "drawing": surroundings.drawing,
    "comments": surroundings.comments,
    "threadedComment": surroundings.comments,
    "table": surroundings.table,
    "vmlDrawing": surroundings.shapes,
}
# ECMA-376 18.2.27: what may stand in a workbook before calcPr.
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")
