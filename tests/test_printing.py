"""A workbook as PDF, by LibreOffice, and by the programs of Windows as far as that can be seen here."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import xlsxwriter

from pingbi import printing
from pingbi.model import PingbiError


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "综合 评比'1.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("综合排名").write("A1", "Nanle 99.64")
        hidden = book.add_worksheet("藏着")
        hidden.write("A1", "unseen")
        hidden.hide()
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks Excel or WPS, see below")
@pytest.mark.office
def test_libreoffice_writes_what_is_seen_beside_the_workbook(workbook: Path) -> None:
    target = printing.pdf(workbook)
    assert target == workbook.with_suffix(".pdf")
    document = pypdfium2.PdfDocument(target.read_bytes())
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert text.strip() == "Nanle 99.64"
    assert sorted(path.name for path in workbook.parent.iterdir()) == sorted([target.name, workbook.name])


class Windows:
    """A machine with powershell, and the programs that are installed there."""

    def __init__(self, installed: Sequence[str]) -> None:
        self.installed, self.asked = installed, list[str]()

    def run(self, command: list[str], **options: Any) -> None:  # noqa: ANN401  # as subprocess has them
        given = options["env"]
        self.asked.append(given["PINGBI_PROGRAM"])
        assert "综合" not in " ".join(command)  # no path is part of a script
        if given["PINGBI_PROGRAM"] not in self.installed:
            raise subprocess.CalledProcessError(1, command)
        Path(given["PINGBI_PDF"]).write_bytes(f"%PDF of {Path(given['PINGBI_WORKBOOK']).name}".encode())


def windows(monkeypatch: pytest.MonkeyPatch, installed: Sequence[str]) -> Windows:
    made = Windows(installed)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("shutil.which", lambda name: "powershell.exe" if name == "powershell" else None)
    monkeypatch.setattr(printing, "USUAL", ())
    monkeypatch.setattr("subprocess.run", made.run)
    return made


def test_on_windows_excel_is_asked_then_wps(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = windows(monkeypatch, ["KET.Application", "ET.Application"])
    written = printing.pdf(workbook).read_bytes().decode()
    assert written.startswith(f"%PDF of {workbook.name}\n%pingbi ")
    assert machine.asked == ["Excel.Application", "KET.Application"]
    assert printing.pdf(workbook) == workbook.with_suffix(".pdf")  # an older one is written over


@pytest.mark.parametrize("change", [lambda _: b"%PDF a signed scan", lambda data: data + b"signed", bytes.lower])
def test_a_pdf_that_was_not_written_here_stays(
    workbook: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[bytes], bytes]
) -> None:
    windows(monkeypatch, ["Excel.Application"])
    signed = printing.pdf(workbook)
    scan = change(signed.read_bytes())
    signed.write_bytes(scan)
    first = printing.pdf(workbook)
    assert first.name == f"{workbook.stem} (1).pdf"
    assert printing.pdf(workbook) == first  # which is ours
    assert signed.read_bytes() == scan


def test_where_no_program_writes_it_all_that_were_asked_are_named(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows(monkeypatch, [])
    with pytest.raises(PingbiError) as raised:
        printing.pdf(workbook)
    assert "Excel.Application、KET.Application、ET.Application 没有写出 PDF；工作簿已写好" in str(raised.value)


def test_a_pdf_that_is_open_in_a_reader_is_not_lost(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows(monkeypatch, ["Excel.Application"])
    taken, moved = workbook.with_suffix(".pdf"), Path.replace

    def replace(made: Path, target: Path) -> Path:
        if target == taken:
            raise PermissionError(13, "open elsewhere")
        return moved(made, target)

    monkeypatch.setattr(Path, "replace", replace)
    assert printing.pdf(workbook).name == f"{workbook.stem} (1).pdf"
