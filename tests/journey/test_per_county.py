"""A workbook to each county, from the command line: of materials and of a project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pingbi import pipeline
from pingbi.cli import main

COUNTIES = 9  # of the sample


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("示例")
    pipeline.write_sample(folder)
    return folder


def foot(path: Path) -> str:
    sheet = load_workbook(path)["县区分析"]
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.right is not None
    return str(sheet.oddFooter.right.text)


def test_an_evaluation_writes_each_county_its_own_and_says_where(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    each = tmp_path / "各县区"
    main(["evaluate", str(sample), "-o", str(tmp_path / "综合评比.xlsx"), "--per-county", str(each)])
    said = capsys.readouterr().out
    found = sorted(path.name for path in each.iterdir())
    assert len(found) == COUNTIES
    assert all(name in said for name in found)
    whole = load_workbook(tmp_path / "综合评比.xlsx", data_only=True)["县区分析"]
    totals = {}
    for row in range(1, whole.max_row + 1):
        if whole.cell(row, 1).value == "综合得分":
            title = str(whole.cell(row - 2, 1).value)
            totals[title] = whole.cell(row + 1, 1).value
    own = {path.stem: load_workbook(path)["县区分析"]["A5"].value for path in each.iterdir()}
    assert own == totals


def test_what_was_sent_to_counties_is_no_submission(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    each = tmp_path / "各县区"
    main(["evaluate", str(sample), "-o", str(tmp_path / "综合评比.xlsx"), "--per-county", str(each)])
    capsys.readouterr()
    main(["check", str(sample), str(each), "--json"])
    said = capsys.readouterr().out
    assert said.count('"result-as-input"') == COUNTIES


def test_a_project_puts_the_exports_number_on_each(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, each = tmp_path / "上半年.pingbi", tmp_path / "各县区"
    main(["import", str(sample), "--project", str(project), "--by", "张三"])
    words = ["export", "--project", str(project), "--by", "张三", "-o", str(tmp_path / "综合评比.xlsx")]
    main([*words, "--per-county", str(each)])
    said = capsys.readouterr().out
    digest = re.search(r"第1号，摘要 ([0-9A-F]{8})", said)
    assert digest is not None
    paths = list(each.iterdir())
    assert len(paths) == COUNTIES
    assert {foot(path) for path in paths} == {foot(tmp_path / "综合评比.xlsx")}
    assert digest.group(1) in foot(paths[0])


def test_no_submission_is_written_over(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = tmp_path / "报送"
    given.mkdir()
    for path in sample.iterdir():
        if path.is_file():
            (given / path.name).write_bytes(path.read_bytes())
    each = tmp_path / "各县区"
    main(["evaluate", str(given), "-o", str(tmp_path / "一.xlsx"), "--per-county", str(each)])
    name = next(iter(each.iterdir())).name
    original = next(path for path in given.glob("*.xlsx"))
    (given / name).write_bytes(original.read_bytes())
    capsys.readouterr()
    status = main(["evaluate", str(given), "-o", str(tmp_path / "二.xlsx"), "--per-county", str(given)])
    assert status == 2
    assert "不覆盖" in capsys.readouterr().err
    assert (given / name).read_bytes() == original.read_bytes()
