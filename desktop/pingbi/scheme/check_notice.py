"""Whether [notice] can be written: its {names} are known, its braces closed, its numbers and date make sense."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pingbi.scheme.notice_words import ANYWHERE, IN_ITEM, IN_OUTLINE, NAME, SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pingbi.scheme.tables import Notice, Scheme


def notice(scheme: Scheme) -> Iterator[str]:
    """Every mistake as one line."""
    given = scheme.notice
    yield from _limits(scheme)
    for key in ("title", "addressee"):
        yield from _names(f"[notice] {key}", getattr(given, key), ANYWHERE)
    for key in ("paragraphs", "requirements"):
        known = (*ANYWHERE, *IN_OUTLINE) if key == "paragraphs" else ANYWHERE
        for number, text in enumerate(getattr(given, key), 1):
            yield from _names(f"[notice] {key} 第{number}段", text, known)
    if isinstance(given.sentences, tuple):
        for number, text in enumerate(given.sentences, 1):
            yield from _names(f"[notice] sentences 第{number}段", text, (*ANYWHERE, *IN_OUTLINE))
        if given.sentences and given.paragraphs:
            yield "[notice] sentences 写成列表时就是各段，与 paragraphs 只写一个；按名称改句子应写成 名称=句子"
        return
    for name, text in given.sentences.items():
        if name not in SENTENCES:
            yield f"[notice] sentences 里没有句子“{name}”{_near(name, SENTENCES)}"
            continue
        inside = IN_ITEM if name == "item" else ()
        yield from _names(f"[notice] sentences “{name}”", text, (*SENTENCES[name].names, *inside, *ANYWHERE))


def _limits(scheme: Scheme) -> Iterator[str]:
    given: Notice = scheme.notice
    if given.date:
        try:
            date.fromisoformat(given.date)
        except ValueError:
            yield f"[notice] date “{given.date}”不是日期，应写作 2022-07-20"
    for key in ("front", "most_named"):
        if getattr(given, key) < 1:
            yield f"[notice] {key} 应是1或更大的整数，写成了{getattr(given, key)}"
    if given.middle < given.front:
        yield f"[notice] middle（{given.middle}）不能小于 front（{given.front}）"
    ids = [row.id for row in scheme.criterion]
    known = {*ids, *(row.name for row in scheme.criterion)}
    for name in given.criteria:
        if name not in known:
            yield f"[notice] criteria 里没有评比项“{name}”；已有的：{'、'.join(ids)}"


def _names(where: str, text: str, known: tuple[str, ...]) -> Iterator[str]:
    rest = NAME.sub("", text)
    if "{" in rest or "}" in rest:
        yield f"{where}：花括号没有成对"
    for name in dict.fromkeys(NAME.findall(text)):
        if name not in known:
            yield f"{where}：没有“{{{name}}}”{_near(name, known)}"


def _near(name: str, known: Iterable[str]) -> str:
    rows = list(known)
    near = get_close_matches(name, rows, 3, 0.5)
    return f"；是不是“{'”“'.join(near)}”" if near else f"；可用的有：{'、'.join(rows)}"
