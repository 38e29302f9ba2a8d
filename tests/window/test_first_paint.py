"""The first picture is the window's frame: what it does not need is loaded and made after it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from unseen import PLATFORM

ROOT = Path(__file__).resolve().parents[2]
# What takes long to load; each is loaded once the frame has been painted.
LATER = ("pingbi.casework", "openpyxl", "pingbi_qt.look.controls", "pingbi_qt.parts.table", "pingbi_qt.start")
CHILD = f"""
import sys
from PySide6.QtWidgets import QApplication
from pingbi_qt.window import Window

def watched(self, run=Window._come_up):
    at = "page " + self.page if self.page else "painted"
    print(at, *(name for name in {LATER!r} if name in sys.modules), sep="\\n")
    run(self)
    if hasattr(self, "around"):
        self.close()

Window._come_up = watched
from pingbi_qt.app import main
sys.exit(main(["pingbi"]))
"""


def test_the_frame_is_painted_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    variables = {"PYTHONPATH": str(ROOT / "desktop"), "PINGBI_SETTINGS": str(tmp_path), "QT_QPA_PLATFORM": PLATFORM}
    done = subprocess.run(
        [sys.executable, "-c", CHILD], env={**os.environ, **variables}, check=True, capture_output=True, text=True
    )
    frame, made = done.stdout.split("page ")
    assert frame.split() == ["painted"]
    assert made.split() == ["start", "pingbi_qt.look.controls", "pingbi_qt.start"]
