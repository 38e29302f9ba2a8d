"""The window, from nothing: environment, Qt's libraries, then the program. Arguments go to it: a project to open."""

from __future__ import annotations

import os
import subprocess
import sys

from environment import WINDOW, apt, environment, prepare, stop
from qt_libraries import TYPEFACE, absent


def main(arguments: list[str]) -> int:
    """Exit status of the window; elsewhere than on Windows it takes the place of this process."""
    python = prepare(WINDOW)
    missing = absent()
    if missing and apt(*missing):
        missing = absent()
    if missing and missing != [TYPEFACE]:
        stop(f"这台电脑缺少图形界面需要的库，请先安装：sudo apt-get install {' '.join(missing)}")
    if missing:
        print(f"没有找到中文字体，界面上的字可能显示为方框：sudo apt-get install {TYPEFACE}", file=sys.stderr)
    command = [str(python), "-m", "pingbi_qt", *arguments]
    if os.name != "nt":
        os.execve(python, command, environment())  # noqa: S606  # signals and the exit status are the window's own
    return subprocess.run(command, env=environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
