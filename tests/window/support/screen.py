"""A screen in memory with a window manager, and a person's hands on it: mouse, keys, clipboard, camera."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

TOOLS = ("Xvfb", "openbox", "xdotool", "xclip", "import")
LONGEST = 90.0  # seconds until something is there; no test waits for it to pass
BEAT = 0.02
DRAG_SOURCE = Path(__file__).with_name("drag_source.py")
TRIES, HEARD = 3, 30.0  # a hand that lets go too early drags again; seconds until a drop is seen to be heard


def missing_tools() -> list[str]:
    """What the real window cannot be tried without."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def until(holds: Callable[[], object], what: str, longest: float = LONGEST) -> None:
    """Wait for it; fails with what was waited for."""
    end = time.monotonic() + longest
    while not holds():
        assert time.monotonic() < end, f"in {longest:.0f} s not there: {what}"
        time.sleep(BEAT)


def within(holds: Callable[[], object], seconds: float) -> bool:
    """Whether it holds in that time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(BEAT)
    return True


class Area(NamedTuple):
    """A window on the screen, in its pixels."""

    left: int
    top: int
    width: int
    height: int

    def at(self, across: float, down: float) -> tuple[int, int]:
        """A point of it: 0.5, 0.5 is its middle."""
        return round(self.left + across * self.width), round(self.top + down * self.height)


class Screen:
    """Xvfb with openbox. All that was started on it is ended by `close`."""

    def __init__(self, width: int = 1366, height: int = 768, *, home: Path) -> None:
        self.home = home
        self._running: list[subprocess.Popen[bytes]] = []
        read, write = os.pipe()
        size = f"{width}x{height}x24"
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
        self._start(command, os.environ, pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as number:  # it is written when the screen is ready
            name = number.readline().strip()
        assert name, "Xvfb did not start"
        self.environment = {**os.environ, "DISPLAY": f":{name}", "QT_QPA_PLATFORM": "xcb", "HOME": str(home)}
        for variable in ("WAYLAND_DISPLAY", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
            self.environment.pop(variable, None)
        self._start(["openbox", "--sm-disable"], self.environment)
        until(self._has_manager, "a window manager")

    def start(self, command: Sequence[str | Path], **variables: str) -> subprocess.Popen[bytes]:
        """A program on this screen."""
        return self._start(command, {**self.environment, **variables})

    def close(self) -> None:
        """End all of it, the newest first."""
        for process in reversed(self._running):
            process.kill()
            process.wait()

    # The hands

    def window(self, name: str) -> str:
        """The visible window whose title matches; waits for it."""
        found: list[str] = []

        def look() -> bool:
            found[:] = self._asked("search", "--onlyvisible", "--name", name).split()
            return bool(found)

        until(look, f"a window called {name}")
        return found[-1]

    def title(self, window: str) -> str:
        """What stands in its title bar."""
        return self._asked("getwindowname", window).strip()

    def area(self, window: str) -> Area:
        """Where it is."""
        rows = dict(row.split("=") for row in self._asked("getwindowgeometry", "--shell", window).split())
        return Area(*(int(rows[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")))

    def place(self, window: str, left: int, top: int, width: int, height: int) -> None:
        """Put it there, with that size."""
        self._do("windowmove", "--sync", window, left, top)
        self._do("windowsize", window, width, height)
        until(lambda: self.area(window)[2:] == (width, height), f"a window of {width} by {height}")

    def front(self, window: str) -> None:
        """Bring it to the front, with the keys going to it."""
        self._do("windowactivate", "--sync", window)

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other: `ctrl+v`, `F2`."""
        self._do("key", "--clearmodifiers", *keys)

    def write(self, text: str) -> None:
        """Type it."""
        self._do("type", "--clearmodifiers", text)

    def click(self, point: tuple[int, int]) -> None:
        """The left button, there."""
        self._do("mousemove", "--sync", *point, "click", 1)

    def drag(self, start: tuple[int, int], end: tuple[int, int], steps: int = 12) -> None:
        """Press, move by many small steps as a hand does, and let go."""
        self._do("mousemove", "--sync", *start, "mousedown", 1)
        for step in range(1, steps + 1):
            way = step / steps
            self._do("mousemove", "--sync", *(round(a + (b - a) * way) for a, b in zip(start, end, strict=True)))
        self._do("mousemove_relative", "--sync", 2, 2)  # XDND hears of the last place by a move on it

    def let_go(self) -> None:
        """End a drag."""
        self._do("mouseup", 1)

    def drop(
        self, given: Path, window: str, came: Callable[[], object], *, picture: Path | None = None, **variables: str
    ) -> None:
        """Drag it from another program's window onto this one; `came` tells that the drop was heard."""
        self.start([sys.executable, DRAG_SOURCE, given], **variables)
        source = self.window("drag source")
        self.place(source, 0, 30, 240, 120)
        for _ in range(TRIES):
            self.front(source)
            self.drag(self.area(source).at(0.5, 0.5), self.area(window).at(0.6, 0.5))
            self.still()  # the window has said that it takes it
            if picture is not None:
                self.picture(picture)
            self.let_go()
            if within(came, HEARD):
                return

    def copy(self, text: str) -> None:
        """Put a text on the clipboard, as another program does."""
        holder = self._start(["xclip", "-quiet", "-selection", "clipboard"], self.environment, stdin=subprocess.PIPE)
        assert holder.stdin is not None
        holder.stdin.write(text.encode())
        holder.stdin.close()
        until(lambda: self.pasted() == text, "the text on the clipboard")

    def pasted(self) -> str:
        """What the clipboard holds."""
        command = ["xclip", "-o", "-selection", "clipboard", "-target", "UTF8_STRING"]
        return subprocess.run(command, env=self.environment, check=False, capture_output=True).stdout.decode()

    def still(self) -> bytes:
        """Wait until nothing moves any more (a caret may blink); what is on the screen then."""
        before, now = b"", self._seen()
        end = time.monotonic() + LONGEST
        while before != now:
            assert time.monotonic() < end, "the screen never comes to rest"
            before, now = now, self._seen()
        return now

    def after(self, *keys: str) -> None:
        """Press the keys, and wait until the screen shows something else and has come to rest."""
        before = self.still()
        self.keys(*keys)
        until(lambda: self._seen() != before, f"something new on the screen after {' '.join(keys)}")
        self.still()

    def picture(self, path: Path) -> Path:
        """What is on the screen now."""
        command = ["import", "-window", "root", str(path)]
        subprocess.run(command, env=self.environment, check=True)
        return path

    # Within

    def _start(
        self,
        command: Sequence[str | Path],
        environment: Mapping[str, str],
        *,
        pass_fds: Sequence[int] = (),
        stdin: int = subprocess.DEVNULL,
    ) -> subprocess.Popen[bytes]:
        log = self.home / f"{len(self._running)}-{Path(command[0]).name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, env=environment, stdin=stdin, stdout=output, stderr=output, pass_fds=pass_fds
            )
        self._running.append(process)
        return process

    def _seen(self) -> bytes:
        """A digest of all pixels."""
        command = ["import", "-window", "root", "-depth", "8", "rgb:-"]
        return sha256(subprocess.run(command, env=self.environment, check=True, capture_output=True).stdout).digest()

    def _has_manager(self) -> bool:
        command = ["xdotool", "get_desktop"]
        return subprocess.run(command, env=self.environment, check=False, capture_output=True).returncode == 0

    def _asked(self, *words: object) -> str:
        command = ["xdotool", *map(str, words)]
        return subprocess.run(command, env=self.environment, check=False, capture_output=True).stdout.decode()

    def _do(self, *words: object) -> None:
        command = ["xdotool", *map(str, words)]
        subprocess.run(command, env=self.environment, check=True, capture_output=True)
