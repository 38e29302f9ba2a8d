"""New projects: asked for, from the last one, the sample, and by themselves for files that came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot
from standing import settled

from pingbi import pipeline, project
from pingbi.casework.told_period import period_in, told_period
from pingbi_qt.desk import Desk, View
from pingbi_qt.rules import ask_for_new_project, asking, making, quick_project, sample_project
from pingbi_qt.rules.making import file_name, free
from pingbi_qt.rules.new_project import NewProjectDialog
from pingbi_qt.rules.new_sources import Source
from pingbi_qt.rules.periods import after, day_of, parted, period_of
from pingbi_qt.settings import Recent, load
from pingbi_qt.window import Window

Finished = Callable[[Desk], None]


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """文档 of the test."""
    place = tmp_path / "我的 文档" / "县区评比"
    monkeypatch.setattr(making, "documents", lambda: place)
    monkeypatch.setattr("pingbi_qt.rules.new_project.documents", lambda: place)
    return place


@pytest.fixture
def ask(qtbot: QtBot, desk: Desk, finished: Finished) -> Callable[..., tuple[NewProjectDialog, list[View], list[str]]]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show()

    def open_dialog(
        recents: tuple[Path, ...] = (), scheme: Path | None = None
    ) -> tuple[NewProjectDialog, list[View], list[str]]:
        settings = load()
        settings.recents = tuple(Recent(str(path), path.stem) for path in recents)
        views: list[View] = []
        said: list[str] = []
        dialog = ask_for_new_project(window, desk, settings, views.append, said.append, scheme)
        finished(desk)
        return dialog, views, said

    return open_dialog


Ask = Callable[..., tuple[NewProjectDialog, list[View], list[str]]]


def test_a_long_name_of_a_project_keeps_its_end(ask: Ask, sample_project: Path, tmp_path: Path) -> None:
    long = tmp_path / f"{'工业和信息化局关于各县区综合评比情况的报告' * 2}（第三次修改稿）.pingbi"
    sample_project.rename(long)
    dialog, _, _ = ask((long,))
    assert dialog.source_box.currentText() == f"接着上期：{long.stem}"
    assert "…" in dialog.source_box.shown_text()
    assert dialog.source_box.shown_text().endswith("（第三次修改稿）")
    assert dialog.source_box.toolTip().endswith(long.stem)
    dialog.reject()


def test_a_file_that_is_chosen_before_the_others_are_offered_stays_chosen(
    ask: Ask, desk: Desk, finished: Finished, sample_project: Path
) -> None:
    dialog, _, _ = ask()
    dialog._sources.clear()
    dialog.source_box.clear()  # as it was at first
    dialog._add_source(sample_project)
    dialog._offer([Source("内置：甲", None)], [], None, None)
    finished(desk)
    assert [row.words for row in dialog._sources] == ["接着上期：示例", "内置：甲"]
    assert [dialog.source_box.itemText(at) for at in range(dialog.source_box.count())] == ["接着上期：示例", "内置：甲"]
    assert dialog.source_box.currentIndex() == 0
    dialog.reject()


def test_a_day_that_is_none_leaves_the_dialog_as_high_as_its_fields(ask: Ask, desk: Desk, finished: Finished) -> None:
    dialog, _, _ = ask()
    low = dialog.height()
    dialog.year_box.setValue(2026)
    finished(desk)
    high = dialog.height()
    assert high > low  # what is to be done for another period
    QTest.keyClicks(dialog.deadline_edit, "0")
    finished(desk)
    assert (dialog.height(), dialog.notes.isVisible()) == (high, True)
    assert not dialog.confirm.isEnabled()
    dialog.deadline_edit.clear()
    dialog.deadline_edit.textEdited.emit("")
    dialog.year_box.setValue(2022)
    finished(desk)
    assert (dialog.height(), dialog.notes.isVisible()) == (low, False)
    dialog.reject()


def test_a_project_is_made_from_the_built_in_scheme(ask: Ask, desk: Desk, finished: Finished, documents: Path) -> None:
    dialog, views, _ = ask()
    assert dialog.source_box.currentText().startswith("内置：")
    assert "9 个县区" in dialog.about.text()
    dialog.year_box.setValue(2026)
    dialog.part_box.setCurrentIndex(dialog.part_box.findData("Q3"))
    dialog.part_box.activated.emit(dialog.part_box.currentIndex())
    finished(desk)
    assert "2026年三季度" in dialog.name_edit.text()
    assert "时期由2022年上半年改为2026年三季度" in dialog.remarks.text()
    dialog.deadline_edit.setText("2026年10月12日")
    dialog.deadline_edit.textEdited.emit("")
    finished(desk)
    assert dialog.confirm.isEnabled()
    dialog.confirm.click()
    finished(desk)
    assert views[-1].scheme.period == "2026Q3"
    assert views[-1].scheme.handout.deadline == "2026-10-12"
    assert views[-1].path.parent == documents
    assert views[-1].path.suffix == ".pingbi"
    assert desk.view is not None
    assert desk.view.path == views[-1].path


def test_the_next_half_year_goes_on_from_the_last_project_with_its_results(
    ask: Ask, desk: Desk, finished: Finished, sample_project: Path
) -> None:
    dialog, views, said = ask(recents=(sample_project,))
    assert dialog.source_box.currentText() == "接着上期：示例"
    assert dialog.period == "2022H2"
    assert dialog.previous == sample_project
    assert dialog.deadline_edit.text() == "2023-01-10"
    dialog.name_edit.setText("下半年 评比")
    dialog.name_edit.textEdited.emit("")
    dialog.confirm.click()
    finished(desk)
    assert said == []
    view = desk.view
    assert view is not None
    assert (view.scheme.period, view.path.name) == ("2022H2", "下半年 评比.pingbi")
    assert [row.period for row in view.state.archives] == ["2022H1"]
    assert view.evaluation.previous is not None
    assert len(views) == 1


def test_a_workbook_of_results_comes_along_and_a_bad_one_does_not_stop_the_project(
    ask: Ask, desk: Desk, finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "上期 名次.csv"
    table.write_text("县区,名次,得分\n南乐县,1,90\n台前县,2,88\n", encoding="utf-8")
    dialog, views, _ = ask()
    monkeypatch.setattr(asking, "file_to_open", lambda *_: table)
    dialog.previous_button.click()
    assert dialog.previous_edit.text() == "上期 名次.csv"
    dialog.confirm.click()
    finished(desk)
    assert views[-1].evaluation.previous is not None
    bad = tmp_path / "坏的.csv"
    bad.write_text("什么也没有\n", encoding="utf-8")
    dialog, views, said = ask()
    monkeypatch.setattr(asking, "file_to_open", lambda *_: bad)
    dialog.previous_button.click()
    dialog.confirm.click()
    finished(desk)
    assert said
    assert said[0].startswith("项目建好了；上期结果没有带上：")
    assert len(views) == 1


def test_a_scheme_of_a_file_is_taken_and_one_that_is_none_says_why(
    ask: Ask, desk: Desk, finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "我市 的方案.toml"
    path.write_text(
        '[scheme]\nname = "三县"\nperiod = "2024H1"\n[[county]]\nname = "甲县"\n[[indicator]]\nid = "a"\n'
        'name = "投资"\nunit = "亿元"\nkind = "level"\n[[criterion]]\nid = "c"\nname = "投资"\nweight = 1\nvalue = "a"'
        '\nmethod = "rank_linear"\n',
        encoding="utf-8",
    )
    dialog, views, _ = ask(scheme=path)
    assert dialog.source_box.currentText() == "文件：我市 的方案.toml"
    assert dialog.about.text() == "2024年上半年，1 个县区，1 个指标，1 个评比项"
    assert dialog.deadline_edit.text() == ""
    bad = tmp_path / "坏的.toml"
    bad.write_text("[scheme]\n", encoding="utf-8")
    monkeypatch.setattr(asking, "file_to_open", lambda *_: bad)
    dialog.other.click()
    finished(desk)
    assert "坏的.toml" in dialog.about.text()
    assert not dialog.confirm.isEnabled()
    dialog.source_box.setCurrentIndex(1)
    dialog.source_box.activated.emit(1)
    finished(desk)
    dialog.confirm.click()
    finished(desk)
    assert [row.name for row in views[-1].scheme.county] == ["甲县"]


def test_a_deadline_that_is_no_day_is_told_and_nothing_is_made(ask: Ask, desk: Desk, finished: Finished) -> None:
    dialog, views, _ = ask()
    dialog.deadline_edit.setText("七月")
    dialog.deadline_edit.textEdited.emit("")
    finished(desk)
    assert (dialog.confirm.isEnabled(), dialog.confirm.toolTip()) == (False, "报送期限不是日期，可写作 2022-07-10")
    dialog.reject()
    assert views == []


def test_two_projects_of_one_name_do_not_meet(ask: Ask, desk: Desk, finished: Finished) -> None:
    names = []
    for _ in range(2):
        dialog, views, _ = ask()
        built_in = dialog.source_box.count() - 1
        dialog.source_box.setCurrentIndex(built_in)
        dialog.source_box.activated.emit(built_in)
        finished(desk)
        dialog.confirm.click()
        finished(desk)
        names.append(views[-1].path.name)
    assert names[1] == names[0].replace(".pingbi", " (2).pingbi")


def test_the_sample_is_fresh_each_time_and_marked_and_one_that_is_open_stays(
    desk: Desk, finished: Finished, settings_folder: Path
) -> None:
    came: list[tuple[View, Path]] = []
    for _ in range(3):
        sample_project(desk, lambda view, folder: came.append((view, folder)), pytest.fail)
        finished(desk)
    (_, first), (before, second), (view, third) = came
    assert len({first, second, third}) == 3
    assert third.is_relative_to(settings_folder)
    assert not first.exists()
    assert before.path.exists(), "it was open when the third was made"
    assert len(list(third.iterdir())) > 9
    assert (view.name, view.state.submissions) == ("“工业项目攻坚年”半年综合评比", ())
    read = pipeline.gather([third], view.scheme)
    assert read.sample


def test_files_that_come_first_get_a_project_for_their_period(
    desk: Desk, finished: Finished, documents: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "各县 报来"
    folder.mkdir()
    (folder / "南乐.txt").write_text("南乐县2025年上半年工业运行情况\n工业投资30亿元。\n", encoding="utf-8")
    views: list[View] = []
    quick_project(desk, views.append, pytest.fail, [str(folder)])
    finished(desk)
    assert views[-1].scheme.period == "2025H1"
    assert views[-1].path.parent == documents
    assert views[-1].path.name.startswith("2025年上半年")


def test_what_comes_while_a_project_is_made_goes_into_the_same_one(
    window: Window, desk: Desk, documents: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    for county in ("南乐县", "清丰县"):
        (tmp_path / f"{county}.csv").write_text(f"县区,工业投资\n{county},30\n", encoding="utf-8")
        window.take([str(tmp_path / f"{county}.csv")])
    window.take_text("上半年，范县完成工业投资20亿元。")

    def names() -> set[str]:
        return {row.name for row in desk.view.state.submissions} if desk.view is not None else set()

    qtbot.waitUntil(lambda: len(names()) == 3 and not desk.operations, timeout=60_000)
    assert names() == {"南乐县.csv", "清丰县.csv", "粘贴的文字 1"}
    assert [path.suffix for path in documents.iterdir() if path.suffix != ".lock"] == [".pingbi"]


def test_where_no_project_can_be_made_what_came_is_not_kept_waiting(
    window: Window, desk: Desk, finished: Finished, documents: Path, tmp_path: Path
) -> None:
    documents.parent.mkdir()
    documents.write_text("一个文件", encoding="utf-8")
    (tmp_path / "南乐县.csv").write_text("县区,工业投资\n南乐县,30\n", encoding="utf-8")
    for _ in range(2):
        window.take([str(tmp_path / "南乐县.csv")])
        finished(desk)
        assert "同名的文件已存在" in window.bar.said()
    documents.unlink()
    window.take([str(tmp_path / "南乐县.csv")])
    settled(window)
    assert desk.view is not None


def test_text_alone_gets_the_built_in_period(desk: Desk, finished: Finished) -> None:
    views: list[View] = []
    quick_project(desk, views.append, pytest.fail)
    finished(desk)
    assert views[-1].scheme.period == "2022H1"


def test_a_place_that_cannot_be_written_is_said(
    desk: Desk, finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "文件"
    blocked.write_text("x", encoding="utf-8")
    monkeypatch.setattr(making, "documents", lambda: blocked / "县区评比")
    said: list[str] = []
    quick_project(desk, lambda _: pytest.fail("made"), said.append)
    finished(desk)
    assert len(said) == 1
    assert "文件" in said[0]


def test_the_sample_speaks_of_its_own_period(sample_folder: Path) -> None:
    assert told_period([sample_folder]) == "2022H1"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022年上半年工业运行", "2022H1"),
        ("2023 年度下半年", "2023H2"),
        ("2024年1-6月", "2024H1"),
        ("2024年1—7月份", "2024M01-07"),
        ("2024年第三季度", "2024Q3"),
        ("2024年1至12月", "2024"),
        ("截至2024年，比2023年下半年", "2023H2"),
        ("没有时期", ""),
    ],
)
def test_a_period_is_found_in_words(text: str, period: str) -> None:
    assert period_in(text) == period


@pytest.mark.parametrize(
    ("period", "following"),
    [
        ("2022H1", "2022H2"),
        ("2022H2", "2023H1"),
        ("2022Q4", "2023Q1"),
        ("2022", "2023"),
        ("2022M01-07", "2022M01-08"),
        ("2022M12", "2023M01"),
        ("2022M01-11", "2023M01-11"),
    ],
)
def test_the_next_period_follows(period: str, following: str) -> None:
    assert after(period) == following
    year, part = parted(following) or (0, "")
    assert period_of(year, part) == following


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2022-07-10", "2022-07-10"),
        ("2022年7月10日", "2022-07-10"),
        ("2022/7/10", "2022-07-10"),
        ("20220710", "2022-07-10"),
        ("", ""),
        ("2022-13-01", None),
        ("7月10日", None),
        ("明天", None),
    ],
)
def test_a_day_may_be_typed_in_several_ways(words: str, day: str | None) -> None:
    assert day_of(words) == day


def test_a_file_is_named_as_every_system_allows(tmp_path: Path) -> None:
    assert file_name('“攻坚年”：a/b\\c*?"<>|') == "“攻坚年”：abc"
    assert file_name("...") == "综合评比"
    assert len(file_name("长" * 300)) == 60
    made = free(tmp_path, "甲")
    project.create(made, '[scheme]\nname = "x"\nperiod = "2022"\n', "张三").close()
    assert free(tmp_path, "甲").name == "甲 (2).pingbi"
