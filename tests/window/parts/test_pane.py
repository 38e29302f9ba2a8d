"""What scrolls has a bar where it must, and none where all has room."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pingbi_qt.parts import Words
from pingbi_qt.parts.pane import Pane

WORDS = "哪里还能加分，有没有风险，差多少分可以进位，"


class Lines(QWidget):
    """Lines that break."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = QVBoxLayout(self)
        self.lines = [Words(WORDS[: 6 + 3 * at], "note", "text2", wrap=True) for at in range(6)]
        for line in self.lines:
            self.rows.addWidget(line)


@pytest.fixture
def lines() -> Lines:
    return Lines()


@pytest.fixture
def pane(lines: Lines, qtbot: QtBot) -> Pane:
    pane = Pane(lines)
    qtbot.addWidget(pane)
    pane.show()
    return pane


def settled(pane: Pane, qtbot: QtBot) -> int:
    """How far it scrolls, once what was asked for is done: lines ask in one turn, the place answers in the next."""
    for _ in range(3):
        qtbot.wait(1)
    return pane.verticalScrollBar().maximum()


def full(pane: Pane, lines: Lines, wide: int) -> int:
    """The height at which nothing scrolls."""
    frame = 2 * pane.frameWidth()
    return lines.heightForWidth(wide - frame) + frame


def test_at_every_width_the_bar_goes_as_soon_as_all_has_room(pane: Pane, lines: Lines, qtbot: QtBot) -> None:
    kept = []
    for wide in range(120, 330, 3):
        pane.resize(wide, 60)
        assert settled(pane, qtbot) > 0
        pane.resize(wide, full(pane, lines, wide))
        if settled(pane, qtbot):
            kept.append(wide)
    assert kept == []


def test_one_pixel_less_scrolls(pane: Pane, lines: Lines, qtbot: QtBot) -> None:
    pane.resize(200, full(pane, lines, 200) - 1)
    assert settled(pane, qtbot) > 0


def test_fewer_words_take_the_bar_away(pane: Pane, lines: Lines, qtbot: QtBot) -> None:
    pane.resize(200, full(pane, lines, 200))
    had = [line.text() for line in lines.lines]
    for line in lines.lines:
        line.setText(line.text() * 3)
    assert settled(pane, qtbot) > 0
    for line, text in zip(lines.lines, had, strict=True):
        line.setText(text)
    assert settled(pane, qtbot) == 0


def test_what_does_not_break_keeps_its_height(qtbot: QtBot) -> None:
    inner = QWidget()
    rows = QVBoxLayout(inner)
    for _ in range(5):
        rows.addWidget(Words(WORDS))
    pane = Pane(inner)
    qtbot.addWidget(pane)
    pane.resize(300, 40)
    pane.show()
    assert settled(pane, qtbot) == inner.minimumSizeHint().height() - pane.viewport().height()
