"""The engine warms up behind a window, before the first file comes."""

from __future__ import annotations

from pingbi.children import shared


def get_ready() -> None:
    """Start what reads files, without waiting for it."""
    shared().begin()
