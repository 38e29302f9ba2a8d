"""Files and folders are shown in the programs that the system has for them."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment, QUrl
from PySide6.QtGui import QDesktopServices


def open_outside(path: Path) -> bool:
    """Whether there is one to ask; it is not waited for."""
    if not (getattr(sys, "frozen", False) and sys.platform.startswith("linux")):
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
    from pingbi.outside import variables

    given = QProcessEnvironment()
    for name, value in variables().items():
        given.insert(name, value)
    opener = QProcess()
    opener.setProgram("xdg-open")
    opener.setArguments([str(path)])
    opener.setProcessEnvironment(given)
    return bool(opener.startDetached())  # one truth, whatever its types promise
