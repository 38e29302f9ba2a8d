"""Inputs are found and read without a project, and received in the order of their last change."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from pingbi import casework, project
from pingbi.casework import Case
from pingbi.casework import incoming as incoming_module
from pingbi.casework.arriving import take
from pingbi.casework.incoming import (
    Found,
    Ground,
    Hearing,
    Incoming,
    Turns,
    ground_of,
    pasted,
    read_in,
    stored,
    whereabouts,
)
from pingbi.children import StoppedError
from pingbi.model import PingbiError
from pingbi.reading import FileRead

Make = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> Make:
    """`table("甲县.csv", "甲县,30,5", at=1000)`: a table that was last changed then."""

    def made(name: str, *lines: str, at: int = 0) -> Path:
        path = tmp_path / "上报" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(("县区,投资,税收", *lines)) + "\n", encoding="utf-8")
        if at:
            os.utime(path, (at, at))
        return path

    return made


class Heard(list[tuple[str, str]]):
    """What was told while it was read."""

    def hearing(self, *given_up: str) -> Hearing:
        names: dict[int, str] = {}

        def found(row: Found) -> None:
            names[row.order] = row.name
            self.append(("found", row.name))

        return Hearing(
            found,
            lambda row: self.append(("begun", row.name)),
            lambda: self.append(("all found", "")),
            lambda order: names[order] in given_up,
        )


def test_the_two_halves_are_what_receiving_is(case: Case, table: Make, tmp_path: Path) -> None:
    paths = [table("甲县.csv", "甲县,30,5", at=2000), table("乙县.csv", "乙县,20,6", at=1000)]
    read = sorted(read_in(paths, ground_of(case)), key=lambda come: come.found.turn)
    assert case.project.steps == 0
    arrivals = list(take(case, read))
    with project.create(tmp_path / "另.pingbi", case.project.scheme_text(), "张三") as held:
        other = list(casework.receive(Case(held), paths))
        assert [row.line for row in held.history()] == [row.line for row in case.project.history()]
    assert [row.name for row in arrivals] == [row.name for row in other] == ["乙县.csv", "甲县.csv"]
    assert case.evaluation().figures.value("甲县", "a") == 30


def test_each_file_is_found_before_it_is_begun_and_all_are_found_in_the_end(case: Case, table: Make) -> None:
    paths = [table(f"{name}.csv", f"{name},1,2") for name in ("甲县", "乙县", "丙县")]
    heard = Heard()
    assert len(list(read_in(paths, ground_of(case), hearing=heard.hearing()))) == 3
    for path in paths:
        assert heard.index(("found", path.name)) < heard.index(("begun", path.name))
    assert heard.count(("all found", "")) == 1


def test_the_one_changed_first_is_read_first(case: Case, table: Make) -> None:
    paths = [table("甲县.csv", "甲县,1,2", at=3000), table("乙县.csv", "乙县,1,2", at=1000)]
    heard = Heard()
    list(read_in(paths, ground_of(case), hearing=heard.hearing()))
    assert [name for what, name in heard if what == "begun"] == ["乙县.csv", "甲县.csv"]


def test_a_file_that_is_given_up_is_not_read_and_the_others_are(case: Case, table: Make) -> None:
    paths = [table(f"{name}.csv", f"{name},1,2") for name in ("甲县", "乙县")]
    heard = Heard()
    read = list(read_in(paths, ground_of(case), hearing=heard.hearing("甲县.csv")))
    assert [come.file.name for come in read] == ["乙县.csv"]
    assert ("begun", "甲县.csv") not in heard


def test_a_file_that_is_given_up_while_it_is_read_is_not_handed_out(case: Case, table: Make) -> None:
    path = table("甲县.csv", "甲县,1,2")
    begun: list[Found] = []
    hearing = Hearing(begun=begun.append, given_up=lambda _: bool(begun))
    told: list[FileRead] = []
    assert list(read_in([path], ground_of(case), hearing=hearing, on_read=told.append)) == []
    assert len(begun) == len(told) == 1


def test_all_is_stopped_at_a_wish(case: Case, table: Make) -> None:
    with pytest.raises(StoppedError):
        list(read_in([table("甲县.csv", "甲县,1,2")], ground_of(case), cancelled=lambda: True))


def test_a_file_within_an_archive_names_it(case: Case, table: Make, tmp_path: Path) -> None:
    archive = tmp_path / "各区汇总.zip"
    with ZipFile(archive, "w") as out:
        for name in ("甲县", "乙县"):
            out.write(table(f"{name}.csv", f"{name},1,2"), f"{name}.csv")
    names = {come.file.name for come in read_in([archive], ground_of(case))}
    assert names == {"各区汇总.zip/甲县.csv", "各区汇总.zip/乙县.csv"}


def test_pasted_text_has_a_name_that_is_not_taken(case: Case) -> None:
    first = pasted("甲县完成投资30.5亿元。")
    second = pasted("乙县完成投资20亿元。", [first.name])
    assert (first.name, second.name) == ("粘贴的文字 1", "粘贴的文字 2")
    assert pasted("x", ["粘贴的文字 2", "甲县.csv"]).name == "粘贴的文字 1"
    read = sorted(read_in([first, second], ground_of(case)), key=lambda come: come.found.turn)
    arrivals = list(take(case, read))
    assert [row.name for row in arrivals] == ["粘贴的文字 1", "粘贴的文字 2"]
    assert all(row.submission is not None for row in arrivals)


def test_a_submission_is_read_again_from_the_project_and_stands_instead_of_what_could_not_be_read(
    case: Case, table: Make
) -> None:
    path = table("甲县.csv", "甲县,30,5")
    whole = path.read_bytes()
    (come,) = read_in([path], ground_of(case))
    nothing = Incoming(
        come.found,
        FileRead(come.file.name, 0, 1),
        whole,
        project.Reading(come.reading.sha, come.file.name, come.reading.rules, "0", "2022-07-06T10:00:00+08:00"),
    )
    (first,) = take(case, [nothing])
    assert first.submission is not None
    path.unlink()
    again = stored(case, first.submission.number)
    assert again.data == whole
    (second,) = take(case, read_in([again], ground_of(case)))
    assert second.submission is not None
    assert [row.number for row in case.project.state.taken] == [second.submission.number]
    assert case.evaluation().figures.value("甲县", "a") == 30
    case.project.undo()
    with pytest.raises(PingbiError, match="已经不在项目里"):
        stored(case, second.submission.number)


def test_what_is_found_later_than_the_bytes_ahead_is_read_all_the_same(
    case: Case, table: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming_module, "AHEAD", 1)
    paths = [table(f"{at}.csv", f"甲县,{at},2", at=9000 - at) for at in range(1, 6)]
    heard = Heard()
    assert len(list(read_in(paths, ground_of(case), hearing=heard.hearing()))) == 5
    assert heard[0][0] == "found"
    assert heard[1][0] == "begun"


def test_a_scheme_of_other_rules_reads_as_it_says(case: Case, table: Make) -> None:
    ground = ground_of(case)
    assert isinstance(ground, Ground)
    (come,) = read_in([table("甲县.csv", "甲县,30,5")], ground)
    assert come.reading.rules == case.reading_rules(case.project.state)


def found(order: int, modified: float) -> Found:
    return Found(order, f"{order}.csv", 1, modified)


def come_of(row: Found) -> Incoming:
    reading = project.Reading("", row.name, "", "", "2022-07-06T10:00:00+08:00")
    return Incoming(row, FileRead(row.name, row.order, 1), b"x", reading)


def ready(turns: Turns) -> list[int]:
    return [come.found.order for come in turns.ready()]


def test_turns_come_in_the_order_of_the_last_change_whatever_is_read_first() -> None:
    turns = Turns()
    rows = [found(0, 30.0), found(1, 10.0), found(2, 20.0)]
    for row in rows:
        turns.found(row)
    turns.read(come_of(rows[0]))
    assert ready(turns) == []
    turns.all_found()
    assert ready(turns) == []
    turns.read(come_of(rows[1]))
    assert ready(turns) == [1]
    turns.read(come_of(rows[2]))
    assert ready(turns) == [2, 0]
    assert turns.waiting == 0


def test_nobody_waits_for_what_is_given_up() -> None:
    turns = Turns()
    rows = [found(0, 10.0), found(1, 20.0), found(2, 30.0)]
    for row in rows:
        turns.found(row)
    turns.all_found()
    turns.read(come_of(rows[2]))
    turns.read(come_of(rows[1]))
    turns.given_up(0)
    turns.given_up(2)
    assert ready(turns) == [1]


def test_an_input_is_found_again_where_it_came_from(table: Make, tmp_path: Path) -> None:
    path = table("甲县.csv", "甲县,1,2")
    archive = path.parent / "汇总.zip"
    with ZipFile(archive, "w") as out:
        out.write(path, "乙县.csv")
    assert whereabouts([tmp_path / "别处.csv", path], "甲县.csv") == path
    assert whereabouts([archive], "汇总.zip/乙县.csv") == archive
    assert whereabouts([tmp_path], "上报/汇总.zip/乙县.csv") == archive
    assert whereabouts([tmp_path], "上报/甲县.csv") == path
    path.unlink()
    assert whereabouts([path, tmp_path], "上报/甲县.csv") is None
