"""The input context of the window: its keys go to fcitx first, what fcitx makes of them goes to the field."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QSocketNotifier, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QTextCharFormat,
    QWindow,
)
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from pingbi_qt.input_method.fcitx import Commit, Forward, Preedit, Said
from pingbi_qt.input_method.forwarded import key_event

# Seconds for which a key waits: long once, as fcitx loads its words at the first letter; then it is not asked until
# it says something or the focus changes, and then briefly until it answers.
PATIENCE = (1.0, 0.3)
HIGHLIGHT, NOT_COMMITTED = 1 << 4, 1 << 5  # fcitx's flags of a piece
NOTHING = Preedit((), 0)
ENABLED, HINTS = Qt.InputMethodQuery.ImEnabled, Qt.InputMethodQuery.ImHints
SECRET = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
_log = logging.getLogger("pingbi_qt.input_method")


class Server(Protocol):
    """What the window asks of fcitx; `Fcitx` says what each does."""

    def fileno(self) -> int: ...  # noqa: D102
    def focus_in(self) -> bool: ...  # noqa: D102
    def focus_out(self) -> None: ...  # noqa: D102
    def reset(self) -> None: ...  # noqa: D102
    def cursor(self, left: int, top: int, width: int, height: int) -> None: ...  # noqa: D102
    def key(self, keysym: int, code: int, state: int, *, release: bool, at: int, patience: float) -> bool: ...  # noqa: D102
    def heard(self) -> Iterator[Said]: ...  # noqa: D102


class InputContext(QObject):
    """Stands between the keyboard and the field with the focus. It looks at the events of these two only."""

    def __init__(self, server: Server, application: QGuiApplication) -> None:
        super().__init__(application)
        self._server = server
        self._window: QWindow | None = None
        self._field: QObject | None = None  # the focus object, where it takes text
        self._served = False  # fcitx knows that a field has the focus
        self._preedit = NOTHING
        self._asked = (0, 0, False), False  # which key it was asked about last, and whether it took it
        self._missed = 0
        self._told = QRect()
        self._notifier = QSocketNotifier(server.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        application.focusWindowChanged.connect(self._follow)
        application.focusObjectChanged.connect(self._attend)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._place)
        self._follow(QGuiApplication.focusWindow())
        self._attend(QGuiApplication.focusObject())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key comes to the window once, as a possible shortcut first, and only then to the widgets in it."""
        kind = event.type()
        if (watched is self._field and kind == QEvent.Type.FocusAboutToChange) or (
            watched is self._window and kind == QEvent.Type.MouseButtonPress
        ):
            self._finish()
        elif watched is self._window and isinstance(event, QKeyEvent):
            key = event.nativeScanCode(), event.timestamp(), kind == QEvent.Type.KeyRelease
            if kind != QEvent.Type.KeyPress or self._asked[0] != key:
                self._asked = key, self._ask(event)
            taken = self._asked[1]
            if taken:
                event.accept()  # as a shortcut: there is none now, Enter and digits choose a word
            if not taken or kind != QEvent.Type.ShortcutOverride:
                self._hear()  # before the key that is left; with the one that is taken, which has come by then
            return taken
        return False

    def _ask(self, event: QKeyEvent) -> bool:
        """Whether fcitx takes the key."""
        self._attend(QGuiApplication.focusObject())
        if QApplication.activePopupWidget() is not None:
            return False  # a menu has the keys
        if not self._served or self._missed >= len(PATIENCE) or not event.nativeVirtualKey():
            return False
        self._place()
        taken, release = False, event.type() == QEvent.Type.KeyRelease
        numbers = event.nativeVirtualKey(), event.nativeScanCode(), event.nativeModifiers()
        try:
            taken = self._server.key(*numbers, release=release, at=event.timestamp(), patience=PATIENCE[self._missed])
            self._missed = 0
        except TimeoutError:
            self._missed += 1
            self._tell(self._server.reset)  # the key goes to the field now: whatever it becomes there is given up
            _log.warning("fcitx does not answer")
        except OSError as error:
            self._leave(error)
        return taken

    def _follow(self, window: QWindow | None) -> None:
        """The keys come to this window now."""
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def _attend(self, focus: QObject | None) -> None:
        """The keys are this object's now, if it takes text."""
        field = focus if focus is not None and takes_text(focus) else None
        if field is self._field:
            return
        self._finish()
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field, self._missed = field, min(self._missed, 1)
        if field is not None:
            field.installEventFilter(self)
        self._serve()

    def _serve(self) -> None:
        """Tell fcitx whether a field has the focus."""
        if not self._notifier.isEnabled():
            return
        was, self._served, self._told = self._served, False, QRect()
        try:
            if self._field is not None:
                self._served = self._server.focus_in()
            elif was:
                self._server.focus_out()
        except TimeoutError:
            _log.warning("fcitx makes no input context")
        except OSError as error:
            self._leave(error)
        self._place()

    def _place(self) -> None:
        """Tell fcitx where the cursor is: its words to choose from stand there."""
        if not self._served or self._window is None or not isValid(self._window):
            return
        area, window = QGuiApplication.inputMethod().cursorRectangle().toRect(), self._window
        area.moveTopLeft(window.mapToGlobal(area.topLeft()))
        told = in_pixels(area, window.devicePixelRatio(), window.screen().geometry().topLeft())
        if told != self._told:
            self._told = told
            self._tell(lambda: self._server.cursor(told.x(), told.y(), told.width(), told.height()))

    def _tell(self, say: Callable[[], None]) -> None:
        try:
            say()
        except OSError as error:
            self._leave(error)

    def _finish(self) -> None:
        """What is being typed goes into its field as it stands, as in other programs."""
        if self._preedit is NOTHING:
            return
        left = "".join(text for text, flags in self._preedit.pieces if not flags & NOT_COMMITTED)
        self._put(Commit(left))
        self._tell(self._server.reset)

    def _hear(self) -> None:
        if not self._notifier.isEnabled():
            return
        try:
            for said in self._server.heard():
                self._missed = 0
                if isinstance(said, Commit | Preedit | Forward):
                    self._put(said)
                else:
                    self._put(NOTHING)
                    self._serve()
        except OSError as error:
            self._leave(error)

    def _put(self, said: Commit | Preedit | Forward) -> None:
        """Bring it to the field."""
        field = self._field if self._field is not None and isValid(self._field) else None
        if isinstance(said, Forward):
            if field is not None:
                QCoreApplication.sendEvent(field, key_event(said.keysym, said.state, release=said.release))
            return
        shown, self._preedit = self._preedit, said if isinstance(said, Preedit) and said.pieces else NOTHING
        if field is not None and (isinstance(said, Commit) or shown != self._preedit):
            QCoreApplication.sendEvent(field, input_event(said))

    def _leave(self, error: OSError) -> None:
        """Without a bus nothing is asked any more: the keys go where they went before."""
        if self._notifier.isEnabled():
            _log.warning("the session's bus is gone", exc_info=error)
        self._notifier.setEnabled(False)
        self._served, self._preedit = False, NOTHING


