"""What is done about a finding or a figure: at once, or after a dialog has asked for words; then the page is told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from pingbi.casework.finding_words import plain
from pingbi.casework.offered import Does
from pingbi.model import ROLE_WORDS
from pingbi_qt.review.correct_dialog import CorrectDialog
from pingbi_qt.review.explain_dialog import ExplainDialog

if TYPE_CHECKING:
    from pingbi.casework import Case
    from pingbi.casework.listed import Listed
    from pingbi.casework.offered import Offer, Offers
    from pingbi.scheme import Scheme
    from pingbi_qt.desk import Desk
    from pingbi_qt.review.asked import Asked

COPIED = "文字已复制，可以贴到微信里发"


class Acting(QObject):
    """`done` comes with the finding when something has been recorded, `failed` with the reason where it was refused.

    What is done about a finding is done once: until the new state is shown, the keys find it as it was.
    """

    done = Signal(str)
    failed = Signal(str)
    said = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: CorrectDialog | ExplainDialog | None = None
        self._under_way: dict[str, bool] = {}  # findings that are acted upon; whether it is recorded already

    def shown(self) -> None:
        """The new state is here, with all that has been recorded."""
        self._under_way = {finding: recorded for finding, recorded in self._under_way.items() if not recorded}

    def take(self, found: Offers, offer: Offer, button: QWidget) -> None:
        """Do what an offer says that needs no more words."""
        match offer.does:
            case Does.LEARN if offer.choices and not offer.indicator:
                self._choose(found, offer, button)
            case Does.RETURN:
                self.send_back(offer.county, found.title, found.finding.id)
            case Does.CHASE:
                self._chase(found, offer)
            case _:
                self._carry_out(found, offer)

    def correct(self, scheme: Scheme, asked: Asked) -> None:
        """Ask for a correction."""
        if asked.finding in self._under_way:
            return
        county, indicator, role = asked.county, scheme.indicators[asked.indicator], asked.role
        head = (self._page, self._desk, county, indicator, asked.reported)
        dialog = CorrectDialog(*head, asked.value, asked.reason, role)

        def confirmed() -> None:
            name = f"{indicator.name}{ROLE_WORDS[role]}"
            self._change(asked.finding, f"已改正 {county} {name}", dialog.recording(), dialog.forget)

        dialog.accepted.connect(confirmed)
        self._open(dialog)

    def explain(self, row: Listed) -> None:
        """Ask for an explanation."""
        if row.id in self._under_way:
            return
        dialog = ExplainDialog(self._page, row.id, row.county, plain(str(row.finding)))

        def confirmed() -> None:
            text = dialog.text()

            def work(case: Case) -> object:
                from pingbi.casework import explain

                return explain(case, row.id, text)

            self._change(row.id, f"已填说明 {row.county}".strip(), work, dialog.forget)

        dialog.accepted.connect(confirmed)
        self._open(dialog)

    def send_back(self, county: str, why: str, finding: str) -> None:
        """退回: noted, and the words for it copied."""

        def work(case: Case) -> str:
            from pingbi.casework.offers import return_words, send_back

            words = return_words(case, county)
            send_back(case, county, why)
            return words

        self._change(finding, f"已退回{county}，{COPIED}", work, then=_copy)

    # Within

    def _open(self, dialog: CorrectDialog | ExplainDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _carry_out(self, found: Offers, offer: Offer, indicator: str = "") -> None:
        def work(case: Case) -> object:
            from pingbi.casework.offers import carry_out

            return carry_out(case, found, offer, indicator)

        self._change(found.finding.id, _done_words(found, offer), work)

    def _choose(self, found: Offers, offer: Offer, button: QWidget) -> None:
        menu = QMenu(self._page)  # each new state makes the button anew; the menu stays under the hand
        menu.setAccessibleName(offer.words)
        for choice in offer.choices:
            action = menu.addAction(choice.name)
            action.triggered.connect(lambda _=False, wanted=choice.indicator: self._carry_out(found, offer, wanted))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _chase(self, found: Offers, offer: Offer) -> None:
        def work(case: Case) -> str:
            from pingbi.casework import reminders
            from pingbi.casework.offers import carry_out

            rows = reminders(case, datetime.now().astimezone())
            words = next((row.text for row in rows if row.county == offer.county), f"{offer.county}：请报送材料")
            carry_out(case, found, offer)
            return words

        self._change(found.finding.id, f"已催报{offer.county}，催报{COPIED}", work, then=_copy)

    def _change(self, finding: str, words: str, work: object, kept: object = None, then: object = None) -> None:
        if finding in self._under_way:
            return
        if finding:
            self._under_way[finding] = False

        def finished(answer: object) -> None:
            if callable(kept):
                kept()
            if callable(then):
                then(answer)
            if finding:
                self._under_way[finding] = True
            self.done.emit(finding)

        def refused(why: str) -> None:
            self._under_way.pop(finding, None)
            self.failed.emit(why)

        self._desk.change(words, work, finished, refused)  # type: ignore[arg-type]


def _copy(words: object) -> None:
    QGuiApplication.clipboard().setText(str(words))


def _done_words(found: Offers, offer: Offer) -> str:
    """南乐县 核定 10.11."""
    county = offer.county or found.finding.county or ""
    words = offer.words.rpartition("：")[2] if offer.does is Does.CORRECT else offer.words
    return f"{county} {words}".strip() if offer.does is not Does.LEARN else f"已{words}，以后都认得"
