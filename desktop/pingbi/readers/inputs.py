"""Files, folders and archives in archives -> single inputs. What no office sends as a submission is passed over."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

from pingbi.model import reason
from pingbi.readers import archive as archives
from pingbi.readers.document import Input

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What a submission may be, whether it can be read or must be refused by name; without an ending its bytes decide.
TABLES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".xlsb", ".et", ".ett"}) | frozenset(
    {".ods", ".ots", ".fods", ".xml", ".csv", ".tsv"}
)
TEXTS = frozenset({".txt", ".docx", ".docm", ".doc", ".wps", ".odt", ".rtf", ".pdf", ".ofd", ".htm", ".html", ".mht"})
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".heic"})
KNOWN = TABLES | TEXTS | PICTURES | {".zip", ".rar", ".7z", ".numbers", ".mdb", ".accdb", ""}
LARGEST = 64 * 1024 * 1024  # bytes of one input; a submission has some hundred kilobytes
DEEPEST = 3  # archives in archives
MOST = 2000  # files of one archive
LARGEST_LOCKED = 8 * 1024 * 1024  # bytes of one with a password: they are decrypted one by one, a second a megabyte
_AES = 99  # how WinZip, 7-Zip and WinRAR mark their stronger encryption


def inputs(paths: Iterable[str | Path], password: str | None = None) -> Iterator[Input]:
    """Every file once, in the order of the paths and then by name; `-` is text on standard input.

    One at a time: what was given is not kept. `password` opens archives that have one.
    """
    seen: set[str] = set()
    for path in paths:
        if path == "-":
            yield Input("标准输入", sys.stdin.buffer.read(LARGEST), modified=time.time())
            continue
        where = Path(path)
        if not os.path.lexists(where):
            yield Input(_readable(where.name), error="没有这个文件或文件夹")
            continue
        lock = "是 Office 打开文件时留下的临时文件，不是表格" if where.name.startswith("~$") else ""
        named = _below(where) if where.is_dir() else [(where, _readable(where.name), lock)]
        for file, name, error in named:
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield from [Input(name, error=error)] if error else _file(file, name, password)


def _below(folder: Path) -> list[tuple[Path, str, str]]:
    """(file, its name, why its folder cannot be listed) of all that may be submissions, by name."""
    found: list[tuple[Path, str, str]] = []

    def refused(error: OSError) -> None:
        where = Path(error.filename)
        found.append((where, _name_in(folder, where), f"文件夹打不开（{reason(error)}）"))

    for above, _, names in os.walk(folder, onerror=refused):
        files = (Path(above, name) for name in names if not _skipped(name))
        found += [(file, _name_in(folder, file), "") for file in files]
    return sorted(found)


def _name_in(folder: Path, path: Path) -> str:
    return _readable(path.relative_to(folder).as_posix() if path != folder else folder.name)


def _skipped(name: str) -> bool:
    """Lock files, hidden files, what archivers add, and files of kinds that hold no submission."""
    last = PurePosixPath(name)
    return last.name.startswith(("~$", ".")) or "__MACOSX" in name or last.suffix.lower() not in KNOWN


def _readable(name: str) -> str:
    """The name as it can be printed: bytes of GBK are decoded, control characters and what is left are marked."""
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", errors="replace")
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "\ufffd", name)


def _file(path: Path, name: str, password: str | None) -> Iterator[Input]:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe or a device: reading it may never end
            yield Input(name, error="不是普通文件，没有读")
            return
        if found.st_size > LARGEST:
            yield Input(name, error=f"文件超过{LARGEST // 1024 // 1024}兆，不像报送材料，没有读")
            return
        data = path.read_bytes()
        after = path.stat()
    except OSError as error:
        nowhere = isinstance(error, FileNotFoundError) and path.is_symlink()
        yield Input(name, error="是一个链接，它指向的文件不存在" if nowhere else f"打不开（{reason(error)}）")
        return
    if (after.st_size, after.st_mtime_ns) != (found.st_size, found.st_mtime_ns) or len(data) != found.st_size:
        yield Input(name, error="正被别的程序写入，没有读；请等写完后再读一次")
        return
    yield from _Archives(password).unpacked(name, data, found.st_mtime, 0)


class _Archives:
    """Archives in archives, all opened with the same password."""

    def __init__(self, password: str | None) -> None:
        self._password = password

    def unpacked(self, name: str, data: bytes, modified: float, depth: int) -> Iterator[Input]:
        """The files of an archive; a spreadsheet is an archive too, and stays whole."""
        if not data.startswith(b"PK") or _is_office(data):
            yield Input(name, data, modified=modified)
            return
        if depth >= DEEPEST:
            yield Input(name, error="压缩包套得太深，请解压后再读")
            return
        try:
            with ZipFile(BytesIO(data)) as archive:
                rows = [row for row in archive.infolist() if not row.is_dir()]
                if len(rows) > MOST or sum(row.file_size for row in rows) > 4 * LARGEST:
                    yield Input(name, error="压缩包太大，请解压后再读")
                    return
                for row in sorted(rows, key=lambda row: row.filename):
                    inner = _name(row)
                    if not _skipped(inner):
                        yield from self._member(archive, row, f"{name}/{inner}", depth)
        except archives.BROKEN:
            what = "压缩包" if name.lower().endswith(".zip") else "文件"
            yield Input(name, data, f"{what}不完整或已损坏，请让报送单位重新发送", modified)

    def _member(self, archive: ZipFile, row: ZipInfo, name: str, depth: int) -> Iterator[Input]:
        error, data = self._locked(archive, row) if row.flag_bits & 1 else _read(archive, row, None)
        if len(data) > LARGEST:
            error = "文件太大，没有读"
        if error:
            yield Input(name, error=error)
        else:
            yield from self.unpacked(name, data, _time(row), depth + 1)

    def _locked(self, archive: ZipFile, row: ZipInfo) -> tuple[str, bytes]:
        """(why it cannot be read, its bytes)."""
        if row.compress_type == _AES or row.flag_bits & 0x40:
            return "压缩包用 AES 加密，这里解不开，请解压后再读", b""
        if not self._password:
            return "压缩包有密码，请用 --password 给出口令，或解压后再读", b""
        if row.file_size > LARGEST_LOCKED:
            return "压缩包有密码，这个文件太大，请解压后再读", b""
        for encoding in ("utf-8", "gb18030"):
            error, data = _read(archive, row, self._password.encode(encoding, errors="replace"))
            if not error:
                return "", data
        return "压缩包的口令不对，或这个文件已损坏", b""


def _read(archive: ZipFile, row: ZipInfo, password: bytes | None) -> tuple[str, bytes]:
    try:
        with archive.open(row, pwd=password) as member:
            return "", member.read(LARGEST + 1)
    except archives.BROKEN:
        return "压缩包里的这个文件已损坏", b""


def _time(row: ZipInfo) -> float:
    """When the member was last changed; 0 where the archive gives no real time."""
    try:
        return time.mktime((*row.date_time, 0, 0, -1))
    except (OverflowError, ValueError):
        return 0.0


def _name(row: ZipInfo) -> str:
    """The member's name; archives made by Windows tools hold GBK without saying so."""
    if row.flag_bits & 0x800:
        return _readable(row.filename)
    try:
        return _readable(row.filename.encode("cp437").decode("gb18030"))
    except UnicodeError:
        return _readable(row.filename)


def _is_office(data: bytes) -> bool:
    names = archives.names(data)
    if names is None:
        return any(mark in data[:4096] for mark in (b"xl/", b"word/", b"[Content_Types].xml"))
    known = "[Content_Types].xml" in names or "mimetype" in names
    return known or any(name.startswith("xl/") or name.endswith(".iwa") for name in names)
