"""One line of the list of files: where it is on its way, and the words for that."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pingbi.casework.filed import Filed

COUNTIES_NAMED = 2


class Way(Enum):
    """How far a file has come."""

    WAITING = "waiting"  # to be read
    READING = "reading"
    READ = "read"  # and waits until older ones are received
    REFUSED = "refused"  # not received
    FILED = "filed"  # a submission of the project


@dataclass(slots=True)
class FileLine:
    """A file. `run` and `order` tell one apart that is on its way, `number` one that is in the project."""

    name: str
    size: int
    way: Way
    run: int = 0
    order: int = 0
    number: int = 0
    county: str = ""  # whose it probably is, by its name
    reason: str = ""
    locked: bool = False
    result: bool = False  # it is a workbook of results
    since: float = field(default_factory=monotonic)
    filed: Filed | None = None

    @property
    def key(self) -> tuple[int, int, int]:
        """What it is known by while its state changes."""
        return self.number, self.run, self.order

    @property
    def shown_name(self) -> str:
        """Within an archive or a folder: 各区汇总.zip ▸ 华龙区.xls."""
        return " ▸ ".join(self.name.split("/"))

    @property
    def wrong(self) -> bool:
        """Whether a person has something to do about it."""
        return self.way is Way.REFUSED or (self.filed is not None and self.filed.wrong)

    @property
    def unreadable(self) -> bool:
        """Whether there is nothing to be had of it."""
        return self.way is Way.REFUSED or (self.filed is not None and bool(self.filed.unreadable or self.filed.empty))

    @property
    def why(self) -> str:
        """What is wrong with it, in the engine's words."""
        if self.filed is None:
            return self.reason
        return self.filed.unreadable or (empty_words(self.filed) if self.filed.empty else "")

    @property
    def is_locked(self) -> bool:
        """Whether a 口令 would open it."""
        return self.locked or (self.filed is not None and self.filed.locked)

    @property
    def under_way(self) -> bool:
        """Whether it can be cancelled."""
        return self.way in (Way.WAITING, Way.READING, Way.READ)

    @property
    def seconds(self) -> int:
        """How long it has been read."""
        return int(monotonic() - self.since)


def line_of(row: Filed) -> FileLine:
    """A submission in use."""
    county = row.counties[0] if len(row.counties) == 1 else ""
    return FileLine(row.name, row.size, Way.FILED, number=row.number, county=county, filed=row)


def rank(line: FileLine) -> int:
    """What needs a person first, then what is under way, then the newest."""
    return 0 if line.unreadable else 1 if line.way is Way.READING else 2 if line.under_way else 3


def size_words(size: int) -> str:
    """31 KB, 1.2 MB."""
    if not size:
        return ""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def sign_of(line: FileLine) -> tuple[str, str]:
    """(the sign's name, the token of sign and words)."""
    if line.way in (Way.WAITING, Way.READ):
        return "clock", "text3"
    if line.way is Way.READING:
        return "clock", "accent"
    if line.is_locked:
        return "lock", "err"
    if line.unreadable:
        return "octagon_cross", "err"
    row = line.filed
    if row is not None and row.replaced:
        return "tick", "text3"
    return ("triangle_alert", "warn") if line.wrong else ("tick", "text2")


def words_of(line: FileLine) -> str:
    """The second line: 已读 8 项，1 处存疑，替换第1版."""
    match line.way:
        case Way.WAITING:
            return "等着读"
        case Way.READING:
            return f"正在读，{line.seconds} 秒" if line.seconds else "正在读"
        case Way.READ:
            return "已读完，等前面的文件"
        case Way.REFUSED:
            return f"没有收：{short_reason(line.reason)}"
        case Way.FILED:
            return "，".join(_filed_words(line.filed)) if line.filed is not None else ""


def _filed_words(row: Filed) -> list[str]:
    if row.unreadable:
        return [f"打不开：{short_reason(row.unreadable)}"]
    if row.empty:
        return [empty_words(row) if row.strange else "没有读出数", *_whose(row)]
    if row.replaced:
        return [f"第{row.version}版，已被新的一版替换"]
    said = [f"已读 {row.read} 项"] if row.read or not row.facts else [f"读出 {row.facts} 条文字"]
    counts = ((row.doubtful, "{} 处存疑"), (row.unclear, "{} 项看不懂"), (row.lacking, "缺 {} 项"))
    said += [words.format(count) for count, words in counts if count]
    said += [f"免报 {row.exempt} 项"] if row.exempt else []
    if row.version > 1:
        return [*said, f"替换第{row.version - 1}版"]
    return [*said, *(_whose(row) if len(said) < 3 else [])]


def _whose(row: Filed) -> list[str]:
    named = "、".join(row.counties)
    if len(row.counties) > COUNTIES_NAMED:
        named = f"{row.counties[0]}等 {len(row.counties)} 个县区" if not row.city else f"{len(row.counties)} 个县区"
    if row.city:
        named = f"全市和{' ' if named[:1].isdigit() else ''}{named}" if named else "全市"
    return [named] if named else []


def empty_words(row: Filed) -> str:
    """Why there is nothing to be had of a file that can be read."""
    return f"{'、'.join(row.strange)}不在方案里，没有用它的数" if row.strange else "里面没有读出数"


def short_reason(reason: str) -> str:
    """The first part of the engine's sentence; the rest is told where there is room."""
    return reason.replace("；", "，").split("，")[0].rstrip("。")
