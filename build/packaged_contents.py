"""What a packaged folder consists of, by what it is for. `python3 build/packaged_contents.py dist/pingbi` prints it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

# What a file belongs to, by a part of its path; the first that fits.
KINDS = (
    ("Qt 的字符数据（ICU）", ("libicu", "icu")),
    ("Qt", ("PySide6", "shiboken6", "Qt6")),
    ("PDF 阅读", ("pypdfium2",)),
    ("解密", ("Cryptodome",)),
    ("表格快读", ("python_calamine",)),
    ("程序和各部件的 Python 模块", ("modules.pyz",)),
    ("Python", ("python3", "base_library", "lib-dynload", "libpython", ".pyd", "vcruntime", "ucrt", "msvcp")),
    ("模板和自检材料", ("templates", "self_test_files", "licences")),
    ("系统库", (".so", ".dll")),
)
OURS = "两个程序的启动部分"
REST = "其他"
GLIBC = re.compile(rb"\0GLIBC_(\d+)\.(\d+)(?=[.\d]*\0)")  # the names of versions in a library's table of strings
ELF = b"\x7fELF"


def table(folder: Path) -> str:
    """Megabytes by kind, largest first, and the sum."""
    sums: dict[str, int] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            kind = kind_of(path.relative_to(folder).as_posix())
            sums[kind] = sums.get(kind, 0) + path.stat().st_size
    rows = sorted(sums.items(), key=lambda row: -row[1])
    lines = [f"{size / 1e6:8.1f} MB  {kind}" for kind, size in rows]
    return "\n".join([*lines, f"{sum(sums.values()) / 1e6:8.1f} MB  合计"])


def wanted_glibc(folder: Path) -> str:
    """The least glibc that all of the folder's libraries run with, and what asks for it; empty on Windows."""
    wanted: dict[str, tuple[int, ...]] = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and (content := path.read_bytes()).startswith(ELF):
            named = [tuple(map(int, version)) for version in GLIBC.findall(content)]
            wanted[path.name] = max(named, default=(0,))
    most = max(wanted.values(), default=(0,))
    who = sorted(name for name, version in wanted.items() if version == most)
    return f"要求 glibc {'.'.join(map(str, most))}（{who[0]} 等 {len(who)} 个）" if any(most) else ""


def kind_of(place: str) -> str:
    """By the path inside the folder."""
    if "/" not in place:
        return OURS
    return next((kind for kind, parts in KINDS if any(part in place for part in parts)), REST)


if __name__ == "__main__":
    print(table(Path(sys.argv[1])))
    print(wanted_glibc(Path(sys.argv[1])))
