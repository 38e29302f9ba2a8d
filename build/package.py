"""The packaged program, from nothing: environment, build, self-test, what it consists of, archive and its SHA-256.

`python3 build/package.py` builds dist/pingbi and its archive; `--one-file` the single-file edition
beside it; with `--tests` the tests of the packaged program must pass too, before it is archived. The last line is the
archive's path.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import installer
from bundle import program_version
from environment import PACKAGE, ROOT, TESTS, apt, environment, prepare, stop
from packaged_contents import table, wanted_glibc
from qt_libraries import absent, loads

DIST = ROOT / "dist"
WORK = ROOT / "out" / "work"
SYSTEM = {"win32": "windows", "linux": "linux"}.get(sys.platform, sys.platform)
SELF_TEST_SECONDS = 300
TOOLS = {"objdump": "binutils", "fc-list": "fontconfig"}  # of Linux, and the packages that bring them
STAMP = (2022, 7, 1, 0, 0, 0)  # of every file in the archive, so that the same build makes the same archive


def main(arguments: list[str]) -> int:
    """Exit status 0 when the program is built, passes its self-test and is archived."""
    if SYSTEM == "linux":
        _equip()
    python = prepare(PACKAGE)
    version = program_version(ROOT)
    WORK.mkdir(parents=True, exist_ok=True)
    if built := _build(python, "pingbi.spec"):
        return built
    folder = DIST / "pingbi"
    if SYSTEM == "linux":
        _for_linux(folder)
    if not _passes(folder / _exe("pingbi")) or not _passes(folder / _exe("pingbi-cli")):
        return 1
    print(table(folder))
    print(wanted_glibc(folder))
    if "--tests" in arguments and (failed := _tested(folder)):
        return failed
    made = [archived(folder, f"pingbi-{version}-{SYSTEM}")]
    if SYSTEM == "windows" and installer.compiler():
        made.append(installer.make(folder))
    elif SYSTEM == "windows":
        print("没有装 NSIS，这次不做安装程序", file=sys.stderr)
    if "--one-file" in arguments:
        if built := _build(python, "pingbi_one_file.spec"):
            return built
        one = DIST / _exe("pingbi-one")
        if not _passes(one):
            return 1
        made.append(one if SYSTEM == "windows" else archived(one, f"pingbi-one-{version}-{SYSTEM}"))
    sums = "".join(f"{digest(path)}  {path.name}\n" for path in made)
    (DIST / "SHA256SUMS.txt").write_text(sums, encoding="utf-8", newline="\n")
    print(sums, end="")
    print(made[0])
    return 0


def _equip() -> None:
    """What packaging and the self-test take from the system; where it may be installed, it is."""
    missing = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    if not loads(str(sysconfig.get_config_var("INSTSONAME"))):  # Debian's Python comes without its shared library
        missing.append(f"libpython{sys.version_info.major}.{sys.version_info.minor}")
    if missing:
        apt(*missing)
    if not shutil.which("objdump"):
        stop("打包需要 binutils：请先安装（如 sudo apt-get install binutils），然后再运行一次")
    if wanted := absent():
        apt(*wanted)


def digest(path: Path) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def archived(what: Path, stem: str) -> Path:
    """A folder or a file as one archive: .zip on Windows, elsewhere .tar.gz, which keeps links and what may be run."""
    within = [what] if what.is_file() else sorted(what.rglob("*"))
    paths = [path for path in within if path.is_symlink() or not path.is_dir()]
    if SYSTEM == "windows":
        target = DIST / f"{stem}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path in paths:
                entry = zipfile.ZipInfo(path.relative_to(what.parent).as_posix(), STAMP)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes(), compresslevel=9)
        return target
    target = DIST / f"{stem}.tar.gz"
    with (
        target.open("wb") as raw,
        gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        for path in paths:
            archive.add(path, path.relative_to(what.parent).as_posix(), filter=_same_for_all)
    return target


def _same_for_all(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without who built it and when."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = int(datetime(*STAMP, tzinfo=UTC).timestamp())
    return entry


def _exe(name: str) -> str:
    return f"{name}.exe" if SYSTEM == "windows" else name


def _build(python: Path, spec: str) -> int:
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--workpath", str(WORK), "--distpath", str(DIST), str(ROOT / "build" / spec)]
    print(f"正在打包 {spec}……", file=sys.stderr, flush=True)
    return subprocess.run(command, env=environment(), check=False, cwd=ROOT).returncode


def _tested(folder: Path) -> int:
    """Exit status of the tests of the packaged folder; their environment comes after the packaging's own."""
    command = [str(prepare(TESTS)), "-m", "pytest", "-q", str(ROOT / "tests" / "packaged")]
    variables = {**environment(), "PINGBI_PACKAGED": str(folder)}
    return subprocess.run(command, env=variables, check=False, cwd=ROOT).returncode


def _for_linux(folder: Path) -> None:
    """What a desktop shows it by."""
    for name in ("pingbi.desktop", "安装到桌面.sh"):
        shutil.copy2(ROOT / "build" / "linux" / name, folder / name)
    shutil.copy2(ROOT / "build" / "icon" / "pingbi.png", folder / "pingbi.png")
    (folder / "安装到桌面.sh").chmod(0o755)


def _passes(program: Path) -> bool:
    """Whether it finds all that it needs, also where only its own files are there; its times are printed."""
    report = WORK / f"{program.name}.json"
    report.unlink(missing_ok=True)
    variables = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    if SYSTEM == "linux" and not (variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY")):
        variables["QT_QPA_PLATFORM"] = "offscreen"
    subprocess.run([str(program), f"--self-test={report}"], env=variables, check=False, timeout=SELF_TEST_SECONDS)
    if not report.is_file():
        print(f"{program.name} 的自检没有写出结果", file=sys.stderr)
        return False
    said = json.loads(report.read_text(encoding="utf-8"))
    print(f"{program.name} 自检（{platform.system()}）：{'通过' if said['good'] else '没有通过'}")
    for row in said["tried"]:
        print(f"  {'✓' if row['good'] else '✗'} {row['seconds']:7.3f} 秒  {row['what']}  {row['words']}")
    return bool(said["good"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
