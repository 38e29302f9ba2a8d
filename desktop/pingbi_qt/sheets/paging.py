"""Sheets are planned one after the other, the one that is looked at first; pages come when they are turned to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pingbi_qt.sheets.answers import outlined, prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from pingbi.casework import Case
    from pingbi.paper import Paper, PrintedPage
    from pingbi_qt.desk import Desk
    from pingbi_qt.sheets.answers import Outline, Prepared
    from pingbi_qt.sheets.preview_card import PreviewCard
    from pingbi_qt.sheets.sheet_list import SheetList

MOST_KEPT = 40  # pages


class Paging(QObject):
    """Between the desk, the list and the preview. `choice` is what the person has ticked, None till then."""

    failed = Signal(str)

    def __init__(self, desk: Desk, sheets: SheetList, preview: PreviewCard) -> None:
        super().__init__(preview)
        self._desk, self._list, self._preview = desk, sheets, preview
        self.paper: Paper | None = None
        self._ready: Prepared | None = None
        self.choice: tuple[str, ...] | None = None
        self._stale: set[str] = set()  # sheets of which the list knows an older state
        self._outlines: dict[str, Outline] = {}
        self._kept: dict[tuple[str, int], PrintedPage] = {}
        sheets.chosen.connect(self._look_at)
        preview.wanted.connect(self._turn)

    def show(self, ready: Prepared) -> None:
        """Another state of the paper."""
        current, at = self._list.current(), self._preview.at
        same = self._ready is not None and self._ready.state is ready.state
        self._ready, self.paper = ready, ready.paper
        self._stale = set() if same else set(ready.names)
        self._outlines.clear()
        self._kept.clear()
        self._list.sheets.show_names(ready.names, ready.chosen, ready.needed)
        if ready.outline is None:
            self._preview.show_words("没有可以出的表")
            return
        self._take(ready.outline)
        if ready.outline.name != current:
            self._list.choose(ready.outline.name)
        else:
            self._show(ready.outline)
            if at:
                self._preview.turn(min(at, ready.outline.pages - 1))
        self._plan_next()

    def choose(self, chosen: tuple[str, ...]) -> None:
        """Other sheets are written: numbers of attachments and pages are others, those of each sheet the same."""
        self.choice = chosen
        self._desk.ask(self.asking(), self.show, failed=self.failed.emit, key="sheets chosen")

    def asking(self) -> Callable[[Case], Prepared]:
        """What to ask of a state: the choice that was made, the sheet that is looked at, and what is known already."""
        chosen, current, ready = self.choice, self._list.current(), self._ready
        known = (ready.state, ready.paper) if ready is not None else None
        return lambda case: prepared(case, chosen, current, known)

    # Within

    def _take(self, outline: Outline) -> None:
        self._outlines[outline.name] = outline
        self._stale.discard(outline.name)
        self._kept[outline.name, 0] = outline.first
        self._list.sheets.show_sheet(outline.name, outline.words, outline.pages, outline.first)
        self._count()

    def _plan_next(self) -> None:
        """One sheet at a time: what the person asks for comes between."""
        paper = self.paper
        lines = self._list.sheets.lines
        wanted = [line.name for line in lines if line.name in self._stale or not line.count]
        if paper is None or not wanted:
            return
        name = wanted[0]

        def came(outline: Outline) -> None:
            if paper is self.paper:
                self._take(outline)
                self._plan_next()

        self._desk.ask(lambda _: outlined(paper, name), came, failed=self.failed.emit, key="sheets planned")

    def _look_at(self, name: str) -> None:
        known, paper = self._outlines.get(name), self.paper
        if known is not None:
            self._show(known)
        elif paper is not None:
            self._preview.show_words("正在排版")

            def came(outline: Outline) -> None:
                if paper is self.paper:
                    self._take(outline)
                    if self._list.current() == name:
                        self._show(outline)

            self._desk.ask(
                lambda _: outlined(paper, name), came, failed=self._preview.show_words, key="sheet looked at"
            )

    def _show(self, outline: Outline) -> None:
        self._preview.show_sheet(outline.name, outline.pages, outline.first)
        self._count()

    def _turn(self, name: str, at: int) -> None:
        kept, paper = self._kept.get((name, at)), self.paper
        if kept is not None:
            self._preview.show_page(name, at, kept)
        elif paper is not None:

            def came(page: PrintedPage) -> None:
                if paper is self.paper:
                    if len(self._kept) >= MOST_KEPT + len(self._outlines):
                        self._kept.pop(next(key for key in self._kept if key[1]))
                    self._kept[name, at] = page
                    self._preview.show_page(name, at, page)

            self._desk.ask(lambda _: paper.sheet(name).page(at), came, failed=self.failed.emit, key="page turned to")

    def _count(self) -> None:
        """The pages of the whole, once every sheet that is written is planned."""
        lines = [line for line in self._list.sheets.lines if line.ticked]
        shown = self._preview.name
        known = all(line.count for line in lines) and shown in {line.name for line in lines}
        before = 0
        for line in lines:
            if line.name == shown:
                break
            before += line.count
        self._preview.show_numbers(before if known else 0, sum(line.count for line in lines) if known else 0)
