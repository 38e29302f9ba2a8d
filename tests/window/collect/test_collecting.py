"""收材料, by real widgets and the real engine: what is dropped arrives, what is wrong is said beside it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from heartbeat import Heartbeat
from painted import painting
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot
from slow_engine import Slow
from tests.window.conftest import PATIENCE

from pingbi import casework, project
from pingbi.casework import Case, mark
from pingbi.casework.incoming import read_in
from pingbi.model import PingbiError
from pingbi.project.changes import Finalised, Marking
from pingbi_qt.around import tending
from pingbi_qt.collect import CollectPage, intake, matrix_heads
from pingbi_qt.collect.lines import Way
from pingbi_qt.collect.matrix_heads import IndicatorHead
from pingbi_qt.collect.matrix_model import Filter
from pingbi_qt.desk import Desk
from pingbi_qt.look import LEAST, theme
from pingbi_qt.page import Place
from pingbi_qt.parts import DropOverlay
from pingbi_qt.window import Window

Table = Callable[..., str]
Still = Callable[[], None]


def counts(page: CollectPage) -> list[int]:
    """应报, 收齐 不全 未报, 存疑 看不懂."""
    return [page.strip.due.number(), *(count.number() for count in page.strip.counts.values())]


def rows(page: CollectPage) -> list[str]:
    """Each county that is shown, with its words."""
    model = page.matrix.matrix
    found = []
    for at in range(model.rowCount()):
        words = [str(model.index(at, column).data() or "") for column in range(model.columnCount())]
        found.append(" ".join([model.row(at).county, *filter(None, words)]))
    return found


def files(page: CollectPage) -> list[tuple[str, str]]:
    """Name and second line of each file."""
    model = page.files.view.files
    told = (model.index(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount()))
    lines = [str(row).split("\n") for row in told if row]
    return [(line[0], line[1]) for line in lines]


def drop(window: Window, data: QMimeData) -> None:
    """As the system does it: enter, drop."""
    where = QPoint(400, 300)
    action, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(where, action, data, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(where), action, data, left, none))


def test_an_empty_project_says_what_goes_there_and_that_all_lack(page: CollectPage) -> None:
    assert counts(page) == [3, 0, 0, 3, 0, 0]
    assert rows(page) == [f"{county} 整份未报，还没催过" for county in ("甲县", "乙县", "丙县")]
    assert page.files.empty.isVisible()
    assert not page.way_on().enabled


def test_files_that_are_dropped_on_the_window_fill_the_matrix(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    data = QMimeData()
    data.setUrls(
        [QUrl.fromLocalFile(table("甲县.csv", "甲县,30.5,5")), QUrl.fromLocalFile(table("乙县.csv", "乙县,约八亿,6"))]
    )
    drop(window, data)
    still()
    assert rows(page) == ["甲县 30.50 5.00", "乙县 约八亿 6.00", "丙县 整份未报，还没催过"]
    assert counts(page) == [3, 1, 1, 1, 0, 1]
    assert dict(files(page)) == {"甲县.csv": "已读 2 项，甲县", "乙县.csv": "已读 1 项，1 项看不懂，乙县"}
    assert page.way_on().words == f"核对 {len(page.desk.view.open_findings)} 处问题"  # type: ignore[union-attr]


def test_a_folder_and_an_archive_name_what_is_in_them(
    window: Window, page: CollectPage, table: Table, still: Still, tmp_path: Path
) -> None:
    archive = tmp_path / "各区汇总.zip"
    with ZipFile(archive, "w") as out:
        out.write(table("甲县.csv", "甲县,30,5"), "甲县.csv")
    folder = tmp_path / "邮件"
    folder.mkdir()
    (folder / "乙县.csv").write_text("县区,投资,税收\n乙县,20,6\n", encoding="utf-8")
    window.take([str(archive), str(folder)])
    still()
    assert {name for name, _ in files(page)} == {"各区汇总.zip ▸ 甲县.csv", "乙县.csv"}


def test_a_broken_file_is_said_beside_the_good_ones_with_what_to_do(
    window: Window, page: CollectPage, table: Table, still: Still, tmp_path: Path
) -> None:
    broken = tmp_path / "乙县上报表.xlsx"
    broken.write_bytes(b"PK\x03\x04xl/broken")
    window.take([table("甲县.csv", "甲县,30,5"), str(broken)])
    still()
    assert rows(page)[0] == "甲县 30.00 5.00"
    assert rows(page)[1].startswith("乙县 报了，但文件打不开：乙县上报表.xlsx")
    first, second = files(page)
    assert first[0] == "乙县上报表.xlsx"
    assert first[1].startswith("打不开：")
    assert second == ("甲县.csv", "已读 2 项，甲县")
    trouble = page.files.trouble
    assert trouble.isVisible()
    assert "其余 1 个不受影响" in trouble.text.text()
    assert "乙县暂记为缺" in trouble.text.text()
    assert page._tabs.names() == ("县区", "文件 2，1 个打不开")
    trouble.words.click()
    assert "乙县上报表.xlsx" in QGuiApplication.clipboard().text()
    trouble.remove.click()
    still()
    assert [name for name, _ in files(page)] == ["甲县.csv"]
    assert page._tabs.names() == ("县区", "文件 1")
    assert not trouble.isVisible()


def test_what_a_broken_file_means_is_right_also_where_only_wrong_ones_are_shown(
    window: Window, page: CollectPage, table: Table, still: Still, tmp_path: Path
) -> None:
    broken = tmp_path / "乙县上报表.xlsx"
    broken.write_bytes(b"PK\x03\x04xl/broken")
    window.take([table("甲县.csv", "甲县,30,5"), table("乙县.csv", "乙县,20,6"), str(broken)])
    still()
    page.files.show_only_wrong(wanted=True)
    assert [name for name, _ in files(page)] == ["乙县上报表.xlsx"]
    assert "其余 2 个不受影响" in page.files.trouble.text.text()
    assert "暂记为缺" not in page.files.trouble.text.text()


def test_another_file_is_chosen_instead_of_a_broken_one(
    window: Window, page: CollectPage, table: Table, still: Still, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "乙县上报表.xlsx"
    broken.write_bytes(b"PK\x03\x04xl/broken")
    window.take([str(broken)])
    still()
    good = table("乙县.csv", "乙县,20,6")
    monkeypatch.setattr("pingbi_qt.collect.errands.QFileDialog.getOpenFileName", lambda *_: (good, ""))
    page.files.trouble.anew.click()
    still()
    assert [name for name, _ in files(page)] == ["乙县.csv"]
    assert rows(page)[1] == "乙县 20.00 6.00"


def test_a_new_version_replaces_the_old_one_and_says_so(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    window.take([table("甲县.csv", "甲县,30,5")])
    still()
    window.take([table("甲县第2版.csv", "甲县,31,5")])
    still()
    assert files(page) == [("甲县第2版.csv", "已读 2 项，替换第1版"), ("甲县.csv", "第1版，已被新的一版替换")]
    assert rows(page)[0] == "甲县 31.00 5.00"


def test_what_came_of_a_drop_is_said_also_where_reading_ends_after_the_last_was_received(
    window: Window, page: CollectPage, table: Table, still: Still, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, ended = table("甲县.csv", "甲县,30,5"), threading.Event()
    window.take([path])
    still()

    def late(*given: object, **named: object) -> Iterator[object]:
        yield from read_in(*given, **named)  # type: ignore[arg-type]  # handed on as they are
        ended.wait()

    monkeypatch.setattr(intake, "read_in", late)
    with qtbot.waitSignal(page.intake.received, timeout=PATIENCE):
        window.take([path])
    assert page.intake.busy
    ended.set()
    still()
    assert window.bar.said() == "甲县.csv 已经收过，没有变化"


def test_what_was_received_before_is_no_mistake(window: Window, page: CollectPage, table: Table, still: Still) -> None:
    path = table("甲县.csv", "甲县,30,5")
    window.take([path])
    still()
    window.take([path])
    still()
    assert files(page) == [("甲县.csv", "已读 2 项，甲县")]
    assert window.bar.said() == "甲县.csv 已经收过，没有变化"


def test_text_that_is_pasted_is_read_under_a_name_of_its_own(page: CollectPage, still: Still) -> None:
    QGuiApplication.clipboard().setText("上半年，甲县完成税收5亿元。")
    page.acts["paste"].trigger()
    still()
    assert [name for name, _ in files(page)] == ["粘贴的文字 1"]
    assert rows(page)[0] == "甲县 缺 5.00"


def test_a_text_dropped_on_the_window_is_read(window: Window, page: CollectPage, still: Still) -> None:
    data = QMimeData()
    data.setText("上半年，乙县完成税收20亿元。")
    drop(window, data)
    still()
    assert rows(page)[1] == "乙县 缺 20.00"


def test_words_of_the_window_that_are_dragged_are_no_material(
    window: Window, page: CollectPage, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chosen in a text that takes none itself: so the window is asked."""
    for kind in (QDragEnterEvent, QDropEvent):
        monkeypatch.setattr(kind, "source", lambda _: page)
    data = QMimeData()
    data.setText("上半年，乙县完成税收20亿元。")
    drop(window, data)
    still()
    assert files(page) == []
    assert not [row for row in window.findChildren(DropOverlay) if row.isVisible()]


