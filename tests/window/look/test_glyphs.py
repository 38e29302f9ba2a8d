from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from pingbi_qt.actions import ACTS
from pingbi_qt.look import NAMES, colour, glyph, icon, stamp, theme
from pingbi_qt.look.glyphs import ALSO
from pingbi_qt.parts import State

EDGE = 16
TOLD_APART = 0.045  # of the pixels of the square differ by more than a third of black
BESIDE_EACH_OTHER: dict[str, tuple[State, ...]] = {
    "cells": (
        State.RECEIVED,
        State.MISSING,
        State.DOUBTFUL,
        State.UNREADABLE_VALUE,
        State.EXEMPT,
        State.READING,
        State.UNREADABLE_FILE,
        State.INCOMPLETE,
    ),
    "findings": (
        State.MANDATORY,
        State.VERIFYING,
        State.HINT,
        State.UNAUDITED,
        State.VERIFIED,
        State.CORRECTED,
        State.UNREADABLE_VALUE,
        State.MISSING,
    ),
    "robustness": (State.FIRM, State.FRAGILE, State.RISEN, State.FALLEN, State.DONE),
}


def grey(name: str, ink: str, ground: str, edge: int = EDGE) -> list[int]:
    """The sign as a black and white printer prints it: its levels of grey, row by row."""
    image = QImage(edge, edge, QImage.Format.Format_RGB32)
    image.fill(colour(ground or "surface"))
    painter = QPainter(image)
    glyph(painter, name, QRect(0, 0, edge, edge), ink)
    painter.end()
    return [image.pixelColor(x, y).lightness() for y in range(edge) for x in range(edge)]


def differs(one: list[int], other: list[int]) -> float:
    return sum(abs(a - b) > 85 for a, b in zip(one, other, strict=True)) / len(one)


@pytest.mark.parametrize("name", NAMES)
def test_a_sign_fills_its_square_and_stays_in_it(qapp: object, name: str) -> None:
    del qapp
    wide = QImage(48, 48, QImage.Format.Format_RGB32)
    wide.fill(Qt.GlobalColor.white)
    painter = QPainter(wide)
    glyph(painter, name, QRect(16, 16, 16, 16), "text")
    painter.end()
    inked = [(x, y) for y in range(48) for x in range(48) if wide.pixelColor(x, y).lightness() < 250]
    assert len(inked) > 6
    assert all(16 <= x < 32 and 16 <= y < 32 for x, y in inked)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_stamped_sign_is_the_painted_one(qapp: object, ratio: float) -> None:
    del qapp
    pictures = []
    for way in ("painted", "stamped"):
        image = QImage(round(40 * ratio), round(40 * ratio), QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        if way == "stamped":
            stamp(painter, "tick", 12, 12, EDGE, "ok")
        else:
            glyph(painter, "tick", QRect(12, 12, EDGE, EDGE), "ok")
        painter.end()
        pictures.append(
            [image.pixelColor(x, y).lightness() for y in range(image.height()) for x in range(image.width())]
        )
    assert min(pictures[0]) < 200
    assert max(abs(one - other) for one, other in zip(*pictures, strict=True)) <= 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(one, other, id=f"{place}, {one.name} and {other.name}")
        for place, states in BESIDE_EACH_OTHER.items()
        for one, other in combinations(states, 2)
    ],
)
def test_two_states_are_told_apart_in_a_grey_print(qapp: object, one: State, other: State) -> None:
    """By their signs alone; where two states share a sign, they have different words (the next test)."""
    del qapp
    assert differs(grey(one.sign, one.ink, one.ground), grey(other.sign, other.ink, other.ground)) >= TOLD_APART


def test_states_that_share_a_sign_have_different_words() -> None:
    shared = [(one, other) for one, other in combinations(State, 2) if one.sign == other.sign]
    assert shared
    assert all(one.word != other.word for one, other in shared)


def test_every_sign_that_an_action_names_is_there() -> None:
    assert {act.glyph for act in ACTS if act.glyph} <= set(NAMES)


def test_another_name_for_a_sign_is_a_name_of_one() -> None:
    assert set(ALSO.values()) <= set(NAMES)
    with pytest.raises(KeyError):
        icon("no such sign")


def test_an_icon_follows_the_theme_and_fades_where_it_is_off(qtbot: QtBot) -> None:
    del qtbot
    shown = icon("folder", "accent").pixmap(16, 16).toImage()
    assert shown == icon("folder", "accent").pixmap(16, 16).toImage()
    assert shown != icon("folder", "err").pixmap(16, 16).toImage()
    theme().choose(dark=True)
    try:
        assert shown != icon("folder", "accent").pixmap(16, 16).toImage()
    finally:
        theme().choose(dark=False)
