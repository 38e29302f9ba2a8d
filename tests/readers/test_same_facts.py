"""One text as Word, as a PDF in columns, as plain text and pasted: the same facts, each with its place."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from pingbi import pipeline
from pingbi.model import Fact, Figure, InText
from pingbi.readers import inputs, read

Word = Callable[..., bytes]
Printed = Callable[..., bytes]

TITLE = "三县晒出工业项目半年成绩单"
PARAGRAPHS = (
    (
        "上半年，南乐县把项目建设放在心上，完成工业投资30.58亿元，同比增长45%，增速高于全市平均水平30.2个百分点。"
        "全县实施工业项目25个，概算投资139.85亿元，年计划投资66.45亿元，完成投资37.78亿元，占年计划的56.9%。"
    ),
    (
        "上半年，清丰县紧盯食品加工和家居制造，完成工业投资25.31亿元，同比增长47%。"
        "全县规模以上工业增加值同比增长12.3%，工业用电量同比增长8.6%，比一季度提高1.4个百分点。"
        "新开工亿元以上项目11个，竣工投产7个。"
    ),
    (
        "上半年，台前县受原材料涨价影响，完成工业投资18.6亿元，同比下降3.2%。"
        "全县技术改造投资5.07亿元，同比增长21.9%，占工业投资的27.3%。"
        "1—7月，全县新入库工业项目9个，概算投资42.6亿元。"
    ),
)
PLAIN = "\n\n".join((TITLE, *PARAGRAPHS)) + "\n"


class Told(NamedTuple):
    """What a fact says, without where."""

    county: str | None
    indicator: str
    indicator_id: str | None
    value: Decimal
    unit: str
    kind: str
    period: str | None


def _word(word: Word) -> bytes:
    lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (TITLE, *PARAGRAPHS))
    return word(lines)


def _printed(printed: Printed, wide: int = 19) -> bytes:
    """Two columns of 12-point type under a title across both; the right one begins half a line lower."""
    size, pitch = 12, 20
    lines = []
    for text in PARAGRAPHS:
        words = f"　　{text}"
        lines += [words[at : at + wide] for at in range(0, len(words), wide)]
    half = (len(lines) + 1) // 2
    page = [(150.0, 780.0, 22.0, TITLE)]
    for left, top, column in ((50.0, 730.0, lines[:half]), (310.0, 722.0, lines[half:])):
        for row, words in zip(count(), column):
            bare = words.lstrip("　")
            page.append((left + size * (len(words) - len(bare)), top - pitch * row, float(size), bare))
    page.sort(key=lambda words: -words[1])  # as some programs write: line by line across both columns
    return printed([*page, (290.0, 40.0, 10.0, "— 1 —")])


def _data(name: str, word: Word, printed: Printed) -> bytes:
    match name.rpartition(".")[2]:
        case "docx":
            return _word(word)
        case "pdf":
            return _printed(printed)
        case "txt":
            return PLAIN.replace("\n", "\r\n").encode("gb18030")
        case "html":
            return f"<html><body><h1>{TITLE}</h1><p>{'<p>'.join(PARAGRAPHS)}</body></html>".encode()
        case _:
            return PLAIN.encode()


@pytest.fixture(params=["报送.docx", "报送.pdf", "报送.txt", "报送.html", "-"])
def source(
    request: pytest.FixtureRequest, tmp_path: Path, word: Word, printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> str | Path:
    """The text in one of its shapes."""
    name = str(request.param)
    data = _data(name, word, printed)
    if name == "-":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return "-"
    path = tmp_path / name
    path.write_bytes(data)
    return path


def _told(facts: tuple[Fact, ...]) -> list[Told]:
    return [
        Told(row.county, row.indicator, row.indicator_id, row.value, row.unit, str(row.kind), row.period)
        for row in facts
    ]


def test_every_shape_of_a_text_gives_the_same_facts(source: str | Path, tmp_path: Path) -> None:
    scheme = pipeline.load_scheme("")
    plain = tmp_path / "原文.txt"
    plain.write_text(PLAIN, encoding="utf-8")
    wanted, found = pipeline.gather([plain], scheme), pipeline.gather([source], scheme)
    assert _told(found.facts) == _told(wanted.facts)
    assert len(found.facts) >= 20
    assert {row.county for row in found.facts} == {"南乐县", "清丰县", "台前县"}
    assert [_figure(row) for row in found.figures] == [_figure(row) for row in wanted.figures]
    assert len(found.figures) >= 3


def _figure(row: Figure) -> tuple[str, str, Decimal | None, str]:
    return row.county, row.indicator, row.value, row.period


def test_every_fact_leads_back_to_its_number(tmp_path: Path, word: Word, printed: Printed) -> None:
    scheme = pipeline.load_scheme("")
    for name, data in (("报送.docx", _word(word)), ("报送.pdf", _printed(printed))):
        path = tmp_path / name
        path.write_bytes(data)
        text = read(next(iter(inputs([path]))).data, name).text or ""
        found = pipeline.gather([path], scheme)
        for fact in found.facts:
            assert text[fact.number_start : fact.number_end] == f"{abs(fact.value):f}"
            assert fact.page == (1 if name.endswith(".pdf") else None)
        origins = [row.origin for row in found.figures]
        assert origins
        assert {origin.page for origin in origins if isinstance(origin, InText)} == {1 if "pdf" in name else None}
