"""A project of four counties that have reported, one of them what the rules do not allow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pingbi import project
from pingbi.casework import Case, receive

SCHEME = """
[scheme]
name = "例"
period = "2022H1"
issuer = "某市工业和信息化局"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[county]]
name = "丙县"
[[county]]
name = "丁县"
[[indicator]]
id = "a"
name = "投资"
unit = "亿元"
kind = "level"
maximum = 50
[[criterion]]
id = "c"
name = "投资"
weight = 100
value = "a"
method = "rank_linear"
"""


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    table = tmp_path / "材料" / "各县.csv"
    table.parent.mkdir()
    table.write_text("县区,投资\n甲县,30\n乙县,20\n丙县,10\n丁县,60\n", encoding="utf-8")
    with project.create(tmp_path / "例 子.pingbi", SCHEME, "张三") as held:
        made = Case(held)
        assert [row.name for row in receive(made, [table])] == ["各县.csv"]
        yield made
