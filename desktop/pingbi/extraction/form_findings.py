"""What a returned template can be besides right: made for another scheme, period or county, or with another unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pingbi.model import Finding
from pingbi.model.catalogue import excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherScheme(Finding):
    """A template of another scheme: read where the names agree."""

    code: ClassVar[str] = "template-of-other-scheme"
    file: str
    found: str
    wanted: str

    def __str__(self) -> str:
        found = excerpt(self.found)
        return f"{self.file} 是“{found}”的填报表，本次评比用的是“{self.wanted}”，只读入名称相同的指标，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPeriodForm(Finding):
    """A template of another period: its figures are shown, not scored."""

    code: ClassVar[str] = "period-mixed"
    file: str
    found: str
    wanted: str
    count: int

    def __str__(self) -> str:
        return f"{self.file} 是{self.found}的填报表，本次评比为{self.wanted}，{self.count}个数已列出但不计分，请重报"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCounty(Finding):
    """A form made for one county in the name of another: whose figures these are cannot be known."""

    code: ClassVar[str] = "unknown-county"
    file: str
    written: str
    handed_to: str

    def __str__(self) -> str:
        return (
            f"{self.file} 是发给{self.handed_to}的填报表，表头却写着{self.written}，"
            f"无法判断是谁的数，没有读入；请用{self.written}自己的填报表重报"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOfOtherCounty(Finding):
    """One county's form in a file that bears another's name: read as the form says, and said."""

    code: ClassVar[str] = "file-of-other-county"
    file: str
    named: str

    def __str__(self) -> str:
        return (
            f"{self.file} 的文件名是{self.named}，里面却是{self.county}的填报表，已按{self.county}读入，请核实是谁的数"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledByOther(Finding):
    """One county's form that another county's office has signed."""

    code: ClassVar[str] = "file-of-other-county"
    file: str
    written: str

    def __str__(self) -> str:
        return (
            f"{self.file} 是{self.county}的填报表，填报单位却写着{self.written}，已按{self.county}读入，请核实是谁的数"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChanged(Finding):
    """A number under another unit than the scheme's: converted, and said."""

    code: ClassVar[str] = "unit-converted"
    name: str
    written: str
    value: str

    def __str__(self) -> str:
        return f"{self.county}的{self.name}按表中单位为{self.written}，已换算为{self.value}，请核实"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChanged(Finding):
    """A template that was worked on: read by its labels, and what was done to it."""

    code: ClassVar[str] = "template-changed"
    file: str
    changes: tuple[str, ...]
    moved: int
    lost: tuple[str, ...]

    def __str__(self) -> str:
        done = f"：{'，'.join(self.changes)}" if self.changes else ""
        read = f"；已按名称对应读入{self.moved}个数，请核实" if self.moved else ""
        lost = f"；找不到：{'、'.join(map(excerpt, self.lost))}" if self.lost else ""
        return f"{self.file} 的表格被改动过{done}{read}{lost}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelChanged(Finding):
    """A number beside a label that is nearly the one handed out: read where its place agrees, else only shown."""

    code: ClassVar[str] = "label-changed"
    name: str
    old: str
    new: str
    value: str
    sure: bool

    def __str__(self) -> str:
        end = f"按位置和字形读作{self.value}，请核实" if self.sure else "位置也对不上，已列出但没有采用，请核实"
        return f"{self.county}的{self.name}：表中“{excerpt(self.old)}”被改成“{excerpt(self.new)}”，{end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOfOtherCounty(Finding):
    """A sheet in one county's workbook whose head names another: read as that one's, and said."""

    code: ClassVar[str] = "file-of-other-county"
    file: str
    sheet: str
    handed_to: str

    def __str__(self) -> str:
        return (
            f"{self.file} 是发给{self.handed_to}的，工作表“{excerpt(self.sheet)}”的表头却是{self.county}，"
            f"这一张已按{self.county}读入，请核实"
        )
