"""What every test may ask for: the pages of shared/, golden files, a small disk, a screen, LibreOffice."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import settings
from screen import Screen, missing_tools

ROOT = Path(__file__).resolve().parent.parent
settings.register_profile("shared machines", deadline=None)  # they slow down at random: no law is about time
settings.load_profile("shared machines")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files; read them in the diff")


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heard() -> None:
    """Also where the tests were started in the background of a shell, which has them ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Callable[..., None]) -> object:
    """On Windows all windows share one keyboard: one worker has their tests, whatever `--dist` says."""
    if sys.platform != "win32":
        return None
    from one_keyboard import OneKeyboard  # noqa: PLC0415  # where xdist is installed

    return OneKeyboard(config, log)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("office") and shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder shared/ beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no folder shared/ beside the checkout")
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """`golden(path, text)`: the text is that of the file; --update-golden writes it instead."""

    def agrees(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{path.name} is missing: run with --update-golden and read it"
        assert text == path.read_text(encoding="utf-8")

    return agrees


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte, in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    if mount is None or unmount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("nobody may mount a small disk here: that takes root on Linux")
    yield folder
    # Lazily: a part of a workbook that was broken off may be held open until it is collected.
    subprocess.run([unmount, "-l", str(folder)], check=True)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """Of 1366×768, with nobody's settings, and a home that is empty."""
    if missing := missing_tools():
        pytest.skip(f"not installed: {' '.join(missing)}")
    home = tmp_path / "家"
    home.mkdir()
    made = Screen(home=home)
    yield made
    made.close()


# A plain conversion keeps the cached values and would prove nothing: this setting makes LibreOffice compute all again.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


@pytest.fixture(scope="session")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Path]]:
    """`recalculated(path, …)`: each workbook as LibreOffice computes it, all by one start of the program."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")

    def convert(*paths: Path) -> list[Path]:
        folder = tmp_path_factory.mktemp("recalculated")
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        command = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=900)
        return [folder / path.name for path in paths]

    return convert


TEXT = re.compile(r'"[^"]*"')
FUNCTION = re.compile(r"([A-Za-z_][A-Za-z0-9_.]*)\(")
# What Excel 2007, WPS and LibreOffice all know. Our writer looks for no others, to mark them as Excel wants it.
KNOWN = frozenset(
    re.findall(
        r"\w+",
        """
ABS AND AVERAGE CHAR COUNT COUNTA COUNTIF COUNTIFS EXP HARMEAN IF IFERROR INDEX INT ISERROR ISNUMBER LARGE LEFT LEN LN
LOOKUP MATCH MAX MEDIAN MIN MOD N NOT OR POWER PRODUCT RANK ROUND ROUNDUP ROUNDDOWN ROW SIGN SMALL SQRT STDEV STDEVP
SUBSTITUTE SUM SUMIF SUMIFS SUMPRODUCT T TEXT TRIM VALUE VAR VARP
""",
    )
)


@pytest.fixture(scope="session")
def differences() -> Callable[[Path, Path], list[str]]:
    """`differences(workbook, recalculated)`: formulas with another value now, errors, functions that not all know."""

    def compare(path: Path, fresh: Path) -> list[str]:
        formulas, cached = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
        again = openpyxl.load_workbook(fresh, data_only=True)
        found, count = [], 0
        for sheet in formulas.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type != "f":
                        continue
                    count += 1
                    found += [
                        f"{path.name} {name}"
                        for name in FUNCTION.findall(TEXT.sub("", str(cell.value)))
                        if name not in KNOWN
                    ]
                    before = cached[sheet.title][cell.coordinate].value
                    after = again[sheet.title][cell.coordinate].value
                    if not _same(before, after) or str(after).startswith("#"):
                        found.append(f"{path.name} {sheet.title}!{cell.coordinate} {cell.value}: {before!r}, {after!r}")
        return found if count else [f"{path.name} holds no formula"]

    return compare


def _same(left: object, right: object) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return left == right
    if isinstance(left, int | float) and isinstance(right, int | float):
        return abs(left - right) <= 1e-9 * max(1.0, abs(left), abs(right))
    return left == right or {left, right} == {None, ""}
