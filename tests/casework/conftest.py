"""Three counties that report two indicators, and what they send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pingbi import casework, project
from pingbi.casework import Case

SCHEME = """
[scheme]
name = "例"
period = "2022H1"
issuer = "某市工业和信息化局"
[handout]
deadline = "2022-07-08"
contact = "李工"
phone = "123"
[[county]]
name = "甲县"
[[county]]
name = "乙县"
[[county]]
name = "丙县"
[[indicator]]
id = "a"
name = "投资"
unit = "亿元"
kind = "level"
[[indicator]]
id = "b"
name = "税收"
unit = "亿元"
kind = "level"
[[criterion]]
id = "c"
name = "投资"
weight = 100
value = "a"
method = "rank_linear"
"""
Send = Callable[..., None]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with project.create(tmp_path / "例.pingbi", SCHEME, "张三") as held:
        yield Case(held)


@pytest.fixture
def send(case: Case, tmp_path: Path) -> Send:
    """`send("甲县.csv", "甲县,30,5")`: a table comes in."""

    def come(name: str, *lines: str) -> None:
        path = tmp_path / name
        path.write_text("\n".join(("县区,投资,税收", *lines)) + "\n", encoding="utf-8")
        list(casework.receive(case, [path]))

    return come
