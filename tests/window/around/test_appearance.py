"""The look follows the settings, and the system where that is wished."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pingbi_qt.around import appearance
from pingbi_qt.around.appearance import Appearance, wear
from pingbi_qt.around.notices import Do, Notices
from pingbi_qt.around.rows import Row, RowList
from pingbi_qt.look import theme
from pingbi_qt.settings import Settings, load


@pytest.fixture(autouse=True)
def _plain_again(qapp: object) -> Iterator[None]:
    del qapp
    yield
    theme().choose(dark=False, size=14, zoom=100)


def test_the_first_picture_is_as_the_settings_say(tmp_path: Path) -> None:
    wear(Settings(tmp_path, theme="dark", font_size=16, zoom=125))
    assert (theme().dark, theme().size, theme().zoom) == (True, 16, 125)


@pytest.mark.parametrize(("chosen", "dark"), [("system", True), ("light", False)])
def test_the_system_is_followed_where_that_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, dark: bool
) -> None:
    mine = Appearance(Settings(tmp_path, theme=chosen))
    monkeypatch.setattr(appearance, "is_dark", lambda scheme: scheme == "system")
    mine._system_changed()
    assert theme().dark is dark


def test_a_zoom_by_the_wheel_or_a_key_is_kept(tmp_path: Path) -> None:
    mine = Appearance(Settings(tmp_path, theme="light"))
    theme().choose(zoom=150)
    assert load(tmp_path).zoom == 150
    assert mine.settings.zoom == 150


def test_a_line_at_the_top_never_widens_the_window(qtbot: QtBot) -> None:
    notices = Notices()
    qtbot.addWidget(notices)
    notices.say("key", "很长的话" * 100, Do("做点什么", lambda: None), Do("再做点什么", lambda: None))
    assert notices.minimumSizeHint().width() <= 600
    line = notices.line("key")
    assert line is not None
    assert line.minimumSizeHint().width() <= 600
    notices.resize(600, 60)
    assert line.label.toolTip() == "很长的话" * 100


def test_what_is_said_again_takes_the_place_of_what_was_said(qtbot: QtBot) -> None:
    notices = Notices()
    qtbot.addWidget(notices)
    notices.say("key", "甲")
    notices.say("key", "乙")
    notices.say("other", "丙")
    first, other = notices.line("key"), notices.line("other")
    assert first is not None
    assert first.label.text() == "乙"
    notices.drop("key")
    notices.drop("key")
    assert notices.line("key") is None
    assert notices.line("other") is other


def test_a_list_grows_with_the_type(qtbot: QtBot) -> None:
    rows = RowList("行")
    qtbot.addWidget(rows)
    rows.resize(300, 200)
    rows.show_rows([Row("甲", second="乙"), Row("丙", head=True), Row("丁")])
    rows.show()
    before = rows.visualRect(rows.rows.index(0)).height()
    theme().choose(zoom=150)
    rows.doItemsLayout()
    assert rows.visualRect(rows.rows.index(0)).height() >= before * 1.4


def test_each_line_says_all_that_it_shows_to_a_screen_reader(qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt  # noqa: PLC0415

    rows = RowList("行")
    qtbot.addWidget(rows)
    rows.show_rows([Row("甲", "右", "下", chip="已撤销")])
    assert rows.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "甲，下，已撤销，右"
    assert rows.rows.index(0).data(Qt.ItemDataRole.ToolTipRole) == "甲\n下"
