"""The filler's own file with its findings marked, or a list alone where the file cannot be marked."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import UnreadableFileError
from pingbi.model.returned import SHEET, heading
from pingbi.readers import archive as archives
from pingbi.readers.xlsx import Xlsx
from pingbi.readers.xlsx_markup import BROKEN
from pingbi.returns.graft import made_alone
from pingbi.returns.listing import rows
from pingbi.returns.marking import with_marks
from pingbi.returns.sheet import About, plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pingbi.model import Finding
    from pingbi.readers import Document, Sheet
    from pingbi.returns.listing import Row
    from pingbi.scheme import Scheme

_OTHERWISE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再报"


class Returned(NamedTuple):
    """A file to send back: its name, its bytes, and whether it is the filler's own with cells marked.

    The filler's own keeps its name: findings that name the file are the same ones when it comes again.
    """

    name: str
    data: bytes
    marked: bool


def marked(
    data: bytes,
    name: str,
    findings: Sequence[Finding],
    scheme: Scheme,
    *,
    county: str = "",
    until: date | None = None,
) -> Returned:
    """The filler's workbook with its findings; a workbook with the list alone where it is none that can be marked.

    `name` is the file's as findings have it. `until` is when it must be back, else the scheme's day of reporting.
    """
    about = About(scheme, county, name, until)
    listed = rows(findings, name)
    path = PurePosixPath(name.replace("\\", "/"))
    patched = _patched(data, name, about, listed) if Xlsx.recognises(data, name) else None
    if patched is not None:
        return Returned(path.name, patched, marked=True)
    return Returned(f"{path.stem}（{SHEET}）.xlsx", made_alone(plan(about, listed), about.fonts), marked=False)


def _patched(data: bytes, name: str, about: About, listed: Sequence[Row]) -> bytes | None:
    """The marked file; None where it is no sound workbook: that is not made worse, the list goes alone."""
    try:
        before = Xlsx.read(data, name, None)
        with archives.opened(data, _OTHERWISE) as archive:
            patched = with_marks(archive, before, about, listed)
        after = Xlsx.read(patched, name, None)
    except (*BROKEN, UnreadableFileError):
        return None
    return patched if _own(after) == _own(before) and after.lost == before.lost else None


def _own(document: Document) -> list[Sheet]:
    """The filler's sheets."""
    return [sheet for sheet in document.sheets if heading(sheet.cells) is None]
