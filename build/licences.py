"""The licences of what the packaged program is made of: their own texts, gathered from what is installed."""

from __future__ import annotations

import re
import shutil
import sys
from importlib import metadata
from pathlib import Path

NOTE = """本程序用到的部件各有许可证，全文在本文件夹里，一个部件一个文件夹。

Qt {version} 和 PySide6 {version}（PySide6-Essentials、shiboken6）按 LGPL 第 3 版使用，没有改动；
全文见 LGPL-3.txt、GPL-3.txt。它们是单独的动态库：Windows 在 _internal\\PySide6 和 _internal\\shiboken6，
Linux 在 _internal/PySide6 和 _internal/shiboken6。
您可以用自己编译的同一版本替换这些文件，程序照常运行；单文件版做不到，请用文件夹版。
源代码在 https://download.qt.io/official_releases/ 的 qt 和 QtForPython 里，版本 {version}。
"""
QT = "pyside6-essentials"
# The wheels of Qt bring none of the two; every Debian system does.
TEXTS = Path(__file__).resolve().parent / "licence_texts"
_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_NOT_OURS = "LicenseRef-Qt-Commercial"  # for those who have bought Qt


def gather(names: list[str], target: Path) -> list[str]:
    """The licence files of these distributions and of Python, in a folder each; the names of those that bring none."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(TEXTS, target)
    note = NOTE.format(version=metadata.version(QT))
    (target / "说明.txt").write_text(note, encoding="utf-8-sig", newline="\r\n")
    bare = []
    for name in names:
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # a part that only another system needs
        folder = target / f"{name}-{found.version}"
        folder.mkdir()
        files = [(row, place) for row in found.files or () if (place := _place(row))]
        for row, place in files:
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(Path(str(row.locate())), folder / place)
        said = found.metadata.json
        words = str(said.get("license_expression") or said.get("license") or "见其项目")
        (folder / "名称.txt").write_text(f"{name} {found.version}\n{words[:200]}\n", encoding="utf-8")
        if not files:
            bare.append(name)
    own = [Path(sys.base_prefix) / "LICENSE.txt", Path(*Path(shutil.__file__).parts[:-1]) / "LICENSE.txt"]
    for path in own:
        if path.is_file():
            (target / "Python").mkdir(exist_ok=True)
            shutil.copy(path, target / "Python" / "LICENSE.txt")
    return bare


def _place(row: metadata.PackagePath) -> str:
    """Where a file of a distribution lies among the licences; empty where it is none."""
    if row.suffix in {".py", ".pyc"} or _NOT_OURS in row.name:
        return ""
    if ".dist-info" in row.parts[0] and "licenses" in row.parts:
        return "/".join(row.parts[row.parts.index("licenses") + 1 :])
    return row.name if _FILE.search(row.name) else ""
