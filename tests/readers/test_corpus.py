"""Every workbook that was found in the world, and every one made to do harm: read, or refused with the right words.

Where two libraries agree on a value, ours is the same. They run in a process of their own: one of them may abort it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pingbi.model import UnreadableFileError
from pingbi.readers import CellRead, Document, inputs, read

LONGEST = 200  # seconds: ten times what is promised for one file
PATIENCE = 30  # seconds that the other libraries have
LIBRARIES = Path(__file__).with_name("two_libraries.py")

TOO_LARGE, HARMFUL, DAMAGED = "过大", "外部实体", "不完整或已损坏"
# What must be refused, and a word of why. Everything else is read.
REFUSED = {
    "billion_laughs.xlsx": HARMFUL,
    "bomb_sheet_600MB.xlsx": TOO_LARGE,
    "bomb_string_300MB.xlsx": TOO_LARGE,
    "bomb_unused_part_600MB.xlsx": TOO_LARGE,
    "dup_parts.xlsx": "部件重复",
    "quadratic.xlsx": HARMFUL,
    "truncated_half.xlsx": DAMAGED,
    "xxe_file.xlsx": HARMFUL,
    "xxe_http.xlsx": HARMFUL,
    "xxe_param.xlsx": HARMFUL,
    "zero_bytes.xlsx": "文件是空的",
    "bcef_poc-xmlbomb.xlsx": HARMFUL,
    "0cba_60320-protected.xlsx": "密码",
    "080f_encryptSHA512.xlsx": "密码",
    "1752_97_rc4cryptoapi_password.xls": "密码",
    "5379_Test_git_issue_382_oom.xls": DAMAGED,
    "3f2b_oleloop.xls": "另存为",
    "d3a1_Test_git_issue_467_empty_continue_leftoverbytes.xls": DAMAGED,
    "770e_clusterfuzz-testcase-minimized-POIHSSFFuzzer-5816431116615680.xls": DAMAGED,
    "bdc2_issue_594_dos.ods": "重复的格过多",
    "6b9d_~$LoadPivotTables.xlsx": "",  # what Excel leaves beside an open file, under another name
}
# How many cells hold something, where no two libraries read the file: seen in its XML.
CELLS = {
    "dim_XFD1048576_two_cells.xlsx": 3,
    "dim_lies_A1.xlsx": 2,
    "dim_lies_big_only2cells.xlsx": 2,
    "merge_col_A1_A1048576.xlsx": 2,
    "merge_whole_sheet.xlsx": 2,
    "zipslip.xlsx": 2,
    "0a60_Fillreport.xlsx": 172,
    "28de_invalid-xml.xlsx": 2,
    "56a4_Zip-Windows-Directory-Separator.xlsx": 29,
    "b1a3_implicit_coordinates.xlsx": 4,
    "b973_TestWihoutRAttribute.xlsx": 7,
    "c722_Test_git_issue_270.xlsx": 1,
}
SLOW = {"merge_col_A1_A1048576.xlsx", "merge_whole_sheet.xlsx"}  # openpyxl fills a million cells


def files(shared: Path) -> list[Path]:
    listed = json.loads((shared / "excel" / "index.json").read_text(encoding="utf-8"))["files"]
    found = sorted(path for path in (shared / "excel").rglob("*") if path.is_file() and path.name != "index.json")
    assert len(found) >= len(listed) > 50
    return found


def outcome(path: Path) -> Document | str:
    """The document, or why there is none. One file gives one of them, and in time."""
    started = time.monotonic()
    done: list[Document | str] = []
    for item in inputs([path]):
        try:
            done.append(item.error or read(item.data, item.name))
        except UnreadableFileError as error:
            done.append(str(error))
    assert time.monotonic() - started < LONGEST, path.name
    assert len(done) == 1, path.name
    return done[0]


@pytest.fixture(scope="module")
def outcomes(shared: Path) -> dict[Path, Document | str]:
    return {path: outcome(path) for path in files(shared)}


def test_what_must_be_refused_is_refused_in_one_line_and_all_else_is_read(
    outcomes: Mapping[Path, Document | str],
) -> None:
    wrong = []
    for path, found in outcomes.items():
        words = REFUSED.get(path.name)
        if isinstance(found, str):
            one_line = "\n" not in found and re.search("[\u4e00-\u9fff]", found) is not None
            right = one_line and words is not None and words in found
        else:
            right = words is None
        if not right:
            wrong.append((path.name, str(found)[:200]))
    assert wrong == []
    assert {path.name for path in outcomes} >= REFUSED.keys() | CELLS.keys()


def test_no_cell_is_lost_where_libraries_fail(outcomes: Mapping[Path, Document | str]) -> None:
    found = {
        path.name: sum(cell.value is not None for sheet in document.sheets for cell in sheet.cells.values())
        for path, document in outcomes.items()
        if isinstance(document, Document) and path.name in CELLS
    }
    assert found == CELLS


Place = tuple[str, str]  # sheet, "row,column"


def opinions(path: Path) -> list[dict[Place, object]]:
    """What each library that can reads of the file."""
    command = [sys.executable, str(LIBRARIES), str(path)]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return []
    books = [json.loads(line) for line in told.stdout.splitlines()]
    return [{(name, at): value for name, cells in book.items() for at, value in cells.items()} for book in books]


def agreed(books: list[dict[Place, object]]) -> Iterator[tuple[Place, object]]:
    """The values on which all agree, where at least two spoke."""
    first, *others = books
    for at, value in first.items():
        if others and all(at in other and same(other[at], value) for other in others):
            yield at, value


def same(one: object, other: object) -> bool:
    """Dates to the second; an end of line is one whatever it is made of."""
    if isinstance(one, dict) and isinstance(other, dict):
        return moments_agree(one["date"], other["date"])
    if isinstance(one, str) and isinstance(other, str):
        return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
    return type(one) is type(other) and one == other


def moments_agree(one: str, other: str) -> bool:
    try:
        apart = datetime.fromisoformat(one) - datetime.fromisoformat(other)
    except ValueError:
        return one == other  # a time alone
    return abs(apart.total_seconds()) <= 1


def is_it(cell: CellRead | None, value: object) -> bool:
    """Whether our cell holds what the libraries read."""
    if cell is None:
        return value == ""
    if isinstance(value, dict):
        return cell.date and moments_agree(str(cell.value), value["date"])
    if isinstance(value, bool):
        return cell.value is value
    if isinstance(value, float):
        return isinstance(cell.value, Decimal) and cell.value == Decimal(f"{value:.15g}")
    return same(cell.value, value)


def test_where_two_libraries_agree_on_a_value_ours_is_the_same(outcomes: Mapping[Path, Document | str]) -> None:
    wrong, compared, spoken = [], 0, 0
    for path, document in outcomes.items():
        if isinstance(document, str) or not document.sheets or path.name in SLOW or path.suffix in {".csv", ".xml"}:
            continue
        ours = {
            (sheet.name, f"{row},{column}"): cell
            for sheet in document.sheets
            for (row, column), cell in sheet.cells.items()
        }
        books = opinions(path)
        spoken += len(books) > 1
        for at, value in agreed(books) if books else ():
            compared += 1
            if not is_it(ours.get(at), value):
                wrong.append((path.name, at, value, ours.get(at)))
    assert wrong == []
    assert spoken > 20
    assert compared > 3000


@pytest.mark.parametrize(
    ("cell", "value", "right"),
    [
        (CellRead(Decimal("0.3")), 0.1 + 0.2, True),
        (CellRead(Decimal("30.58")), 30.59, False),
        (CellRead(Decimal(1)), True, False),
        (CellRead("2022-06-01", date=True), {"date": "2022-06-01 00:00:01"}, True),
        (CellRead("2022-06-01"), {"date": "2022-06-01"}, False),
        (CellRead("甲"), "乙", False),
        (None, 5.0, False),
    ],
)
def test_a_difference_would_be_found(cell: CellRead | None, value: object, right: bool) -> None:
    assert is_it(cell, value) is right
