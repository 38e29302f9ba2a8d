"""Disks that fill, files that go while they wait, folders with everything in them: each file is read or said."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from slow_engine import Slow

from pingbi import project
from pingbi_qt.collect import CollectPage
from pingbi_qt.collect.lines import Way
from pingbi_qt.window import Window

Table = Callable[..., str]
Still = Callable[[], None]
PATIENCE = 60_000


def ways(page: CollectPage) -> dict[str, Way]:
    """Each file that is listed, and how far it has come."""
    return {line.name.rpartition("/")[2]: line.way for line in page.files.view.all_lines()}


def reason(page: CollectPage, name: str) -> str:
    return next(line.why for line in page.files.view.all_lines() if line.name.endswith(name))


def test_a_disk_that_fills_while_files_come_in_keeps_those_before_and_takes_the_rest_once_there_is_room(
    window: Window, page: CollectPage, still: Still, table: Table, small_disk: Path, scheme_text: str
) -> None:
    path = small_disk / "满.pingbi"
    project.create(path, scheme_text, "张三").close()
    window.open_project(path)
    still()
    (small_disk / "别的").write_bytes(bytes(200_000))
    remarks = [f"注{os.urandom(30_000).hex()}" for _ in range(8)]
    files = [table(f"甲县{at}.csv", f"甲县,{at + 1},5", remark) for at, remark in enumerate(remarks)]
    window.take(files)
    still()
    found = ways(page)
    assert len(found) == 8
    assert set(found.values()) == {Way.FILED, Way.REFUSED}
    refused = [name for name, way in found.items() if way is Way.REFUSED]
    assert "磁盘已满" in reason(page, refused[0])
    assert page.files.trouble.isVisible()
    (small_disk / "别的").unlink()
    page.acts["read_again"].trigger()
    still()
    now = ways(page)
    assert sum(way is Way.FILED for way in now.values()) > sum(way is Way.FILED for way in found.values())
    with project.open(path, "李四", read_only=True) as held:
        assert {row.name for row in held.state.submissions} == {n for n, way in now.items() if way is Way.FILED}


@pytest.mark.skipif(os.name != "posix", reason="Windows gives no open file away")
def test_what_could_not_be_received_because_the_project_is_gone_comes_into_the_one_that_is_saved_elsewhere(
    window: Window,
    page: CollectPage,
    still: Still,
    table: Table,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    view = page.desk.view
    assert view is not None
    window.take([table("甲县.csv", "甲县,30,5")])
    still()
    view.path.unlink()
    window.take([table("乙县.csv", "乙县,20,6")])
    still()
    assert ways(page) == {"甲县.csv": Way.FILED, "乙县.csv": Way.REFUSED}
    assert "不在原处了" in reason(page, "乙县.csv")
    saved = tmp_path / "救回.pingbi"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(saved), ""))
    window.around.tending.look()
    still()
    notice = window.around.notices.line("gone")
    assert notice is not None
    QTest.mouseClick(notice.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.desk.view is not None and len(page.desk.view.state.submissions) == 2, timeout=PATIENCE)
    still()
    assert page.desk.view is not None
    assert page.desk.view.path == saved
    assert ways(page) == {"甲县.csv": Way.FILED, "乙县.csv": Way.FILED}


def test_files_that_go_while_they_wait_are_said_and_read_once_they_are_back(
    window: Window, page: CollectPage, still: Still, table: Table, slow: Slow, qtbot: QtBot
) -> None:
    busy = slow()
    window.desk.run("读别的", busy)
    qtbot.waitUntil(busy.begun.is_set, timeout=PATIENCE)
    stays, goes = Path(table("甲县.csv", "甲县,30,5")), Path(table("乙县.csv", "乙县,20,6"))
    window.take([str(stays), str(goes)])
    data = goes.read_bytes()
    goes.unlink()
    busy.go_on.set()
    still()
    assert ways(page) == {"甲县.csv": Way.FILED, "乙县.csv": Way.REFUSED}
    assert reason(page, "乙县.csv") == "没有这个文件或文件夹"
    goes.write_bytes(data)
    page.acts["read_again"].trigger()
    still()
    assert ways(page) == {"甲县.csv": Way.FILED, "乙县.csv": Way.FILED}


def test_the_same_file_in_one_drop_in_many_and_under_another_name_is_received_once(
    window: Window, page: CollectPage, still: Still, table: Table
) -> None:
    first, copy = table("甲县.csv", "甲县,30,5"), table("甲县（拷贝）.csv", "甲县,30,5")
    window.take([first, first])
    for _ in range(3):
        window.take([first])
    window.take([copy, str(Path(first).parent)])
    still()
    view = page.desk.view
    assert view is not None
    assert [row.name for row in view.state.submissions] in (["甲县.csv"], ["甲县（拷贝）.csv"])
    assert list(ways(page).values()) == [Way.FILED]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there is no such file here")
def test_of_a_folder_with_everything_in_it_each_file_is_read_or_said(
    window: Window, page: CollectPage, still: Still, table: Table, tmp_path: Path
) -> None:
    folder = Path(table("甲县.csv", "甲县,30,5")).parent
    good = (folder / "甲县.csv").read_bytes()
    with ZipFile(folder / "汇总.zip", "w") as out:
        out.writestr("乙县.csv", "县区,投资,税收\n乙县,20,6\n")
        out.writestr("坏的.xlsx", b"PK\x03\x04xl/broken")
    for name, data in {
        "空的.xlsx": b"",
        "半截.xlsx": b"PK\x03\x04xl/broken",
        "乱码.xls": os.urandom(3000),
        "照片.jpg": b"\xff\xd8\xff" + bytes(200),
        "旧的.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "没有扩展名": good,
        "~$甲县.csv": b"x",
        "程序.exe": b"MZ",
        f"{'长' * 70}.csv": "县区,投资\n丙县,1\n".encode(),
    }.items():
        (folder / name).write_bytes(data)
    os.mkfifo(folder / "管道.xlsx")
    (folder / "断的链接.xlsx").symlink_to(tmp_path / "没有")
    (folder / "环").symlink_to(folder)
    window.take([str(folder)])
    still()
    found = ways(page)
    assert found["乙县.csv"] is Way.FILED
    refused = {name for name, way in found.items() if way is Way.REFUSED}
    assert refused == {"空的.xlsx", "管道.xlsx", "断的链接.xlsx"}
    assert not {"~$甲县.csv", "程序.exe"} & set(found)
    assert all(line.why for line in page.files.view.all_lines() if line.unreadable)
    view = page.desk.view
    assert view is not None
    assert {county for row in view.state.taken for county in row.counties} >= {"甲县", "乙县", "丙县"}
