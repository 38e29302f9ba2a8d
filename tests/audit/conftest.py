"""Figures under a small scheme, and what the audit says of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pytest

from pingbi.audit import audit, levelled
from pingbi.extraction import choose
from pingbi.model import Fact, Figure, Finding, InSheet, InText, Role, Source, State
from pingbi.model.catalogue import Kind
from pingbi.scheme import parse
from pingbi.scoring import METHODS, derive

PERIOD = "2022H1"
SCHEME = """
[scheme]
name = "例"
period = "2022H1"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[indicator]]
id = "done"
name = "完成投资"
unit = "亿元"
kind = "level"
minimum = 0
maximum = 1000
required = false
[[indicator]]
id = "plan"
name = "计划投资"
unit = "亿元"
kind = "level"
required = false
[[indicator]]
id = "ratio"
name = "占年计划"
unit = "%"
kind = "plan_ratio"
compute = "done / plan * 100"
[[indicator]]
id = "count"
name = "项目个数"
unit = "个"
kind = "count"
required = false
[[indicator]]
id = "begun"
name = "开工项目"
unit = "个"
kind = "count"
part_of = "count"
required = false
[[indicator]]
id = "yoy"
name = "投资增速"
unit = "%"
kind = "yoy"
required = false
[[indicator]]
id = "cover"
name = "覆盖率"
unit = "%"
kind = "share"
required = false
"""


class Told(NamedTuple):
    """What the audit and the choice of sources found, by code."""

    findings: tuple[Finding, ...]

    def of(self, code: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.code == code]

    def words(self, code: str) -> list[str]:
        return [str(finding) for finding in self.of(code)]

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]


def cell(indicator: str, value: str, **more: object) -> Figure:
    """A figure of 甲县 from its form, in the cell D<indicator>; `more` changes fields, `text` makes it a sentence."""
    text = str(more.pop("text", ""))
    county = str(more.get("county", "甲县"))
    origin = InText("简报.txt", 3, 8, text) if text else InSheet(f"{county}.xlsx", "填报表", f"D{indicator}", value)
    fields = {
        "county": county,
        "indicator": indicator,
        "value": Decimal(value) if value else None,
        "period": PERIOD,
        "source": Source.TEXT if text else Source.TEMPLATE,
        "origin": origin,
        "state": State.READ,
        "role": Role.NOW,
        "reported": value,
    }
    return Figure(**(fields | more))  # type: ignore[arg-type]


def sentence(subject: str, printed: str, kind: str = "level", **more: object) -> Fact:
    """`sentence("工业投资", "30.58亿元")`: a fact of 甲县; `more` changes fields, `at` is the number's place."""
    found = re.fullmatch(r"(-?[\d.]+)(.*)", printed)
    assert found is not None
    at = int(str(more.pop("at", 0)))
    fields = {
        "file": "简报.txt",
        "county": "甲县",
        "indicator": subject,
        "indicator_id": None,
        "value": Decimal(found[1]),
        "unit": found[2],
        "kind": Kind(kind),
        "period": PERIOD,
        "qualifier": None,
        "reference": "全市" if kind in ("vs_city", "rank") else None,
        "number_start": at,
        "number_end": at + len(found[1]),
        "quote": f"{subject}{printed}",
        "confidence": Decimal("0.97"),
    }
    return Fact(**(fields | more))  # type: ignore[arg-type]


def _in_order(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts one behind the other in their text, 20 characters apart, where they have no place yet."""
    placed = []
    for at, fact in enumerate(facts, 1):
        start = fact.number_start or 20 * at
        placed.append(replace(fact, number_start=start, number_end=start + len(str(fact.value))))
    return tuple(placed)


def _told(
    figures: Sequence[Figure], more: str = "", changed: tuple[str, str] = ("", ""), facts: Sequence[Fact] = ()
) -> Told:
    assert changed[0] in SCHEME
    scheme = SCHEME.replace(*changed) if changed[0] else SCHEME
    read = parse(scheme + more, "例.toml", METHODS)
    chosen, found = choose(figures, read)
    grown, derived = derive(read, chosen)
    return Told(levelled(read, (*found, *derived, *audit(read, grown, _in_order(facts)))))


@pytest.fixture(scope="session")
def told() -> Callable[..., Told]:
    """`told(figures, more tables, changed=(words, others), facts=…)`: chosen, derived, audited and levelled."""
    return _told


@pytest.fixture(scope="session")
def figure() -> Callable[..., Figure]:
    return cell


@pytest.fixture(scope="session")
def said() -> Callable[..., Fact]:
    return sentence
