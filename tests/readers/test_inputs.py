"""Files, folders and archives in archives become single inputs."""

from __future__ import annotations

import errno
import os
import struct
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
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


@pytest.mark.skipif(sys.platform == "win32", reason="not everybody may make links there, and none to nowhere")
def test_links_that_lead_in_circles_or_nowhere_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nothing.txt")
    found = list(inputs([tmp_path]))
    assert [(item.name, bool(item.error)) for item in found] == [("a.txt", False), ("b.txt", True), ("c.txt", True)]
    assert found[2].error == "是一个链接，它指向的文件不存在"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    for path in (tmp_path, tmp_path / "a.csv"):
        assert [(item.name, item.error) for item in inputs([path])] == [("a.csv", "不是普通文件，没有读")]


def test_a_folder_that_cannot_be_listed_is_said_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "乙").mkdir()
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    scandir = os.scandir

    def listed(path: str) -> object:
        if str(path).endswith("乙"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", listed)
    found = {item.name: item.error for item in inputs([tmp_path])}
    assert found == {"a.txt": "", "乙": "文件夹打不开（没有权限，或正被别的程序打开）"}


def test_a_file_that_vanishes_before_it_is_read_is_said_and_the_others_go_on(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = inputs([tmp_path])
    first = next(found)
    (tmp_path / "b.txt").unlink()
    assert [(item.name, item.error) for item in (first, *found)] == [
        ("a.txt", ""),
        ("b.txt", "打不开（没有这个文件或文件夹）"),
        ("c.txt", ""),
    ]


def test_inputs_are_read_only_when_they_are_asked_for(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"old")
    found = inputs([tmp_path])
    next(found)
    (tmp_path / "b.txt").write_bytes(b"new")
    assert next(found).data == b"new"


def _locked(name: str, data: bytes, password: bytes) -> bytes:
    """An archive with a password: APPNOTE 6.1, each byte is masked by three keys that follow what was written."""
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = [zlib.crc32(bytes([value])) ^ zlib.crc32(b"\0") for value in range(256)]

    def follow(byte: int) -> None:
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 0xFF]

    for byte in password:
        follow(byte)
    crc, hidden = zlib.crc32(data), bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + data:
        mask = keys[2] | 2
        hidden.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
        follow(byte)
    out = BytesIO()
    with ZipFile(out, "w") as target:
        target.writestr(name, bytes(hidden))
    archive = bytearray(out.getvalue())
    for mark, flags, sizes in ((b"PK\3\4", 6, 14), (b"PK\1\2", 8, 16)):
        at = archive.index(mark)
        struct.pack_into("<H", archive, at + flags, struct.unpack_from("<H", archive, at + flags)[0] | 1)
        struct.pack_into("<3I", archive, at + sizes, crc, len(hidden), len(data))
    return bytes(archive)


@pytest.mark.parametrize(
    ("given", "used", "wanted"),
    [
        pytest.param("abc123", b"abc123", (b"30.58", ""), id="the right one"),
        pytest.param("口令", "口令".encode("gbk"), (b"30.58", ""), id="in GBK"),
        pytest.param("abc", b"abc123", (b"", "压缩包的口令不对，或这个文件已损坏"), id="a wrong one"),
        pytest.param(None, b"abc123", (b"", "压缩包有密码，请用 --password 给出口令，或解压后再读"), id="none"),
    ],
)
def test_an_archive_with_a_password(tmp_path: Path, given: str | None, used: bytes, wanted: tuple[bytes, str]) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(_locked("南乐县.csv", b"30.58", used))
    (found,) = inputs([path], given)
    assert (found.name, found.data, found.error) == ("a.zip/南乐县.csv", *wanted)


def test_stronger_encryption_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    archive = bytearray(_locked("a.csv", b"30.58", b"abc"))
    archive[8] = archive[archive.index(b"PK\1\2") + 10] = 99
    path.write_bytes(bytes(archive))
    assert [item.error for item in inputs([path], "abc")] == ["压缩包用 AES 加密，这里解不开，请解压后再读"]


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


def test_a_lock_file_that_is_named_is_said_and_what_has_another_makers_parts_stays_whole(
    tmp_path: Path, archive: Archive
) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(b"x")
    (tmp_path / "a.numbers").write_bytes(archive({"Index/Document.iwa": b"x", "preview.jpg": b"x"}))
    found = list(inputs([tmp_path / "~$a.xlsx", tmp_path]))
    assert [(item.name, bool(item.error)) for item in found] == [("~$a.xlsx", True), ("a.numbers", False)]


@pytest.mark.parametrize(("name", "words"), [("各县.zip", "压缩包"), ("甲县.xlsx", "文件")])
def test_what_is_damaged_is_called_what_a_person_sees(tmp_path: Path, name: str, words: str) -> None:
    damaged = tmp_path / name
    damaged.write_bytes(b"PK\x03\x04" + bytes(900))
    (found,) = inputs([damaged])
    assert found.error == f"{words}不完整或已损坏，请让报送单位重新发送"
