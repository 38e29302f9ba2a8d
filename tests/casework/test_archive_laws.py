"""A law of archives: under the scheme of then every value and place comes back as it was published."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pingbi import project
from pingbi.casework.archive import published
from pingbi.casework.earlier import Earlier, earlier
from pingbi.model import Figure, Figures, InSheet, Role, Source, State
from pingbi.scheme import Scheme, parse
from pingbi.scoring import METHODS, evaluate

SCHEME = """
[scheme]
name = "例"
period = "PERIOD"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[indicator]]
id = "a"
name = "投资"
unit = "亿元"
kind = "level"
[[indicator]]
id = "b"
name = "企业数"
unit = "家"
kind = "count"
[[criterion]]
id = "c"
name = "投资"
weight = 100
value = "a"
method = "rank_linear"
"""
VALUES = st.decimals(allow_nan=False, allow_infinity=False)
KEYS = st.tuples(st.sampled_from(["全市", "甲县", "乙县"]), st.sampled_from(["a", "b"]), st.sampled_from(Role))
GIVEN = st.dictionaries(KEYS, st.tuples(VALUES, st.sampled_from(State)))


def scheme_of(period: str) -> Scheme:
    return parse(SCHEME.replace("PERIOD", period), "例.toml", METHODS)


NOW, THEN, BEFORE = scheme_of("2022H1"), scheme_of("2021H1"), scheme_of("2021H2")


def chosen(given: dict[tuple[str, str, Role], tuple[Decimal, State]], period: str) -> Figures:
    rows = {}
    for (county, indicator, role), (value, state) in given.items():
        origin = InSheet("a.xlsx", "表", "B2", str(value))
        rows[county, indicator, role] = Figure(
            county, indicator, value, period, Source.TEMPLATE, origin, state=state, role=role
        )
    return Figures(rows)


@settings(max_examples=100, deadline=None)
@given(given=GIVEN)
def test_what_was_read_then_is_what_there_is_now(
    given: dict[tuple[str, str, Role], tuple[Decimal, State]],
) -> None:
    for scheme, role in ((THEN, Role.LAST_YEAR), (BEFORE, Role.PREVIOUS)):
        figures = chosen(given, scheme.period)
        result = evaluate(scheme, figures)
        content = published(scheme, figures, result, "定稿")
        kept = project.decoded(project.encoded(content), project.Published)
        assert kept == content
        found = earlier([Earlier("a.pingbi", scheme.period, "", kept)], NOW)
        assert found is not None
        assert {(row.county, row.indicator, row.role): str(row.value) for row in found.figures} == {
            (county, indicator, role): str(value)
            for (county, indicator, of), (value, state) in given.items()
            if of is Role.NOW and state is State.READ
        }
        places = {row.county: row.place for row in result.totals if row.place is not None}
        assert found.places == (places if role is Role.PREVIOUS else {})
