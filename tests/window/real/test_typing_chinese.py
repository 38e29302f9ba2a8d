"""Pinyin typed with fcitx 5 itself, by keys alone, into the window as it is started."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from screen import Screen, until, within

from pingbi_qt.input_method.bus import Bus, RefusedError

ROOT = Path(__file__).resolve().parents[3]
PICTURES = os.environ.get("PINGBI_PICTURES", "")
PINYIN = Path("/usr/share/fcitx5/inputmethod/pinyin.conf")
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
[Groups/0/Items/1]
Name=pinyin
[GroupOrder]
0=Default
"""
# fcitx reads its words at the first letter: on a busy machine that letter may be left to the field.
OFTEN, SOON = 5, 10.0


def is_there(address: str) -> bool:
    """Whether fcitx answers on that bus."""
    try:
        bus = Bus(address)
        found = bus.owner("org.fcitx.Fcitx5", 1.0)
    except (OSError, RefusedError):
        return False
    bus.close()
    return bool(found)


@pytest.mark.screen
def test_pinyin_becomes_chinese_in_a_field(screen: Screen, tmp_path: Path) -> None:
    if missing := [name for name in ("dbus-daemon", "fcitx5") if shutil.which(name) is None]:
        pytest.skip(f"not installed: {' '.join(missing)}")
    if not PINYIN.is_file():
        pytest.skip("not installed: fcitx5-pinyin")
    (profile := screen.home / ".config" / "fcitx5" / "profile").parent.mkdir(parents=True)
    profile.write_text(PROFILE, encoding="utf-8")
    socket, settings = str(tmp_path / "bus"), tmp_path / "设置"
    named = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}", "XMODIFIERS": "@im=fcitx"}
    screen.start(["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address=unix:path={socket}"])
    until(lambda: Path(socket).exists(), "the bus")
    screen.start(["fcitx5"], **named)
    until(lambda: is_there(socket), "fcitx on the bus")
    own = {"PYTHONPATH": str(ROOT / "desktop"), "PINGBI_SETTINGS": str(settings)}
    screen.start([sys.executable, "-m", "pingbi_qt"], **named, **own)
    window = screen.window("县区半年评比")
    screen.front(window)
    screen.still()
    screen.keys("Return")
    until(lambda: "半年综合评比" in screen.title(window), "the sample")
    screen.still()
    screen.after("ctrl+f")
    screen.keys("ctrl+space")
    for _ in range(OFTEN):
        screen.keys("ctrl+a")
        screen.write("nihao")
        screen.still()
        screen.picture(Path(PICTURES or tmp_path) / "real-typing.png")
        screen.keys("space", "ctrl+a", "ctrl+c")
        if within(lambda: screen.pasted() == "你好", SOON):
            break
    assert screen.pasted() == "你好"
    screen.keys("ctrl+space", "ctrl+a")
    screen.write("aab1")
    screen.keys("ctrl+a", "ctrl+c")
    until(lambda: screen.pasted() == "aab1", "each key once, with pinyin switched off")