def takes_text(focus: QObject) -> bool:
    """Whether an input method may serve it: a field that can be written to and shows what is written."""
    query = QInputMethodQueryEvent(ENABLED | HINTS)
    QCoreApplication.sendEvent(focus, query)
    return bool(query.value(ENABLED)) and not Qt.InputMethodHint(query.value(HINTS) or 0) & SECRET


def in_pixels(area: QRect, scale: float, origin: QPoint) -> QRect:
    """A part of a screen as X11 counts: the screen begins at the same point whatever its scale."""
    return QRect((area.topLeft() - origin) * scale + origin, area.size() * scale)


def input_event(said: Commit | Preedit) -> QInputMethodEvent:
    """What Qt's fields take: text to stay, or text underlined while it is being typed."""
    if isinstance(said, Commit):
        event = QInputMethodEvent()
        event.setCommitString(said.text)
        return event
    text, attributes = "", []
    for piece, flags in said.pieces:
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        if flags & HIGHLIGHT:
            form.setBackground(QGuiApplication.palette().highlight())
            form.setForeground(QGuiApplication.palette().highlightedText())
        kind = QInputMethodEvent.AttributeType.TextFormat
        attributes.append(QInputMethodEvent.Attribute(kind, _units(text), _units(piece), form))
        text += piece
    at = _units(text.encode()[: max(said.cursor, 0)].decode(errors="ignore"))
    attributes.append(QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.Cursor, at, 1, None))
    return QInputMethodEvent(text, attributes)


def _units(text: str) -> int:
    """How long Qt takes a text to be: in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2
