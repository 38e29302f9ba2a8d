"""`pingbi gui` starts the window as a program of its own, and says where it cannot."""

from __future__ import annotations

import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from pingbi import window_command
from pingbi.cli import main


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were started; each ends with status 3."""
    commands: list[list[str]] = []

    def run(command: list[str], *, check: bool) -> subprocess.CompletedProcess[bytes]:
        assert not check
        commands.append(command)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_the_window_is_started_with_the_project_and_its_status_is_ours(
    started: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_command, "find_spec", lambda name: ModuleSpec(name, None))
    assert main(["gui", str(tmp_path / "半年 评比.pingbi")]) == 3
    assert started == [[sys.executable, "-m", "pingbi_qt", str((tmp_path / "半年 评比.pingbi").resolve())]]


def test_where_the_window_is_not_installed_one_line_says_so(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(window_command, "find_spec", lambda _: None)
    assert main(["gui"]) == 2
    assert started == []
    assert "PySide6" in capsys.readouterr().err


@pytest.mark.parametrize("there", [True, False], ids=["the folder is whole", "the window is gone"])
def test_in_the_packaged_folder_the_window_stands_beside_the_command_line(
    there: bool,
    started: list[list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "pingbi-cli.exe"))
    if there:
        (tmp_path / "pingbi.exe").touch()
    assert main(["gui"]) == (3 if there else 2)
    assert started == ([[str(tmp_path / "pingbi.exe")]] if there else [])
    assert there or "pingbi.exe" in capsys.readouterr().err
