"""Which build of a version this is: what to name when asking for help."""

from __future__ import annotations

import sys
from pathlib import Path

from pingbi import __version__

FILE = "build.txt"  # in the packaged program; made when it is packaged


def build() -> str:
    """The day and the state of its sources, `2026-11-26 1a2b3c4`; empty where it runs from a checkout."""
    path = Path(getattr(sys, "_MEIPASS", "")) / FILE
    packaged = getattr(sys, "frozen", False) and path.is_file()
    return path.read_text(encoding="utf-8").strip() if packaged else ""


def named() -> str:
    """Version and build: `0.1.0（2026-11-26 1a2b3c4）`."""
    said = build()
    return f"{__version__}（{said}）" if said else __version__
