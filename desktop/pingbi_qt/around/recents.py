"""How far a project is, in a few words for the list of recent ones; and why one of them is gone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pingbi_qt.desk import View


def far_words(view: View) -> str:
    """9 个县区，已出表."""
    words = f"{len(view.scheme.county)} 个县区"
    if view.state.final is not None:
        return f"{words}，已定稿"
    if view.exported:
        return f"{words}，已出表"
    if not view.state.taken:
        return f"{words}，还没有材料"
    return f"{words}，待核 {len(view.open_findings)} 处" if view.open_findings else f"{words}，核完"


def why_gone(path: Path) -> str:
    """Why a project cannot be opened from the list; empty where it is there. Not for the window's thread: a network
    drive that is away takes half a minute to say so.
    """
    try:
        if path.is_file():
            return ""
        drive = _drive(path)
        if drive is not None and not drive.exists():
            return "找不到文件：网络盘没连上？" if str(drive).startswith(("\\\\", "//")) else "找不到文件：U盘未插？"
        return "找不到文件：移走或改名了？" if path.parent.is_dir() else "找不到文件夹：移走或改名了？"
    except OSError:
        return "找不到文件：网络盘没连上？"


def _drive(path: Path) -> Path | None:
    """The drive, or the place where a stick is mounted; None where it is a part of the system."""
    if sys.platform == "win32":
        return Path(path.anchor) if path.anchor else None
    depth = {"media": 4, "run": 5, "mnt": 3}.get(path.parts[1] if len(path.parts) > 1 else "", 0)
    if path.parts[1:3] == ("run", "user") or not depth:
        return None
    return Path(*path.parts[:depth]) if len(path.parts) > depth else None
