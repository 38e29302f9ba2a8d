"""A small project to be changed, broken and opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pingbi import project
from pingbi.model import Figure, InSheet, Source
from pingbi.project import changes

SCHEME = """
[scheme]
name = "例"
period = "2022H1"
[[indicator]]
id = "done"
name = "完成投资"
[[criterion]]
id = "growth"
name = "增速"
"""
BY, PROGRAM = "张三", "0.9"
Receive = Callable[..., project.Step]


@pytest.fixture(scope="session")
def scheme_text() -> str:
    return SCHEME


@pytest.fixture(scope="session")
def receive() -> Receive:
    """`receive(held, 3, "甲县")`: a submission that no other number has comes, with what was read of it."""

    def come(
        held: project.Project, number: int, county: str = "甲县", size: int = 300, *, taken: bool = True
    ) -> object:
        data = (f"{number}:".encode() * size)[:size]
        sha, name = project.digest(data), f"{county}{number}.xlsx"
        origin = InSheet(name, "填报表", "D7", f"{number}.50")
        figure = Figure(county, "done", Decimal(f"{number}.50"), "2022H1", Source.TEMPLATE, origin)
        reading = project.Reading(sha, name, held.state.rules, PROGRAM, "2022-07-01T09:00:00+08:00", (figure,))
        came = changes.Received(name, sha, len(data), (county,), taken=taken)
        return held.record(came, contents=(data,), reading=reading)

    return come  # type: ignore[return-value]  # a Step


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A new project, closed."""
    path = tmp_path / "例.pingbi"
    project.create(path, SCHEME, BY, PROGRAM).close()
    return path


@pytest.fixture
def filled(made: Path, receive: Receive) -> Path:
    """A project with some of everything: a branch of its history is 已放弃, its last change is undone."""
    with project.open(made, BY, PROGRAM) as held:
        for number in range(12):
            receive(held, number, f"{'甲乙丙丁'[number % 4]}县")
        held.record(changes.Corrected("甲县", "done", Decimal("1.5"), "漏报一个项目", changes.How.PHONE))
        held.undo()
        held.record(changes.Corrected("甲县", "done", Decimal("2.50"), "漏报两个项目", changes.How.PAPER))
        held.record(changes.Decided("甲县", "growth", Decimal("-0.5"), "市长办公会", added=True))
        figures = tuple(held.readings()[1].figures)
        export = held.next_export("排名.xlsx", program=PROGRAM, digest="0a1b2c3d")
        held.record_export(replace(export, figures=figures))
        held.record(changes.Marked("甲县", changes.Marking.RETURNED))
        held.undo()
    return made
