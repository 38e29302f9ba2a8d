"""诊断包: what somebody who looks for a fault needs to see, and nothing of what was worked on.

Each part is made of numbers and of the program's own words: how many counties, never their names; which methods, never
their weights; which settings, never a name or a folder.
"""

from __future__ import annotations

import platform
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6 import __version__ as pyside
from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication

from pingbi.built import named
from pingbi_qt.around.faults import CRASHES
from pingbi_qt.around.logbook import foreign, kept
from pingbi_qt.look.fonts import FAMILIES

if TYPE_CHECKING:
    from pingbi_qt.desk import View
    from pingbi_qt.settings import Settings


class Part(NamedTuple):
    """One file of the package."""

    name: str
    text: str


def diagnosis(settings: Settings, view: View | None, waiting: int = 0) -> tuple[Part, ...]:
    """All parts, to be looked at before they are written."""
    return (
        Part("版本.txt", _lines(versions())),
        Part("屏幕.txt", _lines(screens())),
        Part("设置.txt", _lines(_settings(settings))),
        Part("项目的形状.txt", _lines(shape(view) if view is not None else {"项目": "没有打开"})),
        Part("正在做的事.txt", _lines({"没做完的": waiting})),
        *_traces(settings.folder),
    )


def package(parts: tuple[Part, ...]) -> bytes:
    """The parts as a .zip."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part.name, part.text)
    return made.getvalue()


def versions() -> dict[str, object]:
    """Of the program, of what it is made of, of the system."""
    return {
        "评比程序": named(),
        "打包的": "是" if getattr(sys, "frozen", False) else "否",
        "Python": platform.python_version(),
        "PySide6": pyside,
        "Qt": qVersion(),
        "系统": f"{platform.system()} {platform.release()}",
        "处理器": platform.machine(),
        "C 库": " ".join(platform.libc_ver()),
    }


def screens() -> dict[str, object]:
    """How large, at which scale; which typefaces."""
    found: dict[str, object] = {"平台": QGuiApplication.platformName()}
    for at, screen in enumerate(QGuiApplication.screens(), 1):
        size = screen.size()
        found[f"屏幕 {at}"] = f"{size.width()}×{size.height()}，{screen.devicePixelRatio():.2f} 倍"
    families = set(QFontDatabase.families())
    found["字体"] = "、".join(row for row in FAMILIES if row in families) or "没有中文字体"
    return found


def shape(view: View) -> dict[str, object]:
    """Of the open project only numbers, kinds and codes."""
    from pingbi.casework.finding_words import RULES
    from pingbi.model.catalogue import KIND_WORDS
    from pingbi.scheme_draft import methods

    scheme = view.scheme
    done = view.evaluation
    names = {row.key: row.name for row in methods().values()}
    return {
        "县区": len(scheme.county),
        "分组": len(scheme.group),
        "指标": len(scheme.indicator),
        "指标的种类": _counted(KIND_WORDS[row.kind] for row in scheme.indicator),
        "计分项": len(scheme.criterion),
        "计分办法": _counted(names.get(row.method, "其他") for row in scheme.criterion),
        "台账": len(scheme.ledger),
        "收到的材料": len(view.state.submissions),
        "采用的材料": len(view.state.taken),
        "材料的格式": _counted(_suffix(row.name) for row in view.state.submissions),
        "改正": len(view.state.corrections),
        "说明": len(view.state.explanations),
        "读出的数": len(tuple(done.figures)),
        "问题": _counted(RULES.get(row.code, "本方案的规则") for row in done.findings),
        "没处理的问题": len(view.open_findings),
        "定稿": "是" if view.state.final is not None else "否",
        "只能查看": "是" if view.read_only else "否",
        "示例": "是" if view.sample else "否",
    }


def _settings(settings: Settings) -> dict[str, object]:
    return {
        "外观": settings.theme,
        "字号": settings.font_size,
        "放大": settings.zoom,
        "引导看过": "是" if settings.toured else "否",
        "填了姓名": "是" if settings.by else "否",
        "最近的项目": len(settings.recents),
        "存不下来": "是" if settings.lost else "否",
    }


KNOWN = {
    f".{kind}"
    for kind in ("xlsx", "xlsm", "xls", "xlsb", "et", "csv", "txt", "docx", "doc", "wps", "pdf", "ods", "html", "mht")
}


def _suffix(name: str) -> str:
    """Only of kinds that are known: what stands behind another dot may be anything."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix in KNOWN else "其他"


def _counted(rows: Iterable[str]) -> str:
    counted = Counter(rows)
    return "、".join(f"{name} {count}" for name, count in sorted(counted.items())) or "没有"


def _lines(values: dict[str, object]) -> str:
    return "".join(f"{name}：{value}\n" for name, value in values.items())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "读不出\n"


def _traces(folder: Path | None) -> Iterator[Part]:
    """The log, and the lines of code at which libraries crashed, without where on the disk they lie."""
    if folder is None:
        return
    for at, path in enumerate(kept(folder), 1):
        yield Part(f"日志 {at}.txt", _read(path))
    path = folder / "log" / CRASHES
    if path.is_file() and path.stat().st_size:
        yield Part("崩溃.txt", "\n".join(foreign(line) for line in _read(path).splitlines()[-400:]) + "\n")
