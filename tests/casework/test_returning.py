"""退回单 go out into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pingbi import casework
from pingbi.casework import Case
from pingbi.casework.returning import give_back
from pingbi.model import PingbiError
from pingbi.project.changes import Marking

Send = Callable[..., None]


def table(path: Path, *rows: tuple[str | int, ...]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("县区", "投资", "税收"), *rows):
        book.active.append(list(row))
    book.save(path)
    return path


def returned(case: Case) -> list[str]:
    return [row.county for row in case.project.state.marks if row.marking is Marking.RETURNED]


def test_each_file_with_something_to_mend_is_written_and_its_county_noted(case: Case, tmp_path: Path) -> None:
    paths = [table(tmp_path / "甲县.xlsx", ("甲县", "三十多", 5)), table(tmp_path / "乙县.xlsx", ("乙县", 20, 5))]
    list(casework.receive(case, paths))
    done = give_back(case, tmp_path / "退回")
    assert [path.parent for path in done.paths] == [tmp_path / "退回"]
    assert done.paths[0].name.startswith("甲县")
    assert (done.counties, returned(case)) == (("甲县",), ["甲县"])
    assert [path.name for path in (tmp_path / "退回").iterdir()] == [done.paths[0].name]


def test_two_files_of_one_name_go_into_folders_of_their_own(case: Case, tmp_path: Path) -> None:
    paths = [table(tmp_path / county / "报表.xlsx", (county, "三十多", 5)) for county in ("甲县", "乙县")]
    list(casework.receive(case, paths))
    done = give_back(case, tmp_path / "退回")
    assert len({*done.paths}) == 2
    assert all(path.is_file() for path in done.paths)


def test_where_nothing_is_to_be_mended_nothing_is_written_and_nobody_noted(
    case: Case, send: Send, tmp_path: Path
) -> None:
    send("三县.csv", "甲县,30,5", "乙县,20,6", "丙县,10,7")
    done = give_back(case, tmp_path / "退回")
    assert (done.paths, done.counties) == ((), ())
    assert not (tmp_path / "退回").exists()


def test_what_cannot_be_written_is_said_and_nobody_is_noted(case: Case, tmp_path: Path) -> None:
    list(casework.receive(case, [table(tmp_path / "甲县.xlsx", ("甲县", "三十多", 5))]))
    (tmp_path / "退回").write_text("a file stands where the folder should be", encoding="utf-8")
    with pytest.raises(PingbiError, match="不能写入"):
        give_back(case, tmp_path / "退回")
    assert returned(case) == []


def test_a_corrected_file_that_was_not_read_yet_stays(case: Case, tmp_path: Path) -> None:
    """A 退回单 of another time that a county may have filled in is no less its own."""
    list(casework.receive(case, [table(tmp_path / "甲县.xlsx", ("甲县", "三十多", 5))]))
    own = give_back(case, tmp_path / "退回")
    assert give_back(case, tmp_path / "退回") == own  # the same once more takes its own place
    corrected = table(own.paths[0], ("甲县", 30, 5)).read_bytes()
    done = give_back(case, tmp_path / "退回")
    assert done.paths == done.renamed == (tmp_path / "退回" / "甲县 (1).xlsx",)
    assert done.counties == ("甲县",)
    assert own.paths[0].read_bytes() == corrected
