"""Where schemes are: beside the checkout, inside the wheel, inside the packaged program."""

from __future__ import annotations

import sys
from pathlib import Path

from pingbi.model import SchemeError

DEFAULT = "industry_half_year"


def templates_folder() -> Path:
    """The folder templates/ of a checkout, an installed wheel or the packaged program."""
    package = Path(__file__).resolve().parent.parent
    bundle = Path(getattr(sys, "_MEIPASS", package))
    for folder in (bundle / "templates", package / "templates", package.parent.parent / "templates"):
        if folder.is_dir():
            return folder
    raise SchemeError(("程序不完整：找不到文件夹 templates，请重新安装",))


def find(name: str | Path) -> Path:
    """The scheme.toml of a file, a folder, a template's name, or (empty) the default scheme. Raises SchemeError."""
    text = str(name) or DEFAULT
    given = Path(text)
    if given.is_file():
        return given
    for candidate in (given / "scheme.toml", templates_folder() / text / "scheme.toml"):
        if candidate.is_file():
            return candidate
    known = sorted(path.parent.name for path in templates_folder().glob("*/scheme.toml"))
    raise SchemeError(
        (f"没有方案“{text}”：请给出 .toml 文件、含 scheme.toml 的文件夹，或内置方案名（{'、'.join(known)}）",)
    )
