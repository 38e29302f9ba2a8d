"""A scheme chooses the columns of a sheet by their headings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pingbi import pipeline
from pingbi.model import PingbiError, SchemeError
from pingbi.scheme import parse
from pingbi.scoring import METHODS

SCHEME = """
county = [{name = "甲县"}, {name = "乙县"}, {name = "丙县"}]
indicator = [
  {id = "a", name = "投资", unit = "亿元", kind = "level"},
  {id = "b", name = "税收", unit = "亿元", kind = "level"},
]
part = [{id = "p", name = "经济", weight = 100}]
criterion = [
  {id = "ca", name = "投资", part = "p", weight = 60, method = "minmax", value = "a"},
  {id = "cb", name = "税收", part = "p", weight = 40, method = "minmax", value = "b"},
]
[scheme]
name = "评比"
issuer = "某市工信局"
period = "2022H1"
"""
DATA = "county,a,b\n甲县,3,5\n乙县,2,7\n丙县,1,6\n"


def written(folder: Path, columns: str, sheet: str = "综合排名") -> Path:
    text = f'{SCHEME}[print.sheets."{sheet}"]\ncolumns = {columns}\n'
    (folder / "方案.toml").write_text(text, encoding="utf-8")
    (folder / "数.csv").write_text(DATA, encoding="utf-8")
    done = pipeline.score_data(folder / "数.csv", pipeline.load_scheme(str(folder / "方案.toml")))
    return pipeline.write_workbook(done, folder / "表.xlsx")


def hidden(sheet: Worksheet) -> set[int]:
    rows = [one for one in sheet.column_dimensions.values() if one.hidden]
    return {at for one in rows for at in range(int(one.min or 0), int(one.max or 0) + 1)}


def shown(path: Path, row: int) -> list[str]:
    """The headings of a row that can be seen."""
    sheet = openpyxl.load_workbook(path)["综合排名"]
    last = next(int(cell.column or 0) for cell in sheet[row] if str(cell.value) == "备注")
    unseen = hidden(sheet)
    return [str(sheet.cell(row, column).value) for column in range(1, last + 1) if column not in unseen]


def test_only_the_chosen_columns_are_seen_and_all_is_still_computed(
    tmp_path: Path, recalculated: Callable[..., list[Path]], differences: Callable[[Path, Path], list[str]]
) -> None:
    path = written(tmp_path, '["综合得分", "综合排名"]')
    assert shown(path, 4) == ["序号", "县区", "综合\n得分", "综合\n排名"]
    whole = written(tmp_path, "[]")
    assert len(shown(whole, 4)) > 4
    path = written(tmp_path, '["经济", "综合排名"]')  # a heading over several columns
    sheet = openpyxl.load_workbook(path)["综合排名"]
    places = [cell for row in sheet.iter_rows(min_row=6, max_row=8) for cell in row if cell.border.right.style]
    seen = [cell for cell in places if cell.column not in hidden(sheet)]
    assert seen[-1].border.right.style == "medium"
    assert differences(path, recalculated(path)[0]) == []


def test_the_words_at_the_right_stay_in_sight(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path, '["综合得分"]'))["综合排名"]
    unit = [cell for cell in sheet[3] if str(cell.value or "").startswith("单位")]
    assert len(unit) == 1
    assert unit[0].column not in hidden(sheet)


def test_a_name_that_is_no_heading_is_said_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(PingbiError, match=r"“总分”不是这张表的列；可写的有：.*综合得分"):
        written(tmp_path, '["总分"]')


def test_a_sheet_made_of_blocks_has_no_columns_to_choose() -> None:
    with pytest.raises(SchemeError) as raised:
        parse(
            '[scheme]\nname = "x"\nperiod = "2022H1"\n[print.sheets."单项排名"]\ncolumns = ["县区"]\n',
            "方案.toml",
            METHODS,
        )
    assert "不能选列" in str(raised.value)
