"""The licences of what the packaged program is made of: their own texts, gathered from what is installed."""

from __future__ import annotations

import re
import shutil
import sys
from importlib import metadata
from pathlib import Path

NOTE = """本程序用到的部件各有许可证，全文在本文件夹里，一个部件一个文件夹。

Qt 和 PySide6 按 LGPL 第 3 版使用，没有改动。它们以单独的动态库放在程序文件夹里：Windows 在 _internal\\PySide6，
Linux 在 _internal/PySide6。您可以用自己编译的同一版本（PySide6-Essentials 6.9.3）替换这些文件，程序照常运行。
源代码可向 Qt 项目取得；许可证全文见 https://www.gnu.org/licenses/lgpl-3.0.html 和 gpl-3.0.html。
"""
_COMMON = Path("/usr/share/common-licenses")  # where Debian keeps the texts that many programs share
_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


def gather(names: list[str], target: Path) -> list[str]:
    """The licence files of these distributions and of Python, in a folder each; the names of those that bring none."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    (target / "说明.txt").write_text(NOTE, encoding="utf-8-sig", newline="\r\n")
    bare = []
    for name in names:
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # a part that only another system needs
        files = [row for row in found.files or () if _FILE.search(row.name) and row.suffix not in {".py", ".pyc"}]
        folder = target / f"{name}-{found.version}"
        folder.mkdir()
        for row in files:
            source = Path(str(row.locate()))
            shutil.copy(source, folder / row.name)
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
    for path in (_COMMON / "LGPL-3", _COMMON / "GPL-3"):
        if path.is_file():
            shutil.copy(path, target / f"{path.name}.txt")
    return bare
