"""Small JSON files of the program's own: written whole or not at all, set aside where they are damaged."""

from __future__ import annotations

import errno
import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

TRIES, BETWEEN = 4, 0.02  # seconds
Fields: TypeAlias = dict[str, object]


def read(path: Path) -> tuple[Fields, str]:
    """What the file holds, and what is to be said about it in Chinese; a damaged one is renamed and holds nothing."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}, ""
    except OSError:
        return {}, f"{path.name} 读不出，本次用默认设置"
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found, ""
    aside = path.with_name(f"{path.stem}（已损坏）{path.suffix}")
    try:
        path.replace(aside)
    except OSError:
        return {}, f"{path.name} 已损坏，本次用默认设置"
    return {}, f"{path.name} 已损坏，改用默认设置；原来的留作 {aside.name}"


def write(path: Path, fields: Fields, *, sure: bool = True) -> None:
    """Instead of what was there; the old one stays where it cannot be written. Raises OSError."""
    put(path, json.dumps(fields, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"), sure=sure)


def put(path: Path, data: bytes, *, sure: bool = True) -> None:
    """These bytes instead of what was there, all of them or none. Raises OSError.

    `sure`: also where the power fails in the next moment, which may take the disk a while.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}-{os.urandom(16).hex()[:8]}")
    try:
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            if sure:
                os.fsync(file.fileno())
        _put_in_place(new, path)
    except BaseException:
        with suppress(OSError):  # what could not be written may not be there
            new.unlink(missing_ok=True)
        raise


def _put_in_place(new: Path, path: Path) -> None:
    """On Windows a program that looks through new files may hold one for a moment."""
    for _ in range(TRIES - 1):
        try:
            new.replace(path)
        except PermissionError:
            time.sleep(BETWEEN)
        else:
            return
    new.replace(path)


def why(error: OSError) -> str:
    """Why a file of the program's own cannot be written; without the engine, which may not be loaded yet."""
    known = {errno.ENOSPC: "磁盘已满", errno.EROFS: "磁盘是只读的", errno.EACCES: "没有权限", errno.EPERM: "没有权限"}
    return known.get(error.errno or 0, "文件夹不能写")
