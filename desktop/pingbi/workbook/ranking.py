"""综合排名: one row a county in the order of places as evaluated; everything is fetched by the county's name."""

from __future__ import annotations

from itertools import chain, product
from typing import TYPE_CHECKING, Literal, NamedTuple

from pingbi.workbook.frame import Heading, Notes, heading, least_width, notes, sign_off
from pingbi.workbook.measure import LANDSCAPE, LANDSCAPE_HEIGHT, broken, em, height, longest_number, scale_for, text_px
from pingbi.workbook.paging import READABLE, Run, breaks, room, scales
from pingbi.workbook.panels import county_height, county_width
from pingbi.workbook.plan import Cell, Merge, Page, SheetPlan, Style
from pingbi.workbook.ranking_chart import Drawn, drawn
from pingbi.workbook.ranking_rows import body, points_of, remark_height
from pingbi.workbook.ranking_words import short_note, texts
from pingbi.workbook.references import METHOD, RANKING, fixed
from pingbi.workbook.styles import Box, number_px

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from pingbi.workbook.addresses import Book

HEAD = Style("head")
TOP = 3  # first row of headings
WIDEST = 1100  # px to which a table of few criteria is stretched


class _Sized(NamedTuple):
    """What depends on the columns' widths: rows' heights, the notes below, paper, scale and page breaks."""

    rows: dict[int, float]  # of the table and of what is below it
    notes: Notes
    paper: Literal["A4", "A3"]
    scale: int
    breaks: tuple[int, ...]  # where it is more than a page


def plan(book: Book) -> SheetPlan:
    """The sheet, with 附图1 on a page of its own."""
    at = book.ranking
    widths = _widths(book)
    head = heading(book, RANKING, "得分表", at.note, widths, right="单位：分")
    sized = _sized(book, widths, head)
    end = sized.notes.end + 1  # the sign-off
    signature = sign_off(book, end, sum(widths.values()))
    high = int(LANDSCAPE_HEIGHT[sized.paper] * 100 / sized.scale)
    chart = Drawn((), (), {}, end) if sized.breaks else drawn(book, end + 2, widths, high)
    helpers = range(at.group, chart.last_column + 1)
    page = Page(
        paper=sized.paper,
        fit=None,
        scale=sized.scale,
        repeat_rows=(1, 4) if sized.breaks else None,
        area=(0, 0, chart.last_row, at.note),
        row_breaks=(end + 1,) if chart.charts else sized.breaks,
        header=book.header,
    )
    places = (at.top, at.place, at.last_row, at.place)
    return SheetPlan(
        name=RANKING,
        cells=chain(head.cells, _heads(book), body(book, widths), chart.cells, (signature,)),
        columns={**widths, at.note + 1: 16, at.contents: 330, **dict.fromkeys(helpers, 90)},
        rows={**sized.rows, **chart.rows},
        merges=(*head.merges, *_merges(book, widths), *sized.notes.merges),
        page=page,
        freeze=(at.top, at.county + 1),
        conditions=((places, _tied(book)),) if "first_by" not in book.scheme.scheme.ties else (),
        charts=chart.charts,
    )


def _tied(book: Book) -> Mapping[str, object]:
    """A place that several have reads 并列4."""
    at = book.ranking
    first = fixed(at.top, at.place).replace("$" + str(at.top + 1), str(at.top + 1))
    return {
        "type": "formula",
        "criteria": f"=AND(ISNUMBER({first}),COUNTIF({at.whole(at.place)},{first})>1)",
        "format": Style("numc", bold=True, number='"并列"General'),
    }


def heading_words(book: Book) -> dict[int, str]:
    """The words over each column of points, broken by meaning; the full mark stands in a line below."""
    at, words = book.ranking, {}
    parts = {part.id: part for part in book.scheme.part}
    for name, column in at.points.items():
        row = parts.get(name) if book.ranking_columns == "parts" and name in parts else book.criteria[name]
        if row is not None:
            words[column] = "\n".join(row.lines) if row.lines else broken(row.name)
    return words


