"""The application's one style, palette and font, all made from the tokens; there is no stylesheet."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from pingbi_qt.look.controls import Controls
from pingbi_qt.look.fonts import font
from pingbi_qt.look.theme import colour, theme


def palette() -> QPalette:
    """The palette for the theme of now: what no rule of the stylesheet says."""
    made = QPalette()
    role = QPalette.ColorRole
    for name, token in (
        (role.Window, "bg"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "alt"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.BrightText, "on_accent"),
        (role.Light, "surface"),
        (role.Midlight, "head"),
        (role.Mid, "line2"),
        (role.Dark, "line2"),
        (role.Shadow, "line2"),
        (role.Highlight, "accent_fill"),
        (role.HighlightedText, "on_accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "text3"),
        (role.Accent, "accent_fill"),
    ):
        made.setColor(name, colour(token))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, colour("disabled"))
    made.setColor(QPalette.ColorGroup.Disabled, role.Base, colour("head"))
    made.setColor(QPalette.ColorGroup.Disabled, role.Button, colour("head"))
    return made


@cache
def _controls() -> Controls:
    """One for the whole life of the program: the application must not outlive it."""
    return Controls()


def dress(application: QApplication) -> None:
    """Give the application its look, now and whenever the theme changes. Called once, before the first window."""
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
