"""What is opened elsewhere gets the desktop's own libraries."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from screen import until

from pingbi_qt.opening import open_outside

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="xdg-open is of Linux")


@pytest.fixture
def packaged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """As the packaged program; the folder that alone is searched for programs."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/pingbi/_internal", raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/pingbi/_internal")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_from_a_checkout_qt_asks_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        asked.append(url)
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    assert not open_outside(tmp_path / "综合 评比.xlsx")
    assert Path(asked[0].toLocalFile()) == tmp_path / "综合 评比.xlsx"


@linux
def test_the_packaged_program_hands_on_the_file_and_not_its_libraries(packaged: Path) -> None:
    told, program = packaged / "told", packaged / "xdg-open"
    program.write_text(f'#!/bin/sh\necho "$1 ${{LD_LIBRARY_PATH-none}}" >"{told}"\n', encoding="utf-8")
    program.chmod(0o755)
    assert open_outside(Path("/评 比/综合 评比.xlsx"))
    until(lambda: told.is_file() and told.read_text(encoding="utf-8"), "the file in another program")
    assert told.read_text(encoding="utf-8") == "/评 比/综合 评比.xlsx none\n"


@linux
def test_a_system_that_opens_nothing_is_told(packaged: Path) -> None:
    assert list(packaged.iterdir()) == []
    assert not open_outside(Path("/评 比/综合 评比.xlsx"))
