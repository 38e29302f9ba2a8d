"""Makes the virtual environment that run.py and test.py work in. Standard library only; a second call takes no time."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = HOME / "made-from"
LEAST = (3, 11)


def stop(reason: str) -> NoReturn:
    """End with one line: what is missing and what to do."""
    print(reason, file=sys.stderr)
    sys.exit(2)


def prepare(*, development: bool) -> Path:
    """The Python of an environment that holds the program, and with `development` the tools of the tests."""
    if sys.version_info < LEAST:
        stop(f"需要 Python {LEAST[0]}.{LEAST[1]} 或更新的版本，现在是 {sys.version.split()[0]}")
    lock = ROOT / ("requirements-dev.lock" if development else "requirements.lock")
    names = ("pyproject.toml", "requirements.lock", "requirements-dev.lock")
    print_of = hashlib.sha256(b"\0".join((ROOT / name).read_bytes() for name in names)).hexdigest()
    made = STAMP.read_text(encoding="utf-8").split() if STAMP.is_file() else []
    if PYTHON.is_file() and made[:2] == [print_of, str(ROOT)] and ("dev" in made or not development):
        return PYTHON
    try:
        _make()
        _pip("install", "--require-hashes", "-r", str(lock))
        STAMP.write_text(f"{print_of} {ROOT} {'dev' if development else 'run'}", encoding="utf-8")
    except PermissionError as error:
        stop(f"没有权限写入 {error.filename or ROOT}")
    except subprocess.CalledProcessError as error:
        stop(f"安装依赖没有成功（{_last_line(error)}）：请检查能否连到软件包源，然后再运行一次")
    return PYTHON


def environment() -> dict[str, str]:
    """The variables under which the program runs from the checkout, without being installed."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "PYTHONUTF8": "1"}


def _make() -> None:
    """The environment itself; Debian keeps the module for it in a package of its own."""
    if PYTHON.is_file():
        return
    shutil.rmtree(HOME, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=False, capture_output=True)
    if made.returncode == 0 and PYTHON.is_file():
        return
    shutil.rmtree(HOME, ignore_errors=True)
    if shutil.which("apt-get") and os.geteuid() == 0:
        apt("python3-venv")
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True, capture_output=True)
        return
    stop("这个 Python 不带 venv：Debian 或 Ubuntu 上请先装 python3-venv，然后再运行一次")


def _pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    subprocess.run(command, check=True, stderr=subprocess.PIPE)


def _last_line(error: subprocess.CalledProcessError) -> str:
    lines = (error.stderr or b"").decode(errors="replace").strip().splitlines()
    return next((line for line in reversed(lines) if line.startswith("ERROR")), "pip 出错")[:200]


def apt(*packages: str) -> bool:
    """Install Debian packages as root; False where it did not work."""
    quiet = {"check": False, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=variables, **quiet)  # type: ignore[call-overload]  # noqa: S607
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    done = subprocess.run(install, env=variables, **quiet)  # type: ignore[call-overload]
    return bool(done.returncode == 0)
