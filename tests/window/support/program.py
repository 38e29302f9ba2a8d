"""The program as it is started, from its sources or packaged, in the home of a person who has nothing yet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from screen import until
from unseen import PLATFORM

from pingbi_qt.around.journal import place

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 120.0  # seconds; no test waits for it to pass
EXE = ".exe" if sys.platform == "win32" else ""
# What of the person who runs the tests does not reach the program.
OURS = ("QT_", "PYTHON", "PINGBI_", "XDG_", "LC_", "LANG", "DISPLAY", "WAYLAND_", "VIRTUAL_ENV", "APPDATA")


class Program(NamedTuple):
    """How the window and the command line are called, and the variables that this takes."""

    window: tuple[str | Path, ...]
    line: tuple[str | Path, ...]
    variables: dict[str, str]

    @classmethod
    def from_source(cls) -> Program:
        """As build/window.py starts it."""
        python = (sys.executable, "-m")
        return cls(
            (*python, "pingbi_qt"), (*python, "pingbi"), {"PYTHONPATH": str(ROOT / "desktop"), "PYTHONUTF8": "1"}
        )

    @classmethod
    def packaged(cls, folder: Path) -> Program:
        """That lies in the folder."""
        return cls((folder / f"pingbi{EXE}",), (folder / f"pingbi-cli{EXE}",), {})


class Home:
    """A person's folder, and the programs that were started there. All of them are ended by `close`."""

    def __init__(self, folder: Path, program: Program) -> None:
        self.folder = folder
        self.program = program
        self.settings = folder / ".config" / "pingbi"
        self._running: list[subprocess.Popen[str]] = []
        folder.mkdir(exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        places = {"HOME": str(folder), "USERPROFILE": str(folder)}
        self.variables = {**kept, **program.variables, **places, "QT_QPA_PLATFORM": PLATFORM}

    def start(
        self, *arguments: str | Path, under: Sequence[str] = (), without: Sequence[str] = (), **more: str
    ) -> subprocess.Popen[str]:
        """The window, on a screen that nobody sees; `under` stands before its command."""
        given = {name: value for name, value in {**self.variables, **more}.items() if name not in without}
        command = [*under, *self.program.window, *arguments]
        out = subprocess.DEVNULL  # nobody reads it: a pipe would fill
        self._running.append(subprocess.Popen(command, env=given, stdout=out, stderr=out, text=True))
        return self._running[-1]

    def line(self, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[bytes]:
        """The command line, until it ends."""
        command = [*self.program.line, *arguments]
        given = {**self.variables, **more}
        return subprocess.run(command, env=given, check=False, capture_output=True, timeout=LONGEST)

    def close(self) -> None:
        for process in self._running:
            process.kill()
            process.wait()


def opened_by(settings: Path, project: Path) -> object:
    """The process that has the project open, as its journal says; 0 where none does."""
    path = place(settings, project)
    fields: dict[str, object] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return fields.get("pid", 0)


def is_one_of(pid: object, *processes: subprocess.Popen[str]) -> bool:
    """Whether it is one that was started; the python.exe of a venv on Windows starts another that does the work."""
    return pid in {row.pid for row in processes} or (sys.platform == "win32" and pid != 0)


def until_open(settings: Path, project: Path, process: subprocess.Popen[str], before: object = 0) -> None:
    """Wait for it; fails at once where the process has ended. `before` is who had it, and has not any more."""

    def looks() -> bool:
        assert process.poll() is None, f"the program has ended with {process.returncode}"
        pid = opened_by(settings, project)
        return pid != before and is_one_of(pid, process)

    until(looks, f"{project.name} open", LONGEST)
