"""All checks, from nothing: environment, what the tests want of Debian, lint, format, types, tests.

Arguments are handed on to pytest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time

from environment import ROOT, TESTS, apt, environment, prepare
from qt_libraries import absent

# What recalculates and prints the workbooks, and the typefaces that Chinese needs on paper.
WANTED = (
    "libreoffice-calc",
    "libreoffice-writer",
    "poppler-utils",
    "fonts-noto-cjk",
    "fonts-arphic-gkai00mp",
    "fonts-arphic-gbsn00lp",
    # The real window: a screen in memory, a window manager, hands, a clipboard, a camera.
    "xvfb",
    "openbox",
    "xdotool",
    "xclip",
    "imagemagick",
)


def debian() -> None:
    """Install what the tests want, as root on Debian; elsewhere those tests are skipped with a reason."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    missing = [*(name for name in WANTED if not _installed(name)), *absent()]
    if missing and not apt(*missing):
        print(f"没有装上 {' '.join(missing)}：需要它们的测试将跳过", file=sys.stderr)


def _installed(package: str) -> bool:
    asked = ["dpkg-query", "-W", "-f", "${db:Status-Status}", package]
    return subprocess.run(asked, check=False, capture_output=True).stdout == b"installed"


def main(arguments: list[str]) -> int:
    """Exit status 0 when every step passes; all steps run."""
    debian()
    python = str(prepare(TESTS))
    steps = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy"],
        "pytest": ["pytest", "-q", "-n", "auto", "--dist", "worksteal", *arguments],
    }
    failed = []
    for name, command in steps.items():
        started = time.monotonic()
        done = subprocess.run([python, "-m", *command], cwd=ROOT, env=environment(), check=False)
        print(
            f"[{name}: {'通过' if done.returncode == 0 else '未通过'}，{time.monotonic() - started:.0f} 秒]", flush=True
        )
        failed += [name] if done.returncode else []
    if failed:
        print(f"未通过：{'、'.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
