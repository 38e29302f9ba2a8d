"""Conditions over a ledger's row: true, false, or nobody can say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pingbi.scheme.condition import condition
from pingbi.scheme.syntax import FormulaError

COLUMNS = ("名称", "概算投资", "状态", "办结", "限办")
UNITS = {"概算投资": "亿元"}


@pytest.mark.parametrize(
    ("text", "row", "holds"),
    [
        pytest.param("概算投资 >= 1", (1,), True, id="a number"),
        pytest.param("概算投资 >= 1", ("0.99",), False, id="less"),
        pytest.param("概算投资 >= 1", (None,), None, id="an empty cell"),
        pytest.param("状态 = '在建'", (1, " 在 建"), True, id="words, blanks aside"),
        pytest.param('状态 <> "在建"', (1, "完工"), True, id="other words"),
        pytest.param("状态 = “在建”", (1, None), None, id="no words"),
        pytest.param("概算投资 >= 1 AND 状态 = '在建'", (0, None), False, id="false decides AND"),
        pytest.param("概算投资 >= 1 AND 状态 = '在建'", (2, None), None, id="AND cannot be told"),
        pytest.param("概算投资 >= 1 OR 状态 = '在建'", (2, None), True, id="true decides OR"),
        pytest.param("概算投资 >= 1 OR 状态 = '在建'", (0, None), None, id="OR cannot be told"),
        pytest.param("NOT 状态 = '在建'", (0, None), None, id="NOT of what cannot be told"),
        pytest.param("NOT 状态 = '在建'", (0, "停工"), True, id="NOT"),
        pytest.param("概算投资 * 2 - 1 > 2", (2,), True, id="reckoned"),
        pytest.param("概算投资 / 0 > 2", (2,), None, id="divided by nought"),
        pytest.param("办结 <= 限办", (0, "", "2022年1月30日", "2022-02-01T00:00:00"), True, id="days"),
        pytest.param("办结 <= 限办", (0, "", "2022-2-30", "2022-02-01"), None, id="no day"),
        pytest.param("状态 > '在建'", (0, "停工"), None, id="words have no order"),
        pytest.param("状态 = '12'", (0, Decimal(12)), True, id="a number where words are meant"),
    ],
)
def test_a_condition(text: str, row: tuple[object, ...], holds: bool | None) -> None:
    first = Decimal(str(row[0])) if row[0] is not None else None
    words = [item if isinstance(item, str | Decimal) else None for item in row[1:]]
    found = condition(text, COLUMNS, UNITS).holds(["甲", first, *words, *[None] * (4 - len(row))])
    assert found is holds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("概算投资", "应是比较"),
        ("概算 >= 1", "没有列“概算”"),
        ("CITY(概算投资) >= 1", "不能用 CITY"),
        ("SUM(概算投资) >= 1", "不能用函数 SUM"),
        ("概算投资 >= 1 AND 状态", "连接的应是比较"),
        ("(概算投资 >= 1) = 状态", "连着比较了两次"),
    ],
)
def test_what_is_no_condition_is_refused(text: str, words: str) -> None:
    with pytest.raises(FormulaError, match=words.replace("(", r"\(")):
        condition(text, COLUMNS, UNITS)


def test_columns_that_are_compared_with_numbers_hold_numbers() -> None:
    found = condition("办结 > 3 AND 办结 <= 限办 AND 状态 = '在建'", COLUMNS, {})
    assert found.numbers == {"办结", "限办"}
    assert set(found.columns) == {"办结", "限办", "状态"}
