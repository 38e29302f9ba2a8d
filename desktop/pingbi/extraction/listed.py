"""其中 lists: which whole the facts behind the word are parts of."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from pingbi.model.catalogue import Kind, bare, factor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pingbi.model import Fact

# 其中7月份 is another time, not a part.
_AMONG = re.compile(r"其\s*中(?P<list>\s*[：:])?(?!\s*[，,：:]?\s*\d{1,2}\s*月)")
_END = re.compile(r"[。！？]")
_END_OF_CLAUSES = re.compile(r"[。！？；;]")  # behind a colon a list goes on over semicolons
LONGEST = 400  # characters of a sentence


def with_wholes(facts: Iterable[Fact], text: str) -> list[Fact]:
    """The facts, those of a 其中 list with the subject of their whole.

    The whole stands in the sentence up to 其中, or where that opens a sentence in the one before. Where several may be
    meant it is the one that the part's own name ends with (工业项目 of 亿元以上工业项目), else none.
    """
    given = list(facts)
    ordered = sorted(
        (fact for fact in given if fact.kind in (Kind.COUNT, Kind.LEVEL)), key=lambda fact: fact.number_start
    )
    starts = [fact.number_start for fact in ordered]

    def between(start: int, end: int) -> list[Fact]:
        return ordered[bisect_left(starts, start) : bisect_left(starts, end)]

    wholes: dict[int, str] = {}
    words = [*_AMONG.finditer(text)]
    for at, word in enumerate(words):
        ending = _END if word["list"] else _END_OF_CLAUSES
        found = ending.search(text, word.end(), word.end() + LONGEST)
        end = found.start() if found is not None else min(len(text), word.end() + LONGEST)
        if at + 1 < len(words):
            end = min(end, words[at + 1].start())
        before = between(_opening(text, word.start()), word.start())
        for part in between(word.end(), end):
            whole = _whole(part, before)
            if whole is not None:
                wholes[id(part)] = whole.indicator
    return [replace(fact, part_of=wholes[id(fact)]) if id(fact) in wholes else fact for fact in given]


def _opening(text: str, at: int) -> int:
    """Where the sentence opens that is divided by 其中."""
    least = max(0, at - LONGEST)
    ahead = text[least:at].rstrip()
    ahead = ahead[:-1] if ahead and _END.match(ahead[-1]) else ahead
    ends = [match.end() for match in _END.finditer(ahead)]
    return least + (ends[-1] if ends else 0)


def _whole(part: Fact, before: list[Fact]) -> Fact | None:
    """What a part is of: the same kind of number, in the same unit, of the same county."""
    name = bare(part.indicator)
    wholes = [
        fact
        for fact in before
        if fact.kind is part.kind and fact.county == part.county and factor(part.unit, fact.unit) is not None
    ]
    if any(bare(fact.indicator) == name for fact in wholes):
        return None  # said again, not a part
    if len(wholes) > 1:
        named = [fact for fact in wholes if name.endswith(bare(fact.indicator))]
        wholes = named or [fact for fact in wholes if bare(fact.indicator)[-4:] == name[-4:]]  # both 完成投资
    return wholes[-1] if len(wholes) == 1 else None
