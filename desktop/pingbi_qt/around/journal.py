"""What is at stake while a project is open, kept outside of it: after a crash the next start says what is left to do.

Finished steps are in the project file itself. Here stand the files that are still to be read and texts half written.
One small file a project; no figure is in it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pingbi_qt.around import stored


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What the last session with a project left: whether it ended well, and the files it had not read."""

    project: Path
    crashed: bool = False
    files: tuple[str, ...] = ()


@dataclass(slots=True)
class Journal:
    """Of the project that is open. What cannot be kept is said once, by `refused`, and the work goes on."""

    folder: Path | None
    refused: Callable[[str], None] = lambda _: None
    later: Callable[[Callable[[], None]], None] = lambda write: write()  # texts grow by a letter: not each at once
    project: Path | None = None
    _files: list[str] = field(default_factory=list)
    _drafts: dict[str, str] = field(default_factory=dict)
    _said: bool = False

    def begin(self, project: Path) -> Unfinished:
        """A project is open now; what was left of it."""
        found = _read(self.folder, project)
        self.project = project
        self._drafts = _texts(found.get("drafts"))
        self._files = _names(found.get("files"))
        left = Unfinished(project, bool(found.get("open")), tuple(self._files))
        self._keep(opened=True)
        return left

    def reading(self, files: Iterable[str | Path]) -> None:
        """These files are still to be read; none where all are."""
        names = [str(Path(row).absolute()) for row in files]
        if names != self._files:
            self._files = names
            self._keep(opened=True)

    def draft(self, key: str, text: str) -> None:
        """A text half written, by a key such as `correct/南乐县/reform`; an empty one is forgotten."""
        if text == self._drafts.get(key, ""):
            return
        if text:
            self._drafts[key] = text
        else:
            self._drafts.pop(key, None)
        self.later(self.write_texts)

    def draft_of(self, key: str) -> str:
        """What was written last under that key; empty where nothing."""
        return self._drafts.get(key, "")

    @property
    def drafts(self) -> dict[str, str]:
        """All texts half written, by their keys."""
        return dict(self._drafts)

    def write_texts(self) -> None:
        """Texts that were not written yet."""
        if self.project is not None:
            self._keep(opened=True)

    def copy(self, project: Path) -> None:
        """The project was saved as another: what is left to do of it is to be done there."""
        self._keep_of(project, opened=False)

    def end(self) -> None:
        """The project is closed as it should be; drafts stay."""
        if self.project is not None:
            self._keep(opened=False)
        self.project, self._files, self._drafts = None, [], {}

    def _keep(self, *, opened: bool) -> None:
        if self.project is not None:
            self._keep_of(self.project, opened=opened)

    def _keep_of(self, project: Path, *, opened: bool) -> None:
        if self.folder is None:
            return
        fields: stored.Fields = {"project": str(project), "open": opened, "pid": os.getpid() if opened else 0}
        fields |= {"files": self._files, "drafts": self._drafts}
        path = place(self.folder, project)
        try:
            if opened or self._drafts or self._files:
                stored.write(path, fields, sure=False)
            else:
                path.unlink(missing_ok=True)
        except OSError:
            if not self._said:
                self._said = True
                self.refused("程序的记事写不下来（磁盘已满或没有权限）；项目本身照常保存")


def place(folder: Path, project: Path) -> Path:
    """The journal of a project, however its path is written; named by a digest, for no path is too long then."""
    from hashlib import sha256  # it loads much, and most starts name no project

    path = str(project.resolve())
    key = path.casefold() if sys.platform == "win32" else path
    return folder / "journal" / f"{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}.json"


def crashed(folder: Path | None, alive: Callable[[int], bool]) -> tuple[Unfinished, ...]:
    """The sessions that did not end well, the newest first; those of programs that still run are none."""
    if folder is None:
        return ()
    found = []
    for path in (folder / "journal").glob("*.json"):
        fields, _ = stored.read(path)  # a damaged one is set aside: the projects have all finished steps themselves
        pid, name = fields.get("pid"), fields.get("project")
        if fields.get("open") and isinstance(name, str) and isinstance(pid, int) and not alive(pid):
            row = Unfinished(Path(name), crashed=True, files=tuple(_names(fields.get("files"))))
            found.append((_changed(path), row))
    return tuple(row for _, row in sorted(found, key=lambda pair: pair[0], reverse=True))


def settle(folder: Path | None, project: Path) -> None:
    """That a session did not end well has been said, and is not to be said again. What it left stays."""
    fields = _read(folder, project)
    if folder is not None and fields.get("open"):
        with suppress(OSError):  # it will be said once more
            stored.write(place(folder, project), fields | {"open": False, "pid": 0}, sure=False)


def used_by(folder: Path | None, project: Path) -> int:
    """The process that has the project open by its own account; 0 where none says so."""
    fields = _read(folder, project)
    pid = fields.get("pid")
    return pid if fields.get("open") and isinstance(pid, int) else 0


def _read(folder: Path | None, project: Path) -> stored.Fields:
    return stored.read(place(folder, project))[0] if folder is not None else {}


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _names(value: object) -> list[str]:
    return [row for row in value if isinstance(row, str)] if isinstance(value, list) else []


def _texts(value: object) -> dict[str, str]:
    return {key: row for key, row in value.items() if isinstance(row, str)} if isinstance(value, dict) else {}
