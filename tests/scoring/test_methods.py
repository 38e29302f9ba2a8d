"""The points of every method in its two directions, at its edges. Numbers are worked by hand from DOMAIN.md's table.

A row of values and the row of points it gives, county by county: "-" is missing, B a base or target that is not
positive, E all equal, O an operand missing; a fraction is exact.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from pingbi.scheme.tables import Criterion
from pingbi.scoring import METHODS, Marks

MarksOf = Callable[..., list[Marks | None]]
REMARKS = {"base-not-positive": "B", "all-equal": "E", "no-operand": "O", "": ""}


def numbers(text: str) -> list[Decimal | None]:
    return [None if word == "-" else Decimal(word) for word in text.split()]


def agrees(marks: Marks | None, wanted: str) -> bool:
    """`wanted` is a number or -, then the letter of the remark."""
    remark = REMARKS[marks.remark] if marks is not None else ""
    points = marks.points if marks is not None else None
    number = wanted.rstrip("BEO")
    if number == "-" or points is None:
        return number == "-" and points is None and wanted == number + remark
    # ÷ carries 34 digits, so a fraction is met to far more than the 10 that count.
    return abs(Fraction(points) - Fraction(number)) < Fraction(1, 10**25) and wanted == number + remark


def case(name: str, method: str, values: str, wanted: str, **given: Any) -> Any:  # noqa: ANN401
    return pytest.param(method, values, wanted, given, id=f"{method}: {name}")


BANDS = [[1, 3, 7], [4, 6, 5]]
SHARES = [[Decimal("0.9"), 9], [1, 10]]
LOW: dict[str, Any] = {"lower": True}

CASES = [
    # W·max(floor, 1 − step·(r−1))
    case("5 % a place", "rank_step", "9 8 7", "100 95 90"),
    case("the least first", "rank_step", "9 8 7", "90 95 100", **LOW),
    case("not below the floor", "rank_step", "9 8 7 6", "100 50 30 30", step=Decimal("0.5"), floor=Decimal("0.3")),
    case("below a floor of 0 nobody falls", "rank_step", "9 8 7 6", "100 60 20 0", step=Decimal("0.4")),
    case("equals share", "rank_step", "9 8 8 7", "100 95 95 85"),
    case("equals share the middle", "rank_step", "9 8 8 7", "100 92.5 92.5 85", ties="average"),
    case("equals share, densely", "rank_step", "9 8 8 7", "100 95 95 90", ties="dense"),
    case("all equal", "rank_step", "5 5 5", "100 100 100"),
    case("one county", "rank_step", "-3", "100"),
    case("one missing", "rank_step", "9 - 7", "100 - 95"),
    case("negative values", "rank_step", "-1 -2 0", "95 90 100"),
    # W·(n+1−r)/n
    case("four counties", "rank_linear", "9 8 7 6", "100 75 50 25"),
    case("the least first", "rank_linear", "9 8 7 6", "25 50 75 100", **LOW),
    case("equals share", "rank_linear", "9 8 8", "100 200/3 200/3"),
    case("n counts those with a value", "rank_linear", "9 - 7", "100 - 50"),
    case("one county", "rank_linear", "0", "100"),
    case("all equal", "rank_linear", "1 1", "100 100"),
    # W·(values strictly worse)/(n−1)
    case("three counties", "percentile", "9 8 7", "100 50 0"),
    case("the least is best", "percentile", "9 8 7", "0 50 100", **LOW),
    case("equals have the same number below", "percentile", "9 8 8 7", "100 100/3 100/3 0"),
    case("equals, the least is best", "percentile", "9 8 8 7", "0 100/3 100/3 100", **LOW),
    case("one county", "percentile", "5", "100"),
    case("all equal: nobody is worse", "percentile", "5 5 5", "0E 0E 0E"),
    case("one missing", "percentile", "9 - 8 7", "100 - 50 0"),
    case("negative values", "percentile", "-9 -8 -7", "0 50 100"),
    case("equal to 10 decimals", "percentile", "5.1 5.10000000000000005 4", "50 50 0"),
    # table place → points, as they stand
    case("1–3 → 7, 4–6 → 5, else 0", "rank_table", "9 8 7 6 5 4 3", "7 7 7 5 5 5 0", table=BANDS),
    case("the least first", "rank_table", "1 2 3 4", "7 7 7 5", table=BANDS, **LOW),
    case("a shared place counts from its better end", "rank_table", "9 8 7 7 5", "7 7 7 7 5", table=BANDS),
    case("a shared 3.5 is a 3", "rank_table", "9 8 7 7 5", "7 7 7 7 5", table=BANDS, ties="average"),
    case("the weight does not matter", "rank_table", "9 8", "7 7", table=BANDS, weight=Decimal(15)),
    case("one county", "rank_table", "-2", "7", table=BANDS),
    case("bands for other groups only", "rank_table", "9 8", "0 0", tables={"other": BANDS}),
    # W·clamp(x/(T·schedule), floor, cap):
    case("half the target", "target_ratio", "25 50 60 0", "50 100 100 0", target=50),
    case("over the target up to the cap", "target_ratio", "60 70", "120 125", target=50, cap=Decimal("1.25")),
    case("not below the floor", "target_ratio", "10 -10", "30 30", target=50, floor=Decimal("0.3")),
    case("a negative value stops at 0", "target_ratio", "-10", "0", target=50),
    case("half a year", "target_ratio", "10 25 30", "40 100 100", target=50, schedule=Decimal("0.5")),
    case("T/x where less is better", "target_ratio", "20 10 5", "50 100 100", target=10, **LOW),
    case("T/x up to the cap", "target_ratio", "8 4", "125 150", target=10, cap=Decimal("1.5"), **LOW),
    case("nothing left to better", "target_ratio", "0 -1", "100B 100B", target=10, **LOW),
    case("a target of 0 or less", "target_ratio", "5 5", "-B -B", targets=numbers("0 -3"), target="t"),
    case("a target of 0, less is better", "target_ratio", "5 0", "-B -B", targets=numbers("0 -3"), target="t", **LOW),
    case("no target, no value", "target_ratio", "5 -", "-O -", targets=numbers("- 5"), target="t"),
    case("each its own target", "target_ratio", "5 5", "50 25", targets=numbers("10 20"), target="t"),
    # x ≥ T: W + min(per_point·(x/T−1)·100, cap); else W·x/T
    case("one point a per cent", "target_bonus", "45 50 55 60", "90 100 110 120", target=50, per_point=1),
    case("up to the cap", "target_bonus", "50 51 60", "100 101 105", target=50, per_point=Decimal("0.5"), cap=5),
    case("whole per cents", "target_bonus", "50 50.4 50.5", "100 100 102", target=50, per_point=2, whole_points=True),
    case("within 10 decimals of T is T", "target_bonus", "49.999999999999", "100", target=50, per_point=9),
    case("T/x where less is better", "target_bonus", "20 10 8", "50 100 125", target=10, per_point=1, **LOW),
    case("nothing left to better", "target_bonus", "0", "100B", target=10, per_point=1, **LOW),
    case("a target of 0", "target_bonus", "5", "-B", target=0, per_point=1),
    case("negative", "target_bonus", "-5", "-50", target=10, per_point=1),
    case("half a year", "target_bonus", "20 30", "80 120", target=50, per_point=1, schedule=Decimal("0.5")),
    # x ≥ T: W, else 0
    case("reached or not", "target_all", "49.99 50 51", "0 100 100", target=50),
    case("not above", "target_all", "49.99 50 50.01", "100 100 0", target=50, **LOW),
    case("within 10 decimals of T is T", "target_all", "49.99999999999", "100", target=50),
    case("a target of 0 is one", "target_all", "0 1", "100 0", target=0, **LOW),
    case("no target", "target_all", "3 -", "-O -", targets=numbers("- 1"), target="t"),
    case("two thirds of the year", "target_all", "2 1.9", "100 0", target=3, schedule=Decimal(2) / 3),
    case("at most a third of the year", "target_all", "1 1.1", "100 0", target=3, schedule=Decimal(1) / 3, **LOW),
    # bands of x/T, left-closed, as they stand
    case("bands hold their lower end", "target_table", "44.9 45 49.9 50 99", "0 9 9 10 10", target=50, table=SHARES),
    case("T/x where less is better", "target_table", "10 11 12", "10 9 0", target=10, table=SHARES, **LOW),
    case("nothing left to better", "target_table", "0", "10B", target=10, table=SHARES, **LOW),
    case("a target of 0", "target_table", "1", "-B", target=0, table=SHARES),
    case("half a year", "target_table", "23 25", "9 10", target=50, table=SHARES, schedule=Decimal("0.5")),
    case("within 10 decimals", "target_table", "49.9999999999", "10", target=50, table=SHARES),
    case("bands for other groups only", "target_table", "50", "0", target=50, tables={"other": SHARES}),
    # max(0, W − each·max(0, T−x))
    case("two points a unit", "shortfall", "50 45 0 60", "100 90 0 100", target=50, each=2),
    case("over, where less is better", "shortfall", "50 45 55", "100 100 90", target=50, each=2, **LOW),
    case("a negative target", "shortfall", "-5 -7", "100 98", target=-5, each=1),
    case("no target", "shortfall", "3", "-O", targets=numbers("-"), target="t", each=1),
    # W·(base + span·(x−min)/(max−min))/100
    case("60 + 40", "efficacy", "10 20 15", "60 100 80"),
    case("the least is best", "efficacy", "10 20 15", "100 60 80", **LOW),
    case("0 + 100", "efficacy", "-10 10 0", "0 100 50", base=0, span=100),
    case("all equal: full marks", "efficacy", "7 7 7", "100E 100E 100E"),
    case("equal to 10 decimals", "efficacy", "5.1 5.10000000000000005", "100E 100E", **LOW),
    case("one county", "efficacy", "-7", "100E"),
    case("one missing", "efficacy", "10 - 20", "60 - 100"),
    # W·(base + span·(x−x_no)/(x_ok−x_no))/100
    case("satisfactory 20", "efficacy_fixed", "10 20 15", "60 100 80", satisfactory=20, unacceptable=10),
    case("beyond both", "efficacy_fixed", "0 30", "60 100", satisfactory=20, unacceptable=10),
    case("open", "efficacy_fixed", "0 30", "20 140", satisfactory=20, unacceptable=10, clamp=False),
    case("less is better", "efficacy_fixed", "5 10 7.5", "100 60 80", satisfactory=5, unacceptable=10, **LOW),
    case("all equal", "efficacy_fixed", "15 15", "80 80", satisfactory=20, unacceptable=10),
    case("both marks alike", "efficacy_fixed", "15", "-B", satisfactory=20, unacceptable=20),
    # W·(x−low)/(high−low)
    case("between least and greatest", "minmax", "10 20 15", "0 100 50"),
    case("the least is best", "minmax", "10 20 15", "100 0 50", **LOW),
    case("goalposts", "minmax", "10 20 -5 120", "10 20 0 100", low=0, high=100),
    case("goalposts, the least is best", "minmax", "10 20 -5 120", "90 80 100 0", low=0, high=100, **LOW),
    case("goalposts left open", "minmax", "-5 120", "-5 120", low=0, high=100, clamp=False),
    case("one goalpost", "minmax", "10 30", "25 75", high=40, low=0),
    case("only the low one", "minmax", "10 20", "50 100", low=0),
    case("only the high one", "minmax", "10 20", "0 20", high=60),
    case("the low one on the greatest", "minmax", "10 20", "-B -B", low=20),
    case("the low one beyond the greatest", "minmax", "10 20", "-B -B", low=30),
    case("all equal: full marks", "minmax", "7 7", "100E 100E"),
    case("all equal on the low one", "minmax", "7 7", "100E 100E", low=7),
    case("all equal between goalposts", "minmax", "7 7", "70 70", low=0, high=10),
    case("one county", "minmax", "7", "100E"),
    # W·min(x/best, cap):
    case("of the greatest", "benchmark", "10 20 5", "50 100 25"),
    case("of the least", "benchmark", "10 20 5", "50 25 100", **LOW),
    case("of a fixed best", "benchmark", "10 50", "25 100", best=40),
    case("over a fixed best up to the cap", "benchmark", "50 90", "125 200", best=40, cap=2),
    case("of a fixed best, less is better", "benchmark", "80 20", "50 150", best=40, cap=Decimal("1.5"), **LOW),
    case("nothing left to better", "benchmark", "0 80", "100B 50", best=40, **LOW),
    case("the best is not positive", "benchmark", "0 -3", "-B -B"),
    case("the least is not positive", "benchmark", "0 3", "-B -B", **LOW),
    case("a negative value", "benchmark", "-5 10", "-50 100"),
    case("all equal", "benchmark", "3 3", "100 100"),
    # W·x/Σx
    case("of the sum", "share", "10 30 60", "10 30 60"),
    case("of the sum of reciprocals", "share", "1 2 2", "50 25 25", **LOW),
    case("a negative value in a positive sum", "share", "-10 20", "-100 200"),
    case("the sum is 0", "share", "-5 5", "-B -B"),
    case("all are 0", "share", "0 0", "-B -B"),
    case("a 0 has no reciprocal", "share", "0 5", "-B -B", **LOW),
    case("one county", "share", "4", "100"),
    case("one missing", "share", "1 - 3", "25 - 75"),
    # clamp(start + up·d or down·d; 0, cap)
    case("above and below", "against_city", "12 10 8", "62 60 58", of_city=Decimal(10), start=60, up=1, down=1),
    case(
        "less is better",
        "against_city",
        "12 10 8",
        "59 60 62",
        of_city=Decimal(10),
        start=60,
        up=1,
        down=Decimal("0.5"),
        **LOW,
    ),
    case("cap and 0", "against_city", "90 -90", "65 0", of_city=Decimal(10), start=60, up=1, down=1, cap=65),
    case("a fixed city figure", "against_city", "12", "62", start=60, up=1, down=1, city=10),
    case("no city figure", "against_city", "12 -", "-O -", start=60, up=1, down=1),
    case("a negative city figure", "against_city", "-2", "63", of_city=Decimal(-5), start=60, up=1, down=1),
    # start ± Σ dⱼ·start/qⱼ over bands 10 wide with divisors 20, 40, 60
    case("within the first band", "against_city_stepped", "14 6", "72 48", of_city=Decimal(10), start=60),
    case("into the second", "against_city_stepped", "30 -10", "105 15", of_city=Decimal(10), start=60),
    case("nothing beyond the last", "against_city_stepped", "40 90", "115 115", of_city=Decimal(10), start=60),
    case(
        "not below 0, not above the cap",
        "against_city_stepped",
        "-90 90",
        "5 100",
        of_city=Decimal(10),
        start=60,
        cap=100,
    ),
    case("own bands", "against_city_stepped", "13", "68", of_city=Decimal(10), start=60, width=2, divisors=[20, 30]),
    case("less is better", "against_city_stepped", "14 6", "48 72", of_city=Decimal(10), start=60, **LOW),
    case("no city figure", "against_city_stepped", "14", "-O", start=60),
    case("level with the city", "against_city_stepped", "10", "60", of_city=Decimal(10), start=60),
    # W·(mean + sd·z)/100:
    case("sample", "zscore", "1 2 3", "-1 0 1"),
    case("the least is best", "zscore", "1 2 3", "1 0 -1", **LOW),
    case("population", "zscore", "1 5", "-1 1", sample=False),
    case("50 ± 10", "zscore", "1 2 3", "40 50 60", mean=50, sd=10),
    case("no spread: z = 0", "zscore", "4 4", "50E 50E", mean=50, sd=10),
    case("one county", "zscore", "4", "50E", mean=50, sd=10),
    case("one missing", "zscore", "1 - 2 3", "-1 - 0 1"),
    # the value itself
    case("as it stands", "given", "3 -2 0", "3 -2 0"),
    case("up to the cap", "given", "3 9", "3 5", cap=5),
    case("less is better changes places only", "given", "3 9", "3 9", **LOW),
    case("one missing", "given", "3 -", "3 -"),
]


@pytest.mark.parametrize(("method", "values", "wanted", "given"), CASES)
def test_points_of_each_county(marks_of: MarksOf, method: str, values: str, wanted: str, given: dict[str, Any]) -> None:
    found = marks_of(method, numbers(values), **given)
    assert [agrees(marks, token) for marks, token in zip(found, wanted.split(), strict=True)] == [True] * len(found), (
        found
    )


COUNTED = [
    case("Σ count·price", "per_piece", "3,2 0,1 0,0", "19 2 0", prices={"a": 5, "b": 2}),
    case("up to the cap", "per_piece", "3,2 1,1", "10 7", prices={"a": 5, "b": 2}, cap=10),
    case("one count missing adds nothing", "per_piece", "3,- -,-", "15 -O", prices={"a": 5, "b": 2}),
    case("a price taken away", "per_piece", "1,2", "1", prices={"a": 5, "b": -2}),
    case("less is better changes places only", "per_piece", "3,2", "19", prices={"a": 5, "b": 2}, **LOW),
    case("100, 97, 94 weighted by votes", "votes", "1,1,0 0,0,4", "98.5 94", votes=["a", "b", "c"]),
    case("own steps", "votes", "1,3", "62.5", votes=["a", "b"], first=100, step=50),
    case("a single vote", "votes", "0,1", "97", votes=["a", "b"]),
    case("a count missing is no vote", "votes", "2,-", "100", votes=["a", "b"]),
    case("no votes at all", "votes", "0,0 -,-", "-B -O", votes=["a", "b"]),
]


@pytest.mark.parametrize(("method", "counts", "wanted", "given"), COUNTED)
def test_points_of_what_is_counted(
    marks_of: MarksOf, method: str, counts: str, wanted: str, given: dict[str, Any]
) -> None:
    rows = [numbers(row.replace(",", " ")) for row in counts.split()]
    found = marks_of(method, [None] * len(rows), counts=rows, **given)
    assert [agrees(marks, token) for marks, token in zip(found, wanted.split(), strict=True)] == [True] * len(rows), (
        found
    )


def test_every_method_of_the_domain_is_there_and_tested() -> None:
    twenty = (
        "rank_step rank_linear percentile rank_table target_ratio target_bonus target_all target_table efficacy "
        "efficacy_fixed minmax benchmark share against_city against_city_stepped per_piece shortfall votes zscore given"
    )
    assert sorted(METHODS) == sorted(twenty.split())
    assert {row.values[0] for row in CASES + COUNTED} == set(METHODS)


def test_the_absolute_methods_are_those_of_the_domain() -> None:
    absolute = "rank_table target_table against_city against_city_stepped per_piece votes given"
    assert {key for key, method in METHODS.items() if method.absolute} == set(absolute.split())
    assert {key for key, method in METHODS.items() if not method.takes_value} == {"per_piece", "votes"}


NEEDED: dict[str, dict[str, Any]] = {
    "rank_table": {"table": BANDS},
    "target_ratio": {"target": 50, "schedule": Decimal("0.5")},
    "target_bonus": {"target": 50, "per_point": 1, "cap": 5, "schedule": Decimal("0.5")},
    "target_all": {"target": 50, "schedule": Decimal("0.5")},
    "target_table": {"target": 50, "table": SHARES, "schedule": Decimal("0.5")},
    "shortfall": {"target": 50, "each": 2},
    "efficacy_fixed": {"satisfactory": 20, "unacceptable": 10},
    "minmax": {"low": 0, "high": 100},
    "benchmark": {"best": 40},
    "against_city": {"start": 60, "up": 1, "down": 1, "cap": 65, "city": 10},
    "against_city_stepped": {"start": 60, "cap": 100, "city": 10},
    "per_piece": {"prices": {"a": 5}, "cap": 10},
    "votes": {"votes": ["a", "b"]},
    "given": {"cap": 5},
}


@pytest.mark.parametrize("method", sorted(METHODS))
def test_the_words_of_a_rule_name_every_number_by_its_letter(
    criterion_of: Callable[..., Criterion], method: str
) -> None:
    """The letters head the cells in 计分办法: a number that no sentence speaks of could not be understood there."""
    rule, given = METHODS[method], NEEDED.get(method, {})
    kinds = ("number", "target", "schedule")
    keys = [row.key for row in rule.parameters if row.kind in kinds and (row.key in given or row.kind == "number")]
    letters = {key: f"〔{letter}〕" for key, letter in zip(keys, "abcdefgh", strict=False)}
    for lower in (False, True):
        words = rule.words(criterion_of(method, given, lower=lower), letters)
        assert [letter for letter in letters.values() if letter not in words] == []


@pytest.mark.parametrize("method", sorted({"target_ratio", "target_bonus", "target_all", "target_table", "shortfall"}))
def test_the_words_of_a_rule_do_without_letters_that_have_no_cell(
    criterion_of: Callable[..., Criterion], method: str
) -> None:
    given = {**NEEDED[method], "target": "TARGET"} | ({"cap": 1} if method == "target_bonus" else {})
    rule = METHODS[method]
    letters = {row.key: "a" for row in rule.parameters if row.kind == "number"}
    assert "目标值" in rule.words(criterion_of(method, given), letters)


@pytest.mark.parametrize("method", ["target_ratio", "target_bonus", "target_table", "benchmark", "share"])
@pytest.mark.parametrize("lower", [False, True])
def test_the_words_of_a_rule_that_divides_say_when_it_cannot(
    criterion_of: Callable[..., Criterion], method: str, *, lower: bool
) -> None:
    rule, given = METHODS[method], NEEDED.get(method, {})
    letters = {row.key: "a" for row in rule.parameters if row.kind == "number"}
    words = rule.words(criterion_of(method, given, lower=lower), letters)
    assert "不大于0" in words
    assert "不计分" in words


@pytest.mark.parametrize("method", sorted(METHODS))
def test_the_words_of_a_rule_say_which_way_is_better(criterion_of: Callable[..., Criterion], method: str) -> None:
    """Where the direction changes the sum itself, its sentence changes too; else the place alone says it."""
    rule, given = METHODS[method], NEEDED.get(method, {})
    letters = {row.key: "a" for row in rule.parameters if row.kind == "number"}
    higher, lower = (rule.words(criterion_of(method, given, lower=lower), letters) for lower in (False, True))
    same = {"rank_step", "rank_linear", "rank_table", "efficacy_fixed", "per_piece", "votes", "given"}
    assert (higher == lower) == (method in same)
