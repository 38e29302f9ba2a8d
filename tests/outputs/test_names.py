"""Which names a file can have on Windows."""

from __future__ import annotations

import pytest

from pingbi import outputs


@pytest.mark.parametrize(
    ("name", "why"),
    [
        pytest.param("2022年上半年综合评比结果.xlsx", "", id="a usual one"),
        pytest.param("结果 (1).xlsx", "", id="with blanks and brackets"),
        pytest.param("", "还没有写名称", id="none"),
        pytest.param("  .xlsx", "还没有写名称", id="blanks alone"),
        pytest.param('结果:"终".xlsx', '名称里不能有 : "', id="signs"),
        pytest.param("上半年/结果", "名称里不能有 /", id="a path"),
        pytest.param("结\n果", "名称里不能有 换行", id="a line break"),
        pytest.param("结果.", "名称首尾不能是空格，末尾不能是点", id="a full stop at its end"),
        pytest.param(" 结果", "名称首尾不能是空格，末尾不能是点", id="a blank before it"),
        pytest.param("con.xlsx", "con 是系统保留的名称", id="the system's own"),
        pytest.param("长" * 101, "名称太长，最多 100 个字", id="too long"),
    ],
)
def test_why_a_name_cannot_be(name: str, why: str) -> None:
    assert outputs.why_not(name) == why


def test_the_own_name_can_be_one() -> None:
    assert outputs.name_of("2022H1") == "2022年上半年综合评比结果.xlsx"
    assert outputs.why_not(outputs.name_of("2022M01-07")) == ""
