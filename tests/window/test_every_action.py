"""The table of actions: each has a key or says why not, no key means two things on a page, all of it is Chinese."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from painted import foreign_words
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from pingbi_qt.actions import ACTS, WORK, Act, Actions
from pingbi_qt.look import NAMES

PAGES = ("start", *WORK)
# Not ours: close, bookmark and reload in WPS and browsers.
LEFT_ALONE = {"Ctrl+W", "Ctrl+D", "Ctrl+R"}
# LOOK §5, key by key.
PROMISED = {
    "Ctrl+1": "step_collect",
    "Ctrl+2": "step_review",
    "Ctrl+3": "step_score",
    "Ctrl+4": "step_sheets",
    "Ctrl+O": "add",
    "Ctrl+V": "paste",
    "Ctrl+N": "new",
    "Ctrl+Shift+O": "open",
    "Ctrl+T": "templates",
    "Ctrl+U": "remind",
    "F5": "read_again",
    "Del": "take_out",
    "Ctrl+F": "search",
    "Ctrl+E": "export",
    "Ctrl+P": "print",
    "Ctrl+=": "zoom_in",
    "Ctrl+-": "zoom_out",
    "Ctrl+0": "zoom_reset",
    "F8": "next_finding",
    "Shift+F8": "previous_finding",
    "F2": "correct",
    "F3": "explain",
    "F4": "send_back",
    "Ctrl+Z": "undo",
    "Ctrl+Y": "redo",
    "F6": "try_out",
    "Alt+R": "restore",
    "Ctrl+G": "county",
    "PgUp": "previous_county",
    "PgDown": "next_county",
    "Ctrl+H": "history",
    "F1": "help",
    "F10": "menu",
    "Space": "tick",
    "Ctrl+Tab": "next_pane",
}


def keys_of(page: str) -> Counter[str]:
    """How many actions hear each key on that page, written the one way that Qt writes it."""
    here = [act for act in ACTS if not act.where or page in act.where]
    return Counter(QKeySequence(key).toString() for act in here for key in (*act.keys, *act.own_keys))


@pytest.mark.parametrize("act", ACTS, ids=[act.id for act in ACTS])
def test_an_action_has_a_key_or_a_reason_for_none(act: Act) -> None:
    assert bool(act.keys or act.own_keys) != bool(act.keyless)


@pytest.mark.parametrize("page", PAGES)
def test_no_key_does_two_things_on_one_page(page: str) -> None:
    assert [key for key, count in keys_of(page).items() if count > 1] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_page_takes_a_key_that_means_something_else_elsewhere(page: str) -> None:
    assert set(keys_of(page)) & LEFT_ALONE == set()


def test_every_key_is_one_that_a_keyboard_has() -> None:
    """A misspelt name makes an empty sequence, and the action would never be heard."""
    keys = [key for act in ACTS for key in (*act.keys, *act.own_keys)]
    assert [key for key in keys if QKeySequence(key).isEmpty() or "Unknown" in QKeySequence(key).toString()] == []


@pytest.mark.parametrize(("key", "name"), PROMISED.items())
def test_a_promised_key_does_what_was_promised(key: str, name: str) -> None:
    act = next(act for act in ACTS if act.id == name)
    assert key in (*act.keys, *act.own_keys)


def test_every_action_stands_once_with_its_words_and_a_sign_that_there_is() -> None:
    assert [name for name, count in Counter(act.id for act in ACTS).items() if count > 1] == []
    assert {act.where for act in ACTS if not set(act.where) <= set(PAGES)} == set()
    assert [act.id for act in ACTS if act.glyph and act.glyph not in NAMES] == []


@pytest.mark.parametrize("act", ACTS, ids=[act.id for act in ACTS])
def test_an_action_speaks_chinese_in_few_words(act: Act) -> None:
    assert re.search(r"[\u4e00-\u9fff]", act.words)
    assert 2 <= len(act.words.rstrip("…")) <= 6
    assert "请" not in act.words
    assert "!" not in act.words
    assert "！" not in act.words
    assert foreign_words(act.words + act.tip + act.keyless) == []


def test_what_cannot_be_done_says_why_and_what_can_says_its_key(qtbot: QtBot) -> None:
    window: QWidget = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    actions.show_page("score")
    for act in ACTS:
        tip = actions[act.id].toolTip()
        assert foreign_words(tip) == [], act.id
        assert not (act.keys or act.own_keys) or tip.endswith("）"), act.id
    actions.enable("undo", False, "没有可以撤销的改动")
    assert actions["undo"].toolTip() == "没有可以撤销的改动（Ctrl+Z）"
    assert not actions["undo"].isEnabled()
