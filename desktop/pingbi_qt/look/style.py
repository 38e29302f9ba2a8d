"""The one stylesheet and the one palette of the application, made from the tokens."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from pingbi_qt.look.controls import Controls
from pingbi_qt.look.fonts import font
from pingbi_qt.look.theme import colour, px, theme
from pingbi_qt.look.tokens import TOKENS

_SHEET = """
QMainWindow, QDialog { background: $bg; }
QDialog { background: $surface; }
QToolTip { background: $surface; color: $text; border: 1px solid $line2; padding: [3]px [6]px; }
QMenu { background: $surface; color: $text; border: 1px solid $line2; padding: [4]px; }
QMenu::item { padding: [6]px [20]px [6]px [10]px; border-radius: [4]px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: [8]px; }
QMenu::indicator { width: [16]px; height: [16]px; left: [8]px; }
QMenu::separator { height: 1px; background: $line; margin: [4]px [8]px; }
QLineEdit, QTextEdit, QPlainTextEdit {
    background: $surface; color: $text; border: 1px solid $line2; border-radius: [4]px;
    selection-background-color: $accent_fill; selection-color: $on_accent; padding: [4]px [8]px;
}
QTextEdit, QPlainTextEdit { padding: [2]px [4]px; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: [3]px [7]px; }
QTextEdit:focus, QPlainTextEdit:focus { padding: [1]px [3]px; }
QTextEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] {
    border: 2px solid transparent; border-radius: 0; padding: 0;
}
QTextEdit[readOnly="true"]:focus, QPlainTextEdit[readOnly="true"]:focus { border-color: $accent; padding: 0; }
QLineEdit:disabled, QLineEdit:read-only { background: $head; color: $text2; border-color: $line; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; background: transparent; padding: 0; }
QAbstractItemView, QTextBrowser { background: $surface; color: $text; border: none; outline: none; }
QTextBrowser, QTextBrowser:focus { border: none; padding: 0; }
QAbstractScrollArea::corner { background: transparent; }
QHeaderView, QTableCornerButton::section { background: $head; border: none; }
QHeaderView::section {
    background: $head; color: $text2; border: none; border-bottom: 1px solid $line; padding: [4]px [8]px;
}
QScrollArea { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QScrollBar:vertical { background: transparent; width: [14]px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: [14]px; margin: 0; }
QScrollBar::handle { background: $line2; border-radius: [3]px; margin: [4]px; }
QScrollBar::handle:vertical { min-height: [40]px; }
QScrollBar::handle:horizontal { min-width: [40]px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $text2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""


def sheet() -> str:
    """The stylesheet for the theme of now: `$token` is a colour, `[n]` a size."""
    made = _SHEET
    for token in sorted(TOKENS, key=len, reverse=True):
        made = made.replace(f"${token}", colour(token).name())
    return re.sub(r"\[(\d+)\]", lambda size: str(px(int(size[1]))), made)


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
    application.setFont(font("body"))
    application.setPalette(palette())
    application.setStyleSheet(sheet())
    QToolTip.setFont(font("note"))
    QToolTip.setPalette(palette())
