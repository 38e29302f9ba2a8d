"""What stands over a page goes when the page does."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit
from shiboken6 import delete
from standing import settled, wait

from pingbi_qt.look import theme
from pingbi_qt.window import Window


def test_an_open_panel_does_not_stay_behind_the_next_page(sample_window: Window) -> None:
    sample_window.acts["history"].trigger()
    settled(sample_window)
    assert sample_window.around.history.isVisible()
    sample_window.acts["step_review"].trigger()
    settled(sample_window)
    assert not sample_window.around.history.isVisible()
    assert sample_window.page == "review"


def test_a_menu_higher_than_the_screen_stays_one_column_with_its_keys(sample_window: Window) -> None:
    theme().choose(zoom=200)
    sample_window.around.show_menu()
    menu = sample_window.around.menu
    wait(menu.isVisible)
    assert menu.height() <= menu.screen().geometry().height()
    lefts = {menu.actionGeometry(row).left() for row in menu.actions()}
    menu.close()
    theme().choose(zoom=100)
    assert len(lefts) == 1


def test_a_panel_is_left_although_the_field_before_it_is_gone(sample_window: Window) -> None:
    field = QLineEdit(sample_window)
    field.show()
    field.setFocus()
    sample_window.acts["history"].trigger()
    settled(sample_window)
    delete(field)
    sample_window.acts["step_review"].trigger()
    settled(sample_window)
    assert not sample_window.around.history.isVisible()
