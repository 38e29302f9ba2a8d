"""The page of a county in the real window, on the sample."""

from __future__ import annotations

import pytest
from standing import settled, wait

from pingbi_qt.county import CountyPage
from pingbi_qt.page import Place
from pingbi_qt.window import Window


def page_of(window: Window, county: str) -> CountyPage:
    window.show_page("county", Place(county=county))
    settled(window)
    page = window.pages["county"]
    assert isinstance(page, CountyPage)
    wait(lambda: page.found is not None and page.found.standing.county == county)
    return page


@pytest.fixture
def county(sample_window: Window) -> CountyPage:
    """南乐县's page, reached from the ranking."""
    sample_window.show_page("score")
    settled(sample_window)
    return page_of(sample_window, "南乐县")
