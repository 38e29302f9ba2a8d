"""What goes over a real bus to fcitx 5 and 4, and back: the daemon drops who writes a wrong message."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence

import pytest
from fcitx_service import LONGEST, Service

from pingbi_qt.input_method.bus import DBUS, DBUS_PATH, Bus, RefusedError, Value, addresses
from pingbi_qt.input_method.fcitx import CAPABILITY, Changed, Commit, Fcitx, Forward, Preedit, Said, dialects

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the session's bus is Linux's")
NUMBERS = (0x6E, 57, 0x10)  # n, its place on the keyboard, Num Lock
DISPLAY = ":93.0"
FIVE, PORTAL, OLD = range(3)  # as they stand in `dialects`
MADE: tuple[Sequence[Value], Sequence[Value]] = (
    ("/org/freedesktop/portal/inputcontext/7", list(range(16))),
    (3, 1, 0x20, 4, 0, 0),
)
Start = Callable[..., Service]


@pytest.fixture
def bus_address() -> Iterator[str]:
    """The socket of a bus that nobody else is on."""
    if (daemon := shutil.which("dbus-daemon")) is None:
        pytest.skip("not installed: dbus-daemon")
    command = [daemon, "--session", "--nofork", "--nopidfile", "--print-address"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert running.stdout is not None
    (address,) = addresses({"DBUS_SESSION_BUS_ADDRESS": running.stdout.readline().strip()})
    yield address
    running.kill()
    running.wait()
    running.stdout.close()


@pytest.fixture
def start(bus_address: str) -> Iterator[Start]:
    """`start(dialect)`: a fcitx on the test's bus."""
    running: list[Service] = []

    def begin(dialect: int = FIVE) -> Service:
        chosen = dialects(DISPLAY, os.getpid())[dialect]
        running.append(Service(bus_address, chosen, MADE[dialect == OLD], to_all=dialect != FIVE))
        return running[-1]

    yield begin
    for service in running:
        service.end()


@pytest.fixture
def fcitx(bus_address: str) -> Iterator[Fcitx]:
    bus = Bus(bus_address)
    yield Fcitx(bus, DISPLAY)
    bus.close()


def press(fcitx: Fcitx, *, release: bool = False) -> bool:
    return fcitx.key(*NUMBERS, release=release, at=2**32 + 5, patience=LONGEST)


def next_said(fcitx: Fcitx) -> list[Said]:
    """What is said next, waited for; fails where nothing comes."""
    while True:
        assert select.select([fcitx], [], [], LONGEST)[0]
        if said := list(fcitx.heard()):
            return said


@pytest.mark.parametrize(
    "dialect", [pytest.param(FIVE, id="5"), pytest.param(PORTAL, id="4"), pytest.param(OLD, id="old 4")]
)
def test_each_fcitx_is_told_what_it_understands(fcitx: Fcitx, start: Start, dialect: int) -> None:
    service = start(dialect)
    service.takes = {0x6E}
    assert fcitx.there()
    assert fcitx.focus_in()
    fcitx.cursor(-1, 20, 1, 16)
    assert press(fcitx)
    service.takes = set()
    assert not press(fcitx, release=True)
    fcitx.reset()
    fcitx.focus_out()
    press(fcitx)
    made, *told = service.told
    old = dialect == OLD
    assert (made.path, made.interface, made.member, made.signature) == (
        ("/inputmethod", "org.fcitx.Fcitx.InputMethod", "CreateICv3", "si")
        if old
        else ("/org/freedesktop/portal/inputmethod", "org.fcitx.Fcitx.InputMethod1", "CreateInputContext", "a(ss)")
    )
    assert made.values == (("pingbi", os.getpid()) if old else ([("program", "pingbi"), ("display", "x11::93.0")],))
    assert {(call.path, call.interface) for call in told} == {
        ("/inputcontext_3", "org.fcitx.Fcitx.InputContext")
        if old
        else ("/org/freedesktop/portal/inputcontext/7", "org.fcitx.Fcitx.InputContext1")
    }
    key = "uuuiu" if old else "uuubu"
    assert [(call.member, call.signature, call.values) for call in told] == [
        (("SetCapacity", "u") if old else ("SetCapability", "t")) + ((CAPABILITY,),),
        ("FocusIn", "", ()),
        ("SetCursorRect", "iiii", (-1, 20, 1, 16)),
        ("ProcessKeyEvent", key, (*NUMBERS, 0, 5)),
        ("ProcessKeyEvent", key, (*NUMBERS, 1, 5)),
        ("Reset", "", ()),
        ("FocusOut", "", ()),
        ("ProcessKeyEvent", key, (*NUMBERS, 0, 5)),
    ]


