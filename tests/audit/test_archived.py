"""上年同期 and 上期 as reported now, beside what was published then; growth beside the published level."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pingbi.model import ByHand, Figure, InArchive, Level, Role, Source, State

Make = Callable[..., Figure]
Tell = Callable[..., Any]
LAST_YEAR, PREVIOUS = Role.LAST_YEAR, Role.PREVIOUS
OF = ('kind = "yoy"\nrequired = false', 'kind = "yoy"\nof = "done"\nrequired = false')
COMPUTED = ('kind = "yoy"', 'kind = "yoy"\nof = "done"\ncompute = "GROWTH(done, LAST_YEAR(done))"')


def then(indicator: str, value: str, role: Role = LAST_YEAR, county: str = "甲县") -> Figure:
    """What the archive has."""
    period = "2021H1" if role is LAST_YEAR else "2021H2"
    origin = InArchive("去年.pingbi", period, f"{indicator} {value}", "定稿")
    return Figure(county, indicator, Decimal(value), period, Source.ARCHIVE, origin, role=role, reported=value)


def test_last_year_as_reported_now_is_held_against_what_was_published_then(told: Tell, figure: Make) -> None:
    (finding,) = told([figure("done", "22.1", role=LAST_YEAR), then("done", "21.10")]).of("differs-from-archive")
    assert str(finding) == ("甲县的完成投资上年同期报送22.1亿元，而2021年上半年公布的是21.10亿元，两者不符，请核实")
    assert finding.level is Level.VERIFY
    assert [str(place) for place in finding.places] == [
        "甲县.xlsx［填报表!Ddone］",
        "去年.pingbi［2021年上半年（定稿）］“done 21.10”",
    ]


def test_so_is_the_last_period(told: Tell, figure: Make) -> None:
    found = told([figure("count", "20", role=PREVIOUS), then("count", "21", PREVIOUS)]).words("differs-from-archive")
    assert found == ["甲县的项目个数上期报送20个，而2021年下半年公布的是21个，两者不符，请核实"]


@pytest.mark.parametrize(
    ("now", "published"),
    [
        pytest.param("21.10", "21.1", id="equal"),
        pytest.param("21.10", "21.1034", id="as its column printed it"),
        pytest.param("21.10", "21.105", id="a five that was rounded to even"),
    ],
)
def test_what_was_printed_alike_agrees(told: Tell, figure: Make, now: str, published: str) -> None:
    assert "differs-from-archive" not in told([figure("done", now, role=LAST_YEAR), then("done", published)]).codes


def test_a_text_may_say_it_with_fewer_digits(told: Tell, figure: Make) -> None:
    rows = [figure("done", "21.1", role=LAST_YEAR, text="上年同期21.1亿元"), then("done", "21.08")]
    assert "differs-from-archive" not in told(rows).codes
    rows[0] = figure("done", "21.1", role=LAST_YEAR)
    assert "differs-from-archive" in told(rows).codes


def test_what_a_person_has_set_may_differ(told: Tell, figure: Make) -> None:
    by_hand = figure("done", "22.1", role=LAST_YEAR, source=Source.CORRECTION, origin=ByHand("口径调整"))
    assert "differs-from-archive" not in told([by_hand, then("done", "21.1")]).codes


def test_the_archive_alone_is_no_finding(told: Tell) -> None:
    assert "differs-from-archive" not in told([then("done", "21.1"), then("count", "3", PREVIOUS)]).codes


def test_growth_is_held_against_the_published_level(told: Tell, figure: Make) -> None:
    rows = [figure("done", "30.58"), figure("yoy", "54.9"), then("done", "21.10")]
    (finding,) = told(rows, changed=OF).of("differs-from-archive")
    assert str(finding) == (
        "甲县的投资增速报送54.9%，按本期完成投资30.58亿元与2021年上半年公布的21.10亿元计算应为44.9%，两者不符，请核实"
    )
    assert (finding.indicator, len(finding.places)) == ("yoy", 3)


@pytest.mark.parametrize("value", ["44.9", "45", "44.96"])
def test_growth_agrees_within_the_printed_digits_of_all_three(told: Tell, figure: Make, value: str) -> None:
    # 30.575/21.105 to 30.585/21.095 is 44.87 to 44.99 %; 45 stands for 44.95 to 45.05.
    rows = [figure("done", "30.58"), figure("yoy", value), then("done", "21.10")]
    assert "differs-from-archive" not in told(rows, changed=OF).codes


@pytest.mark.parametrize("state", [State.UNREADABLE, State.UNDECIDED, State.OTHER_PERIOD])
def test_a_growth_beside_a_level_without_a_value_is_not_judged(told: Tell, figure: Make, state: State) -> None:
    level = figure("done", "" if state is State.UNREADABLE else "30.58", state=state)
    rows = [level, figure("yoy", "44.9"), figure("done", "21.1", role=LAST_YEAR), then("done", "21.10")]
    assert told(rows, changed=OF).of("differs-from-archive") == []


def test_growth_at_comparable_prices_is_a_hint_at_most(told: Tell, figure: Make) -> None:
    changed = (
        'name = "投资增速"\nunit = "%"\nkind = "yoy"',
        'name = "增加值增速"\nunit = "%"\nkind = "yoy"\nof = "done"',
    )
    (finding,) = told([figure("done", "30.58"), figure("yoy", "5"), then("done", "21.1")], changed=changed).of(
        "differs-from-archive"
    )
    assert finding.level is Level.HINT


def test_a_growth_that_a_formula_gives_too_is_said_once(told: Tell, figure: Make) -> None:
    rows = [figure("done", "30.58"), figure("yoy", "54.9"), then("done", "21.10")]
    found = told(rows, changed=COMPUTED)
    assert (len(found.of("differs-from-archive")), found.of("ratio-mismatch")) == (1, [])
    found = told([*rows, figure("done", "21.1", role=LAST_YEAR)], changed=COMPUTED)  # its base was reported
    assert (found.of("differs-from-archive"), len(found.of("ratio-mismatch"))) == ([], 1)


def test_a_growth_on_a_base_that_agrees_with_the_archive_is_said_once(told: Tell, figure: Make) -> None:
    rows = [
        figure("done", "30.58"),
        figure("yoy", "84.9"),
        figure("done", "21.1", role=LAST_YEAR),
        then("done", "21.1"),
    ]
    found = told(rows, changed=OF)
    assert (len(found.of("differs-from-archive")), found.of("ratio-mismatch")) == (1, [])
    assert len(told(rows[:3], changed=OF).of("ratio-mismatch")) == 1  # without an archive


def test_a_base_that_differs_is_said_and_not_the_growth_on_it_too(told: Tell, figure: Make) -> None:
    rows = [
        figure("done", "30.58"),
        figure("yoy", "38.4"),
        figure("done", "22.1", role=LAST_YEAR),
        then("done", "21.1"),
    ]
    (finding,) = told(rows, changed=OF).of("differs-from-archive")
    assert finding.indicator == "done"


@pytest.mark.parametrize("base", ["0", "-3"])
def test_on_a_base_that_is_not_positive_there_is_no_growth_to_compare(told: Tell, figure: Make, base: str) -> None:
    rows = [figure("done", "30.58"), figure("yoy", "54.9"), then("done", base)]
    assert "differs-from-archive" not in told(rows, changed=OF).codes


def test_growth_that_was_computed_from_the_archive_agrees_with_it(told: Tell, figure: Make) -> None:
    found = told([figure("done", "30.58"), then("done", "21.10")], changed=COMPUTED)
    assert "differs-from-archive" not in found.codes


def test_a_published_value_is_no_slip_of_the_county_s_and_shows_one(told: Tell, figure: Make) -> None:
    rows = [figure("cover", "45"), then("cover", "0.45")]
    assert "unit-slip" not in told(rows).codes
    assert "unit-slip" in told([rows[0], figure("cover", "0.45", role=LAST_YEAR)]).codes
    (finding,) = told([figure("done", "305800"), then("done", "21.10")]).of("unit-slip")
    assert "上年同期为21.10亿元" in str(finding)
