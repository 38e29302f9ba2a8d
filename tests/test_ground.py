"""The ground that everything stands on: the lock files, and the scripts that make the environment."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-window.lock", "requirements-package.lock", "requirements-dev.lock")


def pinned(name: str) -> dict[str, str]:
    """Package -> version of a lock file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {plain(found[1]): found[2] for found in re.finditer(r"(?m)^([\w.-]+)==([^\s;\\]+)", text)}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_versions_and_hashes_and_names_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|--(extra-)?index|--find-links|--trusted-host", text)
    entries = re.split(r"(?m)^(?=[\w.-]+==)", text)[1:]
    assert len(entries) == len(pinned(name)) > 3
    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_hold_what_the_project_declares_at_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = project["dependencies"], extras["window"], extras["package"], extras["dev"]
    engine, screen, packer, tools = ({plain(re.split(r"[<>=!~\[; ]", row)[0]) for row in rows} for rows in declared)
    alone, window, package, development = (pinned(name) for name in LOCKS)
    assert engine <= set(alone)
    assert screen <= set(window)
    assert packer <= set(package)
    assert tools <= set(development)
    assert alone.items() <= window.items() <= package.items() <= development.items()


def test_the_engine_installs_without_the_screen() -> None:
    assert [name for name in pinned(LOCKS[0]) if "qt" in name or "pyside" in name or "shiboken" in name] == []
    assert "pyside6-essentials" in pinned(LOCKS[1])


def checkout(folder: Path) -> Path:
    """What the scripts need of a checkout, in a folder with blanks and Chinese in its name."""
    copy = folder / "评比 程序"
    shutil.copytree(ROOT / "build", copy / "build", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.mark.skipif(find_spec("ensurepip") is None, reason="this Python makes no environments (Windows, embedded)")
def test_without_a_package_source_one_line_says_so(tmp_path: Path) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
    done = subprocess.run(
        [sys.executable, str(checkout(tmp_path) / "build" / "run.py")],
        cwd=tmp_path,
        env={**os.environ, **nowhere, "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    announced, reason = done.stderr.splitlines()
    assert announced.startswith("正在准备运行环境")
    assert reason.startswith("安装依赖没有成功")
    assert reason.endswith("请检查能否连到软件包源，然后再运行一次")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            "(e.ROOT / e.LOCKS[0]).write_text('changed', encoding='utf-8'); e.prepare(e.ENGINE)", id="another lock"
        ),
        pytest.param("e.prepare(e.TESTS)", id="it holds the window only, and the tests want more"),
    ],
)
def test_an_environment_that_is_there_is_used_at_once(change: str, tmp_path: Path) -> None:
    """From another folder, without pip, without network: the stamp alone decides."""
    copy = checkout(tmp_path)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import environment as e, hashlib, os\n"
        "e.PYTHON.parent.mkdir(parents=True); e.PYTHON.symlink_to(sys.executable)\n"
        "names = ('pyproject.toml', *e.LOCKS)\n"
        "made = hashlib.sha256(b'\\0'.join((e.ROOT / name).read_bytes() for name in names)).hexdigest()\n"
        "e.STAMP.write_text(f'{made}\\n{e.ROOT}\\n{e.WINDOW}', encoding='utf-8')\n"
        "e._make = e._pip = lambda *_: e.stop('made anew')\n"
        "assert e.prepare(e.ENGINE) == e.prepare(e.WINDOW) == e.PYTHON\n"
        f"{change}\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(copy / "build")], cwd="/", check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "made anew"
