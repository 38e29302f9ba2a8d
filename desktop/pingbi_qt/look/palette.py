"""The application's palette, made from the tokens: all that the first picture needs of the style."""

from __future__ import annotations

from PySide6.QtGui import QPalette

from pingbi_qt.look.theme import colour


def palette() -> QPalette:
    """The palette for the theme of now: the ground of the window, and of what Qt paints itself."""
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
