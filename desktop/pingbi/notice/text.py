"""The text of the notice: its outline filled with sentences, what says nothing left out, headings numbered anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pingbi.notice.given import filled
from pingbi.notice.items import item_text
from pingbi.notice.paper import Paragraph, Run
from pingbi.notice.problems import problems
from pingbi.notice.styles import HEI, KAI
from pingbi.notice.totals import totals
from pingbi.scheme.notice_words import IN_OUTLINE, NAME, OUTLINE, REQUIREMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.notice.given import Given

_DIGITS = "一二三四五六七八九"
# 一、 （一） 1. at the beginning of a paragraph; a number with decimals is none.
_MARKS = (
    re.compile(rf"[{_DIGITS}十百]+、"),
    re.compile(rf"（[{_DIGITS}十百]+）"),
    re.compile(r"\d{1,3}[.．](?!\d)"),
)
_PLAIN = 9  # the level of a paragraph without a mark
_ENDS = ("。", "；", "：", "！", "？")


class _Piece(NamedTuple):
    """A paragraph without its number; a heading has nothing but its title."""

    level: int
    text: str

    @property
    def heading(self) -> bool:
        return self.level != _PLAIN and not self.text.endswith(_ENDS)


def paragraphs(given: Given) -> tuple[Paragraph, ...]:
    """The paragraphs between the addressee and the list of 附件."""
    said = {**totals(given), **problems(given), "items": _items(given), "requirements": _requirements(given)}
    pieces = [piece for text in _outline(given) for piece in _pieces(text, said, given.values)]
    return tuple(_numbered(_with_something_below(pieces)))


def _outline(given: Given) -> tuple[str, ...]:
    own = given.scheme.notice
    listed = own.sentences if isinstance(own.sentences, tuple) else ()
    return own.paragraphs or listed or OUTLINE


def _requirements(given: Given) -> str:
    texts = given.scheme.notice.requirements or REQUIREMENTS
    return given.say("requirements", 要求="\n".join(filled(text, given.values) for text in texts))


def _items(given: Given) -> str:
    """A paragraph a criterion, under its part where the scheme has parts."""
    wanted, found = given.scheme.notice.criteria, []
    for part, criteria in given.sections:
        name = part.name if part is not None else ""
        texts = [item_text(given, row, name) for row in criteria if not wanted or {row.id, row.name} & set(wanted)]
        texts = [text for text in texts if text]
        if texts and part is not None and (head := given.say("item_part", 一级指标=name)):
            found += [f"（一）{head}", *(f"1.{text}" for text in texts)]
        else:
            found += [f"（一）{text}" for text in texts]
    return given.say("items", 各项="\n".join(found))


def _pieces(text: str, said: dict[str, str], values: dict[str, str]) -> Iterator[_Piece]:
    """What a paragraph of the outline becomes: nothing where it names sentences and none of them is said."""
    names = [name for name in NAME.findall(text) if name in IN_OUTLINE]
    if names and not any(said[name] for name in names):
        return
    for name in names:
        text = text.replace(f"{{{name}}}", said[name])
    for line in filled(text, values).split("\n"):
        if line.strip():
            yield _piece(line.strip())


def _piece(line: str) -> _Piece:
    for level, mark in enumerate(_MARKS):
        if found := mark.match(line):
            return _Piece(level, line[found.end() :].strip())
    return _Piece(_PLAIN, line)


def _with_something_below(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Without headings below which nothing stands before the next one of their level or above."""
    found: list[_Piece] = []
    for piece in reversed(pieces):
        below = found[-1] if found else None
        if not piece.heading or (below is not None and below.level > piece.level):
            found.append(piece)
    return found[::-1]


def _numbered(pieces: Sequence[_Piece]) -> Iterator[Paragraph]:
    counts = [0, 0, 0]
    for piece in pieces:
        if piece.level == _PLAIN:
            yield Paragraph("body", (Run(piece.text),))
            continue
        counts[piece.level :] = [counts[piece.level] + 1, *[0] * (2 - piece.level)]
        mark = _mark(piece.level, counts[piece.level])
        style, font = (("heading", HEI), ("part", KAI), ("body", ""))[piece.level]
        if piece.heading:
            yield Paragraph(style, (Run(mark + piece.text),))
            continue
        title, stop, rest = piece.text.partition("。")
        first = Run(f"{mark}{title}{stop}", font if rest else "")
        yield Paragraph("body", (first, Run(rest)) if rest else (first,))


def _mark(level: int, number: int) -> str:
    return (f"{numeral(number)}、", f"（{numeral(number)}）", f"{number}.")[level]


def numeral(number: int) -> str:
    """一, 十二, 二十: to 99."""
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else _DIGITS[tens - 1]) + "十" if tens else ""
    return ten + (_DIGITS[ones - 1] if ones else "")
