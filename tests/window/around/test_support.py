"""A system that cannot show the window is told so in one sentence, before Qt is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from screen import until

from pingbi_qt.around.support import BOXES, LIBRARIES, glibc, is_there, on_linux, on_windows, refusal, refuse

ROOT = Path(__file__).resolve().parents[3]


def all_there(_library: str) -> bool:
    return True


def without(*names: str) -> Callable[[str], bool]:
    return lambda library: library not in names


@pytest.mark.parametrize(
    ("major", "build", "good"),
    [
        pytest.param(10, 17763, True, id="10, 1809"),
        pytest.param(10, 22631, True, id="11"),
        pytest.param(10, 17134, False, id="10, 1803"),
        pytest.param(6, 9600, False, id="8.1"),
        pytest.param(6, 7601, False, id="7"),
    ],
)
def test_windows_is_told_by_its_build(major: int, build: int, good: bool) -> None:
    said = on_windows(major, build)
    assert (said == "") is good
    assert good or "Windows 10（1809 版）" in said


def test_linux_names_the_packages_that_are_missing() -> None:
    said = on_linux({"DISPLAY": ":0"}, (2, 28), without("libxcb-cursor.so.0", "libxkbcommon-x11.so.0"))
    assert said == "系统缺少显示窗口要用的 2 个组件，请管理员安装：libxcb-cursor0、libxkbcommon-x11-0"


def test_linux_with_all_libraries_is_good() -> None:
    assert on_linux({"DISPLAY": ":0"}, (2, 36), all_there) == ""
    assert on_linux({"DISPLAY": ":0"}, (), all_there) == ""


def test_an_old_c_library_is_said_with_its_version() -> None:
    assert "glibc 是 2.17" in on_linux({"DISPLAY": ":0"}, (2, 17), all_there)


def test_no_screen_is_said_and_none_is_needed_where_another_way_is_asked_for() -> None:
    assert on_linux({}, (2, 28), all_there).startswith("没有图形界面")
    assert on_linux({"QT_QPA_PLATFORM": "offscreen"}, (2, 28), without(*LIBRARIES)) == ""
    assert on_linux({"WAYLAND_DISPLAY": "wayland-0"}, (2, 28), without(*LIBRARIES)) == ""
    assert on_linux({"QT_QPA_PLATFORM": "xcb"}, (2, 28), without("libxcb-cursor.so.0")) != ""


def test_the_packaged_program_asks_for_x11_where_there_is_wayland_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert on_linux({"WAYLAND_DISPLAY": "wayland-0"}, (2, 28), all_there).endswith("请管理员安装 xwayland")
    assert on_linux({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, (2, 28), all_there) == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the libraries of Linux")
def test_the_libraries_of_this_system_are_found() -> None:
    assert is_there("libc.so.6")
    assert not is_there("libno-such-thing.so.9")
    assert glibc() >= (2, 28)


def test_this_system_runs_the_tests_and_so_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert refusal() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="a box of Windows waits for a person")
def test_the_sentence_is_on_standard_error(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # no program of this desktop for boxes
    assert refuse("这台电脑太旧") == 1
    assert capsys.readouterr().err == "这台电脑太旧\n"


@pytest.mark.skipif(sys.platform == "win32", reason="the programs of Linux")
@pytest.mark.parametrize("name", [box[0] for box in BOXES])
def test_on_a_desktop_the_sentence_is_in_a_box_too(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown, program = tmp_path / "shown", tmp_path / name
    program.write_text(f'#!/bin/sh\nfor last; do :; done\necho "$last" >"{shown}"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    assert refuse("这台电脑太旧") == 1
    until(lambda: shown.is_file() and shown.read_text(encoding="utf-8"), "a box")
    assert shown.read_text(encoding="utf-8") == "这台电脑太旧\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a box of Windows waits for a person")
def test_a_start_that_breaks_off_is_said_in_a_sentence_and_logged(tmp_path: Path, settings_folder: Path) -> None:
    (tmp_path / "broken" / "PySide6").mkdir(parents=True)
    broken = tmp_path / "broken" / "PySide6" / "__init__.py"
    broken.write_text("raise ImportError('libQt6Core.so.6')", encoding="utf-8")
    variables = {**os.environ, "PYTHONPATH": f"{broken.parents[1]}{os.pathsep}{ROOT / 'desktop'}"}
    variables |= {"PINGBI_SETTINGS": str(settings_folder), "QT_QPA_PLATFORM": "offscreen"}
    variables.pop("DISPLAY", None)
    command = [sys.executable, "-m", "pingbi_qt"]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60, check=False)
    log = settings_folder / "log" / "pingbi.log"
    assert done.returncode == 1
    assert done.stderr == (f"程序没能打开，可能缺了文件，请重新解压一份再试；项目文件没有动。原因记在 {log}\n")
    assert "ImportError" in log.read_text(encoding="utf-8")


def test_the_question_loads_neither_qt_nor_the_engine() -> None:
    code = (
        "import sys, pingbi_qt.around.support; print([n for n in sys.modules if n.startswith(('PySide6', 'pingbi.'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "desktop", capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
