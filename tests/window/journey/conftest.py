"""What keeps a window that is used at random within itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget


class Printers(QDialog):
    """In the place of the system's, which asks for printers that a test has not."""

    def __init__(self, _printer: QPrinter, parent: QWidget | None = None) -> None:
        super().__init__(parent)


@pytest.fixture
def nothing_beyond_the_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No dialog of the system, no other program, no printer, no folder of the person who runs the tests."""
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: "")
    monkeypatch.setattr(QFileDialog, "open", lambda *_a: None)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrintDialog", Printers)
    monkeypatch.setattr("pingbi_qt.county.printing.QPrintDialog", Printers)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "文档"))
