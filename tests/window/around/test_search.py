"""搜索: everything of the project is found by its words, and Enter goes there."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pingbi.readers import UnreadableFile
from pingbi_qt.around.index import A_KIND, Hit, Index, actions_of, found, index_of, plain
from pingbi_qt.around.search import PAGES
from pingbi_qt.page import Place
from pingbi_qt.window import Window

PATIENCE = 60_000


def search(window: Window, qtbot: QtBot, text: str) -> list[Hit]:
    """Type it as a person does; the hits that are shown."""
    window.acts["search"].trigger()
    qtbot.waitUntil(window.header.search.hasFocus)
    window.header.search.clear()
    event = QInputMethodEvent()  # as Chinese is typed
    event.setCommitString(text)
    QApplication.sendEvent(window.header.search, event)
    qtbot.waitUntil(lambda: not window.desk.operations, timeout=PATIENCE)
    qtbot.waitUntil(window.around.search.drop.isVisible)
    rows = window.around.search.drop.list.rows
    return [row.value for row in (rows.at(at) for at in range(rows.rowCount())) if isinstance(row.value, Hit)]


def press(window: Window, key: Qt.Key) -> None:
    QTest.keyClick(window.header.search, key)


def kinds(hits: list[Hit]) -> list[str]:
    return list(dict.fromkeys(hit.kind for hit in hits))


def test_words_are_compared_without_blanks_width_and_case() -> None:
    assert plain("Ｒ＆Ｄ 覆盖 率") == "r&d覆盖率"


def test_a_county_is_found_and_enter_goes_to_its_page(qtbot: QtBot, sample_window: Window) -> None:
    hits = search(sample_window, qtbot, "南乐")
    assert (hits[0].kind, hits[0].words) == ("县区", "南乐县")
    press(sample_window, Qt.Key.Key_Return)
    assert sample_window.page == "county"
    qtbot.waitUntil(lambda: sample_window.pages["county"].places == [Place(county="南乐县")])  # type: ignore[attr-defined]
    assert not sample_window.around.search.drop.isVisible()
    assert sample_window.header.search.text() == ""


def test_of_a_finding_nothing_is_said_that_only_the_command_line_knows(sample_window: Window) -> None:
    view = sample_window.desk.view
    assert view is not None
    locked = UnreadableFile(file="南乐县.zip", reason="压缩包有密码，请用 --password 给出口令，或解压后再读")
    other = replace(view, evaluation=replace(view.evaluation, findings=(locked,)))
    words = [hit.words for hit in index_of(other).others if hit.kind == "问题"]
    assert words == ["南乐县.zip：压缩包有密码，解压后再读"]


def test_a_county_and_an_indicator_together_find_the_figure(qtbot: QtBot, sample_window: Window) -> None:
    hits = search(sample_window, qtbot, "南乐 技改投资")
    assert hits[0].kind == "数"
    assert hits[0].words.startswith("南乐县 技改投资")
    assert hits[0].place == Place("南乐县", "technical_investment")
    assert hits[0].more != "缺"


def test_findings_files_indicators_and_actions_are_found(qtbot: QtBot, sample_window: Window) -> None:
    assert "问题" in kinds(search(sample_window, qtbot, "强制性"))
    assert "文件" in kinds(search(sample_window, qtbot, "填报表"))
    assert "指标" in kinds(search(sample_window, qtbot, "技改"))
    hits = search(sample_window, qtbot, "催报")
    assert (hits[0].kind, hits[0].action) == ("操作", "remind")


def test_up_and_down_go_through_the_hits_and_over_the_heads(qtbot: QtBot, sample_window: Window) -> None:
    hits = search(sample_window, qtbot, "南乐")
    drop = sample_window.around.search.drop.list
    assert len(hits) > 2
    for hit in hits[1:]:
        press(sample_window, Qt.Key.Key_Down)
        current = drop.current()
        assert current is not None
        assert current.value == hit
    press(sample_window, Qt.Key.Key_Down)
    assert drop.current() == drop.rows.at(drop.currentIndex().row())
    press(sample_window, Qt.Key.Key_Up)
    current = drop.current()
    assert current is not None
    assert current.value == hits[-2]


def test_an_action_of_this_page_is_done_and_one_of_another_leads_there(qtbot: QtBot, sample_window: Window) -> None:
    heard: list[str] = []
    sample_window.acts["remind"].triggered.connect(lambda: heard.append("remind"))
    search(sample_window, qtbot, "催报")
    press(sample_window, Qt.Key.Key_Return)
    assert heard == ["remind"]
    hits = search(sample_window, qtbot, "试算")
    assert any(hit.more == "在“评分”里，F6" for hit in hits)


def test_a_click_is_enough(qtbot: QtBot, sample_window: Window) -> None:
    search(sample_window, qtbot, "南乐")
    drop = sample_window.around.search.drop.list
    QTest.mouseClick(drop.viewport(), Qt.MouseButton.LeftButton, pos=drop.visualRect(drop.rows.index(1)).center())
    assert sample_window.page == "county"


def test_what_is_not_there_is_said_with_what_could_be_sought(qtbot: QtBot, sample_window: Window) -> None:
    assert search(sample_window, qtbot, "没有的东西") == []
    assert sample_window.around.search.drop.list.rows.at(0).words == "没有找到“没有的东西”"


def test_the_list_goes_when_the_field_is_left(qtbot: QtBot, sample_window: Window) -> None:
    search(sample_window, qtbot, "南乐")
    press(sample_window, Qt.Key.Key_Escape)
    assert not sample_window.around.search.drop.isVisible()
    search(sample_window, qtbot, "南乐")
    sample_window.rail.setFocus()
    assert not sample_window.around.search.drop.isVisible()


def test_in_a_compact_window_the_field_comes_when_it_is_wanted(qtbot: QtBot, sample_window: Window) -> None:
    sample_window.resize(960, 469)
    assert not sample_window.header.search.isVisible()
    hits = search(sample_window, qtbot, "南乐")
    assert hits
    drop = sample_window.around.search.drop
    assert drop.geometry().right() < sample_window.centralWidget().width()
    assert drop.geometry().bottom() < sample_window.centralWidget().height()


def test_what_has_changed_is_found_as_it_is_now(qtbot: QtBot, sample_window: Window) -> None:
    search(sample_window, qtbot, "南乐")
    view = sample_window.desk.view
    assert view is not None
    sample_window.desk.change("", lambda case: case.project.undo())
    qtbot.waitUntil(lambda: not sample_window.desk.operations, timeout=PATIENCE)
    assert sample_window.desk.view is not view
    name = view.arrived[-1].submission.name
    assert not any(hit.kind == "文件" and hit.words == name for hit in search(sample_window, qtbot, name))


def test_of_many_hits_a_few_are_shown_with_their_number(sample_window: Window) -> None:
    rows = tuple(Hit("问题", f"第{at}处", sought=f"第{at}处") for at in range(500))
    groups = found("处", Index(others=rows))
    assert [(group.kind, len(group.hits), group.total) for group in groups] == [("问题", A_KIND, 500)]
    assert found("   ", Index(others=rows)) == ()
    view = sample_window.desk.view
    assert view is not None
    everything = index_of(view)
    assert len(everything.counties) == len(view.scheme.county)
    assert len(everything.indicators) == len(view.scheme.indicator)
    assert {hit.action for hit in actions_of(sample_window.acts, PAGES)} >= {"correct", "export", "help"}


def test_the_focus_stays_in_the_field_while_one_chooses(qtbot: QtBot, sample_window: Window) -> None:
    search(sample_window, qtbot, "南乐")
    press(sample_window, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is sample_window.header.search
