"""Contrast by WCAG 2: relative luminance of both colours, for every pair that stands on screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pingbi_qt.look import TOKENS, colour, theme
from pingbi_qt.parts import State

STATES = ("ok", "warn", "err", "info", "odd", "none")
GROUNDS = ("surface", "alt", "head", "bg")
READ = [
    *(("text", ground) for ground in (*GROUNDS, "rail", "accent_soft", *(f"{state}_soft" for state in STATES))),
    *(("text2", ground) for ground in (*GROUNDS, "rail", "accent_soft", "err_soft", "warn_soft", "ok_soft")),
    *(("text3", ground) for ground in (*GROUNDS, "accent_soft")),
    *(("accent", ground) for ground in (*GROUNDS, "rail", "accent_soft", "err_soft", "warn_soft", "ok_soft")),
    *((state, ground) for state in STATES for ground in ("surface", "alt", f"{state}_soft")),
    *((state, "accent_soft") for state in STATES),
    *((state, "rail") for state in ("ok", "warn", "err")),
    ("on_accent", "accent_fill"),
    ("mark_text", "mark"),
]
SEEN = [
    *(("line2", ground) for ground in ("surface", "bg")),
    ("text2", "rail"),
    *(("accent", ground) for ground in ("surface", "bg", "rail", "head")),
    ("accent_fill", "surface"),
    ("accent", "bar_bg"),
    ("bar", "surface"),
    ("bar_hi", "surface"),
    ("mark_line", "mark"),
    *((state, ground) for state in STATES for ground in ("surface", "accent_soft", f"{state}_soft")),
]


def light(token: str, *, dark: bool) -> float:
    channels = [int(TOKENS[token][dark][at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, *, dark: bool) -> float:
    darker, lighter = sorted((light(one, dark=dark), light(other, dark=dark)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_would_be_21() -> None:
    assert contrast("surface", "text", dark=False) == pytest.approx(15.8, abs=0.05)  # as LOOK has computed it
    assert contrast("text2", "rail", dark=True) == pytest.approx(9.4, abs=0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), READ, ids=[" on ".join(pair) for pair in READ])
def test_words_can_be_read(words: str, ground: str, dark: bool) -> None:
    assert contrast(words, ground, dark=dark) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), SEEN, ids=[" on ".join(pair) for pair in SEEN])
def test_lines_bars_and_signs_can_be_seen(line: str, ground: str, dark: bool) -> None:
    assert contrast(line, ground, dark=dark) >= 3


def test_every_token_is_a_colour_of_both_themes() -> None:
    assert all(re.fullmatch("#[0-9A-F]{6}", value) for pair in TOKENS.values() for value in pair)


def test_every_token_is_among_the_pairs_or_is_no_sign() -> None:
    """`line` is a hairline: what it parts is told without it; so is what is `disabled`."""
    paired = {token for pair in (*READ, *SEEN) for token in pair}
    assert set(TOKENS) - paired == {"line", "disabled"}


def test_every_state_stands_on_a_ground_of_the_pairs() -> None:
    for state in State:
        assert (state.ink, state.ground or "surface") in READ


def test_the_window_names_no_colour_but_by_token() -> None:
    folder = Path(__file__).resolve().parents[3] / "desktop" / "pingbi_qt"
    spoken = re.compile(r'"#[0-9A-Fa-f]{3,8}"|QColor\(\s*\d|Qt\.GlobalColor\.(?!transparent)')
    pages = {"preview"}  # a page stays paper: white in the dark theme too
    found = [
        str(path)
        for path in folder.rglob("*.py")
        if path.name != "tokens.py" and not pages & set(path.parts) and spoken.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_nothing_has_a_stylesheet() -> None:
    """One would not follow a change of the theme, and keeps old fonts in what lies below."""
    folder = Path(__file__).resolve().parents[3] / "desktop" / "pingbi_qt"
    found = [str(path) for path in folder.rglob("*.py") if "setStyleSheet" in path.read_text(encoding="utf-8")]
    assert found == []


def test_a_colour_may_be_changed_without_changing_the_theme() -> None:
    mine = colour("accent")
    mine.setAlpha(10)
    assert colour("accent").alpha() == 255
    assert theme().colour("accent").name().upper() == TOKENS["accent"][theme().dark]
