"""What fcitx takes, leaves and says, at a field of a window; a stand-in speaks for fcitx."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pingbi_qt.input_method import expected, possible
from pingbi_qt.input_method.context import InputContext, in_pixels, takes_text
from pingbi_qt.input_method.fcitx import Changed, Commit, Forward, Preedit, Said

NI, HAO = Preedit((("ni", 0),), 2), Preedit((("ni hao", 0),), 6)
ENTER, BACKSPACE, F2 = 0xFF0D, 0xFF08, 0xFFBF


class StandIn:
    """Takes the keys that it is told to take, and says what it is told to say when they come."""

    def __init__(self) -> None:
        self.ends = socket.socketpair()
        self.there = True
        self.takes = ""
        self.answers: dict[str, list[Said]] = {}
        self.waiting: list[Said] = []
        self.told: list[str] = []
        self.waits: list[float] = []
        self.fails: type[OSError] | None = None

    def fileno(self) -> int:
        return self.ends[0].fileno()

    def focus_in(self) -> bool:
        self.told.append("in")
        return self.there

    def focus_out(self) -> None:
        self.told.append("out")

    def reset(self) -> None:
        self.told.append("reset")

    def cursor(self, left: int, top: int, width: int, height: int) -> None:
        self.told.append(f"at {left} {top} {width} {height}")

    def key(self, keysym: int, code: int, state: int, *, release: bool, at: int, patience: float) -> bool:
        del code, state, at
        self.waits.append(patience)
        letter = chr(keysym) if keysym < 0xFF00 else f"{keysym:x}"
        self.told.append(f"-{letter}" if release else letter)
        if self.fails:
            raise self.fails
        self.waiting += [] if release else self.answers.get(letter, [])
        return letter in self.takes

    def heard(self) -> Iterator[Said]:
        while self.waiting:
            yield self.waiting.pop(0)

    def says(self, *said: Said) -> None:
        """Without a key."""
        self.waiting += said
        self.ends[1].send(b".")

    @property
    def heard_of(self) -> list[str]:
        """All but the places of the cursor."""
        return [word for word in self.told if not word.startswith("at ")]

    @property
    def places(self) -> list[list[int]]:
        """Of the cursor."""
        return [[int(number) for number in word.split()[1:]] for word in self.told if word.startswith("at ")]

    @property
    def keys(self) -> list[str]:
        """Those that it was asked about, letting go left out."""
        return [word for word in self.told if len(word) == 1 or (len(word) == 4 and word.startswith("ff"))]


class Typist(QWidget):
    """A window with fields, and hands."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second, self.secret, self.text = QLineEdit(), QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.button, self.time, self.seen = QPushButton(), 0, list[QInputMethodEvent]()
        self.stages: list[str] = []  # the first field after each event of the keyboard
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        box = QVBoxLayout(self)
        for part in (self.first, self.second, self.secret, self.text, self.button):
            box.addWidget(part)
        self.first.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self.seen.append(QInputMethodEvent(event))
        return super().eventFilter(watched, event)

    def press(self, letter: str, keysym: int = 0, key: Qt.Key = Qt.Key.Key_unknown) -> bool:
        """As the keyboard does; whether the key could still be a shortcut."""
        self.time += 1
        handed = []
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            none = Qt.KeyboardModifier.NoModifier
            event = QKeyEvent(kind, key, none, 40, keysym or ord(letter), 0, letter)
            event.setTimestamp(self.time * 2 + (kind == QEvent.Type.KeyRelease))
            QCoreApplication.sendEvent(self.windowHandle(), event)
            handed.append(event.isAccepted())
            self.stages.append(self.first.text())
        return not handed[0]

    def type(self, text: str) -> None:
        for letter in text:
            self.press(letter)

    def click(self) -> None:
        kind, at, left = QEvent.Type.MouseButtonPress, QPointF(1, 1), Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, at, at, left, left, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(self.windowHandle(), event)


@pytest.fixture
def window(qtbot: QtBot) -> Typist:
    made = Typist()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.first.setFocus()
    qtbot.waitUntil(lambda: QGuiApplication.focusObject() is made.first)
    return made


@pytest.fixture
def fcitx(window: Typist) -> Iterator[StandIn]:
    del window
    made, application = StandIn(), QApplication.instance()
    assert isinstance(application, QApplication)
    context = InputContext(made, application)
    yield made
    context.deleteLater()
    QCoreApplication.sendPostedEvents(context, QEvent.Type.DeferredDelete.value)
    for end in made.ends:
        end.close()


def test_a_key_that_fcitx_takes_does_not_come_to_the_field_and_one_that_it_leaves_comes_once(
    window: Typist, fcitx: StandIn
) -> None:
    fcitx.takes = "n"
    window.type("anb")
    assert window.first.text() == "ab"
    assert fcitx.heard_of == ["in", "a", "-a", "n", "-n", "b", "-b"]


