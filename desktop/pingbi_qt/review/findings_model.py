"""The findings of all counties as rows of a list: a rule with one finding is one row, with more it is a group."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from pingbi_qt.review.levels import ORDER, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pingbi.casework.listed import Listed, Settled, Standing
    from pingbi.model import Level

Index = QModelIndex | QPersistentModelIndex


class Kind(Enum):
    """What a row is."""

    ALONE = "alone"  # a finding that no other shares its rule with
    GROUP = "group"
    MEMBER = "member"
    SETTLED = "settled"  # a finding that something was said to, or a thing settled


class Row(NamedTuple):
    """One row. Of a group `finding` is its first; `many` how many it has."""

    kind: Kind
    level: str
    county: str
    text: str
    finding: Listed | None = None
    settled: Settled | None = None
    many: int = 0
    folded: bool = False


class FindingsModel(QAbstractListModel):
    """`shown` levels only, if any are chosen; groups that are folded; what is settled where it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self.standing: Standing | None = None
        self.levels: frozenset[str] = frozenset()
        self.with_settled = False
        self.in_groups = True
        self._folded: dict[tuple[str, str], bool] = {}

    def show_standing(self, standing: Standing) -> None:
        """Another state."""
        self.standing = standing
        self.lay_out()

    def lay_out(self) -> None:
        """Make the rows anew."""
        self.beginResetModel()
        self.rows = tuple(self._rows())
        self.endResetModel()

    def counts(self) -> dict[str, int]:
        """Open findings by level."""
        found = dict.fromkeys(ORDER, 0)
        for row in self.standing.open if self.standing is not None else ():
            found[row.level.value] += 1
        return found

    def settled_count(self) -> int:
        """How much has been settled."""
        return len(self.standing.done) + len(self.standing.settled) if self.standing is not None else 0

    def open_order(self) -> tuple[Listed, ...]:
        """The open findings that are shown, in their order, also those in folded groups."""
        rows = self.standing.open if self.standing is not None else ()
        return tuple(row for row in rows if not self.levels or row.level.value in self.levels)

    def row_of(self, finding: str) -> int:
        """The row of a finding; of one in a folded group that of the group. -1 where it is not shown."""
        for at, row in enumerate(self.rows):
            if row.kind is not Kind.GROUP and row.finding is not None and row.finding.id == finding:
                return at
        found = next((row for row in self.open_order() if row.id == finding), None)
        if found is None:
            return -1
        key = (found.level.value, found.rule)
        groups = (at for at, row in enumerate(self.rows) if row.kind is Kind.GROUP and (row.level, row.text) == key)
        return next(groups, -1)

    def fold(self, at: int, *, folded: bool) -> None:
        """Fold or open a group."""
        row = self.rows[at]
        if row.kind is Kind.GROUP and row.folded != folded:
            self._folded[row.level, row.text] = folded
            self.lay_out()

    def open_group_of(self, finding: str) -> None:
        """So that a finding can be seen."""
        at = self.row_of(finding)
        if at >= 0 and self.rows[at].kind is Kind.GROUP:
            self.fold(at, folded=False)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """One row a finding or group."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's words."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.county} {row.text}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            level = STATES[row.level].word if row.level else "已处理"
            return f"{level}，{row.county}，{row.text}" + (f"，{row.many} 处" if row.many else "")
        return None

    def _rows(self) -> Iterator[Row]:
        if self.standing is None:
            return
        groups: dict[tuple[Level, str], list[Listed]] = {}
        for found in self.open_order():
            groups.setdefault((found.level, found.rule), []).append(found)
        for (level, rule), members in groups.items():
            yield from self._group(level.value, rule, members)
        if self.with_settled:
            for done in self.standing.done:
                yield Row(Kind.SETTLED, "", done.county, f"{done.line}——{done.settled}", done)
            for settled in self.standing.settled:
                yield Row(Kind.SETTLED, "", settled.county, settled.line, settled=settled)

    def _group(self, level: str, rule: str, members: Sequence[Listed]) -> Iterator[Row]:
        if not self.in_groups or len(members) == 1:
            yield from (Row(Kind.ALONE, level, row.county, row.line, row) for row in members)
            return
        folded = self._folded.get((level, rule), level == ORDER[-1])
        yield Row(Kind.GROUP, level, "", rule, members[0], many=len(members), folded=folded)
        if not folded:
            yield from (Row(Kind.MEMBER, level, row.county, row.line, row) for row in members)
