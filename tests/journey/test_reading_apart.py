"""Reading in child processes, seen from `gather`: a strange file is one finding, the order of completion is nothing."""

from __future__ import annotations

import importlib
import multiprocessing
import sys
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import pytest

from pingbi import pipeline, reading
from pingbi.children import Children, StoppedError
from pingbi.readers import DuplicateFile, Input, UnreadableFile, inputs
from pingbi.reading import FileRead, Material
from pingbi.scheme import Scheme

COUNTIES = ("华龙区", "濮阳县", "清丰县", "南乐县", "范县", "台前县")


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return pipeline.load_scheme("")


@pytest.fixture
def children() -> Iterator[Children]:
    found = Children(2)
    yield found
    found.close()


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children, which find the module by the path that they are given, read as its submission() reads."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setattr(reading, "submission", importlib.import_module("strange_submission").submission)
    monkeypatch.setattr(reading, "SECONDS", 8.0)


def table(path: Path, seed: int) -> Path:
    """A small table of all counties, another one for each seed."""
    path.parent.mkdir(exist_ok=True)
    rows = [f"{county},{seed + at}.{seed % 10},{at}" for at, county in enumerate(COUNTIES)]
    path.write_text("\n".join(["县区,工业投资,新签约工业项目", *rows]), encoding="utf-8")
    return path


def undated(material: Material) -> Material:
    return replace(material, figures=tuple(replace(figure, read_at="") for figure in material.figures))


STRANGE = {
    "hangs": "8秒还没有读完",
    "aborts": "程序中断（SIGABRT）",
    "crashes": "程序中断（SIGSEGV）",
    "quits": "程序中断（exit 0）",
    "raises": "程序出错（KeyError）",
    "eats": "内存太多",
}


@pytest.mark.skipif(sys.platform == "win32", reason="no signal ends a process on Windows")
@pytest.mark.usefixtures("strange")
def test_each_strange_file_is_one_finding_and_the_others_are_read(
    tmp_path: Path, scheme: Scheme, children: Children, capfd: pytest.CaptureFixture[str]
) -> None:
    good = [table(tmp_path / f"{seed:02}.csv", seed) for seed in range(8)]
    prints = table(tmp_path / "prints loudly.csv", 60)
    wanted = pipeline.gather([*good, prints], scheme, children=children)
    for at, name in enumerate(STRANGE, 20):
        table(tmp_path / f"{name} at once.csv", at)
    found = pipeline.gather([tmp_path], scheme, children=children)
    lost = {row.file: row.reason for row in found.findings if isinstance(row, UnreadableFile)}
    assert lost.keys() == {f"{name} at once.csv" for name in STRANGE}
    for name, words in STRANGE.items():
        assert words in lost[f"{name} at once.csv"]
    assert found.read == len(good) + 1
    assert {replace(row, order=0, read_at="") for row in found.figures} == {
        replace(row, order=0, read_at="") for row in wanted.figures
    }
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("strange")
def test_the_material_is_the_same_whichever_file_is_read_first(tmp_path: Path, scheme: Scheme) -> None:
    for seed in range(20):
        table(tmp_path / f"{seed:02}.csv", seed)
    with (tmp_path / "00.csv").open("a", encoding="utf-8") as first:
        first.write("\n注,,\n" * 5_000)  # the first of four takes longer than all the others together
    table(tmp_path / "19 again.csv", 19)
    (tmp_path / "10 empty.csv").touch()
    orders: list[list[int]] = []

    def material(most: int) -> Material:
        mine = Children(most)
        files: list[FileRead] = []
        found = pipeline.gather([tmp_path, tmp_path / "none.csv"], scheme, on_read=files.append, children=mine)
        mine.close()
        orders.append([file.order for file in files])
        assert [file.done for file in files] == list(range(1, 24))
        return undated(found)

    one, four = material(1), material(4)
    assert one == four
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1]) == list(range(23))
    assert [type(row) for row in one.findings if isinstance(row, DuplicateFile)] == [DuplicateFile]


def test_the_first_result_is_there_before_the_last_file_is_looked_at(
    tmp_path: Path, scheme: Scheme, children: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(40):
        table(tmp_path / f"{seed:02}.csv", seed)
    drawn: list[str] = []

    def counted(*given: object, **named: object) -> Iterator[Input]:
        for item in inputs(*given, **named):  # type: ignore[arg-type]
            drawn.append(item.name)
            yield item

    monkeypatch.setattr(reading, "inputs", counted)
    seen = [(file.done, len(drawn)) for file in reading.each_read([tmp_path], scheme, children=children)]
    assert [done for done, _ in seen] == list(range(1, 41))
    assert all(count <= done + children.most for done, count in seen)


def test_an_input_that_needs_no_child_starts_none(tmp_path: Path, scheme: Scheme, children: Children) -> None:
    found = pipeline.gather([tmp_path / "none.csv"], scheme, children=children)
    assert [type(row) for row in found.findings] == [UnreadableFile]
    assert children._idle == []


def test_cancelling_leaves_nothing_running(tmp_path: Path, scheme: Scheme, children: Children) -> None:
    for seed in range(500):
        table(tmp_path / f"{seed:03}.csv", seed)
    before = {process.pid for process in multiprocessing.active_children()}
    files: list[FileRead] = []
    with pytest.raises(StoppedError, match="已停止"):
        pipeline.gather([tmp_path], scheme, on_read=files.append, children=children, cancelled=lambda: len(files) >= 20)
    assert 20 <= len(files) <= 22
    assert {process.pid for process in multiprocessing.active_children()} <= before


def test_a_file_that_vanishes_meanwhile_is_one_finding(tmp_path: Path, scheme: Scheme, children: Children) -> None:
    paths = [table(tmp_path / f"{seed:02}.csv", seed) for seed in range(20)]
    found = pipeline.gather([tmp_path], scheme, on_read=lambda _: paths[-1].unlink(missing_ok=True), children=children)
    assert [str(row) for row in found.findings if isinstance(row, UnreadableFile)] == [
        "19.csv：打不开（没有这个文件或文件夹）"
    ]
    assert found.read == 19


def test_a_file_that_is_being_written_is_one_finding(
    tmp_path: Path, scheme: Scheme, children: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [table(tmp_path / f"{seed:02}.csv", seed) for seed in range(3)]
    read_bytes = Path.read_bytes

    def read(path: Path) -> bytes:
        data = read_bytes(path)
        if path == paths[1]:
            path.write_bytes(data + b"\n")
        return data

    monkeypatch.setattr(Path, "read_bytes", read)
    found = pipeline.gather([tmp_path], scheme, children=children)
    (lost,) = [row for row in found.findings if isinstance(row, UnreadableFile)]
    assert lost.file == "01.csv"
    assert "写入" in lost.reason
    assert found.read == 2


def test_what_is_sent_arrives_as_it_was(shared: Path, scheme: Scheme) -> None:
    page = shared / "text" / "seed_page.txt"
    sent = reading.submission(scheme, reading.File(page.name, page.read_bytes()))
    arrived = ForkingPickler.loads(ForkingPickler.dumps(sent))
    assert sent[0].figures
    assert sent[0].facts
    assert arrived == sent
    assert [hash(row) for row in arrived[0].figures] == [hash(row) for row in sent[0].figures]
