"""Makes the virtual environment that the other scripts work in. Standard library only; a second call takes no time."""

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
ENGINE, WINDOW, PACKAGE, TESTS = LOCKS = (
    "requirements.lock",
    "requirements-window.lock",
    "requirements-package.lock",
    "requirements-dev.lock",
)
LEAST = (3, 11)


def stop(reason: str) -> NoReturn:
    """End with one line: what is missing and what to do."""
    print(reason, file=sys.stderr)
    sys.exit(2)


def prepare(lock: str) -> Path:
    """The Python of an environment that holds what the lock names; each of LOCKS holds all of those before it."""
    if sys.version_info < LEAST:
        stop(f"需要 Python {LEAST[0]}.{LEAST[1]} 或更新的版本，现在是 {sys.version.split()[0]}")
    print_of = hashlib.sha256(b"\0".join((ROOT / name).read_bytes() for name in ("pyproject.toml", *LOCKS))).hexdigest()
    made = STAMP.read_text(encoding="utf-8").splitlines() if os.access(STAMP, os.R_OK) else []
    enough = LOCKS[LOCKS.index(lock) :]
    if os.access(PYTHON, os.X_OK) and made[:2] == [print_of, str(ROOT)] and made[-1] in enough:
        return PYTHON
    if not os.access(HOME if HOME.is_dir() else ROOT, os.W_OK):
        stop(f"没有权限写入 {ROOT}：请把程序放到可以写入的文件夹，然后再运行一次")
    print("正在准备运行环境（只有第一次或依赖变动时需要）……", file=sys.stderr, flush=True)
    try:
        _make()
        _pip("install", "--require-hashes", "-r", str(ROOT / lock))
        STAMP.write_text(f"{print_of}\n{ROOT}\n{lock}", encoding="utf-8")
    except subprocess.CalledProcessError as error:
        stop(f"安装依赖没有成功（{_last_line(error.stderr)}）：请检查能否连到软件包源，然后再运行一次")
    except OSError as error:
        stop(f"不能写入 {error.filename or HOME}（{error.strerror}）：请检查权限和磁盘空间，然后再运行一次")
    return PYTHON


def environment() -> dict[str, str]:
    """The variables under which the program runs from the checkout, without being installed."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "PYTHONUTF8": "1"}


def _make() -> None:
    """The environment itself; Debian keeps the module for it in a package of its own."""
    if os.access(PYTHON, os.X_OK) and _has_pip():
        return
    reason = _create()
    if reason and apt("python3-venv"):
        reason = _create()
    if reason:
        stop(f"不能建立 Python 环境（{reason}）：Debian 或 Ubuntu 上请先装 python3-venv，然后再运行一次")


def _create() -> str:
    """Make it from nothing; empty, or the reason why it did not work (then nothing half made is left)."""
    shutil.rmtree(HOME, ignore_errors=True)
    done = subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=False, capture_output=True)
    if done.returncode == 0 and _has_pip():
        return ""
    shutil.rmtree(HOME, ignore_errors=True)
    return _last_line(done.stderr or done.stdout)


def _has_pip() -> bool:
    """False also where an earlier run was stopped half way."""
    return subprocess.run([str(PYTHON), "-m", "pip", "--version"], check=False, capture_output=True).returncode == 0


def _pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    subprocess.run(command, check=True, stderr=subprocess.PIPE)


def _last_line(output: bytes) -> str:
    """What the tool said, in one line: its last ERROR, else its last line."""
    lines = [line.strip() for line in (output or b"").decode(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("ERROR", "Error"))]
    return (errors or lines or ["没有说明原因"])[-1][:200]


def apt(*packages: str) -> bool:
    """Install Debian packages; False where that is not Debian, may not be done, or did not work."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = ["apt-get", "update", "-qq"]
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return [
        subprocess.run(command, env=variables, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in (update, install)
    ][-1].returncode == 0
