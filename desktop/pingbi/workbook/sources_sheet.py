"""数据来源: one row a figure, with the file, the place, the words that stood there, and what a person set over it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import ByHand, Derived, Source, State
from pingbi.model.catalogue import excerpt, minute, words
from pingbi.scheme import formula
from pingbi.workbook.formula_words import ROLES, in_words
from pingbi.workbook.frame import heading
from pingbi.workbook.indicator_columns import CITY_ROW
from pingbi.workbook.measure import em, lines
from pingbi.workbook.other_sheets import SOURCES_TOP
from pingbi.workbook.panels import county_width
from pingbi.workbook.plan import Cell, Page, SheetPlan, Style, Value
from pingbi.workbook.references import MAIN, SOURCES, fixed
from pingbi.workbook.source_words import correction_of, cut, origin_file, place_of, stood, written
from pingbi.workbook.styles import Box, boxed, number_format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pingbi.model import Figure
    from pingbi.workbook.addresses import Book
    from pingbi.workbook.other_sheets import SourceRow

HEAD_ROW = 3
HEADS = (
    "编号",
    "县区",
    "指标",
    "报送数",
    "单位",
    "核定数",
    "来源文件",
    "位置",
    "原文或单元格内容",
    "读取时间",
    "更正、说明",
)
NUMBER, COUNTY, NAME, REPORTED, UNIT, USED, FILE, PLACE, QUOTE, READ, REMARK = range(len(HEADS))
LEAST = {NUMBER: 50, COUNTY: 74, NAME: 110, REPORTED: 82, UNIT: 60, USED: 82, FILE: 100, PLACE: 100, QUOTE: 130}
MOST = {NUMBER: 70, NAME: 220, REPORTED: 180, UNIT: 74, USED: 180, FILE: 240, PLACE: 150, QUOTE: 330, REMARK: 170}
LEAST |= {READ: 92, REMARK: 100}
MOST |= {READ: 92}
SIZE = 10.5
WIDER = 1.35  # numbers must not turn into #### in a wider typeface
SHORT = 6  # characters of a number that stands in the middle of its column
DIGITS = 15  # that a cell keeps
LEFT = frozenset({NAME, FILE, QUOTE, REMARK})
TIP = "回到主要指标"
NOTHING = "-"
_STATES = {
    State.UNREADABLE: "无法识别，按未报送处理",
    State.UNDECIDED: "未定，未计分",
    State.EXEMPT: "",
    State.READ: "",
}


class Line(NamedTuple):
    """A row's cells as texts, but for 报送数 and 核定数, which are numbers where they can be."""

    county: str
    name: str
    reported: Value
    unit: str
    used: Value
    file: str
    place: str
    quote: str
    read: str
    remark: str


def plan(book: Book) -> SheetPlan | None:
    """The sheet; None where there is not one figure."""
    if not book.sources.count:
        return None
    maker = _Maker(book)
    widths, heights = _sizes(book, maker)
    last = SOURCES_TOP + book.sources.count - 1
    total = f"共{book.sources.count}条"
    when = f"　　读取时间：{minute(book.read_at)}" if book.read_at else ""
    top = heading(
        book,
        SOURCES,
        "数据来源表",
        REMARK,
        widths,
        left=f"时间：{book.period}{when}　　{_explained(book)}",
        right=total,
    )
    return SheetPlan(
        name=SOURCES,
        cells=_cells(top.cells, maker, Box(HEAD_ROW, 0, last, REMARK)),
        columns=widths,
        rows={**top.rows, HEAD_ROW: 26, **heights},
        default_row=18,
        merges=top.merges,
        page=Page(repeat_rows=(1, HEAD_ROW), area=(0, 0, last, REMARK), header=book.header),
        freeze=(SOURCES_TOP, COUNTY + 1),
    )


def _explained(book: Book) -> str:
    back = "编号链接到“主要指标”中的单元格；" if book.links and book.main.figures and book.wanted(MAIN) else ""
    return f"{back}报送数照原样，“核定数”为计分所用"


def _cells(top: tuple[Cell, ...], maker: _Maker, box: Box) -> Iterator[Cell]:
    yield from top
    for column, head in enumerate(HEADS):
        yield Cell(HEAD_ROW, column, head, box.style(Style("head"), HEAD_ROW, column))
    for row in maker.book.sources:
        yield from maker.cells(row, box)


def _sizes(book: Book, maker: _Maker) -> tuple[dict[int, int], dict[int, float]]:
    """Columns as wide as their longest text, within bounds; heights of the rows that take more than one line."""
    size = SIZE * 96 / 72
    least = {column: (width - _padding(column)) / size for column, width in LEAST.items()}
    longest, wide = dict(least), []
    for row in book.sources:
        # No text is longer than its number of characters: most are not worth measuring.
        found = [(at, text) for at, text in enumerate(maker.texts(row), 1) if len(text) > least[at]]
        for column, text in found:
            if len(text) > longest[column]:
                wider = WIDER if column in (REPORTED, USED) else 1
                longest[column] = max(longest[column], em(text) * wider)
        if found:
            wide.append((row.row, found))
    widths = {column: min(MOST.get(column, 10**6), ceil(longest[column] * size) + _padding(column)) for column in LEAST}
    widths[NUMBER] = LEAST[NUMBER] if book.sources.count < 100_000 else MOST[NUMBER]
    widths[COUNTY] = max(LEAST[COUNTY], county_width(book))
    rooms = {column: width - (8 if column in LEFT else 0) for column, width in widths.items()}
    heights: dict[int, float] = {}
    for at, texts in wide:
        most = max(lines(text, rooms[column], SIZE, indent=column in LEFT) for column, text in texts)
        if most > 1:
            heights[at] = min(409.0, most * SIZE * 1.3 + 4)
    return widths, heights


