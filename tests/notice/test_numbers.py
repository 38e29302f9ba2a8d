"""Every number of a notice is one that the workbook prints; dates and counts are derived here anew."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pytest

from pingbi import noticing, pipeline
from pingbi.model import Figure, Figures, InSheet, Previous, Role, Source
from pingbi.model.catalogue import elapsed
from pingbi.pipeline import Evaluation
from pingbi.readers import read
from pingbi.scheme import parse
from pingbi.scoring import METHODS, evaluate

NUMBER = re.compile(r"(?<![\d.])-?\d+(?:\.\d+)?")


def printed(workbook: Path) -> set[str]:
    """Every number of the sheets as their cells print it, and those in their texts; the sign apart."""
    found: set[str] = set()
    for sheet in openpyxl.load_workbook(workbook, data_only=True).worksheets:
        if sheet.sheet_state != "visible":
            continue
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if isinstance(value, str):
                    found.update(NUMBER.findall(value))
                elif isinstance(value, int | float) and not isinstance(value, bool):
                    found.add(_shown(Decimal(repr(value)), str(cell.number_format)))
    return {number.lstrip("-") for number in found}


def _shown(value: Decimal, look: str) -> str:
    decimals = re.match(r"[^;]*?0(?:\.(0+))?", look)
    if look == "General" or decimals is None:
        return f"{value.normalize():f}"
    digits = len(decimals[1] or "")
    return f"{value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}"


def derived(text: str, done: Evaluation) -> str:
    """The text without its dates, its numbering, and the counts that are right."""
    text = re.sub(r"\d{4}年(?:\d+—?\d*月)?|附件\d|(?m:^\d+\.)|：\d\.", " ", text)
    text = text.replace(f"序时进度（{elapsed(done.scheme.period) * 100:.1f}%）", " ")
    text = text.replace(f"居前{done.scheme.notice.front}位", " ")
    text = text.replace(f"共对{len(done.result.totals)}个县（区）", " ")
    text = text.replace(f"其中{sum(row.place is not None for row in done.result.totals)}个县（区）参加", " ")
    text = text.replace(f"{sum(not row.dead for row in done.result.criteria)}个评比项", " ")
    return re.sub(r"有(\d+)个县（区）：([^。]*)", lambda found: _counted(found[1], found[2]), text)


def _counted(count: str, listed: str) -> str:
    """The names alone where as many are listed as are said to be; else the number stays and is looked for."""
    names = re.sub(r"（[^（）]*）", "", listed).removesuffix("等").split("、")
    cut = listed.endswith("等") and len(names) == 12 < int(count)
    return listed if cut or len(names) == int(count) else f"{count} {listed}"


def strangers(text: str, done: Evaluation, workbook: Path) -> list[str]:
    numbers = [number.lstrip("-") for number in NUMBER.findall(derived(text, done))]
    known = printed(workbook)
    return [number for number in numbers if number not in known]


def said(docx: Path) -> Iterator[str]:
    """All words of the file, as our own reader reads it."""
    document = read(docx.read_bytes(), docx.name)
    yield document.text or ""
    for sheet in document.sheets:
        for row in range(1, sheet.rows + 1):
            yield " ".join(sheet.text(row, column) for column in range(1, sheet.columns + 1))


def sample(folder: Path) -> Evaluation:
    scheme = pipeline.load_scheme("")
    pipeline.write_sample(folder / "示例")
    before = Previous({"南乐县": Decimal(3), "范县": Decimal(1), "台前县": Decimal(3)}, name="2021年下半年")
    return pipeline.evaluate(pipeline.gather([folder / "示例"], scheme), scheme, previous=before)


def page(shared: Path) -> Evaluation:
    scheme = pipeline.load_scheme("")
    return pipeline.evaluate(pipeline.gather([shared / "text" / "seed_page.txt"], scheme), scheme)


KINDS = (("level", "亿元"), ("yoy", "%"), ("share", "%"), ("count", "个"), ("plan_ratio", "%"))


def many(rounding: str) -> Evaluation:
    """30 counties in three groups, 25 criteria of five kinds, some figures missing."""
    dice = random.Random(11)  # noqa: S311  # no secret
    lines = [f'[scheme]\nname = "考核"\nperiod = "2022H1"\nrounding = "{rounding}"\nmissing = "rescale"']
    lines += [f'[[group]]\nid = "{name}"\nname = "{name}类"' for name in "一二三"]
    lines += [f'[[county]]\nname = "{a}{b}县"\ngroup = "{b}"' for b in "一二三" for a in "甲乙丙丁戊己庚辛壬癸"]
    lines += [f'[[part]]\nid = "p{at}"\nname = "{name}方面"\nweight = 20' for at, name in enumerate("质量效能力")]
    for at in range(25):
        (kind, unit), name = KINDS[at % 5], f"{'金木水火土'[at // 5]}{'量速比数占'[at % 5]}"
        due = '"target_ratio"\ntarget = 100\nschedule = "period"' if kind == "plan_ratio" else '"efficacy"'
        lines.append(f'[[indicator]]\nid = "i{at}"\nname = "{name}"\nunit = "{unit}"\nkind = "{kind}"')
        lines.append(f'[[criterion]]\nid = "c{at}"\nname = "{name}"\npart = "p{at // 5}"\nweight = 4\nvalue = "i{at}"')
        lines.append(f"method = {due}")
    scheme = parse("\n".join(lines), "x", METHODS)
    chosen = {}
    for county in (*scheme.counties, "全市"):
        for at in range(25):
            if county == "全市" or dice.random() > 0.03:
                value = Decimal(dice.randint(-900, 9000)) / (1 if KINDS[at % 5][0] == "count" else 100)
                value = value if KINDS[at % 5][0] == "yoy" else abs(value)
                origin = InSheet("表.xlsx", "填报表", "B2", str(value))
                chosen[county, f"i{at}", Role.NOW] = Figure(
                    county, f"i{at}", value, "2022H1", Source.TEMPLATE, origin, reported=str(value)
                )
    figures = Figures(chosen)
    result = evaluate(scheme, figures)
    return Evaluation(scheme, figures, result, result.findings)


@pytest.mark.parametrize("which", ["sample", "the seed page", "many", "many, half to even"])
def test_every_number_is_the_workbook_s(which: str, tmp_path: Path, shared: Path) -> None:
    made: dict[str, Callable[[], Evaluation]] = {
        "sample": lambda: sample(tmp_path),
        "the seed page": lambda: page(shared),
        "many": lambda: many("half_up"),
        "many, half to even": lambda: many("half_even"),
    }
    done = made[which]()
    workbook = pipeline.write_workbook(done, tmp_path / "表.xlsx")
    docx = noticing.write_notice(done, tmp_path / "通报.docx")
    text = "\n".join(said(docx))
    assert len(NUMBER.findall(derived(text, done))) > 50
    assert strangers(text, done, workbook) == []
    # The check itself: a number that is not the workbook's, and a count that is not that of the names, are found.
    assert strangers(f"{text}\n工业投资41.77亿元，有2个县（区）：甲县。另987654个", done, workbook) == [
        "41.77",
        "987654",
    ]


def test_a_wrong_count_is_found(tmp_path: Path) -> None:
    """The check of counts, on its own: no workbook prints 77 here."""
    done = sample(tmp_path)
    assert "77" in derived("加分的有77个县（区）：甲县、乙县。", done)
    assert "2" not in derived("加分的有2个县（区）：甲县（加1分）、乙县。", done)
