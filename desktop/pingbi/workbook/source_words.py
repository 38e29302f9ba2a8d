"""Where a figure came from, in the words of a table: the file, the place in it, what stood there, who changed it."""

from __future__ import annotations

from pingbi.model import ByHand, Derived, InArchive, InRows, InSheet, InText, Origin
from pingbi.model.catalogue import words

LONGEST = 60  # characters of a quote in a table


def cut(text: str, longest: int = LONGEST) -> str:
    """The text in one line, cut with … where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def stood(origin: Origin) -> Origin | None:
    """Where a value stood before a person set it; None where nothing stood."""
    while isinstance(origin, ByHand):
        if origin.over is None:
            return None
        origin = origin.over
    return origin


def origin_file(origin: Origin) -> str:
    """The file's name, or that a value was set by hand or computed."""
    below = stood(origin)
    if isinstance(below, InSheet | InText | InRows | InArchive):
        return below.file
    return "人工更正" if below is None else "计算值"


def place_of(origin: Origin | None) -> str:
    """填报表 D7, 台账 E5:E48, 第98—103字, 第2页第98—103字, 2021年上半年，定稿; "-" where there is none."""
    if isinstance(origin, InSheet):
        return f"{origin.sheet} {origin.cell}".strip()
    if isinstance(origin, InRows):
        return "；".join(f"{part.sheet} {part.cells}".strip() for part in origin.ranges) or "-"
    if isinstance(origin, InText):
        return f"{f'第{origin.page}页' if origin.page else ''}第{origin.start}—{origin.end}字"
    if isinstance(origin, InArchive):
        return "，".join(part for part in (words(origin.period), origin.edition) if part)
    return "-"


def written(origin: Origin | None) -> str:
    """What stood there: the cell's text, the quoted words, the formula; "-" where nothing did."""
    match origin:
        case InSheet(text=text) | InText(quote=text) | InArchive(text=text):
            return cut(text) or "（空）"
        case Derived(formula=text) | InRows(formula=text):
            return cut(text)
    return "-"


def correction_of(origin: Origin) -> str:
    """Who set the value, when and why; "-" where nobody did."""
    if not isinstance(origin, ByHand):
        return "-"
    return "，".join(part for part in (cut(origin.reason), cut(origin.by), origin.when) if part) or "人工更正"
