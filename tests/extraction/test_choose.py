"""Of several figures the one that counts: by source, by newness; two in one file are undecided."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import msgspec
import pytest

from pingbi.extraction import choose
from pingbi.extraction.findings import TwoValues
from pingbi.model import ByHand, Figure, InSheet, Level, Origin, Role, Source, State
from pingbi.scheme import Scheme

KEY = ("南乐县", "industrial_investment", Role.NOW)


def _figure(value: str | None, source: Source, order: int = 0, state: State = State.READ) -> Figure:
    origin: Origin = InSheet(f"{order}.xlsx", "表", "B2", value or "")
    origin = ByHand("电话更正") if source is Source.CORRECTION else origin
    number = None if value is None else Decimal(value)
    return Figure(KEY[0], KEY[1], number, "2022H1", source, origin, state, Role.NOW, reported=value or "", order=order)


ORDER = (Source.CORRECTION, Source.CITY_TABLE, Source.TEMPLATE, Source.LEDGER, Source.TEXT)


@pytest.mark.parametrize(("first", "second"), list(pairwise(ORDER)))
def test_the_first_source_counts_and_the_other_stands_beside_it(scheme: Scheme, first: Source, second: Source) -> None:
    figures, _ = choose([_figure("2", second, 9), _figure("1", first, 1)], scheme)
    assert figures.value(*KEY) == 1
    assert [row.value for row in figures.beside[KEY]] == [2]


def test_another_order_of_sources_is_a_choice_of_the_scheme(scheme: Scheme) -> None:
    rules = msgspec.structs.replace(scheme.scheme, sources=("text", "template"))
    other = msgspec.structs.replace(scheme, scheme=rules)
    figures, _ = choose([_figure("1", Source.TEMPLATE), _figure("2", Source.TEXT)], other)
    assert figures.value(*KEY) == 2


def test_of_one_source_the_newer_file_counts_and_what_changed_is_said(scheme: Scheme) -> None:
    rows = [_figure("1", Source.TEMPLATE, 1), _figure("2", Source.TEMPLATE, 2), _figure("3", Source.TEMPLATE, 0)]
    figures, (finding,) = choose(rows, scheme)
    assert figures.value(*KEY) == 2
    assert finding.level is Level.HINT
    assert str(finding) == (
        "南乐县的工业投资前后报了两个数：1.xlsx为1亿元，2.xlsx为2亿元；按较新的文件采用2亿元，请核实"
    )


def _file(values: dict[str, str], order: int, county: str = "南乐县") -> list[Figure]:
    """One file's figures: indicator -> value, empty for what cannot be read."""
    return [
        Figure(
            county,
            indicator,
            Decimal(value) if value else None,
            "2022H1",
            Source.TEMPLATE,
            InSheet(f"{order}.xlsx", "表", f"D{at}", value),
            State.READ if value else State.UNREADABLE,
            order=order,
        )
        for at, (indicator, value) in enumerate(values.items(), 5)
    ]


BEFORE = {"industrial_investment": "30.58", "rd_enterprises": "220", "high_tech_new": "9"}


def _of_files(scheme: Scheme, newer: dict[str, str]) -> list[str]:
    return [str(row) for row in choose([*_file(newer, 2), *_file(BEFORE, 1)], scheme)[1]]


def test_a_newer_file_says_which_it_replaces_and_what_is_otherwise(scheme: Scheme) -> None:
    newer = {"industrial_investment": "31", "rd_enterprises": "220", "rd_active": "150"}
    assert _of_files(scheme, newer)[1:] == [
        (
            "南乐县先后有两份数：以较新的2.xlsx为准，与1.xlsx相比，改了1项（工业投资），新报1项（有研发活动企业数），"
            "没有再报1项（高新技术企业新增数）（沿用前一份的数）"
        ),
        "南乐县的高新技术企业新增数在较新的2.xlsx里是空的，前一份1.xlsx报的是9家；暂沿用9家，请核实是否撤销",
    ]


