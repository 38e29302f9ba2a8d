"""What reading a ledger finds. Cells of one column are said together, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pingbi.model import Finding
from pingbi.model.catalogue import excerpt, quoted

SHOWN = 3  # cells, rows or names that a message repeats; all are among its places


def listed(items: tuple[str, ...], count: int | None = None) -> str:
    """甲、乙、丙等12处."""
    total = len(items) if count is None else count
    more = f"等{total}处" if total > SHOWN else ""
    return "、".join(items[:SHOWN]) + more


@dataclass(frozen=True, slots=True, kw_only=True)
class OfLedger(Finding):
    """Base: `ledger` is its name; `whose` is the county's ledger in words."""

    ledger: str

    @property
    def whose(self) -> str:
        """甲县的台账“项目台账”."""
        return f"{self.county}的{quoted(self.ledger)}" if self.county else quoted(self.ledger)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoNumbers(OfLedger):
    """Cells that hold something else than a number: what is summed from the column is not scored."""

    code: ClassVar[str] = "not-a-number"
    column: str
    cells: tuple[str, ...]  # C7“待定”
    made: tuple[str, ...]

    def __str__(self) -> str:
        end = f"，{'、'.join(self.made)}暂不计分" if self.made else ""
        return f"{self.whose}的{self.column}有读不出的数：{listed(self.cells)}，没有当作0{end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted(OfLedger):
    """Numbers in another unit than the column's: converted, and said."""

    code: ClassVar[str] = "unit-converted"
    column: str
    cells: tuple[str, ...]
    unit: str

    def __str__(self) -> str:
        return f"{self.whose}的{self.column}有带其他单位的数：{listed(self.cells)}，已换算为{self.unit}，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inexact(OfLedger):
    """约, 近, 余 … beside numbers, links to other files, results that the file did not hold."""

    code: ClassVar[str] = "not-exact"
    column: str
    cells: tuple[str, ...]
    why: str

    def __str__(self) -> str:
        return f"{self.whose}的{self.column}有{self.why}：{listed(self.cells)}，已按所示的数计入，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank(OfLedger):
    """Empty cells in a column that is summed or compared."""

    code: ClassVar[str] = "ledger-blank"
    column: str
    rows: tuple[str, ...]  # 第7行“甲项目”
    count: int
    made: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.whose}的{self.column}有{self.count}行没有填：{listed(self.rows, self.count)}，"
            f"{'、'.join(self.made)}没有计入这些行，也没有当作0，请核实"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLost(OfLedger):
    """A column that an indicator needs and that no heading names: the indicator is not read."""

    code: ClassVar[str] = "ledger-column"
    column: str
    why: str
    made: tuple[str, ...]

    def __str__(self) -> str:
        end = f"，{'、'.join(self.made)}读不出来" if self.made else "，没有读入"
        return f"{self.whose}的“{excerpt(self.column)}”一列无法确定（{self.why}）{end}，请改回原来的表头"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLikened(OfLedger):
    """A heading that is not the ledger's own word: taken for it, and said."""

    code: ClassVar[str] = "column-by-likeness"
    column: str
    words: str

    def __str__(self) -> str:
        return f"{self.whose}没有“{self.column}”一列，已按“{excerpt(self.words)}”一列读入，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalDiffers(OfLedger):
    """A total row against its rows: the rows count."""

    code: ClassVar[str] = "sum-mismatch"
    column: str
    row: str
    total: str
    rows_make: str

    def __str__(self) -> str:
        both = f"{self.column}填的是{self.total}，各行相加为{self.rows_make}"
        return f"{self.whose}的{self.row}一行，{both}；按各行计，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowUnclear(OfLedger):
    """A row that may be an entry, a heading or a subtotal: how it was taken is said."""

    code: ClassVar[str] = "ledger-row-unclear"
    row: str
    why: str

    def __str__(self) -> str:
        return f"{self.whose}{self.row}{self.why}，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoName(OfLedger):
    """Rows with figures but without a name: entries, totals or notes, nobody can say."""

    code: ClassVar[str] = "entry-without-name"
    key: str
    rows: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.whose}有的行有数却没有{self.key}：{listed(self.rows)}，无法判断是不是一项，相关指标暂不计分"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowBroken(OfLedger):
    """A row that breaks a rule of the ledger: 完成投资 above 概算投资."""

    code: ClassVar[str] = "ledger-row"
    name: str
    rule: str
    values: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        held = "，".join(f"{column}为{value}" for column, value in self.values)
        return f"{self.whose}中{quoted(excerpt(self.name))}应满足“{self.rule}”，而{held}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsBroken(OfLedger):
    """Further rows that break a rule, where very many do."""

    code: ClassVar[str] = "ledger-row"
    rule: str
    names: str

    def __str__(self) -> str:
        return f"{self.whose}还有不满足“{self.rule}”的：{self.names}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(OfLedger):
    """A number about ten thousand times those around it."""

    code: ClassVar[str] = "unit-slip"
    column: str
    name: str
    value: str
    usual: str

    def __str__(self) -> str:
        return (
            f"{self.whose}中{quoted(excerpt(self.name))}的{self.column}为{self.value}，"
            f"其他各行多在{self.usual}上下：疑似单位误填（万元/亿元）"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodysRows(OfLedger):
    """Rows whose county is empty or unknown; `doubtful` where they may belong to any county of the scheme."""

    code: ClassVar[str] = "unknown-county"
    cells: tuple[str, ...]
    doubtful: bool

    def __str__(self) -> str:
        end = "，不知应计入哪个县区，这张表的指标暂不计分" if self.doubtful else "，不是本方案的县区，没有计入"
        return f"{quoted(self.ledger)}有的行看不出是哪个县区的：{listed(self.cells)}{end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenRows(OfLedger):
    """Rows that are hidden or filtered away, or struck through."""

    code: ClassVar[str] = "ledger-row-unclear"
    rows: tuple[str, ...]
    how: str

    def __str__(self) -> str:
        return f"{self.whose}有{len(self.rows)}行{self.how}：{listed(self.rows)}，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSlip(OfLedger):
    """A whole column of amounts that no county's projects have."""

    code: ClassVar[str] = "unit-slip"
    column: str
    usual: str

    def __str__(self) -> str:
        return f"{self.whose}的{self.column}各行多在{self.usual}上下，没有另写单位：疑似单位误填（万元/亿元）"
