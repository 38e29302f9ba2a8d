"""What reading finds: each message gives what was written and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pingbi.model import Finding
from pingbi.model.catalogue import excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class NotANumber(Finding):
    """Something was written where a number belongs. It is missing, not 0."""

    code: ClassVar[str] = "not-a-number"
    name: str
    written: str
    why: str = "不是数字"

    def __str__(self) -> str:
        return f"{self.county}的{self.name}填的是“{excerpt(self.written)}”，{self.why}，按未报处理，没有当作0"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitConverted(Finding):
    """A number in another unit than the column's: converted, and said."""

    code: ClassVar[str] = "unit-converted"
    name: str
    written: str
    value: str

    def __str__(self) -> str:
        return f"{self.county}的{self.name}填的是“{excerpt(self.written)}”，与表中单位不同，已按{self.value}计，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsDiffer(Finding):
    """Two units for one number: 亿元 in its name, 万元 beside it. Which one holds cannot be known."""

    code: ClassVar[str] = "unit-slip"
    name: str
    written: str
    units: tuple[str, ...]

    def __str__(self) -> str:
        both = "、".join(f"“{unit}”" for unit in self.units)
        end = f"表中给了两种单位（{both}），无法判断，暂不计分，请核实"
        return f"{self.county}的{self.name}填的是“{excerpt(self.written)}”，{end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfOne(Finding):
    """0.45 in a column of percentages such as 45: read as 45, and said."""

    code: ClassVar[str] = "unit-slip"
    name: str
    written: str
    value: str

    def __str__(self) -> str:
        read = f"暂按{self.value}计，请核实"
        return f"{self.county}的{self.name}填的是{excerpt(self.written)}，同列都是百分数，疑似写成了小数，{read}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful(Finding):
    """约, 近, 余 … beside a number: read, but not exact."""

    code: ClassVar[str] = "not-exact"
    name: str
    written: str
    value: str
    why: str = "不是确数"

    def __str__(self) -> str:
        return f"{self.county}的{self.name}填的是“{excerpt(self.written)}”，{self.why}，暂按{self.value}计，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenOtherwise(Finding):
    """The cell's format shows another number than the cell holds: 30.6万 for 305800, 3058% for 30.58. Not scored."""

    code: ClassVar[str] = "unit-slip"
    name: str
    seen: str
    stored: str

    def __str__(self) -> str:
        return (
            f"{self.county}的{self.name}显示的是{self.seen}，单元格里存的却是{self.stored}（单元格格式所致），"
            "无法判断以哪个为准，暂不计分，请核实"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PerhapsPercent(Finding):
    """0.45 in a file whose number formats are unknown: 45 % to the filler, or 0.45 %. Not scored."""

    code: ClassVar[str] = "unit-slip"
    name: str
    written: str
    values: tuple[str, str]

    def __str__(self) -> str:
        return (
            f"{self.county}的{self.name}读到的是{self.written}，这种文件看不出单元格格式，"
            f"可能是{self.values[0]}，也可能是{self.values[1]}，无法判断，暂不计分，请核实"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StruckThrough(Finding):
    """A number with a line through it: shown, not scored."""

    code: ClassVar[str] = "struck-through"
    name: str
    written: str

    def __str__(self) -> str:
        written = excerpt(self.written)
        return f"{self.county}的{self.name}填的是“{written}”，字上有删除线，不知是否作废，已列出但不计分，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideLink(Finding):
    """A formula that reaches into another file: its last known result is taken."""

    code: ClassVar[str] = "outside-link"
    name: str
    formula: str
    value: str

    def __str__(self) -> str:
        formula = f"公式{excerpt(self.formula)}" if len(self.formula) > 1 else "公式"
        end = f"采用文件里存的{self.value}，可能已不是最新，请核实"
        return f"{self.county}的{self.name}是引用其他文件的{formula}，{end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaComputed(Finding):
    """The file held a formula without its result: computed here, and said."""

    code: ClassVar[str] = "formula-computed"
    name: str
    formula: str
    value: str

    def __str__(self) -> str:
        return f"{self.county}的{self.name}是公式{excerpt(self.formula)}，文件里没有结果，由本程序算得{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPeriod(Finding):
    """A figure of another period than the evaluation's: shown, not scored."""

    code: ClassVar[str] = "period-mixed"
    name: str
    value: str
    found: str
    wanted: str

    def __str__(self) -> str:
        return f"{self.county}的{self.name}{self.value}是{self.found}的数，本次评比为{self.wanted}，已列出但不计分"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered(Finding):
    """A number of a text that is probably the indicator, but not surely: shown, not scored."""

    code: ClassVar[str] = "offered"
    name: str
    value: str
    quote: str

    def __str__(self) -> str:
        return (
            f"{self.county}的{self.name}，文字中只有“{self.quote}”，不是确数或把握不足，{self.value}已列出但没有采用，"
            "请核实后补报"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoValues(Finding):
    """One figure, two values: from two sources (the first is scored), or twice in one file (neither is)."""

    code: ClassVar[str] = "two-values"
    name: str
    values: tuple[tuple[str, str], ...]  # (value with unit, source in words), the scored one first
    scored: bool
    tied: bool = False  # they stand in two files of the same time

    def __str__(self) -> str:
        both = "，".join(f"{source}为{value}" for value, source in self.values)
        end = f"按来源顺序采用{self.values[0][0]}" if self.scored else "无法判断，暂不计分"
        end = f"文件的修改时间相同，不知哪份较新，{end}" if self.tied else end
        return f"{self.county}的{self.name}有两个数：{both}；{end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSinceLast(Finding):
    """Two versions of one source with two values: the newer file's counts, and it is said what changed."""

    code: ClassVar[str] = "changed-since-last"
    name: str
    value: str
    file: str
    before: str
    before_file: str

    def __str__(self) -> str:
        return (
            f"{self.county}的{self.name}前后报了两个数：{self.before_file}为{self.before}，"
            f"{self.file}为{self.value}；按较新的文件采用{self.value}，请核实"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSourceUsed(Finding):
    """The newer or nearer file holds no number, so that an older or farther one counts."""

    code: ClassVar[str] = "other-source-used"
    name: str
    written: str
    file: str
    value: str
    used_file: str
    why: str = "读不出数"

    def __str__(self) -> str:
        return (
            f"{self.county}的{self.name}在{self.file}中填的是“{excerpt(self.written)}”，{self.why}，"
            f"暂用{self.used_file}的{self.value}，请核实"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownCounty(Finding):
    """A row or form of a county that the scheme does not name."""

    code: ClassVar[str] = "unknown-county"
    name: str

    def __str__(self) -> str:
        return f"“{excerpt(self.name)}”不是本方案的县区，这一行没有读入；如是别名，请加到方案的 aliases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped(Finding):
    """A column or row that looks like data but belongs to no indicator."""

    code: ClassVar[str] = "unmapped"
    name: str

    def __str__(self) -> str:
        return f"“{excerpt(self.name)}”对不上任何指标，没有读入"

    @property
    def to_learn(self) -> str:
        """The heading."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmappedRow(Finding):
    """A row with numbers whose name is no county's."""

    code: ClassVar[str] = "unmapped"
    name: str

    def __str__(self) -> str:
        return f"“{excerpt(self.name)}”一行不是本方案的县区，没有读入"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultAsInput(Finding):
    """A workbook of this program among the submissions, as it lies in the folder from the run before."""

    code: ClassVar[str] = "result-as-input"
    file: str

    def __str__(self) -> str:
        return f"{self.file} 是本程序写出的评比结果，不是报送材料，没有读入；要与它比较请用 --previous"


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingRead(Finding):
    """A file that could be opened but in which no figure was found."""

    code: ClassVar[str] = "unmapped"
    file: str

    def __str__(self) -> str:
        return f"{self.file} 里没有读到可以对应指标的数：空白表请催报，其他请检查是否为报送材料"
