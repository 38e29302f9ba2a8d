"""核对: choosing at the left moves the right, and back; after each action the next finding opens by itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter

from pingbi.casework.listed import figure_lines
from pingbi.model import Role
from pingbi_qt.look import SizeClass, theme
from pingbi_qt.page import Page, Place, WayOn
from pingbi_qt.parts import Button, Card, Line
from pingbi_qt.review.acting import Acting
from pingbi_qt.review.allowed import allow, calm_words
from pingbi_qt.review.asked import asked_at
from pingbi_qt.review.banner import ReviewBanner
from pingbi_qt.review.county_chooser import version_words
from pingbi_qt.review.left_pane import FINDINGS, LeftPane
from pingbi_qt.review.original import Original
from pingbi_qt.review.panes import Panes, hop
from pingbi_qt.review.source_pane import SourcePane
from pingbi_qt.review.standing_at import StandingAt, look_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from pingbi.casework import Case
    from pingbi.casework.listed import Listed, Standing
    from pingbi.casework.offered import Offers
    from pingbi.casework.sources import Use
    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import Desk, View

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReviewPage(Page):
    """`at` is where the person stands: county, indicator, finding."""

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__(desk, actions)
        self.view: View | None = None
        self.at = StandingAt()
        self.offers: Offers | None = None
        self.left = LeftPane()
        self.banner = ReviewBanner(actions)
        self.source = SourcePane(desk, actions)
        self.acting = Acting(desk, self)
        self.original = Original(desk, self)
        self.right = Card()
        for part in (self.banner, Line(), self.source):
            self.right.column.addWidget(part, 1 if part is self.source else 0)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.left)
        self.split.addWidget(self.right)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(0, 53)
        self.split.setStretchFactor(1, 70)
        self.split.setSizes([530, 700])
        self.panes = Panes(self, {"left": self.left, "whole": self.split})
        self.whole = QHBoxLayout(self)
        self.whole.addWidget(self.split)
        self._size = SizeClass.FULL
        theme().changed.connect(self._adapt_again)
        self._connect()

    # As every page

    def prepare(self) -> Callable[[Case], object] | None:
        """The findings as they are listed."""

        def work(case: Case) -> object:
            from pingbi.casework.listed import standing

            return standing(case)

        return work

    def show_view(self, view: View, prepared: object) -> None:
        """Stay where one was, as far as that is still there; else go to what comes next."""
        standing: Standing = prepared  # type: ignore[assignment]  # what `prepare` has made
        self.view = view
        self.at.take(view, standing)
        self.acting.shown()
        self.left.show_standing(standing)
        left = Counter(row.county for row in standing.open)
        rows = [(name, version_words(standing.versions.get(name, ())), left[name]) for name in standing.counties]
        self.left.chooser.show_counties(rows, self.at.county)
        self._show(look=True)
        self.way_on_changed.emit()

    def show_place(self, place: object) -> None:
        """A figure or a finding that another page has sent the person for."""
        if not isinstance(place, Place) or self.view is None:
            return
        if place.finding and self.at.go_to_finding(place.finding):
            self._show(look=True)
        elif place.county:
            self.at.go_to_figure(place.county, place.indicator)
            self._show(look=True)

    def way_on(self) -> WayOn:
        """看评分."""
        return WayOn("看评分", "go_score")

    def keys(self) -> tuple[str, ...]:
        """F8 Enter F2 F4 Ctrl+Z."""
        return ("next_finding", "first_choice", "correct", "explain", "send_back", "undo")

    def adapt(self, size: SizeClass) -> None:
        """Fit the size of the window."""
        self._size = size
        frame = size.frame
        self.whole.setContentsMargins(frame.side, frame.edge, frame.side, frame.edge)
        self.split.setHandleWidth(frame.gap)
        for part in (self.left, self.banner, self.source):
            part.adapt(size)
        self.left.show_tab(FINDINGS)
        self.panes.adapt(size)

    def _adapt_again(self) -> None:
        """By a method of its own: what a lambda holds would outlive the page."""
        self.adapt(self._size)

    def first_focus(self) -> QWidget:
        """The list of findings."""
        return self.left.findings

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the blue button of the banner, once however long it is held; PgUp and PgDn another county."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in ENTER:
            if not event.isAutoRepeat():
                self.first_choice()
        elif plain and event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.beside(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    # What can be done

    def first_choice(self) -> None:
        """The blue button."""
        if self.banner.buttons and self.banner.buttons[0].isEnabled():
            self.banner.buttons[0].click()
        elif self.banner.buttons:
            self.said.emit(self.banner.buttons[0].toolTip())

    def next_finding(self, step: int = 1) -> None:
        """The next open finding, or the one before; the first follows the last."""
        if self.at.step(self.left.findings.findings.open_order(), step):
            self._show(look=True)

    def beside(self, step: int) -> None:
        """The next county, or the one before."""
        county = self.left.chooser.beside(step)
        if county:
            self.at.go_to_figure(county, "")
            self._show(look=True)

    def correct(self) -> None:
        """改正… the figure that is chosen."""
        asked = asked_at(self.view, self.at, self.banner.offers) if self.view is not None else None
        if self.view is not None and asked is not None and not self.view.closed:
            self.acting.correct(self.view.scheme, asked)

    def explain(self) -> None:
        """填说明… to the finding that is chosen."""
        row = self.at.listed()
        if row is not None and self.view is not None and not self.view.closed:
            self.acting.explain(row)

    def send_back(self) -> None:
        """退回 the county that is chosen."""
        if self.view is not None and self.at.county in self.view.scheme.counties and not self.view.read_only:
            own = self.offers is not None and self.offers.finding.id == self.at.finding
            why = self.offers.title if self.offers is not None and own else ""
            self.acting.send_back(self.at.county, why, self.at.finding)

    # Within

    def _connect(self) -> None:
        here, acts = self._here, self.acts
        acts.on("next_finding", here(self.next_finding))
        acts.on("previous_finding", here(lambda: self.next_finding(-1)))
        acts.on("first_choice", here(self.first_choice))
        acts.on("correct", here(self.correct))
        acts.on("explain", here(self.explain))
        acts.on("send_back", here(self.send_back))
        acts.on("open_original", here(lambda: self.original.open(self.source.number())))
        acts.on("next_county", here(lambda: self.beside(1)))
        acts.on("previous_county", here(lambda: self.beside(-1)))
        acts.on("county", here(lambda: self.go.emit("county", Place(self.at.county))))
        acts.on("next_pane", here(self._next_pane))
        self.left.findings.chosen.connect(self._finding_chosen)
        self.left.findings.settled.connect(self._figure_chosen)
        self.left.figures.chosen.connect(lambda indicator: self._figure_chosen(self.at.county, indicator))
        self.left.chooser.chosen.connect(lambda county: self._figure_chosen(county, ""))
        self.source.picked.connect(self._uses_picked)
        self.source.versions.chosen.connect(self._compared_chosen)
        self.source.compared.connect(self.said)
        self.banner.wanted.connect(self._wanted)
        self.acting.done.connect(self.at.leave)  # the next opens as soon as the new state is here
        self.acting.failed.connect(self.said)
        self.original.failed.connect(self.said)

    def _here(self, slot: Callable[[], object]) -> Callable[[], object]:
        """Actions that other pages have too are meant for the visible one."""
        return lambda: slot() if self.acts.page == "review" else None

    def _show(self, *, look: bool) -> None:
        """Where one stands, in all parts; `look`: and its source, brought into sight."""
        view, standing = self.view, self.at.standing
        if view is None or standing is None:
            return
        self.left.chooser.choose(self.at.county)
        lines = figure_lines(view.evaluation, standing, self.at.county)
        self.at.lines = lines
        row = self.at.listed()
        pending = row.indicator if row is not None and row.county == self.at.county else ""
        self.left.figures.show_lines(lines, self.at.indicator, pending)
        self.left.findings.choose(self.at.finding)
        self.left.name_tabs()
        allow(self.acts, view, self.at)
        self._show_banner(row)
        if look:
            self.source.look_at(view, look_of(view, self.at))

    def _show_banner(self, row: Listed | None) -> None:
        if row is None:
            self.offers = None
            self._show_calm()
            return
        count = self.at.count_words(self.left.findings.findings.open_order())
        if self.offers is None or self.offers.finding.id != row.id:
            self.banner.show_finding(row, count)

        def work(case: Case) -> Offers:
            from pingbi.casework.offers import offers

            return offers(case, row.finding)

        def come(found: Offers) -> None:
            if self.at.finding == row.id:
                self.offers = found
                self.banner.show_offers(row, found, count, self.view)

        self.desk.ask(work, come, failed=self.said.emit, key="review offers")

    def _show_calm(self) -> None:
        line, left = self.at.line(), self.at.standing.open if self.at.standing is not None else ()
        onward = Button("下一处" if left else "看评分", sign="arrow_right", key="Enter")
        onward.clicked.connect(self.acts["next_finding" if left else "go_score"].trigger)
        buttons = [onward, *([Button.of(self.acts["correct"])] if line else [])]
        self.banner.show_calm(*calm_words(self.at), buttons, done=not left)

    def _finding_chosen(self, finding: str) -> None:
        if finding != self.at.finding and self.at.go_to_finding(finding):
            self._show(look=True)

    def _figure_chosen(self, county: str, indicator: str) -> None:
        if county or indicator:
            self.at.go_to_figure(county or self.at.county, indicator)
            self._show(look=True)

    def _uses_picked(self, uses: tuple[Use, ...]) -> None:
        """A place in the source: its figure, of the present county before others, of this period before others."""
        use = min(uses, key=lambda row: (row.county != self.at.county, row.role is not Role.NOW))
        if (use.county, use.indicator) != (self.at.county, self.at.indicator):
            self.at.go_to_figure(use.county, use.indicator)
            self._show(look=False)

    def _compared_chosen(self, indicator: str) -> None:
        self.at.go_to_figure(self.at.county, indicator)
        self._show(look=False)

    def _wanted(self, offer: object, button: object) -> None:
        from pingbi.casework.offered import Does, Offer

        if not isinstance(offer, Offer) or self.offers is None:
            return
        if offer.does is Does.WRITE:
            self.at.indicator = offer.indicator or self.at.indicator
            self.correct()
        elif offer.does is Does.EXPLAIN:
            self.explain()
        else:
            self.acting.take(self.offers, offer, button)  # type: ignore[arg-type]  # the banner's own signal

    def _next_pane(self) -> None:
        hop((self.left.figures, self.left.findings, self.source.stack.currentWidget()))
