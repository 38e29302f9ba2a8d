"""The two commands, from words to files."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pingbi.cli import main
from pingbi.scheme import find, load
from pingbi.scoring import METHODS

BUILT_IN = "industry_half_year"


def test_a_scheme_goes_to_excel_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, folder = tmp_path / "方案.xlsx", tmp_path / "新"
    assert main(["scheme", "to-excel", BUILT_IN, "-o", str(book)]) == 0
    assert capsys.readouterr().out == f"{book}\n"
    assert main(["scheme", "from-excel", str(book), "-o", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder / 'scheme.toml'}\n"
    assert load(folder / "scheme.toml", METHODS) == load(find(BUILT_IN), METHODS)


def test_an_old_scheme_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, target = tmp_path / "方案.xlsx", tmp_path / "旧.toml"
    assert main(["scheme", "to-excel", BUILT_IN, "-o", str(book)]) == 0
    target.write_text("旧", encoding="utf-8")
    assert main(["scheme", "from-excel", str(book), "-o", str(target)]) == 2
    assert target.read_text(encoding="utf-8") == "旧"
    assert "不覆盖" in capsys.readouterr().err


def test_only_xlsx_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("方案.xls", "方案.toml", "方案"):
        assert main(["scheme", "to-excel", BUILT_IN, "-o", str(tmp_path / name)]) == 2
        assert ".xlsx" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_mistakes_end_the_command_and_write_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, target = tmp_path / "方案.xlsx", tmp_path / "新.toml"
    assert main(["scheme", "to-excel", BUILT_IN, "-o", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    book["指标"]["D3"], book["目标"]["C3"] = "总数", "很多"
    book.save(path)
    capsys.readouterr()
    assert main(["scheme", "from-excel", str(path), "-o", str(target)]) == 2
    assert [line.partition("：")[0] for line in capsys.readouterr().err.splitlines()] == ["指标!D3", "目标!C3"]
    assert not target.exists()


def test_what_was_not_used_is_said_beside_the_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "方案.xlsx"
    assert main(["scheme", "to-excel", BUILT_IN, "-o", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    book["分组"]["C1"] = "备注"
    book.save(path)
    capsys.readouterr()
    assert main(["scheme", "from-excel", str(path), "-o", str(tmp_path / "新.toml")]) == 0
    assert "分组!C1：不认识的列“备注”，没有用到" in capsys.readouterr().err
