"""Where a template's cells now stand: every crossing of a slot's two labels, on whichever sheet.

A sheet may hold the table twice, below or beside itself: a cell belongs to the nearest heading above it and to the
nearest column of labels on its left, else on its right. What no label leads to is looked for by other words for the
label, then by its likeness.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pingbi.extraction.form_labels import LIKENESS, Label, Labels
from pingbi.extraction.likeness import LEAST
from pingbi.model.catalogue import bare
from pingbi.model.fingerprint import UNIT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pingbi.model.fingerprint import Slot
    from pingbi.readers import Sheet

Place = tuple[int, int]
Key = tuple[str, str]  # of the row, of the column
LONGEST = 60  # characters of a label
BAND = 3  # rows that one set of headings may stand in


class Spot(NamedTuple):
    """A cell. `units` are what stands in its row under 单位, and in its labels; `new` its labels where reworded.

    `sure` is whether the place of a reworded label says the same as the word.
    """

    sheet: Sheet
    row: int
    column: int
    units: tuple[str, ...] = ()
    period: str = ""
    new: tuple[tuple[str, str], ...] = ()  # (label as handed out, as it stands now)
    near: bool = False  # whether one of the labels is only nearly that
    sure: bool = True


def spots(
    sheets: Sequence[Sheet], slots: Sequence[Slot], rows: Labels, columns: Labels
) -> Iterator[tuple[Slot, list[Spot]]]:
    """Each slot with its cells; none where its labels stand nowhere."""
    asked = Counter(_key(slot) for slot in slots)
    tables = [_Table(sheet, rows, columns, transposed=False) for sheet in sheets]
    found = _found(tables)
    missing = {key for key in asked if key not in found}
    if missing:
        tables += [_Table(sheet, rows, columns, transposed=True) for sheet in sheets]
        for step in ("loosely", "nearly"):
            for table in tables:
                table.widen(missing, step)
            for key, cells in _found(tables).items():
                if key in missing:
                    found[key] = cells
            missing = {key for key in missing if key not in found}
            if not missing:
                break
    for slot in slots:
        # Two questions by one name: neither is read.
        yield slot, found.get(_key(slot), []) if asked[_key(slot)] == 1 else []


def _key(slot: Slot) -> Key:
    return bare(slot.row_label), bare(slot.column_label)


def _found(tables: Iterable[_Table]) -> dict[Key, list[Spot]]:
    found: dict[Key, list[Spot]] = {}
    for table in tables:
        for key, spot in table.crossings():
            found.setdefault(key, []).append(spot)
    return found


class _Table:
    """The labels found on one sheet; lying across, rows and columns have changed places."""

    def __init__(self, sheet: Sheet, rows: Labels, columns: Labels, *, transposed: bool) -> None:
        self._sheet = sheet
        self._transposed = transposed
        self._rows, self._columns = rows, columns
        self._texts = {
            (at[1], at[0]) if transposed else at: cell.value
            for at, cell in sheet.cells.items()
            if isinstance(cell.value, str)
        }
        self._words = {at: bare(text) for at, text in self._texts.items()}
        self._sides = self._labelled(rows)
        self._heads = self._labelled(columns)
        self._near: set[Place] = set()
        self._unsure: set[Place] = set()

    def _labelled(self, labels: Labels) -> dict[Place, Label]:
        found = {at: Label(text) for at, text in self._words.items() if text in labels.keys}
        for at, text in self._texts.items():
            if at not in found and len(text) <= LONGEST and (label := labels.again(text)) is not None:
                found[at] = label
        return found

    def widen(self, missing: Collection[Key], step: str) -> None:
        """Take in labels that stand in other words, or nearly; only those that are missing."""
        rows = [key for key in dict.fromkeys(row for row, _ in missing) if not self._has(self._sides, key)]
        columns = [key for key in dict.fromkeys(column for _, column in missing) if not self._has(self._heads, key)]
        if step == "loosely":
            self._heads |= self._loosely(self._columns, columns, self._heads) if columns else {}
            self._heads |= self._joined(columns) if columns else {}
            self._sides |= self._loosely(self._rows, rows, self._sides) if rows else {}
        else:
            self._sides |= self._nearly(self._rows, rows, self._sides, down=True) if rows else {}
            self._heads |= self._nearly(self._columns, columns, self._heads, down=False) if columns else {}

    @staticmethod
    def _has(labels: Mapping[Place, Label], key: str) -> bool:
        return any(label.key == key for label in labels.values())

    def _loosely(self, labels: Labels, wanted: list[str], known: Mapping[Place, Label]) -> dict[Place, Label]:
        found = {}
        for at, text in self._texts.items():
            if at not in known and len(text) <= LONGEST and (label := labels.loosely(text, wanted)) is not None:
                found[at] = label
        return found

    def _joined(self, wanted: list[str]) -> dict[Place, Label]:
        """A heading that was broken over two or three cells below each other."""
        wanted = [key for key in wanted if not self._has(self._heads, key)]
        first = min((row for row, _ in self._sides), default=0)
        found: dict[Place, Label] = {}
        if not wanted:
            return found
        spread = {(b, a) if self._transposed else (a, b): text for (a, b), text in self._sheet.spread().items()}
        for (row, column), text in self._texts.items():
            if not first - BAND <= row < first:
                continue
            above = [spread.get((at, column), "") for at in range(max(row - BAND + 1, 1), row)]
            for start in range(len(above)):
                joined = "".join([*above[start:], text])
                label = self._columns.loosely(joined, wanted)
                if label is not None:
                    found[row, column] = label._replace(new="")
        return found

    def _nearly(
        self, labels: Labels, wanted: list[str], known: Mapping[Place, Label], *, down: bool
    ) -> dict[Place, Label]:
        """Labels nearly as they were: with the right neighbours they are read, else only shown."""
        order = list(labels.keys)
        line = {(at if down else (at[1], at[0])): label.key for at, label in known.items()}
        lanes = _frequent(other for _, other in line)
        found: dict[Place, Label] = {}
        for at, text in self._texts.items():
            number, lane = at if down else (at[1], at[0])
            if at in known or lane not in lanes or len(text) > LONGEST:
                continue
            beside = sorted((place, key) for (place, other), key in line.items() if other == lane)
            before = next((key for place, key in reversed(beside) if place < number), None)
            after = next((key for place, key in beside if place > number), None)
            if before is None and after is None:
                continue
            key = labels.nearly(text, wanted, LIKENESS)
            if key is None:
                continue
            fits = _between(order, key, before, after)
            if fits or labels.nearly(text, wanted, LEAST) is not None:
                found[at] = Label(key, new=text)
                self._near.add(at)
                self._unsure |= set() if fits else {at}
        counts = Counter(label.key for label in found.values())
        return {at: label for at, label in found.items() if counts[label.key] == 1}  # two could fit: neither does

    def crossings(self) -> Iterator[tuple[Key, Spot]]:
        """Every cell that a label of a row and one of a column lead to."""
        side_columns = _frequent(column for _, column in self._sides)
        head_rows = _frequent(row for row, _ in self._heads)
        if not side_columns or not head_rows:
            return
        units = {at for at, text in self._words.items() if text == UNIT}
        strays = self._strays(side_columns)
        for (row, side), label in self._sides.items():
            head_row = max((above for above in head_rows if above < row), default=0)
            own = strays.get((row, side), side)
            if own not in side_columns or not head_row:
                continue
            band = [at for at in head_rows if head_row - BAND < at <= head_row]
            unit = self._unit(row, own, range(min(band) - 1, head_row + 1), units)
            heads = {column: at for at in sorted(band) for (line, column) in self._heads if line == at}
            for column, at in heads.items():
                if _side_of(column, side_columns) == own and not self._headed_again(column, at, row):
                    yield self._crossing((row, side), label, (at, column), unit)

    def _headed_again(self, column: int, head: int, row: int) -> bool:
        """Whether below a heading another one stands in its column, of whatever: then it does not reach so far down."""
        below = (at for at in self._texts if at[1] == column and head < at[0] < row)
        return any(at in self._heads or self._columns.is_heading(self._texts[at]) for at in below)

    def _crossing(self, side: Place, label: Label, head: Place, unit: str) -> tuple[Key, Spot]:
        above = self._heads[head]
        row, column = (head[1], side[0]) if self._transposed else (side[0], head[1])
        new = [
            (labels.keys[item.key], item.new)
            for labels, item in ((self._rows, label), (self._columns, above))
            if item.new
        ]
        sure = side not in self._unsure and head not in self._unsure
        near = side in self._near or head in self._near
        units = tuple(dict.fromkeys(text for text in (unit, label.unit, above.unit) if text))
        return (label.key, above.key), Spot(self._sheet, row, column, units, above.period, tuple(new), near, sure)

    def _strays(self, side_columns: Collection[int]) -> dict[Place, int]:
        """A label that stands beside the column of labels, where that has none in its row: moved, or merged."""
        counts = Counter(label.key for at, label in self._sides.items() if at[1] in side_columns)
        found = {}
        for (row, column), label in self._sides.items():
            if column not in side_columns and not counts[label.key]:
                near = min(side_columns, key=lambda at: abs(at - column))
                if abs(near - column) <= 2 and (row, near) not in self._words:
                    found[row, column] = near
        return found

    def _unit(self, row: int, side: int, head_rows: range, units: Collection[Place]) -> str:
        """What stands under 单位 in a row, in the column of that name nearest to the labels."""
        column = min((at for line, at in units if line in head_rows), key=lambda at: abs(at - side), default=0)
        return self._words.get((row, column), "")


def _between(order: list[str], key: str, before: str | None, after: str | None) -> bool:
    """Whether a label stood just there: behind the one before it and before the one after it."""
    at = order.index(key)
    first = order[at - 1] if at else None
    last = order[at + 1] if at + 1 < len(order) else None
    return before == first and after == last


def _frequent(numbers: Iterable[int]) -> set[int]:
    """The rows (columns) that hold more than half as many labels as the one with the most."""
    counts = Counter(numbers)
    most = max(counts.values(), default=0)
    return {number for number, count in counts.items() if count * 2 > most}


def _side_of(column: int, side_columns: set[int]) -> int:
    """The column of labels that a column of figures belongs to."""
    left = max((side for side in side_columns if side < column), default=0)
    return left or min(side_columns)
