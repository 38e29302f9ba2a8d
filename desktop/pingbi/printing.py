"""A workbook as PDF, by whichever office program is installed: LibreOffice, on Windows also Excel and WPS."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pingbi.model import PingbiError, reason
from pingbi.outside import variables
from pingbi.workbook import put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = 300  # seconds
# Excel, then WPS under its present and its former name. A machine with WPS alone may answer to Excel's.
AUTOMATED = ("Excel.Application", "KET.Application", "ET.Application")
# One argument a name: the paths reach the script as environment variables, so that none of their signs is code.
SCRIPT = """
$ErrorActionPreference = 'Stop'
$app = New-Object -ComObject $env:PINGBI_PROGRAM
try {
  $app.Visible = $false
  $app.DisplayAlerts = $false
  $book = $app.Workbooks.Open($env:PINGBI_WORKBOOK, 0, $true)
  try { $book.ExportAsFixedFormat(0, $env:PINGBI_PDF) } finally { $book.Close($false) }
} finally {
  $app.Quit()
  [void][Runtime.InteropServices.Marshal]::ReleaseComObject($app)
}
"""
# Where LibreOffice stands when its folder is not among those that are searched.
USUAL = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)


class Printer(NamedTuple):
    """A program, and what makes it write the PDF of a workbook. The call raises SubprocessError or OSError."""

    name: str
    write: Callable[[Path, Path], None]


def printers() -> Iterator[Printer]:
    """The programs that may be there, the one that is asked first at the head."""
    powershell = shutil.which("powershell") if sys.platform == "win32" else None
    for program in AUTOMATED if powershell else ():
        yield Printer(program, partial(_automated, str(powershell), program))
    here = next((path for path in USUAL if Path(path).is_file()), None)
    office = shutil.which("soffice") or shutil.which("libreoffice") or here
    if office is not None:
        yield Printer("LibreOffice", partial(_headless, office))


def pdf(workbook: Path) -> Path:
    """The workbook as PDF beside it; where it really stands. What has its name and was not written here stays.

    Raises PingbiError where no program is installed, or none of them wrote it.
    """
    target = workbook.with_suffix(".pdf")
    asked = []
    for printer in printers():
        asked.append(printer.name)
        with tempfile.TemporaryDirectory(prefix="pingbi-") as folder:
            made = Path(folder, target.name)
            try:
                printer.write(workbook.resolve(), made)
            except (subprocess.SubprocessError, OSError):
                continue  # the next program; where there is none, the error below names all
            if made.is_file():
                return _placed(made, target)
    if not asked:
        need = "另存 PDF 需要 LibreOffice（或 Windows 上的 Excel、WPS），这台电脑没有装"
        raise PingbiError(f"{need}；工作簿已写好：{workbook}")
    raise PingbiError(f"{'、'.join(asked)} 没有写出 PDF；工作簿已写好：{workbook}")


def _placed(made: Path, target: Path) -> Path:
    """In its place, with our mark; under its free name where the old one is open, or is none of ours: a signed scan."""
    data = made.read_bytes()
    try:
        return put(data + _mark(data), target, keep=True, ours=_ours)
    except OSError as error:
        raise PingbiError(f"{target.name} 没有写出（{reason(error)}）；工作簿已写好") from None


def _mark(data: bytes) -> bytes:
    """A comment at the very end, which says what stands before it: whatever saves the file anew leaves another end."""
    return b"\n%pingbi " + hashlib.sha256(data).hexdigest().encode() + b"\n"


def _ours(path: Path) -> bool:
    try:
        data = path.read_bytes()
    except OSError:
        return False
    before = data[: -len(_mark(b""))]
    return data == before + _mark(before)


def _headless(office: str, workbook: Path, target: Path) -> None:
    """LibreOffice under a profile of its own: one that is open on the desktop would take the file and do nothing."""
    with tempfile.TemporaryDirectory(prefix="pingbi-") as profile:
        command = [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf"]
        command += ["--outdir", str(target.parent), str(workbook)]
        subprocess.run(command, check=True, capture_output=True, timeout=LONGEST, env=variables())  # noqa: S603  # ours


def _automated(powershell: str, program: str, workbook: Path, target: Path) -> None:
    given = {"PINGBI_PROGRAM": program, "PINGBI_WORKBOOK": str(workbook), "PINGBI_PDF": str(target)}
    command = [powershell, "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-Command", SCRIPT]
    subprocess.run(command, check=True, capture_output=True, timeout=LONGEST, env=os.environ | given)  # noqa: S603  # ours
