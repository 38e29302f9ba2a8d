"""Which printing of a half-year a workbook is: what ties the signed paper to the project file."""

from __future__ import annotations

from typing import NamedTuple


class Edition(NamedTuple):
    """`draft` 0 is 定稿; `digest` eight hex digits over figures, points, rules and program; `when` an ISO time."""

    number: int
    draft: int
    digest: str
    when: str

    @property
    def word(self) -> str:
        """第2稿 or 定稿."""
        return f"第{self.draft}稿" if self.draft else "定稿"