@pytest.mark.parametrize("dialect", [pytest.param(FIVE, id="to us"), pytest.param(PORTAL, id="to all")])
def test_what_it_says_before_it_answers_is_heard_by_then(fcitx: Fcitx, start: Start, dialect: int) -> None:
    service = start(dialect)
    fcitx.focus_in()
    service.signals = [
        ("CommitString", "s", ["你好"]),
        ("CurrentIM", "sss", ["拼音", "pinyin", "zh"]),
        ("UpdateFormattedPreedit", "a(si)i", [[("ma", 16), (" ", 0)], 2]),
        ("UpdateFormattedPreedit", "a(si)i", [[], 0]),
        ("ForwardKey", "uub", [0xFF08, 0, 1]),
    ]
    press(fcitx)
    assert list(fcitx.heard()) == [
        Commit("你好"),
        Preedit((("ma", 16), (" ", 0)), 2),
        Preedit((), 0),
        Forward(0xFF08, 0, release=True),
    ]


def test_what_another_says_is_not_heard(fcitx: Fcitx, start: Start) -> None:
    service = start()
    fcitx.focus_in()
    other = start(PORTAL)
    other.signals = [("CommitString", "s", ["别人的字"])]
    asked = other.bus.name, other.path, other.dialect.context, "ProcessKeyEvent", other.dialect.key
    fcitx._bus.listen(f"type='signal',sender='{other.bus.name}'")
    fcitx._bus.call(*asked, (*NUMBERS, 0, 0), patience=LONGEST)
    service.signals = [("CommitString", "s", ["字"])]
    press(fcitx)
    assert list(fcitx.heard()) == [Commit("字")]


def test_without_a_fcitx_no_key_goes_anywhere(fcitx: Fcitx) -> None:
    assert not fcitx.there()
    assert not fcitx.focus_in()
    assert not press(fcitx)
    fcitx.reset()
    assert list(fcitx.heard()) == []


def test_one_that_begins_and_one_that_ends_are_heard_of(fcitx: Fcitx, start: Start) -> None:
    assert not fcitx.focus_in()
    service = start()
    assert next_said(fcitx) == [Changed()]
    assert fcitx.focus_in()
    service.end()
    assert next_said(fcitx) == [Changed()]
    assert not fcitx.focus_in()
    assert not press(fcitx)


def test_one_that_hangs_is_waited_for_no_longer_than_said(fcitx: Fcitx, start: Start) -> None:
    service = start()
    fcitx.focus_in()
    service.hangs = True
    with pytest.raises(TimeoutError):
        fcitx.key(*NUMBERS, release=False, at=0, patience=0.01)
    service.hangs = False
    assert not press(fcitx), "the answer is that to this key, not the late one to the key before"


def test_one_that_has_lost_the_context_makes_another(fcitx: Fcitx, start: Start) -> None:
    service = start()
    fcitx.focus_in()
    fcitx._path = "/nowhere"
    service.hangs = True
    fcitx._owner = DBUS  # which knows of no context
    assert not press(fcitx)
    assert fcitx.focus_in()
    assert [call.member for call in service.told].count("CreateInputContext") == 2


def test_a_bus_that_ends_is_an_error_of_the_system(bus_address: str) -> None:
    bus = Bus(bus_address)
    bus._socket.shutdown(2)
    with pytest.raises(OSError, match="gone"):
        list(bus.heard())


def test_who_is_refused_hears_the_reason(bus_address: str) -> None:
    bus = Bus(bus_address)
    with pytest.raises(RefusedError, match="UnknownMethod"):
        bus.call(DBUS, DBUS_PATH, DBUS, "没有".encode().hex(), patience=LONGEST)
    bus.close()


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        pytest.param({}, [], id="none"),
        pytest.param({"XDG_RUNTIME_DIR": "/run/user/1"}, ["/run/user/1/bus"], id="of the user"),
        pytest.param(
            {
                "DBUS_SESSION_BUS_ADDRESS": "unix:abstract=/tmp/dbus-a,guid=1;unix:path=/run/%e8%af%84",
                "XDG_RUNTIME_DIR": "/r",
            },
            ["\0/tmp/dbus-a", "/run/评"],
            id="two that are named",
        ),
        pytest.param({"DBUS_SESSION_BUS_ADDRESS": "tcp:host=localhost,port=1;autolaunch:"}, [], id="not of this kind"),
    ],
)
def test_where_the_bus_is(environment: dict[str, str], found: list[str]) -> None:
    assert addresses(environment) == found
