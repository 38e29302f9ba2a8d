"""Asks for the result of a trial soon after the last move, and for how sure places are while nobody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pingbi.reckoning import sureness_apart
from pingbi_qt.score.answers import tried

if TYPE_CHECKING:
    from pingbi.pipeline import Evaluation
    from pingbi.reckoning import Sureness
    from pingbi_qt.desk import Desk, Operation
    from pingbi_qt.score.answers import Outcome, Prepared
    from pingbi_qt.score.tried import Tried

SOON = 50  # milliseconds after the last move


class Trying(QObject):
    """`answered` brings an Outcome, `failed` a line; the old result stays until the new one is there."""

    answered = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, trial: Tried) -> None:
        super().__init__()
        self.desk, self.trial = desk, trial
        self.known: Prepared | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SOON)
        self.timer.timeout.connect(self._ask)

    def soon(self) -> None:
        """After the last move; nothing where nothing is tried."""
        if self.trial.active:
            self.timer.start()
        else:
            self.timer.stop()

    def _ask(self) -> None:
        known, trial = self.known, self.trial
        weights, figures, rules = trial.weights, trial.figures, trial.rules
        if known is not None and self.trial.active:
            self.desk.ask(
                lambda case: tried(case, known, weights, figures, rules),
                lambda found: self._deliver(known, found),
                failed=self.failed.emit,
                key="what-if",
            )

    def _deliver(self, known: Prepared, found: Outcome) -> None:
        if known is self.known and self.trial.active:
            self.answered.emit(found)


_KEPT: list[tuple[Evaluation, Sureness]] = []  # of the newest state: what shows it elsewhere need not ask again


def kept_sureness(done: Evaluation) -> Sureness | None:
    """What is known already of this evaluation."""
    return next((sure for known, sure in _KEPT if known is done), None)


class Surely(QObject):
    """`known` brings the Sureness of a state. It may take long and must keep nothing waiting: it can be given up."""

    known = Signal(object, object)  # Prepared, Sureness

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._asking: Operation | None = None

    def ask(self, of: Prepared) -> None:
        """Of this state, and of no other any more."""
        self.give_up()
        self._asking = self.desk.run(
            "",
            lambda operation: sureness_apart(of.evaluation, lambda: operation.cancelled),
            lambda found: self._keep(of, found),
        )

    def _keep(self, of: Prepared, found: Sureness) -> None:
        _KEPT[:] = [(of.evaluation, found)]
        self.known.emit(of, found)

    def give_up(self) -> None:
        """Whoever reads files now need not wait."""
        if self._asking is not None:
            self._asking.cancel()
