"""Every text that Python paints or a widget shows: what it says, and whether it has the room that it needs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NamedTuple, cast

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QStaticText
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

SLACK = 1.0  # pixels: advances are rounded up
FILE = re.compile(r"\S+\.(?:xlsx?|et|docx?|pdf|txt|zip|csv|pingbi|toml|json|log|html)(?![A-Za-z0-9])", re.IGNORECASE)
NUMBER = re.compile(r"\b[0-9A-F]{8,}\b")  # of an edition, at the foot of its pages
LATIN = re.compile(r"[A-Za-z]{2,}")
PATH = re.compile(r"(?:[A-Za-z]:\\|/)[^\s，；、（）]*")
# Names of programs, formats and keys: what stands on the keyboard and in the other programs' own windows.
PROGRAMS = frozenset({"Excel", "WPS", "Word", "PDF", "OFD", "Windows", "KB", "MB", "GB"})
KEYS = frozenset({"Ctrl", "Alt", "Shift", "Tab", "Enter", "Esc", "Del", "PgUp", "PgDn", "Home", "End"})
NAMES = PROGRAMS | KEYS


class Text(NamedTuple):
    """A text as it was painted, and where from."""

    words: str
    where: str
    cut: str = ""  # what it lacks; empty where it has room


@contextmanager
def painting() -> Iterator[list[Text]]:
    """`with painting() as texts: widget.grab()`: all that Python paints meanwhile."""
    texts: list[Text] = []
    paint, lay = QPainter.drawText, QPainter.drawStaticText

    def watched(painter: QPainter, *arguments: object) -> object:
        texts.append(_seen(painter, arguments, _where(sys._getframe(1))))
        return cast("object", paint(painter, *arguments))  # type: ignore[call-overload]

    def laid(painter: QPainter, place: QPointF, text: QStaticText) -> None:
        frame = sys._getframe(1)
        room = frame.f_locals["place"]  # of `words`, who alone lays words out
        wide, tall = text.size().width(), QFontMetricsF(painter.font()).height()
        texts.append(Text(text.text(), _where(frame), _lack(wide, tall, room.width(), room.height())))
        lay(painter, place, text)

    QPainter.drawText, QPainter.drawStaticText = watched, laid  # type: ignore[assignment, method-assign]
    try:
        yield texts
    finally:
        QPainter.drawText, QPainter.drawStaticText = paint, lay  # type: ignore[method-assign]


def _where(frame: FrameType) -> str:
    return f"{frame.f_globals.get('__name__', '')}.{frame.f_code.co_qualname}"


def shown(root: QWidget) -> Iterator[Text]:
    """The words of labels, buttons and fields that are visible in it; those that Qt itself paints."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisibleTo(root) or "paintEvent" in type(widget).__dict__:
            continue
        where = f"{type(widget).__name__} {widget.objectName()}".strip()
        if isinstance(widget, QLabel) and widget.text():
            needed, room = widget.sizeHint(), widget.size()
            tall = widget.heightForWidth(room.width()) if widget.wordWrap() else needed.height()
            wide = 0 if widget.wordWrap() else needed.width()
            yield Text(_plain(widget.text()), where, _lack(wide, tall, room.width(), room.height()))
        elif isinstance(widget, QAbstractButton) and widget.text():
            needed, room = widget.minimumSizeHint(), widget.size()
            yield Text(widget.text(), where, _lack(needed.width(), needed.height(), room.width(), room.height()))
        elif isinstance(widget, QLineEdit) and (widget.text() or widget.placeholderText()):
            yield Text(widget.text() or widget.placeholderText(), where)


def foreign_words(text: str) -> list[str]:
    """Latin words in it that are no file names, programs or keys: a Chinese window has none."""
    plain = NUMBER.sub("", PATH.sub("", FILE.sub("", text)))
    return [word for word in LATIN.findall(plain) if word not in NAMES]


def _seen(painter: QPainter, arguments: tuple[object, ...], where: str) -> Text:
    words = next((value for value in arguments if isinstance(value, str)), "")
    first = arguments[0]
    if isinstance(first, QRect | QRectF):
        room = QRectF(first)
    elif isinstance(first, QPoint | QPointF) or len(arguments) < 6:
        return Text(words, where)
    else:
        left, top, width, height = (float(cast("float", value)) for value in arguments[:4])
        room = QRectF(left, top, width, height)
    flags = next((int(value) for value in arguments[1:] if isinstance(value, int)), 0)
    flags |= next((int(value.value) for value in arguments[1:] if isinstance(value, Qt.AlignmentFlag | Qt.TextFlag)), 0)
    needed = painter.boundingRect(room, flags, words)
    return Text(words, where, _lack(needed.width(), needed.height(), room.width(), room.height()))


def _lack(wide: float, tall: float, width: float, height: float) -> str:
    lacks = [f"{wide - width:.0f} wide"] if wide > width + SLACK else []
    lacks += [f"{tall - height:.0f} high"] if tall > height + SLACK else []
    return ", ".join(lacks)


def _plain(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text) if text.lstrip().startswith("<") else text
