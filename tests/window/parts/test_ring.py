"""The ring of the focus goes with what it lies in, also where that is destroyed while it is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pingbi_qt.parts.ring import FocusRing
from pingbi_qt.parts.sheet_dialog import SheetDialog


@pytest.mark.parametrize("goes", ["dialog", "window"])
def test_what_is_destroyed_with_the_focus_inside_takes_its_ring_along(qtbot: QtBot, goes: str) -> None:
    window = QWidget()
    window.resize(900, 700)
    window.show()
    dialog = SheetDialog(window, "改正", "核定")
    dialog.open()
    qtbot.waitUntil(lambda: any(row.isVisible() for row in dialog.findChildren(FocusRing)))
    gone: list[str] = []
    dialog.destroyed.connect(lambda: gone.append("dialog"))
    {"dialog": dialog, "window": window}[goes].deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert gone == ["dialog"]
