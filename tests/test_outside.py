"""What another program inherits of ours."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pingbi.outside import variables

BUNDLE = "/opt/评 比/pingbi/_internal"
INHERITED = {
    "PATH": "/usr/bin",
    "HOME": "/home/张三",
    "LD_LIBRARY_PATH": f"{BUNDLE}:/opt/lib",
    "LD_LIBRARY_PATH_ORIG": "/opt/lib",
    "QT_PLUGIN_PATH": f"{BUNDLE}/PySide6/Qt/plugins",
    "_PYI_APPLICATION_HOME_DIR": BUNDLE,
    "_PYI_PARENT_PROCESS_LEVEL": "1",
}


def test_another_program_gets_the_desktops_libraries_and_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", BUNDLE, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert variables(INHERITED) == {"PATH": "/usr/bin", "HOME": "/home/张三", "LD_LIBRARY_PATH": "/opt/lib"}


def test_from_a_checkout_and_on_windows_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert variables(INHERITED) == INHERITED
    monkeypatch.setattr(sys, "_MEIPASS", str(Path("C:/评比/_internal")), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert variables(INHERITED) == INHERITED