def test_a_key_that_fcitx_takes_is_no_shortcut(window: Typist, fcitx: StandIn) -> None:
    fcitx.takes = f"{ENTER:x}"
    assert not window.press("\r", ENTER, Qt.Key.Key_Return)
    assert window.press("", F2, Qt.Key.Key_F2)
    assert fcitx.keys == [f"{ENTER:x}", f"{F2:x}"]


def test_what_fcitx_says_stands_before_the_key_that_it_leaves(window: Typist, fcitx: StandIn) -> None:
    fcitx.answers["5"] = [Commit("吗")]
    window.press("5")
    assert window.first.text() == "吗5"


def test_what_fcitx_makes_of_a_key_comes_when_the_key_does(window: Typist, fcitx: StandIn) -> None:
    """Not before: a list that opens then would have the key, which is only half handed over."""
    fcitx.takes, fcitx.answers = " ", {" ": [Commit("好")]}
    window.press(" ")
    assert window.stages == ["", "好", "好"]


def test_what_is_being_typed_is_shown_and_then_replaced(window: Typist, fcitx: StandIn) -> None:
    window.first.setText("甲乙")
    window.first.setCursorPosition(1)
    fcitx.takes, fcitx.answers = "nh ", {"n": [NI], "h": [HAO], " ": [Commit("你好"), Preedit((), 0)]}
    window.type("nh")
    assert (window.first.displayText(), window.first.text()) == ("甲乙", "甲乙")
    assert [event.preeditString() for event in window.seen] == ["ni", "ni hao"]
    window.press(" ")
    assert window.first.text() == "甲你好乙"
    assert len(window.seen) == 3, "an empty preedit after an empty one is no news"


def test_its_cursor_is_counted_as_qt_counts(window: Typist, fcitx: StandIn, qtbot: QtBot) -> None:
    fcitx.says(Preedit((("𠮷", 0), ("野x", 1 << 4)), 7))
    qtbot.waitUntil(lambda: bool(window.seen))
    plain, marked, cursor = (cast("Any", attribute) for attribute in window.seen[0].attributes())
    assert (plain.start, plain.length, marked.start, marked.length) == (0, 2, 2, 2)
    assert isinstance(plain.value, QTextCharFormat)
    assert plain.value.fontUnderline()
    assert (cursor.type, cursor.start) == (QInputMethodEvent.AttributeType.Cursor, 3)


@pytest.mark.parametrize(
    ("pieces", "left"),
    [
        pytest.param((("ni", 0), (" hao", 1 << 4)), "ni hao", id="as it stands"),
        pytest.param((("ni", 0), ("好", 1 << 5)), "ni", id="without what is only proposed"),
    ],
)
def test_what_is_being_typed_stays_in_its_field_when_the_focus_goes(
    window: Typist, fcitx: StandIn, pieces: tuple[tuple[str, int], ...], left: str
) -> None:
    done: list[str] = []
    window.first.editingFinished.connect(lambda: done.append(window.first.text()))
    fcitx.takes, fcitx.answers = "n", {"n": [Preedit(pieces, 0)]}
    window.press("n")
    window.second.setFocus()
    assert (window.first.text(), window.second.text(), done) == (left, "", [left])
    assert fcitx.heard_of == ["in", "n", "-n", "reset", "in"]


def test_a_press_of_the_mouse_ends_it_too(window: Typist, fcitx: StandIn) -> None:
    fcitx.takes, fcitx.answers = "n", {"n": [NI]}
    window.press("n")
    window.click()
    assert window.first.text() == "ni"
    assert "reset" in fcitx.told


def test_another_window_is_served_as_the_first_was(window: Typist, fcitx: StandIn, qtbot: QtBot) -> None:
    fcitx.takes, fcitx.answers = "n", {"n": [NI]}
    window.press("n")
    other = Typist()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusObject() is other.first)
    assert window.first.text() == "ni"
    other.press("a")
    window.press("b")
    assert (other.first.text(), fcitx.keys) == ("a", ["n", "a"])


def test_what_is_being_typed_is_in_the_field_before_another_programs_window_comes(
    window: Typist, fcitx: StandIn
) -> None:
    """X11 takes the focus from a cell, which closes then, before Qt says that its focus object is another."""
    fcitx.takes, fcitx.answers = "n", {"n": [NI]}
    window.press("n")
    leaving = QFocusEvent(QEvent.Type.FocusAboutToChange, Qt.FocusReason.ActiveWindowFocusReason)
    QCoreApplication.sendEvent(window.first, leaving)
    assert window.first.text() == "ni"


@pytest.mark.parametrize("name", ["secret", "button", "read only"])
def test_where_nothing_can_be_read_or_written_fcitx_is_not_asked(window: Typist, fcitx: StandIn, name: str) -> None:
    window.second.setReadOnly(True)
    {"secret": window.secret, "button": window.button, "read only": window.second}[name].setFocus()
    window.type("n")
    assert fcitx.heard_of == ["in", "out"]
    window.text.setFocus()
    window.type("n")
    assert fcitx.keys == ["n"]


