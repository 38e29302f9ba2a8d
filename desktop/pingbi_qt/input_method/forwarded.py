"""A key of X11 as Qt's event: what fcitx gives back of the keys that it had taken."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

UNICODE = 0x0100_0000  # a keysym above it is a letter's number in Unicode, and this
SHIFT, CONTROL, ALT = 1 << 0, 1 << 2, 1 << 3
NAMED = {
    0xFF08: (Qt.Key.Key_Backspace, "\b"),
    0xFF09: (Qt.Key.Key_Tab, "\t"),
    0xFF0D: (Qt.Key.Key_Return, "\r"),
    0xFF1B: (Qt.Key.Key_Escape, "\x1b"),
    0xFF50: (Qt.Key.Key_Home, ""),
    0xFF51: (Qt.Key.Key_Left, ""),
    0xFF52: (Qt.Key.Key_Up, ""),
    0xFF53: (Qt.Key.Key_Right, ""),
    0xFF54: (Qt.Key.Key_Down, ""),
    0xFF55: (Qt.Key.Key_PageUp, ""),
    0xFF56: (Qt.Key.Key_PageDown, ""),
    0xFF57: (Qt.Key.Key_End, ""),
    0xFF8D: (Qt.Key.Key_Enter, "\r"),
    0xFFFF: (Qt.Key.Key_Delete, "\x7f"),
}


def key_event(keysym: int, state: int, *, release: bool) -> QKeyEvent:
    """The event that a widget would have had from the keyboard."""
    key, text = NAMED.get(keysym, (None, ""))
    if key is None:
        text = chr(keysym - UNICODE if keysym >= UNICODE else keysym) if _is_letter(keysym) else ""
        upper = ord(text.upper()) if len(text.upper()) == 1 else 0
        key = Qt.Key(upper) if 0x20 <= upper < 0x7F else Qt.Key.Key_unknown
    modifiers = Qt.KeyboardModifier.NoModifier
    for bit, modifier in (
        (SHIFT, Qt.KeyboardModifier.ShiftModifier),
        (CONTROL, Qt.KeyboardModifier.ControlModifier),
        (ALT, Qt.KeyboardModifier.AltModifier),
    ):
        if state & bit:
            modifiers |= modifier
    kind = QEvent.Type.KeyRelease if release else QEvent.Type.KeyPress
    return QKeyEvent(kind, key, modifiers, "" if state & (CONTROL | ALT) else text)


def _is_letter(keysym: int) -> bool:
    return 0x20 <= keysym < 0x7F or 0xA0 <= keysym <= 0xFF or UNICODE < keysym <= UNICODE + 0x10FFFF
