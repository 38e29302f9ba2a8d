"""The whole paper: title, addressee, text, list of 附件, sign-off, and the 附件 themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from pingbi.notice.fitting import PAGE_HEIGHT, POINTS, fitted, height
from pingbi.notice.given import filled
from pingbi.notice.heading import in_lines, width
from pingbi.notice.paper import Block, Paper, Paragraph, Run
from pingbi.notice.styles import ACROSS, COMMON, LINES, SIZE, STYLES
from pingbi.notice.tables import annexes
from pingbi.notice.text import numeral, paragraphs
from pingbi.scheme.notice_words import ADDRESSEE, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.notice.given import Given
    from pingbi.notice.tables import Annex

DATE_RIGHT = 4.0  # characters between the date and the right edge, with a seal
BLANK_DATE = "　　　　年　　月　　日"


def composed(given: Given) -> Paper:
    """The paper. It depends on nothing but the results, the scheme and, in a project, the time of the export."""
    own, printed, edition = given.scheme.notice, given.scheme.print, given.edition
    title = filled(own.title or TITLE, given.values)
    attached = annexes(given)
    marks = [*(["示例数据"] if given.sample else []), *(["试算，不是正式结果"] if given.trial else [])]
    printing = f"{edition.word}　第{edition.number}号　{edition.digest.upper()}" if edition is not None else ""
    if edition is not None and edition.draft:
        marks.append(printing)
    blocks: list[Block] = []
    if printed.secrecy:
        blocks.append(_said("secrecy", printed.secrecy))
    if printed.document_number:
        blocks += [_said("number", printed.document_number), Paragraph("blank")]
    addressee = filled(own.addressee or ADDRESSEE, given.values).rstrip("：:")
    blocks += [
        _said("title", in_lines(title, _room("title"))),
        Paragraph("blank"),
        _said("addressee", f"{addressee}："),
    ]
    blocks += _kept([*paragraphs(given), *_enclosed(attached), Paragraph("blank"), Paragraph("blank"), *_signed(given)])
    for number, annex in enumerate(attached, 1):
        blocks += _annex(annex, f"附件{number if len(attached) > 1 else ''}")
    fonts = printed.fonts if isinstance(printed.fonts, dict) else COMMON if printed.fonts == "common" else {}
    made = edition.when if edition is not None else ""
    return Paper(title, tuple(blocks), "　".join(marks), dict(fonts), given.scheme.scheme.issuer, printing, made)


def _said(style: str, text: str, *, right: float = 0, page: bool = False) -> Paragraph:
    return Paragraph(style, (Run(text),), right, page)


def _room(style: str) -> float:
    """Characters of a line in a style's size."""
    return ACROSS * SIZE / STYLES[style].size - 0.4


def _kept(rows: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The text; its last paragraph and all below it stand on one page: no sign-off is alone on one.

    Where they are more than a page holds, as much of the end as it does.
    """
    first, room = len(rows) - 1, LINES - 2
    while first > 0:
        first -= 1
        room -= ceil((width(rows[first].text) + STYLES[rows[first].style].left) / ACROSS) or 1
        if room < 0 or rows[first].style in ("heading", "part", "body"):
            break
    for at, row in enumerate(rows):
        yield replace(row, keep=True) if first <= at < len(rows) - 1 else row


def _enclosed(attached: Sequence[Annex]) -> Iterator[Paragraph]:
    """附件：1.… 2.…, each under the other."""
    if attached:
        yield Paragraph("blank")
    for number, annex in enumerate(attached, 1):
        lead = "附件：" if number == 1 else ""
        mark = f"{number}." if len(attached) > 1 else ""
        yield _said("enclosed" if number == 1 else "enclosed_next", f"{lead}{mark}{annex.title}")


def _signed(given: Given) -> Iterator[Paragraph]:
    """The issuer centred over the date, the date four characters from the right edge."""
    issuer, own = given.scheme.scheme.issuer, given.scheme.notice.date
    day = _day(own) if own else BLANK_DATE
    if issuer:
        yield _said("issuer", issuer, right=max(0.0, DATE_RIGHT + (width(day) - width(issuer)) / 2))
    yield _said("date", day, right=DATE_RIGHT)


def _day(text: str) -> str:
    when = date.fromisoformat(text)
    return f"{when.year}年{when.month}月{when.day}日"


def _annex(annex: Annex, mark: str) -> Iterator[Block]:
    """Each table on one page where it is not longer than that."""
    title = in_lines(annex.title, _room("annex_title"))
    yield _said("annex", mark, page=True)
    yield _said("annex_title", title)
    used = (STYLES["annex"].line + (title.count("\n") + 1) * STYLES["annex_title"].line) / POINTS
    for number, table in enumerate(annex.tables, 1):
        fitting, page = fitted(table, used, first=number == 1)
        if len(annex.tables) > 1:
            yield _said("annex_part", f"表{numeral(number)}", page=page)
        else:
            yield Paragraph("note")
        yield fitting
        used = ((0 if page else used) + height(fitting)) % PAGE_HEIGHT
    for number, text in enumerate(annex.notes, 1):
        mark = f"{number}." if len(annex.notes) > 1 else ""
        yield _said("note", f"{'注：' if number == 1 else ''}{mark}{text}")
