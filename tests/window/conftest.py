"""The window without a screen: a desk, a fresh settings folder, the sample project, waits that end with the work."""

from __future__ import annotations

import gc
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from slow_engine import Slow, SlowEngine
from standing import open_project, settled, window_of
from unseen import choose

from pingbi import casework, pipeline, project
from pingbi import scheme as schemes
from pingbi.casework import Case
from pingbi_qt.desk import Desk
from pingbi_qt.window import Window

choose()
collect_ignore = [] if sys.platform.startswith("linux") else ["real", "input_method"]  # X11, and typing there

PATIENCE = 60_000  # milliseconds: a machine with much else to do; no test waits for it to pass
Finished = Callable[[Desk], None]


@pytest.fixture(autouse=True)
def _collected_in_the_windows_thread() -> Iterator[None]:
    """A widget that Python collects in another thread than its own brings the process down."""
    gc.disable()
    yield
    for widget in QApplication.topLevelWidgets():  # else each theme and zoom is put on all windows of all tests
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect(1)
    gc.enable()


@pytest.fixture(autouse=True)
def settings_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the person who runs the tests is read or changed."""
    folder = tmp_path / "设置"
    monkeypatch.setenv("PINGBI_SETTINGS", str(folder))
    return folder


@pytest.fixture
def desk(qapp: object) -> Iterator[Desk]:
    """A desk without a project; what still waits when the test ends is done or dropped then."""
    del qapp
    made = Desk(by="张三")
    yield made
    assert made.close()


@pytest.fixture
def finished(qtbot: QtBot) -> Finished:
    """`finished(desk)`: all that was asked is answered, and what the answers asked in turn."""

    def wait(desk: Desk) -> None:
        qtbot.waitUntil(lambda: not desk.operations, timeout=PATIENCE)

    return wait


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's submissions, as 打开示例 writes them. Only to be read."""
    folder = tmp_path_factory.mktemp("示例") / "各县区报来"
    pipeline.write_sample(folder)
    return folder


@pytest.fixture(scope="session")
def _sample_made(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("示例项目") / "示例.pingbi"
    with project.create(path, schemes.find("").read_text(encoding="utf-8"), "张三") as held:
        case = Case(held)
        list(casework.receive(case, [sample_folder]))
        case.evaluation()
    return path


@pytest.fixture
def sample_project(_sample_made: Path, tmp_path: Path) -> Path:
    """A project with the sample received, the test's own."""
    return Path(shutil.copy(_sample_made, tmp_path / "示例.pingbi"))


@pytest.fixture
def sample_desk(desk: Desk, sample_project: Path, finished: Finished) -> Desk:
    """A desk with the sample open."""
    desk.open(sample_project)
    finished(desk)
    assert desk.view is not None
    return desk


@pytest.fixture
def window(qapp: QApplication, desk: Desk, settings_folder: Path) -> Iterator[Window]:
    """The window as the program makes it, on its first page, for 1366×768."""
    del settings_folder  # before it reads them
    made = window_of(qapp, desk)
    settled(made)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def sample_window(window: Window, sample_project: Path) -> Window:
    """The window with the sample open."""
    open_project(window, sample_project)
    return window


@pytest.fixture
def slow(desk: Desk) -> Iterator[Slow]:
    """`slow(answer)`: an engine that takes as long as the test wants; an exception as answer is raised."""
    del desk  # its threads outlive this one's work
    made: list[SlowEngine] = []

    def make(answer: object = None) -> SlowEngine:
        made.append(SlowEngine(answer))
        return made[-1]

    yield make
    for engine in made:
        engine.go_on.set()
