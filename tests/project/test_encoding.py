"""Model types come back from the file exactly as they went in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pingbi import model, project
from pingbi.model.catalogue import Kind
from pingbi.project import changes
from pingbi.project.encoding import TAGS, _made, from_json, hints_of, to_json
from pingbi.project.published import PublishedCounty, PublishedIndicator, PublishedTotal, PublishedValues

TEXTS = st.text(max_size=8)
LONE = "半个\ud83d字"  # half of a pair, as damaged texts and strange file names have it
DECIMALS = st.decimals(allow_nan=False) | st.sampled_from(
    [Decimal("0.00"), Decimal("-0"), Decimal("1E+3"), Decimal("30.580")]
)
LEAVES = st.one_of(
    st.builds(model.InSheet, TEXTS, TEXTS, TEXTS, TEXTS),
    st.builds(model.InText, TEXTS, st.integers(0), st.integers(0), TEXTS, st.none() | st.integers(1, 9)),
    st.builds(model.InArchive, TEXTS, TEXTS, TEXTS, TEXTS),
    st.builds(model.InRows, TEXTS, st.lists(st.builds(model.Range, TEXTS, TEXTS, TEXTS), max_size=2).map(tuple)),
)
ORIGINS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(model.ByHand, TEXTS, TEXTS, TEXTS, st.none() | inner),
        st.builds(model.Derived, TEXTS, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)
FIGURES = st.builds(
    model.Figure,
    TEXTS,
    TEXTS,
    st.none() | DECIMALS,
    TEXTS,
    st.sampled_from(model.Source),
    ORIGINS,
    st.sampled_from(model.State),
    st.sampled_from(model.Role),
    TEXTS,
    TEXTS,
    TEXTS,
    st.integers(0, 99),
)
FACTS = st.builds(
    model.Fact, TEXTS, st.none() | TEXTS, TEXTS, st.none() | TEXTS, DECIMALS, TEXTS, st.sampled_from(Kind),
    st.none() | TEXTS, st.none() | TEXTS, st.none() | TEXTS, st.integers(0), st.integers(0), TEXTS, DECIMALS,
    st.none() | TEXTS, st.none() | st.integers(1, 9),
)  # fmt: skip
SUMS = st.builds(
    model.Sum, TEXTS, DECIMALS, st.none() | DECIMALS, st.integers(0, 9), st.just((model.Range("a", "b", "E5"),)),
    st.sampled_from(model.State),
)  # fmt: skip
LEDGERS = st.builds(
    model.LedgerPart, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS,
    st.lists(st.builds(model.Entry, TEXTS, st.integers(1, 9), TEXTS), max_size=2).map(tuple),
    st.lists(SUMS, max_size=2).map(tuple),
)  # fmt: skip
FINDINGS = st.builds(
    project.Recorded, code=TEXTS, message=TEXTS, county=st.none() | TEXTS, indicator=st.none() | TEXTS,
    places=st.lists(ORIGINS, max_size=2).map(tuple), level_override=st.none() | st.sampled_from(model.Level),
)  # fmt: skip
PLACES = st.none() | st.integers(1, 9) | st.just(Decimal("2.5"))
SCORES = st.builds(
    model.Score, TEXTS, st.none() | DECIMALS, st.none() | DECIMALS, st.none() | DECIMALS, PLACES, PLACES,
    st.sampled_from(model.Standing), st.booleans(),
)  # fmt: skip
TOTALS = st.builds(
    model.Total, TEXTS, st.none() | TEXTS, st.none() | DECIMALS, st.just((model.PartPoints("一", None),)),
    st.just((model.Adjusted("加分", Decimal(1), Decimal("0.50"), met=False),)), DECIMALS, DECIMALS, st.none(), DECIMALS,
    PLACES, PLACES, st.none(), st.just(("一票否决",)), st.none(), TEXTS, st.booleans(),
)  # fmt: skip
RESULTS = st.builds(
    model.Result,
    st.lists(
        st.builds(model.CriterionResult, TEXTS, DECIMALS, st.dictionaries(TEXTS, SCORES, max_size=3)), max_size=2
    ).map(tuple),
    st.lists(TOTALS, max_size=2).map(tuple),
    st.lists(FINDINGS, max_size=2).map(tuple),
)
COUNTIES = st.builds(PublishedCounty, TEXTS, TEXTS, st.lists(TEXTS, max_size=2).map(tuple))
PUBLISHED = st.builds(
    project.Published, TEXTS, TEXTS, COUNTIES, st.lists(COUNTIES, max_size=2).map(tuple),
    st.lists(st.builds(PublishedIndicator, TEXTS, TEXTS, TEXTS, TEXTS), max_size=2).map(tuple),
    st.lists(st.builds(PublishedValues, TEXTS, st.just((Decimal("1.50"), None))), max_size=2).map(tuple),
    st.lists(st.builds(PublishedTotal, TEXTS, st.none() | DECIMALS, PLACES, PLACES), max_size=2).map(tuple), TEXTS,
)  # fmt: skip
KEPT = st.one_of(FIGURES, FACTS, LEDGERS, FINDINGS, RESULTS, PUBLISHED)


def exactly(value: Any) -> Any:  # noqa: ANN401
    """A value in which 1.50 is not 1.5, 0 not False and an origin of one kind not another."""
    if isinstance(value, Decimal):
        return ("decimal", str(value))
    if isinstance(value, tuple):
        return (type(value).__name__, *map(exactly, value))
    if isinstance(value, dict):
        return [(key, exactly(item)) for key, item in value.items()]
    if hasattr(value, "__dataclass_fields__"):
        return (type(value).__name__, *(exactly(getattr(value, row.name)) for row in fields(value)))
    return (type(value).__name__, value)


@settings(max_examples=300, deadline=None)
@given(value=KEPT)
def test_what_goes_in_comes_out(value: object) -> None:
    assert exactly(project.decoded(project.encoded(value), type(value))) == exactly(value)


@pytest.mark.parametrize("text", [LONE, "\x00", "\u2028", "𠮷"], ids=ascii)
def test_texts_that_are_no_unicode_come_out_too(text: str) -> None:
    held = changes.Learnt(text, "done")
    assert project.decoded(project.encoded(held), changes.Learnt) == held
    assert from_json(to_json([text])) == [text]


def test_every_kind_of_origin_has_its_word() -> None:
    assert set(TAGS) == set(hints_of(model.Figure)["origin"].__args__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TooSmall(model.Finding):
    code: ClassVar[str] = "range"
    value: Decimal

    def __str__(self) -> str:
        return f"{self.county}的值{self.value}太小"


@pytest.mark.parametrize("level", [None, model.Level.HINT])
def test_a_finding_keeps_its_id_level_words_and_places(level: model.Level | None) -> None:
    place = model.InSheet("a.xlsx", "表", "B2", "0.5")
    found = TooSmall(county="甲县", indicator="done", value=Decimal("0.5"), places=(place,), level_override=level)
    reading = project.Reading("s", "a.xlsx", "r", "p", "t", findings=(found,))
    (back,) = project.decoded(project.encoded(reading), project.Reading).findings
    assert isinstance(back, project.Recorded)
    for name in ("id", "code", "level", "county", "indicator", "places"):
        assert getattr(back, name) == getattr(found, name)
    assert str(back) == str(found)
    assert project.recorded(back) == back


def test_a_digest_of_an_export_tells_every_digit_every_rule_and_the_program_apart() -> None:
    origin = model.InSheet("a.xlsx", "表", "B2", "0.5")
    one = model.Figure("甲县", "done", Decimal("0.5"), "2022H1", model.Source.TEMPLATE, origin)
    other, empty = replace(one, value=Decimal("0.50")), model.Result((), ())
    digests = {
        project.export_digest((one,), empty, "r", "p"),
        project.export_digest((other,), empty, "r", "p"),
        project.export_digest((one,), empty, "s", "p"),
        project.export_digest((one,), empty, "r", "q"),
    }
    assert len(digests) == 4
    assert {len(row) for row in digests} == {8}


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"names": 1}', b'{"name": "x"}', b"null"])
def test_json_of_something_else_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the words are for us only
        project.decoded(data, changes.Learnt)


def test_the_names_in_the_file_stay_and_new_ones_have_defaults(golden: Callable[[Path, str], None]) -> None:
    """Files of users hold these words: one that goes needs a migration first, then a new golden file."""
    kinds = [project.Reading, project.Export, model.Figure, model.Fact, model.LedgerPart, model.Result, model.Score]
    kinds += [model.Total, model.CriterionResult, project.Recorded, *TAGS, *changes.CHANGES.values()]
    kinds += [project.Published, PublishedCounty, PublishedIndicator, PublishedValues, PublishedTotal]
    needed = {kind.__name__: [row.name for row in fields(kind) if row.default is row.default_factory] for kind in kinds}
    there = {kind.__name__: [row.name for row in fields(kind)] for kind in kinds}
    path = Path(__file__).with_name("golden") / "names.json"
    held = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    lost = {name: sorted(set(words) - set(there.get(name, ()))) for name, words in held.get("fields", {}).items()}
    strange = {
        name: sorted(set(words) - set(held.get("fields", {}).get(name, words))) for name, words in needed.items()
    }
    assert {name: words for name, words in lost.items() if words} == {}
    assert {name: words for name, words in strange.items() if words} == {}
    words = {"origins": sorted(TAGS.values()), "changes": sorted(changes.CHANGES)}
    fields_held = {**there, **held.get("fields", {})} if held else there
    golden(path, json.dumps({"fields": fields_held, **words}, ensure_ascii=False, indent=1) + "\n")


def test_a_time_in_seconds_is_exact() -> None:
    assert [_made(float).decode(_made(float).encode(value)) for value in (0.1, 1e300, float("inf"))] == [
        0.1,
        1e300,
        float("inf"),
    ]
