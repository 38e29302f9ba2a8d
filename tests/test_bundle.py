"""What lies beside the packaged program: licences, and the installer of the whole."""

from __future__ import annotations

import importlib
import random
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _scripts_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "build"))


def test_the_installer_holds_what_is_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installer = importlib.import_module("installer")
    if not installer.compiler():
        pytest.skip("not installed: makensis")
    monkeypatch.setattr(installer, "DIST", tmp_path)
    (folder := tmp_path / "程序 文件夹").mkdir()
    (folder / "pingbi.exe").write_bytes(b"MZ")
    least = installer.make(folder).stat().st_size
    (folder / "更多").write_bytes(random.Random(1).randbytes(100_000))  # noqa: S311  # what cannot be packed
    assert installer.make(folder).stat().st_size - least > 90_000


def test_what_stands_inside_pdfium_has_its_licences_and_qt_the_lgpl(tmp_path: Path) -> None:
    licences = importlib.import_module("licences")
    assert licences.gather(["pypdfium2", "pyside6-essentials"], tmp_path / "licences") == ["pyside6-essentials"]
    found = {path.relative_to(tmp_path / "licences").as_posix() for path in tmp_path.rglob("*.txt")}
    assert {"LGPL-3.txt", "GPL-3.txt", "说明.txt"} <= found
    assert any(place.startswith("pypdfium2") and place.endswith("BUILD_LICENSES/pdfium.txt") for place in found)
    assert not any("Commercial" in place for place in found)
    assert "6.9.3" in (tmp_path / "licences" / "说明.txt").read_text(encoding="utf-8-sig")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Windows and its libraries are one")
def test_what_else_the_machine_that_packs_has_stays_out(monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = importlib.import_module("bundle")
    ours = [
        ("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0", "BINARY"),
        ("libffi.so.8", "/usr/lib/x86_64-linux-gnu/libffi.so.8", "BINARY"),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "/venv/PySide6/Qt/lib/libQt6Core.so.6", "BINARY"),
        ("msgspec/_core.so", "/venv/msgspec/_core.so", "EXTENSION"),
    ]
    others = [
        (f"{name}.so.0", f"/usr/lib/x86_64-linux-gnu/{name}.so.0", "BINARY")
        for name in ("libgtk-3", "libatspi", "libXi", "libX11", "libglib-2.0", "libstdc++", "libxcb", "libepoxy")
    ]
    assert bundle.kept([*ours, *others]) == ours
    monkeypatch.setattr(sys, "platform", "win32")
    dll = ("libffi-8.dll", r"C:\Python\DLLs\libffi-8.dll", "BINARY")
    assert bundle.kept([dll]) == [dll]


def test_the_glibc_that_is_wanted_is_the_newest_that_a_library_names(tmp_path: Path) -> None:
    contents = importlib.import_module("packaged_contents")
    assert contents.wanted_glibc(tmp_path) == ""
    (tmp_path / "old.so").write_bytes(b"\x7fELF..\0GLIBC_2.2.5\0GLIBC_2.17\0strlen\0")
    (tmp_path / "new.so").write_bytes(b"\x7fELF..\0GLIBC_2.28\0GLIBC_2.4\0")
    (tmp_path / "words.txt").write_bytes(b"\0GLIBC_2.99\0")
    assert contents.wanted_glibc(tmp_path) == "要求 glibc 2.28（new.so 等 1 个）"
