"""Ctrl+C in a table: what is marked, as Excel takes it: cells apart by tabs, a minus that is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

_MINUS = re.compile(r"\N{MINUS SIGN}(?=\d)")


def copied(view: QTableView) -> str:
    """The row where rows are marked, else the cell; empty where there is none."""
    here, model = view.currentIndex(), view.model()
    if not here.isValid() or model is None:
        return ""
    whole = view.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows
    columns = [at for at in range(model.columnCount()) if not view.isColumnHidden(at)] if whole else [here.column()]
    texts = (str(model.index(here.row(), at).data() or "") for at in columns)
    return "\t".join(_MINUS.sub("-", " ".join(text.split())) for text in texts).rstrip("\t")


def copies(view: QTableView, event: QKeyEvent) -> bool:
    """Whether the key was Ctrl+C; then it has been done."""
    if not event.matches(QKeySequence.StandardKey.Copy):
        return False
    if text := copied(view):
        QGuiApplication.clipboard().setText(text)
    return True
