"""Files, folders and archives in archives become single inputs."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from pingbi.readers import inputs
from pingbi.readers.inputs import DEEPEST

Archive = Callable[[dict[str, bytes]], bytes]


def _names(*paths: str | Path) -> list[str]:
    return [item.name for item in inputs(paths)]


def test_a_folder_gives_its_files_by_name_and_passes_over_what_is_none(tmp_path: Path) -> None:
    (tmp_path / "乙").mkdir()
    for name in ("乙/b.txt", "a.csv", "~$a.xlsx", ".hidden.txt", "Thumbs.db", "scheme.toml", "结果.json"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert _names(tmp_path) == ["a.csv", "乙/b.txt"]


@pytest.mark.parametrize("name", ["扫描.jpg", "材料.doc", "材料.wps", "表.rar", "表.ods", "表.xlsb", "无后缀"])
def test_what_may_be_a_submission_is_given_even_where_it_cannot_be_read(
    tmp_path: Path, archive: Archive, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / name).write_bytes(b"x")
    (tmp_path / "a.zip").write_bytes(archive({name: b"x", "Thumbs.db": b"x"}))
    assert _names(tmp_path / "folder") == [name]
    assert _names(tmp_path / "a.zip") == [f"a.zip/{name}"]


def test_when_a_file_was_changed_is_told_also_inside_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    os.utime(path, (1_656_000_000, 1_656_000_000))
    with ZipFile(tmp_path / "b.zip", "w") as target:
        target.writestr(ZipInfo("早.txt", (2022, 7, 1, 8, 0, 0)), b"x")
        target.writestr(ZipInfo("迟.txt", (2022, 7, 2, 8, 0, 0)), b"x")
    found = {item.name: item.modified for item in inputs([path, tmp_path / "b.zip"])}
    assert found["a.txt"] == 1_656_000_000
    assert found["b.zip/迟.txt"] - found["b.zip/早.txt"] == 24 * 3600


def test_why_a_file_cannot_be_opened_is_said_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")

    def refused(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert [item.error for item in inputs([path])] == ["打不开（没有权限，或正被别的程序打开）"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    (tmp_path / "b.txt").symlink_to(path)
    assert _names(path, tmp_path, path) == ["a.txt"]


def test_links_that_lead_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert _names(tmp_path) == ["a.txt"]


def test_a_path_that_is_not_there_is_said_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    found = list(inputs([tmp_path / "没有.xlsx", path]))
    assert [(item.name, bool(item.error)) for item in found] == [("没有.xlsx", True), ("a.txt", False)]


def test_archives_in_archives_are_opened_and_workbooks_stay_whole(
    tmp_path: Path, archive: Archive, workbook: bytes
) -> None:
    inner = archive({"县/表.xlsx": workbook, "__MACOSX/x.txt": b"x", "~$表.xlsx": b"x"})
    path = tmp_path / "全部.zip"
    path.write_bytes(archive({"a.txt": b"x", "内.zip": inner}))
    found = list(inputs([path]))
    assert [item.name for item in found] == ["全部.zip/a.txt", "全部.zip/内.zip/县/表.xlsx"]
    assert found[1].data == workbook


def test_names_in_gbk_without_a_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as target:
        target.writestr(ZipInfo("AAAAAA.txt"), b"x")
    path.write_bytes(path.read_bytes().replace(b"AAAAAA", "南乐县".encode("gbk")))
    assert _names(path) == ["a.zip/南乐县.txt"]


def test_archives_too_deep_in_each_other_are_said(tmp_path: Path, archive: Archive) -> None:
    data = archive({"a.txt": b"x"})
    for _ in range(DEEPEST):
        data = archive({"z.zip": data})
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert [bool(item.error) for item in inputs([path])] == [True]


def test_names_that_climb_out_of_an_archive_write_nothing(tmp_path: Path, archive: Archive) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archive({"../../out.txt": b"x", "/etc/out.txt": b"x"}))
    assert len(_names(path)) == 2
    assert [file.name for file in tmp_path.iterdir()] == ["a.zip"]
    assert not (tmp_path.parent.parent / "out.txt").exists()


def test_a_damaged_archive_is_said_and_its_good_members_are_read(tmp_path: Path, archive: Archive) -> None:
    data = archive({"a.txt": b"good " * 50, "b.txt": bytes(range(256)) * 9})
    where = data.index(b"b.txt") + 60
    path = tmp_path / "a.zip"
    path.write_bytes(data[:where] + b"\xff" * 8 + data[where + 8 :])
    assert [(item.name, bool(item.error)) for item in inputs([path])] == [("a.zip/a.txt", False), ("a.zip/b.txt", True)]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + b"\xff" * 200])
def test_an_archive_that_cannot_be_opened_is_said(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert [bool(item.error) for item in inputs([path])] == [True]


NAMES = [
    pytest.param("南乐县.csv".encode("gbk"), "南乐县.csv", id="GBK"),
    pytest.param(b"a\xff.csv", "a\ufffd.csv", id="no encoding"),
    pytest.param(b"a\nb\x1b[31m.csv", "a\ufffdb\ufffd[31m.csv", id="control characters"),
]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names of any bytes")
@pytest.mark.parametrize(("written", "wanted"), NAMES)
def test_a_files_name_can_always_be_printed(tmp_path: Path, written: bytes, wanted: str) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + written)).write_bytes(b"x")
    (name,) = _names(tmp_path)
    assert name == wanted
    assert name.encode().decode() == name
