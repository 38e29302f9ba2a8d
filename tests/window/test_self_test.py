"""The window's part of the self-test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pingbi_qt import self_test


def test_the_window_is_drawn_and_has_chinese_letters(qapp: object, tmp_path: Path) -> None:
    del qapp
    target = tmp_path / "report.json"
    assert self_test.asked(["pingbi", f"--self-test={target}"]) == target
    assert self_test.run(target) == 0
    rows = {row["what"]: row for row in json.loads(target.read_text(encoding="utf-8"))["tried"]}
    assert rows["window"]["good"]
    assert rows["letters"]["good"]
    assert rows["project"]["good"]


def test_letters_that_no_typeface_has_are_said(qapp: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    del qapp
    monkeypatch.setattr(self_test, "LETTERS", "县\U0010fff0")
    target = tmp_path / "report.json"
    assert self_test.run(target) == 1
    rows = {row["what"]: row for row in json.loads(target.read_text(encoding="utf-8"))["tried"]}
    assert not rows["letters"]["good"]


def test_without_the_option_nothing_is_tried() -> None:
    assert self_test.asked(["pingbi", "半年.pingbi"]) is None
