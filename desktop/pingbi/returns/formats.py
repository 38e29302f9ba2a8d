"""The filler's styles with ours behind them: a marked cell keeps everything of its format but the fill."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pingbi.patching import Edit, Node, edited, tree, with_attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.patching import Parcel

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
# What must stand in each group of styles, where a file leaves the group out (ECMA-376 18.8.39 gives their order).
_LEAST = {
    "fonts": '<font><sz val="11"/><name val="宋体"/><family val="2"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}
_BEFORE = ("numFmts", *_LEAST)
_KINDS = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}
_PLAIN_COLOUR = re.compile(r"[\w.+-]+$")
_WIDE_FONTS = re.compile("[\u2e80-\u9fff]|simsun|simhei|fangsong|kaiti", re.IGNORECASE)


class Formats:
    """The styles of one workbook; each new one is made when it is first asked for."""

    def __init__(self, parcel: Parcel) -> None:
        self._parcel = parcel
        self._name = parcel.related(parcel.workbook, "styles") or parcel.named("styles.xml")
        if not self._name:
            self._name = f"{parcel.folder}styles.xml"
            parcel.put(self._name, f'<styleSheet xmlns="{parcel.main}"></styleSheet>'.encode())
            parcel.declare(self._name, _TYPE)
            parcel.relate(parcel.workbook, "styles", self._name)
        self._data = _completed(parcel.content(self._name))
        self._top = tree(self._data)
        self._held = {kind: _group(self._top, kind) for kind in (*_KINDS, "cellXfs")}
        self._xfs = self._held["cellXfs"].all("xf")
        self._added: dict[str, list[bytes]] = {kind: [] for kind in self._held}
        self._known: dict[tuple[int, str], int] = {}
        self._fills: dict[str, str] = {}

    @property
    def digit(self) -> int:
        """Pixels of a digit in the workbook's usual font, in which column widths are counted."""
        fonts = self._held["fonts"].all("font")
        if not fonts:
            return 7
        size, name = fonts[0].first("sz"), fonts[0].first("name")
        em = float(size["val"] or 11) * 96 / 72 if size is not None else 14.67
        wide = name is not None and _WIDE_FONTS.search(name["val"]) is not None
        return max(1, int(em / 2 + 0.99) if wide else round(em / 2))

    def filled(self, style: int, colour: str) -> int:
        """The style with this fill as `colour` words it; empty: none."""
        key = (style, colour)
        if key not in self._known:
            tag, rest = self._xf(style)
            tag = with_attributes(tag, fillId=self._fill(colour), applyFill="1")
            self._known[key] = self._add("cellXfs", tag + rest)
        return self._known[key]

    def colour(self, style: int) -> str:
        """The fill of a style: `rgb=FFF2F2F2`, `theme=0 tint=-0.15`; empty where it is none or no plain one."""
        fills = self._held["fills"].all("fill")
        number = self._xfs[style]["fillId"] if style < len(self._xfs) else ""
        fill = fills[int(number)] if number.isdecimal() and int(number) < len(fills) else None
        pattern = fill.first("patternFill") if fill is not None else None
        front = pattern.first("fgColor") if pattern is not None and pattern["patternType"] == "solid" else None
        if front is None:
            return ""
        return " ".join(
            f"{name}={value.upper()}" for name, value in front.attributes.items() if _PLAIN_COLOUR.match(value)
        )

    def adopted(self, donor: bytes) -> list[int]:
        """The styles of another workbook (of our own writer), in their order, by their new numbers."""
        top = tree(donor)
        before = {kind: self._count(kind) for kind in _KINDS}
        for kind in _KINDS:
            for child in _children(top, kind):
                self._add(kind, self._prefixed(donor[child.start : child.end]))
        numbers = []
        for xf in _children(top, "cellXfs"):
            moved: dict[str, str | None] = {name: str(before[kind] + int(xf[name])) for kind, name in _KINDS.items()}
            tag = with_attributes(
                donor[xf.start : xf.inside], **moved, xfId="0", applyFont="1", applyFill="1", applyBorder="1"
            )
            numbers.append(self._add("cellXfs", self._prefixed(tag + donor[xf.inside : xf.end])))
        return numbers

    def write(self) -> None:
        """Put the styles into the parcel."""
        edits: list[Edit] = []
        for kind, rows in self._added.items():
            if rows:
                edits += self._held[kind].appended(self._data, b"".join(rows), count=str(self._count(kind)))
        self._parcel.put(self._name, edited(self._data, edits))

    # Within

    def _count(self, kind: str) -> int:
        return len(self._held[kind].children) + len(self._added[kind])

    def _add(self, kind: str, element: bytes) -> int:
        self._added[kind].append(element)
        return self._count(kind) - 1

    def _xf(self, style: int) -> tuple[bytes, bytes]:
        """A format's start tag and what follows it."""
        if style < len(self._xfs):
            found = self._xfs[style]
            return self._data[found.start : found.inside], self._data[found.inside : found.end]
        return self._prefixed(_LEAST["cellXfs"].encode()), b""

    def _fill(self, colour: str) -> str:
        if not colour:
            return "0"
        if colour not in self._fills:
            words = " ".join(f'{name}="{value}"' for name, _, value in (part.partition("=") for part in colour.split()))
            fill = (
                f'<fill><patternFill patternType="solid"><fgColor {words}/><bgColor indexed="64"/></patternFill></fill>'
            )
            self._fills[colour] = str(self._add("fills", self._prefixed(fill.encode())))
        return self._fills[colour]

    def _prefixed(self, element: bytes) -> bytes:
        return _prefixed(element, self._top.prefix)


def _children(top: Node, kind: str) -> Sequence[Node]:
    held = top.first(kind)
    return held.children if held is not None else ()


def _group(top: Node, kind: str) -> Node:
    """A group of styles. Raises ValueError where it is not there."""
    held = top.first(kind)
    if held is None:
        raise ValueError(kind)
    return held


def _completed(data: bytes) -> bytes:
    """The styles with each group that must be there, and something in it."""
    for at, (kind, least) in enumerate(_LEAST.items()):
        top = tree(data)
        held = top.first(kind)
        inner = _prefixed(least.encode(), top.prefix)
        if held is not None and held.children:
            continue
        if held is not None:
            data = edited(data, held.appended(data, inner))
            continue
        group = f"<{top.prefix}{kind}>".encode() + inner + f"</{top.prefix}{kind}>".encode()
        before = [child for child in top.children if child.name in _BEFORE[: at + 1]]
        if before:
            data = edited(data, [Edit(before[-1].end, before[-1].end, group)])
        elif top.closed:
            data = edited(data, top.appended(data, group))
        else:
            data = edited(data, [Edit(top.inside, top.inside, group)])
    return data


def _prefixed(element: bytes, prefix: str) -> bytes:
    return re.sub(rb"<(/?)(?=\w)", rb"<\1" + prefix.encode(), element)
