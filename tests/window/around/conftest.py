"""The real window with what stands around the steps; the steps themselves are plain pages here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pingbi_qt import settings
from pingbi_qt.around.around import Around
from pingbi_qt.desk import Desk
from pingbi_qt.look import theme
from pingbi_qt.page import Page, WayOn
from pingbi_qt.window import Window

PATIENCE = 60_000


class PlainPage(Page):
    """Remembers what it was sent."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.places: list[object] = []
        self.taken: list[str] = []

    def show_place(self, place: object) -> None:
        self.places.append(place)

    def take(self, paths: list[str]) -> bool:
        self.taken += paths
        return True

    def way_on(self) -> WayOn:
        return WayOn("往下走", "go_review")


@pytest.fixture
def plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pingbi_qt.window.page_class", lambda _name: PlainPage)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, settings_folder: Path, plain_pages: None) -> Iterator[Window]:
    """Without a project."""
    del plain_pages
    kept = settings.load(settings_folder)
    kept.theme = "light"
    made = Window(desk, kept)
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    qtbot.waitUntil(lambda: hasattr(made, "around"))
    qtbot.waitUntil(lambda: not desk.operations, timeout=PATIENCE)
    yield made
    theme().choose(dark=False, size=14, zoom=100)


@pytest.fixture
def around(window: Window) -> Around:
    return window.around


@pytest.fixture
def sample_window(qtbot: QtBot, window: Window, sample_project: Path) -> Window:
    """With the sample open."""
    window.open_project(sample_project)
    qtbot.waitUntil(lambda: window.desk.view is not None and not window.desk.operations, timeout=PATIENCE)
    return window
