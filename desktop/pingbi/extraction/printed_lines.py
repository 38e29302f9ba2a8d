"""Tables printed as lines of a text: 指标, 单位, 完成, 同比 in columns divided by tabs, bars or wide blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pingbi.extraction.measures import MEASURE_END, UNIT, is_level
from pingbi.extraction.numerals import WIDE
from pingbi.extraction.words import split
from pingbi.model.catalogue import Kind

_CELL = re.compile(r"[^\t|｜]+")
_WIDE_BLANKS = re.compile(r"(?<=\S)(?:[ \u3000]{2,})(?=\S)")
_HEAD = re.compile(r"指标|单位|项目|名称|县区|县（市、区）|地区")
_FEWEST = 2  # rows with numbers that make a table
_KINDS = (
    (Kind.RANK, re.compile(r"位次|排名|名次|排位")),
    (Kind.PLAN_RATIO, re.compile(r"占.{0,3}(?:计划|目标)|完成率|完成.{0,4}(?:目标|计划)")),
    (Kind.YOY, re.compile(r"同比|增速|增长|增幅|±")),
    (Kind.SHARE, re.compile(r"占比|比重|比例|率$")),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words and where they stand in the text."""

    start: int
    text: str

    @property
    def bare(self) -> str:
        """Without white space."""
        return re.sub(r"\s", "", self.text)


@dataclass(frozen=True, slots=True)
class Printed:
    """A number of a table: where its digits stand, in what unit, of what (`place`: the row is a county's)."""

    start: int
    end: int
    digits: str
    unit: str
    subject: str
    kind: Kind
    quote: str
    place: str | None = None


def tables(text: str) -> tuple[list[Printed], str]:
    """(the numbers of its tables, the text with those lines blanked out: offsets stay)."""
    found: list[Printed] = []
    rest = text
    head: list[Cell] | None = None
    block: list[list[Cell]] = []
    begin = end = 0

    def close() -> None:
        nonlocal head, block, rest
        if head is not None and sum(_numbered(row) for row in block) >= _FEWEST:
            found.extend(_rows(head, block))
            rest = rest[:begin] + re.sub(r"[^\r\n]", " ", rest[begin:end]) + rest[end:]
        head, block = None, []

    for match in re.finditer(r"[^\r\n]+", text):
        cells = _cells(match[0], match.start())
        if head is None:
            if len(cells) >= 3 and _HEAD.search(cells[0].bare) and not any(map(_number, cells)):
                head, begin, end = cells, match.start(), match.end()
            continue
        if len(cells) >= 2 and len(cells) <= len(head) + 1 and (_numbered(cells) or len(cells) == len(head)):
            block.append(cells)
            end = match.end()
        elif match[0].strip():
            close()
    close()
    return found, rest


def _cells(line: str, start: int) -> list[Cell]:
    if "\t" in line or "|" in line or "｜" in line:
        return [Cell(start + match.start(), match[0]) for match in _CELL.finditer(line) if match[0].strip()]
    cells, at = [], 0
    for gap in [*_WIDE_BLANKS.finditer(line), None]:
        stop = gap.start() if gap is not None else len(line)
        cells.append(Cell(start + at, line[at:stop]))
        at = gap.end() if gap is not None else at
    return [cell for cell in cells if cell.bare]


def _number(cell: Cell) -> re.Match[str] | None:
    return re.fullmatch(rf"\s*(?P<digits>[-+]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>{UNIT})?\s*", cell.text.translate(WIDE))


def _numbered(cells: list[Cell]) -> bool:
    return any(_number(cell) is not None for cell in cells[1:])


def _rows(head: list[Cell], block: list[list[Cell]]) -> Iterator[Printed]:
    names = [cell.bare for cell in head]
    units = next((at for at, name in enumerate(names) if at and name in ("单位", "计量单位")), None)
    by_place = re.search(r"县|区|地区|单位", names[0]) is not None and units is None
    above = ""
    for cells in block:
        label = cells[0].bare
        indented = cells[0].text[:1] in " \u3000" or re.match(r"(?:其中|#|＃)", label) is not None
        own, bracket = _without_unit(re.sub(r"^(?:其中[:：]?|[#＃一二三四五六七八九十\d]+[.、．])", "", label))
        subject = _part(own, above) if indented and above and not by_place else own
        above = above if indented else own
        unit = cells[units].bare if units is not None and units < len(cells) else bracket
        for at, cell in enumerate(cells[1:], 1):
            number = _number(cell)
            if number is None or at == units or at >= len(names):
                continue
            yield _printed(cell, number, names[at], subject, unit, label if by_place else None)


def _printed(cell: Cell, number: re.Match[str], column: str, subject: str, unit: str, place: str | None) -> Printed:
    name, bracket = _without_unit(column)
    kind = next((kind for kind, words in _KINDS if words.search(column)), None)
    own = number["unit"] or bracket or ("%" if kind in (Kind.YOY, Kind.SHARE, Kind.PLAN_RATIO) else "")
    own = "位" if kind is Kind.RANK else own or unit
    if place is not None:
        subject = re.sub(r"(?:同比)?(?:增速|增长|增幅|±|%)+$", "", name) or name
    if kind is None:
        kind = Kind.LEVEL if is_level(own) or "." in number["digits"] else Kind.COUNT
        kind = Kind.SHARE if own in ("%", "‰") else kind
    start = cell.start + number.start("digits")
    return Printed(
        start,
        cell.start + number.end("digits"),
        number["digits"],
        own,
        subject,
        kind,
        f"{place or subject}{'' if place is None else name}{number['digits']}{own}",
        place,
    )


def _without_unit(label: str) -> tuple[str, str]:
    """工业投资（亿元） is 工业投资 and 亿元; 同比±% is 同比 and %."""
    found = re.search(rf"[（(](?P<unit>{UNIT})[）)]|(?<=[±增长速幅])(?P<sign>%)$", label)
    if found is None:
        return label, ""
    return label[: found.start()] + label[found.end() :], found["unit"] or found["sign"]


def _part(own: str, whole: str) -> str:
    """A part's name with what is measured of the whole: 城镇 of 社会消费品零售总额, 第一产业 of 地区生产总值."""
    if MEASURE_END.search(own):
        return own
    if whole.endswith("生产总值"):
        return f"{own}增加值"
    whole = re.sub(r"^(?:全?社会|全部|全体)|总(?=额$)", "", whole)
    shared = next((n for n in range(min(len(own), len(whole)), 0, -1) if own.endswith(whole[:n])), 0)
    _, measure = split(whole)
    return f"{own}{whole[shared:]}" if shared or measure else own
