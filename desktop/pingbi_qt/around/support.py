"""Whether this system can show the window, asked before Qt is loaded: one sentence instead of a silent death."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Mapping

OLDEST_WINDOWS = 17763  # 10, version 1809: Qt 6 asks for it
OLDEST_GLIBC = (2, 28)
# What Qt's part for X11 is linked against and a plain system may lack -> the package of Debian, UOS and Kylin.
LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libxcb.so.1": "libxcb1",
}
TITLE = "评比"
# What shows a sentence on a desktop of Linux without us.
BOXES = (
    ("zenity", "--error", "--no-markup", f"--title={TITLE}", "--text"),
    ("kdialog", "--title", TITLE, "--error"),
    ("notify-send", TITLE),
)
ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libzstd.so.1": "libzstd1",
}


def refusal() -> str:
    """Why the window cannot be shown here, as one Chinese sentence; empty where it can."""
    if sys.platform == "win32":
        version = sys.getwindowsversion()
        return on_windows(version.major, version.build)
    if sys.platform.startswith("linux"):
        return on_linux(os.environ, glibc(), is_there)
    return ""


def on_windows(major: int, build: int) -> str:
    """By the number of the system's build."""
    if (major, build) >= (10, OLDEST_WINDOWS):
        return ""
    return "这台电脑的 Windows 太旧，评比程序要 Windows 10（1809 版）以上；项目文件没有动，可以拿到别的电脑上打开"


def on_linux(environment: Mapping[str, str], version: tuple[int, ...], there: Callable[[str], bool]) -> str:
    """By the version of glibc and the libraries of the screen."""
    if version and version < OLDEST_GLIBC:
        return f"系统的 glibc 是 {'.'.join(map(str, version))}，评比程序要 2.28 以上；请升级系统，项目文件没有动"
    asked = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    needed = dict(ALWAYS)
    if asked in {"", "xcb"}:
        if not asked and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
            return "没有图形界面，窗口打不开；请在桌面上打开，或用命令行 pingbi"
        if not asked and not environment.get("DISPLAY") and getattr(sys, "frozen", False):  # packed for X11 alone
            return "这个桌面只有 Wayland，窗口打不开；请管理员安装 xwayland"
        if asked or environment.get("DISPLAY"):
            needed |= LIBRARIES
    missing = [package for library, package in needed.items() if not there(library)]
    return f"系统缺少显示窗口要用的 {len(missing)} 个组件，请管理员安装：{'、'.join(missing)}" if missing else ""


def glibc() -> tuple[int, ...]:
    """The version of the C library; empty where it cannot be told."""
    try:
        name, _, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
    except (ValueError, OSError):  # another C library
        return ()
    parts = version.split(".")
    return tuple(map(int, parts)) if name == "glibc" and all(part.isdecimal() for part in parts) else ()


def is_there(library: str) -> bool:
    """Whether the system finds a shared library."""
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def refuse(sentence: str) -> int:
    """Say it where a user sees it without Qt: in a box of the system and on the standard error; the exit status."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, TITLE, 0x10)  # MB_ICONERROR
        return 1
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        _box(sentence)
    return 1


def fell(error: Exception) -> int:
    """The start broke off: it is logged and said; the exit status."""
    from pingbi_qt.around.folder import settings_folder
    from pingbi_qt.around.logbook import NAME, keep_log

    folder = settings_folder()
    unlogged = keep_log(folder)
    logging.getLogger("pingbi_qt").error("the start broke off", exc_info=error)
    kept = f"原因记在 {folder / 'log' / NAME}" if folder is not None and not unlogged else "原因没能记下来"
    return refuse(f"程序没能打开，可能缺了文件，请重新解压一份再试；项目文件没有动。{kept}")


def _box(sentence: str) -> None:
    """By whichever program for it the desktop has; where it has none, standard error has said it."""
    import shutil
    import subprocess

    from pingbi.outside import variables

    for name, *words in BOXES:
        if shutil.which(name):
            subprocess.Popen([name, *words, sentence], env=variables())  # noqa: S603  # our own words, in no shell
            return
