"""The banner: what is wrong in one bold line, the reckoning, up to three actions of which the likeliest is blue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent

from pingbi.casework.offered import Does
from pingbi_qt.look import px
from pingbi_qt.parts import Banner, Button, State
from pingbi_qt.review.levels import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pingbi.casework.listed import Listed
    from pingbi.casework.offered import Offer, Offers
    from pingbi_qt.actions import Actions
    from pingbi_qt.desk import View

SIGNS = {
    Does.CORRECT: "tick",
    Does.WRITE: "pen",
    Does.ACCEPT: "tick",
    Does.LEARN: "book",
    Does.REFUSE: "cross",
    Does.SAY: "tick",
    Does.EXPLAIN: "note",
    Does.EXEMPT: "slashed_ring",
    Does.RETURN: "return",
    Does.CHASE: "bell",
    Does.ASIDE: "cross",
}
LONGEST = 110  # characters of the second line, which may take three
AFTER_FINAL = (Does.RETURN, Does.CHASE)
KEYS = {Does.WRITE: "correct", Does.EXPLAIN: "explain", Does.RETURN: "send_back"}


def shortened(words: str) -> str:
    """What leaves room for the source below; the whole is in the tooltip."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


class ReviewBanner(Banner):
    """`wanted` gives the offer that was pressed, with its button."""

    wanted = Signal(object, object)

    def __init__(self, acts: Actions) -> None:
        super().__init__(State.VERIFIED)
        self._acts = acts
        self.offers: tuple[Offer, ...] = ()
        self.buttons: tuple[Button, ...] = ()
        self.quiet = False
        self.following = Button.of(acts["next_finding"], "link")
        self.head.addWidget(self.following)

    def show_finding(self, row: Listed, count: str) -> None:
        """Before its offers are known: what is wrong."""
        self.quiet = False
        self.show_words(STATES[row.level.value], row.line, "", count)
        self._put(())

    def show_offers(self, row: Listed, found: Offers, count: str, view: View | None) -> None:
        """With what can be done; of what is 定稿 only that which touches no figure."""
        self.quiet = False
        more = found.reckoning if not row.settled else f"{found.reckoning}　已处理：{row.settled}".strip()
        self.show_words(STATES[row.level.value], found.title, shortened(more), count)
        self.more.setToolTip(more if len(more) > LONGEST else "")
        self._put(found.offers, view)

    def show_calm(self, line: str, more: str, buttons: Sequence[Button], *, done: bool) -> None:
        """Nothing is wrong here: what is all right has no ground, until nothing at all is left."""
        self.quiet = not done
        self.show_words(State.VERIFIED, line, more)
        self.offers = ()
        self._take(buttons)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the level; none where it is quiet."""
        if not self.quiet:
            super().paintEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Buttons may be cut."""
        return QSize(px(200), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: another choice of buttons."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The likeliest is whole; where not all have room, those go that have a key of their own."""
        margins = self.column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        wide = [button.minimumSizeHint().width() for button in self.buttons]
        for at, button in enumerate(self.buttons):
            left = room - sum(wide[:at]) - at * self.foot.spacing()
            button.setMaximumWidth(max(left, px(64)))
            button.setVisible(not at or wide[at] <= left or not button.key)

    def _put(self, offers: Sequence[Offer], view: View | None = None) -> None:
        self.offers = tuple(offers)
        made = []
        for at, offer in enumerate(offers):
            key = "Enter" if not at else self._acts.key(KEYS[offer.does]) if offer.does in KEYS else ""
            button = Button(offer.words, "plain" if at else "primary", SIGNS[offer.does], key)
            why_not = (view.read_only if offer.does in AFTER_FINAL else view.closed) if view is not None else ""
            button.setEnabled(not why_not)
            button.setToolTip(why_not or offer.reason)
            button.clicked.connect(lambda _=False, offer=offer, button=button: self.wanted.emit(offer, button))
            made.append(button)
        self._take(made)

    def _take(self, buttons: Sequence[Button]) -> None:
        self.buttons = ()  # one that has no parent yet would be a window of its own for a moment
        self.set_actions(buttons)
        self.buttons = tuple(buttons)
        self._make_room()
