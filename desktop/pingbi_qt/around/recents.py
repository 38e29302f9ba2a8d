"""The projects used last: where they are, what they are called, how far they are; and why one is gone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pingbi_qt.around import stored

if TYPE_CHECKING:
    from pingbi_qt.desk import View

MOST = 20
NAME = "recents.json"


@dataclass(frozen=True, slots=True)
class Recent:
    """One project. `words` is how far it was (9 个县区，已出表), `when` ISO time of its last use."""

    path: str
    name: str = ""
    words: str = ""
    when: str = ""

    @property
    def day(self) -> str:
        """7月22日; empty where the time is not known."""
        parts = self.when[:10].split("-")
        return f"{int(parts[1])}月{int(parts[2])}日" if len(parts) == 3 and "".join(parts).isdecimal() else ""


class Recents:
    """The list in the settings folder; several windows may add to it, so it is read anew each time."""

    def __init__(self, folder: Path | None, refused: Callable[[str], None] = lambda _: None) -> None:
        self._path = folder / NAME if folder is not None else None
        self._refused = refused
        self._kept: tuple[Recent, ...] = ()  # where nothing can be written

    def rows(self) -> tuple[Recent, ...]:
        """The newest first."""
        if self._path is None:
            return self._kept
        fields, said = stored.read(self._path)
        if said:
            self._refused(said)
        found = fields.get("projects")
        rows = [_recent(row) for row in found] if isinstance(found, list) else []
        return (*self._kept, *(row for row in rows if row is not None))[:MOST]

    def used(self, recent: Recent) -> None:
        """To the top."""
        self._write((recent, *(row for row in self.rows() if not _same(row.path, recent.path))))

    def forget(self, path: str) -> None:
        """Off the list; the file stays where it is."""
        self._write(tuple(row for row in self.rows() if not _same(row.path, path)))

    def _write(self, rows: tuple[Recent, ...]) -> None:
        rows = rows[:MOST]
        if self._path is None:
            self._kept = rows
            return
        try:
            stored.write(self._path, {"projects": [asdict(row) for row in rows]})
            self._kept = ()
        except OSError:
            self._path, self._kept = None, rows
            self._refused("最近的项目记不下来（磁盘已满或没有权限），这次关闭后会忘记")


def recent_of(view: View, *, exported: bool = False) -> Recent:
    """How far the open project is, in a few words."""
    words = f"{len(view.scheme.county)} 个县区"
    if view.state.final is not None:
        words += "，已定稿"
    elif exported:
        words += "，已出表"
    elif not view.state.taken:
        words += "，还没有材料"
    else:
        words += f"，待核 {len(view.open_findings)} 处" if view.open_findings else "，核完"
    name = f"{view.period}{view.name}" + ("（示例）" if view.sample else "")
    return Recent(str(view.path.absolute()), name, words, view.saved)


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


def _recent(value: object) -> Recent | None:
    if not isinstance(value, dict) or not isinstance(value.get("path"), str):
        return None
    texts = {key: value[key] for key in ("path", "name", "words", "when") if isinstance(value.get(key), str)}
    return Recent(**texts)


def _same(left: str, right: str) -> bool:
    return left == right or (sys.platform == "win32" and left.lower() == right.lower())
