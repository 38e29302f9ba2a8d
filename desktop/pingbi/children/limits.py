"""What a child may use: memory by the system's own means, and no more life than its parent."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
from multiprocessing import parent_process
from pathlib import Path

MEMORY = 1024**3  # bytes above what a child has at its start
BEHIND = 5  # how much nicer than its parent: on two cores the window's thread would wait for two children that read
GRACE = 5.0  # seconds after which a child ends itself where nobody has ended it


def settle() -> None:
    """Make this process a child: limited, behind others, silent, deaf to the terminal, gone with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # a library that prints would stand in the middle of the answer of --json
        os.dup2(nowhere, stream)
    _step_back()
    _limit_memory()
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _step_back() -> None:
    """What a person does on this computer comes first."""
    if sys.platform == "win32":
        from pingbi.children import windows_job  # noqa: PLC0415  # there is none elsewhere

        windows_job.step_back()
        return
    os.nice(BEHIND)


def _limit_memory() -> None:
    if sys.platform == "win32":
        from pingbi.children import windows_job  # noqa: PLC0415  # there is none elsewhere

        windows_job.limit(MEMORY)
        return
    import resource  # noqa: PLC0415  # Windows has none

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no dump of what a submission held
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:  # a system that has no /proc
        return
    limit = pages * resource.getpagesize() + MEMORY
    _, highest = resource.getrlimit(resource.RLIMIT_AS)
    if highest == resource.RLIM_INFINITY or limit < highest:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def wind_up(seconds: float) -> None:
    """End this process some time after its limit whatever it hangs in: the timer needs no turn of the interpreter."""
    faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=2)


def wind_down() -> None:
    """The work is done in time."""
    faulthandler.cancel_dump_traceback_later()
