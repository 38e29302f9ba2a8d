"""Where the windows of tests are: nowhere; on Windows on its desktop, for there Qt's other way has no typefaces."""

from __future__ import annotations

import ctypes
import os
import sys

WINE = sys.platform == "win32" and hasattr(ctypes.windll.ntdll, "wine_get_version")
PLATFORM = "windows" if sys.platform == "win32" else "offscreen"


def choose() -> None:
    """For this process and those that it starts, unless another is asked for; before the first application of Qt."""
    os.environ.setdefault("QT_QPA_PLATFORM", PLATFORM)
