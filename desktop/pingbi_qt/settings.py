"""What the program remembers between two starts: who works here, the look, the projects of last time."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NamedTuple

from pingbi_qt.around import stored
from pingbi_qt.around.folder import FILE, is_portable, is_writable, portable_folder, settings_folder

MOST_RECENTS = 12
FONT_SIZES = range(12, 19)
ZOOMS = (100, 110, 125, 150, 175, 200)
THEMES = ("system", "light", "dark")


class Recent(NamedTuple):
    """A project of last time, with what was to be said of it then; `when` is ISO time."""

    path: str
    name: str
    words: str = ""
    when: str = ""

    @property
    def missing(self) -> str:
        """Why it cannot be opened; empty where it can. A network drive that is away takes its time to say so."""
        from pingbi_qt.around.recents import why_gone

        return why_gone(Path(self.path))

    @property
    def day(self) -> str:
        """7月22日; empty where the time is not known."""
        parts = self.when[:10].split("-")
        return f"{int(parts[1])}月{int(parts[2])}日" if len(parts) == 3 and "".join(parts).isdecimal() else ""


@dataclass(slots=True)
class Settings:
    """The values, and the folder of their file. What is set is written at once; `lost` says why that cannot be."""

    folder: Path | None
    by: str = ""
    theme: str = "system"
    font_size: int = 14
    zoom: int = 100
    target: str = ""  # the folder to write workbooks to; empty: beside the project
    recents: tuple[Recent, ...] = ()
    toured: bool = False
    hidden: tuple[str, ...] = ()  # hints that were sent away
    geometry: str = ""
    splitters: dict[str, str] = field(default_factory=dict)
    lost: str = field(default="", compare=False)

    def remember(self, path: Path, name: str, words: str, when: str) -> None:
        """A project that is open now stands first; what other windows have added since stays.

        The sample lies in this very folder, anew each time: nobody wants it back.
        """
        if self.folder is not None and path.is_relative_to(self.folder):
            return
        mine = Recent(str(path.absolute()), name, words, when)
        there = load(self.folder).recents if self.folder is not None else ()
        others = [row for row in dict.fromkeys((*self.recents, *there)) if row.path != mine.path]
        newest = {row.path: row for row in sorted(others, key=lambda row: row.when)}
        self.recents = (mine, *(row for row in others if newest[row.path] is row))[:MOST_RECENTS]
        self.save()

    def describe(self, path: Path, words: str, when: str) -> None:
        """How far a project is now; written with the next thing that is."""
        mine = str(path.absolute())
        self.recents = tuple(row._replace(words=words, when=when) if row.path == mine else row for row in self.recents)

    def forget(self, path: str) -> None:
        """Off the list; the file stays where it is."""
        self.recents = tuple(row for row in self.recents if row.path != path)
        self.save()

    def save(self, *, sure: bool = True) -> None:
        """Write them: all of it or nothing. Not `sure`: the disk may take its time, for the window cannot."""
        if self.folder is None:
            self.lost = "设置存不下来（没有能写的文件夹）：下次打开要重新设"
            return
        try:
            stored.write(self.folder / FILE, self._fields(), sure=sure)
            self.lost = ""
        except OSError as error:
            self.lost = f"设置存不下来（{stored.why(error)}）：下次打开要重新设"

    def move(self, *, beside: bool) -> str:
        """From now on beside the program, or in the user's own folder; why that cannot be, in Chinese."""
        place = portable_folder() if beside else settings_folder(portable=False)
        if place is None or not is_writable(place):
            return "程序旁边不能写，设置还放在原来的地方" if beside else "个人文件夹不能写，设置还放在程序旁边"
        before, self.folder = self.folder, place
        self.save()
        if self.lost:
            said, self.folder = self.lost, before
            return said
        if is_portable(before) and before is not None:
            try:
                (before / FILE).unlink(missing_ok=True)
            except OSError:
                return "程序旁边的设置删不掉，下次还会用它"
        return ""

    def _fields(self) -> stored.Fields:
        values = {key: value for key, value in asdict(self).items() if key not in {"folder", "lost"}}
        return values | {"recents": [row._asdict() for row in self.recents]}


def load(folder: Path | None = None) -> Settings:
    """The settings of that folder (of this user where none is given); a damaged file is set aside, and said."""
    folder = folder or settings_folder()
    if folder is None:
        return Settings(None)
    fields, said = stored.read(folder / FILE)
    return Settings(
        folder,
        by=_text(fields, "by"),
        theme=str(_one_of(fields, "theme", THEMES, "system")),
        font_size=int(str(_one_of(fields, "font_size", FONT_SIZES, 14))),
        zoom=int(str(_one_of(fields, "zoom", ZOOMS, 100))),
        target=_text(fields, "target"),
        recents=tuple(row for row in map(_recent, _list(fields, "recents")) if row is not None),
        toured=fields.get("toured") is True,
        hidden=tuple(row for row in _list(fields, "hidden") if isinstance(row, str)),
        geometry=_text(fields, "geometry"),
        splitters=_texts(fields.get("splitters")),
        lost=said,
    )


# What a file of another version, or one that was written by hand, may hold: each value that makes no sense is as if it
# were not there, and the others hold.


def _text(fields: stored.Fields, key: str) -> str:
    value = fields.get(key)
    return value if isinstance(value, str) else ""


def _one_of(
    fields: stored.Fields, key: str, known: range | tuple[int, ...] | tuple[str, ...], default: object
) -> object:
    value = fields.get(key)
    return value if isinstance(value, int | str) and not isinstance(value, bool) and value in known else default


def _list(fields: stored.Fields, key: str) -> list[object]:
    value = fields.get(key)
    return value if isinstance(value, list) else []


def _texts(value: object) -> dict[str, str]:
    rows = value if isinstance(value, dict) else {}
    return {key: row for key, row in rows.items() if isinstance(key, str) and isinstance(row, str)}


def _recent(value: object) -> Recent | None:
    row = _texts(value)
    known = {key: row[key] for key in Recent._fields if key in row}
    return Recent(**{"name": "", **known}) if row.get("path") else None