def test_what_a_newer_file_leaves_out_counts_as_before(scheme: Scheme) -> None:
    figures, findings = choose([*_file({"rd_enterprises": "220", "high_tech_new": "9"}, 2), *_file(BEFORE, 1)], scheme)
    assert figures.value(*KEY) == Decimal("30.58")
    assert [(row.code, row.indicator, row.level) for row in findings] == [
        ("other-source-used", "industrial_investment", Level.VERIFY)
    ]


def test_a_file_that_brings_one_correction_withdraws_nothing(scheme: Scheme) -> None:
    (words,) = _of_files(scheme, {"industrial_investment": "31"})
    assert "前后报了两个数" in words


def test_files_of_different_figures_are_no_versions_of_each_other(scheme: Scheme) -> None:
    assert _of_files(scheme, {"rd_active": "150"}) == []


def test_what_cannot_be_read_in_the_newer_file_is_not_left_out_of_it(scheme: Scheme) -> None:
    words = _of_files(scheme, {**BEFORE, "high_tech_new": ""})
    assert words == ["南乐县的高新技术企业新增数在2.xlsx中填的是“”，读不出数，暂用1.xlsx的9家，请核实"]


def test_two_tables_of_all_counties_are_compared_once(scheme: Scheme) -> None:
    rows = [row for county in ("南乐县", "范县") for row in _file(BEFORE, 1, county)]
    rows += [row for county in ("南乐县", "范县") for row in _file({**BEFORE, "high_tech_new": "8"}, 2, county)]
    (finding,) = (row for row in choose(rows, scheme)[1] if row.county is None)
    assert str(finding) == (
        "各县区先后有两份数：以较新的2.xlsx为准，与1.xlsx相比，改了2项（南乐县高新技术企业新增数、范县高新技术企业新增数）"
    )


def test_a_newer_figure_in_doubt_gives_way_to_the_older_and_that_is_said(scheme: Scheme) -> None:
    rows = [_figure("1", Source.TEMPLATE, 1), _figure("2", Source.TEMPLATE, 2, State.UNDECIDED)]
    figures, (finding,) = choose(rows, scheme)
    assert figures.value(*KEY) == 1
    assert str(finding) == "南乐县的工业投资在2.xlsx中填的是“2”，不能确定，暂用1.xlsx的1亿元，请核实"


def test_a_newer_file_that_says_the_same_is_no_finding(scheme: Scheme) -> None:
    figures, findings = choose([_figure("1", Source.TEMPLATE, 1), _figure("1.0", Source.TEMPLATE, 2)], scheme)
    assert figures.value(*KEY) == 1
    assert findings == ()


@pytest.mark.parametrize(
    ("source", "order"),
    [pytest.param(Source.TEMPLATE, 2, id="the newer file"), pytest.param(Source.CITY_TABLE, 0, id="the nearer source")],
)
def test_where_an_unreadable_figure_would_have_counted_it_is_said_what_counts_instead(
    scheme: Scheme, source: Source, order: int
) -> None:
    rows = [_figure("1", Source.TEMPLATE, 1), _figure(None, source, order, State.UNREADABLE)]
    figures, (finding,) = choose(rows, scheme)
    assert figures.value(*KEY) == 1
    assert str(finding) == (f"南乐县的工业投资在{order}.xlsx中填的是“”，读不出数，暂用1.xlsx的1亿元，请核实")
    assert finding.level is Level.VERIFY


def test_an_unreadable_figure_that_would_not_have_counted_is_passed_over(scheme: Scheme) -> None:
    rows = [_figure("1", Source.TEMPLATE, 1), _figure(None, Source.TEXT, 2, State.UNREADABLE)]
    assert choose([*rows, _figure(None, Source.TEMPLATE, 0, State.UNREADABLE)], scheme)[1] == ()


def test_twice_in_one_file_with_two_values_neither_counts(scheme: Scheme) -> None:
    figures, findings = choose([_figure("1", Source.TEMPLATE), _figure("2", Source.TEMPLATE)], scheme)
    assert figures.value(*KEY) is None
    assert figures.chosen[KEY].state is State.UNDECIDED
    assert [(type(row), row.code) for row in findings] == [(TwoValues, "two-values")]


