"""Tables printed as lines of a text: 指标, 单位, 完成, 同比 in columns divided by tabs, bars or wide blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pingbi.extraction.measures import MEASURE_END, UNIT, UNIT_IN_BRACKETS, is_level
from pingbi.extraction.numerals import narrow
from pingbi.extraction.period_words import without_period
from pingbi.extraction.words import split
from pingbi.model.catalogue import Kind

_CELL = re.compile(r"[^\t|｜]+")
_WIDE_BLANKS = re.compile(r"(?<=\S)(?:[ \u3000]{2,})(?=\S)")
# ▼4.1, —4.1%, 4.1↓: such a mark is no certain sign; — alone stands for no value.
_NUMBER = re.compile(
    rf"\s*(?P<mark>[▲△▼▽↑↓]|[—–―─]{{1,2}})?\s*(?P<digits>[-+负]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>{UNIT})?\s*(?P<behind>[▲△▼▽↑↓])?\s*"
)
_DOWN = frozenset("▼▽↓—–―─")
_NARROW = re.compile(
    r"[ \u3000]*(?:县区|区县|县市区|县（市、区）|地区|单位|名称|(?P<of_one>指标(?:名称)?|项目名称))"
    r"[ \u3000][^\r\n\t|｜]{2,80}(?=[\r\n])"
)
_NAME = re.compile(r"[^\d，。；：、]{2,24}")
_UNITS = ("单位", "计量单位")
_MISSING = re.compile(r"[-—–－─/]{1,2}")
LONGEST_NARROW = 400  # lines
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
    """A number of a table: where its digits stand, in what unit, of what (`place`: the row is a county's). `unsure`: a
    mark beside it, ▲ or —, may be its sign.
    """

    start: int
    end: int
    digits: str
    unit: str
    subject: str
    kind: Kind
    quote: str
    place: str | None = None
    planned: bool = False
    negative: bool = False
    unsure: bool = False
    column: str = ""  # the heading that gives it a time of its own, if any does: 1—6月, 去年同期


def tables(text: str) -> tuple[list[Printed], str]:
    """(the numbers of its tables, the text with those lines blanked out: offsets stay)."""
    found: list[Printed] = []
    rest = text
    lines = [(match.start(), match.end(), _cells(match[0], match.start())) for match in re.finditer(r"[^\r\n]+", text)]
    at = 0
    while at < len(lines):
        head = lines[at][2]
        stop = at + 1
        if len(head) >= 3 and not any(map(_number, head)):
            while stop < len(lines) and _fits(lines[stop][2], head):
                stop += 1
        block = [row for _, _, row in lines[at + 1 : stop]]
        if not block and (heads := _NARROW.match(text, lines[at][0])) is not None:
            head, block = _narrow(text, lines[at : at + LONGEST_NARROW], named=heads["of_one"] is not None)
            stop = at + 1 + len(block)
        if sum(map(_numbered, block)) < _FEWEST:
            at += 1
            continue
        above = "".join(text[start:end] + "\n" for start, end, _ in lines[max(0, at - 3) : at])
        found.extend(_rows(head, block, above))
        rest = (
            rest[: lines[at][0]]
            + re.sub(r"[^\r\n]", " ", rest[lines[at][0] : lines[stop - 1][1]])
            + rest[lines[stop - 1][1] :]
        )
        at = stop
    return found, rest


def _narrow(text: str, lines: list[tuple[int, int, list[Cell]]], *, named: bool) -> tuple[list[Cell], list[list[Cell]]]:
    """(县区 工业投资（亿元） 增速（%）, the lines 范县 12.3 8.1% below it): single blanks part the cells where every
    row is a county's, or their sum, and has a number for every column. `named`: 指标 本期 同比, each row is an
    indicator's and may end before its growth.
    """
    rows = [
        [Cell(start + word.start(), word[0]) for word in re.finditer(r"\S+", text[start:end])]
        for start, end, _ in lines
    ]
    head = rows[0]
    stop = 1
    units = {at for at, cell in enumerate(head) if cell.bare in _UNITS}
    fewest = 2 if named and not units else len(head)
    while (
        stop < len(rows)
        and fewest <= len(rows[stop]) <= len(head)
        and (_NAME if named else _ROW).fullmatch(rows[stop][0].bare) is not None
        and all(
            _number(cell) or _MISSING.fullmatch(cell.text) or (at in units and re.fullmatch(UNIT, cell.text))
            for at, cell in enumerate(rows[stop][1:], 1)
        )
    ):
        stop += 1
    return head, [] if any(map(_number, head)) else rows[1:stop]


def _fits(cells: list[Cell], head: list[Cell]) -> bool:
    return 2 <= len(cells) <= len(head) + 1 and (_numbered(cells) or len(cells) == len(head))


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
    return _NUMBER.fullmatch(narrow(cell.text))


def _numbered(cells: list[Cell]) -> bool:
    return any(_number(cell) is not None for cell in cells[1:])


def _rows(head: list[Cell], block: list[list[Cell]], above: str) -> Iterator[Printed]:
    """`above` are the lines over the table: its title, 单位：个、亿元."""
    names = [cell.bare for cell in head]
    units = next((at for at, name in enumerate(names) if at and name in _UNITS), None)
    by_place = units is None and sum(_PLACE.fullmatch(row[0].bare) is not None for row in block) * 2 >= len(block)
    line = re.search(r"单位[:：](?P<units>[^\n]+)", re.sub(r"[ \t\u3000]", "", above))
    given = re.split(r"[、，,;；]", line["units"].strip("（）() ")) if line is not None else []
    title = next(filter(None, map(_TITLE.search, reversed(above.splitlines()))), None)
    whole = ""
    for cells in block:
        label = cells[0].bare
        indented = cells[0].text[:1] in " \u3000" or re.match(r"(?:其中|#|＃)", label) is not None
        own, bracket = _without_unit(re.sub(r"^(?:其中[:：]?|[#＃一二三四五六七八九十\d]+[.、．])", "", label))
        part = _part(own, whole) if indented and whole and not by_place else own
        whole = whole if indented else own
        unit = cells[units].bare if units is not None and units < len(cells) else bracket
        for at, cell in enumerate(cells[1:], 1):
            number = _number(cell)
            if number is None or at == units or at >= len(names):
                continue
            place = own if by_place and _PLACE.fullmatch(own) is not None else None
            subject = part
            if by_place:
                klass = title["klass"] if title is not None else ""
                column = _grown(names[:at]) if _BARE_GROWTH.fullmatch(_without_unit(names[at])[0]) else names[at]
                subject = _column(column or names[at], klass if place is not None else f"{own}{klass[-2:]}")
            elif _is_other(names[at]) and _NOT_SO.search(part) is None:
                subject = f"{part}{_without_unit(names[at])[0]}"
            made = _printed(cell, number, names[at], subject, unit or _of_line(names[at], given), place)
            yield replace(made, column=_dated(names[: at + 1]))


_TITLE = re.compile(r"(?:份|月|年|年度)?(?P<klass>[一-鿿“”]{2,16}?(?:项目|工程|企业))")
_PLACE = re.compile(r"[一-鿿]{1,8}(?:县|区|市|旗|州|镇|乡|街道)")


_ROW = re.compile(rf"{_PLACE.pattern}|合计|总计|小计|平均")
_NOT_SO = re.compile(
    r"目标|计划|任务|全[市省国]|平均|预计|预测|年初|[上下]月|[上下]期"
)  # in the head of an indicator's column
_BARE_GROWTH = re.compile(r"(?:同比)?(?:增速|增长|增幅)|同比[±%]*")


def _is_other(column: str) -> bool:
    """Whether a column of an indicator's row is none of its own figures: 年度目标, 全市."""
    return _NOT_SO.search(column) is not None and dict(_KINDS)[Kind.PLAN_RATIO].search(column) is None


def _dated(columns: list[str]) -> str:
    """The heading of the last of these columns; a growth's is that of the amount before it, though not last year's."""
    own = _without_unit(columns[-1])[0]
    if _BARE_GROWTH.fullmatch(own) is None:
        return own
    return next((name for name in reversed(columns[1:-1]) if re.search(r"[去上]年|同期|位次|排名", name) is None), own)


def _grown(before: list[str]) -> str:
    """The amount whose growth a column 增速 gives: the one just before it, or before its place; else empty."""
    ranks = dict(_KINDS)[Kind.RANK]
    return next((name for name in reversed(before[1:]) if ranks.search(name) is None), "")


def _column(name: str, klass: str) -> str:
    """完成投资额 of a table of 州重点项目: 州重点项目完成投资额; 项目个数 is the class itself."""
    plain = re.sub(r"(?:同比)?(?:增速|增长|增幅|±|%)+$", "", _without_unit(name)[0]) or name
    plain = without_period(plain) or plain  # the number's own period says it
    if re.fullmatch(r"(?:项目)?(?:个数|数量|数|总数)|项目", plain):
        return klass or plain
    return plain if not klass or plain.startswith(klass) else f"{klass}{plain}"


def _of_line(column: str, given: list[str]) -> str:
    """The unit of a line over the table that suits a column: 个 for 个数, 亿元 for 投资."""
    if re.search(r"率|占比|比重|±|%|增速|增长|同比|位次|排名", column):
        return ""
    count = re.search(r"数$|个数|家数|户数|项目$", column) is not None
    fitting = [unit for unit in given if re.fullmatch(UNIT, unit) and is_level(unit) is not count and unit != "%"]
    return fitting[0] if len(fitting) == 1 else ""


def _printed(cell: Cell, number: re.Match[str], column: str, subject: str, unit: str, place: str | None) -> Printed:
    _, bracket = _without_unit(column)
    kind = next((kind for kind, words in _KINDS if words.search(column)), None)
    own = number["unit"] or bracket or ("%" if kind in (Kind.YOY, Kind.SHARE, Kind.PLAN_RATIO) else "")
    own = "位" if kind is Kind.RANK else own or unit
    if kind is None:
        kind = Kind.LEVEL if is_level(own) or "." in number["digits"] else Kind.COUNT
        kind = Kind.SHARE if own in ("%", "‰") else kind
    start = cell.start + number.start("digits")
    mark, behind = number["mark"] or "", number["behind"] or ""
    return Printed(
        start,
        cell.start + number.end("digits"),
        number["digits"],
        own,
        subject,
        kind,
        f"{place or subject}{column if place else ''}{mark}{number['digits']}{own}{behind}",
        place,
        kind is Kind.LEVEL and re.search(r"年.{0,2}(?:计划|目标)|投资计划", column) is not None,
        negative=mark[:1] in _DOWN,
        unsure=bool(mark or behind),
    )


def _without_unit(label: str) -> tuple[str, str]:
    """工业投资（亿元） is 工业投资 and 亿元; 同比±% is 同比 and %."""
    found = re.search(rf"{UNIT_IN_BRACKETS}|(?<=[±增长速幅])(?P<sign>%)$", label)
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
