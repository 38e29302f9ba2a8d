"""The program as it is started: refused, started twice, started again after it was killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from pingbi_qt.around.folder import FILE
from pingbi_qt.around.journal import place

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 120.0  # seconds; no test waits for it to pass
Start = Callable[..., subprocess.Popen[str]]


def environment(settings_folder: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "DISPLAY", "WAYLAND"))}
    return {**kept, "PYTHONPATH": str(ROOT / "desktop"), "PINGBI_SETTINGS": str(settings_folder), **more}


@pytest.fixture
def start(settings_folder: Path) -> Iterator[Start]:
    """`start(project, without=("HOME",), LANG="C")`: the program on a screen that nobody sees."""
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: str | Path, without: Sequence[str] = (), **more: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "pingbi_qt", *map(str, arguments)]
        variables = environment(settings_folder, QT_QPA_PLATFORM="offscreen", **more)
        running.append(
            subprocess.Popen(
                command,
                env={name: value for name, value in variables.items() if name not in without},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + LONGEST
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def journal(folder: Path, project: Path) -> Mapping[str, object]:
    path = place(folder, project)
    fields: Mapping[str, object] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return fields


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a system without a screen")
def test_without_a_screen_the_program_says_so_and_ends(settings_folder: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "pingbi_qt"]
    done = subprocess.run(
        command, env=environment(settings_folder), capture_output=True, text=True, timeout=LONGEST, check=False
    )
    assert done.returncode == 1
    assert "没有图形界面，窗口打不开；请在桌面上打开，或用命令行 pingbi" in done.stderr
    assert "PySide6" not in done.stderr
    assert not settings_folder.exists()


def test_the_second_start_with_a_project_brings_up_the_first_window_and_ends(
    start: Start, sample_project: Path, settings_folder: Path
) -> None:
    first = start(sample_project)
    until(lambda: journal(settings_folder, sample_project).get("pid") == first.pid)
    second = start(sample_project)
    assert second.wait(LONGEST) == 0
    assert first.poll() is None
    assert not place(settings_folder, sample_project).with_suffix(".raise").exists()


def test_after_the_program_was_killed_it_opens_the_project_again(
    start: Start, sample_project: Path, settings_folder: Path
) -> None:
    first = start(sample_project)
    until(lambda: journal(settings_folder, sample_project).get("pid") == first.pid)
    first.kill()
    first.wait(LONGEST)
    second = start(sample_project)
    until(lambda: journal(settings_folder, sample_project).get("pid") == second.pid)
    said = (settings_folder / "log" / "pingbi.log").read_text(encoding="utf-8")
    assert "started" in said
    assert not [
        word for word in ("南乐", "濮阳", "工业", "示例", ".xlsx", ".pingbi", str(sample_project)) if word in said
    ]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the variables of Linux")
def test_a_system_that_speaks_another_language_changes_nothing(
    start: Start, sample_project: Path, settings_folder: Path
) -> None:
    first = start(sample_project, LC_ALL="C", LANG="C", LANGUAGE="en")
    until(lambda: journal(settings_folder, sample_project).get("pid") == first.pid)
    until((settings_folder / FILE).is_file)
    assert "工业项目攻坚年" in (settings_folder / FILE).read_text(encoding="utf-8")
    assert first.poll() is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the variables of Linux")
def test_without_a_home_folder_the_program_works_from_a_temporary_one(
    start: Start, sample_project: Path, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    gone = ("HOME", "XDG_CONFIG_HOME", "PINGBI_SETTINGS", "USER", "USERNAME", "USERPROFILE")
    first = start(sample_project, without=gone, TMPDIR=str(scratch))
    until(lambda: journal(scratch / "pingbi-own", sample_project).get("pid") == first.pid)
    assert first.poll() is None


def test_with_a_settings_folder_that_cannot_be_written_the_project_opens_all_the_same(
    start: Start, sample_project: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    first = start(sample_project, PINGBI_SETTINGS=str(tmp_path / "file" / "below"))
    until(lambda: sample_project.with_name(f"{sample_project.name}.lock").is_file())
    second = start(sample_project, PINGBI_SETTINGS=str(tmp_path / "file" / "below"))
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(5)  # it opens for reading: nobody can be asked to come to the front
    assert first.poll() is None
