"""The pages beside those that LibreOffice prints of the same workbook: as many, with the same texts."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

import pypdfium2
import pytest

from pingbi import pipeline
from pingbi.paper import PrintedPage, filled, pages
from pingbi.pipeline import Evaluation
from pingbi.printing import pdf

# The sheet that is fitted to its width: its columns are as wide as a digit of the workbook's font, and a machine
# without it has another that is up to a tenth wider.
FITTED, WIDER = "数据来源", 0.15


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.office
@pytest.mark.parametrize("which", ["sample", "seed_page", "thirty", "three_by_sixty", "nothing"])
def test_pages_are_as_many_and_say_the_same(
    which: str, request: pytest.FixtureRequest, tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "FONTCONFIG_FILE", str(shared / "tools" / "fonts.conf")
    )  # stand-ins as wide as the official ones
    done: Evaluation = request.getfixturevalue(which)
    printed = pypdfium2.PdfDocument(pdf(pipeline.write_workbook(done, tmp_path / "表.xlsx")))
    paper = pages(pipeline.book(done))
    sheets = [paper.sheet(name) for name in paper.chosen]
    exact = [sheet.page(at) for sheet in sheets if sheet.name != FITTED for at in range(sheet.count)]
    fitted = [sheet.page(at) for sheet in sheets if sheet.name == FITTED for at in range(sheet.count)]
    rest = len(printed) - len(exact)
    assert abs(rest - len(fitted)) <= (max(1, WIDER * len(fitted)) if fitted else 0)
    for number, page, own in zip(count(1), exact, printed, strict=False):
        _agree(page, own, number, len(printed))
    said = bare("".join(row.get_textpage().get_text_bounded() for row in list(printed)[len(exact) :]))
    assert [text for page in fitted for text in page.texts() if bare(text) not in said] == []


def _agree(page: PrintedPage, own: pypdfium2.PdfPage, number: int, whole: int) -> None:
    width, height = (side * 25.4 / 72 for side in own.get_size())
    assert (width, height) == (pytest.approx(page.width, abs=0.6), pytest.approx(page.height, abs=0.6))
    text = bare(own.get_textpage().get_text_bounded())
    assert [row for row in page.texts() if bare(row) not in text] == []
    assert [row.text for row in page.marks if bare(filled(row.text, number, whole)) not in text] == []
    if not page.pictures:  # what a chart says beside its cells is the program's own
        ours = sum(len(bare(row)) for row in (*page.texts(), *(filled(row.text, number, whole) for row in page.marks)))
        assert abs(len(text) - ours) <= 2
