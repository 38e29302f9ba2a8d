"""The last net: a fault of the program is logged and said in one line; the window stays."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

if TYPE_CHECKING:
    from types import TracebackType

INSIDE = "程序内部出错，已记入日志；已做完的都在项目里，可以接着用"
CRASHES = "crash.txt"
OFTEN = 20  # the same fault is logged so many times: one in a paint event comes a hundred times a second
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger("pingbi_qt.faults")
_qt = logging.getLogger("qt")


class Faults(QObject):
    """What nobody has caught, in any thread; `said` comes in the window's."""

    said = Signal(str)

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self._seen: Counter[tuple[str, int]] = Counter()
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        self._crashes: TextIO | None = None
        sys.excepthook = self._uncaught
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._unraisable
        self._qt_before = qInstallMessageHandler(_from_qt)
        if folder is not None:
            with suppress(OSError):  # without it a crash of the libraries leaves no trace, that is all
                (folder / "log").mkdir(parents=True, exist_ok=True)
                self._crashes = (folder / "log" / CRASHES).open("a", encoding="utf-8")
                faulthandler.enable(self._crashes)

    def remove(self) -> None:
        """Everything as it was before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()
            self._crashes = None

    def tell(self, error: BaseException) -> None:
        """Log a fault, and say it."""
        at = error.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        key = type(error).__name__, at.tb_lineno if at is not None else 0
        self._seen[key] += 1
        if self._seen[key] <= OFTEN:
            _log.error("uncaught", exc_info=error)
            self.said.emit(INSIDE)

    def _uncaught(self, kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, at)
        else:
            self.tell(error)

    def _in_thread(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None and not issubclass(hook.exc_type, SystemExit):
            self.tell(hook.exc_value)

    def _unraisable(self, hook: sys.UnraisableHookArgs) -> None:
        if hook.exc_value is not None:
            self.tell(hook.exc_value)


def _from_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    _qt.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", getattr(context, "category", None) or "default", message)
