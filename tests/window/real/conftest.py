"""A screen of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from screen import Screen, missing_tools


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """1366×768, with nobody's settings, and a home that is empty."""
    if missing := missing_tools():
        pytest.skip(f"not installed: {' '.join(missing)}")
    home = tmp_path / "家"
    home.mkdir()
    made = Screen(home=home)
    yield made
    made.close()
