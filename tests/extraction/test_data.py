"""The plain table of `score --data`."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from pingbi.extraction import read_data
from pingbi.model import PingbiError, Role, State
from pingbi.readers import Document
from pingbi.scheme import Scheme

Make = Callable[..., Document]


def test_roles_exemptions_groups_and_the_city_are_read(scheme: Scheme, document: Make) -> None:
    found = read_data(
        document("""
        county | group | industrial_investment | industrial_investment@last_year | industrial_investment@target
        范县 | 县 | 20.5 | 18 | 40
        华龙 | 区 | exempt | |
        全市 | | 200 | |
        """),
        scheme,
    )
    assert found.counties == ("范县", "华龙区")
    assert found.groups == {"范县": "县", "华龙区": "区"}
    assert [(row.county, row.role, str(row.value), row.state) for row in found.figures] == [
        ("范县", Role.NOW, "20.5", State.READ),
        ("范县", Role.LAST_YEAR, "18", State.READ),
        ("范县", Role.TARGET, "40", State.READ),
        ("华龙区", Role.NOW, "None", State.EXEMPT),
        ("全市", Role.NOW, "200", State.READ),
    ]


def test_any_county_is_known_where_the_scheme_names_none(scheme: Scheme, document: Make) -> None:
    anyone = msgspec.structs.replace(scheme, county=())
    assert read_data(document("county | industrial_investment\n 甲 | 1\n 乙 | 2"), anyone).counties == ("甲", "乙")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        pytest.param("county | nothing\n 范县 | 1", "没有指标“nothing”", id="an unknown indicator"),
        pytest.param("county | industrial_investment@then\n 范县 | 1", "@then", id="an unknown role"),
        pytest.param("county | industrial_investment\n 甲县 | 1", "没有县区“甲县”", id="an unknown county"),
        pytest.param("county | industrial_investment\n 范县 | 1\n 范县 | 2", "写了两行", id="a county twice"),
        pytest.param("name | industrial_investment\n 范县 | 1", "缺少 county", id="no column of counties"),
    ],
)
def test_a_mistake_of_the_table_is_one_line(scheme: Scheme, document: Make, table: str, words: str) -> None:
    with pytest.raises(PingbiError, match=words):
        read_data(document(table), scheme)


def test_a_cell_that_is_no_number_is_a_finding_and_not_zero(scheme: Scheme, document: Make) -> None:
    found = read_data(document("county | industrial_investment\n 范县 | 若干"), scheme)
    assert [(row.value, row.state) for row in found.figures] == [(None, State.UNREADABLE)]
    assert [row.code for row in found.findings] == ["not-a-number"]
