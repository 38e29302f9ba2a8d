"""Projects that are made without asking: the sample, and one for files that came while none was open."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from pingbi_qt.around.folder import settings_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pingbi_qt.desk import Desk, Operation, View

FOLDER, SAMPLE = "县区评比", "示例"
SUFFIX = ".pingbi"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
LONGEST = 60  # characters of a file's name


def documents() -> Path:
    """文档 of this user, with the folder of our own."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) / FOLDER if place else Path.home() / FOLDER


def file_name(name: str) -> str:
    """A project's name as that of its file."""
    return _FORBIDDEN.sub("", name).strip(" .")[:LONGEST].strip(" .") or "综合评比"


def free(folder: Path, name: str) -> Path:
    """A project of that name that is not there yet: 名称.pingbi, 名称 (2).pingbi …"""
    stem = file_name(name)
    path, number = folder / f"{stem}{SUFFIX}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}){SUFFIX}"
    return path


def quick_project(
    desk: Desk,
    then: Callable[[View], None],
    failed: Callable[[str], None],
    paths: Iterable[str] = (),
) -> Operation:
    """A project with the built-in scheme in 文档, for the period that the files speak of; it is open for `then`."""
    given = [Path(path) for path in paths]

    def preparing(_: Operation) -> tuple[Path, str]:
        from pingbi.casework.told_period import told_period
        from pingbi.model.catalogue import words
        from pingbi.scheme_draft import built_in, draft_from_text, renewed

        text = built_in()[0].text
        own = draft_from_text(text).cell("scheme", 0, "period")
        period = told_period(given) or own
        if period != own:
            text = renewed(text, period)[0]
        folder = documents()
        folder.mkdir(parents=True, exist_ok=True)
        name = draft_from_text(text).cell("scheme", 0, "name")
        return free(folder, f"{words(period)}{name}"), text

    return desk.run("新建项目", preparing, lambda made: _create(desk, made[0], made[1], then, failed), failed)


def sample_project(desk: Desk, then: Callable[[View, Path], None], failed: Callable[[str], None]) -> Operation:
    """A fresh project for the sample in the settings folder; `then` has it open, and the folder of the submissions."""
    home = (settings_folder() or Path(gettempdir())) / SAMPLE

    def writing(operation: Operation) -> tuple[Path, str, Path]:
        from pingbi.pipeline import write_sample
        from pingbi.scheme_draft import built_in

        _tidy(home)
        folder = home / datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
        material = folder / "各县区报来"
        material.mkdir(parents=True)
        operation.progress(0, 0, "写示例材料")
        write_sample(material)
        return folder / f"示例{SUFFIX}", built_in()[0].text, material

    def made(answer: tuple[Path, str, Path]) -> None:
        path, text, material = answer
        _create(desk, path, text, lambda view: then(view, material), failed)

    return desk.run("打开示例", writing, made, failed)


def _create(desk: Desk, path: Path, text: str, then: Callable[[View], None], failed: Callable[[str], None]) -> None:
    desk.create(path, text, then, failed)


def _tidy(home: Path) -> None:
    """Samples of before; one that is open, here or in another window, stays."""
    from pingbi.project.alive import is_alive
    from pingbi.project.lock import beside, holder_of

    for folder in home.iterdir() if home.is_dir() else ():
        if not any(is_alive(holder_of(beside(path)).pid) for path in folder.glob(f"*{SUFFIX}")):
            shutil.rmtree(folder, ignore_errors=True)
