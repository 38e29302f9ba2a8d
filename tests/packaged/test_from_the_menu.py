"""The packaged program as it is put into the menu of a Linux desktop, and started from there."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import openpyxl
import pytest
from program import OURS, ROOT
from screen import Screen, until

from pingbi import project

PICTURES = os.environ.get("PINGBI_PICTURES", "")
SHELL, GIO = shutil.which("sh"), shutil.which("gio")

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the menu of Linux")


def clean(screen: Screen) -> dict[str, str]:
    """The variables of that screen, without what belongs to the person who runs the tests."""
    return {
        name: value
        for name, value in screen.environment.items()
        if name in {"QT_QPA_PLATFORM", "DISPLAY"} or not name.startswith(OURS)
    }


def installed(folder: Path, screen: Screen) -> ConfigParser:
    """The entry in the menu, as the folder's own script makes it."""
    (screen.home / "Desktop").mkdir()
    script = folder / "安装到桌面.sh"
    subprocess.run([script], env=clean(screen), check=True, capture_output=True)
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]  # its keys are told apart by case
    entry.read(screen.home / ".local" / "share" / "applications" / "pingbi.desktop", encoding="utf-8")
    return entry


def command(entry: ConfigParser, *files: Path) -> list[str]:
    """What a desktop runs for these files, by the rules of the entry."""
    words = shlex.split(entry["Desktop Entry"]["Exec"])
    return [part for word in words for part in (map(str, files) if word == "%f" else [word])]


def received(home: Path) -> set[str]:
    """The names of what the one project below it holds; none where there is no project yet."""
    found = list(home.rglob("*.pingbi"))
    if not found:
        return set()
    with project.open(found[0], "旁观") as held:
        return {row.name for row in held.state.submissions}


@pytest.mark.skipif(GIO is None, reason="nobody reads entries of menus here (libglib2.0-bin)")
def test_the_entry_starts_the_program_wherever_it_lies(tmp_path: Path) -> None:
    if subprocess.run([str(GIO), "help", "launch"], check=False, capture_output=True).returncode:
        pytest.skip("this gio starts nothing (it does from glib 2.67 on)")
    folder, home, told = tmp_path / '评 比 a&b|c"d$HOME`e\\g', tmp_path / "家", tmp_path / "told"
    (home / "Desktop").mkdir(parents=True)
    shutil.copytree(ROOT / "build" / "linux", folder)
    shutil.copy(ROOT / "build" / "icon" / "pingbi.png", folder)
    program = folder / "pingbi"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$0" "$@" >"{told}"\n', encoding="utf-8")
    program.chmod(0o755)
    variables = {"HOME": str(home), "PATH": os.environ["PATH"]}
    subprocess.run([str(SHELL), folder / "安装到桌面.sh"], env=variables, check=True, capture_output=True)
    on_desktop = home / "Desktop" / "县区半年评比.desktop"
    subprocess.run([str(GIO), "launch", on_desktop, "/某处/2022 上半年.pingbi"], env=variables, check=True)
    until(lambda: told.is_file() and told.read_text(encoding="utf-8").count("\n") > 1, "the program, by its entry")
    assert told.read_text(encoding="utf-8").splitlines() == [str(program), "/某处/2022 上半年.pingbi"]


@pytest.mark.screen
def test_from_the_menu_to_a_workbook(packaged_folder: Path, screen: Screen, submissions: Path, tmp_path: Path) -> None:
    pictures = Path(PICTURES or tmp_path)
    entry = installed(packaged_folder, screen)
    assert Path(entry["Desktop Entry"]["Icon"]).is_file()
    screen.environment = clean(screen)
    screen.start(command(entry))
    window = screen.window("县区半年评比")
    until(lambda: screen.area(window).width > 1300, "the window in all of a small screen")
    screen.still()
    screen.picture(pictures / "packaged-1-start.png")

    heard = os.environ.get("PYTHONPATH", "")  # the screen's own programs are started without it
    screen.drop(submissions, window, lambda: list(screen.home.rglob("*.pingbi")), PYTHONPATH=heard)
    until(lambda: "半年综合评比" in screen.title(window), "the project in the window's hands, not in those that look")
    files = {path.name for path in submissions.rglob("*") if path.is_file()}
    until(lambda: received(screen.home) == files, "the files of the dragged folder in the project")
    screen.front(window)
    screen.still()
    screen.picture(pictures / "packaged-2-received.png")

    screen.after("ctrl+4")
    screen.keys("ctrl+e")
    until(lambda: list(screen.home.rglob("*.xlsx")), "the workbook")
    screen.still()
    screen.picture(pictures / "packaged-3-exported.png")
    (workbook,) = screen.home.rglob("*.xlsx")
    assert "综合排名" in openpyxl.load_workbook(workbook).sheetnames


@pytest.mark.screen
def test_a_project_opens_by_double_click(packaged_folder: Path, screen: Screen, sample_project: Path) -> None:
    entry = installed(packaged_folder, screen)
    assert entry["Desktop Entry"]["MimeType"] == "application/x-pingbi;"
    types = (screen.home / ".local" / "share" / "mime" / "packages" / "pingbi.xml").read_text(encoding="utf-8")
    assert "*.pingbi" in types
    assert "application/x-pingbi" in types
    screen.environment = clean(screen)
    screen.start(command(entry, sample_project))
    window = screen.window("2022年上半年")
    assert "半年综合评比" in screen.title(window)
