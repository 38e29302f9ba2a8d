"""A damaged file is said, never taken for another state; what can be read is saved, what is missing is said."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from pingbi import project
from pingbi.model import PingbiError
from pingbi.project import changes

SEED = int(os.environ.get("PINGBI_SEED", "20221125"))
TIMES = int(os.environ.get("PINGBI_HARMS", "15"))
Receive = Callable[..., project.Step]


def sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


class Shown(NamedTuple):
    """All that a project shows."""

    state: project.State
    history: tuple[project.Step, ...]
    contents: list[bytes]
    exports: list[project.Export]
    scheme: str
    readings: dict[int, project.Reading]


def shown(path: Path) -> Shown:
    """Every piece is looked at."""
    with project.open(path, "张三", read_only=True) as held:
        contents = [held.content(row.sha) for row in held.state.submissions]
        exports = [held.export(row.number) for row in held.exports()]
        return Shown(held.state, held.history(), contents, exports, held.scheme_text(), dict(held.readings()))


def same(damaged: Shown, whole: Shown) -> None:
    """What is shown of a damaged file is as it was; a reading may have vanished: it is made again from the bytes."""
    assert damaged[:5] == whole[:5]
    assert all(whole.readings[number] == reading for number, reading in damaged.readings.items())


def test_a_sound_file_is_recovered_whole(filled: Path) -> None:
    saved = project.recover(filled)
    assert saved.missing == ()
    assert saved.path.name == "例（恢复）.pingbi"
    assert shown(saved.path) == shown(filled)
    assert project.recover(filled).path.name == "例（恢复2）.pingbi"


def random_flips(data: bytes, chance: Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 30])):
        damaged[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def random_cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(4096, len(data))]


def random_page(data: bytes, chance: Random) -> bytes:
    page = chance.randrange(1, len(data) // 4096) * 4096
    return data[:page] + chance.randbytes(4096) + data[page + 4096 :]


@pytest.fixture
def larger(filled: Path, receive: Receive) -> Path:
    """Some hundred pages."""
    with project.open(filled, "张三") as held:
        for number in range(12, 90):
            receive(held, number, f"{'甲乙丙丁'[number % 4]}县", size=5000)
    return filled


def said_by(call: Callable[[], object]) -> str:
    """What it says where it cannot be done; empty where it can."""
    try:
        call()
    except PingbiError as error:
        return str(error)
    return ""


HARMS = [
    pytest.param(random_flips, 0.8, id="bits"),
    pytest.param(random_cut, 0.2, id="cut off"),
    pytest.param(random_page, 0.6, id="a page"),
]


@pytest.mark.parametrize(("harm", "share"), HARMS)
def test_damage_at_random_is_said_and_the_rest_is_saved(
    larger: Path, harm: Callable[[bytes, Random], bytes], share: float
) -> None:
    print(f"PINGBI_SEED={SEED}")
    chance = Random(SEED)  # noqa: S311  # to repeat a run, not to keep a secret
    data, whole = larger.read_bytes(), shown(larger)
    with project.open(larger, "张三", read_only=True) as held:
        steps, original = held.history(), {row.sha: held.content(row.sha) for row in held.state.submissions}
    said = saved_steps = 0
    for turn in range(TIMES):
        path = larger.parent / f"{turn}.pingbi"
        path.write_bytes(damaged := harm(data, chance))
        if line := said_by(lambda path=path: same(shown(path), whole)):  # type: ignore[misc]  # its default is a Path
            assert "\n" not in line
            said += 1
        try:
            saved: project.Recovered | None = project.recover(path)
        except PingbiError as error:
            hopeless = str(error)
            saved = None
        assert path.read_bytes() == damaged
        if saved is None:
            assert "恢复不了" in hopeless
            continue
        with project.open(saved.path, "张三") as held:
            there = {row.number: row for row in held.history()}
            lost = [row for row in steps if there.get(row.number) != row]
            assert saved.missing or not lost, "what is missing is said"
            saved_steps += len(steps) - len(lost)
            for row in held.state.submissions:
                if said_by(lambda held=held, row=row: held.content(row.sha)):  # type: ignore[misc]  # as above
                    assert any(f"第{row.number}步" in line for line in saved.missing)
                else:
                    assert held.content(row.sha) == original[row.sha]
            assert len(dict(held.readings())) <= len(held.state.taken)
            held.record(changes.DeadlineSet("2022-07-10"))
    print(f"{said} of {TIMES} said, {saved_steps / TIMES / len(steps):.0%} of the steps saved")
    assert said > TIMES / 2
    assert saved_steps > TIMES * len(steps) * share


def test_bytes_that_were_altered_are_told_and_kept_under_their_own_digest(filled: Path) -> None:
    sql(filled, "UPDATE content SET data = 'abc' || data WHERE id = 3", "UPDATE content SET data = CAST(data AS BLOB)")
    with project.open(filled, "张三", read_only=True) as held:
        row = held.state.submissions[1]
        with pytest.raises(project.DamagedError, match="原件已变"):
            held.content(row.sha)
    saved = project.recover(filled)
    (line,) = saved.missing
    assert line.startswith("第2步“收到乙县的乙县1.xlsx”的字节已变，按现在的样子另存，摘要 ")
    with project.open(saved.path, "张三") as held:
        assert held.content(project.digest(b"abc" + (b"1:" * 300)[:300])).startswith(b"abc1:")


def test_bytes_that_are_gone_are_told(filled: Path) -> None:
    sql(filled, "DELETE FROM content WHERE id = 4")
    assert project.recover(filled).missing == ("第3步“收到丙县的丙县2.xlsx”的原件缺失",)


def test_a_change_that_was_altered_is_left_out_and_the_others_stay(filled: Path) -> None:
    """The correction of step 15; what was done after it still holds, what was abandoned stays so."""
    with project.open(filled, "张三", read_only=True) as held:
        before, steps = held.state, held.history()
    number = next(row.number for row in steps if row.kind == "corrected" and row.standing is project.Standing.DONE)
    sql(filled, f"UPDATE change SET payload = replace(payload, '2.50', '2.60') WHERE seq = {number}")  # noqa: S608
    with pytest.raises(project.DamagedError, match=f"第{number}步的记录缺失或已变"):
        project.open(filled, "张三")
    saved = project.recover(filled)
    assert saved.missing == (f"第{number}步的记录已变，原来写着“{steps[number - 1].line}”，没有恢复",)
    with project.open(saved.path, "张三") as held:
        assert held.state.corrections == ()
        assert held.state.decisions == before.decisions
        assert held.state.submissions == before.submissions
        assert [row.standing for row in held.history()] == [row.standing for row in steps]


@pytest.mark.parametrize("number", range(1, 20))
def test_one_lost_row_changes_nothing_about_the_others(filled: Path, number: int) -> None:
    with project.open(filled, "张三", read_only=True) as held:
        steps = held.history()
    assert len(steps) == 19
    sql(filled, f"DELETE FROM change WHERE seq = {number}")  # noqa: S608
    with pytest.raises(project.DamagedError):
        project.open(filled, "张三")
    saved = project.recover(filled)
    with project.open(saved.path, "张三") as held:
        there = held.history()
    assert [row for row in there if row.number != number][:17] == [row for row in steps if row.number != number][:17]
    assert f"第{number}步的记录缺失，没有恢复" in saved.missing


def test_an_export_whose_figures_are_lost_keeps_its_number(filled: Path) -> None:
    sql(filled, "UPDATE exported SET data = x'00'")
    with (
        project.open(filled, "张三", read_only=True) as held,
        pytest.raises(project.DamagedError, match="第1号导出的数据已变"),
    ):
        held.export(1)
    saved = project.recover(filled)
    assert saved.missing == ("第1号导出（排名.xlsx）的数据缺失",)
    with project.open(saved.path, "张三") as held:
        assert held.next_export("a", program="").number == 2
        with pytest.raises(project.DamagedError, match="第1号导出的数据缺失"):
            held.export(1)


def test_readings_that_were_altered_are_read_again(filled: Path) -> None:
    sql(filled, "UPDATE reading SET data = data || x'00' WHERE id < 3", "UPDATE reading SET data = CAST(data AS BLOB)")
    with (
        project.open(filled, "张三", read_only=True) as held,
        pytest.raises(project.DamagedError, match="读取结果已变"),
    ):
        dict(held.readings())
    saved = project.recover(filled)
    assert saved.missing == ("2份读取结果已变，要重新读取",)
    with project.open(saved.path, "张三") as held:
        assert len(held.readings()) == 10


def test_what_is_no_project_cannot_be_recovered(tmp_path: Path) -> None:
    path = tmp_path / "例.pingbi"
    path.write_bytes(b"PK\x03\x04" + bytes(9000))
    with pytest.raises(PingbiError, match="恢复不了"):
        project.recover(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_crash_before_the_damage_was_noticed_is_rolled_back_in_the_saved_file(filled: Path) -> None:
    whole = shown(filled)
    with closing(sqlite3.connect(filled, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("DELETE FROM change")
        connection.execute("INSERT INTO content (sha, data) VALUES ('x', zeroblob(2000000))")
        shutil.copytree(filled.parent, filled.parent / "crashed")
        connection.execute("ROLLBACK")
    saved = project.recover(filled.parent / "crashed" / filled.name)
    assert saved.missing == ()
    assert shown(saved.path) == whole
