"""The last period's workbook beside this one: by the file alone it is known what each change of points comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pingbi.cli import main
from pingbi.workbook.references import CHANGES

SCHEME = """
county = [{name = "甲县"}, {name = "乙县"}, {name = "丙县"}]
indicator = [
  {id = "a", name = "投资", unit = "亿元", kind = "level"},
  {id = "b", name = "投资增速", unit = "%", kind = "yoy"},
]
criterion = [
  {id = "k", name = "投资额", weight = 60, value = "a", method = "minmax"},
  {id = "r", name = "增速", weight = 40, value = "b", method = "rank_linear"},
]
[scheme]
name = "例"
period = "PERIOD"
"""
HEADS = "县区,投资,投资增速\n"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last period is evaluated by its own rules: growth weighed 30 then."""
    monkeypatch.chdir(tmp_path)
    then = SCHEME.replace("weight = 40", "weight = 30").replace("PERIOD", "2021H2")
    Path("上期.toml").write_text(then, encoding="utf-8")
    Path("本期.toml").write_text(SCHEME.replace("PERIOD", "2022H1"), encoding="utf-8")
    Path("上期.csv").write_text(f"{HEADS}甲县,20,3\n乙县,30,2\n丙县,10,1\n", encoding="utf-8")
    Path("本期.csv").write_text(f"{HEADS}甲县,20,3\n乙县,25,2\n丙县,10,1\n", encoding="utf-8")
    assert main(["evaluate", "上期.csv", "--scheme", "上期.toml", "-o", "上期.xlsx"]) == 0


def rows_and_notes(previous: str) -> tuple[list[list[object]], str]:
    """C to K of each county, and all that is said below."""
    given = ["evaluate", "本期.csv", "--scheme", "本期.toml", "-o", "本期.xlsx", "--previous", previous]
    assert main(given) == 0
    sheet = load_workbook("本期.xlsx", data_only=True)[CHANGES]
    said = "".join(str(cell.value) for row in sheet.iter_rows(min_row=9) for cell in row if cell.value)
    return [[cell.value for cell in row] for row in sheet["C6:K8"]], said


def test_a_workbook_of_ours_says_what_each_change_comes_from() -> None:
    rows, said = rows_and_notes("上期.xlsx")
    assert rows == [
        [2, 2, 0, 60, 80, 20, 0, 10, 10],  # 30 of 60 for the investment, now 40, since the leader has less
        [1, 1, 0, 80, 86.67, 6.67, 0, 0, 6.67],  # leads whatever it has
        [3, 3, 0, 10, 13.33, 3.33, 0, 0, 3.33],
    ]
    assert "自身变化、办法调整为计算值" in said


@pytest.mark.parametrize("changed", [{"E": 99}, {"F": 2}], ids=["a total", "a place"])
def test_a_workbook_that_was_changed_by_hand_is_not_split(changed: dict[str, int]) -> None:
    book = load_workbook("上期.xlsx")
    printed = {"E": 80, "F": 1} | changed  # saved without the values of its formulas: these alone can be read
    for column, value in printed.items():
        book["综合排名"][f"{column}6"] = value
    book.save("上期.xlsx")
    rows, said = rows_and_notes("上期.xlsx")
    assert [row[6:] for row in rows] == [["-"] * 3] * 3
    assert "上期工作簿写出后改过" in said


def test_a_plain_table_has_places_and_totals_to_compare_with_and_no_more() -> None:
    Path("名次.csv").write_text("县区,名次,得分\n甲县,2,70\n乙县,1,80.5\n", encoding="utf-8")
    rows, said = rows_and_notes("名次.csv")
    assert rows[1] == [1, 1, 0, 80.5, 86.67, 6.17, "-", "-", "-"]
    assert rows[2][:3] == ["-", 3, "新增"]
    assert "上期结果里只有名次、得分，没有计分所用的数据" in said


def test_a_workbook_saved_without_the_values_of_its_formulas_is_known_by_what_it_keeps() -> None:
    wanted = rows_and_notes("上期.xlsx")
    load_workbook("上期.xlsx").save("上期.xlsx")
    assert rows_and_notes("上期.xlsx") == wanted


def test_json_says_what_each_change_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    given = ["evaluate", "本期.csv", "--scheme", "本期.toml", "-o", "本期.xlsx", "--json", "-"]
    main([*given, "--previous", "上期.xlsx"])
    found = json.loads(capsys.readouterr().out)["changes"]
    assert list(found[0]) == ["county", "place_before", "place", "points_before", "points", "own", "others", "rules"]
    assert list(found[0].values()) == ["甲县", 2, 2, "60.00", "80.00", "0", "10", "10"]
    main(given)
    assert "changes" not in json.loads(capsys.readouterr().out)
