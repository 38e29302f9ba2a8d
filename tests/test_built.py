"""The program says which version and which build of it this is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pingbi import __version__
from pingbi.built import FILE, build, named


def test_a_packaged_program_names_its_version_and_its_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_text("2026-11-26 1a2b3c4\n", encoding="utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert build() == "2026-11-26 1a2b3c4"
    assert named() == f"{__version__}（2026-11-26 1a2b3c4）"


def test_a_program_that_lost_the_file_or_runs_from_a_checkout_names_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE).write_text("2026-11-26 1a2b3c4\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert named() == __version__
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "other"), raising=False)
    assert named() == __version__
