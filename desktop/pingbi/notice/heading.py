"""A title in lines: each as long as a line may be, as even as can be, cut where the words allow it."""

from __future__ import annotations

import re
from itertools import pairwise
from math import ceil

_WORDS = re.compile(r"“[^”]{1,14}”|《[^》]{1,14}》|\d+年(?:[上下]半年|[一二三四]季度|\d+(?:—\d+)?月|度)?|[\d.—%]+")
_ENDINGS = (
    *("情况的通报", "的通报", "情况表", "得分表", "完成情况表", "半年综合评比", "综合评比", "综合考核", "综合评价"),
    *("高质量发展", "工业经济", "工业项目", "主要指标", "指标"),
)
_NEVER_FIRST = "”》）、，。；：的年月"
WORD, APART = 40.0, 12.0  # what it costs to cut a word, and to cut between two characters that may be one


def width(text: str) -> float:
    """Characters that a text is as wide as: half-width ones are half."""
    return sum(0.5 if ord(letter) < 0x2000 else 1 for letter in text)


def in_lines(text: str, room: float) -> str:
    """The text cut into lines no longer than `room`; one that has lines of its own keeps them."""
    if "\n" in text or width(text) <= room:
        return text
    costs = _costs(text)
    for count in range(ceil(width(text) / room), len(text)):
        if found := _cut(text, costs, room, count):
            return "\n".join(found)
    return text


def _cut(text: str, costs: dict[int, float], room: float, count: int) -> list[str]:
    """The cheapest `count` lines, as even as can be; none where the words allow no such lines."""
    mean = width(text) / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}  # where a line ends -> (cost, ends so far)
    for line in range(1, count + 1):
        ends = [len(text)] if line == count else list(costs)
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for end in ends:
            for start, (cost, cuts) in best.items():
                size = width(text[start:end])
                if start < end and size <= room:
                    whole = cost + abs(size - mean) + costs.get(end, 0)
                    if end not in reached or whole < reached[end][0]:
                        reached[end] = whole, (*cuts, end)
        best = reached
    edges = (0, *best[len(text)][1]) if len(text) in best else ()
    return [text[left:right] for left, right in pairwise(edges)]


def _costs(text: str) -> dict[int, float]:
    """What it costs to cut before each character."""
    found = {at: APART for at in range(1, len(text)) if text[at] not in _NEVER_FIRST}
    for word in _WORDS.finditer(text):
        for at in range(word.start() + 1, word.end()):
            if at in found:
                found[at] = WORD
        for at in (word.start(), word.end()):
            if at in found:
                found[at] = 0
    for ending in _ENDINGS:
        at = text.find(ending)
        while at > 0:
            for inside in range(at + 1, at + len(ending)):
                if inside in found:
                    found[inside] = max(found[inside], APART * 1.5)
            found[at] = min(found.get(at, 0), 2)
            at = text.find(ending, at + 1)
    if text.startswith("关于"):
        found.pop(1, None)
        found[2] = WORD
    return found
