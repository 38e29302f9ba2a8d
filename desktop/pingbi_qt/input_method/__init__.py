"""Typing Chinese through fcitx, which UOS and Kylin have and Qt's wheels bring no part for. Linux with X11 only."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

    from pingbi_qt.input_method.context import InputContext

NAMING = ("QT_IM_MODULES", "QT_IM_MODULE", "XMODIFIERS", "GTK_IM_MODULE")


def possible(environment: Mapping[str, str], platform: str, plugins: Sequence[str]) -> bool:
    """Whether fcitx may have the keys from us: a screen of X11, and none of Qt's own parts gives them to anybody."""
    asked = (environment.get("QT_IM_MODULES") or environment.get("QT_IM_MODULE", "")).split(";")
    brought = [name for name in asked if name and any(name in plugin for plugin in plugins)]
    return platform == "xcb" and not brought


def expected(environment: Mapping[str, str]) -> bool:
    """Whether the desktop says that fcitx is its input method; it may begin after us."""
    return any("fcitx" in environment.get(name, "") for name in NAMING)


def serve(application: QGuiApplication) -> InputContext | None:
    """Let fcitx have the keys of all fields; None where there is none and none is expected."""
    if not sys.platform.startswith("linux"):
        return None
    folders = [Path(folder, "platforminputcontexts") for folder in application.libraryPaths()]
    plugins = [path.name for folder in folders for path in folder.glob("*.so")]
    if not possible(os.environ, application.platformName(), plugins):
        return None
    from pingbi_qt.input_method.bus import Bus, RefusedError, addresses
    from pingbi_qt.input_method.fcitx import Fcitx

    for address in addresses(os.environ):
        try:
            bus = Bus(address)
            fcitx = Fcitx(bus, os.environ.get("DISPLAY", ""))
            if expected(os.environ) or fcitx.there():
                from pingbi_qt.input_method.context import InputContext

                return InputContext(fcitx, application)
            bus.close()
        except (OSError, RefusedError):
            logging.getLogger("pingbi_qt.input_method").info("no session bus", exc_info=True)
    return None
