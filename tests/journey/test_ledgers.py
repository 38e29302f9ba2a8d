"""Ledgers from the file to the workbook: scored, compared with form and text, traced down to the rows."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from pingbi import pipeline
from pingbi.exchange import finding as as_json
from pingbi.extraction.findings import TwoValues
from pingbi.model import InRows, PingbiError, Source, State
from pingbi.pipeline import Evaluation
from pingbi.scheme import Scheme
from pingbi.tracing import trace

HEADS = ["序号", "项目名称", "产业", "概算投资", "年计划投资", "完成投资", "状态"]


@pytest.fixture
def scheme(shared: Path) -> Scheme:
    return pipeline.load_scheme(str(shared / "example-scheme.toml"))


def ledger(path: Path, *amounts: float) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    sheet.append(HEADS)
    for number, amount in enumerate(amounts, 1):
        sheet.append([number, f"{path.stem}{number}号", "装备", 5, 2, amount, "在建"])
    book.save(path)
    return path


def form(path: Path, completed: float) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["县区", "工业投资", "产业项目完成投资"], ["单位", "亿元", "亿元"], [path.stem[:3], 9, completed]):
        sheet.append(row)
    book.save(path)
    return path


def evaluated(scheme: Scheme, *paths: Path) -> Evaluation:
    return pipeline.evaluate(pipeline.gather(paths, scheme), scheme)


def test_a_ledger_is_scored_and_leads_back_to_its_rows(scheme: Scheme, tmp_path: Path) -> None:
    one = evaluated(scheme, ledger(tmp_path / "南乐县.xlsx", 1.5, 0.25), ledger(tmp_path / "台前县.xlsx", 1))
    figure = one.figures.get("南乐县", "completed")
    assert figure is not None
    assert (figure.value, figure.source, figure.state) == (Decimal("1.75"), Source.LEDGER, State.READ)
    assert figure.read_at
    assert isinstance(figure.origin, InRows)
    scores = {
        score.county: score.points
        for row in one.result.criteria
        if row.id == "plan_progress"
        for score in row.scores.values()
    }
    assert scores["南乐县"] is not None
    written = pipeline.write_workbook(one, tmp_path / "结果.xlsx")
    cell = next(
        f"主要指标!{letter}{row}"
        for letter in "CDEFGHIJKLMNOP"
        for row in range(4, 14)
        if _traced(written, f"主要指标!{letter}{row}", "南乐县.xlsx", "台账 F2:F3")
    )
    assert "合计：完成投资（2行）" in "\n".join(trace(written, cell))


def _traced(path: Path, cell: str, *words: str) -> bool:
    try:
        lines = "\n".join(trace(path, cell))
    except PingbiError:
        return False
    return all(word in lines for word in words)


def two_values(evaluation: Evaluation) -> list[TwoValues]:
    return [item for item in evaluation.findings if isinstance(item, TwoValues) and item.indicator == "completed"]


def test_the_form_and_the_ledger_that_differ_are_said_with_both_values(scheme: Scheme, tmp_path: Path) -> None:
    one = evaluated(scheme, ledger(tmp_path / "南乐县.xlsx", 1.5, 0.25), form(tmp_path / "南乐县表.xlsx", 2))
    (finding,) = two_values(one)
    assert str(finding) == "南乐县的产业项目完成投资有两个数：填报表为2亿元，台账为1.75亿元；按来源顺序采用2亿元"
    assert {"file": "南乐县.xlsx", "sheet": "台账", "cell": "F2:F3"} in as_json(finding)["places"]


def test_the_form_may_give_the_ledgers_sum_rounded(scheme: Scheme, tmp_path: Path) -> None:
    one = evaluated(scheme, ledger(tmp_path / "南乐县.xlsx", 1.5012, 0.25), form(tmp_path / "南乐县表.xlsx", 1.75))
    assert two_values(one) == []


@pytest.mark.parametrize(("said", "differs"), [("1.8", False), ("1.9", True)])
def test_the_report_may_give_the_ledgers_sum_rounded(scheme: Scheme, tmp_path: Path, said: str, differs: bool) -> None:
    text = tmp_path / "南乐县.txt"
    text.write_text(f"上半年，南乐县产业项目完成投资{said}亿元，占年计划的44%。", encoding="utf-8")
    one = evaluated(scheme, ledger(tmp_path / "南乐县.xlsx", 1.5, 0.25), text)
    assert bool(two_values(one)) is differs
    assert one.figures.value("南乐县", "completed") == Decimal("1.75")


def test_a_ledger_with_what_cannot_be_read_is_not_scored(scheme: Scheme, tmp_path: Path) -> None:
    path = ledger(tmp_path / "南乐县.xlsx", 1.5, 0.25)
    other = tmp_path / "台前县.csv"
    other.write_text(f"{','.join(HEADS)}\n1,甲,装备,5,2,待定,在建\n2,乙,装备,5,2,1,在建\n", encoding="utf-8")
    one = evaluated(scheme, path, other)
    assert one.figures.value("台前县", "completed") is None
    assert one.figures.value("台前县", "planned") == 4
