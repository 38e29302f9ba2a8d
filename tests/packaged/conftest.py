"""The program from its sources, and as the packaged folder where PINGBI_PACKAGED names one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from program import ROOT, Home, Program

from pingbi import casework, pipeline, project
from pingbi import scheme as schemes
from pingbi.casework import Case

PACKAGED = "PINGBI_PACKAGED"
WAYS = ("from source", "packaged") if PACKAGED in os.environ else ("from source",)


@pytest.fixture(scope="session")
def packaged_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged program, copied to where a person might put it. Only to be read."""
    given = os.environ.get(PACKAGED)
    if not given:
        pytest.skip(f"{PACKAGED} names no packaged folder: `python3 build/package.py --tests` builds and names it")
    target = tmp_path_factory.mktemp("评 比") / "我的 程序" / "pingbi"
    return Path(shutil.copytree(ROOT / given, target, symlinks=True))


@pytest.fixture
def own_folder(packaged_folder: Path, tmp_path: Path) -> Path:
    """The same, the test's own: files may be added and taken away, not changed."""
    return Path(shutil.copytree(packaged_folder, tmp_path / "程 序", symlinks=True, copy_function=os.link))


@pytest.fixture(params=WAYS)
def program(request: pytest.FixtureRequest) -> Program:
    """Both where there are both, one after the other."""
    if request.param == "packaged":
        return Program.packaged(request.getfixturevalue("packaged_folder"))
    return Program.from_source()


@pytest.fixture
def home(program: Program, tmp_path: Path) -> Iterator[Home]:
    """With nothing in it."""
    made = Home(tmp_path / "家", program)
    yield made
    made.close()


@pytest.fixture
def packaged_home(own_folder: Path, tmp_path: Path) -> Iterator[Home]:
    """With nothing in it, and a packaged program that is the test's own."""
    made = Home(tmp_path / "家", Program.packaged(own_folder))
    yield made
    made.close()


@pytest.fixture(scope="session")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("示例")
    pipeline.write_sample(folder / "各县 上报")
    with project.create(folder / "示例.pingbi", schemes.find("").read_text(encoding="utf-8"), "张三") as held:
        list(casework.receive(Case(held), [folder / "各县 上报"]))
    return folder


@pytest.fixture(scope="session")
def submissions(_sample: Path) -> Path:
    """The sample's files. Only to be read."""
    return _sample / "各县 上报"


@pytest.fixture
def sample_project(_sample: Path, tmp_path: Path) -> Path:
    """A project with the sample received, under a name with blanks, the test's own."""
    return Path(shutil.copy(_sample / "示例.pingbi", tmp_path / "2022年 上半年.pingbi"))
