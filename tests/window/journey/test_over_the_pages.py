"""What stands over a page goes when the page does."""

from __future__ import annotations

from standing import settled

from pingbi_qt.window import Window


def test_an_open_panel_does_not_stay_behind_the_next_page(sample_window: Window) -> None:
    sample_window.acts["history"].trigger()
    settled(sample_window)
    assert sample_window.around.history.isVisible()
    sample_window.acts["step_review"].trigger()
    settled(sample_window)
    assert not sample_window.around.history.isVisible()
    assert sample_window.page == "review"
