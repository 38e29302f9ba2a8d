"""帮助: pages for each step, made from the same tables as the window, with a search of their own."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pingbi_qt.actions import ACTS
from pingbi_qt.around.help import HelpViewer, help_pages
from pingbi_qt.around.help.pages import FOLDER, MEANINGS, STATES, keys_of, page_for
from pingbi_qt.around.help.viewer import MARGIN
from pingbi_qt.look import theme
from pingbi_qt.page import STEPS
from pingbi_qt.parts import State
from pingbi_qt.window import Window

IDS = {page.id for page in help_pages()}


@pytest.fixture
def viewer(qtbot: QtBot) -> HelpViewer:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = HelpViewer(parent)
    made.parent_kept = parent  # type: ignore[attr-defined]
    return made


def titles(viewer: HelpViewer) -> list[str]:
    return [viewer.list.rows.at(at).words for at in range(viewer.list.rows.rowCount())]


@pytest.mark.parametrize("page", ["start", *STEPS, "county", "rules"])
def test_every_page_of_the_window_has_its_help(page: str) -> None:
    assert page_for(page) in IDS


def test_every_state_is_explained_once() -> None:
    named = [name for _, names in STATES for name in names]
    assert sorted(named) == sorted(State.__members__)
    assert set(MEANINGS) == set(State.__members__)


def test_every_action_with_a_key_stands_among_the_keys() -> None:
    keys = next(page for page in help_pages() if page.id == "keys").text
    for act in ACTS:
        if keys_of(act):
            assert f"{keys_of(act)} {act.words.rstrip('…')}" in keys


def test_keys_that_the_pages_speak_of_are_those_of_the_table() -> None:
    known = {key for act in ACTS for key in keys_of(act).split("、")}
    for page in help_pages():
        for key in re.findall(r"\b(?:(?:Ctrl|Shift|Alt)\+)+(?:F?\d+|[A-Z])\b|\bF\d+\b", page.text):
            assert key in known, (page.id, key)


def test_links_and_pictures_lead_somewhere() -> None:
    pictures = set()
    for page in help_pages():
        assert set(re.findall(r'href="([^"]+)"', page.html)) <= IDS
        pictures |= {name for name in re.findall(r'src="([^"]+)"', page.html) if not name.startswith("sign:")}
    assert pictures == {f"{name}.png" for name in ("start", *STEPS, "rules")}
    assert {path.name for path in (FOLDER / "pictures").iterdir()} == pictures


def test_the_questions_that_people_ask_are_answered() -> None:
    text = next(page for page in help_pages() if page.id == "questions").text
    for word in ("打不开", "360", "WPS", "怎么撤销", "换电脑", "只能查看", "损坏"):
        assert word in text


def test_the_help_opens_at_the_page_of_the_step(sample_window: Window) -> None:
    sample_window.show_page("score")
    sample_window.acts["help"].trigger()
    viewer = sample_window.findChild(HelpViewer)
    assert viewer is not None
    assert viewer.isVisible()
    assert viewer.windowTitle() == "帮助：3 评分"
    sample_window.show_page("county")
    sample_window.acts["help"].trigger()
    assert viewer.windowTitle() == "帮助：3 评分"
    viewer.close()


def test_a_word_is_looked_for_on_all_pages_and_marked(viewer: HelpViewer) -> None:
    viewer.open_at("start")
    viewer.search.setText("360")
    assert titles(viewer) == ["常见问题"]
    assert "360" in viewer.reader.toPlainText()
    assert viewer.reader.extraSelections()
    viewer.search.setText("没有这样的词")
    assert titles(viewer) == ["没有找到“没有这样的词”"]
    viewer.search.clear()
    assert len(titles(viewer)) == len(help_pages())


def test_a_link_leads_to_its_page(viewer: HelpViewer) -> None:
    viewer.open_at("collect")
    viewer.reader.anchorClicked.emit(QUrl("signs"))
    assert viewer.windowTitle() == "帮助：记号"


def test_esc_closes_and_ctrl_f_searches(viewer: HelpViewer) -> None:
    viewer.open_at("start")
    QTest.keyClick(viewer.reader, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert viewer.focusWidget() is viewer.search
    QTest.keyClick(viewer.search, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_signs_are_painted_in_the_colours_of_the_theme(viewer: HelpViewer) -> None:
    viewer.open_at("signs")
    kind = QTextDocument.ResourceType.ImageResource.value
    light = viewer.reader.loadResource(kind, QUrl("sign:tick:ok"))
    theme().choose(dark=True)
    dark = viewer.reader.loadResource(kind, QUrl("sign:tick:ok"))
    theme().choose(dark=False)
    assert isinstance(light, QImage)
    assert isinstance(dark, QImage)
    assert light != dark
    assert "已收" in viewer.reader.toPlainText()


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_picture_is_no_wider_than_the_page_at_any_scale_of_the_screen(
    viewer: HelpViewer, monkeypatch: pytest.MonkeyPatch, ratio: float
) -> None:
    monkeypatch.setattr(viewer.reader, "devicePixelRatioF", lambda: ratio)
    viewer.resize(1100, 640)
    viewer.open_at("collect")
    kind = QTextDocument.ResourceType.ImageResource.value
    picture = viewer.reader.loadResource(kind, QUrl("collect.png"))
    assert isinstance(picture, QImage)
    wide = picture.deviceIndependentSize().width()
    assert viewer.reader.width() * 0.8 < wide <= viewer.reader.viewport().width() - 2 * MARGIN


def test_the_window_of_the_help_is_no_larger_than_the_screen(qtbot: QtBot) -> None:
    theme().choose(zoom=200)
    try:
        viewer = HelpViewer(parent := QWidget())
        qtbot.addWidget(parent)
        room = viewer.screen().availableSize()
        assert viewer.size().boundedTo(room) == viewer.size()
        assert viewer.height() < room.height()
    finally:
        theme().choose(zoom=100)


def test_a_larger_type_makes_the_help_larger(viewer: HelpViewer) -> None:
    viewer.open_at("questions")
    before = viewer.reader.document().size().height()
    theme().choose(zoom=150)
    after = viewer.reader.document().size().height()
    theme().choose(zoom=100)
    assert after > before * 1.2
