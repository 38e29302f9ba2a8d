"""A county on two lines of one sheet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pingbi.extraction import extract
from pingbi.model import State
from pingbi.readers import CellRead, Document, Sheet
from pingbi.scheme import Scheme

HEADS = ("县区", "工业投资（亿元）", "技改投资（亿元）", "新签约工业项目（个）")
OTHER = ("范县", 33, 11, 8)


def states(scheme: Scheme, *rows: tuple[object, ...], across: bool = False) -> tuple[dict[str, State], list[str]]:
    """The state of each of 南乐县's figures by its cell, and what is said of two lines."""
    cells = {
        ((column, row) if across else (row, column)): CellRead(value if isinstance(value, str) else Decimal(str(value)))
        for row, line in enumerate((HEADS, OTHER, *rows), 1)
        for column, value in enumerate(line, 1)
        if value is not None
    }
    found = extract(Document("一览表.xlsx", (Sheet("表", cells),)), scheme)
    mine = {figure.origin.cell: figure.state for figure in found.figures if figure.county == "南乐县"}  # type: ignore[union-attr]
    return mine, [str(finding) for finding in found.findings if finding.code == "two-values"]


@pytest.mark.parametrize(("across", "cell", "lines"), [(False, "D3", "第3行、第4行"), (True, "C4", "第C列、第D列")])
def test_a_number_that_only_one_of_two_contradicting_lines_gives_is_left_open(
    scheme: Scheme, across: bool, cell: str, lines: str
) -> None:
    mine, said = states(scheme, ("南乐县", 30, 9, 21), ("南乐县", 31, 9, None), across=across)
    assert mine[cell] is State.UNDECIDED
    assert [state for at, state in mine.items() if at != cell] == [State.READ] * 4
    (words,) = said
    assert words == (
        f"南乐县在“表”中写了{lines}，数不相同，无法判断哪个对；只写在其中一处的1个数也已列出但不计分，请核实"
    )


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("南乐县", 30, 9, 21), ("南乐县", 30, 9, None)], id="two lines that agree"),
        pytest.param([("南乐县", 30, 9, None), ("南乐县", None, None, 21)], id="two halves of one line"),
        pytest.param([("南乐县", 30, 9, 21)], id="one line"),
    ],
)
def test_lines_that_do_not_contradict_each_other_are_read(scheme: Scheme, rows: list[tuple[object, ...]]) -> None:
    mine, said = states(scheme, *rows)
    assert set(mine.values()) == {State.READ}
    assert said == []
