"""Pictures of every page and of all that opens over it, at the sizes of LOOK, light and dark; to be looked at.

    .venv/bin/python tests/window/pictures/take.py FOLDER [--only 1366-light …]

Without a screen. A process of its own for each size, since Qt takes its scale at the start. A picture is what stands
between title bar and task bar. Beside them `texts.txt`: what has too little room, and Latin words.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from camera import Camera

    from pingbi_qt.score import ScorePage
    from pingbi_qt.window import Window

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "desktop"), str(ROOT / "tests" / "window" / "support")]


class Setting(NamedTuple):
    """What is left of a screen between title bar and task bar, in logical pixels, and its scale."""

    width: int
    height: int
    scale: float
    theme: str


SETTINGS = {
    f"{name}-{theme}": Setting(width, height, scale, theme)
    for name, width, height, scale in (
        ("1366", 1366, 697, 1.0),
        ("1920-150", 1280, 649, 1.5),
        ("1920-200", 960, 469, 2.0),
    )
    for theme in ("light", "dark")
}
PAGES = ("collect", "review", "score", "county", "sheets", "rules")
# What closes something, asks the system, or is pictured by itself.
SKIPPED = {"quit", "close_project", "zoom_in", "zoom_out", "zoom_reset", "dark", "sample", "take_out", "undo", "redo"}
SKIPPED |= {"open_original", "open_file", "open_folder", "print", "read_again", "back", "watch", "add_folder"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=SETTINGS, default=list(SETTINGS))
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.here:
        take(asked.folder, asked.only[0])
        return 0
    failed = []
    for name in asked.only:
        variables = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": f"{SETTINGS[name].scale:g}"}
        command = [sys.executable, __file__, str(asked.folder), "--only", name, "--here"]
        done = subprocess.run(command, env={**os.environ, **variables}, check=False)
        failed += [name] if done.returncode else []
    print(f"failed: {' '.join(failed)}" if failed else "done")
    return 1 if failed else 0


def take(folder: Path, name: str) -> None:
    """All pictures of one setting, in this process."""
    from camera import Camera  # noqa: PLC0415  # Qt reads the scale when it is loaded
    from PySide6.QtWidgets import QApplication, QFileDialog  # noqa: PLC0415
    from standing import settled, wait, window_of  # noqa: PLC0415

    from pingbi_qt import settings  # noqa: PLC0415
    from pingbi_qt.actions import ACTS  # noqa: PLC0415
    from pingbi_qt.desk import Desk  # noqa: PLC0415

    setting = SETTINGS[name]
    nothing: Callable[..., tuple[str, str]] = lambda *_a, **_k: ("", "")  # noqa: E731
    for asking in ("getOpenFileName", "getSaveFileName", "getOpenFileNames"):
        setattr(QFileDialog, asking, nothing)
    QFileDialog.getExistingDirectory = lambda *_a, **_k: ""  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"PINGBI_SETTINGS": f"{home}/设置", "HOME": home}
        application = QApplication([])
        kept = settings.load()
        kept.theme = setting.theme
        kept.save()
        window = window_of(application, Desk(by="张三"), setting.width, setting.height)
        camera = Camera(window, folder, name)
        settled(window)
        camera.picture("start")
        window.acts["sample"].trigger()
        wait(lambda: window.desk.view is not None)
        camera.picture("sample-opened")
        settled(window)
        camera.picture("tour")
        window.around.tour.stop()
        for page in PAGES:
            window.show_page(page)
            settled(window)
            camera.picture(page)
            for act in ACTS:
                if act.id in SKIPPED or (act.where and page not in act.where) or (not act.where and page != "collect"):
                    continue
                if act.id.startswith(("step_", "go_")) or not window.acts[act.id].isEnabled():
                    continue
                window.acts[act.id].trigger()
                settled(window)
                camera.picture(f"{page}-{act.id}", only_if_new=page)
                camera.put_away()
                window.around.tour.stop()  # its line belongs to pictures of its own
                if window.page != page:
                    window.show_page(page)
                    settled(window)
        by_itself(window, camera, Path(home))
        camera.tell()
        window.close()


def by_itself(window: Window, camera: Camera, home: Path) -> None:
    """What no action shows alone: a trial under way, a file that cannot be read."""
    from standing import settled, wait  # noqa: PLC0415  # as in `take`

    window.show_page("score")
    settled(window)
    weights = cast("ScorePage", window.pages["score"]).strip.controls[:2]
    for control, more in zip(weights, (5, -5), strict=False):
        control.field.setValue(control.field.value() + more)
    wait(lambda: window.bar.said().startswith("试算改了"))  # the answer comes a moment after the last move
    settled(window)
    camera.picture("score-trial")
    broken = home / "清丰县上报表.xlsx"
    broken.write_bytes(b"PK\x03\x04" + bytes(900))
    window.take([str(broken)])
    settled(window)
    camera.picture("collect-broken-file")


if __name__ == "__main__":
    sys.exit(main())
