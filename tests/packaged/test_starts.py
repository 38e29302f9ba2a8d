"""The window as it is started: with a project, twice, in odd surroundings; from its sources and packaged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from program import LONGEST, Home, is_one_of, opened_by, until_open
from screen import until

from pingbi_qt.around.folder import FILE, PORTABLE
from pingbi_qt.around.journal import place

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the variables of Linux")
NOBODYS = ("HOME", "USERPROFILE", "USER", "USERNAME")  # what names a home, or a person


def log_of(settings: Path) -> str:
    path = settings / "log" / "pingbi.log"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def ended(programs: Iterable[subprocess.Popen[str]]) -> int:
    """How many of them have."""
    return sum(row.poll() is not None for row in programs)


def fill(disk: Path) -> None:
    """To the last byte."""
    with suppress(OSError), (disk / "rest").open("wb", buffering=0) as rest:
        while rest.write(bytes(4096)):
            pass


@linux
def test_without_a_screen_the_program_says_so_and_ends(home: Home) -> None:
    given = {name: value for name, value in home.variables.items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run(home.program.window, env=given, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert done.returncode == 1
    assert done.stderr == "没有图形界面，窗口打不开；请在桌面上打开，或用命令行 pingbi\n"
    assert list(home.folder.iterdir()) == []


def test_the_project_that_is_given_is_opened(home: Home, sample_project: Path) -> None:
    first = home.start(sample_project)
    until_open(home.settings, sample_project, first)
    until((home.settings / FILE).is_file, "the project among the recent ones")
    assert "工业项目攻坚年" in (home.settings / FILE).read_text(encoding="utf-8")


def test_the_second_start_with_a_project_brings_up_the_first_window_and_ends(home: Home, sample_project: Path) -> None:
    first = home.start(sample_project)
    until_open(home.settings, sample_project, first)
    second = home.start(sample_project)
    assert second.wait(LONGEST) == 0
    assert first.poll() is None
    assert not place(home.settings, sample_project).with_suffix(".raise").exists()


def test_of_two_starts_at_once_one_has_the_project_and_neither_breaks(home: Home, sample_project: Path) -> None:
    both = home.start(sample_project), home.start(sample_project)
    until(lambda: is_one_of(opened_by(home.settings, sample_project), *both), "the project open")
    until(lambda: log_of(home.settings).count("started") + ended(both) >= 2, "both at work, or one at its end")
    assert {row.poll() for row in both} <= {None, 0}
    assert "ERROR" not in log_of(home.settings)


def test_after_the_program_was_killed_it_opens_the_project_again(home: Home, sample_project: Path) -> None:
    first = home.start(sample_project)
    until_open(home.settings, sample_project, first)
    first.kill()
    first.wait(LONGEST)
    before = opened_by(home.settings, sample_project)
    second = home.start(sample_project)
    until_open(home.settings, sample_project, second, before)
    said = log_of(home.settings)
    assert "started" in said
    assert not [
        word for word in ("南乐", "濮阳", "工业", "示例", ".xlsx", ".pingbi", str(sample_project)) if word in said
    ]


@linux
@pytest.mark.parametrize("language", ["C", "en_US.UTF-8"])
def test_a_system_that_speaks_another_language_changes_nothing(home: Home, sample_project: Path, language: str) -> None:
    first = home.start(sample_project, LC_ALL=language, LANG=language, LANGUAGE="en")
    until_open(home.settings, sample_project, first)
    until((home.settings / FILE).is_file, "the settings")
    assert "工业项目攻坚年" in (home.settings / FILE).read_text(encoding="utf-8")


@linux
@pytest.mark.parametrize(("territory", "letters"), [("en_US", "ISO-8859-1"), ("zh_CN", "GBK")])
def test_a_system_that_writes_other_letters_than_unicode_changes_nothing(
    home: Home, sample_project: Path, tmp_path: Path, territory: str, letters: str
) -> None:
    language = f"{territory}.{letters}"
    make = ["localedef", "-i", territory, "-f", letters, str(tmp_path / language)]
    if shutil.which("localedef") is None or subprocess.run(make, check=False, capture_output=True).returncode:
        pytest.skip(f"the language {language} cannot be made here (localedef, package locales)")
    first = home.start(sample_project, LOCPATH=str(tmp_path), LC_ALL=language)
    until_open(home.settings, sample_project, first)
    until((home.settings / FILE).is_file, "the settings")
    assert str(sample_project) in (home.settings / FILE).read_text(encoding="utf-8")


@linux
def test_without_a_home_folder_the_program_works_from_a_temporary_one(
    home: Home, sample_project: Path, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    first = home.start(sample_project, without=NOBODYS, TMPDIR=str(scratch))
    until_open(scratch / "pingbi-own", sample_project, first)


@linux
def test_with_a_home_folder_that_cannot_be_written_the_program_works_from_a_temporary_one(
    home: Home, sample_project: Path, tmp_path: Path
) -> None:
    scratch, blocked = tmp_path / "scratch", tmp_path / "file"
    scratch.mkdir()
    blocked.touch()
    first = home.start(sample_project, without=NOBODYS[1:], HOME=str(blocked / "below"), TMPDIR=str(scratch))
    until_open(scratch / "pingbi-own", sample_project, first)


def test_with_a_settings_folder_that_cannot_be_written_the_project_opens_all_the_same(
    home: Home, sample_project: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    blocked = str(tmp_path / "file" / "below")
    first = home.start(sample_project, PINGBI_SETTINGS=blocked)
    until(lambda: sample_project.with_name(f"{sample_project.name}.lock").is_file(), "the project open")
    second = home.start(sample_project, PINGBI_SETTINGS=blocked)
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(5)  # it opens for reading: nobody can be asked to come to the front
    assert first.poll() is None


def test_damaged_settings_are_set_aside_and_new_ones_written(home: Home, sample_project: Path) -> None:
    home.settings.mkdir(parents=True)
    (home.settings / FILE).write_bytes(b'{"theme": "da')
    first = home.start(sample_project)
    until_open(home.settings, sample_project, first)
    until((home.settings / FILE).is_file, "new settings")
    assert (home.settings / "settings（已损坏）.json").read_bytes() == b'{"theme": "da'


@linux
def test_on_a_full_disk_the_window_stays_and_the_project_is_whole(
    home: Home, sample_project: Path, small_disk: Path
) -> None:
    kept = Path(shutil.copy(sample_project, small_disk / "评比.pingbi"))
    before = kept.read_bytes()
    fill(small_disk)
    first = home.start(kept)
    until(lambda: "started" in log_of(home.settings), "the window")
    until((home.settings / FILE).is_file, "the project among the recent ones")
    assert first.poll() is None
    assert kept.read_bytes() == before
    assert "ERROR" not in log_of(home.settings)


@linux
def test_a_system_without_chinese_letters_is_told_what_to_install(home: Home, tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig/>", encoding="utf-8")
    first = home.start(FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))
    until(lambda: "no typeface for Chinese" in log_of(home.settings), "the missing letters in the log")
    assert first.poll() is None


@pytest.fixture
def beside(own_folder: Path) -> Path:
    """Settings that lie beside the program."""
    folder = own_folder / PORTABLE
    folder.mkdir()
    (folder / FILE).write_text("{}", encoding="utf-8")
    return folder


def test_settings_beside_the_program_are_taken_with_it(packaged_home: Home, beside: Path, sample_project: Path) -> None:
    first = packaged_home.start(sample_project)
    until_open(beside, sample_project, first)
    assert "started" in log_of(beside)
    assert not packaged_home.settings.exists()


@linux
def test_where_the_programs_folder_cannot_be_written_the_home_serves(
    packaged_home: Home, own_folder: Path, beside: Path, sample_project: Path
) -> None:
    for folder in (beside, own_folder):
        folder.chmod(0o555)
    first = packaged_home.start(sample_project, under=as_anybody())
    until_open(packaged_home.settings, sample_project, first)
    assert list(beside.iterdir()) == [beside / FILE]


def as_anybody() -> list[str]:
    """What goes before a command that shall not be above all permissions, as root is."""
    if os.geteuid():
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and setpriv is not installed")
    return ["setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override"]
