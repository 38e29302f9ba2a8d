"""A scheme as a workbook for people who work in Excel, and back, with nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pingbi.model import PingbiError, SchemeError, UnreadableFileError, reason
from pingbi.readers import Input, read
from pingbi.reading import apart
from pingbi.scheme_book.back import SchemeRead, scheme_of
from pingbi.scheme_book.pages import book_of
from pingbi.scoring import METHODS

if TYPE_CHECKING:
    from pathlib import Path

    from pingbi.reading import File
    from pingbi.scheme import Scheme
    from pingbi.workbook import WorkbookPlan


def to_excel(scheme: Scheme) -> WorkbookPlan:
    """The scheme as a workbook. Raises SchemeError where a text is longer than a cell can be."""
    return book_of(scheme, METHODS)


def from_excel(path: Path) -> SchemeRead:
    """The scheme of a workbook. Raises SchemeError with every mistake, PingbiError where it cannot be read."""
    try:
        item = Input(path.name, path.read_bytes())
    except OSError as error:
        raise PingbiError(f"{path.name} 打不开（{reason(error)}）") from None
    try:
        found = apart(_scheme, None, item)
    except UnreadableFileError as error:
        raise PingbiError(f"{path.name} 不能转换：{error}") from None
    if found.mistakes:
        raise SchemeError(found.mistakes)
    return found


def _scheme(_: None, file: File) -> SchemeRead:
    return scheme_of(read(file.data, file.name), METHODS)


__all__ = ["SchemeRead", "from_excel", "scheme_of", "to_excel"]
