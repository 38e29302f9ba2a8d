"""The sample: nine counties ranked, the page's figures in the templates too, and only the sins that were meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pingbi import pipeline
from pingbi.handout import write_sample
from pingbi.model import PingbiError, Role, Source, State
from pingbi.readers import read
from pingbi.scheme import Scheme, find

MARK = "示例数据"
ON_THE_PAGE = ("南乐县", "濮阳县", "台前县")
DIFFERS = ("濮阳县", "technical_investment_yoy")


@pytest.fixture(scope="session")
def sample(default: Scheme, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_sample(default, find("").parent / "sample", tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def material(default: Scheme, sample: list[Path]) -> pipeline.Material:
    return pipeline.gather([sample[0].parent], default)


@pytest.fixture(scope="session")
def evaluation(default: Scheme, material: pipeline.Material) -> pipeline.Evaluation:
    return pipeline.evaluate(material, default)


def test_there_are_nine_forms_the_citys_table_and_a_page(sample: list[Path], default: Scheme) -> None:
    names = [path.name for path in sample]
    assert names == [*(f"{county}填报表.xlsx" for county in default.counties), "全市填报.xlsx", "报道页.txt"]


def test_everything_is_marked_as_a_sample(sample: list[Path]) -> None:
    for path in sample:
        assert read(path.read_bytes(), path.name).mentions(MARK), path.name


def test_all_nine_counties_are_ranked(evaluation: pipeline.Evaluation) -> None:
    assert sorted(total.place or 0 for total in evaluation.result.totals) == list(range(1, 10))
    assert {total.note for total in evaluation.result.totals} == {None}


def test_the_counties_of_the_page_lead_as_the_page_says(evaluation: pipeline.Evaluation) -> None:
    leading = {total.county for total in evaluation.result.totals if total.place is not None and total.place <= 3}
    assert leading == set(ON_THE_PAGE)


def test_only_the_findings_that_were_meant_are_found(evaluation: pipeline.Evaluation) -> None:
    found = {(finding.code, finding.county) for finding in evaluation.findings}
    assert found == {
        ("implied", "台前县"),  # what follows from the page
        ("implied", "濮阳县"),
        ("infeasible-share", "濮阳县"),  # 82 of no whole number are 68.2 %, as published
        ("period-mixed", "濮阳县"),  # the page gives 1—7月
        ("template-changed", "清丰县"),  # the moved column
        ("two-values", "濮阳县"),
        ("unit-converted", "清丰县"),  # 万元 in a cell of 亿元
    }
    assert [finding.indicator for finding in evaluation.findings if finding.code == "two-values"] == [DIFFERS[1]]


def test_the_sins_are_read_as_the_numbers_that_were_meant(material: pipeline.Material) -> None:
    values = {
        row.indicator: (row.value, row.reported)
        for row in material.figures
        if row.county == "清丰县" and row.source is Source.TEMPLATE and row.role is Role.NOW
    }
    assert values["technical_investment"] == (Decimal("8.05"), "80500万元")
    assert values["value_added_yoy"] == (Decimal("7.6"), "７.６")
    assert values["technical_investment_yoy"] == (Decimal("28.3"), "28.3%")
    assert values["planned"] == (Decimal("35.40"), "35.40亿元")
    assert values["industrial_investment"] == (Decimal("29.66"), "29.66")  # not 上年同期, which now stands beside it


def test_page_and_templates_hold_the_same_figures_but_one(material: pipeline.Material) -> None:
    form = {
        (row.county, row.indicator): row.value
        for row in material.figures
        if row.source is Source.TEMPLATE and row.role is Role.NOW
    }
    page = [row for row in material.figures if row.source is Source.TEXT and row.state is State.READ]
    differing = {(row.county, row.indicator) for row in page if form[row.county, row.indicator] != row.value}
    assert {row.county for row in page} == set(ON_THE_PAGE)
    assert len(page) >= 20
    assert differing == {DIFFERS}


def test_the_page_holds_the_real_pages_figures(material: pipeline.Material, shared: Path) -> None:
    ours = {(row.county, row.value) for row in material.facts if row.indicator_id}
    gold = json.loads((shared / "text" / "seed_gold.json").read_text(encoding="utf-8"))
    real = {(row["county"], Decimal(row["value"])) for row in gold if _is_number(row["value"])}
    assert ours
    assert ours <= real


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdigit() and text.isascii()


def test_the_pages_sentences_are_our_own(sample: list[Path], shared: Path) -> None:
    def plain(text: str) -> str:
        return "".join(text.split())

    ours = plain(sample[-1].read_text(encoding="utf-8"))
    theirs = plain((shared / "text" / "seed_page.txt").read_text(encoding="utf-8"))
    length = 24  # what states the figures is bound to sound alike; a sentence is longer
    copied = [ours[at : at + length] for at in range(len(ours) - length) if ours[at : at + length] in theirs]
    assert copied == []


def test_the_implied_figures_of_the_city_agree_with_its_row(material: pipeline.Material) -> None:
    city = {row.indicator: row.value for row in material.figures if row.county == "全市" and row.role is Role.NOW}
    assert (city["industrial_investment_yoy"], city["value_added_yoy"]) == (Decimal("14.8"), Decimal("7.9"))


def test_the_filled_forms_have_nothing_left_to_fill_in(sample: list[Path], default: Scheme) -> None:
    for path, county in zip(sample, default.counties, strict=False):
        sheet = load_workbook(path, data_only=True)["填报表"]
        summary = str(sheet["G2"].value)
        sins = 4 if county == "清丰县" else 0  # two texts that are numbers are numbers to a reader, not to Excel
        assert summary.startswith("未填0项"), (county, summary)
        assert (summary == "未填0项，待核对0项") == (sins == 0), (county, summary)


def test_who_stands_only_in_the_citys_table_has_not_reported(default: Scheme, sample: list[Path]) -> None:
    """Targets and bonuses are not a county's own figures: it is one 缺报, not a list of missing figures."""
    done = pipeline.evaluate(pipeline.gather([sample[6], sample[-2]], default), default)
    absent = [finding for finding in done.findings if finding.code == "missing"]
    assert [finding.county for finding in absent] == [name for name in default.counties if name != "南乐县"]
    assert {finding.indicator for finding in absent} == {None}


@pytest.mark.office
def test_the_filled_forms_are_recalculated_to_the_same(
    sample: list[Path], recalculated: Callable[..., list[Path]], differences: Callable[[Path, Path], list[str]]
) -> None:
    paths = (sample[5], sample[-2])
    found = [line for path, fresh in zip(paths, recalculated(*paths), strict=True) for line in differences(path, fresh)]
    assert found == []


def test_a_sample_that_names_what_the_scheme_does_not_know_is_one_line(default: Scheme, tmp_path: Path) -> None:
    source = tmp_path / "sample"
    source.mkdir()
    for name in ("figures.csv", "city.csv"):
        (source / name).write_text("county,nothing\n南乐县,1\n", encoding="utf-8")
    (source / "sins.csv").write_text("county,indicator,written\n", encoding="utf-8")
    with pytest.raises(PingbiError, match=r"^figures\.csv：没有指标“nothing”$"):
        write_sample(default, source, tmp_path / "out")


def test_a_missing_sample_is_one_line(default: Scheme, tmp_path: Path) -> None:
    with pytest.raises(PingbiError, match=r"缺少示例数据 figures\.csv"):
        write_sample(default, tmp_path, tmp_path / "out")
