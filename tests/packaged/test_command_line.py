"""The packaged command line, and what the packaged program says of itself."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from program import LONGEST, Home
from screen import until

from pingbi import __version__
from pingbi.self_test import FILES
from pingbi_qt.around.support import ALWAYS, LIBRARIES

# What no Linux is without, and what comes with a library that is asked for.
EVERYWHERE = {
    f"lib{name}" for name in ("c.so.6", "m.so.6", "dl.so.2", "rt.so.1", "util.so.1", "pthread.so.0", "gcc_s.so.1")
}
EVERYWHERE |= {"libstdc++.so.6", "libgthread-2.0.so.0"}
PRINTING = {"libcups.so.2"}  # without it nothing prints, and nothing else is missed
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the variables of Linux")


def test_the_program_finds_all_that_it_needs_and_names_its_build(packaged_home: Home, tmp_path: Path) -> None:
    report = tmp_path / "自检 报告.json"
    assert packaged_home.start(f"--self-test={report}").wait(LONGEST) == 0
    said = json.loads(report.read_text(encoding="utf-8"))
    assert [row for row in said["tried"] if not row["good"]] == []
    assert said["packaged"]
    version = packaged_home.line("--version").stdout.decode().strip()
    assert version == f"pingbi {__version__}（{said['build']}）"
    assert said["build"][:2] == "20"


def wanted(library: Path) -> list[str]:
    """The libraries that one names as its own need."""
    tool = shutil.which("readelf")
    if tool is None:
        pytest.skip("nothing reads libraries here (binutils)")
    told = subprocess.run([tool, "-d", library], check=True, capture_output=True, text=True, env={"LC_ALL": "C"})
    return re.findall(r"\(NEEDED\).*\[(.+)\]", told.stdout)


@linux
@pytest.mark.parametrize("language", ["C", "zh_CN.UTF-8", "en_US.ISO-8859-1"])
def test_what_it_prints_is_chinese_whatever_the_system_speaks(
    packaged_home: Home, submissions: Path, tmp_path: Path, language: str
) -> None:
    target = tmp_path / "综合 评比.xlsx"
    done = packaged_home.line("evaluate", submissions, "-o", target, LC_ALL=language)
    assert done.returncode == 1, done.stderr.decode(errors="replace")  # the sample has findings that must be settled
    assert str(target) in done.stdout.decode()
    assert target.is_file()


def test_a_template_that_is_missing_is_said_and_a_project_opens_without_it(
    packaged_home: Home, own_folder: Path, sample_project: Path, tmp_path: Path
) -> None:
    shutil.rmtree(own_folder / "_internal" / "templates")
    done = packaged_home.line("sample", "-o", tmp_path / "示例")
    assert done.returncode == 2
    assert done.stderr.decode().strip() == "程序不完整：找不到文件夹 templates，请重新安装"
    report = tmp_path / "report.json"
    assert packaged_home.start(f"--self-test={report}").wait(LONGEST) == 1
    bad = [row["words"] for row in json.loads(report.read_text(encoding="utf-8"))["tried"] if not row["good"]]
    assert any("templates" in words for words in bad)
    window = packaged_home.start(sample_project)
    until(lambda: sample_project.with_name(f"{sample_project.name}.lock").is_file(), "the project open")
    assert window.poll() is None


def test_files_for_the_self_test_that_are_missing_are_seen(
    packaged_home: Home, own_folder: Path, tmp_path: Path
) -> None:
    (own_folder / "_internal" / FILES / "报告.pdf").unlink()
    report = tmp_path / "report.json"
    done = packaged_home.line(f"--self-test={report}")
    assert done.returncode == 1
    bad = [row["what"] for row in json.loads(report.read_text(encoding="utf-8"))["tried"] if not row["good"]]
    assert bad == ["files of all formats"]


def test_a_window_that_is_missing_is_said(packaged_home: Home, own_folder: Path) -> None:
    window = own_folder / ("pingbi.exe" if sys.platform == "win32" else "pingbi")
    window.rename(own_folder / "elsewhere")  # Windows deletes no file that runs by another of its names
    done = packaged_home.line("gui")
    assert done.returncode == 2
    assert "程序不完整：找不到 pingbi" in done.stderr.decode()


@linux
def test_a_full_disk_is_said_in_one_line(packaged_home: Home, small_disk: Path) -> None:
    done = packaged_home.line("sample", "-o", small_disk / "示例")
    while not done.returncode:  # half a megabyte may hold one sample
        done = packaged_home.line("sample", "-o", small_disk / f"示例{len(list(small_disk.iterdir()))}")
    said = done.stderr.decode().strip()
    assert done.returncode == 2
    assert "磁盘" in said
    assert "\n" not in said


@linux
def test_what_the_system_must_bring_is_asked_for_before_qt_is_loaded(packaged_folder: Path) -> None:
    needed, brought = set[str](), {path.name for path in packaged_folder.rglob("*.so*")}
    for path in packaged_folder.rglob("*.so*"):
        if path.is_file():
            needed |= set(wanted(path))
    asked = {*ALWAYS, *LIBRARIES, *EVERYWHERE, *PRINTING}
    assert {"libEGL.so.1", *PRINTING} <= needed
    assert {row for row in needed - brought - asked if not row.startswith("ld-linux")} == set()
