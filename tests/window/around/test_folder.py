"""Where the program keeps its own files, and that they are whole or not there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pingbi_qt.around import folder, stored
from pingbi_qt.around.folder import CHOSEN, FILE, PORTABLE, is_portable, is_writable, settings_folder

windows_only = pytest.mark.skipif(sys.platform == "win32", reason="the places of Linux")


@windows_only
def test_the_settings_lie_in_the_users_own_folder(tmp_path: Path) -> None:
    assert settings_folder(tmp_path, {"HOME": str(tmp_path / "home")}) == tmp_path / "home" / ".config" / "pingbi"
    assert settings_folder(tmp_path, {"XDG_CONFIG_HOME": str(tmp_path / "set"), "HOME": "/nowhere"}) == (
        tmp_path / "set" / "pingbi"
    )


def test_a_portable_program_takes_its_settings_with_it(tmp_path: Path) -> None:
    stored.write(tmp_path / PORTABLE / FILE, {})
    found = settings_folder(tmp_path, {"HOME": str(tmp_path / "home")})
    assert found == tmp_path / PORTABLE
    assert is_portable(found, tmp_path)
    assert not is_portable(tmp_path / "home", tmp_path)
    assert settings_folder(tmp_path, {"HOME": str(tmp_path)}, portable=False) == tmp_path / ".config" / "pingbi"


def test_settings_beside_a_program_that_cannot_be_written_give_way_to_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored.write(tmp_path / PORTABLE / FILE, {})
    monkeypatch.setattr(folder, "is_writable", lambda place: not place.is_relative_to(tmp_path / PORTABLE))
    found = settings_folder(tmp_path, {"XDG_CONFIG_HOME": str(tmp_path / "set"), "APPDATA": str(tmp_path / "set")})
    assert found == tmp_path / "set" / "pingbi"


def test_settings_that_are_there_are_read_though_the_folder_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored.write(tmp_path / "set" / "pingbi" / FILE, {})
    monkeypatch.setattr(folder, "is_writable", lambda _place: False)
    variable = "APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME"
    assert settings_folder(tmp_path, {variable: str(tmp_path / "set")}) == tmp_path / "set" / "pingbi"


def test_a_folder_that_is_named_is_the_folder_whatever_can_be_written(tmp_path: Path) -> None:
    assert settings_folder(tmp_path, {CHOSEN: "/no/such/place", "HOME": str(tmp_path)}) == Path("/no/such/place")


def test_without_a_home_a_temporary_folder_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "scratch"))
    assert settings_folder(tmp_path, {}) == tmp_path / "scratch" / "pingbi-own"


def test_where_nothing_can_be_written_there_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "file" / "below"))
    assert settings_folder(tmp_path, {"HOME": str(tmp_path / "file")}) is None
    assert not is_writable(tmp_path / "file" / "below")
    assert not is_writable(Path("no\0name"))


def test_what_was_written_is_read_again_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    stored.write(path, {"name": "张三", "size": 14})
    assert stored.read(path) == ({"name": "张三", "size": 14}, "")
    assert [row.name for row in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("data", [b"{", b"\xff\xfe\x00", b"[1]", b"", b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_said(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(data)
    assert stored.read(path) == ({}, "settings.json 已损坏，改用默认设置；原来的留作 settings（已损坏）.json")
    assert (tmp_path / "settings（已损坏）.json").read_bytes() == data
    assert stored.read(path) == ({}, "")


def test_the_old_file_stays_where_the_new_one_cannot_be_put_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    stored.write(path, {"size": 14})

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "open elsewhere")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        stored.write(path, {"size": 18})
    assert stored.read(path) == ({"size": 14}, "")
    assert [row.name for row in tmp_path.iterdir()] == ["settings.json"]


def test_a_file_that_another_program_holds_for_a_moment_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, refusals = Path.replace, [PermissionError(13, "scanned"), PermissionError(13, "scanned")]

    def refuse(path: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return really(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    stored.write(tmp_path / "settings.json", {"size": 14})
    assert stored.read(tmp_path / "settings.json") == ({"size": 14}, "")


def test_a_full_disk_leaves_the_old_file(small_disk: Path) -> None:
    path = small_disk / "settings.json"
    stored.write(path, {"size": 14})
    (small_disk / "rest").write_bytes(b"x" * 500_000)
    with pytest.raises(OSError, match="space"):
        stored.write(path, {"size": "x" * 100_000})
    assert stored.read(path) == ({"size": 14}, "")
