"""What was done to a template, in words: rows and columns inserted, moved or gone, labels and sheets renamed."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from pingbi.model.catalogue import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pingbi.extraction.form_places import Spot
    from pingbi.model.fingerprint import Slot
    from pingbi.readers import Sheet

MOST_NAMED = 3  # names that one sentence lists


def changes(found: Sequence[tuple[Slot, Spot]], sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """A Chinese phrase for each kind of change, from where each slot stood and where it stands."""
    phrases = [*_renamed_sheets(found, sheets)]
    sheets_of = dict.fromkeys((slot.sheet, spot.sheet.name) for slot, spot in found)
    for before, after in sheets_of:
        own = [(slot, spot) for slot, spot in found if (slot.sheet, spot.sheet.name) == (before, after)]
        rows = {slot.row: spot.row for slot, spot in own}
        columns = {slot.column: spot.column for slot, spot in own}
        if _is_transposed(own):
            phrases.append("行列互换了")
            continue
        phrases += _line_changes(rows, "行", {slot.row: slot.row_label for slot, _ in own})
        phrases += _line_changes(columns, "列", {slot.column: slot.column_label for slot, _ in own})
    renamed = dict.fromkeys(pair for _, spot in found for pair in spot.new)
    phrases += [f"“{excerpt(old)}”改成了“{excerpt(new)}”" for old, new in renamed]
    return tuple(dict.fromkeys(phrases))


def _renamed_sheets(found: Sequence[tuple[Slot, Spot]], sheets: Sequence[Sheet]) -> Iterable[str]:
    names = {sheet.name for sheet in sheets}
    homes: dict[str, Counter[str]] = {}
    for slot, spot in found:
        homes.setdefault(slot.sheet, Counter())[spot.sheet.name] += 1
    for before, after in homes.items():
        if before not in names:
            yield f"工作表“{excerpt(before)}”改名为“{excerpt(after.most_common(1)[0][0])}”"
        elif before not in after:
            yield f"工作表“{excerpt(before)}”里的数移到了“{excerpt(after.most_common(1)[0][0])}”"


def _is_transposed(own: Sequence[tuple[Slot, Spot]]) -> bool:
    """What stood in one column stands in one row."""
    by_column: dict[int, set[int]] = {}
    for slot, spot in own:
        by_column.setdefault(slot.column, set()).add(spot.row)
    rows = {slot.row for slot, _ in own}
    return len(rows) > 1 and all(len(lines) == 1 for lines in by_column.values())


def _line_changes(lines: Mapping[int, int], word: str, labels: Mapping[int, str]) -> Iterable[str]:
    """Of the rows, or of the columns: (where each stood: where it stands)."""
    order = sorted(lines)
    kept = _longest_rise([lines[old] for old in order])
    if len(kept) < len(order):
        moved = [labels[old] for at, old in enumerate(order) if at not in kept]
        named = "、".join(f"“{excerpt(label)}”" for label in dict.fromkeys(moved[:MOST_NAMED]))
        yield f"移动了{named}{f'等{len(moved)}' if len(moved) > MOST_NAMED else ''}{word}"
        grown = (max(lines.values()) - min(lines.values())) - (order[-1] - order[0])
        inserted, gone = max(grown, 0), max(-grown, 0)
    else:
        steps = [lines[order[0]] - order[0]]
        steps += [(lines[new] - lines[old]) - (new - old) for old, new in pairwise(order)]
        inserted, gone = sum(step for step in steps if step > 0), -sum(step for step in steps if step < 0)
    if inserted:
        yield f"插入了{inserted}{word}"
    if gone:
        yield f"删去了{gone}{word}"


def _longest_rise(values: Sequence[int]) -> set[int]:
    """The positions of the longest rising run of a sequence: what lies outside it was moved."""
    best: list[int] = []  # length of the longest that ends here
    before: list[int] = []
    for at, value in enumerate(values):
        earlier = [other for other in range(at) if values[other] < value]
        last = max(earlier, key=lambda other: best[other], default=-1)
        best.append(best[last] + 1 if last >= 0 else 1)
        before.append(last)
    at = max(range(len(values)), key=lambda other: best[other], default=-1)
    kept = set()
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
