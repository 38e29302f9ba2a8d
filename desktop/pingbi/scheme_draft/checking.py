"""What is wrong with a draft, each mistake at its cell and in the words of the scheme's own check; else its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pingbi.model import SchemeError
from pingbi.readers import CellRead
from pingbi.scheme import parse
from pingbi.scheme_book.back import raw_of
from pingbi.scheme_book.columns import columns_of
from pingbi.scheme_book.places import placed
from pingbi.scheme_book.sheets import Filled, Record
from pingbi.scheme_book.toml import scheme_text
from pingbi.scheme_book.words import FORMS, SHEETS
from pingbi.scheme_draft.draft import NEW, draft_of
from pingbi.scheme_draft.rewriting import rewritten
from pingbi.scoring import METHODS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pingbi.scheme import Scheme
    from pingbi.scheme_draft.draft import Draft

FILE = "方案"
HEADING = "由评比程序的方案编辑写成，可以直接改。"
LOST = "这次改动较大，方案文件里 # 开头的注释没能保留"
_PLACE = re.compile("\x1e(\\w+)\x1f(\\d+)\x1f([^\x1e]*)\x1e：(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell; without a label the record, without a row the table."""

    table: str
    row: int = -1
    label: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and where."""

    spot: Spot
    words: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that was looked at: its mistakes, or its scheme and text; `remarks` say what the text has lost."""

    mistakes: tuple[Mistake, ...]
    scheme: Scheme | None = None
    text: str = ""
    remarks: tuple[str, ...] = ()


def look(draft: Draft, base: str) -> Checked:
    """What is wrong with a draft of the scheme whose text is `base`, or its text: as that is where nothing changed."""
    records = _records(draft)
    raw, wrong = raw_of(records, METHODS)
    if wrong:
        found = tuple(_mistake(line) for line in wrong)
        return Checked((*found, *_also(draft, base, found)))
    fresh = scheme_text(raw, HEADING)
    try:
        scheme = parse(fresh, FILE, METHODS)
    except SchemeError as error:
        return Checked(tuple(_mistake(placed(line, FILE, records)) for line in error.mistakes))
    text = rewritten(base, _raw_before(base), draft, raw)
    try:
        same = parse(text, FILE, METHODS) == scheme
    except SchemeError:
        same = False
    return Checked((), scheme, text if same else fresh, () if same else (LOST,))


def _also(draft: Draft, base: str, found: tuple[Mistake, ...]) -> tuple[Mistake, ...]:
    """What else is wrong, were the cells that cannot be read as they were before; nothing where they are new."""
    before, mended = _before(base), draft
    for row in found:
        table, at, label = row.spot.table, row.spot.row, row.spot.label
        origin = draft.rows(table)[at].origin if at >= 0 else NEW
        was = next((old for old in before.rows(table) if old.origin == origin), None)
        if was is None or not label:
            return ()
        mended = mended.filled(table, at, label, was[label])
    raw, wrong = raw_of(_records(mended), METHODS)
    if wrong:
        return ()
    try:
        parse(scheme_text(raw, HEADING), FILE, METHODS)
    except SchemeError as error:
        return tuple(_mistake(placed(line, FILE, _records(mended))) for line in error.mistakes)
    return ()


@lru_cache(4)
def _before(base: str) -> Draft:
    return draft_of(parse(base, FILE, METHODS), METHODS)


@lru_cache(4)  # a base stays the same from key to key
def _raw_before(base: str) -> Mapping[str, Any]:
    """The content of the text, as the cells of its own draft give it."""
    return raw_of(_records(_before(base)), METHODS)[0]


def _records(draft: Draft) -> dict[str, list[Record]]:
    """The draft as the sheets of a workbook, whose places lead back to its cells."""
    found: dict[str, list[Record]] = {}
    for table in SHEETS:
        labels = [column.label for column in columns_of(table)]
        found[table] = [
            Record(
                table,
                _place(table, at, ""),
                {label: _filled(row[label], _place(table, at, label)) for label in labels if row[label]},
                {label: _place(table, at, label) for label in labels},
            )
            for at, row in enumerate(draft.rows(table))
            if row.cells or table not in FORMS
        ]
    return found


def _filled(text: str, place: str) -> Filled:
    return Filled(text, place, CellRead(text))


def _place(table: str, row: int, label: str) -> str:
    return f"\x1e{table}\x1f{row}\x1f{label}\x1e"


def _mistake(line: str) -> Mistake:
    found = _PLACE.match(line)
    if found is not None:
        return Mistake(Spot(found[1], int(found[2]), found[3]), _plainly(found[4], found[1]))
    name, _, words = line.partition("：")
    table = next((table for table, sheet in SHEETS.items() if sheet == name), "")
    return Mistake(Spot(table), _plainly(words, table)) if table else Mistake(Spot("scheme"), line)


def _plainly(words: str, table: str) -> str:
    """The words without a scheme's English keys and values."""
    for column in sorted(columns_of(table), key=lambda row: -len(row.label)):
        words = _replaced(words, column.label, f"“{column.word}”")
        for value in column.choices:
            words = _replaced(words, value, f"“{column.word_of(value)}”")
    for method in METHODS.values():
        words = words.replace(f"{method.key}（{method.name}）", f"“{method.name}”")
        words = _replaced(words, method.key, f"“{method.name}”")
    words = words.replace("缺少键", "没有填").replace("““", "“").replace("””", "”")
    words = re.sub(r"“[a-z_.]+”（([^（）]+)）", r"“\1”", words)  # a parameter's key before its word
    words = re.sub(r"“([^”]+)”（\1）", r"“\1”", words)
    return re.sub(r" ?([“”]) ?", r"\1", words).strip()


def _replaced(words: str, key: str, by: str) -> str:
    return re.sub(rf"(?<![A-Za-z0-9_.-]){re.escape(key)}(?![A-Za-z0-9_.-]) ?", lambda _: by, words)
