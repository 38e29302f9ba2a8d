"""菜单: every action is in it, with its key; and how everything looks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from pingbi_qt.actions import ACTS
from pingbi_qt.around.menu import ELSEWHERE
from pingbi_qt.look import SIZES, ZOOMS, theme
from pingbi_qt.settings import load
from pingbi_qt.window import Window


def entry(window: Window, *path: str) -> QAction:
    """The entry of these words, from menu to menu."""
    menu: QMenu = window.around.menu
    for word in path[:-1]:
        below = next(row for row in menu.findChildren(QMenu) if row.title() == word and row.parent() is not None)
        menu = below
    return next(row for row in menu.actions() if row.text().split("\t")[0] == path[-1])


def opened(window: Window) -> None:
    window.acts["menu"].trigger()


def test_every_action_is_in_the_menu_once_with_its_key(sample_window: Window) -> None:
    opened(sample_window)
    menu = sample_window.around.menu
    assert menu.isVisible()
    assert menu.all_actions() == {act.id for act in ACTS} - ELSEWHERE
    rows = [row for part in (menu, *menu.findChildren(QMenu)) for row in part.actions() if row.data()]
    assert len(rows) == len({row.data() for row in rows})
    for row in rows:
        key = sample_window.acts.key(str(row.data()))
        assert not key or row.text().endswith(f"\t{key}")
    menu.close()


def test_what_cannot_be_done_here_is_grey_with_the_reason(window: Window) -> None:
    opened(window)
    row = next(row for row in window.around.menu.actions() if row.data() == "undo")
    assert not row.isEnabled()
    assert row.toolTip() == window.acts["undo"].toolTip()
    window.around.menu.close()


def test_an_entry_does_what_its_action_does(window: Window) -> None:
    heard: list[str] = []
    window.acts["add"].triggered.connect(lambda: heard.append("add"))
    opened(window)
    entry(window, "收材料", "添加").trigger()
    assert heard == ["add"]
    window.around.menu.close()


def test_the_menu_fits_on_a_small_screen(window: Window) -> None:
    window.around.menu.fill()
    assert window.around.menu.sizeHint().height() <= 680


def test_the_look_is_chosen_in_the_menu_and_kept(window: Window, settings_folder: Path) -> None:
    opened(window)
    entry(window, "外观", "深色").trigger()
    assert theme().dark
    assert load(settings_folder).theme == "dark"
    entry(window, "外观", "字号", "18").trigger()
    assert theme().size == 18
    assert load(settings_folder).font_size == 18
    entry(window, "外观", "放大", "150%").trigger()
    assert theme().zoom == 150
    assert load(settings_folder).zoom == 150
    window.around.menu.close()
    opened(window)
    assert entry(window, "外观", "深色").isChecked()
    menus = {row.title(): len(row.actions()) for row in window.around.menu.findChildren(QMenu)}
    assert (menus["字号"], menus["放大"]) == (len(SIZES), len(ZOOMS))
    window.around.menu.close()


def test_keys_zoom_and_darken(window: Window, settings_folder: Path) -> None:
    window.acts["zoom_in"].trigger()
    assert theme().zoom == 110
    window.acts["zoom_in"].trigger()
    window.acts["zoom_out"].trigger()
    assert load(settings_folder).zoom == 110
    window.acts["zoom_reset"].trigger()
    assert theme().zoom == 100
    window.acts["dark"].trigger()
    assert theme().dark
    window.acts["dark"].trigger()
    assert (theme().dark, load(settings_folder).theme) == (False, "light")


def test_a_recent_project_is_opened_from_the_menu(qtbot: QtBot, sample_window: Window, tmp_path: Path) -> None:
    sample_window.settings.remember(tmp_path / "gone.pingbi", "去年的", "", "2021-07-10")
    opened(sample_window)
    assert entry(sample_window, "最近的项目", "去年的").toolTip() == str(tmp_path / "gone.pingbi")
    with qtbot.waitSignal(sample_window.not_opened, timeout=60_000):
        entry(sample_window, "最近的项目", "去年的").trigger()
    sample_window.around.menu.close()


def test_without_recent_projects_the_menu_says_so(window: Window) -> None:
    opened(window)
    assert not entry(window, "最近的项目", "还没有打开过项目").isEnabled()
    window.around.menu.close()
