"""The sections of a scheme as a person looks for them: each of one to three tables."""

from __future__ import annotations

from typing import NamedTuple


class Section(NamedTuple):
    """A line of the list at the left."""

    name: str
    tables: tuple[str, ...]


SECTIONS: tuple[Section, ...] = (
    Section("县区与分组", ("county", "group", "city")),
    Section("指标", ("indicator",)),
    Section("台账", ("ledger",)),
    Section("评比项与权重", ("criterion", "part")),
    Section("目标", ("target",)),
    Section("加减分", ("adjustment",)),
    Section("一票否决", ("veto",)),
    Section("等次", ("grade",)),
    Section("总分与排名", ("scheme",)),
    Section("审核规则", ("check",)),
    Section("报送要求", ("handout",)),
    Section("打印与签署", ("print", "sheets")),
    Section("通报", ("notice",)),
)


def section_of(table: str) -> int:
    """The number of the section that a table stands in."""
    return next(at for at, row in enumerate(SECTIONS) if table in row.tables)
