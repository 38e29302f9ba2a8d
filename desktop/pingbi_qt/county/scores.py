"""The card of the criteria, with what its bars mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi_qt.county.lines import StandingTable
from pingbi_qt.parts import Card, ElidingLabel, Row
from pingbi_qt.score.rows import by_group
from pingbi_qt.score.short_names import short_names

if TYPE_CHECKING:
    from pingbi.pipeline import Evaluation
    from pingbi.reckoning import Standing
    from pingbi_qt.look import SizeClass


class ScoresCard(Card):
    """A head and the table."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.legend = ElidingLabel("各项得分", "title"), ElidingLabel("", "note", "text2")
        self.table = StandingTable()
        self.head = Row(self.title, self.legend, padding=(16, 8))
        self.head.row.setStretch(0, 1)
        self.column.addWidget(self.head)
        self.column.addWidget(self.table, 1)

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window: a tab is title enough, and the head of the bars says what they are."""
        self.head.setVisible(not size.compact)
        self.table.adapt(size)
        self.table.standing.tell_bars(self.legend.text() if size.compact else "")

    def show_standing(self, standing: Standing, done: Evaluation) -> None:
        """Of one county."""
        self.legend.setText(f"竖线：{'组内' if by_group(done.scheme) else done.scheme.city.name}中位数")
        self.table.standing.tell_bars("" if self.head.isVisibleTo(self) else self.legend.text())
        self.table.standing.show_standing(
            standing,
            done.scheme.scheme.decimals,
            done.scheme.city.name,
            short_names(done.scheme),
            before=any(row.then is not None for row in standing.rows),
        )
