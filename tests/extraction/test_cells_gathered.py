"""What one file repeats is said once, with every cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pingbi.extraction import extract
from pingbi.model import InSheet, State
from pingbi.readers import CellRead, Document, Sheet
from pingbi.scheme import Scheme

NAMES = ("工业投资", "技改投资", "规上工业企业数", "有研发活动企业数", "高新技术企业新增数")


def _form(count: int, **cell: object) -> Document:
    """南乐县's form: so many figures in cells of that sort, the others plain."""
    cells = {(1, 1): CellRead("填报单位：南乐县"), (2, 1): CellRead("指标"), (2, 2): CellRead("本期数")}
    for row, name in enumerate(NAMES, 3):
        more = cell if row - 3 < count else {}
        cells |= {(row, 1): CellRead(name), (row, 2): CellRead(Decimal(row), **more)}  # type: ignore[arg-type]
    return Document("南乐县.xlsx", (Sheet("填报表", cells),))


@pytest.mark.parametrize(
    ("cell", "code", "words"),
    [
        pytest.param(
            {"formula": "=A1", "computed": True},
            "formula-computed",
            "南乐县.xlsx 里有5个公式没有存结果，由本程序算得（南乐县的工业投资3亿元、南乐县的技改投资4亿元、"
            "南乐县的规上工业企业数5家等）；用Excel或WPS打开后保存一次即有结果",
            id="formulas without results",
        ),
        pytest.param(
            {"formula": "=[1]表!A1", "outside": True},
            "outside-link",
            "南乐县.xlsx 里有5个数引用其他文件，采用文件里存的结果（南乐县的工业投资3亿元、南乐县的技改投资4亿元、"
            "南乐县的规上工业企业数5家等），可能已不是最新，请核实",
            id="links to other files",
        ),
    ],
)
def test_what_a_file_repeats_is_said_once(scheme: Scheme, cell: dict[str, object], code: str, words: str) -> None:
    found = extract(_form(5, **cell), scheme)
    (finding,) = (row for row in found.findings if row.code == code)
    assert str(finding) == words
    assert [place.cell for place in finding.places if isinstance(place, InSheet)] == ["B3", "B4", "B5", "B6", "B7"]
    assert [row.state for row in found.figures] == [State.READ] * 5


def test_a_few_are_said_one_by_one(scheme: Scheme) -> None:
    found = extract(_form(3, formula="=A1", computed=True), scheme)
    assert [row.indicator for row in found.findings if row.code == "formula-computed"] == [
        "industrial_investment",
        "technical_investment",
        "rd_enterprises",
    ]
