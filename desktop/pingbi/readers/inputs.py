"""Files, folders and archives in archives -> single inputs. What no office sends as a submission is passed over."""

from __future__ import annotations

import os
import re
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
TABLES = frozenset({".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".et", ".ett", ".ods", ".csv", ".tsv"})
TEXTS = frozenset({".txt", ".docx", ".docm", ".doc", ".wps", ".odt", ".rtf", ".pdf", ".ofd", ".htm", ".html", ".mht"})
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".heic"})
KNOWN = TABLES | TEXTS | PICTURES | {".zip", ".rar", ".7z", ""}
LARGEST = 64 * 1024 * 1024  # bytes of one input; a submission has some hundred kilobytes
DEEPEST = 3  # archives in archives
MOST = 2000  # files of one archive


def inputs(paths: Iterable[str | Path]) -> Iterator[Input]:
    """Every file once, in the order of the paths and then by name; `-` is text on standard input."""
    seen: set[Path] = set()
    for path in paths:
        if path == "-":
            yield Input("标准输入", sys.stdin.buffer.read(LARGEST), modified=time.time())
            continue
        where = Path(path)
        if where.is_dir():
            files = sorted(file for file in where.rglob("*") if file.is_file() and not _skipped(file.name))
            named = [(file, _readable(file.relative_to(where).as_posix())) for file in files]
        elif where.is_file():
            named = [(where, _readable(where.name))]
        else:
            yield Input(_readable(where.name), error="没有这个文件或文件夹")
            continue
        for file, name in named:
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield from _file(file, name)


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


def _file(path: Path, name: str) -> Iterator[Input]:
    try:
        found = path.stat()
        if found.st_size > LARGEST:
            yield Input(name, error=f"文件超过{LARGEST // 1024 // 1024}兆，不像报送材料，没有读")
            return
        data = path.read_bytes()
        after = path.stat()
    except OSError as error:
        yield Input(name, error=f"打不开（{reason(error)}）")
        return
    if (after.st_size, after.st_mtime_ns) != (found.st_size, found.st_mtime_ns) or len(data) != found.st_size:
        yield Input(name, error="正被别的程序写入，没有读；请等写完后再读一次")
        return
    yield from _unpacked(name, data, found.st_mtime, 0)


def _unpacked(name: str, data: bytes, modified: float, depth: int) -> Iterator[Input]:
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
                    yield from _member(archive, row, f"{name}/{inner}", depth)
    except archives.BROKEN:
        yield Input(name, error="压缩包已损坏，请让报送单位重新发送")


def _member(archive: ZipFile, row: ZipInfo, name: str, depth: int) -> Iterator[Input]:
    if row.flag_bits & 1:
        yield Input(name, error="压缩包有密码，请解压后再读")
        return
    try:
        with archive.open(row) as member:
            data = member.read(LARGEST + 1)
    except archives.BROKEN:
        yield Input(name, error="压缩包里的这个文件已损坏")
        return
    if len(data) > LARGEST:
        yield Input(name, error="文件太大，没有读")
        return
    yield from _unpacked(name, data, _time(row), depth + 1)


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
    return "[Content_Types].xml" in names or "mimetype" in names or any(name.startswith("xl/") for name in names)