def test_a_count_that_is_pressed_filters_the_matrix_and_again_shows_all(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    window.take([table("甲县.csv", "甲县,30,5"), table("乙县.csv", "乙县,约八亿,6")])
    still()
    for kind, shown in (
        (Filter.COMPLETE, ["甲县"]),
        (Filter.PARTIAL, ["乙县"]),
        (Filter.ABSENT, ["丙县"]),
        (Filter.UNCLEAR, ["乙县"]),
    ):
        page.strip.counts[kind].click()
        assert [row.split()[0] for row in rows(page)] == shown
    page.strip.counts[Filter.UNCLEAR].click()
    assert len(rows(page)) == 3
    assert not page.strip.counts[Filter.DOUBTFUL].isEnabled()
    assert page.strip.counts[Filter.DOUBTFUL].toolTip()


def test_del_takes_a_file_out_and_undo_brings_it_back(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    window.take([table("甲县.csv", "甲县,30,5")])
    still()
    view = page.files.view
    view.setFocus()
    view.setCurrentIndex(view.files.index(0))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    still()
    assert rows(page)[0] == "甲县 整份未报，还没催过"
    assert files(page) == []
    assert window.bar.link() == "撤销"
    page.acts["undo"].trigger()
    still()
    assert rows(page)[0] == "甲县 30.00 5.00"
    assert [name for name, _ in files(page)] == ["甲县.csv"]


def test_enter_on_a_figure_asks_for_its_source(
    window: Window, page: CollectPage, table: Table, still: Still, qtbot: QtBot
) -> None:
    window.take([table("甲县.csv", "甲县,30,5")])
    still()
    page.matrix.setFocus()
    page.matrix.go_to("甲县", "b")
    page.go.disconnect()
    with qtbot.waitSignal(page.go) as asked:
        QTest.keyClick(page.matrix, Qt.Key.Key_Return)
    assert asked.args == ["review", Place("甲县", "b")]
    index = page.matrix.matrix.place("甲县", "a")
    where = page.matrix.visualRect(index).center()
    QTest.mouseClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=where)
    with qtbot.waitSignal(page.go) as asked:
        QTest.mouseDClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert asked.args == ["review", Place("甲县", "a")]


def test_the_keyboard_stays_where_it_was_when_more_comes(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    window.take([table("甲县.csv", "甲县,30,5")])
    still()
    page.matrix.go_to("甲县", "b")
    window.take([table("乙县.csv", "乙县,20,6")])
    still()
    assert page.matrix.place() == ("甲县", "b")


def test_a_county_that_sends_its_first_file_gets_its_cells_and_the_others_stay(
    window: Window, page: CollectPage, table: Table, still: Still, qtbot: QtBot
) -> None:
    matrix = page.matrix
    assert [matrix.columnSpan(at, 0) for at in range(3)] == [2, 2, 2]
    matrix.go_to("丙县")
    with qtbot.assertNotEmitted(matrix.matrix.modelReset):
        window.take([table("乙县.csv", "乙县,30,5")])
        still()
    assert [matrix.columnSpan(at, 0) for at in range(3)] == [2, 1, 2]
    assert matrix.place() == ("丙县", "")
    assert matrix.updatesEnabled()


def test_what_has_changed_is_painted_and_nothing_else(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    window.take([table("甲县.csv", "甲县,30,5"), table("乙县.csv", "乙县,约八亿,6")])
    still()
    view = page.matrix
    with painting() as texts:
        view.viewport().grab()
    silent = page.matrix.matrix.line(2)
    assert silent is not None
    wanted = ["30.00", "5.00", "约八亿", "看不懂", "6.00", silent.words]
    assert [text.words for text in texts if text.words in wanted] == wanted
    window.repaint()  # what waits to be painted would be painted with the next cell
    for row, column, said in ((0, 1, ["5.00"]), (1, 0, ["约八亿", "看不懂"])):
        with painting() as texts:
            view.viewport().repaint(view.visualRect(view.matrix.index(row, column)))
        assert [text.words for text in texts] == said


def test_the_cell_of_the_keyboard_has_a_frame_and_one_that_has_just_changed_a_ground(
    window: Window, page: CollectPage, table: Table, still: Still, qtbot: QtBot
) -> None:
    window.take([table("甲县.csv", "甲县,30,5")])
    still()
    view = page.matrix
    view.setCurrentIndex(view.matrix.index(0, 1))
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.matrix.fresh, view._cells.glow = frozenset({("甲县", 0)}), 1.0
    picture = view.viewport().grab().toImage()
    changed, here = (view.visualRect(view.matrix.index(0, column)) for column in (0, 1))
    assert picture.pixelColor(here.left() + 2, here.center().y()) == theme().colour("accent")
    assert picture.pixelColor(changed.left() + 2, changed.center().y()) == theme().colour("accent_soft")
    assert picture.pixelColor(here.left() + 5, here.top() + 5) == theme().colour("surface")


def test_the_units_of_short_and_long_names_stand_in_one_line(
    sample_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = sample_window.pages["collect"]
    assert isinstance(page, CollectPage)
    head, columns = page.matrix.horizontalHeader(), page.matrix.matrix.columns
    assert isinstance(head, IndicatorHead)
    placed: list[tuple[str, QRect]] = []
    monkeypatch.setattr(matrix_heads, "words", lambda _, place, text, *__: placed.append((text, place)))
    head.grab()
    units = {column.unit for column in columns}
    assert {len(head.name_lines(at)) for at in range(len(columns))} == {1, 2}
    assert len({place.bottom() for text, place in placed if text in units}) == 1
    assert all(place.top() >= 0 for _, place in placed)


def test_all_cells_are_painted_in_a_turn_of_their_own(page: CollectPage, qtbot: QtBot) -> None:
    page.matrix.matrix.choose(Filter.ABSENT)
    page.matrix.matrix.choose(Filter.COMPLETE)
    assert not page.matrix.updatesEnabled()
    qtbot.waitUntil(page.matrix.updatesEnabled)


def test_the_link_of_a_silent_county_copies_its_text_and_notes_the_chase(page: CollectPage, still: Still) -> None:
    model, view = page.matrix.matrix, page.matrix
    index = model.place("乙县")
    rect = view.visualRect(index)
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(view.viewport().width() - 20, rect.center().y())
    )
    still()
    assert QGuiApplication.clipboard().text().startswith("【催报】乙县：")
    assert "联系人：李工" in QGuiApplication.clipboard().text()
    assert rows(page)[1].startswith("乙县 整份未报，已催 1 次（")
    page.acts["undo"].trigger()
    still()
    assert rows(page)[1] == "乙县 整份未报，还没催过"


def test_a_project_that_is_dropped_is_offered_to_be_merged(
    window: Window, page: CollectPage, table: Table, still: Still, tmp_path: Path
) -> None:
    other = tmp_path / "李四.pingbi"
    view = page.desk.view
    assert view is not None
    other.write_bytes(view.path.read_bytes())
    with project.open(other, "李四") as held:
        list(casework.receive(Case(held), [table("甲县.csv", "甲县,30,5")]))
    window.take([str(other)])
    assert page.bar.isVisible()
    assert [button.text() for button in page.bar.buttons] == ["并入本项目", "打开它"]
    page.bar.buttons[0].click()
    still()
    assert rows(page)[0] == "甲县 30.00 5.00"
    assert page.bar.line.text() == "并进 1 步"


def test_a_scheme_that_is_dropped_leads_to_the_rules(page: CollectPage, qtbot: QtBot, tmp_path: Path) -> None:
    scheme = tmp_path / "新方案.toml"
    scheme.write_text("[scheme]\n", encoding="utf-8")
    page.take([str(scheme)])
    page.go.disconnect()
    with qtbot.waitSignal(page.go) as asked:
        page.bar.buttons[0].click()
    assert asked.args == ["rules", scheme]


def test_a_file_that_waits_is_cancelled_by_its_cross_and_the_others_go_on(
    window: Window, page: CollectPage, table: Table, still: Still, qtbot: QtBot
) -> None:
    paths = [table(f"甲县{at}.csv", f"甲县,{at},5") for at in range(1, 30)]
    for at, path in enumerate(paths):
        os.utime(path, (1000 + at, 1000 + at))
    window.take(paths)
    qtbot.waitUntil(lambda: any(line.name == "甲县29.csv" for line in page.intake.lines), timeout=60_000)
    page.intake.cancel(next(line for line in page.intake.lines if line.name == "甲县29.csv"))
    still()
    names = {name for name, _ in files(page)}
    assert "甲县29.csv" not in names
    assert len(names) == 28
    assert rows(page)[0].startswith("甲县 28.00")


def test_all_that_waits_is_cancelled_and_what_was_read_stays(
    window: Window, page: CollectPage, table: Table, still: Still, qtbot: QtBot
) -> None:
    window.take([table(f"甲县{at}.csv", f"甲县,{at},5") for at in range(1, 60)])
    qtbot.waitUntil(lambda: bool(page.files.cancel_all.isVisible()), timeout=60_000)
    page.files.cancel_all.click()
    still()
    assert not page.files.cancel_all.isVisible()
    assert len(files(page)) < 59
    assert all(words.startswith(("已读", "第")) for _, words in files(page))


def test_hundred_submissions_do_not_keep_the_window_from_answering(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    paths = [table(f"甲县{at}.csv", f"甲县,{at},5") for at in range(100)]
    with Heartbeat() as heart:
        window.take(paths)
        still()
    print(heart.told())
    assert len(files(page)) == 100
    assert heart.own < 0.5


def test_nothing_of_one_project_goes_into_another(
    window: Window, page: CollectPage, desk: Desk, table: Table, still: Still, tmp_path: Path, scheme_text: str
) -> None:
    other = tmp_path / "另一个.pingbi"
    project.create(other, scheme_text, "张三").close()
    window.take([table(f"甲县{at}.csv", f"甲县,{at},5") for at in range(20)])
    window.open_project(other)
    still()
    assert desk.view is not None
    assert desk.view.path == other
    assert desk.view.arrived == ()
    assert files(page) == []


def test_what_comes_while_the_project_is_saved_elsewhere_goes_there_once(
    window: Window, page: CollectPage, desk: Desk, table: Table, still: Still, tmp_path: Path
) -> None:
    """Whatever has been read, asked for or received by then."""
    moved, given = tmp_path / "另存.pingbi", [table(f"甲县{at}.csv", f"甲县,{at},5") for at in range(40)]
    heard: list[str] = []
    page.intake.said.connect(heard.append)
    window.take(given[:20])
    desk.ask(lambda case: case.project.save_as(moved))
    window.take(given[20:30])
    desk.open(moved, saved=True)
    window.take(given[30:])
    still()
    assert desk.view is not None
    assert desk.view.path == moved
    assert sorted(row.name for row in desk.view.state.submissions) == sorted(Path(one).name for one in given)
    assert [words for words in heard if "已经收过" in words] == []
    assert [row for row in page.intake.lines if not row.number] == []


def test_what_waits_to_be_received_while_the_project_is_saved_elsewhere_is_not_lost(
    page: CollectPage, desk: Desk, table: Table, still: Still, tmp_path: Path, qtbot: QtBot
) -> None:
    """It was to go where the project was when it had been read."""
    moved, go_on = tmp_path / "另存.pingbi", threading.Event()
    page.intake.add([table("甲县.csv", "甲县,30,5")])
    desk.ask(lambda _: go_on.wait(PATIENCE / 1000))
    desk.ask(lambda case: case.project.save_as(moved))
    desk.open(moved, saved=True)
    qtbot.waitUntil(lambda: [row.way for row in page.intake.lines] == [Way.READ], timeout=PATIENCE)
    go_on.set()
    still()
    assert desk.view is not None
    assert desk.view.path == moved
    assert [row.name for row in desk.view.state.submissions] == ["甲县.csv"]


@pytest.fixture
def _looked_for_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tending, "EVERY", 20)


@pytest.mark.skipif(os.name != "posix", reason="Windows gives no open file away")
@pytest.mark.usefixtures("_looked_for_soon")
def test_what_could_not_be_received_is_where_the_project_is_saved_elsewhere(
    window: Window,
    page: CollectPage,
    table: Table,
    still: Still,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "半年.pingbi").unlink()
    window.take([table("甲县.csv", "甲县,30,5")])
    qtbot.waitUntil(lambda: [row.way for row in page.intake.lines] == [Way.REFUSED], timeout=PATIENCE)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "救回"), ""))
    qtbot.waitUntil(lambda: window.around.notices.line("gone") is not None, timeout=PATIENCE)
    notice = window.around.notices.line("gone")
    assert notice is not None
    notice.buttons[1].click()
    qtbot.waitUntil(lambda: page.desk.view is not None and bool(page.desk.view.state.submissions), timeout=PATIENCE)
    assert page.desk.view is not None
    assert page.desk.view.path == tmp_path / "救回.pingbi"
    still()
    assert [name for name, _ in files(page)] == ["甲县.csv"]


