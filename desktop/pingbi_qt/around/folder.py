"""Where the program keeps what is its own: settings, journal and log; never anything of a project."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

CHOSEN = "PINGBI_SETTINGS"  # the environment variable that names another folder
PORTABLE = "pingbi-settings"  # the folder beside the program; where it holds settings, these are used
FILE = "settings.json"
NAME = "pingbi"


def program_folder() -> Path:
    """Where the program itself lies."""
    return Path(sys.executable if getattr(sys, "frozen", False) else sys.argv[0] or ".").resolve().parent


def portable_folder() -> Path:
    """Where the settings of a program lie that is carried about."""
    return program_folder() / PORTABLE


def settings_folder(
    beside: Path | None = None, environment: Mapping[str, str] | None = None, *, portable: bool = True
) -> Path | None:
    """Beside the program where they lie there and can be written, else the user's own folder, else a temporary one.

    Of the latter the first that can be written or holds settings. None where there is none.
    """
    environment = os.environ if environment is None else environment
    if chosen := environment.get(CHOSEN):
        return Path(chosen)
    there = (beside or program_folder()) / PORTABLE
    if portable and (there / FILE).is_file() and is_writable(there):
        return there
    return next((place for place in _places(environment) if (place / FILE).is_file() or is_writable(place)), None)


def _places(environment: Mapping[str, str]) -> Iterator[Path]:
    if sys.platform == "win32":
        if roaming := environment.get("APPDATA"):
            yield Path(roaming) / NAME
    elif configured := environment.get("XDG_CONFIG_HOME"):
        yield Path(configured) / NAME
    home = environment.get("USERPROFILE") or environment.get("HOME")
    if home:
        yield Path(home) / ".config" / NAME
    from tempfile import gettempdir  # seldom needed

    yield Path(gettempdir()) / f"{NAME}-{environment.get('USERNAME') or environment.get('USER') or 'own'}"


def is_portable(folder: Path | None, beside: Path | None = None) -> bool:
    """Whether the settings lie beside the program."""
    return folder is not None and folder == (beside or program_folder()) / PORTABLE


def is_writable(folder: Path) -> bool:
    """Whether files can be made in it; it is made where it is missing."""
    attempt = folder / f".{os.urandom(16).hex()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        attempt.write_bytes(b"")
    except (OSError, ValueError):  # a name that the system cannot have is a ValueError
        return False
    with suppress(OSError):  # an empty file that stays is no harm
        attempt.unlink()
    return True
