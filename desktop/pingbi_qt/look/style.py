"""The application's one style, palette and font, all made from the tokens; there is no stylesheet.

To load it takes a tenth of the start; the frame of the window is painted without it, and it comes after that.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QToolTip

from pingbi_qt.look.controls import Controls
from pingbi_qt.look.fonts import font
from pingbi_qt.look.palette import palette
from pingbi_qt.look.theme import theme


@cache
def _controls() -> Controls:
    """One for the whole life of the program: the application must not outlive it."""
    return Controls()


@cache
def dress(application: QApplication) -> None:
    """Give the application its look, now and whenever the theme changes."""
    application.setStyle(_controls())
    theme().about_to_change.connect(lambda: _put_on(application))
    _put_on(application)


def _put_on(application: QApplication) -> None:
    application.setPalette(palette())
    application.setFont(font("body"))
    for kind in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.ApplicationFontChange):
        application.sendPostedEvents(None, kind.value)  # at once, not at the next turn
    QToolTip.setFont(font("note"))
    QToolTip.setPalette(palette())
    for widget in application.allWidgets():  # what the style has said of sizes is asked again
        application.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
