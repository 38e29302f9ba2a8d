"""`--self-test=FILE` tries all that the program is made of, and says what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pingbi import self_test
from pingbi.cli import main
from pingbi.model import SchemeError


def test_the_program_as_it_stands_passes_and_says_how_long_each_thing_took(tmp_path: Path) -> None:
    target = tmp_path / "报告.json"
    assert main([f"--self-test={target}"]) == 0
    said = json.loads(target.read_text(encoding="utf-8"))
    assert said["good"]
    assert [row for row in said["tried"] if not row["good"]] == []
    assert {"sample", "workbook", "project", "read 报告.pdf", "read 加密表.xlsx"} <= {
        row["what"] for row in said["tried"]
    }
    assert all(row["seconds"] >= 0 and row["words"] for row in said["tried"])


def test_a_file_that_was_forgotten_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = [path for path in self_test.files() if path.suffix != ".pdf"]
    monkeypatch.setattr(self_test, "files", lambda: kept)
    target = tmp_path / "报告.json"
    assert self_test.report(self_test.engine(), target) == 1
    bad = [row for row in json.loads(target.read_text(encoding="utf-8"))["tried"] if not row["good"]]
    assert [row["what"] for row in bad] == ["files of all formats"]
    assert ".pdf" in bad[0]["words"]


def test_a_program_without_its_templates_says_so_in_its_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def gone() -> Path:
        raise SchemeError(("程序不完整：找不到文件夹 templates，请重新安装",))

    monkeypatch.setattr(self_test, "templates_folder", gone)
    target = tmp_path / "报告.json"
    assert self_test.report(self_test.engine(), target) == 1
    rows = {row["what"]: row for row in json.loads(target.read_text(encoding="utf-8"))["tried"]}
    assert not rows["files of all formats"]["good"]
    assert "templates" in rows["files of all formats"]["words"]


def test_a_reader_that_reads_something_else_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wrong = tmp_path / "表.csv"
    wrong.write_text("县区,工业投资（亿元）\n华龙区,31\n范县,12\n", encoding="utf-8")
    monkeypatch.setattr(self_test, "files", lambda: [wrong])
    rows = {row.what: row for row in self_test.engine()}
    assert not rows["read 表.csv"].good
    assert "31" in rows["read 表.csv"].words
