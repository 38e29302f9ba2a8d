"""What is said of a ledger as a whole: empty, nobody's, of another period, in several files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pingbi.extraction.ledger_findings import OfLedger, listed
from pingbi.model.catalogue import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty(OfLedger):
    """A sheet with the ledger's headings and nothing below: handed out and not filled in, or truly nothing?"""

    code: ClassVar[str] = "ledger-empty"
    key: str

    def __str__(self) -> str:
        return f"{self.whose}是空表，按未报处理，没有当作0；如确实没有，请在“{self.key}”下填“无”"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRatio(OfLedger):
    """A ratio whose denominator is 0: there is no number."""

    code: ClassVar[str] = "base-not-positive"
    name: str
    formula: str
    numerator: str

    def __str__(self) -> str:
        return f"{self.whose}各行的分母合计为0（分子合计为{self.numerator}），{self.name}（{self.formula}）没有数"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerOfOtherPeriod(OfLedger):
    """A ledger of another period: shown, not scored."""

    code: ClassVar[str] = "period-mixed"
    found: str
    wanted: str

    def __str__(self) -> str:
        return f"{self.whose}是{self.found}的，本次评比为{self.wanted}，已列出但不计分，请重报"


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodysLedger(OfLedger):
    """A ledger of which nobody can say whose it is."""

    code: ClassVar[str] = "unknown-county"
    file: str

    def __str__(self) -> str:
        return f"{self.file} 里的{quoted(self.ledger)}看不出是哪个县区的，没有读入；请在文件名或表头写明县区"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerUnclear(OfLedger):
    """A sheet that may be any of several ledgers."""

    code: ClassVar[str] = "ledger-column"
    file: str
    sheet: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        both = "、".join(map(quoted, self.names))
        return f"{self.file} 的工作表“{self.sheet}”分不清是哪个台账（{both}），没有读入；请在表题或工作表名中写明"


@dataclass(frozen=True, slots=True, kw_only=True)
class InParts(OfLedger):
    """One county's ledger in several files, without an entry in common: put together, and said."""

    code: ClassVar[str] = "ledger-in-parts"
    names: tuple[str, ...]
    count: int

    def __str__(self) -> str:
        files = f"{len(self.names)}个文件里（{listed(self.names)}）"
        return f"{self.whose}分在{files}，没有相同的项，已合并计算，共{self.count}项，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap(OfLedger):
    """Files or sheets of one county's ledger that share some entries: parts or versions, nobody can tell."""

    code: ClassVar[str] = "two-values"
    names: tuple[str, ...]

    def __str__(self) -> str:
        end = "有的项相同、有的不同，无法判断是新旧两版还是各报一部分，暂不计分"
        return f"{self.whose}报了不止一份（{listed(self.names)}），{end}"
