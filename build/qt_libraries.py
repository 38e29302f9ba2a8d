"""What Qt's wheels leave to the system on Linux, asked by the files that Qt opens: package names differ by release."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys

# A shared library that Qt loads, and the package of Debian, Ubuntu, UOS and Kylin that brings it.
PACKAGES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libcups.so.2": "libcups2",  # printing
}
TYPEFACE = "fonts-noto-cjk"


def absent() -> list[str]:
    """The packages that the window still needs here, Chinese typefaces among them; none on other systems."""
    if sys.platform != "linux":
        return []
    packages = [package for library, package in PACKAGES.items() if not loads(library)]
    return packages if _writes_chinese() else [*packages, TYPEFACE]


def loads(library: str) -> bool:
    """Whether a shared library of that name is there."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _writes_chinese() -> bool:
    """Whether a typeface with Chinese is there; taken as there where nobody can be asked."""
    asked = shutil.which("fc-list")
    return asked is None or subprocess.run([asked, ":lang=zh-cn"], check=False, capture_output=True).stdout != b""
