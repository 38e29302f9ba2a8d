"""The left half: a county's figures above, the findings of all below; in a compact window one of them behind a tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QWidget

from pingbi.casework.listed import NOT_REPORTED
from pingbi_qt.look import SizeClass, px
from pingbi_qt.parts import Button, Card, Chip, ElidingLabel, Following, Line, Row, Tabs
from pingbi_qt.review.county_chooser import CountyChooser
from pingbi_qt.review.figures_table import FiguresTable
from pingbi_qt.review.findings_list import FindingsList
from pingbi_qt.review.levels import ORDER, STATES

if TYPE_CHECKING:
    from pingbi.casework.listed import Standing

FINDINGS, FIGURES = 0, 1


class Levels(Following, QWidget):
    """A chip a level that filters, with how many are open; where there is too little room only sign and count."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._counts = dict.fromkeys(ORDER, 0)
        self.chips = {level: Chip("", STATES[level].ink, STATES[level].sign, filters=True) for level in ORDER}
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        for chip in self.chips.values():
            self.row.addWidget(chip)
            chip.toggled.connect(lambda _: self.changed.emit())
        self.row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow()

    def show_counts(self, counts: dict[str, int]) -> None:
        """Other counts; a level without any has no chip, unless it filters."""
        self._counts = dict(counts)
        for level, chip in self.chips.items():
            chip.setVisible(bool(counts[level]) or chip.isChecked())
        self._word()

    def levels(self) -> frozenset[str]:
        """Those that are switched on; none where all are shown."""
        return frozenset(level for level, chip in self.chips.items() if chip.isChecked())

    def clear(self) -> None:
        """Show all."""
        for chip in self.chips.values():
            chip.setChecked(False)

    def fit(self) -> None:
        """As the theme is."""
        self.row.setSpacing(px(8))
        self._word()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whole words where they fit."""
        super().resizeEvent(event)
        self._word()

    def minimumSizeHint(self) -> QSize:
        """They may be cut."""
        return QSize(px(120), px(24))

    def _word(self) -> None:
        for whole in (True, False):
            for level, chip in self.chips.items():
                word, count = STATES[level].word, self._counts[level]
                chip.set_words(f"{word} {count}" if whole else str(count))
                chip.setAccessibleName(f"{word} {count} 处")
                chip.setToolTip(f"只看{word}的 {count} 处" if not chip.isChecked() else "看全部")
            shown = [chip for chip in self.chips.values() if not chip.isHidden()]
            wide = sum(chip.sizeHint().width() for chip in shown) + px(8) * max(len(shown) - 1, 0)
            if wide <= self.width():
                return


class LeftPane(QSplitter):
    """Both cards. `settled_wanted` comes when what is settled is to be shown or folded away."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._compact = False
        self.chooser, self.figures, self.findings = CountyChooser(), FiguresTable(), FindingsList()
        self.reviewed = ElidingLabel("", "body", "text2")
        self.levels = Levels()
        self.settled = Button("", "link")
        self.tabs = (Tabs(), Tabs())
        self.figures_card, self.findings_card = Card(), Card()
        self._choice = Row(self.chooser, self.reviewed, padding=(12, 8), spacing=12)
        self._choice.row.setStretch(0, 1)
        title = ElidingLabel("问题", "title")
        self._head = Row(title, self.levels, self.settled, padding=(16, 6), spacing=12)
        self._head.row.setStretch(1, 1)
        self._lines = (Line(), Line())
        for card, tabs, line, parts in (
            (self.figures_card, self.tabs[FIGURES], self._lines[FIGURES], (self._choice, self.figures)),
            (self.findings_card, self.tabs[FINDINGS], self._lines[FINDINGS], (self._head, self.findings)),
        ):
            card.column.addWidget(tabs)
            card.column.addWidget(line)
            for part in parts:
                card.column.addWidget(part, 1 if part is parts[-1] else 0)
            tabs.chosen.connect(self.show_tab)
            self.addWidget(card)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 4)
        self.setStretchFactor(1, 3)
        self.settled.clicked.connect(self._toggle_settled)
        self.levels.changed.connect(self._filter)
        self.adapt(SizeClass.FULL)

    def show_standing(self, standing: Standing) -> None:
        """Other findings."""
        self.findings.findings.standing = standing
        self.findings.lay_out()
        self.levels.show_counts(self.findings.findings.counts())
        self._say_settled()
        self.name_tabs()

    def name_tabs(self) -> None:
        """问题 7, 南乐县 7/8."""
        lines = [row for row in self.figures.figures.lines if row.why != NOT_REPORTED or row.level is not None]
        settled = sum(row.settled for row in lines)
        self.reviewed.setText(f"已核 {settled}/{len(lines)}" if lines else "")
        opened = sum(self.findings.findings.counts().values())
        county = self.chooser.beside(0)
        names = (f"问题 {opened}", f"{county} {settled}/{len(lines)}" if lines else county or "县区")
        for tabs in self.tabs:
            tabs.set_names(names)
        self.tabs[FIGURES].open(FIGURES)
        self.tabs[FINDINGS].open(FINDINGS)

    def show_tab(self, number: int) -> None:
        """In a compact window: 问题 or the county."""
        for tabs, own in ((self.tabs[FIGURES], FIGURES), (self.tabs[FINDINGS], FINDINGS)):
            tabs.open(own)
        if self._compact:
            self.figures_card.setVisible(number == FIGURES)
            self.findings_card.setVisible(number == FINDINGS)
            (self.figures if number == FIGURES else self.findings).setFocus()

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._compact = size.compact
        self.figures.adapt(size)
        self.findings.findings.in_groups = not size.compact
        self.findings.adapt(size)
        self.findings.lay_out()
        for part in (*self.tabs, *self._lines):
            part.setVisible(size.compact)
        self._head.setVisible(not size.compact)
        self.reviewed.setVisible(not size.compact)
        self.findings_card.setVisible(True)
        self.figures_card.setVisible(not size.compact)
        self.setHandleWidth(size.frame.gap)

    def _toggle_settled(self) -> None:
        model = self.findings.findings
        model.with_settled = not model.with_settled
        self.findings.lay_out()
        self._say_settled()
        if model.with_settled:
            self.findings.scrollToBottom()

    def _say_settled(self) -> None:
        model = self.findings.findings
        count = model.settled_count()
        self.settled.setVisible(bool(count))
        self.settled.set_words(f"已处理 {count}", "chevron_down" if model.with_settled else "chevron_right")
        self.settled.setToolTip("收起" if model.with_settled else "列在最下面")

    def _filter(self) -> None:
        self.findings.findings.levels = self.levels.levels()
        self.findings.lay_out()
        self.levels.show_counts(self.findings.findings.counts())
