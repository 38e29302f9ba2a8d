"""A figure is changed in the finished workbook, as an office does: everything follows, as if it had come so."""

from __future__ import annotations

import random
import re
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pingbi import pipeline
from pingbi.model import Role
from pingbi.pipeline import Evaluation
from pingbi.workbook.references import MAIN, RANKING, cell

CHANGES = 4


class Change(NamedTuple):
    """A reported figure, where it stands on 主要指标, and what it is to be."""

    county: str
    indicator: str
    place: str
    value: Decimal


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("changed")
    pipeline.write_sample(made / "示例")
    return made


@pytest.fixture(scope="module")
def seed() -> int:
    """It changes from run to run; a failure prints it."""
    return int(time.time()) % 100_000


@pytest.fixture(scope="module")
def material(folder: Path) -> pipeline.Material:
    return pipeline.gather([folder / "示例"], pipeline.load_scheme(""))


def evaluated(material: pipeline.Material, *changes: Change) -> Evaluation:
    scheme = pipeline.load_scheme("")
    settings = [pipeline.set_by_hand(scheme, row.county, row.indicator, row.value, "核定") for row in changes]
    return pipeline.evaluate(material, scheme, settings=settings)


def drawn(done: Evaluation, material: pipeline.Material, seed: int) -> list[Change]:
    """Figures that were reported (a computed one is a formula), each a good deal more or less; the last one counts."""
    draw, book = random.Random(seed), pipeline.book(done)  # noqa: S311  # no secret
    found: list[Change] = []
    keys = [key for key in book.main.figures if key[1] is Role.NOW and not book.computed(key[0])]
    while len(found) < CHANGES:
        county, (indicator, role) = draw.choice(book.counties.names), draw.choice(keys)
        value = done.figures.value(county, indicator, role)
        if value is None:
            continue
        digits = done.scheme.indicators[indicator].shown_decimals
        new = (value * Decimal(draw.choice(("0.6", "0.9", "1.05", "1.4")))).quantize(Decimal(1).scaleb(-digits))
        place = cell(book.main.row(book.counties.at[county]), book.main.figures[indicator, role])
        change = Change(county, indicator, place, new)
        if len(found) < CHANGES - 1 or evaluated(material, change).result.totals != done.result.totals:
            found.append(change)
    return found


def changed(path: Path, change: Change, target: Path) -> Path:
    """The workbook with another number in one cell, as it is after somebody typed it."""
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "xl/worksheets/sheet2.xml":
                pattern = rf'(<c r="{change.place}"[^>]*><v>)[^<]*(</v>)'
                text, count = re.subn(pattern, rf"\g<1>{change.value}\g<2>", data.decode())
                assert count == 1, change
                data = text.encode()
            after.writestr(name, data)
    return target


def printed(sheet: Worksheet) -> dict[str, tuple[object, ...]]:
    """What stands beside each county of 综合排名: all but its number and the remark, which are of the export."""
    heads = [str(one.value or "").replace("\n", "") for one in sheet[4]]
    county, last = heads.index("县区"), heads.index("备注")
    rows = sheet.iter_rows(min_row=6, max_col=last)
    return {str(row[county].value): tuple(one.value for one in row[county + 1 :]) for row in rows if row[county].value}


def drawn_totals(path: Path) -> list[float]:
    """The totals that 附图1 shows, as the file remembers them."""
    with zipfile.ZipFile(path) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    found = next(text for text in charts if "综合得分" in text)
    series = re.findall(r"<c:ser>.*?</c:ser>", found, re.DOTALL)
    values = re.findall(r"<c:val>.*?</c:val>", series[-1], re.DOTALL)[0]
    return [float(number) for number in re.findall(r"<c:v>([^<]*)</c:v>", values)]


def test_points_totals_places_and_charts_follow_a_changed_figure(
    folder: Path, material: pipeline.Material, seed: int, recalculated: Callable[..., list[Path]]
) -> None:
    done = evaluated(material)
    path = pipeline.write_workbook(done, folder / "综合评比.xlsx")
    assert openpyxl.load_workbook(path, read_only=True).sheetnames[1] == MAIN
    changes = drawn(done, material, seed)
    edited = [changed(path, change, folder / f"改{at}.xlsx") for at, change in enumerate(changes)]
    fresh = [
        pipeline.write_workbook(evaluated(material, change), folder / f"新{at}.xlsx")
        for at, change in enumerate(changes)
    ]
    moved = 0
    before = printed(openpyxl.load_workbook(path, data_only=True)[RANKING])
    for change, old, new in zip(changes, recalculated(*edited), fresh, strict=True):
        found = printed(openpyxl.load_workbook(old, data_only=True)[RANKING])
        wanted = printed(openpyxl.load_workbook(new, data_only=True)[RANKING])
        assert found.keys() == wanted.keys()
        for county, row in wanted.items():
            assert found[county] == pytest.approx(row), (seed, change, county)
        moved += found != before
        rows = openpyxl.load_workbook(old, data_only=True)[RANKING]
        assert sorted(drawn_totals(old)) == pytest.approx(sorted(_totals(rows))), (seed, change)
    assert moved, seed


def _totals(sheet: Worksheet) -> list[float]:
    column = next(int(one.column or 0) for one in sheet[4] if "".join(str(one.value).split()).startswith("综合得分"))
    found = (sheet.cell(row, column).value for row in range(6, 15))
    return [float(str(value)) for value in found if value != "-"]
