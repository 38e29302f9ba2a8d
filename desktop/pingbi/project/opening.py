"""A project file is made or opened: for writing where nobody else has it, else for reading."""

from __future__ import annotations

from hashlib import sha256
from os import W_OK, access
from pathlib import Path

from pingbi.model import PingbiError
from pingbi.project import store as files
from pingbi.project.changes import names_of
from pingbi.project.encoding import encoded
from pingbi.project.failures import FullError
from pingbi.project.lock import Lock, take
from pingbi.project.project import Project, now
from pingbi.project.state import SchemeVersion
from pingbi.project.tables import header


def create(path: Path, scheme_text: str, by: str, program: str = "") -> Project:
    """A new project with its scheme (checked by the caller). Raises PingbiError where the name is taken."""
    if path.exists():
        raise PingbiError(f"{path.name} 已经有了；请换一个名称，或打开它")
    try:
        names_of(scheme_text)
    except ValueError:
        raise PingbiError("方案不是有效的 TOML 文字，不能建立项目") from None
    data = scheme_text.encode("utf-8")
    base = SchemeVersion(sha256(data).hexdigest(), 0, now(), by)
    with files.beginning(path) as store, store.writing():
        store.add_content(data)
        store.set_meta("base", encoded(base))
        store.set_meta("program", program.encode())
        store.set_meta("last", b"0")
    return open_project(path, by, program)


def open_project(path: Path, by: str, program: str = "", *, read_only: bool = False) -> Project:
    """A project, for writing where nobody else has it open and its folder can be written to; else for reading.

    `by` is who makes the changes. Raises PingbiError for what is no project or one of a newer program, DamagedError
    for a damaged one. `Project.read_only` says why it cannot be changed.
    """
    header(path)
    taken = None if read_only else _taken(path, by)
    why = "按要求只读打开" if taken is None else taken
    if isinstance(taken, Lock):
        try:
            return _for_writing(path, by, program, taken)
        except FullError:
            why = "磁盘已满，改动存不下；请腾出空间后重新打开"
    return Project(path, files.opened(path, writable=False), by, read_only=f"{path.name} 只能查看：{why}")


def _for_writing(path: Path, by: str, program: str, lock: Lock) -> Project:
    store = None
    try:
        store = files.opened(path, writable=True)
        held = Project(path, store, by, lock)
        if program and store.meta("program") != program.encode():  # a damaged file has been refused by now, untouched
            with store.writing():
                store.set_meta("program", program.encode())
    except BaseException:
        if store is not None:
            store.close()
        lock.release()
        raise
    return held


def _taken(path: Path, by: str) -> Lock | str:
    """The lock, or why there is none."""
    if not access(path, W_OK):
        return "文件是只读的"
    taken = take(path, by, now())
    if isinstance(taken, Lock):
        return taken
    return f"不能在它所在的文件夹里写（{taken}）" if isinstance(taken, str) else f"{taken}正在使用"
