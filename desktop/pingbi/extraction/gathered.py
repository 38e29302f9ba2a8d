"""Findings that one file causes again and again -> one for the file, with all its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pingbi.extraction.findings import FormulaComputed, OutsideLink
from pingbi.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST = 3  # of a kind that are said one by one
NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyComputed(Finding):
    """The file holds formulas without results, as programs write it that do not compute."""

    code: ClassVar[str] = "formula-computed"
    file: str
    count: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        shown = "、".join(self.examples)
        end = "用Excel或WPS打开后保存一次即有结果"
        return f"{self.file} 里有{self.count}个公式没有存结果，由本程序算得（{shown}等）；{end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyOutside(Finding):
    """The file takes its figures from other files."""

    code: ClassVar[str] = "outside-link"
    file: str
    count: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        shown = "、".join(self.examples)
        return f"{self.file} 里有{self.count}个数引用其他文件，采用文件里存的结果（{shown}等），可能已不是最新，请核实"


def gathered(findings: Iterable[Finding], file: str) -> Iterator[Finding]:
    """The findings of one file, what it repeats more than three times said once."""
    every = tuple(findings)
    computed = tuple(item for item in every if isinstance(item, FormulaComputed))
    outside = tuple(item for item in every if isinstance(item, OutsideLink))
    for item in every:
        many = computed if isinstance(item, FormulaComputed) else outside if isinstance(item, OutsideLink) else ()
        if len(many) <= MOST:
            yield item
        elif item is many[0]:
            kind = ManyComputed if isinstance(item, FormulaComputed) else ManyOutside
            yield kind(
                file=file,
                count=len(many),
                examples=tuple(f"{row.county}的{row.name}{row.value}" for row in many[:NAMED]),
                places=tuple(place for row in many for place in row.places),
            )
