"""What the program remembers between two starts: who works here, the look, the projects of last time."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

FOLDER = "PINGBI_SETTINGS"  # the environment variable that names another folder for them
FILE = "设置.json"
MOST_RECENTS = 12
FONT_SIZES = range(12, 19)
ZOOMS = (100, 110, 125, 150, 175, 200)
THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Recent:
    """A project of last time, with what was to be said of it then; `when` is ISO time."""

    path: str
    name: str
    words: str = ""
    when: str = ""

    @property
    def missing(self) -> str:
        """Why it cannot be opened; empty where it can."""
        if Path(self.path).is_file():
            return ""
        drive = Path(self.path).anchor
        return "找不到文件：U盘未插？" if drive and not Path(drive).exists() else "找不到文件：移走或改名了？"


@dataclass(slots=True)
class Settings:
    """The values, and the file they stand in. What is set is written at once; `lost` says why that was not possible."""

    folder: Path
    by: str = ""
    theme: str = "system"
    font_size: int = 14
    zoom: int = 100
    recents: tuple[Recent, ...] = ()
    toured: bool = False
    geometry: str = ""
    splitters: dict[str, str] = field(default_factory=dict)
    lost: str = field(default="", compare=False)

    def remember(self, path: Path, name: str, words: str, when: str) -> None:
        """A project that is open now stands first."""
        mine = Recent(str(path), name, words, when)
        others = (row for row in self.recents if row.path != mine.path)
        self.recents = (mine, *others)[:MOST_RECENTS]
        self.save()

    def save(self) -> None:
        """Write them: all of it or nothing."""
        values = {key: value for key, value in asdict(self).items() if key not in {"folder", "lost"}}
        text = json.dumps(values, ensure_ascii=False, indent=1)
        made = ""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", encoding="utf-8", dir=self.folder, suffix=".new", delete=False) as file:
                made = file.name
                file.write(text)
            Path(made).replace(self.folder / FILE)
            self.lost = ""
        except OSError as error:
            if made:
                Path(made).unlink(missing_ok=True)
            self.lost = f"设置存不下来（{error.strerror}）：下次打开要重新设"


def load(folder: Path | None = None) -> Settings:
    """The settings of that folder (of this user where none is given); a damaged file is set aside, and said."""
    folder = folder or settings_folder()
    fresh = Settings(folder)
    path = folder / FILE
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return _understood(fresh, read)
    except FileNotFoundError:
        return fresh
    except OSError as error:
        return replace(fresh, lost=f"设置读不出来（{error.strerror}），先用默认的")
    except (ValueError, TypeError, KeyError):
        aside = path.with_name("设置（损坏）.json")
        try:
            path.replace(aside)
        except OSError as error:
            return replace(fresh, lost=f"设置文件坏了，也移不开（{error.strerror}），先用默认的")
        return replace(fresh, lost="设置文件坏了，已移到一边，先用默认的")


def settings_folder() -> Path:
    """Of this user: of the variable where it is set, beside the program in portable use, else the system's place."""
    if named := os.environ.get(FOLDER):
        return Path(named)
    if roaming := os.environ.get("APPDATA"):
        return Path(roaming) / "县区评比"
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111  # never raises
    return Path(base) / "pingbi"


def _understood(fresh: Settings, read: dict[str, object]) -> Settings:
    """Raises ValueError, TypeError, KeyError for what no settings are."""
    rows = read.get("recents", [])
    if not isinstance(rows, list):
        raise TypeError
    kept = {
        "by": str(read.get("by", "")),
        "theme": str(read.get("theme", fresh.theme)),
        "font_size": int(str(read.get("font_size", fresh.font_size))),
        "zoom": int(str(read.get("zoom", fresh.zoom))),
        "toured": bool(read.get("toured", False)),
        "geometry": str(read.get("geometry", "")),
    }
    if kept["theme"] not in THEMES or kept["font_size"] not in FONT_SIZES or kept["zoom"] not in ZOOMS:
        raise ValueError
    splitters = read.get("splitters", {})
    if not isinstance(splitters, dict):
        raise TypeError
    return Settings(
        fresh.folder,
        recents=tuple(Recent(**row) for row in rows),
        splitters={str(key): str(value) for key, value in splitters.items()},
        **kept,  # type: ignore[arg-type]  # each by its own type, above
    )
