"""The log: what the program did and where it failed; never a county, a figure, a text or the name of a file.

Ours are only the templates of messages (`log.info("opened in %d ms", 12)`), whole numbers, classes of exceptions and
lines of code; other words that are put into them are left out. Of an exception stand its class and the lines of the
program it came through, not its message: that would quote what was being read.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from traceback import extract_tb

NAME = "pingbi.log"
SIZE, KEPT = 400_000, 3  # bytes of one file; older ones beside it
OWN = ("pingbi_qt", "pingbi")  # loggers whose templates are ours
_UNSAID = "…"
_LINE = r"\w+\.py:\d+ [\w<>]+"
_CODE = re.compile(rf"[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit)|{_LINE}(?: > {_LINE})*", re.ASCII)
_FOREIGN = re.compile(r"[^\x20-\x7e]+|[\"'`][^\"'`]*[\"'`]|(?:[A-Za-z]:)?(?:[\\/][^\s\\/:]+)+|\d[\d.,]*")


class _Formatter(logging.Formatter):
    """One line a record, and one a frame of an exception."""

    def format(self, record: logging.LogRecord) -> str:
        """Without what a person wrote."""
        text = _template(record) if record.name.split(".")[0] in OWN else foreign(record.getMessage())
        head = f"{self.formatTime(record, '%Y-%m-%d %H:%M:%S')} {record.levelname} {record.name}: {text}"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([head, *(f"  {line}" for line in told(error))])


def foreign(text: str) -> str:
    """Words of a library: neither quotations, nor Chinese, paths and figures."""
    return _FOREIGN.sub(_UNSAID, text)[:500]


def told(error: BaseException | None) -> Iterator[str]:
    """An exception and those it came from: their classes, and the program's lines they came through."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield f"{type(error).__module__}.{type(error).__qualname__}{_number(error)}"
        for frame in extract_tb(error.__traceback__):
            yield f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
        error = error.__cause__ or error.__context__


def keep_log(folder: Path | None) -> str:
    """Write the log there from now on; why it cannot be kept, in Chinese, empty where it can."""
    root = logging.getLogger()
    end_log()
    root.setLevel(logging.INFO)
    if folder is None:
        return "没有能写的文件夹，这次不留日志"
    try:
        (folder / "log").mkdir(parents=True, exist_ok=True)
        handler = _Quiet(folder / "log" / NAME, encoding="utf-8")
    except OSError:
        return "日志写不下来，这次不留日志"
    handler.setFormatter(_Formatter())
    root.addHandler(handler)
    return ""


def end_log() -> None:
    """Let go of the file."""
    root = logging.getLogger()
    for handler in [row for row in root.handlers if isinstance(row, _Quiet)]:
        root.removeHandler(handler)
        with suppress(OSError):  # what a full disk did not take is lost
            handler.close()


def kept(folder: Path) -> tuple[Path, ...]:
    """The log files that are there, the newest first."""
    found = [folder / "log" / NAME, *(folder / "log" / f"{NAME}.{number}" for number in range(1, KEPT + 1))]
    return tuple(path for path in found if path.is_file())


class _Quiet(logging.FileHandler):
    """A log that cannot be written does no more harm than that. (Python's own that turns files loads much with it.)"""

    def emit(self, record: logging.LogRecord) -> None:
        """A full disk or a folder that is gone: the record is lost, and nothing else."""
        with suppress(OSError, ValueError):
            if self.stream is not None and self.stream.tell() + len(self.format(record).encode()) + 2 > SIZE:
                self._turn()
            super().emit(record)

    def _turn(self) -> None:
        """On Windows a file that another window has open cannot be renamed: it grows a little longer then."""
        if self.stream is not None:
            self.stream.close()
            self.stream = None  # the next record opens it
        path = Path(self.baseFilename)
        files = [path, *(path.with_name(f"{path.name}.{number}") for number in range(1, KEPT + 1))]
        with suppress(OSError):
            for older, newer in reversed(list(pairwise(files))):
                if older.is_file():
                    older.replace(newer)

    def handleError(self, record: logging.LogRecord) -> None:
        """Standard error is nobody's on a desktop."""


def _template(record: logging.LogRecord) -> str:
    if not isinstance(record.msg, str):  # an exception given as the message would say what was read
        return type(record.msg).__name__
    values = record.args if isinstance(record.args, tuple) else ()
    said = tuple(_said(value) for value in values)
    with suppress(TypeError, ValueError):  # "%d" of words: the template alone
        return record.msg % said if said else record.msg
    return record.msg


def _said(value: object) -> object:
    known = isinstance(value, int) or (isinstance(value, str) and _CODE.fullmatch(value) is not None)
    return value if known else _UNSAID


def _number(error: BaseException) -> str:
    code = getattr(error, "errno", None) or getattr(error, "sqlite_errorcode", None)
    return f" {code}" if isinstance(code, int) else ""


def _short(path: str) -> str:
    """From the package on: where a person keeps the program is nobody's business."""
    parts = Path(path).parts
    known = next((at for at, part in enumerate(parts) if part in OWN), len(parts) - 1)
    return "/".join(parts[known:]) if path else sys.platform
