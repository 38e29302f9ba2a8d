"""What work tells the window is shown before the work goes on, unless the window does not come to it."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, Thread

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pingbi_qt.desk import turns
from pingbi_qt.desk.turns import Turns

PATIENCE = 60.0  # seconds after which a test gives up


class Watched(QLabel):
    """Counts how often it was painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted += 1


@pytest.fixture
def order(qapp: QObject) -> Iterator[Turns]:
    """Turns that nobody is kept waiting for after the test."""
    made = Turns(qapp)
    yield made
    made.close()
    made.deleteLater()


def test_work_goes_on_when_what_it_told_has_been_painted(
    order: Turns, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LONGEST", PATIENCE)
    label = Watched("0")
    qtbot.addWidget(label)
    label.show()
    qtbot.waitUntil(lambda: label.painted > 0)
    seen: list[tuple[str, bool]] = []

    def work() -> None:
        for at in range(1, 6):
            before = label.painted
            order.show(lambda at=at: label.setText(str(at)))  # type: ignore[misc]
            seen.append((label.text(), label.painted > before))

    worker = Thread(target=work, daemon=True)
    worker.start()
    qtbot.waitUntil(lambda: len(seen) == 5, timeout=int(PATIENCE * 1000))
    worker.join()
    assert seen == [(str(at), True) for at in range(1, 6)]


def test_what_is_only_put_there_keeps_nobody(order: Turns, qtbot: QtBot) -> None:
    called: list[int] = []
    order.put(lambda: called.append(1))
    assert called == []
    qtbot.waitUntil(lambda: called == [1])


def test_a_window_that_does_not_come_to_it_does_not_stop_the_work(order: Turns, qtbot: QtBot) -> None:
    called: list[int] = []
    worker = Thread(target=lambda: order.show(lambda: called.append(1)), daemon=True)
    worker.start()
    worker.join(PATIENCE)  # this thread shows nothing meanwhile
    assert not worker.is_alive()
    assert called == []
    qtbot.waitUntil(lambda: called == [1])


def test_who_closes_waits_for_nobody_who_waits_for_the_window(order: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST", 10 * PATIENCE)
    waits, called = Event(), []

    class Waited(Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.set()
            return super().wait(timeout)

    monkeypatch.setattr(turns, "Event", Waited)

    def work() -> None:
        order.show(lambda: called.append(1))
        order.show(lambda: called.append(2))

    worker = Thread(target=work, daemon=True)
    worker.start()
    assert waits.wait(PATIENCE)
    order.close()
    worker.join(PATIENCE)
    assert not worker.is_alive()
    order.forget()
    assert called == []