def test_of_two_files_of_the_same_time_neither_counts(scheme: Scheme) -> None:
    rows = [
        replace(_figure(value, Source.TEMPLATE, order), modified=1_657_000_000.0) for order, value in enumerate("12")
    ]
    figures, (finding,) = choose(rows, scheme)
    assert figures.chosen[KEY].state is State.UNDECIDED
    assert str(finding) == (
        "南乐县的工业投资有两个数：1.xlsx为2亿元，0.xlsx为1亿元；文件的修改时间相同，不知哪份较新，无法判断，暂不计分"
    )
    same = [replace(row, value=Decimal(1)) for row in rows]
    assert choose(same, scheme)[1] == ()


@pytest.mark.parametrize(("role", "words"), [(Role.LAST_YEAR, "工业投资上年同期"), (Role.TARGET, "工业投资目标")])
def test_what_changed_of_last_year_or_the_target_is_said_too(scheme: Scheme, role: Role, words: str) -> None:
    rows = [replace(_figure(value, Source.TEMPLATE, order), role=role) for order, value in enumerate("12")]
    figures, (finding,) = choose(rows, scheme)
    assert figures.value(*KEY[:2], role) == 2
    assert str(finding).startswith(f"南乐县的{words}前后报了两个数：0.xlsx为1亿元，1.xlsx为2亿元")


def test_twice_in_one_file_with_one_value_is_no_contradiction(scheme: Scheme) -> None:
    figures, findings = choose([_figure("1.0", Source.TEMPLATE), _figure("1", Source.TEMPLATE)], scheme)
    assert figures.value(*KEY) == 1
    assert findings == ()


def test_two_sources_with_two_values_are_said_with_both(scheme: Scheme) -> None:
    _, findings = choose([_figure("30.58", Source.TEMPLATE), _figure("30.85", Source.TEXT)], scheme)
    assert (
        str(findings[0]) == "南乐县的工业投资有两个数：填报表为30.58亿元，报送文字为30.85亿元；按来源顺序采用30.58亿元"
    )


def test_two_sources_that_agree_are_not_said(scheme: Scheme) -> None:
    assert choose([_figure("30.58", Source.TEMPLATE), _figure("30.580", Source.TEXT)], scheme)[1] == ()


@pytest.mark.parametrize("text", ["30.6", "31", "30.580"])
def test_a_text_that_says_the_number_with_fewer_digits_agrees(scheme: Scheme, text: str) -> None:
    assert choose([_figure("30.58", Source.TEMPLATE), _figure(text, Source.TEXT)], scheme)[1] == ()


@pytest.mark.parametrize("text", ["30.7", "30", "30.59"])
def test_a_text_that_says_another_number_does_not(scheme: Scheme, text: str) -> None:
    assert len(choose([_figure("30.58", Source.TEMPLATE), _figure(text, Source.TEXT)], scheme)[1]) == 1


@pytest.mark.parametrize("order", [("30.6", "30.58"), ("30.58", "30.6")])
def test_of_two_digits_in_one_text_the_finer_number_counts(scheme: Scheme, order: tuple[str, str]) -> None:
    figures, findings = choose([_figure(value, Source.TEXT) for value in order], scheme)
    assert (figures.value(*KEY), findings) == (Decimal("30.58"), ())


def test_a_table_that_says_fewer_digits_than_a_text_is_another_number(scheme: Scheme) -> None:
    assert len(choose([_figure("30.6", Source.TEMPLATE), _figure("30.58", Source.TEXT)], scheme)[1]) == 1


def test_a_correction_is_there_to_differ(scheme: Scheme) -> None:
    assert choose([_figure("30.58", Source.TEMPLATE), _figure("31", Source.CORRECTION)], scheme)[1] == ()


@pytest.mark.parametrize("state", [State.UNREADABLE, State.OTHER_PERIOD])
def test_what_cannot_be_scored_gives_way_to_the_next_source(scheme: Scheme, state: State) -> None:
    figures, _ = choose([_figure("1", Source.TEMPLATE, state=state), _figure("2", Source.TEXT)], scheme)
    assert figures.value(*KEY) == 2
    assert figures.beside[KEY][0].state is state
