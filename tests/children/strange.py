"""Work of every bad kind, as children import it: `strange` by its own name, see the fixture in the tests beside."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import threading
import time
from pathlib import Path

from pingbi.model import PingbiError


def doubled(given: int, asked: int) -> int:
    return given * asked * 2


def rank(_: object, __: object) -> int:
    """How far behind others this process stands."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetPriorityClass.argtypes = (ctypes.c_void_p,)
        return {0x4000: 1, 0x40: 2}.get(kernel.GetPriorityClass(kernel.GetCurrentProcess()), 0)
    return os.nice(0)


def hang(_: object, __: object) -> None:
    while True:
        time.sleep(1)


def spin(_: object, __: object) -> None:
    """In a loop of machine code that never lets go of the interpreter: only from outside can it be ended."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def abort(_: object, __: object) -> None:
    os.abort()


def quit_with(_: object, asked: int) -> None:
    os._exit(asked)


def segfault(_: object, __: object) -> None:
    ctypes.string_at(0)


def gulp(_: object, asked: int) -> int:
    """All at once."""
    return len(bytearray(asked))


def nibble(_: object, __: object) -> int:
    """Bit by bit, until there is no more."""
    kept = []
    while True:
        kept.append(bytearray(64 * 1024 * 1024))


def fail(_: object, __: object) -> None:
    raise ZeroDivisionError("secret")


def recurse(given: object, asked: object) -> None:
    recurse(given, asked)


def refuse(_: object, asked: str) -> None:
    raise PingbiError(asked)


def leave(_: object, __: object) -> None:
    sys.exit(0)


def chatter(_: object, asked: str) -> str:
    print(asked, flush=True)
    print(asked, file=sys.stderr, flush=True)
    os.write(1, asked.encode())
    os.write(2, asked.encode())
    return sys.stdin.read() + asked


def unpicklable(_: object, __: object) -> object:
    return threading.Lock()


def late(_: object, asked: float) -> float:
    time.sleep(asked)
    return asked


def mark(given: str, asked: int) -> int:
    """A file says who works, then the work takes long."""
    Path(given, f"{os.getpid()}").touch()
    time.sleep(asked)
    return asked


def who(_: object, __: object) -> int:
    return os.getpid()


def interrupt(_: object, __: object) -> str:
    signal.raise_signal(signal.SIGINT)
    return "deaf"