def _padding(column: int) -> int:
    """Pixels beside a text: the cell's own, the indent, and a little for words that do not break."""
    return 36 if column in LEFT else 14


@dataclass(frozen=True)
class _Maker:
    """Makes rows; names and formulas are put into words once."""

    book: Book

    @cached_property
    def names(self) -> dict[str, str]:
        """Indicator id -> name."""
        return {row.id: row.name for row in self.book.scheme.indicator}

    @cached_property
    def units(self) -> dict[str, str]:
        """Indicator id -> unit."""
        return {row.id: row.unit or NOTHING for row in self.book.scheme.indicator}

    @cached_property
    def digits(self) -> dict[str, int]:
        """Indicator id -> decimals."""
        return {row.id: row.shown_decimals for row in self.book.scheme.indicator}

    @cached_property
    def _derived(self) -> dict[str, str]:
        scheme = self.book.scheme
        return {
            row.id: cut(in_words(scheme, formula(scheme, row.compute)))
            for row in scheme.indicator
            if row.compute is not None
        }

    def line(self, row: SourceRow) -> Line:
        """What the row says."""
        role = ROLES[row.role]
        county, name = self.book.key(row.county), self.names.get(row.indicator, row.indicator)
        name += f"（{role}）" if role else ""
        figure = row.figure
        unit = self.units[row.indicator]
        if figure is None:
            return Line(county, name, "未报送", unit, *[NOTHING] * 6)
        origin = stood(figure.origin)
        quote = self._derived.get(row.indicator, "") if isinstance(origin, Derived) else ""
        return Line(
            county,
            name,
            _reported(figure),
            cut(figure.reported_unit, 10) or unit,
            _used(row, figure),
            "会议研究决定" if figure.source is Source.DECISION else cut(origin_file(figure.origin)),
            cut(place_of(origin)),
            quote or written(origin),
            minute(figure.read_at)[5:] or NOTHING,
            _remark(row, figure, unit, self.book.figures.get(row.county, row.indicator, row.role)),
        )

    def texts(self, row: SourceRow) -> Iterator[str]:
        """The same as they are seen, for widths and heights."""
        for column, value in enumerate(self.line(row), 1):
            if isinstance(value, Decimal) and column == USED:
                yield f"{value:.{self.digits[row.indicator]}f}"
            else:
                yield f"{value}"

    def cells(self, row: SourceRow, box: Box) -> Iterator[Cell]:
        """The row's cells; the number leads back to the figure on 主要指标."""
        last, link = row.row == box.bottom, self.link(row)
        yield Cell(row.row, NUMBER, row.number, _look(NUMBER, -1, last=last), "", link, TIP if link else "")
        for column, value in enumerate(self.line(row), 1):
            digits, long = None, False
            if isinstance(value, Decimal):
                digits = self.digits[row.indicator] if column == USED else _decimals(value)
                long = len(f"{value:.{digits}f}") > SHORT
            yield Cell(row.row, column, value, _look(column, digits, plain=value == NOTHING, long=long, last=last))

    def link(self, row: SourceRow) -> str:
        """The cell of 主要指标; empty where it has none, or where there are too many figures for links."""
        column = self.book.main.figures.get((row.indicator, row.role))
        if column is None or row.beside or not self.book.links or not self.book.main.criteria:
            return ""
        position = self.book.counties.at.get(row.county)
        return fixed(CITY_ROW if position is None else self.book.main.row(position), column, MAIN)


@lru_cache(maxsize=1024)
def _look(column: int, digits: int | None, *, plain: bool = False, long: bool = False, last: bool) -> Style:
    """The style of a text (None; `plain` is "-"), of a count (-1) or of a number with so many decimals."""
    if digits is None:
        style = Style("small" if column in LEFT and not plain else "smallc")
    elif digits < 0:
        style = Style("numc", size=SIZE)
    else:
        style = Style("num", size=SIZE, number=number_format(digits, 0 if long else LEAST[column], SHORT))
    return boxed(style, left=column == NUMBER, right=column == REMARK, bottom=last)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _reported(figure: Figure) -> Value:
    """Exactly what was reported: a number with its own decimals where it is one that a cell keeps, else the text."""
    if isinstance(figure.origin, ByHand):
        origin = stood(figure.origin)
        text = written(origin) if origin is not None and not isinstance(origin, Derived) else NOTHING
    else:
        text = cut(figure.reported, 30)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text or NOTHING
    digits = number.as_tuple().digits
    plain = number.is_finite() and len(digits) <= DIGITS and _decimals(number) <= DIGITS and f"{number:f}" == text
    return number if plain else text


def _used(row: SourceRow, figure: Figure) -> Value:
    if row.beside:
        return NOTHING
    if figure.state is State.EXEMPT:
        return "免报"
    return figure.value if figure.state is State.READ and figure.value is not None else NOTHING


def _remark(row: SourceRow, figure: Figure, unit: str, counts: Figure | None) -> str:
    """What a person set and why; why a figure is not used; a unit that was converted."""
    found = [correction_of(figure.origin)] if isinstance(figure.origin, ByHand) else []
    if figure.state is State.OTHER_PERIOD:
        found.append(f"{words(figure.period)}数，非本期，未计分")
    elif _STATES[figure.state]:
        found.append(_STATES[figure.state])
    elif row.beside:
        corrected = counts is not None and isinstance(counts.origin, ByHand)
        found.append("原报数，已核定" if corrected else "另一来源，未采用")
    elif figure.reported_unit and figure.reported_unit != unit and figure.value is not None:
        found.append(f"折算为{unit}")
    if figure.note:
        found.append(f"批注：{excerpt(figure.note)}")
    return "；".join(found) or NOTHING
