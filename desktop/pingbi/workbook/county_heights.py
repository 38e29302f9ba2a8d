"""How high the rows of the pages are, at which scale they print, and where a page goes on that is too high."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pingbi.workbook.county_layout import CHART_ROW, LOW, SMALL, TALL, part_words
from pingbi.workbook.county_words import sent, steps, strong, weak
from pingbi.workbook.measure import PORTRAIT, PORTRAIT_HEIGHT, height, scale_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pingbi.workbook.county_layout import CountyPage
    from pingbi.workbook.county_lines import Made
    from pingbi.workbook.county_texts import CountyTexts

MOST_SCALE, LEAST_SCALE = 78, 62


class Sized(NamedTuple):
    """Heights of all rows, the scale, and where pages break."""

    rows: dict[int, float]
    scale: int
    breaks: tuple[int, ...]


def sized(texts: CountyTexts, tops: Mapping[str, int], made: Mapping[str, list[Made]]) -> Sized:
    """The greatest scale at which every page is one; at the least pages may go on."""
    width = sum(texts.page.widths.values())
    widest = min(MOST_SCALE, scale_for(width, PORTRAIT))
    own = {name: _text_heights(texts, name, made[name]) for name in tops}
    for scale in (widest, *(scale for scale in (75, 70, 66, LEAST_SCALE) if scale < widest)):
        room = PORTRAIT_HEIGHT * 0.75 * 100 / scale
        for each in (TALL, LOW):
            line_rows = _line_heights(texts, each)
            pages = {name: {**line_rows, **own[name]} for name in tops}
            if all(sum(rows.values()) <= room for rows in pages.values()):
                break
        else:
            continue
        break
    found = {top + row: high for name, top in tops.items() for row, high in pages[name].items()}
    breaks = [top for top in tops.values() if top]
    for name, top in tops.items():
        breaks += [top + row for row in _inner_breaks(texts.page, pages[name], room)]
    return Sized(found, scale, tuple(sorted(breaks)))


def _inner_breaks(page: CountyPage, rows: dict[int, float], room: float) -> Iterator[int]:
    """Where a page that is higher than the paper goes on: before a heading, or between criteria."""
    used, start = 0.0, 0
    headings = [page.strengths, page.steps, page.sent, *([page.chart_heading] if page.drawn else [])]
    may = {*range(page.first_line + 1, page.sums), *headings}
    for row in range(page.rows):
        used += rows[row]
        if used > room and row > start:
            at = max((place for place in may if start < place <= row), default=row)
            yield at
            start, used = at, sum(rows[down] for down in range(at, row + 1))


def _line_heights(texts: CountyTexts, each: float) -> dict[int, float]:
    page, name = texts.page, texts.page.widths[texts.page.columns["name"]]
    found = {
        0: 24.0,
        page.meta: 22.0,
        page.band: 22.0,
        page.band + 1: 30.0,
        page.sums: max(each, height("合计", 99, SMALL, least=0)),
    }
    for at, row in enumerate(page.criteria):
        found[page.first_line + at] = max(each, height(row.name, name, SMALL, indent=True, least=0))
    for part, first, last in page.parts:
        if part is not None:  # a long name over few criteria
            needed = height(part_words(part, page.widths[0]), page.widths[0], SMALL, least=0) / (last - first + 1)
            for line in range(first, last + 1):
                found[page.first_line + line] = max(found[page.first_line + line], needed)
    for heading in (page.first_heading, page.chart_heading, page.strengths, page.steps, page.sent):
        found[heading] = max(21.0, each)
    if page.drawn:
        found |= dict.fromkeys(range(page.chart_heading + 1, page.strengths), CHART_ROW)
    found[page.steps + 1] = max(each, height("说明", 99, 11, least=0))
    return found


def _text_heights(texts: CountyTexts, county: str, made: list[Made]) -> dict[int, float]:
    """Of the rows whose words are the county's own."""
    page, view, width = texts.page, texts.book.county_views()[county], sum(texts.page.widths.values())
    heads = ((words, page.widths[page.columns[name]]) for name, words in texts.heads(county).items())
    boxes = zip((box.words for box in texts.boxes(county)), page.pairs, strict=True)
    found = {
        page.title: 36.0 if texts.title(county)[1] else 52.0,
        page.head: max(height(words, wide, 11) for words, wide in heads),
        page.band: max(height(words, _wide(page, *pair), 11) for words, pair in boxes),
        page.sums + 1: height(texts.sum_words(county, 0, made)[0], width, SMALL, least=21, indent=True),
        page.strengths + 1: height(strong(texts.book, view), width, SMALL, least=21, indent=True),
        page.strengths + 2: height(weak(texts.book, view), width, SMALL, least=21, indent=True),
        page.sent + 1: height(sent(texts.book, view), width - 32, SMALL, least=21, indent=True),
        page.note: height(texts.note(made), width, SMALL, least=18) + 4,
    }
    rows = steps(texts.book, view, alone=not texts.live)
    for at in range(2):
        words = rows[min(at, len(rows) - 1)]
        found[page.steps + 2 + at] = max(
            height(text, _wide(page, *pair), SMALL) for text, pair in zip(words, texts.step_columns, strict=True)
        )
    return found


def _wide(page: CountyPage, first: int, last: int) -> int:
    return sum(page.widths[at] for at in range(first, last + 1))
