"""What a table can be besides right: partly hidden, with names nearly known, with totals that do not add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pingbi.model import Finding
from pingbi.model.catalogue import excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenSheet(Finding):
    """A hidden sheet that holds figures: not read, and said."""

    code: ClassVar[str] = "hidden-sheet"
    file: str
    sheet: str
    count: int

    def __str__(self) -> str:
        return (
            f"{self.file} 里隐藏的工作表“{excerpt(self.sheet)}”有{self.count}个数，没有读入；"
            "如要采用，请取消隐藏后重报，不用的请删去"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenRead(Finding):
    """Figures in hidden rows or columns of a visible sheet: read, and said once."""

    code: ClassVar[str] = "hidden-read"
    file: str
    sheet: str
    count: int
    rows: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        rows = f"第{'、'.join(map(str, self.rows[:5]))}{'等' if len(self.rows) > 5 else ''}行" if self.rows else ""
        columns = f"{'、'.join(self.columns[:5])}{'等' if len(self.columns) > 5 else ''}列" if self.columns else ""
        where = "、".join(part for part in (rows, columns) if part)
        return f"{self.file}［{excerpt(self.sheet)}］隐藏了{where}，其中{self.count}个数已读入，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeName(Finding):
    """A heading that is nearly an indicator's name: its numbers are shown, not scored."""

    code: ClassVar[str] = "offered"
    written: str
    name: str
    count: int

    def __str__(self) -> str:
        return (
            f"“{excerpt(self.written)}”像是“{self.name}”，这一列（行）的{self.count}个数已列出但没有采用；"
            f"确认后可用 scheme learn 记住（{excerpt(self.written)} --as {self.name}）"
        )

    @property
    def to_learn(self) -> str:
        """The heading."""
        return self.written


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeCounty(Finding):
    """A row whose name is nearly a county's: not read."""

    code: ClassVar[str] = "unknown-county"
    name: str
    known: str

    def __str__(self) -> str:
        return f"“{excerpt(self.name)}”像是“{self.known}”，但不能确定，这一行没有读入；请改正名称，或加到方案的 aliases"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoHeading(Finding):
    """A column (row) of numbers among the counties' that nothing is written over."""

    code: ClassVar[str] = "unmapped"
    where: str
    count: int

    def __str__(self) -> str:
        return f"{self.where}有{self.count}个数，却没有表头，没有读入"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsUnnamed(Finding):
    """Rows of numbers among the counties' without any name."""

    code: ClassVar[str] = "unmapped"
    rows: tuple[int, ...]

    def __str__(self) -> str:
        rows = f"第{'、'.join(map(str, self.rows[:5]))}{'等' if len(self.rows) > 5 else ''}行"
        return f"{rows}有数，却没有写县区名称（共{len(self.rows)}行），没有读入"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitUnfit(Finding):
    """A column (row) of an indicator in a unit that is none of its own: 亩均税收（元/平方米）."""

    code: ClassVar[str] = "unmapped"
    name: str
    unit: str
    own: str
    count: int

    def __str__(self) -> str:
        return (
            f"{self.name}写的单位是“{excerpt(self.unit)}”，与要求的“{self.own}”不能换算，这一列（行）的{self.count}个数没有读入；"
            "请核实单位，按要求的单位重报"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTable(Finding):
    """A table of targets or plans by its title: what it holds has not been reached."""

    code: ClassVar[str] = "unmapped"
    title: str
    name: str
    count: int

    def __str__(self) -> str:
        return f"表题“{excerpt(self.title)}”说的是目标或计划，不是完成数，其中{self.name}的{self.count}个数没有读入"


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleSaysOther(Finding):
    """What stands over a table says that its numbers are points, places, shares or differences."""

    code: ClassVar[str] = "unmapped"
    title: str
    what: str
    name: str
    count: int

    def __str__(self) -> str:
        return f"“{excerpt(self.title)}”说的是{self.what}，不是完成数，其中{self.name}的{self.count}个数没有读入"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingsSlipped(Finding):
    """Numbers without a heading on one side, a heading without numbers on the other: all between may be the next's."""

    code: ClassVar[str] = "shifted"
    where: str
    count: int

    def __str__(self) -> str:
        why = "一头有数没有表头，另一头有表头没有数"
        return f"表头像是错了一格（{why}），从{self.where}起的{self.count}个数暂不计分，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkSays(Finding):
    """What stands under 说明 beside a number may change it: another month, 不含园区, 预计."""

    code: ClassVar[str] = "not-exact"
    name: str
    remark: str
    scored: bool

    def __str__(self) -> str:
        end = "已照常计分" if self.scored else "暂不计分"
        return f"{self.county}的{self.name}旁边写着“{excerpt(self.remark)}”，{end}，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSays(Finding):
    """What a note below a table says may change its numbers: 注：税收收入为1—8月数据. Empty where it is of all."""

    code: ClassVar[str] = "not-exact"
    note: str
    counties: tuple[str, ...]
    names: tuple[str, ...]
    count: int
    scored: bool

    def __str__(self) -> str:
        whose = [f"{'、'.join(row[:3])}{'等' if len(row) > 3 else ''}" for row in (self.counties, self.names) if row]
        end = "已照常计分" if self.scored else "暂不计分"
        return f"表注写着“{excerpt(self.note)}”，{'的'.join(whose) or '全表'}的{self.count}个数{end}，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class OverSeveral(Finding):
    """A number in a merged cell that reaches over several counties or indicators: of all of them, or of the first?"""

    code: ClassVar[str] = "not-exact"
    name: str
    value: str
    cells: str

    def __str__(self) -> str:
        return f"{self.county}的{self.name}{self.value}写在合并单元格{self.cells}里，看不出是谁的数，已列出但不计分"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPeriodColumn(Finding):
    """A column of another period beside that of the evaluation's: not read."""

    code: ClassVar[str] = "other-period-beside"
    name: str
    heading: str
    found: str
    count: int

    def __str__(self) -> str:
        heading = excerpt(self.heading)
        return f"“{heading}”是{self.found}的{self.name}，本期另有一列，这一列的{self.count}个数已列出但不计分"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSum(Finding):
    """A row 合计 that is not the sum of the counties above it."""

    code: ClassVar[str] = "sum-mismatch"
    name: str
    label: str
    written: str
    total: str
    count: int

    def __str__(self) -> str:
        return (
            f"表中{self.name}的“{excerpt(self.label)}”写的是{excerpt(self.written)}，"
            f"{self.count}个县区相加为{self.total}，对不上，请核实"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOfWhat(Finding):
    """Several rows of numbers under one county's headings: of towns, of firms, of months. None is the county's.

    Or several columns beside its labels.
    """

    code: ClassVar[str] = "unmapped"
    file: str
    sheet: str
    count: int
    what: str = "行"

    def __str__(self) -> str:
        whose = f"看不出哪一{self.what}是{self.county}的本期数，没有读入"
        return f"{self.file}［{excerpt(self.sheet)}］有{self.count}{self.what}数，{whose}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsOfSeveral(Finding):
    """A sheet that names several counties, and numbers of which it cannot be told whose they are."""

    code: ClassVar[str] = "unknown-county"
    file: str
    sheet: str
    counties: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.file}［{excerpt(self.sheet)}］里写着{'、'.join(self.counties)}，看不出哪些数是谁的，没有读入；"
            "请一个县区一张工作表重报"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOfNobody(Finding):
    """A sheet that is somebody's form and names no county."""

    code: ClassVar[str] = "unmapped"
    file: str
    sheet: str
    count: int

    def __str__(self) -> str:
        return (
            f"{self.file}［{excerpt(self.sheet)}］有{self.count}个指标的数，没有写明是哪个县区的，没有读入；"
            "请在表题或“填报单位”里写上县区全称再报"
        )
