"""`pingbi gui`: the window is a program of its own, started from here where it is installed."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pingbi.model import PingbiError

if TYPE_CHECKING:
    from argparse import Namespace

WINDOW = "pingbi_qt"


def gui(options: Namespace) -> int:
    """Show the window until it is closed; its exit status. Raises PingbiError where it is not installed."""
    command = _command()
    project = [str(options.project.resolve())] if options.project is not None else []
    return subprocess.run([*command, *project], check=False).returncode  # noqa: S603  # our own program


def _command() -> list[str]:
    if getattr(sys, "frozen", False):  # in the packaged folder the window stands beside the command line
        window = Path(sys.executable).with_name(f"pingbi{Path(sys.executable).suffix}")
        if window.is_file():
            return [str(window)]
        raise PingbiError(f"程序不完整：找不到 {window.name}，请重新解压或安装")
    if find_spec(WINDOW) is None or find_spec("PySide6") is None:
        raise PingbiError("这里没有装窗口界面（需要 PySide6）；请用打包好的程序，或运行 python3 build/window.py")
    return [sys.executable, "-m", WINDOW]
