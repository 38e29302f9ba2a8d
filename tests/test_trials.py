"""What if, on the command line: what would be beside what is, on every stream and sheet, and never taken for it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pingbi.cli import main
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS
from pingbi.trial import trial_of, weighted
from pingbi.verifying import verify
from pingbi.workbook.references import TRIAL

SCHEME = """
county = [{name = "甲县", aliases = ["甲"]}, {name = "乙县"}, {name = "丙县"}, {name = "丁县"}]
indicator = [
  {id = "a", name = "投资", unit = "亿元", kind = "level"},
  {id = "b", name = "增速", unit = "%", kind = "yoy"},
]
part = [{id = "p", name = "总量", weight = 60}, {id = "q", name = "速度", weight = 30}]
criterion = [
  {id = "k", part = "p", name = "投资额", weight = 60, value = "a", method = "minmax"},
  {id = "r", part = "q", name = "投资增速", weight = 20, value = "b", method = "minmax"},
  {id = "s", part = "q", name = "增速位次", weight = 10, value = "b", method = "rank_linear"},
]
[scheme]
name = "例"
period = "2022H1"
"""
TABLE = "县区,投资,增速\n甲县,20,5\n乙县,30,4\n丙县,10,0\n丁县,15,1\n"
WORDS = ("evaluate", "--scheme", "方案.toml", "表.csv")


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("方案.toml").write_text(SCHEME, encoding="utf-8")
    Path("表.csv").write_text(TABLE, encoding="utf-8")


@pytest.fixture
def scheme() -> Scheme:
    return parse(SCHEME, "方案.toml", METHODS)


def test_who_moves_and_who_was_changed_is_told_beside_what_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*WORDS, "-o", "试.xlsx", "--set", "丁县.投资=25", "--set", "甲.增速=6"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:-4] == [
        "试算，不是正式结果",
        "试算改动：丁县的投资由15亿元改为25亿元",
        "试算改动：甲县的增速由5%改为6%",
        "县区\t名次 实际→试算\t得分 实际→试算",
        "甲县\t2→2\t60.00→60.00",
        "丁县\t3→3\t24.00→53.33",
        "其余2个县区名次不变",
    ]
    assert lines[-1] == "试.xlsx"


def test_json_keeps_its_keys_and_gets_the_real_result_under_one_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*WORDS, "-o", "真.xlsx", "--json", "-"]) == 0
    real = json.loads(capsys.readouterr().out)
    assert main([*WORDS, "-o", "试.xlsx", "--json", "-", "--set", "丁县.投资=35"]) == 0
    said = capsys.readouterr()
    tried = json.loads(said.out)
    assert list(real) == ["scheme", "period", "criteria", "totals", "findings"]
    assert list(tried) == [*real, "trial", "real"]
    assert tried["real"] == {key: real[key] for key in ("criteria", "totals", "findings")}
    assert tried["trial"] == ["丁县的投资由15亿元改为35亿元"]
    places = [[row["place"] for row in totals] for totals in (tried["real"]["totals"], tried["totals"])]
    assert places == [[2, 1, 4, 3], [3, 1, 4, 2]]
    assert "丁县\t3→2" in said.err


def test_the_workbook_has_both_and_every_page_says_what_it_is() -> None:
    assert main([*WORDS, "-o", "试.xlsx", "--set", "丁县.投资=35", "--weight", "投资额=50"]) == 0
    book = load_workbook("试.xlsx", data_only=True)
    assert book.sheetnames[:2] == ["综合排名", TRIAL]
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    heads = [str(sheet.oddHeader and sheet.oddHeader.right and sheet.oddHeader.right.text) for sheet in shown]
    assert all("试算，不是正式结果" in head for head in heads)
    rows = {str(row[1].value).replace("　", ""): [cell.value for cell in row[2:8]] for row in book[TRIAL]["A6:I9"]}
    assert rows["丁县"] == [3, 2, 1, 24, 59, 35]
    assert rows["甲县"] == [2, 3, -1, 60, 50, -10]
    texts = [str(cell.value) for row in book[TRIAL].iter_rows() for cell in row]
    assert any("丁县的投资由15亿元改为35亿元；投资额的权重由60改为50" in text for text in texts)
    assert verify(Path("试.xlsx")).agrees


def test_a_figure_that_was_not_there_is_tried_too(capsys: pytest.CaptureFixture[str]) -> None:
    Path("表.csv").write_text(TABLE.replace("丁县,15,1", "丁县,15,"), encoding="utf-8")
    main([*WORDS, "-o", "试.xlsx", "--set", "丁县.增速=9"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "试算改动：丁县的增速由（无）改为9%"
    assert lines[3:5] == ["丁县\t-→3\t-→45.00", "丙县\t3→4\t3.33→2.50"]


def test_without_a_trial_nothing_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*WORDS, "-o", "真.xlsx"]) == 0
    assert "试算" not in capsys.readouterr().out
    assert TRIAL not in load_workbook("真.xlsx").sheetnames


@pytest.mark.parametrize(
    ("name", "weight", "criteria", "parts"),
    [
        pytest.param("投资增速", "40", [60, 40, 10], [60, 50], id="its part weighs what it weighs"),
        pytest.param("k", "1", [1, 20, 10], [1, 30], id="by its id"),
        pytest.param("速度", "50", [60, 20, 10], [60, 50], id="a part, its criteria as they are"),
    ],
)
def test_a_weight_is_tried(scheme: Scheme, name: str, weight: str, criteria: list[int], parts: list[int]) -> None:
    other = weighted(scheme, name, Decimal(weight))
    assert [row.weight for row in other.criterion] == criteria
    assert [row.weight for row in other.part] == parts


def test_a_part_that_does_not_weigh_what_is_in_it_keeps_its_weight() -> None:
    scheme = parse(SCHEME.replace('name = "速度", weight = 30', 'name = "速度", weight = 45'), "方案.toml", METHODS)
    assert [row.weight for row in weighted(scheme, "投资增速", Decimal(40)).part] == [60, 45]


def test_nothing_asked_for_is_no_trial(scheme: Scheme) -> None:
    assert trial_of(scheme, [], []) is None