def test_the_page_never_asks_for_more_than_the_least_window(page: CollectPage) -> None:
    least = page.minimumSizeHint()
    assert least.width() <= 900
    assert least.height() <= 440


@pytest.mark.parametrize(("zoom", "widths"), [(100, (1366, LEAST[0])), (150, (1366, 960)), (200, (1366, 1180))])
def test_no_count_is_cut(window: Window, page: CollectPage, zoom: int, widths: tuple[int, ...]) -> None:
    theme().choose(zoom=zoom)
    try:
        for width in widths:
            window.resize(width, 697)
            QApplication.processEvents()
            strip = page.strip
            for count in (strip.due, *strip.counts.values()):
                assert count.width() >= count.sizeHint().width()
                assert strip.rect().contains(count.geometry()), (width, count.accessibleName())
            assert strip.rect().contains(strip.left.geometry())
    finally:
        theme().choose(zoom=100)


def test_what_enter_does_is_said_of_a_county_that_has_not_reported(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    still()
    page.matrix.go_to("甲县")
    assert window.acts["see_source"].text() == "复制催报文字"
    assert ("Enter", "复制催报文字") in window.bar._keys._keys
    QTest.keyClick(page.matrix, Qt.Key.Key_Return)
    still()
    assert "甲县" in QGuiApplication.clipboard().text()
    window.take([table("甲县.csv", "甲县,30,5")])
    still()
    page.matrix.go_to("甲县")
    assert window.acts["see_source"].text() == "看原文"


def test_it_is_seen_that_the_keys_are_in_the_list_of_files(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    window.take([table("甲县.csv", "甲县,30,5"), table("乙县.csv", "乙县,20,6")])
    still()
    view = page.files.view
    assert not view.lines()
    QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert [line.name for line in view.lines()] == [view.all_lines()[0].name]


def test_no_box_for_text_opens_where_none_can_be_received(window: Window, page: CollectPage, still: Still) -> None:
    window.desk.change("已定稿", lambda case: case.project.record(Finalised(1)))
    still()
    page.files.paste.click()
    assert [row for row in window.findChildren(QDialog) if row.isVisible()] == []
    assert page.bar.line.text() == "没有收 文字：已经定稿，要收材料先取消定稿"


def test_what_can_only_be_read_is_not_changed_by_a_drop(window: Window, page: CollectPage, table: Table) -> None:
    view = page.desk.view
    assert view is not None
    page.desk.view = replace(view, read_only="李四正在改")
    window.take([table("甲县.csv", "甲县,30,5")])
    assert page.bar.line.text() == "没有收 甲县.csv：李四正在改"
    assert page.intake.lines == []


def test_what_is_final_takes_no_more_files_and_says_why(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    page.desk.change("已定稿", lambda case: case.project.record(Finalised(0)))
    still()
    window.take([table("甲县.csv", "甲县,30,5")])
    assert page.bar.line.text() == "没有收 甲县.csv：已经定稿，要收材料先取消定稿"
    assert not page.acts["add"].isEnabled()
    assert page.acts["add"].toolTip().startswith("已经定稿")


def test_esc_closes_what_is_wrong_and_nothing_opens_by_itself_after_that(
    window: Window, page: CollectPage, still: Still, tmp_path: Path
) -> None:
    for name in ("甲县.xlsx", "乙县.xlsx"):
        (tmp_path / name).write_bytes(b"PK\x03\x04xl/" + name.encode())
    window.take([str(tmp_path / "甲县.xlsx"), str(tmp_path / "乙县.xlsx")])
    still()
    view = page.files.view
    assert page.files.trouble.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    page.intake.changed.emit()
    still()
    assert not page.files.trouble.isVisible()
    view.setCurrentIndex(view.files.index(1))
    still()
    QApplication.processEvents()
    assert page.files.trouble.isVisible()
    assert page.files.trouble.line is not None
    assert page.files.trouble.line.name == view.lines()[0].name


def test_the_rail_and_the_strip_count_alike(window: Window, page: CollectPage, table: Table, still: Still) -> None:
    window.take([table("甲县.csv", "甲县,30,5"), table("乙县.csv", "乙县,三十多,6")])
    still()
    view = page.desk.view
    assert view is not None
    assert (
        (view.whole, view.status.due)
        == (page.strip.counts[Filter.COMPLETE].number(), page.strip.due.number())
        == (1, 3)
    )


def test_a_drop_that_waits_for_another_is_cancelled_too(
    window: Window, page: CollectPage, table: Table, still: Still, qtbot: QtBot
) -> None:
    window.take([table(f"甲县{at}.csv", f"甲县,{at},5") for at in range(30)])
    window.take([table(f"乙县{at}.csv", f"乙县,{at},5") for at in range(30)])
    qtbot.waitUntil(lambda: bool(page.intake.lines), timeout=60_000)
    page.intake.cancel_all()
    still()
    assert not page.intake.busy
    assert not [line for line in page.intake.lines if line.under_way]


def test_the_end_of_reading_says_how_many_cannot_be_read(
    window: Window, page: CollectPage, table: Table, still: Still, tmp_path: Path
) -> None:
    del page
    broken = tmp_path / "乙县上报表.xlsx"
    broken.write_bytes(b"PK\x03\x04xl/broken")
    window.take([table("甲县.csv", "甲县,30,5"), table("丙县.csv", "丙县,30,5"), str(broken)])
    still()
    assert window.bar.said() == "1 个文件打不开，其余 2 个已读完"


def test_what_is_undone_leaves_no_line_behind(window: Window, page: CollectPage, table: Table, still: Still) -> None:
    window.take([table("甲县.csv", "甲县,30,5")])
    still()
    page.acts["undo"].trigger()
    still()
    assert files(page) == []
    assert page.intake.lines == []


def test_nothing_is_undone_while_files_come_in_and_that_is_said(
    window: Window, page: CollectPage, desk: Desk, table: Table, still: Still, qtbot: QtBot, slow: Slow
) -> None:
    busy = slow()
    for county in ("甲县", "乙县"):
        desk.change("已免报", partial(mark, county=county, marking=Marking.EXEMPT))
    desk.undo()
    still()
    desk.run("读别的", busy)
    window.take([table("丙县.csv", "丙县,30,5")])
    qtbot.waitUntil(lambda: page.intake.busy, timeout=PATIENCE)
    assert desk.view is not None
    before = desk.view.undo
    for key, said in (("undo", "材料正在读入，读完再撤销"), ("redo", "材料正在读入，读完再重做")):
        page.acts[key].trigger()
        assert window.bar.said() == said
    busy.go_on.set()
    still()
    assert [name for name, _ in files(page)] == ["丙县.csv"]
    page.acts["undo"].trigger()
    still()
    assert files(page) == []
    assert desk.view.undo == before


def test_the_history_is_not_gone_back_in_while_files_come_in(
    window: Window, page: CollectPage, desk: Desk, table: Table, still: Still, qtbot: QtBot, slow: Slow
) -> None:
    busy = slow()
    for county in ("甲县", "乙县"):
        desk.change("已免报", partial(mark, county=county, marking=Marking.EXEMPT))
    qtbot.waitUntil(lambda: hasattr(window, "around"), timeout=PATIENCE)
    still()
    panel = window.around.history
    page.acts["history"].trigger()
    still()
    panel.list.setCurrentIndex(panel.list.rows.index(panel.list.rows.rowCount() - 1))
    assert panel.button.text() == "退到这一步"
    desk.run("读别的", busy)
    window.take([table("丙县.csv", "丙县,30,5")])
    qtbot.waitUntil(lambda: page.intake.busy, timeout=PATIENCE)
    panel.button.click()
    assert panel.means.text() == "材料正在读入，读完再撤销"
    busy.go_on.set()
    still()
    assert desk.view is not None
    assert [row.county for row in desk.view.state.marks] == ["甲县", "乙县"]


def test_a_doubtful_figure_says_what_is_wrong_with_it(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    window.take([table("甲县.csv", "甲县,约8亿,5")])
    still()
    told = page.matrix.matrix.place("甲县", "a").data(Qt.ItemDataRole.ToolTipRole)
    assert told.startswith("甲县 投资，约8亿，存疑\n")
    assert "不是确数" in told


def test_only_cells_that_have_changed_by_themselves_are_marked_for_a_moment(
    window: Window, page: CollectPage, table: Table, still: Still, qtbot: QtBot
) -> None:
    window.take([table("甲县.csv", "甲县,30,5")])
    still()
    assert page.matrix.matrix.fresh == frozenset()
    window.take([table("甲县第2版.csv", "甲县,31,5")])
    still()
    assert page.matrix.matrix.fresh == frozenset({("甲县", 0)})
    qtbot.waitUntil(lambda: page.matrix._cells.glow == 0, timeout=60_000)


def test_rows_are_as_low_again_after_a_larger_zoom(page: CollectPage) -> None:
    before = page.matrix.rowHeight(0)
    theme().choose(zoom=200)
    assert page.matrix.rowHeight(0) > before * 3 // 2
    theme().choose(zoom=100)
    assert page.matrix.rowHeight(0) == before


def test_a_project_that_is_dropped_is_opened_where_that_is_chosen(
    window: Window, page: CollectPage, still: Still, tmp_path: Path, scheme_text: str
) -> None:
    other = tmp_path / "另一个.pingbi"
    project.create(other, scheme_text, "李四").close()
    window.take([str(other)])
    page.bar.buttons[1].click()
    still()
    assert page.desk.view is not None
    assert page.desk.view.path == other


def test_a_project_of_an_earlier_period_is_kept_as_results(
    window: Window, page: CollectPage, table: Table, still: Still, tmp_path: Path, scheme_text: str
) -> None:
    earlier = tmp_path / "2021下半年.pingbi"
    with project.create(earlier, scheme_text.replace("2022H1", "2021H2"), "李四") as held:
        list(casework.receive(Case(held), [table("上期.csv", "甲县,30,5", "乙县,20,6")]))
    window.take([str(earlier)])
    page.bar.buttons[0].click()
    still()
    assert page.bar.line.text() == "存入 1 份以前的结果"
    assert page.desk.view is not None
    assert [row.period for row in page.desk.view.state.archives] == ["2021H2"]


def test_what_cannot_be_received_is_said_on_its_line_and_what_was_received_before_stays(
    window: Window, page: CollectPage, table: Table, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = project.Project.record

    def full(held: project.Project, change: object, **more: object) -> object:
        if getattr(change, "name", "") == "乙县.csv":
            raise PingbiError("磁盘已满，改动没有保存")
        return whole(held, change, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(project.Project, "record", full)
    first, second = table("甲县.csv", "甲县,30,5"), table("乙县.csv", "乙县,20,6")
    os.utime(first, (1000, 1000))
    os.utime(second, (2000, 2000))
    window.take([first, second])
    still()
    assert files(page) == [("乙县.csv", "没有收：磁盘已满"), ("甲县.csv", "已读 2 项，甲县")]
    assert rows(page)[0] == "甲县 30.00 5.00"
    monkeypatch.undo()
    page.files.trouble.read_again.click()
    still()
    assert rows(page)[1] == "乙县 20.00 6.00"
    assert len(files(page)) == 2


def test_files_are_shown_while_they_come_in_without_a_pause(
    page: CollectPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    monkeypatch.setattr(page.files, "show_lines", lambda *given: shown.append(given))
    flood = QTimer(interval=5)
    flood.timeout.connect(page.intake.changed.emit)
    flood.start()
    qtbot.waitUntil(lambda: len(shown) >= 3, timeout=60_000)
    flood.stop()


def test_templates_are_written_from_another_page_and_that_is_said(
    window: Window, page: CollectPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window.show_page("review")
    monkeypatch.setattr(page.errands, "folder", lambda _: str(tmp_path / "模板"))
    page.acts["templates"].trigger()
    qtbot.waitUntil(lambda: window.bar.said().startswith("已写出"), timeout=60_000)


def test_ctrl_tab_goes_round_counts_matrix_and_files(
    window: Window, page: CollectPage, table: Table, still: Still
) -> None:
    window.take([table("甲县.csv", "甲县,30,5")])
    still()
    page.matrix.setFocus()
    found = []
    for _ in range(3):
        page.acts["next_pane"].trigger()
        found.append(window.focusWidget())
    assert found == [page.files.view, page.strip.due, page.matrix]


def test_ctrl_tab_opens_the_tab_of_the_pane_in_a_compact_window(window: Window, page: CollectPage) -> None:
    window.resize(960, 469)
    page.matrix.setFocus()
    assert not page.files.isVisible()
    page.acts["next_pane"].trigger()
    assert page.files.isVisible()
    assert window.focusWidget() is page.files.add