def _plain_heads(book: Book) -> dict[int, str]:
    at, full = book.ranking, book.scheme.scheme.full
    most = f"\n({full.normalize():f})" if full is not None else ""
    found = {
        at.number: "序号",
        at.county: "县区",
        at.bonus: "加分",
        at.deduction: "扣分",
        at.total: f"综合\n得分{most}",
        at.group_place: "组内\n位次",
        at.place: "综合\n排名",
        at.change: "较上期",
        at.grade: "等次",
        at.note: "备注",
    }
    return {column: words for column, words in found.items() if column >= 0}


def _widths(book: Book) -> dict[int, int]:
    at, rules = book.ranking, book.scheme.scheme
    given = [abs(value) for total in book.result.totals for value in (total.bonus, total.deduction)]
    last = f"{max(10, len(at.row))}{'.5' if rules.ties == 'average' else ''}"  # the longest place
    least = {
        at.number: 44 if len(at.row) > 99 else 36,
        at.county: county_width(book),
        at.bonus: max(50, _number_width(given, max(2, rules.decimals), 1)),
        at.deduction: max(50, _number_width(given, max(2, rules.decimals), 1)),
        at.total: max(70, _number_width([row.shown for row in book.result.totals], rules.total_decimals)),
        at.group_place: max(50, number_px(last)),
        at.place: 60 + (len(last) - 2) * 12,  # 并列 and the number
        at.change: 54 + (len(last) - 2) * 12,
        at.grade: 54,
        at.note: min(190, max(156, *(text_px(short_note(book, row), 10.5) + 16 for row in book.result.totals))),
    }
    widths = {column: width for column, width in least.items() if column >= 0}
    for name, column in at.points.items():
        number = _number_width(points_of(book, name), rules.decimals)
        widths[column] = max(64, number, text_px(heading_words(book)[column], 11))
    if at.grade >= 0:
        widths[at.grade] = max([54, *(text_px(grade.name, 12) for grade in book.scheme.grade)])
    spare = max(WIDEST, least_width(book)) - sum(widths.values())
    if spare > 0:  # a table of few criteria: the remarks first, then the points
        more = min(spare, 130)
        widths[at.note] += more
        others = [column for column in widths if column not in (at.number, at.note)]
        each = min(40, (spare - more) // len(at.points)) if len(at.points) > 3 else (spare - more) // len(others)
        widths |= {column: widths[column] + each for column in (at.points.values() if len(at.points) > 3 else others)}
    return dict(sorted(widths.items()))


def _number_width(values: Sequence[Decimal | None], digits: int, least: int = 15) -> int:
    """Pixels of the longest number in bold, `least` at the least, in any typeface."""
    return number_px(longest_number(values, digits, f"{least:.{digits}f}"), bold=True)


def _sized(book: Book, widths: dict[int, int], head: Heading) -> _Sized:
    at = book.ranking
    rows: dict[int, float] = {**head.rows, TOP: 24 if _grouped(book) else 22}
    most = max((words.count("\n") + 2 for words in heading_words(book).values()), default=2)
    rows[TOP + 1] = max(48.0, most * 11 * 1.3 + 6)
    for merge in _merges(book, widths):  # a part's name over its criteria
        if merge.top == merge.bottom == TOP:
            over = sum(widths[column] for column in range(merge.left, merge.right + 1))
            rows[TOP] = max(rows[TOP], height(str(merge.value), over, 11))
    rows |= dict.fromkeys(at.headings, 24.0)
    width = sum(widths.values())
    paper = "A3" if scale_for(width, LANDSCAPE["A4"]) < READABLE else book.scheme.print.paper
    below = notes(texts(book), at.last_row + 1, 0, at.note, width)
    end = below.end + 1
    rows |= {**below.rows, end: 24}
    least = county_height(book)
    remarks = {row: max(least, remark_height(book, county, widths[at.note])) for county, row in at.row.items()}
    widest = scale_for(width, LANDSCAPE[paper])
    for scale, each in product(scales(widest), (29.0, 24.0, 20.0)):
        rows |= {row: max(each, remark) for row, remark in remarks.items()}
        run = Run(rows, at.top, at.last_row, end, (1, TOP + 1), frozenset(at.headings))
        found = breaks(run, room(scale, paper=paper))
        if not found:
            break
    else:
        scale, found = widest, breaks(run, room(widest, paper=paper))
    return _Sized(rows, below, "A3" if paper == "A3" else "A4", scale, found)


def _box(book: Book) -> Box:
    return Box(TOP, 0, book.ranking.last_row, book.ranking.note)


def _grouped(book: Book) -> bool:
    """Whether criteria stand under their part."""
    return any(section.part is not None for section in book.sections) and book.ranking_columns == "criteria"


def _merges(book: Book, widths: Mapping[int, int]) -> Iterator[Merge]:
    at, box, bottom = book.ranking, _box(book), TOP + 1
    for column, words in _plain_heads(book).items():
        yield Merge(TOP, column, bottom, column, words, box.style(HEAD, TOP, column, bottom, column))
    if _grouped(book):
        for section in book.sections:
            if section.part is None:
                continue
            first, last = (at.points[row.id] for row in (section.criteria[0], section.criteria[-1]))
            weight, name = book.method.part_weights[section.part.id], section.part.name
            width = sum(widths[column] for column in range(first, last + 1))
            tight = (em(name) + 5) * 11 * 96 / 72 + 10 > width
            line, made = ("\n", "&CHAR(10)") if tight else ("", "")
            shown = f"{name}{line}（{section.part.weight.normalize():f}分）"
            formula = f'="{_quoted(name)}"{made}&"（"&{weight}&"分）"'
            yield Merge(TOP, first, TOP, last, shown, box.style(HEAD, TOP, first, TOP, last), formula)
    for column, words in heading_words(book).items():
        if not _under_part(book, column):
            shown, formula = _marked(book, column, words)
            yield Merge(TOP, column, bottom, column, shown, box.style(HEAD, TOP, column, bottom, column), formula)
    for row, words in at.headings.items():
        style = box.style(Style("left", bold=True), row, at.number, row, at.note)
        yield Merge(row, at.number, row, at.note, words, style)


def _under_part(book: Book, column: int) -> bool:
    if not _grouped(book):
        return False
    name = next(name for name, at in book.ranking.points.items() if at == column)
    return any(section.part is not None and name in [row.id for row in section.criteria] for section in book.sections)


def _quoted(words: str) -> str:
    return words.replace('"', '""').replace("\n", '"&CHAR(10)&"')


def _marked(book: Book, column: int, words: str) -> tuple[str, str]:
    """(cached words, formula) of a column's heading with its full mark, which follows 计分办法."""
    name = next(name for name, at in book.ranking.points.items() if at == column)
    parts = {part.id: part for part in book.scheme.part}
    if book.ranking_columns == "parts" and name in parts:
        weight, full = book.method.part_weights[name], parts[name].weight
    else:
        weight, full = book.method.weight(name), book.criteria[name].weight
    return f"{words}\n({full.normalize():f})", f'="{_quoted(words)}"&CHAR(10)&"("&{weight}&")"'


def _heads(book: Book) -> Iterator[Cell]:
    """Headings of criteria, each leading to its rule; what is outside the printed page."""
    at, box, row = book.ranking, _box(book), TOP + 1
    for column, words in heading_words(book).items():
        if _under_part(book, column):
            name = next(name for name, place in at.points.items() if place == column)
            link = fixed(book.method.row[name], 0, METHOD) if book.wanted(METHOD) else ""
            shown, formula = _marked(book, column, words)
            yield Cell(row, column, shown, box.style(HEAD, row, column), formula, link, "看计分办法" if link else "")
