"""A fault that nobody caught is logged and said in one line, and the window stays."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Signal, qWarning
from pytestqt.qtbot import QtBot

from pingbi_qt.around.faults import CRASHES, INSIDE, OFTEN, Faults
from pingbi_qt.around.logbook import end_log, keep_log, kept


class Bell(QObject):
    rung = Signal()


@pytest.fixture
def faults(tmp_path: Path) -> Iterator[Faults]:
    keep_log(tmp_path)
    made = Faults(tmp_path)
    yield made
    made.remove()
    end_log()


def text_of(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in kept(folder))


def fail() -> None:
    raise ValueError("台前县 30.58")


def test_a_fault_in_a_slot_is_said_and_logged(qtbot: QtBot, faults: Faults, tmp_path: Path) -> None:
    with qtbot.waitSignal(faults.said) as said:
        QTimer.singleShot(0, fail)
    assert said.args == [INSIDE]
    assert "ValueError" in text_of(tmp_path)
    assert "台前" not in text_of(tmp_path)


def test_a_fault_in_a_thread_is_said_in_the_windows(qtbot: QtBot, faults: Faults) -> None:
    threads: list[int] = []

    class Hearer(QObject):
        def hear(self, _words: str) -> None:
            threads.append(threading.get_ident())

    hearer = Hearer()
    faults.said.connect(hearer.hear)
    thread = threading.Thread(target=fail)
    with qtbot.waitSignal(faults.said):
        thread.start()
        thread.join()
    assert threads == [threading.get_ident()]


def test_the_same_fault_again_and_again_does_not_fill_the_log(faults: Faults, tmp_path: Path) -> None:
    for _ in range(OFTEN * 3):
        try:
            fail()
        except ValueError as error:
            faults.tell(error)
    assert text_of(tmp_path).count("uncaught") == OFTEN


def test_what_qt_complains_of_is_in_the_log_without_paths(faults: Faults, tmp_path: Path) -> None:
    assert faults is not None
    qWarning("cannot open /home/zhang/taiqian.xlsx")
    assert "WARNING qt: default: cannot open …" in text_of(tmp_path)
    assert "zhang" not in text_of(tmp_path)


def test_a_crash_of_a_library_has_a_file_to_leave_its_trace_in(faults: Faults, tmp_path: Path) -> None:
    assert faults is not None
    assert (tmp_path / "log" / CRASHES).is_file()


def test_everything_is_as_before_once_it_is_removed(caplog: pytest.LogCaptureFixture) -> None:
    before = threading.excepthook
    made = Faults()
    assert threading.excepthook != before
    made.remove()
    assert threading.excepthook == before
    with caplog.at_level(logging.WARNING, "qt"):
        qWarning("not ours")
    assert caplog.records == []
