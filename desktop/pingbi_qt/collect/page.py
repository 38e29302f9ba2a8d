"""收材料: counts, the matrix of counties and indicators, the files; what is dropped is read beside all else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pingbi_qt.collect.collected import Collected, closed, collected
from pingbi_qt.collect.errands import Errands
from pingbi_qt.collect.files_panel import FilesPanel
from pingbi_qt.collect.folder_watch import FolderWatch
from pingbi_qt.collect.giving_out import GivingOut
from pingbi_qt.collect.intake import Intake
from pingbi_qt.collect.legend import Legend
from pingbi_qt.collect.lines import FileLine, Way, line_of, rank
from pingbi_qt.collect.matrix_view import MatrixView
from pingbi_qt.collect.merged import REMIND, Reading, chased_words
from pingbi_qt.collect.notice_bar import NoticeBar
from pingbi_qt.collect.strip import Strip
from pingbi_qt.look import SizeClass, px
from pingbi_qt.page import Page, Place, WayOn
from pingbi_qt.parts import Button, Card, Row, Tabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.casework import Case
    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import Desk, View

SIDE = 344  # how wide the files are
REFRESH = 100  # milliseconds: files on their way are shown at most as often


class CollectPage(Page):
    """Step 1."""

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__(desk, actions)
        self._opening = 0
        self._found: Collected | None = None
        self.intake = Intake(desk, self)
        self.watch = FolderWatch(desk, self)
        self.strip, self.bar, self.matrix = Strip(actions), NoticeBar(), MatrixView()
        self.files = FilesPanel(actions)
        self.errands = Errands(desk, self.intake, self.bar, self, self.said.emit)
        self.giving_out = GivingOut(desk, self.bar, self.said.emit)
        self._soon = QTimer(self, interval=REFRESH, singleShot=True)
        self._lay_out()
        self._connect()
        self._act()

    # What the window asks

    def prepare(self) -> Callable[[Case], object]:
        """Matrix and files."""
        return collected

    def show_view(self, view: View, prepared: object) -> None:
        """A state of the project."""
        if not isinstance(prepared, Collected):
            return
        if self._opening not in (0, view.opening):
            self.bar.hide()
        self._opening = view.opening
        self._found = prepared
        self.intake.settled(prepared.steps)
        self.strip.show_matrix(prepared.matrix)
        self.matrix.show_matrix(prepared.matrix, prepared.words)
        waiting = prepared.matrix.silent or prepared.matrix.partial
        self.acts.reword("remind", f"催报 {len(waiting)} 个县区" if waiting else "催报")
        self.acts.enable("remind", bool(waiting), "各县区都已报齐，没有要催报的")
        why = closed(view)
        for name in ("add", "add_folder", "paste", "take_out", "read_again", "watch"):
            self.acts.enable(name, not why, why)
        self.acts.enable("returns", not view.read_only, view.read_only)
        self._show_files()
        self.way_on_changed.emit()

    def show_place(self, place: object) -> None:
        """A county, and one of its figures."""
        if isinstance(place, Place):
            self.matrix.go_to(place.county, place.indicator)

    def way_on(self) -> WayOn:
        """To 核对."""
        view = self.desk.view
        if view is None or not view.arrived:
            return WayOn("核对", "go_review", enabled=False, why_not="还没有材料")
        waiting = len(view.open_findings)
        return WayOn(f"核对 {waiting} 处问题" if waiting else "核对", "go_review")

    def keys(self) -> tuple[str, ...]:
        """What the status bar names."""
        return "read_again", "take_out", "see_source"

    def adapt(self, size: SizeClass) -> None:
        """In a compact window matrix and files are tabs."""
        self._size = size
        frame = size.frame
        self._column.setContentsMargins(frame.side, frame.edge, frame.side, frame.edge)
        self._column.setSpacing(frame.gap)
        self._panes.setHandleWidth(frame.gap)
        for part in (self.strip, self.matrix, self.files):
            part.adapt(size)
        self._tab_row.setVisible(size.compact)
        self._legend.setVisible(not size.compact)
        self._show_panes()

    def first_focus(self) -> QWidget:
        """The table."""
        return self.matrix

    def take(self, paths: list[str]) -> bool:
        """Files dropped or pasted."""
        self.errands.take(paths)
        return True

    def take_text(self, text: str) -> bool:
        """Text dropped or pasted."""
        self.errands.take_text(text)
        return True

    @property
    def waits(self) -> bool:
        """Whether what has changed is not shown yet."""
        return self._soon.isActive()

    # Within

    def _lay_out(self) -> None:
        self._size = SizeClass.FULL
        returns = Button.of(self.acts["returns"], "link")
        returns.key = ""
        self._legend = Row(Legend(), returns, padding=(6, 0))
        self._legend.row.setStretch(0, 1)
        self._table = Card()
        self._table.column.addWidget(self.matrix, 1)
        self._table.column.addWidget(self._legend)
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._panes.setChildrenCollapsible(False)
        self._panes.addWidget(self._table)
        self._panes.addWidget(self.files)
        self._panes.setStretchFactor(0, 1)
        self._panes.setStretchFactor(1, 0)
        self._tabs = Tabs(("县区", "文件"))
        out = (Button.of(self.acts["templates"], text="发模板"), Button.of(self.acts["remind"]))
        self._tab_row = Row(self._tabs, *out, padding=(0, 0))
        self._tab_row.row.setStretch(0, 1)
        self._column = QVBoxLayout(self)
        for part in (self.strip, self.bar, self._tab_row):
            self._column.addWidget(part)
        self._column.addWidget(self._panes, 1)

    def _connect(self) -> None:
        self.strip.filtered.connect(self.matrix.matrix.choose)
        self.matrix.asked.connect(self._see)
        self.matrix.linked.connect(self._follow)
        self.files.pasting.connect(self.errands.paste)
        self.files.all_cancelled.connect(self.intake.cancel_all)
        self.files.unwatched.connect(self.watch.stop)
        self.files.view.crossed.connect(self.intake.cancel)
        self.files.view.opened.connect(self._open)
        self.files.view.deleted.connect(self.acts["take_out"].trigger)
        self.intake.changed.connect(lambda: self._soon.start() if not self.waits else None)
        self.intake.said.connect(self.said)
        self.watch.came.connect(self.intake.add)
        self.watch.lost.connect(self.said)
        self.watch.watching.connect(self.files.show_watched)
        self._soon.timeout.connect(self._show_files)
        self._tabs.chosen.connect(lambda _: self._show_panes())
        self.errands.attend(self.files.trouble)
        self.files.trouble.reviewed.connect(self._open)
        self.files.trouble.as_scheme.connect(self._as_scheme)
        self.errands.chased = self._chased
        self.errands.open_scheme = lambda path: self.go.emit("rules", Path(path))

    def _act(self) -> None:
        """What is done here is heard only while this page is visible; what goes out, from every page."""
        self.acts.on("add", lambda: self.errands.add_files() if self._here else None)
        self.acts.on("add_folder", lambda: self.errands.add_folder() if self._here else None)
        self.acts.on("remind", self.errands.chase)
        self.acts.on("templates", lambda: self._into(self.giving_out.templates, "填报表写到哪个文件夹"))
        self.acts.on("returns", lambda: self._into(self.giving_out.returns, "退回单写到哪个文件夹"))
        self.acts.on("watch", self._watch)
        self.acts.on("read_again", self._read_again)
        self.acts.on("take_out", lambda: self.errands.take_out(self.files.view.lines()))
        self.acts.on("only_wrong", lambda: self.files.show_only_wrong(wanted=not self.files.only_wrong))
        self.acts.on("next_pane", self._next_pane)
        self.acts.on("see_source", self.matrix.enter)
        self.matrix.moved.connect(lambda: self.acts.reword("see_source", self.matrix.link() or "看原文"))

    @property
    def _here(self) -> bool:
        return self.acts.page == "collect"  # the first page has the same actions

    def _show_files(self) -> None:
        if self._found is None:
            return
        coming = self.intake.lines
        filed = [line_of(row) for row in reversed(self._found.filed)]
        there = {row.number for row in filed}
        lines = [row for row in coming if not (row.number and row.number in there)] + filed
        lines.sort(key=rank)
        self.files.show_lines(lines, self.intake.counts)
        wrong = sum(row.unreadable for row in lines)
        self._tabs.set_names(
            ("县区", (f"文件 {len(lines)}" if lines else "文件") + (f"，{wrong} 个打不开" if wrong else ""))
        )
        done, found = self.intake.counts
        reading = [row for row in coming if row.way is Way.READING and row.county]
        self.matrix.matrix.show_reading({row.county: Reading(row.shown_name, done, found) for row in reading})

    def _show_panes(self) -> None:
        compact, files = self._size.compact, self._tabs.opened() == 1
        self._panes.setSizes([max(self.width() - px(SIDE), px(SIDE)), px(SIDE)])
        self._table.setVisible(not compact or not files)
        self.files.setVisible(not compact or files)

    def _next_pane(self) -> None:
        """Counts, matrix, files, and round again."""
        if not self._here:
            return
        panes = (self.strip, self.matrix, self.files)
        first = (self.strip.due, self.matrix, self.files.view if self.files.view.all_lines() else self.files.add)
        focus = self.window().focusWidget()
        at = next((at for at, pane in enumerate(panes) if pane is focus or pane.isAncestorOf(focus)), -1)
        after = (at + 1) % len(panes)
        self._tabs.open(1 if after == 2 else 0)
        self._show_panes()
        first[after].setFocus(Qt.FocusReason.TabFocusReason)

    def _see(self, county: str, indicator: str) -> None:
        if county:
            self.go.emit("review", Place(county, indicator))

    def _follow(self, county: str) -> None:
        """The link of a merged line."""
        at = self.matrix.matrix.place(county)
        line = self.matrix.matrix.line(at.row()) if at.isValid() else None
        if line is not None and line.link == REMIND:
            self.errands.chase_one(county)
        elif self._found is not None:
            row = next((row for row in reversed(self._found.filed) if county in row.counties), None)
            if row is not None:
                self._tabs.open(1)
                self._show_panes()
                self.files.view.go_to(line_of(row))
                self.files.view.setFocus()

    def _open(self, line: FileLine | None) -> None:
        if line is not None and line.filed is not None and line.filed.counties:
            self.go.emit("review", Place(line.filed.counties[0]))

    def _chased(self, county: str) -> str:
        rows = self._found.matrix.rows if self._found is not None else ()
        return next((chased_words(row) for row in rows if row.county == county and row.chased), "")

    def _read_again(self) -> None:
        shown = self.files.view
        lines = shown.lines() or [line for line in shown.all_lines() if line.unreadable]
        lines = [line for line in lines if not line.under_way]
        if lines:
            self.intake.read_again(lines)
        else:
            self.said.emit("没有要重读的文件")

    def _as_scheme(self, line: FileLine) -> None:
        place = self.intake.where(line)
        if place is not None:
            self.go.emit("rules", place)

    def _into(self, write: Callable[[str], None], title: str) -> None:
        folder = self.errands.folder(title)
        if folder:
            write(folder)

    def _watch(self) -> None:
        folder = self.errands.folder("盯住哪个文件夹")
        if folder:
            self.watch.begin(folder)
