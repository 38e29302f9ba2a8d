"""Which file: the system's own dialogs, the one place from which they are opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def file_to_open(parent: QWidget, title: str, folder: str, kinds: str) -> Path | None:
    """A file that is there; None where the person thinks better of it."""
    name, _ = QFileDialog.getOpenFileName(parent, title, folder, kinds)
    return Path(name) if name else None


def file_to_save(parent: QWidget, title: str, path: str, kinds: str, suffix: str) -> Path | None:
    """A name for a file, with its ending."""
    name, _ = QFileDialog.getSaveFileName(parent, title, path, kinds)
    if not name:
        return None
    return Path(name) if name.lower().endswith(suffix) else Path(f"{name}{suffix}")


def folder_to_use(parent: QWidget, title: str, folder: str) -> Path | None:
    """A folder."""
    name = QFileDialog.getExistingDirectory(parent, title, folder)
    return Path(name) if name else None
