"""The findings in the order of the 退回单, each with where it stands: in the filler's file, in others, in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import ByHand, Derived, InArchive, InRows, InSheet, InText, Level
from pingbi.model.catalogue import words
from pingbi.readers.xlsx_sheet import area

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pingbi.model import Finding, Origin
    from pingbi.readers.xlsx_sheet import Place

NAMED, A_LINE = 6, 2  # places of one finding that are named, and how many in a line
LONGEST_QUOTE = 40
FILLS = {
    Level.MANDATORY: "FFC7CE",
    Level.VERIFY: "FFE699",
    Level.HINT: "DDEBF7",
    Level.UNCHECKED: "E4DFEC",
}


class Spot(NamedTuple):
    """A cell of a file: its sheet, its place and the reference that is shown (`D7`, or `E5:E48` for its first cell)."""

    sheet: str
    place: Place
    shown: str


class Row(NamedTuple):
    """One finding of the list. `spots` are its cells in the filler's file, `elsewhere` what else is named."""

    number: int
    finding: Finding
    spots: tuple[Spot, ...]
    elsewhere: tuple[str, ...]

    @property
    def place(self) -> str:
        """填报表!D7、D9:D12, and what stands elsewhere; — where nothing is named."""
        sheets: dict[str, list[Spot]] = {}
        for spot in self.spots:
            sheets.setdefault(spot.sheet, []).append(spot)
        texts = [f"{sheet}{'!' if sheet else ''}{_named(_runs(spots))}" for sheet, spots in sheets.items()]
        return "\n".join([*texts, *self.elsewhere]) or "—"

    def link(self, sheets: Collection[str]) -> str:
        """To its first cell on one of these sheets: '填报表'!D7; empty where there is none."""
        spot = next((spot for spot in self.spots if spot.sheet in sheets), None)
        return "'{}'!{}".format(spot.sheet.replace("'", "''"), spot.shown) if spot is not None else ""


def rows(findings: Sequence[Finding], file: str) -> tuple[Row, ...]:
    """Numbered by level, then by where they stand in the file; what has no place in it comes last in its level."""
    levels = {level: at for at, level in enumerate(Level)}
    sheets: dict[str, int] = {}
    found = []
    for finding in findings:
        spots, elsewhere = _places(finding, file)
        for spot in spots:
            sheets.setdefault(spot.sheet, len(sheets))
        found.append((finding, spots, elsewhere))

    def key(row: tuple[Finding, tuple[Spot, ...], tuple[str, ...]]) -> tuple[int, bool, int, Place]:
        finding, spots, _ = row
        first = spots[0] if spots else Spot("", (0, 0), "")
        return levels[finding.level], not spots, sheets.get(first.sheet, 0), first.place

    return tuple(Row(number, *row) for number, row in enumerate(sorted(found, key=key), 1))


def _places(finding: Finding, file: str) -> tuple[tuple[Spot, ...], tuple[str, ...]]:
    spots: list[Spot] = []
    elsewhere: dict[str, list[str]] = {}
    for origin in _stood(finding.places):
        match origin:
            case InSheet(file=where, sheet=sheet, cell=cell):
                cells = [(where, sheet, cell)]
            case InRows(ranges=ranges):
                cells = [(part.file, part.sheet, part.cells) for part in ranges]
            case InText(file=where, page=page, quote=quote):
                said_there = f"{f'第{page}页' if page else ''}“{_cut(quote)}”"
                elsewhere.setdefault("" if where == file else where, []).append(said_there)
                continue
            case InArchive(period=period, text=text):
                elsewhere.setdefault(f"{words(period)}公布", []).append(f"“{_cut(text)}”")
                continue
            case _:
                continue
        for where, sheet, cell in cells:
            if where != file:
                elsewhere.setdefault(" ".join(part for part in (where, sheet) if part), []).append(cell)
            else:
                spots += _spots(sheet, cell)
    said = (f"{where}{'：' if where else ''}{_named(list(dict.fromkeys(there)))}" for where, there in elsewhere.items())
    return tuple(dict.fromkeys(spots)), tuple(said)


def _spots(sheet: str, cells: str) -> Iterator[Spot]:
    """D7; of E5:E48, E51 the first cell of each part; the sheet's first where no cell is named."""
    for part in re.split(r"[,，、\s]+", cells.strip()) if cells.strip() else ["A1"]:
        where = area(part)
        if where is not None:
            yield Spot(sheet, where[:2], part)


def _stood(origins: Iterable[Origin]) -> Iterator[Origin]:
    """What was reported, below corrections and formulas."""
    for origin in origins:
        if isinstance(origin, ByHand):
            yield from _stood((origin.over,) if origin.over is not None else ())
        elif isinstance(origin, Derived):
            yield from _stood(origin.operands)
        else:
            yield origin


def _runs(spots: Sequence[Spot]) -> list[str]:
    """The cells as they are shown; those that follow each other down a column as D9:D12."""
    found: list[list[Spot]] = []
    for spot in spots:
        last = found[-1][-1] if found else None
        below = last is not None and spot.place == (last.place[0] + 1, last.place[1])
        if last is not None and below and ":" not in spot.shown + last.shown:
            found[-1].append(spot)
        else:
            found.append([spot])
    return [run[0].shown if len(run) == 1 else f"{run[0].shown}:{run[-1].shown}" for run in found]


def _named(words: Sequence[str]) -> str:
    """A few of them; in lines, since not every program breaks the words of a link."""
    more = f"等{len(words)}处" if len(words) > NAMED else ""
    shown = words[:NAMED]
    lines = ["、".join(shown[at : at + A_LINE]) for at in range(0, len(shown), A_LINE)]
    return "、\n".join(lines) + more


def _cut(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"
