"""A program that has lost its templates says so, whatever is asked of them; projects have their own scheme."""

from __future__ import annotations

from pathlib import Path

import pytest
from standing import open_project, settled

from pingbi.scheme import place
from pingbi_qt.window import Window

SAID = "程序不完整：找不到文件夹 templates，请重新安装"


@pytest.fixture(autouse=True)
def _gone(window: Window, sample_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the sample was made, which wants them."""
    del window, sample_project
    monkeypatch.setattr(place, "__file__", str(tmp_path / "pingbi" / "scheme" / "place.py"))


def test_the_sample_cannot_be_opened(window: Window) -> None:
    window.acts["sample"].trigger()
    settled(window)
    assert SAID in window.bar.said()


def test_files_without_a_project_are_not_taken(window: Window, tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text("南乐县上半年完成工业投资30.58亿元。", encoding="utf-8")
    window.take([str(report)])
    settled(window)
    assert SAID in window.bar.said()
    assert window.desk.view is None


def test_a_project_is_opened_all_the_same(window: Window, sample_project: Path) -> None:
    open_project(window, sample_project)
    assert window.desk.view is not None
    assert window.page == "collect"
