"""Whether a workbook is still what was written: its cells one by one, and its points made again from its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model import PingbiError, UnreadableFileError, reason
from pingbi.readers import Input, as_saved
from pingbi.reading import apart
from pingbi.verifying.verdict import Verdict, verdict

if TYPE_CHECKING:
    from pathlib import Path

    from pingbi.reading import File


def verify(path: Path) -> Verdict:
    """What differs in a workbook, in Chinese lines. Raises PingbiError where it is none of ours."""
    try:
        item = Input(path.name, path.read_bytes())
    except OSError as error:
        raise PingbiError(f"{path.name} 打不开（{reason(error)}）") from None
    try:
        return apart(_verified, None, item)
    except UnreadableFileError as error:
        raise PingbiError(f"{path.name} 不能核对：{error}") from None


def _verified(_: None, file: File) -> Verdict:
    return verdict(as_saved(file.data, file.name))


__all__ = ["Verdict", "verdict", "verify"]
