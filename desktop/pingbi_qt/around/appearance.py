"""Light or dark, size of type, zoom: from the settings to the look, and back when a person changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from pingbi_qt.look import theme

if TYPE_CHECKING:
    from pingbi_qt.settings import Settings

SCHEMES = {"light": "浅色", "dark": "深色", "system": "跟随系统"}


def wear(settings: Settings) -> None:
    """The look as the settings say; before the first picture."""
    theme().choose(dark=is_dark(settings.theme), size=settings.font_size, zoom=settings.zoom)


def is_dark(scheme: str) -> bool:
    """Whether that is dark now."""
    if scheme == "system":
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return scheme == "dark"


class Appearance(QObject):
    """Keeps settings and look together while the program runs."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        wear(settings)
        theme().changed.connect(self._keep)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def choose(self, scheme: str) -> None:
        """light, dark or system."""
        self.settings.theme = scheme
        self.settings.save(sure=False)
        theme().choose(dark=is_dark(scheme))

    def toggle_dark(self) -> None:
        """The other one, whatever the system says."""
        self.choose("light" if theme().dark else "dark")

    def _system_changed(self) -> None:
        if self.settings.theme == "system":
            theme().choose(dark=is_dark("system"))

    def _keep(self) -> None:
        chosen = theme()
        if (self.settings.font_size, self.settings.zoom) != (chosen.size, chosen.zoom):
            self.settings.font_size, self.settings.zoom = chosen.size, chosen.zoom
            self.settings.save(sure=False)