def test_a_menu_has_the_keys_itself(window: Typist, fcitx: StandIn, qtbot: QtBot) -> None:
    menu = QMenu(window)
    menu.addAction("撤销")
    menu.popup(window.mapToGlobal(QPoint(5, 5)))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is menu)
    window.press("n")
    menu.close()
    assert fcitx.keys == []


def test_a_fcitx_that_hangs_is_soon_not_asked_any_more_and_no_key_is_lost(window: Typist, fcitx: StandIn) -> None:
    fcitx.fails = TimeoutError
    window.type("abc")
    assert (window.first.text(), fcitx.keys) == ("abc", ["a"])
    assert fcitx.told.count("reset") == 2, "the key, and its letting go"
    window.second.setFocus()
    window.type("de")
    assert (window.second.text(), fcitx.keys) == ("de", ["a", "d"])
    assert fcitx.waits == [1.0, 0.3, 0.3]


def test_it_is_asked_again_when_it_says_something(window: Typist, fcitx: StandIn, qtbot: QtBot) -> None:
    fcitx.fails = TimeoutError
    window.type("abc")
    fcitx.fails = None
    fcitx.says(Commit("好"))
    qtbot.waitUntil(lambda: window.first.text() == "abc好")
    window.press("n")
    assert fcitx.keys == ["a", "n"]


def test_a_fcitx_that_begins_later_is_asked_from_then_on(window: Typist, fcitx: StandIn, qtbot: QtBot) -> None:
    fcitx.there = False
    fcitx.says(Changed())
    qtbot.waitUntil(lambda: fcitx.told.count("in") == 2)
    window.press("a")
    assert fcitx.keys == []
    fcitx.there = True
    fcitx.says(Changed())
    qtbot.waitUntil(lambda: fcitx.told.count("in") == 3)
    window.press("b")
    assert fcitx.keys == ["b"]


def test_without_the_bus_all_keys_come_to_the_field(window: Typist, fcitx: StandIn) -> None:
    fcitx.fails = ConnectionResetError
    window.type("ab")
    window.second.setFocus()
    window.type("c")
    assert (window.first.text(), window.second.text(), fcitx.keys) == ("ab", "c", ["a"])


def test_a_key_that_fcitx_gives_back_does_what_it_does(window: Typist, fcitx: StandIn, qtbot: QtBot) -> None:
    window.first.setText("甲乙")
    fcitx.says(Forward(BACKSPACE, 0, release=False), Forward(ord("a"), 0, release=False), Commit("。"))
    qtbot.waitUntil(lambda: window.first.text() == "甲a。")


def test_it_is_told_where_the_cursor_is(window: Typist, fcitx: StandIn) -> None:
    window.type("a")
    left, top, _, height = fcitx.places[-1]
    field = QRect(window.first.mapToGlobal(QPoint(0, 0)), window.first.size())
    assert field.contains(left, top)
    assert 0 < height <= field.height()
    window.type("bbbb")
    assert fcitx.places[-1][0] > left


def test_pixels_are_counted_from_where_the_screen_begins() -> None:
    assert in_pixels(QRect(110, 20, 1, 12), 2.0, QPoint(100, 0)) == QRect(120, 40, 2, 24)


def test_a_field_that_is_switched_off_takes_no_text(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    assert takes_text(field)
    field.setEnabled(False)
    assert not takes_text(field)


IBUS, FCITX = "libibusplatforminputcontextplugin.so", "libfcitx5platforminputcontextplugin.so"


@pytest.mark.parametrize(
    ("environment", "platform", "plugins", "may"),
    [
        pytest.param({}, "xcb", [IBUS], True, id="nothing is named"),
        pytest.param({"QT_IM_MODULE": "fcitx"}, "xcb", [IBUS], True, id="fcitx without a part of Qt"),
        pytest.param({"QT_IM_MODULE": "fcitx"}, "xcb", [IBUS, FCITX], False, id="somebody has put one there"),
        pytest.param({"QT_IM_MODULE": "ibus"}, "xcb", [IBUS], False, id="ibus is Qt's own"),
        pytest.param({"QT_IM_MODULES": "wayland;ibus"}, "xcb", [IBUS], False, id="one of several"),
        pytest.param({"QT_IM_MODULE": "fcitx"}, "wayland", [], False, id="not X11"),
        pytest.param({"QT_IM_MODULE": "fcitx"}, "offscreen", [], False, id="no screen"),
    ],
)
def test_when_fcitx_may_have_the_keys(
    environment: dict[str, str], platform: str, plugins: list[str], may: bool
) -> None:
    assert possible(environment, platform, plugins) is may


def test_the_desktop_names_its_input_method() -> None:
    assert expected({"XMODIFIERS": "@im=fcitx"})
    assert not expected({"QT_IM_MODULE": "xim"})
