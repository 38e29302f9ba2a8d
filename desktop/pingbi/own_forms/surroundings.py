"""What stands around the cells and moves with them: merges, rules, links, breaks, comments, pictures, charts."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from pingbi.own_forms.references import grown, ranges
from pingbi.patching import Edit, edited, quoted, tree, with_attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pingbi.own_forms.blocks import Block
    from pingbi.own_forms.references import Growth
    from pingbi.patching import Node

_RANGES = ("ref", "sqref", "activeCell", "topLeftCell", "r")
_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})
_PASSED = frozenset({"sheetData", "cols", "sheetFormatPr", "pageSetup", "pageMargins"})
_AREA = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")
_DRAWN_ROW = re.compile(rb"(<(?:\w+:)?row>)(\d+)(</(?:\w+:)?row>)")
_CHART_FORMULA = re.compile(rb"(<(?:\w+:)?f>)([^<]*)(</(?:\w+:)?f>)")
_CHART_CACHE = re.compile(rb"<(?P<p>(?:\w+:)?)(?P<n>strCache|numCache)>.*?</(?P=p)(?P=n)>", re.DOTALL)
_VML_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_VML_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")


def sheet_edits(data: bytes, top: Node, growth: Growth, others: Sequence[Growth]) -> list[Edit]:
    """The edits of a sheet's XML outside its cells."""
    found: list[Edit] = []

    def visit(node: Node) -> None:
        if node.name in _PASSED:
            return
        if node.name == "brk":
            found.append(_tagged(data, node, {"id": str(growth.end(int(node["id"] or 0)))}))
        else:
            given = {name: node.attributes[name] for name in _RANGES if name in node.attributes}
            moved: dict[str, str] = {name: ranges(value, growth) for name, value in given.items()}
            if "topLeftCell" in moved or "activeCell" in moved:
                moved |= {name: text.partition(":")[0] for name, text in moved.items() if name != "sqref"}
            if node.name == "hyperlink" and node["location"]:
                moved["location"] = _all_grown(unescape(node["location"]), growth.sheet, others)
            if moved != given:
                found.append(_tagged(data, node, moved))
        if node.name in _FORMULAS or node.name == "sqref":
            text = unescape(data[node.inside : node.last].decode())
            new = ranges(text, growth) if node.name == "sqref" else _all_grown(text, growth.sheet, others)
            if new != text:
                found.append(Edit(node.inside, node.last, quoted(new).encode()))
        for child in node.children:
            visit(child)

    for child in top.children:
        visit(child)
    return found


def _tagged(data: bytes, node: Node, values: dict[str, str]) -> Edit:
    return Edit(node.start, node.inside, with_attributes(data[node.start : node.inside], **values))


def _all_grown(formula: str, home: str, growths: Iterable[Growth]) -> str:
    for growth in growths:
        formula = grown(formula, home, growth)
    return formula


def merged_copies(data: bytes, top: Node, blocks: Sequence[Block], growth: Growth) -> list[Edit]:
    """Merged ranges of a county's row, once more for each row that was put in."""
    held = top.first("mergeCells")
    if held is None:
        return []
    made = []
    for node in held.children:
        found = _AREA.fullmatch(node["ref"])
        if found is None or found[2] != found[4]:
            continue
        row = int(found[2])
        for block in blocks:
            base = growth.start(block.lines[0].number)
            rows = [base + at for at, (line, _) in enumerate(block.copies()) if line.number == row]
            made += [f"{found[1]}{at}:{found[3]}{at}" for at in rows]
    if not made:
        return []
    kept = [node for node in held.children if not _copied(node["ref"], blocks)]
    refs = [ranges(node["ref"], growth) for node in kept] + made
    inner = "".join(f'<{held.prefix}mergeCell ref="{ref}"/>' for ref in refs).encode()
    tag = with_attributes(data[held.start : held.inside], count=str(len(refs)))
    return [Edit(held.start, held.end, tag + inner + f"</{held.tag}>".encode())]


def _copied(ref: str, blocks: Sequence[Block]) -> bool:
    found = _AREA.fullmatch(ref)
    rows = {line.number for block in blocks for line in block.lines}
    return found is not None and found[2] == found[4] and int(found[2]) in rows


def drawing(data: bytes, growth: Growth) -> bytes:
    """A drawing with its anchors moved; rows count from 0 there."""
    return _DRAWN_ROW.sub(lambda found: found[1] + _moved(found[2], growth) + found[3], data)


def _moved(row: bytes, growth: Growth) -> bytes:
    return str(growth.start(int(row) + 1) - 1).encode()


def chart(data: bytes, growths: Sequence[Growth]) -> bytes:
    """A chart with the ranges that it is drawn from; what it remembered of them is drawn anew on opening."""

    def changed(found: re.Match[bytes]) -> bytes:
        return found[1] + quoted(_all_grown(unescape(found[2].decode()), "", growths)).encode() + found[3]

    return _CHART_CACHE.sub(b"", _CHART_FORMULA.sub(changed, data))


def comments(data: bytes, growth: Growth) -> bytes:
    """Comments at their cells; one on a copied row stays on the first."""
    rows = [*tree(data).within("comment"), *tree(data).within("threadedComment")]
    return edited(data, [_tagged(data, node, {"ref": ranges(node["ref"], growth).partition(":")[0]}) for node in rows])


def table(data: bytes, growth: Growth) -> bytes:
    """A table of Excel's own with its filter."""
    top = tree(data)
    rows = [top, *top.within("autoFilter"), *top.within("sortState"), *top.within("sortCondition")]
    return edited(data, [_tagged(data, node, {"ref": ranges(node["ref"], growth)}) for node in rows if node["ref"]])


def shapes(data: bytes, growth: Growth) -> bytes:
    """The boxes of comments."""

    def anchored(found: re.Match[bytes]) -> bytes:
        numbers = found[2].split(b",")
        if len(numbers) == 8:  # column, offset, row, offset: of the upper left corner, of the lower right one
            for at in (2, 6):
                numbers[at] = b" " + _moved(numbers[at].strip(), growth)
        return found[1] + b",".join(numbers) + found[3]

    data = _VML_ROW.sub(lambda found: found[1] + _moved(found[2], growth) + found[3], data)
    return _VML_ANCHOR.sub(anchored, data)
