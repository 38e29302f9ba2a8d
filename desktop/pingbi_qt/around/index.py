"""What can be searched for: counties, figures, indicators, findings, files, actions; and what a text finds of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pingbi_qt.actions import ACTS
from pingbi_qt.page import Place

if TYPE_CHECKING:
    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import View

KINDS = ("县区", "数", "指标", "问题", "文件", "操作")
A_KIND = 5  # hits shown of one kind


class Hit(NamedTuple):
    """One thing that was found, and where it leads: a page with a place, or an action."""

    kind: str
    words: str
    more: str = ""  # what stands behind it, grey
    glyph: str = ""
    page: str = ""
    place: object = None
    action: str = ""
    sought: str = ""  # all that it is known by, as `plain` writes it


class Found(NamedTuple):
    """The hits of one kind; `total` may be more than are shown."""

    kind: str
    hits: tuple[Hit, ...]
    total: int


class Index(NamedTuple):
    """All hits of a state."""

    counties: tuple[Hit, ...] = ()
    indicators: tuple[Hit, ...] = ()
    others: tuple[Hit, ...] = ()
    figures: dict[tuple[str, str], str] = {}  # noqa: RUF012  # never changed


def plain(text: str) -> str:
    """For comparing: full-width as half-width, small letters, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def index_of(view: View) -> Index:
    """What a state holds. For a thread of the desk: the words of thousands of findings take their time."""
    from pingbi.casework import finding_words

    names = {row.id: row.name for row in view.scheme.indicator}
    first = view.scheme.county[0].name if view.scheme.county else ""
    counties = tuple(
        Hit(
            "县区",
            row.name,
            glyph="county",
            page="county",
            place=Place(county=row.name),
            sought=_sought(row.name, row.aliases),
        )
        for row in view.scheme.county
    )
    indicators = tuple(
        Hit(
            "指标",
            row.name,
            row.unit,
            "table",
            "collect",
            Place(first, row.id),
            sought=_sought(row.name, row.aliases),
        )
        for row in view.scheme.indicator
    )
    still = {row.id for row in view.open_findings}
    findings = (
        Hit(
            "问题",
            finding_words.plain(str(row)),
            row.level.word if row.id in still else "已处理",
            GLYPHS.get(row.level.value, "ring_info"),
            "review",
            Place(row.county or "", row.indicator or "", row.id),
            sought=_sought(str(row), (row.level.word, row.county or "", names.get(row.indicator or "", ""))),
        )
        for row in view.evaluation.findings
    )
    files = (
        Hit(
            "文件",
            row.submission.name,
            "、".join(row.submission.counties[:3]),
            "file",
            "review" if len(row.submission.counties) == 1 else "collect",
            Place(county=row.submission.counties[0]) if len(row.submission.counties) == 1 else None,
            sought=_sought(row.submission.name, row.submission.counties),
        )
        for row in view.arrived
    )
    return Index(counties, indicators, (*findings, *files), _figures(view))


def _figures(view: View) -> dict[tuple[str, str], str]:
    return {
        (row.county, row.indicator): row.reported or (f"{row.value:f}" if row.value is not None else "")
        for row in view.evaluation.figures
        if row.role.value == "now"
    }


GLYPHS = {
    "mandatory": "octagon_cross",
    "verify": "triangle_alert",
    "hint": "ring_info",
    "unchecked": "dashed_ring_minus",
}


def actions_of(actions: Actions, pages: dict[str, str]) -> tuple[Hit, ...]:
    """The actions, with their keys; those of another page lead there."""
    found = []
    for act in ACTS:
        name = act.id
        words = actions[name].text().rstrip("…")
        here = not act.where or actions.page in act.where
        where = "" if here else next((page for page in act.where if page in pages), "")
        if not here and not where:
            continue
        key = actions.key(name)
        more = key if here else f"在“{pages[where]}”里{'，' + key if key else ''}"
        found.append(
            Hit("操作", words, more, act.glyph, where, None, name, sought=_sought(words, (act.words, act.tip)))
        )
    return tuple(found)


def found(text: str, index: Index, actions: Sequence[Hit] = ()) -> tuple[Found, ...]:
    """What holds every word of the text, kind by kind; what begins with it comes first."""
    words = [plain(word) for word in text.split()]
    words = [word for word in words if word]
    if not words:
        return ()
    hits = [*_holding(words, index.counties), *_pairs(words, index), *_holding(words, index.indicators)]
    hits += [*_holding(words, index.others), *_holding(words, actions)]
    groups = ((kind, [row for row in hits if row.kind == kind]) for kind in KINDS)
    return tuple(Found(kind, tuple(rows[:A_KIND]), len(rows)) for kind, rows in groups if rows)


def _holding(words: Sequence[str], rows: Iterable[Hit]) -> list[Hit]:
    kept = [row for row in rows if all(word in row.sought for word in words)]
    return sorted(kept, key=lambda row: not row.sought.startswith(words[0]))


def _pairs(words: Sequence[str], index: Index) -> Iterator[Hit]:
    """南乐 技改: one word of a county, the others of an indicator."""
    for at, word in enumerate(words):
        rest = [*words[:at], *words[at + 1 :]]
        if not rest:
            return
        for county in islice(_holding([word], index.counties), A_KIND):
            for indicator in islice(_holding(rest, index.indicators), A_KIND):
                place = indicator.place
                wanted = place.indicator if isinstance(place, Place) else ""
                value = index.figures.get((county.words, wanted), "")
                said = f"{value} {indicator.more}" if value else "缺"
                yield Hit(
                    "数", f"{county.words} {indicator.words}", said, "table", "review", Place(county.words, wanted)
                )


def _sought(name: str, others: Iterable[str]) -> str:
    return "\x1f".join(map(plain, (name, *others)))
