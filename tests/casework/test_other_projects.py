"""What several people have collected: files that are merged, and a file that somebody else has open."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from pingbi import casework, project
from pingbi.casework import Case
from pingbi.cli import main

Send = Callable[..., None]
HOLDING = """
import sys
from pathlib import Path
from pingbi import project
with project.open(Path(sys.argv[1]), "王五") as held:
    print(held.read_only, flush=True)
    sys.stdin.read()
"""


def copied(case: Case, name: str) -> Path:
    """The file as it is now, for another person."""
    path = case.project.path.with_name(name)
    shutil.copyfile(case.project.path, path)
    return path


@contextmanager
def at_work(path: Path, by: str) -> Iterator[Case]:
    with project.open(path, by) as held:
        yield Case(held)


@pytest.fixture
def in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def bring(case: Case, *others: Path) -> int:
    """The command, on the case's file."""
    path = case.project.path
    case.project.close()
    return main(["import", *map(str, others), "--project", str(path), "--by", "张三"])


def test_another_person_s_file_comes_in_whatever_it_is_called(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copied(case, "李四的.dat")
    table = tmp_path / "乙县.csv"
    table.write_text("县区,投资,税收\n乙县,20,6\n", encoding="utf-8")
    with at_work(path, "李四") as other:
        list(casework.receive(other, [table]))
        casework.correct(other, "乙县", "税收", Decimal(7), "漏报一户企业")
    own = case.project.path
    assert bring(case, path) == 0
    assert capsys.readouterr().out.count("第") == 2
    with at_work(own, "张三") as merged:
        (came,) = merged.project.state.submissions
        assert (came.name, came.by) == ("乙县.csv", "李四")
        figure = merged.evaluation().figures.get("乙县", "b")
        assert figure is not None
        assert figure.value == Decimal(7)
        assert "漏报一户企业，李四" in str(figure.origin)
    assert main(["import", str(path), "--project", str(own)]) == 0
    assert capsys.readouterr().out == "李四的.dat 里没有本项目还没有的\n"


def test_what_two_people_say_differently_is_a_line_each_and_status_1(
    case: Case, send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    send("甲县.csv", "甲县,30,5")
    path = copied(case, "李四.pingbi")
    with at_work(path, "李四") as other:
        casework.correct(other, "甲县", "投资", Decimal(32), "重复报了一个项目")
        casework.correct(other, "甲县", "税收", Decimal(4), "多报一户企业")
    casework.correct(case, "甲县", "投资", Decimal(31), "漏报一个项目")
    casework.correct(case, "甲县", "税收", Decimal(6), "漏报一户企业")
    own = case.project.path
    assert bring(case, path) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition("两边不同")[0] for line in lines] == [
        "两边不一致：甲县的投资的核定数",
        "两边不一致：甲县的税收的核定数",
    ]
    with at_work(own, "张三") as merged:
        assert [row.value for row in merged.project.state.corrections] == [Decimal(31), Decimal(6)]


def test_a_project_does_not_come_into_itself(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    link = case.project.path.with_name("又一个名.pingbi")
    os.link(case.project.path, link)
    own = case.project.path
    assert bring(case, link) == 2
    assert capsys.readouterr().err == "又一个名.pingbi 就是本项目，不能收进它自己\n"
    assert main(["import", str(own), "--previous", "--project", str(own)]) == 2
    assert "就是本项目" in capsys.readouterr().err


def test_a_file_of_another_scheme_is_refused_and_changes_nothing(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = case.project.scheme_text().replace("weight = 100", "weight = 90")
    other = tmp_path / "别的.pingbi"
    project.create(other, text, "李四").close()
    own, steps = case.project.path, case.project.steps
    assert bring(case, other) == 2
    assert "方案不同" in capsys.readouterr().err
    with at_work(own, "张三") as left:
        assert left.project.steps == steps


def test_what_only_has_the_name_of_a_project_is_no_project(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = tmp_path / "甲县.pingbi"
    named.write_text("县区,投资,税收\n甲县,30,5\n", encoding="utf-8")
    assert not casework.is_project(named)
    own = case.project.path
    assert bring(case, named) == 0
    capsys.readouterr()
    with at_work(own, "张三") as left:
        figure = left.evaluation().figures.get("甲县", "a")
        assert figure is not None
        assert figure.value == Decimal(30)


def test_a_project_that_lies_in_a_folder_of_submissions_is_passed_over(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "上报"
    folder.mkdir()
    (folder / "甲县.csv").write_text("县区,投资,税收\n甲县,30,5\n", encoding="utf-8")
    shutil.copyfile(case.project.path, folder / "李四.pingbi")
    with at_work(folder / "李四.pingbi", "李四") as other:
        casework.correct(other, "甲县", "税收", Decimal(4), "多报一户企业")
    own = case.project.path
    assert bring(case, folder) == 0
    assert "李四" not in "".join(capsys.readouterr())
    with at_work(own, "张三") as left:
        assert [row.name for row in left.project.state.submissions] == ["甲县.csv"]
        assert left.project.state.corrections == ()


def test_a_file_of_a_newer_program_and_a_torn_one_are_told_in_a_line(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    newer, torn = copied(case, "新.pingbi"), copied(case, "残.pingbi")
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("PRAGMA user_version = 99")
    torn.write_bytes(torn.read_bytes()[:2000])
    own = case.project.path
    for path, said in ((newer, "新.pingbi 由较新的程序"), (torn, "残.pingbi ")):
        assert bring(case, path) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(said)
    with at_work(own, "张三") as left:
        assert left.project.history() == ()


@pytest.mark.usefixtures("in_its_folder")
@pytest.mark.parametrize(
    "command",
    [
        ("correct", "甲县", "投资", "31", "--reason", "漏报一个项目"),
        ("mark", "甲县", "returned"),
        ("deadline", "2022-07-10"),
        ("undo",),
        ("import", "乙县.csv"),
    ],
    ids=lambda command: command[0],
)
def test_while_somebody_else_has_the_file_it_can_be_looked_at_and_not_changed(
    case: Case, send: Send, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    send("甲县.csv", "甲县,30,5")
    Path("乙县.csv").write_text("县区,投资,税收\n乙县,20,6\n", encoding="utf-8")
    path = case.project.path
    case.project.close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "\n"  # it may write
        assert main([command[0], "--project", str(path), *command[1:]]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(f"{path.name} 只能查看：王五（")
        assert line.endswith("正在使用")
        assert main(["status", "--project", str(path)]) == 0
        other.communicate("")
    assert main([command[0], "--project", str(path), *command[1:]]) == 0


def test_a_new_project_does_not_begin_with_another_and_leaves_nothing_behind(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "新.pingbi"
    assert main(["import", str(copied(case, "李四.pingbi")), "--project", str(new)]) == 2
    assert "把它复制过来即可" in capsys.readouterr().err
    assert not new.exists()
